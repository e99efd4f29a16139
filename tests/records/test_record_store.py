"""What a clerk does with a checklist is there again after closing the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from office import Clock

from govdesk.errors import UserError
from govdesk.records import ChangeKind, ItemMark, ItemState, RecordState, open_store
from govdesk.records.queries import Sort
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

DONE, OPEN, NOT_APPLICABLE = ItemState.DONE, ItemState.OPEN, ItemState.NOT_APPLICABLE
FIELDS = {"title": "借《辞海》", "handler": "王晓梅", "doc": "阅〔2026〕3号", "received": "2026-09-24"}


def test_a_basis_comes_back_as_it_was_frozen(store: Store, basis: Basis) -> None:
    number = store.create(basis, {}, {}, "王").number
    assert store.load(number).basis == basis
    assert msgspec.json.decode(msgspec.json.encode(basis), type=Basis) == basis


def test_a_record_comes_back_as_it_was_left(reopen: Callable[[], Store], basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {"others": "yes"}, FIELDS, "王晓梅")
    store.set_state(record, "register", DONE, "王晓梅")
    store.set_state(record, "lend", NOT_APPLICABLE, "李建国", "书不外借")
    left = store.set_note(record, "back", "电话 3321", "王晓梅").record

    again = reopen().load(record.number)
    assert again == left
    assert again.number == "QD-2026-0001"
    assert again.title == "借《辞海》" and again.handler == "王晓梅"
    assert again.mark("register").by == "王晓梅"
    at = again.mark("register").at
    assert at is not None and dt.datetime(2026, 9, 24, 1, 30, tzinfo=dt.UTC) < at < again.updated
    assert (again.mark("lend").state, again.mark("lend").reason) == (NOT_APPLICABLE, "书不外借")
    assert again.mark("back") == ItemMark(note="电话 3321")
    assert (again.progress().done, again.progress().not_applicable, again.progress().open) == (1, 1, 3)


def test_records_are_found_by_number_and_by_id(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {}, "王")
    assert store.load(record.id) == store.load(" qd-2026-0001 ") == store.load(record) == record
    with pytest.raises(UserError, match="没有编号为“QD-2026-0009”的清单"):
        store.load("QD-2026-0009")


def test_numbers_count_up_by_year_and_are_never_used_again(
    reopen: Callable[[], Store], basis: Basis, clock: Clock
) -> None:
    store = reopen()
    numbers = [store.create(basis, {}, {}, "王").number for _ in range(3)]
    store.delete(numbers[2], "王")
    clock.forward(days=40)  # past the time in the 回收站
    store = reopen()
    with pytest.raises(UserError):
        store.load(numbers[2])
    numbers.append(store.create(basis, {}, {}, "王").number)
    clock.now = dt.datetime(2026, 12, 31, 23, 30).astimezone()  # local time decides the year
    numbers.append(store.create(basis, {}, {}, "王").number)
    clock.forward(hours=1)
    numbers.append(store.create(basis, {}, {}, "王").number)
    assert numbers == ["QD-2026-0001", "QD-2026-0002", "QD-2026-0003", "QD-2026-0004", "QD-2026-0005", "QD-2027-0001"]


def test_not_applicable_needs_a_reason(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {}, "王")
    for reason in ("", "  "):
        with pytest.raises(UserError, match="为什么不适用"):
            store.set_state(record, "lend", NOT_APPLICABLE, "王", reason)
    assert store.load(record) == record


def test_an_item_that_is_not_there_cannot_be_ticked(store: Store, basis: Basis) -> None:
    record = store.create(basis, {"others": "no"}, {}, "王")
    with pytest.raises(UserError, match="没有事项“nonsense”"):
        store.set_state(record, "nonsense", DONE, "王")
    with pytest.raises(UserError, match="“先问他人”不在清单上"):
        store.set_state(record, "ask", DONE, "王")
    assert store.load(record) == record


def test_ticking_twice_changes_nothing(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {}, "王")
    first = store.set_state(record, "lend", DONE, "王")
    again = store.set_state(record, "lend", DONE, "李")
    assert again.change is None and again.record == first.record


def test_changed_answers_keep_ticks_and_bring_them_back(store: Store, basis: Basis) -> None:
    record = store.create(basis, {"others": "yes", "many": "yes"}, {}, "王")
    for item in ("register", "ask", "approve"):
        ticked = store.set_state(record, item, DONE, "王").record
    fewer = store.set_answers(record, {"others": "no", "many": "yes"}, "王")
    assert [item.id for item in fewer.removed] == ["ask", "approve", "tell"] and not fewer.added
    assert (fewer.record.progress().done, fewer.record.progress().total) == (1, 3)
    back = store.set_answers(record, {"others": "yes", "many": "yes"}, "王")
    assert [item.id for item in back.added] == ["ask", "approve", "tell"] and not back.removed
    assert back.record.marks == ticked.marks
    with pytest.raises(UserError, match="没有“perhaps”这个答案"):
        store.set_answers(record, {"others": "perhaps"}, "王")
    assert store.load(record) == back.record


def test_fields_are_changed_one_by_one_and_a_wrong_date_is_refused(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {"title": " 旧名 ", "handler": "王"}, "王")
    record = store.set_fields(record, {"title": "新名", "received": "2026-09-24"}, "王").record
    assert record.fields == {"title": "新名", "handler": "王", "received": "2026-09-24"}
    with pytest.raises(UserError, match="没有这一天"):
        store.set_fields(record, {"received": "2026-02-30", "title": "另一个"}, "王")
    assert store.load(record) == record
    assert "received" not in store.set_fields(record, {"received": ""}, "王").record.fields


def test_the_list_shows_progress_and_the_nearest_limit(store: Store, basis: Basis) -> None:
    record = store.create(basis, {"others": "yes"}, FIELDS, "王晓梅")
    store.create(basis, {"others": "yes"}, {}, "王晓梅")
    second, first = store.summaries()
    assert (first.title, first.wizard_title, first.rule_title) == ("借《辞海》", "借书", "阅览室")
    assert (first.handler, first.started) == ("王晓梅", dt.date(2026, 9, 24))
    assert (second.title, second.next_due, second.started) == ("借书", None, None)
    # 25–27 September and 1–7 October 2026 are holidays, and Saturday 10 October is worked.
    assert (first.next_due, first.next_due_what) == (dt.date(2026, 10, 9), "告知")
    store.set_state(record, "tell", DONE, "王晓梅")
    [first] = store.summaries(text="辞海")
    assert (first.next_due, first.next_due_what) == (dt.date(2026, 10, 15), "归还")
    assert (first.done, first.total, first.state) == (1, 5, RecordState.ONGOING)
    store.set_count_start(record, True, "王晓梅")
    assert store.summaries(text="辞海")[0].next_due == dt.date(2026, 10, 14)
    store.set_state(record, "back", NOT_APPLICABLE, "王晓梅", "书不用还")
    assert store.summaries(text="辞海")[0].next_due is None


def test_a_limit_past_the_official_calendar_is_provisional(
    store: Store, basis: Basis, calendar: OfficialCalendar
) -> None:
    late = calendar.covered_through + dt.timedelta(days=30)
    record = store.create(basis, {}, {"received": late.isoformat()}, "王")
    assert store.summaries()[0].next_due_provisional
    store.set_fields(record, {"received": "2026-09-24"}, "王")
    assert not store.summaries()[0].next_due_provisional


def test_a_new_calendar_moves_the_limits_in_the_list(
    reopen: Callable[[], Store], folder: Path, basis: Basis, calendar: OfficialCalendar, clock: Clock
) -> None:
    store = reopen()
    store.create(basis, {"others": "no"}, FIELDS, "王")
    longer = msgspec.structs.replace(calendar, off={**calendar.off, dt.date(2026, 10, 15): "馆庆"})
    store.set_calendar(longer)
    assert store.summaries()[0].next_due == dt.date(2026, 10, 16)
    store.close()
    with open_store(folder, calendar, clock=clock) as other:
        assert other.summaries()[0].next_due == dt.date(2026, 10, 15)
    with open_store(folder, longer, clock=clock) as other:
        assert other.summaries()[0].next_due == dt.date(2026, 10, 16)


def test_the_list_is_filtered_and_counted(store: Store, basis: Basis) -> None:
    a = store.create(basis, {"others": "no"}, {"title": "甲１００%", "handler": "王"}, "王")
    b = store.create(basis, {"others": "no"}, {"title": "乙_书", "handler": "Li Jianguo"}, "李")
    c = store.create(basis, {"others": "no"}, {"title": "丙"}, "李")
    for item in ("register", "lend", "back"):
        store.set_state(b, item, DONE, "李")
    store.archive(c, "李")

    def found(**kwargs: object) -> list[str]:
        return [line.number for line in store.summaries(**kwargs)]  # type: ignore[arg-type]

    assert found(sort=Sort.NUMBER) == [c.number, b.number, a.number]
    assert found(states={RecordState.ONGOING}) == [a.number]
    assert found(states={RecordState.FINISHED}) == [b.number]
    assert found(states=[RecordState.ARCHIVED]) == [c.number]
    assert found(states=[]) == []
    assert found(states={RecordState.ONGOING, RecordState.FINISHED}, sort=Sort.NUMBER) == [b.number, a.number]
    assert store.counts() == {RecordState.ONGOING: 1, RecordState.FINISHED: 1, RecordState.ARCHIVED: 1}
    assert found(text="100%") == [a.number]
    assert found(text="_") == [b.number]
    assert found(text="ｌｉ  书") == [b.number]
    assert found(text="0003") == [c.number]
    assert found(text="没有这样的") == []
    assert found(sort=Sort.NUMBER, limit=1) == [c.number]
    assert found(sort=Sort.NUMBER, limit=1, offset=1) == [b.number]
    assert [store.load(n).state for n in (a.number, b.number, c.number)] == [
        RecordState.ONGOING,
        RecordState.FINISHED,
        RecordState.ARCHIVED,
    ]


def test_most_urgent_first(store: Store, basis: Basis) -> None:
    dates = ["", "2026-11-02", "2026-10-12", "2026-12-01"]
    for date in dates:
        store.create(basis, {}, {"received": date}, "王")
    numbers = [line.number[-1] for line in store.summaries(sort=Sort.NEXT_DUE)]
    assert numbers == ["3", "2", "4", "1"]


def test_an_archived_record_only_opens(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, FIELDS, "王")
    archived = store.archive(record, "王").record
    assert archived.archived_at is not None
    assert store.summaries()[0].next_due is None
    for change in (
        lambda: store.set_state(record, "lend", DONE, "王"),
        lambda: store.set_note(record, "lend", "x", "王"),
        lambda: store.set_fields(record, {"title": "x"}, "王"),
        lambda: store.set_answers(record, {"others": "no"}, "王"),
        lambda: store.set_count_start(record, True, "王"),
    ):
        with pytest.raises(UserError, match="已经归档"):
            change()
    assert store.load(record) == archived
    assert store.archive(record, "李").change is None
    assert store.unarchive(record, "王").record.state is RecordState.ONGOING
    store.set_state(record, "lend", DONE, "王")


def test_a_deleted_record_waits_thirty_days(reopen: Callable[[], Store], basis: Basis, clock: Clock) -> None:
    store = reopen()
    kept, gone = store.create(basis, {}, {"title": "留"}, "王"), store.create(basis, {}, {"title": "删"}, "王")
    store.delete(kept, "王")
    store.delete(gone, "王")
    assert store.summaries() == [] and sum(store.counts().values()) == 0
    assert {line.title for line in store.summaries(deleted=True)} == {"留", "删"}
    with pytest.raises(UserError, match="回收站"):
        store.set_state(kept, "lend", DONE, "王")
    clock.forward(days=29)
    store = reopen()
    assert store.restore(kept, "王").record.deleted_at is None
    clock.forward(days=2)
    store = reopen()
    assert [line.title for line in store.summaries()] == ["留"]
    assert store.summaries(deleted=True) == []
    assert store.load(kept).basis == basis


def test_a_copy_starts_with_answers_and_names_but_no_dates_or_ticks(store: Store, basis: Basis) -> None:
    record = store.create(basis, {"others": "yes", "many": "no"}, FIELDS, "王", count_start=True)
    store.set_state(record, "lend", DONE, "王")
    store.archive(record, "王")
    copy = store.duplicate(record, "李")
    assert copy.number == "QD-2026-0002" and copy.id != record.id
    assert copy.fields == {"title": "借《辞海》", "handler": "王晓梅"}
    assert (copy.answers, copy.marks, copy.count_start) == ({"others": "yes", "many": "no"}, {}, True)
    assert copy.state is RecordState.ONGOING

    wizard = msgspec.structs.replace(basis.wizard, questions=basis.wizard.questions[:1], fields=basis.wizard.fields[1:])
    items = tuple(item for item in wizard.items if "many" not in str(item.when))
    newer = msgspec.structs.replace(basis, wizard=msgspec.structs.replace(wizard, items=items))
    newest = store.duplicate(record, "李", basis=newer)
    assert (newest.answers, newest.fields) == ({"others": "yes"}, {"handler": "王晓梅"})
    assert store.load(record).basis == basis and store.load(newest).basis == newer


def test_history_tells_who_when_and_what(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {}, "王")
    store.set_state(record, "lend", DONE, "李")
    store.set_fields(record, {"title": "甲"}, "张")
    store.archive(record, "王")
    history = store.history(record)
    assert [(change.kind, change.item, change.by) for change in history] == [
        (ChangeKind.CREATED, "", "王"),
        (ChangeKind.STATE, "lend", "李"),
        (ChangeKind.FIELDS, "", "张"),
        (ChangeKind.ARCHIVED, "", "王"),
    ]
    assert history[2].before == {"title": ""} and history[2].after == {"title": "甲"}
    assert [change.at for change in history] == sorted(change.at for change in history)


def test_drafts_of_one_errand_live_side_by_side_and_one_goes_when_its_list_is_made(
    reopen: Callable[[], Store], basis: Basis
) -> None:
    store = reopen()
    other = store.save_draft("xianyang-2013", "submit-request", {"others": "yes"})
    first = store.save_draft("reading-room", "borrow-book", {}, desk="keeper")
    second = store.save_draft("reading-room", "borrow-book", {"others": "no"}, desk="reader")
    first = store.save_draft("reading-room", "borrow-book", {"others": "yes"}, desk="keeper", draft_id=first.id)
    store = reopen()
    assert store.drafts() == [first, second, other]
    assert store.drafts("reading-room", "borrow-book") == [first, second]
    store.create(basis, {"others": "no"}, {}, "王", from_draft=second.id)
    assert store.drafts() == [first, other]
    dropped = store.drop_draft(other.id)
    assert dropped == other and store.drop_draft(other.id) is None
    assert store.drafts() == [first]
    store.restore_draft(other)
    assert reopen().drafts() == [first, other]
