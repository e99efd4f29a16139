"""Every open limit of every checklist that is worked on, and what its others owe (等), in order."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.present.counting import start_label
from govdesk.records.finding import Find, Sort
from govdesk.records.model import ItemState, Jotting, Record, RecordState
from govdesk.records.waits import WAITED_BY_CHOICE, Wait, waits
from govdesk.wizards.checklist import Checklist, Row
from govdesk.workdays import PROVISIONAL, basis_note, date_zh, explain, remaining_in_words, workdays_between

if TYPE_CHECKING:
    from govdesk.records.store import Store
    from govdesk.workdays import OfficialCalendar

LATE, TODAY, WEEK, LATER = "已逾期", "今天", "本周", "以后"
#: What somebody else owes stands apart: it is no fault of the clerk's when it is late.
WAITING = "等着别人办"
GROUPS = (LATE, TODAY, WEEK, LATER, WAITING)
SOON = 2
NOTHING_DUE = "没有逾期，也没有等着到期的事。"
MOST_LISTS = 1000  # lists read for the page: each is opened, and nobody works on more at a time


def limited_in_words(handler: str, most: int = 0) -> str:
    """只列王晓梅经办的清单，最紧的1000份: whose lists are looked at, and how many where there are more; "" for all."""
    parts = [f"{handler}经办的清单"] if handler else []
    parts += [f"最紧的{most}份"] if most else []
    return f"只列{'，'.join(parts)}" if parts else ""


def nothing_due_in_words(limited: str) -> str:
    """Nothing is late, and nothing waits, in what is looked at (`limited_in_words`)."""
    return f"{limited}：{NOTHING_DUE}" if limited else NOTHING_DUE


@dataclass(frozen=True)
class Deadline:
    """One item with a date; or with `waits`, an act of somebody else (等), whose `item` is the act's id."""

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
    city: str = ""  # 张家港
    waits: str = ""  # 市政府办公室: who is waited for

    @property
    def where(self) -> str:
        """`张家港 · 关于……的请示 · 报送请示 · 王晓梅`: the city first, so that it is never cut off."""
        names = [self.matter] if self.matter != self.wizard else []
        return " · ".join(part for part in (self.city, *names, self.wizard, self.handler) if part)

    @property
    def sentence(self) -> str:
        """The whole line for assistive tools."""
        provisional = "（暂）" if self.provisional else ""
        what = f"等{self.waits}：{self.what}" if self.waits else self.what
        parts = (f"{date_zh(self.due)}{provisional}", self.left, what, self.where.replace(" · ", "，"))
        return "，".join((*parts, f"依据{self.label}"))


def read_deadlines(store: Store, calendar: OfficialCalendar, today: dt.date) -> tuple[list[Deadline], bool]:
    """The open limits and waits of the MOST_LISTS most urgent lists, earliest first, and whether there are more lists.

    On one day one's own come before what is waited for. Raises UserError from the store.
    """
    records, more = due_records(store, waiting=True)
    found = [deadline for record in records for deadline in deadlines_of(record, calendar, today)]
    return sorted(found, key=lambda deadline: (deadline.due, bool(deadline.waits), deadline.number)), more


def due_records(store: Store, handler: str = "", *, waiting: bool = False) -> tuple[list[Record], bool]:
    """The ongoing records with an open limit, the most urgent MOST_LISTS of them, and whether there are more.

    `waiting`: those too that wait for somebody else; one may be finished and still wait.
    """
    states = (RecordState.ONGOING, RecordState.FINISHED) if waiting else (RecordState.ONGOING,)
    sort = Sort.NEAREST if waiting else Sort.NEXT_DUE
    lines = store.page(Find(states=states, handler=handler), sort, limit=MOST_LISTS + 1)
    dated = [line for line in lines if line.next_due is not None or (waiting and line.wait is not None)]
    return [store.load(line.number) for line in dated[:MOST_LISTS]], len(dated) > MOST_LISTS


def grouped(deadlines: Iterable[Deadline]) -> list[tuple[str, list[Deadline]]]:
    """By 已逾期, 今天, 本周, 以后, 等着别人办; empty groups are left out."""
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


def deadlines_of(record: Record, calendar: OfficialCalendar, today: dt.date) -> list[Deadline]:
    """The open limits of a record, and what it waits for."""
    checklist = record.checklist(calendar)
    rows = [row for row in checklist.rows if record.item_state(row) is ItemState.OPEN]
    own = [_deadline(record, checklist, row, calendar, today) for row in rows if row.due_date is not None]
    return own + [_wait(record, wait, calendar, today) for wait in waits(record, checklist)]


def _deadline(record: Record, checklist: Checklist, row: Row, calendar: OfficialCalendar, today: dt.date) -> Deadline:
    assert row.due_date is not None
    account = ""
    if row.due is not None:
        start = start_label(checklist, row)
        account = explain(row.due, start_label=start) + basis_note(row.due, start_label=start)
    return _line(
        record,
        calendar,
        today,
        row.due_date,
        item=row.item.id,
        what=row.item.sentence,
        label="、".join(row.labels[:1]) or row.label,
        provisional=row.due is not None and row.due.provisional,
        account=account,
    )


def _wait(record: Record, wait: Wait, calendar: OfficialCalendar, today: dt.date) -> Deadline:
    account = WAITED_BY_CHOICE if wait.own else "按规则给对方的时限算出"
    return _line(
        record,
        calendar,
        today,
        wait.date,
        item=wait.act,
        what=wait.what,
        label=wait.labels[0] if wait.labels else "",
        provisional=wait.provisional,
        account=f"{account}；上次记的：{wait.last}" if wait.last else account,
        waits=wait.who,
    )


def _line(
    record: Record,
    calendar: OfficialCalendar,
    today: dt.date,
    due: dt.date,
    *,
    item: str,
    what: str,
    label: str,
    provisional: bool,
    account: str,
    waits: str = "",
) -> Deadline:
    left = remaining_in_words(due, today, calendar).removesuffix(PROVISIONAL)  # the date beside it says 暂 already
    return Deadline(
        number=record.number,
        item=item,
        due=due,
        provisional=provisional,
        what=what,
        matter=record.title,
        wizard=record.basis.wizard.title,
        handler=record.handler,
        label=label,
        group=WAITING if waits else group_of(due, today),
        left=left.replace("逾期", "已过") if waits else left,  # it is not the clerk's fault
        day=f"{due:%m-%d}" if due.year == today.year else f"{due:%y-%m-%d}",
        soon=workdays_between(today, due, calendar) <= SOON,
        account=account,
        city=record.basis.rule.short_title,
        waits=waits,
    )


def settled_wait(record: Record, act: str, today: dt.date) -> tuple[Jotting, ...]:
    """The jottings of an act with one more: it has been done, nobody waits for it any longer."""
    return (*record.jottings.get(act, ()), Jotting(today.isoformat(), "已办好", settled=True))
