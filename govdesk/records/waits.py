"""等: what others owe to a record, each with the day by which it is waited for. Derived, never stored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from govdesk.records.model import Record
    from govdesk.wizards.checklist import Checklist


#: Told of a date of which `own` is true.
WAITED_BY_CHOICE = "等到的日子是自己定的"


class Wait(msgspec.Struct, frozen=True):
    """An act of somebody else (别人来办) that a record waits for until `date`.

    `own`: that day is the clerk's own (等到), not counted from the rule. `last` is what was noted last.
    """

    act: str
    who: str
    what: str
    date: dt.date
    labels: tuple[str, ...]
    own: bool = False
    provisional: bool = False
    last: str = ""


def waits(record: Record, checklist: Checklist) -> list[Wait]:
    """What `record` waits for, the earliest first; `checklist` is its own.

    The day is the last 等到 that was noted, else the one that follows from the rule. What was noted as settled (已办好)
    is waited for no longer, and what has no day never was.
    """
    found = []
    for row in checklist.others:
        jottings = record.jottings.get(row.act.id, ())
        if any(jotting.settled for jotting in jottings):
            continue
        until = next((jotting.until for jotting in reversed(jottings) if jotting.until), "")
        date = dt.date.fromisoformat(until) if until else row.due_date
        if date is not None:
            provisional = not until and row.due is not None and row.due.provisional
            last = jottings[-1].words if jottings else ""
            found.append(Wait(row.act.id, row.who, row.act.do, date, row.labels, bool(until), provisional, last))
    return sorted(found, key=lambda wait: wait.date)
