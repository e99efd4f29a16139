"""Which deadlines have been given to a calendar, so that one that is settled or withdrawn can be called off there.

Kept in the data folder: no record says to which calendars its file went. A file that is damaged or missing costs no
more than that: events are sent as new, and those given before are not called off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from govdesk.errors import UserError
from govdesk.export.calendar_file import open_events, records_calendar
from govdesk.files import read_regular
from govdesk.paths import ensure_writable, write_atomically
from govdesk.records.errors import DamagedRecords
from govdesk.records.model import Record
from govdesk.strict import UNREADABLE
from govdesk.workdays import OfficialCalendar

FILE = "calendar-sent.json"
_KEPT = dt.timedelta(days=90)  # after its date nobody looks for a deadline in a calendar


class SentEvent(msgspec.Struct, frozen=True):
    """A deadline as it was last sent."""

    date: dt.date
    summary: str
    number: str  # of the record
    handler: str = ""
    cancelled: bool = False


Sent = dict[str, SentEvent]  # by UID


def load_sent(folder: Path) -> Sent:
    """What was sent from this data folder."""
    try:
        return msgspec.json.decode(read_regular(folder / FILE, 64_000_000), type=Sent)
    except UNREADABLE:
        return {}


def save_sent(folder: Path, sent: Sent) -> None:
    """Keep it. Raises UserError where the folder cannot be written to."""
    ensure_writable(folder)
    try:
        write_atomically(folder / FILE, msgspec.json.encode(sent))
    except OSError as error:
        raise UserError(
            f"“{folder / FILE}”没有写成",
            safe="日历文件已经写好",
            todo="看看磁盘还有没有空间；以后办结的事，要在日历里自己删去",
            detail=str(error),
        ) from error


def sending(
    records: Sequence[Record],
    calendar: OfficialCalendar,
    now: dt.datetime,
    sent: Sent,
    *,
    concerns: Callable[[SentEvent], bool],
    load: Callable[[str], Record],
) -> tuple[bytes, Sent]:
    """The file of the open deadlines of `records`, with those called off that were sent and are open no more.

    `concerns` says which of the events once sent this file is about; `load` gives the record of a number, so that one
    that is merely not among `records` is not called off. Second: what is to be kept as sent once the file is written.
    """
    here = {record.number for record in records}
    missing = {event.number for event in sent.values() if concerns(event) and not event.cancelled} - here
    everything = list(records)
    unreadable = set()
    for number in sorted(missing):
        try:
            everything.append(load(number))
        except DamagedRecords:
            unreadable.add(number)  # its deadlines hold all the same
        except UserError:
            continue  # deleted for good: its deadlines are called off
    opened = {
        uid: SentEvent(day, summary, record.number, record.handler)
        for record in everything
        for uid, (day, summary) in open_events(record, calendar).items()
    }
    withdrawn = {
        uid: msgspec.structs.replace(event, cancelled=True)
        for uid, event in sent.items()
        if uid not in opened and concerns(event) and event.number not in unreadable
    }
    content = records_calendar(
        everything, calendar, now, [(uid, event.date, event.summary) for uid, event in withdrawn.items()]
    )
    kept = {uid: event for uid, event in sent.items() if event.date >= now.date() - _KEPT}
    return content, kept | opened | withdrawn


def to_call_off(sent: Sent, record: Record, calendar: OfficialCalendar) -> bool:
    """Whether a deadline of the record lies in a calendar though it is open no more."""
    opened = open_events(record, calendar)
    return any(
        event.number == record.number and not event.cancelled and uid not in opened for uid, event in sent.items()
    )
