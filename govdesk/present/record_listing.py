"""What the table of checklists says: columns, cells, order. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from govdesk.present.wording import NOTHING, STATES
from govdesk.records.finding import Sort
from govdesk.records.model import RecordState, RecordSummary
from govdesk.workdays import PROVISIONAL, remaining_in_words, weekday_zh

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    TITLE = 1
    WIZARD = 2
    HANDLER = 3
    STARTED = 4
    PROGRESS = 5
    DUE = 6
    STATE = 7


class ColumnSpec(NamedTuple):
    """A column: heading, the order it sorts by, width in pixels at 100 % (0: what is left), what a cell says.

    `tip` explains the heading.
    """

    heading: str
    sort: Sort
    width: int
    show: Callable[[RecordSummary, OfficialCalendar, dt.date], str]
    tip: str = ""


def due_words(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """`12-04 周五 · 8 个工作日`, `11-24 周二 · 今天`, `11-20 周五 · 逾期 2 个工作日`, `27-01-05 周二（暂） · 30 个工作日`;
    — where nothing is due."""
    day = live_due(summary)
    if day is None:
        return NOTHING
    shown = f"{day:%m-%d}" if day.year == today.year else f"{day:%y-%m-%d}"
    left = "今天" if day == today else remaining_in_words(day, today, calendar).removeprefix("还有").strip()
    provisional = PROVISIONAL if summary.next_due_provisional or left.endswith(PROVISIONAL) else ""
    return f"{shown} {weekday_zh(day)}{provisional} · {left.removesuffix(PROVISIONAL)}"


def live_due(summary: RecordSummary) -> dt.date | None:
    """The next limit, of checklists that are still worked on."""
    return summary.next_due if summary.state is RecordState.ONGOING else None


COLUMNS = {
    Column.NUMBER: ColumnSpec("编号", Sort.NUMBER, 144, lambda line, _calendar, _today: line.number),
    Column.TITLE: ColumnSpec("事项名称", Sort.TITLE, 0, lambda line, _calendar, _today: line.title),
    Column.WIZARD: ColumnSpec("办事类别", Sort.WIZARD, 160, lambda line, _calendar, _today: line.wizard_title),
    Column.HANDLER: ColumnSpec("经办人", Sort.HANDLER, 80, lambda line, _calendar, _today: line.handler or NOTHING),
    Column.STARTED: ColumnSpec(
        "起算日期",
        Sort.STARTED,
        112,
        lambda line, _calendar, _today: line.started.isoformat() if line.started else NOTHING,
        tip="表头里的第一个日期：收文日期、会议日期等",
    ),
    Column.PROGRESS: ColumnSpec(
        "进度", Sort.PROGRESS, 156, lambda line, _calendar, _today: f"{line.done}/{line.total}"
    ),
    Column.DUE: ColumnSpec("最近期限", Sort.NEXT_DUE, 240, due_words),
    Column.STATE: ColumnSpec("状态", Sort.STATE, 92, lambda line, _calendar, _today: STATES[line.state]),
}
HEADINGS = {column: spec.heading for column, spec in COLUMNS.items()}


def order_of(column: Column, *, descending: bool) -> tuple[Sort, bool]:
    """The store's order, and whether it is turned round. Its numbers begin with the newest."""
    return COLUMNS[column].sort, descending != (column is Column.NUMBER)


def cell(summary: RecordSummary, column: Column, calendar: OfficialCalendar, today: dt.date) -> str:
    """What stands in a cell."""
    return COLUMNS[column].show(summary, calendar, today)


def sentence(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """The whole line for assistive tools."""
    due = due_words(summary, calendar, today).replace(" · ", "，")
    parts = [summary.title, summary.number, summary.wizard_title, summary.handler, STATES[summary.state]]
    parts.append(f"进度 {summary.done}/{summary.total}")
    if due != NOTHING:
        parts.append(f"最近期限 {due}")
    return "，".join(part for part in parts if part)
