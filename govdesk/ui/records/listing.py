"""What the table of checklists says: columns, cells, filters, order. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from govdesk.records.model import RecordState, RecordSummary
from govdesk.workdays import remaining_in_words, weekday_zh

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

STATE_NAMES = {RecordState.ONGOING: "办理中", RecordState.FINISHED: "已办结", RecordState.ARCHIVED: "已归档"}
NOTHING = "—"


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


@dataclass(frozen=True)
class Filters:
    """What is left in: empty values leave everything in."""

    year: str = ""
    wizard: str = ""
    handler: str = ""

    def lets_in(self, summary: RecordSummary) -> bool:
        """Whether a line passes."""
        return (
            self.year in ("", year_of(summary))
            and self.wizard in ("", summary.wizard_title)
            and self.handler in ("", summary.handler)
        )


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to, from the lines at hand."""

    years: tuple[str, ...]
    wizards: tuple[str, ...]
    handlers: tuple[str, ...]


def choices(summaries: Iterable[RecordSummary]) -> Choices:
    """Every year, errand and person that occurs; years newest first."""
    lines = list(summaries)
    return Choices(
        tuple(sorted({year_of(line) for line in lines}, reverse=True)),
        tuple(sorted({line.wizard_title for line in lines})),
        tuple(sorted({line.handler for line in lines} - {""})),
    )


def year_of(summary: RecordSummary) -> str:
    """The year in the number QD-2026-0031."""
    return summary.number.split("-")[1]


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
            return STATE_NAMES[summary.state]


def due_words(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """`12-04 周五 · 8 个工作日`, `11-24 周二 · 今天`, `11-20 周五 · 逾期 2 个工作日`; — where nothing is due."""
    day = live_due(summary)
    if day is None:
        return NOTHING
    shown = f"{day:%m-%d}" if day.year == today.year else day.isoformat()
    left = "今天" if day == today else remaining_in_words(day, today, calendar).removeprefix("还有").strip()
    provisional = "（暂）" if summary.next_due_provisional and not left.endswith("（暂）") else ""
    return f"{shown} {weekday_zh(day)} · {left}{provisional}"


def live_due(summary: RecordSummary) -> dt.date | None:
    """The next limit, of checklists that are still worked on."""
    return summary.next_due if summary.state is RecordState.ONGOING else None


def sentence(summary: RecordSummary, calendar: OfficialCalendar, today: dt.date) -> str:
    """The whole line for assistive tools."""
    due = due_words(summary, calendar, today).replace(" · ", "，")
    parts = [summary.title, summary.number, summary.wizard_title, summary.handler, STATE_NAMES[summary.state]]
    parts.append(f"进度 {summary.done}/{summary.total}")
    if due != NOTHING:
        parts.append(f"最近期限 {due}")
    return "，".join(part for part in parts if part)


_FAR = dt.date.max
_ORDER: dict[Column, Callable[[RecordSummary], Any]] = {
    Column.NUMBER: lambda line: (year_of(line), len(line.number), line.number),
    Column.TITLE: lambda line: line.title,
    Column.WIZARD: lambda line: line.wizard_title,
    Column.HANDLER: lambda line: line.handler,
    Column.STARTED: lambda line: line.started or dt.date.min,
    Column.PROGRESS: lambda line: line.done / line.total if line.total else 0.0,
    Column.DUE: lambda line: live_due(line) or _FAR,
    Column.STATE: lambda line: list(RecordState).index(line.state),
}


def ordered(summaries: Iterable[RecordSummary], column: Column, *, descending: bool) -> list[RecordSummary]:
    """Sorted by a column, lines alike in it by number, newest first."""
    newest_first = sorted(summaries, key=_ORDER[Column.NUMBER], reverse=True)
    return sorted(newest_first, key=_ORDER[column], reverse=descending)
