"""Every open limit of every checklist that is worked on, in order. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.records.model import ItemState, Record, RecordState
from govdesk.records.queries import Sort
from govdesk.wizards.checklist import Row
from govdesk.workdays import date_zh, remaining_in_words, workdays_between

if TYPE_CHECKING:
    from govdesk.records.store import Store
    from govdesk.workdays import OfficialCalendar

LATE, TODAY, WEEK, LATER = "已逾期", "今天", "本周", "以后"
GROUPS = (LATE, TODAY, WEEK, LATER)
SOON = 2


@dataclass(frozen=True)
class Deadline:
    """One item with a date."""

    number: str
    item: str
    due: dt.date
    provisional: bool
    what: str  # the instruction
    matter: str  # 关于……的请示
    wizard: str
    handler: str
    label: str  # 第五十八条
    group: str
    left: str  # 还有 8 个工作日
    soon: bool

    @property
    def where(self) -> str:
        """`关于……的请示 · 报送请示 · 王晓梅`."""
        names = [self.matter] if self.matter != self.wizard else []
        return " · ".join(part for part in (*names, self.wizard, self.handler) if part)

    @property
    def sentence(self) -> str:
        """The whole line for assistive tools."""
        provisional = "（暂）" if self.provisional else ""
        parts = (f"{date_zh(self.due)}{provisional}", self.left, self.what, self.where.replace(" · ", "，"))
        return "，".join((*parts, f"依据{self.label}"))


def read_deadlines(store: Store, calendar: OfficialCalendar, today: dt.date) -> list[Deadline]:
    """All open limits, earliest first. Raises UserError from the store."""
    found: list[Deadline] = []
    for summary in store.summaries([RecordState.ONGOING], sort=Sort.NEXT_DUE):
        if summary.next_due is None:
            break  # those with a limit come first
        found += _of(store.load(summary.number), calendar, today)
    return sorted(found, key=lambda deadline: (deadline.due, deadline.number))


def grouped(deadlines: Iterable[Deadline]) -> list[tuple[str, list[Deadline]]]:
    """By 已逾期, 今天, 本周, 以后; empty groups are left out."""
    lines = list(deadlines)
    groups = [(name, [line for line in lines if line.group == name]) for name in GROUPS]
    return [(name, members) for name, members in groups if members]


def handlers(deadlines: Sequence[Deadline]) -> list[str]:
    """Everybody who has something due."""
    return sorted({line.handler for line in deadlines} - {""})


def group_of(due: dt.date, today: dt.date) -> str:
    """Which group a day belongs to; a week ends on Sunday."""
    if due < today:
        return LATE
    if due == today:
        return TODAY
    return WEEK if due <= today + dt.timedelta(6 - today.weekday()) else LATER


def _of(record: Record, calendar: OfficialCalendar, today: dt.date) -> list[Deadline]:
    checklist = record.checklist(calendar)
    rows = [row for row in checklist.rows if record.mark(row.item.id).state is ItemState.OPEN]
    return [_deadline(record, row, calendar, today) for row in rows if row.due is not None]


def _deadline(record: Record, row: Row, calendar: OfficialCalendar, today: dt.date) -> Deadline:
    assert row.due is not None
    due = row.due.due
    return Deadline(
        number=record.number,
        item=row.item.id,
        due=due,
        provisional=row.due.provisional,
        what=row.item.do,
        matter=record.title,
        wizard=record.basis.wizard.title,
        handler=record.handler,
        label=row.label,
        group=group_of(due, today),
        left="今天到期" if due == today else remaining_in_words(due, today, calendar),
        soon=workdays_between(today, due, calendar) <= SOON,
    )
