"""期限 as a calendar file (.ics, RFC 5545): one all-day event for each open item with a date, with an alarm.

An event keeps its UID as long as its record and its item: a calendar that gets the file again moves the
event to the new date and does not show it twice. Write it with `pdf.write_file`. Times are the reader's own: an all-day event has no zone.
https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

import govdesk
from govdesk.records import ItemState, Record
from govdesk.wizards.checklist import Checklist, Row
from govdesk.workdays import OfficialCalendar, basis_note, explain, provisional_reason

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: The hour of the working day before, at which the alarm goes off.
ALARM_HOUR = 9

_EVENTS = uuid.UUID("0c1e7c52-9f5f-4b5e-8d2a-3c6a9d3a2f10")
_COUNTED_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def records_calendar(records: Iterable[Record], calendar: OfficialCalendar, now: dt.datetime) -> bytes:
    """The file for the open items of records; archived and deleted ones have nothing due."""
    file = _empty()
    for record in records:
        if record.archived_at is not None or record.deleted_at is not None:
            continue
        checklist = record.checklist(calendar)
        done = {item for item, mark in record.marks.items() if mark.state is not ItemState.OPEN}
        matter = f"{record.title}（{record.number}）"
        _add_events(file, checklist, calendar, record.id, matter, done, now)
    return _bytes(file)


def checklist_calendar(checklist: Checklist, calendar: OfficialCalendar, now: dt.datetime) -> bytes:
    """The file for a checklist that is no record: the same errand with the same head keeps its UIDs."""
    from govdesk.records.model import title_of

    basis = checklist.basis
    title = title_of(basis.wizard, checklist.fields)
    file = _empty()
    key = f"{basis.rule.id} {basis.wizard.id} {title}"
    _add_events(file, checklist, calendar, key, title, set(), now)
    return _bytes(file)


def _empty() -> Calendar:
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", f"-//GovDesk//{govdesk.__version__}//ZH")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "政务案头期限")
    return file


def _bytes(file: Calendar) -> bytes:
    content: bytes = file.to_ical()
    return content


def _add_events(
    file: Calendar,
    checklist: Checklist,
    calendar: OfficialCalendar,
    key: str,
    matter: str,
    done: set[str],
    now: dt.datetime,
) -> None:
    for row in checklist.rows:
        if row.due is not None and row.item.id not in done:
            file.add_component(_event(checklist, row, calendar, key, matter, now))


def _event(
    checklist: Checklist, row: Row, calendar: OfficialCalendar, key: str, matter: str, now: dt.datetime
) -> Event:
    from icalendar import Alarm, Event

    due, item = row.due, row.item
    assert due is not None
    reason = provisional_reason(due)
    summary = ("（暂）" if reason else "") + f"到期：{item.do}"
    field = checklist.basis.wizard.field(item.due.after) if item.due else None
    told = [matter, f"{checklist.basis.citation(item.cite)}：“{item.cite.quote}”"]
    start = field.label if field else "起算日"
    told.append(explain(due, start_label=start) + basis_note(due, start_label=start))
    if reason:
        told.append(f"日期是暂算的：{reason}，导入放假安排后请重新加入日历。")
    event = Event()
    event.add("uid", f"{uuid.uuid5(_EVENTS, f'{key} {item.id}')}@govdesk")
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    # A calendar takes a later file for the newer one.
    event.add("sequence", max(0, int((now - _COUNTED_FROM).total_seconds() // 60)))
    event.add("dtstart", due.due)
    event.add("dtend", due.due + dt.timedelta(1))
    event.add("summary", summary)
    event.add("description", "\n".join(told))
    event.add("status", "TENTATIVE" if reason else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["政务案头"])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _before(due.due, calendar))
    event.add_component(alarm)
    return event


def _before(day: dt.date, calendar: OfficialCalendar) -> dt.timedelta:
    """From the beginning of `day` back to the morning of the working day before."""
    before = day - dt.timedelta(1)
    while not calendar.is_workday(before):
        before -= dt.timedelta(1)
    return dt.timedelta(hours=ALARM_HOUR) - (day - before)
