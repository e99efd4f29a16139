"""What each line of a checklist says on screen: words and shades of meaning, no widgets.

A line is a pure function of the record, its checklist, the calendar and today.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from govdesk.present.wording import ITEM_STATES
from govdesk.records.model import ItemMark, ItemState, Progress, Record
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.checklist import Checklist, Row
from govdesk.wizards.model import CheckItem, Level
from govdesk.workdays import date_zh, due_in_words, remaining_in_words, weekday_zh, workdays_between

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

#: A deadline this many working days away, or fewer, stands in bold.
SOON = 2


class Side(Enum):
    """What stands between an instruction and its citation."""

    NOTHING = "nothing"
    WORDS = "words"  # a limit that has no number: 会前
    WAITING = "waiting"  # 填收文日期后算出
    DUE = "due"
    SOON = "soon"
    OVERDUE = "overdue"
    RECORD = "record"  # 11-20 王晓梅


@dataclass(frozen=True)
class ItemLine:
    """One item as it is shown."""

    row: Row
    mark: ItemMark
    side: Side
    side_text: str
    widest: str  # the longest the due chip gets, so that a tick never changes the line's height
    sentence: str  # for assistive tools

    @property
    def item(self) -> CheckItem:
        return self.row.item

    @property
    def id(self) -> str:
        return self.row.item.id

    @property
    def open(self) -> bool:
        """Still to be done."""
        return self.mark.state is ItemState.OPEN


@dataclass(frozen=True)
class StageLine:
    """A pause point: 一、起草."""

    name: str  # as in the wizard
    title: str
    counts: str
    finished: bool
    items: tuple[ItemLine, ...]

    @property
    def sentence(self) -> str:
        return f"{self.title}，{self.counts.replace(' · ', '，')}"


def make_lines(record: Record, checklist: Checklist, calendar: OfficialCalendar, today: dt.date) -> list[StageLine]:
    """Every stage with its items, in order."""
    stages = []
    for position, stage in enumerate(checklist.stages, start=1):
        items = tuple(_line(row, record.mark(row.item.id), calendar, today) for row in stage.rows)
        title = f"{write_numeral(position)}、{stage.name}"
        progress = count(items)
        stages.append(StageLine(stage.name, title, counts_in_words(progress), not progress.open, items))
    return stages


def count(items: tuple[ItemLine, ...] | list[ItemLine]) -> Progress:
    """How many of `items` are done, not applicable and open."""
    states = [line.mark.state for line in items]
    return Progress(*(states.count(state) for state in (ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.OPEN)))


def counts_in_words(progress: Progress) -> str:
    """`已办 2 · 不适用 1 · 待办 1`; what is nought is left out, but 已办."""
    parts = [f"{ITEM_STATES[ItemState.DONE]} {progress.done}"]
    if progress.not_applicable:
        parts.append(f"{ITEM_STATES[ItemState.NOT_APPLICABLE]} {progress.not_applicable}")
    if progress.open:
        parts.append(f"{ITEM_STATES[ItemState.OPEN]} {progress.open}")
    return " · ".join(parts)


def short_date(day: dt.date, today: dt.date) -> str:
    """`11-20`, with its year where that is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def must_be_settled(line: ItemLine) -> bool:
    """Whether archiving with this item open deserves a warning: an open 必办 or 不得."""
    return line.open and not line.row.conditional and line.item.level in (Level.MUST, Level.MUST_NOT)


def _line(row: Row, mark: ItemMark, calendar: OfficialCalendar, today: dt.date) -> ItemLine:
    side, text = _side(row, mark, calendar, today)
    widest = _due_chip(row) or (_waiting(row) if row.waiting_for else "")
    return ItemLine(row, mark, side, text, widest, _sentence(row, mark, calendar, today))


def _side(row: Row, mark: ItemMark, calendar: OfficialCalendar, today: dt.date) -> tuple[Side, str]:
    if mark.state is ItemState.NOT_APPLICABLE:
        return Side.RECORD, f"不适用：{mark.reason}"
    if mark.state is ItemState.DONE:
        return Side.RECORD, _record(row, mark, today)
    if row.due is not None:
        day = row.due.due
        if day < today:
            late = remaining_in_words(day, today, calendar)
            return Side.OVERDUE, f"{late} · {short_date(day, today)} {weekday_zh(day)}"
        soon = workdays_between(today, day, calendar) <= SOON
        return (Side.SOON if soon else Side.DUE), _due_chip(row)
    if row.waiting_for:
        return Side.WAITING, _waiting(row)
    words = row.item.due.words if row.item.due else ""
    return (Side.WORDS, words) if words else (Side.NOTHING, "")


def _due_chip(row: Row) -> str:
    return f"{row.due.workdays} 个工作日 → {due_in_words(row.due)}" if row.due else ""


def _waiting(row: Row) -> str:
    return f"填{row.waiting_for}后算出"


def _record(row: Row, mark: ItemMark, today: dt.date) -> str:
    done = mark.at.astimezone().date() if mark.at else None
    words = " ".join(part for part in (short_date(done, today) if done else "", mark.by, mark.reason) if part)
    return f"{words}（期限 {short_date(row.due.due, today)}）" if row.due else words


def _sentence(row: Row, mark: ItemMark, calendar: OfficialCalendar, today: dt.date) -> str:
    """必办，到期前跟进办复结果，待办，期限 2026-12-04 周五，还有 8 个工作日，依据第五十八条."""
    parts = [row.badge, row.item.do, ITEM_STATES[mark.state]]
    if mark.state is ItemState.NOT_APPLICABLE:
        parts.append(f"原因：{mark.reason}")
    elif mark.state is ItemState.DONE:
        parts.append(_record(row, mark, today))
    elif row.due is not None:
        parts += [f"期限 {due_in_words(row.due)}", remaining_in_words(row.due.due, today, calendar)]
    elif row.waiting_for:
        parts.append(_waiting(row))
    elif row.item.due and row.item.due.words:
        parts.append(f"时限：{row.item.due.words}")
    if mark.note:
        parts.append("有备注")
    parts.append(f"依据{row.label}")
    return "，".join(part for part in parts if part)


def due_line(line: ItemLine, calendar: OfficialCalendar, today: dt.date) -> str:
    """`12-04 周五到期，还有 8 个工作日`, or "" without a date; for dialogs."""
    if line.row.due is None:
        return ""
    day = line.row.due.due
    if day == today:
        return f"{date_zh(day)}，今天到期"
    return f"{short_date(day, today)} {weekday_zh(day)}到期，{remaining_in_words(day, today, calendar)}"
