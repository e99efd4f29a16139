"""期限 as a calendar file (.ics, RFC 5545): one all-day event for each open line with a date, with an alarm.

A line is one's own, its date counted, given or an event's, or an act of somebody else that is waited for (等): what the
期限 page shows. An event keeps its UID as long as its record and its line: a calendar that gets the file again moves the
event to the new date and does not show it twice; one that is settled or withdrawn is called off under the same UID
(`sent_events` knows which were sent). Write it with `pdf.write_file`. Times are the reader's own: an all-day event has no zone.
https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import govdesk
from govdesk.records import ItemState, Record
from govdesk.records.waits import WAITED_BY_CHOICE, Wait, waits
from govdesk.typed import clean_line, clean_text
from govdesk.wizards.checklist import Checklist, OtherRow, Row
from govdesk.wizards.model import Cite, Due
from govdesk.wizards.terms import CiteRole
from govdesk.workdays import DueDate, OfficialCalendar, basis_note, explain, provisional_reason

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: The hour of the working day before, at which the alarm goes off.
ALARM_HOUR = 9

_PROVISIONAL = "（暂）"
_EVENTS = uuid.UUID("0c1e7c52-9f5f-4b5e-8d2a-3c6a9d3a2f10")
_COUNTED_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class _Dated(NamedTuple):
    """A line with its date; `ident` is the line's id in its wizard. `reason`: why the date is not certain yet."""

    ident: str
    day: dt.date
    summary: str
    told: tuple[str, ...]
    reason: str = ""


def records_calendar(
    records: Iterable[Record],
    calendar: OfficialCalendar,
    now: dt.datetime,
    withdrawn: Iterable[tuple[str, dt.date, str]] = (),
) -> bytes:
    """The file for the open lines of records; archived and deleted ones have nothing due.

    `withdrawn` are events to be called off, as (UID, date, summary): they are sent once more as cancelled.
    """
    file = _empty()
    for record in records:
        matter = f"{record.title}（{record.number}）"
        for line in _open_lines(record, calendar):
            file.add_component(_event(line, calendar, record.id, matter, now))
    for uid, day, summary in withdrawn:
        file.add_component(_cancelled(uid, day, summary, now))
    return _bytes(file)


def open_events(record: Record, calendar: OfficialCalendar) -> dict[str, tuple[dt.date, str]]:
    """The record's events as `records_calendar` writes them: UID to date and summary."""
    return {_uid(record.id, line): (line.day, line.summary) for line in _open_lines(record, calendar)}


def checklist_calendar(checklist: Checklist, calendar: OfficialCalendar, now: dt.datetime) -> bytes:
    """The file for a checklist that is no record: the same errand with the same head keeps its UIDs."""
    from govdesk.records.model import title_of

    basis = checklist.basis
    title = title_of(basis.wizard, checklist.fields)
    file = _empty()
    key = f"{basis.rule.id} {basis.wizard.id} {title}"
    for line in _lines(checklist):
        file.add_component(_event(line, calendar, key, title, now))
    return _bytes(file)


def any_dated(checklist: Checklist) -> bool:
    """Whether a checklist that is no record has a line with a date."""
    return bool(_lines(checklist))


def _lines(checklist: Checklist) -> list[_Dated]:
    others = (_other(checklist, row, row.due_date) for row in checklist.others if row.due_date)
    return [*(_own(checklist, row) for row in checklist.rows if row.due_date), *others]


def _open_lines(record: Record, calendar: OfficialCalendar) -> list[_Dated]:
    if record.archived_at is not None or record.deleted_at is not None:
        return []
    checklist = record.checklist(calendar)
    rows = [row for row in checklist.rows if row.due_date and record.item_state(row) is ItemState.OPEN]
    found = [_own(checklist, row) for row in rows]
    others = {row.act.id: row for row in checklist.others}
    return found + [_other(checklist, others[wait.act], wait.date, wait) for wait in waits(record, checklist)]


def _own(checklist: Checklist, row: Row) -> _Dated:
    assert row.due_date is not None
    told = (_quoted(checklist, row.item.cite), *_account(checklist, row.item.due, row.due))
    reason = provisional_reason(row.due) if row.due else ""
    due = row.item.due
    when = due.words if due is not None and due.is_before else "到期"  # 会前 stands on the day of the meeting
    return _Dated(
        row.item.id, row.due_date, f"{_PROVISIONAL if reason else ''}{when}：{row.item.sentence}", told, reason
    )


def _other(checklist: Checklist, row: OtherRow, day: dt.date, wait: Wait | None = None) -> _Dated:
    main = next((cite for cite in row.act.cites if cite.role is CiteRole.MAIN), row.act.cites[0])
    told = [_quoted(checklist, main)]
    counted = None if wait is not None and wait.own else row.due
    told += [WAITED_BY_CHOICE] if wait is not None and wait.own else _account(checklist, row.act.due, counted)
    told += [f"上次记的：{wait.last}"] if wait is not None and wait.last else []
    reason = provisional_reason(counted) if counted else ""
    summary = f"{_PROVISIONAL if reason else ''}等{row.who}：{row.act.do}"
    return _Dated(row.act.id, day, summary, tuple(told), reason)


def _quoted(checklist: Checklist, cite: Cite) -> str:
    return f"{checklist.basis.citation(cite)}：“{cite.quote}”"


def _account(checklist: Checklist, due: Due | None, counted: DueDate | None) -> list[str]:
    """How the date was counted; the rule's words where it was not."""
    if counted is None:
        return [due.words] if due is not None and due.words else []
    field = checklist.basis.wizard.field(due.after) if due else None
    start = field.label if field else "起算日"
    return [explain(counted, start_label=start) + basis_note(counted, start_label=start)]


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


def _uid(key: str, line: _Dated) -> str:
    return f"{uuid.uuid5(_EVENTS, f'{key} {line.ident}')}@govdesk"


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


def _event(line: _Dated, calendar: OfficialCalendar, key: str, matter: str, now: dt.datetime) -> Event:
    from icalendar import Alarm

    told = [matter, *line.told]
    if line.reason:
        told.append(f"日期是暂算的：{line.reason}，导入放假安排后请重新加入日历。")
    event = _begin(_uid(key, line), line.day, line.summary, now)
    event.add("description", clean_text("\n".join(told)))
    event.add("status", "TENTATIVE" if line.reason else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_line(line.summary))
    alarm.add("trigger", _before(line.day, calendar))
    event.add_component(alarm)
    return event


def _before(day: dt.date, calendar: OfficialCalendar) -> dt.timedelta:
    """From the beginning of `day` back to the morning of the working day before."""
    before = day - dt.timedelta(1)
    while not calendar.is_workday(before):
        before -= dt.timedelta(1)
    return dt.timedelta(hours=ALARM_HOUR) - (day - before)
