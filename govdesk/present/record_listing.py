"""What the table of checklists says: columns, cells, order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import IntEnum, auto
from typing import TYPE_CHECKING, NamedTuple

from govdesk.present.wording import NOTHING, STATES
from govdesk.records.finding import Sort
from govdesk.records.model import RecordState, RecordSummary
from govdesk.workdays import PROVISIONAL, remaining_in_words, weekday_zh

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


class Column(IntEnum):
    """The columns, left to right; their numbers are kept nowhere."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return count  # Qt counts from 0

    NUMBER = auto()
    TITLE = auto()
    CITY = auto()
    WIZARD = auto()
    HANDLER = auto()
    STARTED = auto()
    PROGRESS = auto()
    DUE = auto()
    DELETED = auto()
    STATE = auto()


WAIT = "等"
#: How long a deleted list stays in the 回收站.
KEPT_DELETED = dt.timedelta(days=30)


class ColumnSpec(NamedTuple):
    """A column: heading, the order it sorts by, width in pixels at 100 % (0: what is left), what a cell says.

    `tip` explains the heading; `room` is the width of the window, in pixels at 100 %, from which the column is shown:
    it leaves 200 for 事项名称.
    """

    heading: str
    sort: Sort
    width: int
    show: Callable[[RecordSummary, OfficialCalendar, dt.date], str]
    tip: str = ""
    room: int = 0


def due_words(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """`12-04 周五 · 8 个工作日`, `等 12-02 周三 · 市政府办公室`, `11-24 周二 · 今天`, `11-20 周五 · 逾期 2 个工作日`, `27-01-05 周二（暂） · 30 个工作日`;
    — where nothing is due."""
    day = live_due(summary)
    if day is None:
        return NOTHING
    if is_waiting(summary):
        return f"{WAIT} {in_short(day, today)} {weekday_zh(day)} · {summary.wait_who}"
    shown = in_short(day, today)
    left = "今天" if day == today else remaining_in_words(day, today, calendar).removeprefix("还有").strip()
    provisional = PROVISIONAL if summary.next_due_provisional or left.endswith(PROVISIONAL) else ""
    return f"{shown} {weekday_zh(day)}{provisional} · {left.removesuffix(PROVISIONAL)}"


def live_due(summary: RecordSummary) -> dt.date | None:
    """The next limit or the next day somebody else is waited for, of checklists that are not put away."""
    if summary.state is RecordState.ARCHIVED or summary.deleted_at is not None:
        return None
    return summary.wait if is_waiting(summary) else summary.next_due


def is_waiting(summary: RecordSummary) -> bool:
    """Whether the next day is one by which somebody else is to have done something."""
    return summary.wait is not None and (summary.next_due is None or summary.wait < summary.next_due)


def in_short(day: dt.date, today: dt.date) -> str:
    """12-04, in another year 27-01-05."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%y-%m-%d}"


def deleted_words(summary: RecordSummary, today: dt.date) -> str:
    """`11-20 · 还剩 26 天`: when it was put into the 回收站, and how long it stays there."""
    if summary.deleted_at is None:
        return NOTHING
    day = summary.deleted_at.astimezone().date()
    left = max(0, (day + KEPT_DELETED - today).days)
    return f"{in_short(day, today)} · 还剩 {left} 天" if left else f"{in_short(day, today)} · 今天以后清除"


COLUMNS = {
    Column.NUMBER: ColumnSpec("编号", Sort.NUMBER, 164, lambda line, _calendar, _today: line.number, room=900),
    Column.TITLE: ColumnSpec("事项名称", Sort.TITLE, 0, lambda line, _calendar, _today: line.title),
    Column.CITY: ColumnSpec("城市", Sort.CITY, 84, lambda line, _calendar, _today: line.rule_title),
    Column.WIZARD: ColumnSpec("办事", Sort.WIZARD, 168, lambda line, _calendar, _today: line.wizard_title, room=1200),
    Column.HANDLER: ColumnSpec(
        "经办人", Sort.HANDLER, 80, lambda line, _calendar, _today: line.handler or NOTHING, room=1000
    ),
    Column.STARTED: ColumnSpec(
        "起算日期",
        Sort.STARTED,
        112,
        lambda line, _calendar, _today: line.started.isoformat() if line.started else NOTHING,
        tip="表头里的第一个日期：收文日期、会议日期等",
        room=1560,
    ),
    Column.PROGRESS: ColumnSpec(
        "进度", Sort.PROGRESS, 132, lambda line, _calendar, _today: f"{line.done}/{line.total}"
    ),
    Column.DUE: ColumnSpec("最近期限", Sort.NEAREST, 228, due_words),
    Column.DELETED: ColumnSpec("删除于", Sort.DELETED, 180, lambda line, _calendar, today: deleted_words(line, today)),
    Column.STATE: ColumnSpec("状态", Sort.STATE, 84, lambda line, _calendar, _today: STATES[line.state], room=900),
}
HEADINGS = {column: spec.heading for column, spec in COLUMNS.items()}


def hidden_columns(effective: int, *, in_bin: bool) -> list[Column]:
    """What a window of that width has no room for. The 回收站 tells when a list was deleted, instead of when something is due."""
    instead = Column.DUE if in_bin else Column.DELETED
    return [column for column, spec in COLUMNS.items() if effective < spec.room or column is instead]


def order_of(column: Column, *, descending: bool) -> tuple[Sort, bool]:
    """The store's order, and whether it is turned round."""
    sort = COLUMNS[column].sort
    return sort, descending != sort.falls


def cell(summary: RecordSummary, column: Column, calendar: OfficialCalendar, today: dt.date) -> str:
    """What stands in a cell."""
    return COLUMNS[column].show(summary, calendar, today)


def sentence(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """The whole line for assistive tools."""
    due = due_words(summary, calendar, today).replace(" · ", "，")
    parts = [summary.title, summary.number, summary.rule_title, summary.wizard_title, summary.desk, summary.handler]
    parts += [STATES[summary.state], f"进度 {summary.done}/{summary.total}"]
    if summary.deleted_at is not None:
        parts.append(f"删除于 {deleted_words(summary, today).replace(' · ', '，')}")
    if due != NOTHING:
        parts.append(f"最近期限 {due}")
    return "，".join(part for part in parts if part)
