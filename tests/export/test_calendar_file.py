"""期限 as a calendar file: read back as another program would."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from govdesk import paths
from govdesk.export.calendar_file import checklist_calendar, records_calendar
from govdesk.export.sent_events import FILE, Sent, load_sent, save_sent, sending, to_call_off
from govdesk.records import DamagedRecords, ItemState, Record, open_store
from govdesk.records.model import Jotting
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.wizards.packs import load_library
from govdesk.workdays import OfficialCalendar, load_calendar

NOW = dt.datetime(2026, 9, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def calendar() -> OfficialCalendar:
    return load_calendar()


@pytest.fixture(scope="module")
def basis() -> Basis:
    return load_library([paths.shipped_rules()]).basis("xianyang-2013", "review-incoming")


#: The office must answer a request within ten working days.
REQUEST = {"kind": "request"}


@pytest.fixture
def store(tmp_path: Path, calendar: OfficialCalendar) -> Iterator[Store]:
    with open_store(tmp_path / "data", calendar) as opened:
        yield opened


def events(content: bytes) -> list[Event]:
    file = Calendar.from_ical(content)
    assert isinstance(file, Calendar)
    found = [part for part in file.walk("VEVENT") if isinstance(part, Event)]
    assert len({str(event["uid"]) for event in found}) == len(found)
    return found


def with_date(record: Record, calendar: OfficialCalendar) -> dict[str, dt.date]:
    return {row.item.do: row.due_date for row in record.checklist(calendar).rows if row.due_date}


def test_every_open_deadline_is_an_all_day_event(store: Store, basis: Basis, calendar: OfficialCalendar) -> None:
    record = store.create(basis, REQUEST, {"title": "请求拨款", "received": "2026-09-24"}, "王", desk="office")
    found = events(records_calendar([record], calendar, NOW))

    assert {str(event["summary"]).removeprefix("到期："): event.start for event in found} == with_date(record, calendar)
    for event in found:
        assert type(event.start) is dt.date and event.end == event.start + dt.timedelta(1)
        told = str(event["description"])
        assert "请求拨款" in told and record.number in told and "《咸阳市人民政府工作规则（试行）》第" in told
        assert "收文日期 2026-09-24 周四" in told
        assert event["status"] == "CONFIRMED" and "暂" not in str(event["summary"])


@pytest.mark.parametrize(
    ("wizard", "answers", "field", "summary", "words"),
    [
        ("handle-assigned-document", {"limit": "urgent"}, "deadline", "到期：", "以市政府明确的办理时限为准"),
        ("department-meeting", {"type": "citywide"}, "held", "提前：", "提前"),
    ],
)
def test_a_date_that_was_set_or_is_an_event_s_reaches_the_calendar(
    store: Store, calendar: OfficialCalendar, wizard: str, answers: dict[str, str], field: str, summary: str, words: str
) -> None:
    basis = load_library([paths.shipped_rules()]).basis("zhangjiagang-2022", wizard)
    record = store.create(basis, answers, {field: "2026-10-16"}, "王", desk="department")
    found = events(records_calendar([record], calendar, NOW))
    assert found and len(found) == len(with_date(record, calendar))
    for event in found:
        assert event.start == dt.date(2026, 10, 16) and str(event["summary"]).startswith(summary)
        assert words in str(event["description"])


def test_what_others_owe_is_waited_for_in_the_calendar_too(store: Store, calendar: OfficialCalendar) -> None:
    basis = load_library([paths.shipped_rules()]).basis("xianyang-2013", "submit-request")
    fields = {"received": "2026-09-24", "title": "请求拨款"}
    record = store.create(basis, {"document": "request"}, fields, "王", desk="department")
    (event,) = events(records_calendar([record], calendar, NOW))
    assert event.start == dt.date(2026, 10, 15) and str(event["summary"]).startswith("等市政府")
    assert "10个工作日内办复" in str(event["description"]) and "收文日期 2026-09-24" in str(event["description"])
    (loose,) = events(checklist_calendar(record.checklist(calendar), calendar, NOW))
    assert (loose.start, loose["summary"]) == (event.start, event["summary"])

    _, sent = send(store, calendar, {}, [record], 1)
    later = Jotting("2026-10-15", "办公室说月底批", until="2026-10-30")
    waiting = store.set_jottings(record, "replied", (later,), "王").record
    (event,) = events(records_calendar([waiting], calendar, NOW))
    assert event.start == dt.date(2026, 10, 30) and "自己定的" in str(event["description"])
    done = store.set_jottings(waiting, "replied", (later, Jotting("2026-10-29", "已办好", settled=True)), "王").record
    (event,), _ = send(store, calendar, sent, [done], 2)
    assert event["status"] == "CANCELLED"


def test_the_alarm_goes_off_on_the_morning_of_the_working_day_before(
    store: Store, basis: Basis, calendar: OfficialCalendar
) -> None:
    for received, due, before in (
        ("2026-09-24", dt.date(2026, 10, 15), dt.date(2026, 10, 14)),
        ("2026-09-14", dt.date(2026, 9, 28), dt.date(2026, 9, 24)),  # over 中秋节
    ):
        record = store.create(basis, REQUEST, {"received": received}, "王", desk="office")
        event = next(e for e in events(records_calendar([record], calendar, NOW)) if e.start == due)
        (alarm,) = event.walk("VALARM")
        at = dt.datetime.combine(due, dt.time()) + alarm["trigger"].dt
        assert at == dt.datetime.combine(before, dt.time(9))


def test_a_moved_deadline_keeps_its_event_and_a_settled_one_leaves(
    store: Store, basis: Basis, calendar: OfficialCalendar
) -> None:
    record = store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office")
    first = events(records_calendar([record], calendar, NOW))
    moved = store.set_fields(record, {"received": "2026-11-20"}, "王").record
    later = events(records_calendar([moved], calendar, NOW + dt.timedelta(seconds=1)))

    assert [str(event["uid"]) for event in later] == [str(event["uid"]) for event in first]
    assert [event.start for event in later] != [event.start for event in first]
    assert later[0]["sequence"] > first[0]["sequence"]
    item = next(row.item.id for row in moved.checklist(calendar).rows if row.due)
    settled = store.set_state(moved, item, ItemState.DONE, "王").record
    assert len(events(records_calendar([settled], calendar, NOW))) == len(later) - 1
    archived = store.archive(moved, "王").record
    assert events(records_calendar([archived], calendar, NOW)) == []


def send(
    store: Store, calendar: OfficialCalendar, sent: Sent, records: list[Record], seconds: int
) -> tuple[list[Event], Sent]:
    content, kept = sending(
        records, calendar, NOW + dt.timedelta(seconds=seconds), sent, concerns=lambda event: True, load=store.load
    )
    return events(content), kept


def test_what_is_settled_or_withdrawn_is_called_off_where_it_was_sent(
    store: Store, basis: Basis, calendar: OfficialCalendar, tmp_path: Path
) -> None:
    record = store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office")
    gone = store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office")
    first, sent = send(store, calendar, {}, [record, gone], 0)
    save_sent(tmp_path, sent)
    assert load_sent(tmp_path) == sent and len(first) == len(sent)

    item = next(row.item.id for row in record.checklist(calendar).rows if row.due)
    settled = store.set_state(record, item, ItemState.DONE, "王").record
    store.delete(gone, "王")
    assert to_call_off(sent, settled, calendar)
    second, sent = send(store, calendar, sent, [settled], 1)

    before = {str(event["uid"]): event for event in first}
    after = {str(event["uid"]): event for event in second}
    assert after.keys() == before.keys()
    off = {uid for uid, event in after.items() if event["status"] == "CANCELLED"}
    assert len(off) == 1 + len(with_date(gone, calendar))
    for uid in off:
        assert after[uid]["sequence"] > before[uid]["sequence"]
        assert after[uid].start == before[uid].start and not after[uid].walk("VALARM")
        assert after[uid]["summary"] == f"（已撤）{before[uid]['summary']}"

    # Ticked off by mistake: the event is there again, newer than the one that called it off.
    again, _ = send(store, calendar, sent, [store.set_state(settled, item, ItemState.OPEN, "王").record], 2)
    back = next(event for event in again if event["status"] == "CONFIRMED" and str(event["uid"]) in off)
    assert back["sequence"] > after[str(back["uid"])]["sequence"]


def test_what_is_only_not_among_the_records_is_not_called_off(
    store: Store, basis: Basis, calendar: OfficialCalendar
) -> None:
    records = [store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office") for _ in range(2)]
    first, sent = send(store, calendar, {}, records, 0)
    second, _ = send(store, calendar, sent, records[:1], 1)
    assert [event["status"] for event in second] == ["CONFIRMED"] * len(first)


def test_a_list_that_cannot_be_read_is_not_called_off(store: Store, basis: Basis, calendar: OfficialCalendar) -> None:
    records = [store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office") for _ in range(2)]
    first, sent = send(store, calendar, {}, records, 0)
    with closing(sqlite3.connect(store.folder / "records.db")) as connection:
        connection.execute("UPDATE record SET answers = '{' WHERE number = ?", (records[1].number,))
        connection.commit()
    with pytest.raises(DamagedRecords):
        store.load(records[1].number)
    second, kept = send(store, calendar, sent, records[:1], 1)
    assert {str(event["status"]) for event in second} == {"CONFIRMED"}
    assert kept == sent and len(second) < len(first)


def test_a_damaged_memory_of_what_was_sent_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"{")
    assert load_sent(tmp_path) == load_sent(tmp_path / "none") == {}


def test_two_records_of_one_errand_are_two_events(store: Store, basis: Basis, calendar: OfficialCalendar) -> None:
    records = [store.create(basis, REQUEST, {"received": "2026-09-24"}, "王", desk="office") for _ in range(2)]
    assert len(events(records_calendar(records, calendar, NOW))) == 2 * len(with_date(records[0], calendar))


def test_a_date_past_the_calendar_is_marked_with_the_reason(
    store: Store, basis: Basis, calendar: OfficialCalendar
) -> None:
    record = store.create(basis, REQUEST, {"received": "2026-12-24"}, "王", desk="office")
    found = events(records_calendar([record], calendar, NOW))

    assert found
    for event in found:
        assert str(event["summary"]).startswith("（暂）")
        assert "2027 年放假安排尚未导入" in str(event["description"])
        assert event["status"] == "TENTATIVE"


def test_a_checklist_that_is_no_record(store: Store, basis: Basis, calendar: OfficialCalendar) -> None:
    record = store.create(basis, REQUEST, {"received": "2026-09-24", "title": "甲"}, "王", desk="office")
    checklist = record.checklist(calendar)
    first, again = (events(checklist_calendar(checklist, calendar, NOW)) for _ in range(2))

    assert [event.start for event in first] == [
        event.start for event in events(records_calendar([record], calendar, NOW))
    ]
    assert [str(event["uid"]) for event in first] == [str(event["uid"]) for event in again]


def test_the_file_is_as_the_standard_has_it(store: Store, basis: Basis, calendar: OfficialCalendar) -> None:
    record = store.create(
        basis, REQUEST, {"received": "2026-09-24", "title": "长，标题；带\n换行" * 9}, "王", desk="office"
    )
    content = records_calendar([record], calendar, NOW)

    assert content.startswith(b"BEGIN:VCALENDAR\r\n") and content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    content.decode("utf-8")
