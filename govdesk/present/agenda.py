"""Every open limit of every checklist that is worked on, in order. No widgets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.present.counting import start_label
from govdesk.records.finding import Find, Sort
from govdesk.records.model import ItemState, Record, RecordState
from govdesk.wizards.checklist import Checklist, Row
from govdesk.workdays import PROVISIONAL, basis_note, date_zh, explain, remaining_in_words, workdays_between

if TYPE_CHECKING:
    from govdesk.records.store import Store
    from govdesk.workdays import OfficialCalendar

LATE, TODAY, WEEK, LATER = "已逾期", "今天", "本周", "以后"
GROUPS = (LATE, TODAY, WEEK, LATER)
SOON = 2
MOST_LISTS = 1000  # lists read for the page: each is opened, and nobody works on more at a time


@dataclass(frozen=True)
class Deadline:
    """One item with a date."""

    number: str
    item: str
    due: dt.date
    day: str  # 12-04, in another year 27-01-05
    provisional: bool
    what: str  # the instruction
    matter: str  # 关于……的请示
    wizard: str
    handler: str
    label: str  # 第五十八条
    group: str
    left: str  # 还有 8 个工作日
    soon: bool
    account: str = ""  # how the date was counted, and why from that day

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


def read_deadlines(store: Store, calendar: OfficialCalendar, today: dt.date) -> tuple[list[Deadline], bool]:
    """The open limits of the MOST_LISTS most urgent lists, earliest first, and whether there are more lists.

    Raises UserError from the store.
    """
    records, more = due_records(store)
    found = [deadline for record in records for deadline in _of(record, calendar, today)]
    return sorted(found, key=lambda deadline: (deadline.due, deadline.number)), more


def due_records(store: Store, handler: str = "") -> tuple[list[Record], bool]:
    """The ongoing records with an open limit, the most urgent MOST_LISTS of them, and whether there are more."""
    find = Find(states=(RecordState.ONGOING,), handler=handler)
    lines = store.page(find, Sort.NEXT_DUE, limit=MOST_LISTS + 1)
    dated = [line for line in lines if line.next_due is not None]
    return [store.load(line.number) for line in dated[:MOST_LISTS]], len(dated) > MOST_LISTS


def grouped(deadlines: Iterable[Deadline]) -> list[tuple[str, list[Deadline]]]:
    """By 已逾期, 今天, 本周, 以后; empty groups are left out."""
    lines = list(deadlines)
    groups = [(name, [line for line in lines if line.group == name]) for name in GROUPS]
    return [(name, members) for name, members in groups if members]


def due_by_day(deadlines: Iterable[Deadline]) -> Counter[dt.date]:
    """How many fall on each day."""
    return Counter(line.due for line in deadlines)


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
    return [_deadline(record, checklist, row, calendar, today) for row in rows if row.due is not None]


def _deadline(record: Record, checklist: Checklist, row: Row, calendar: OfficialCalendar, today: dt.date) -> Deadline:
    assert row.due is not None
    due, start = row.due.due, start_label(checklist, row)
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
        # The date beside it says 暂 already.
        left=remaining_in_words(due, today, calendar).removesuffix(PROVISIONAL),
        day=f"{due:%m-%d}" if due.year == today.year else f"{due:%y-%m-%d}",
        soon=workdays_between(today, due, calendar) <= SOON,
        account=explain(row.due, start_label=start) + basis_note(row.due, start_label=start),
    )
