"""期限 as a calendar file (.ics, RFC 5545): one all-day event for each open item with a date, with an alarm.

An event keeps its UID as long as its record and its item: a calendar that gets the file again moves the
event to the new date and does not show it twice; one that is settled or withdrawn is called off under the same UID
(`sent_events` knows which were sent). Write it with `pdf.write_file`. Times are the reader's own: an all-day event has no zone.
https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

import govdesk
from govdesk.records import ItemState, Record
from govdesk.typed import clean_line, clean_text
from govdesk.wizards.checklist import Checklist, Row
from govdesk.workdays import OfficialCalendar, basis_note, explain, provisional_reason

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: The hour of the working day before, at which the alarm goes off.
ALARM_HOUR = 9

_EVENTS = uuid.UUID("0c1e7c52-9f5f-4b5e-8d2a-3c6a9d3a2f10")
_COUNTED_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def records_calendar(
    records: Iterable[Record],
    calendar: OfficialCalendar,
    now: dt.datetime,
    withdrawn: Iterable[tuple[str, dt.date, str]] = (),
) -> bytes:
    """The file for the open items of records; archived and deleted ones have nothing due.

    `withdrawn` are events to be called off, as (UID, date, summary): they are sent once more as cancelled.
    """
    file = _empty()
    for record in records:
        checklist = record.checklist(calendar)
        matter = f"{record.title}（{record.number}）"
        for row in _open_rows(record, checklist):
            file.add_component(_event(checklist, row, calendar, record.id, matter, now))
    for uid, day, summary in withdrawn:
        file.add_component(_cancelled(uid, day, summary, now))
    return _bytes(file)


def open_events(record: Record, calendar: OfficialCalendar) -> dict[str, tuple[dt.date, str]]:
    """The record's events as `records_calendar` writes them: UID to date and summary."""
    rows = _open_rows(record, record.checklist(calendar))
    return {_uid(record.id, row): (row.due.due, _summary(row)) for row in rows if row.due is not None}


def _open_rows(record: Record, checklist: Checklist) -> list[Row]:
    if record.archived_at is not None or record.deleted_at is not None:
        return []
    done = {item for item, mark in record.marks.items() if mark.state is not ItemState.OPEN}
    return [row for row in checklist.rows if row.due is not None and row.item.id not in done]


def checklist_calendar(checklist: Checklist, calendar: OfficialCalendar, now: dt.datetime) -> bytes:
    """The file for a checklist that is no record: the same errand with the same head keeps its UIDs."""
    from govdesk.records.model import title_of

    basis = checklist.basis
    title = title_of(basis.wizard, checklist.fields)
    file = _empty()
    key = f"{basis.rule.id} {basis.wizard.id} {title}"
    for row in checklist.rows:
        if row.due is not None:
            file.add_component(_event(checklist, row, calendar, key, title, now))
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


def _uid(key: str, row: Row) -> str:
    return f"{uuid.uuid5(_EVENTS, f'{key} {row.item.id}')}@govdesk"


def _summary(row: Row) -> str:
    provisional = row.due is not None and row.due.provisional
    return ("（暂）" if provisional else "") + f"到期：{row.item.do}"


def _begin(uid: str, day: dt.date, summary: str, now: dt.datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    # A calendar takes a later file for the newer one.
    event.add("sequence", max(0, int((now - _COUNTED_FROM).total_seconds())))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(1))
    event.add("summary", clean_line(summary))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["政务案头"])
    return event


def _cancelled(uid: str, day: dt.date, summary: str, now: dt.datetime) -> Event:
    """A calendar that heeds the status takes the event away; any other shows the words, and sounds no alarm."""
    event = _begin(uid, day, f"（已撤）{summary}", now)
    event.add("description", "这一项已经办结，或者期限已经撤去。")
    event.add("status", "CANCELLED")
    return event


def _event(
    checklist: Checklist, row: Row, calendar: OfficialCalendar, key: str, matter: str, now: dt.datetime
) -> Event:
    from icalendar import Alarm

    due, item = row.due, row.item
    assert due is not None
    reason = provisional_reason(due)
    summary = _summary(row)
    field = checklist.basis.wizard.field(item.due.after) if item.due else None
    told = [matter, f"{checklist.basis.citation(item.cite)}：“{item.cite.quote}”"]
    start = field.label if field else "起算日"
    told.append(explain(due, start_label=start) + basis_note(due, start_label=start))
    if reason:
        told.append(f"日期是暂算的：{reason}，导入放假安排后请重新加入日历。")
    event = _begin(_uid(key, row), due.due, summary, now)
    event.add("description", clean_text("\n".join(told)))
    event.add("status", "TENTATIVE" if reason else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_line(summary))
    alarm.add("trigger", _before(due.due, calendar))
    event.add_component(alarm)
    return event


def _before(day: dt.date, calendar: OfficialCalendar) -> dt.timedelta:
    """From the beginning of `day` back to the morning of the working day before."""
    before = day - dt.timedelta(1)
    while not calendar.is_workday(before):
        before -= dt.timedelta(1)
    return dt.timedelta(hours=ALARM_HOUR) - (day - before)
