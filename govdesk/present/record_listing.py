"""What the table of checklists says: columns, cells, order. No widgets."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import TYPE_CHECKING

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


HEADINGS = {
    Column.NUMBER: "编号",
    Column.TITLE: "事项名称",
    Column.WIZARD: "办事类别",
    Column.HANDLER: "经办人",
    Column.STARTED: "起算日期",
    Column.PROGRESS: "进度",
    Column.DUE: "最近期限",
    Column.STATE: "状态",
}


#: By which order of the store a column sorts.
SORTS = {
    Column.NUMBER: Sort.NUMBER,
    Column.TITLE: Sort.TITLE,
    Column.WIZARD: Sort.WIZARD,
    Column.HANDLER: Sort.HANDLER,
    Column.STARTED: Sort.STARTED,
    Column.PROGRESS: Sort.PROGRESS,
    Column.DUE: Sort.NEXT_DUE,
    Column.STATE: Sort.STATE,
}


def order_of(column: Column, *, descending: bool) -> tuple[Sort, bool]:
    """The store's order, and whether it is turned round. Its numbers begin with the newest."""
    return SORTS[column], descending != (column is Column.NUMBER)


def cell(summary: RecordSummary, column: Column, calendar: OfficialCalendar, today: dt.date) -> str:
    """What stands in a cell."""
    match column:
        case Column.NUMBER:
            return summary.number
        case Column.TITLE:
            return summary.title
        case Column.WIZARD:
            return summary.wizard_title
        case Column.HANDLER:
            return summary.handler or NOTHING
        case Column.STARTED:
            return summary.started.isoformat() if summary.started else NOTHING
        case Column.PROGRESS:
            return f"{summary.done}/{summary.total}"
        case Column.DUE:
            return due_words(summary, calendar, today)
        case Column.STATE:
            return STATES[summary.state]


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


def sentence(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """The whole line for assistive tools."""
    due = due_words(summary, calendar, today).replace(" · ", "，")
    parts = [summary.title, summary.number, summary.wizard_title, summary.handler, STATES[summary.state]]
    parts.append(f"进度 {summary.done}/{summary.total}")
    if due != NOTHING:
        parts.append(f"最近期限 {due}")
    return "，".join(part for part in parts if part)
