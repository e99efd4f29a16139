"""A record carried to another machine and back: nothing lost, nothing twice, nothing taken for whole that is not."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from office import Clock

from govdesk.errors import StoppedError, UserError
from govdesk.present.text import record_lines
from govdesk.records import Change, ChangeKind, ItemState, Record, open_store
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

DONE, NOT_APPLICABLE, OPEN = ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.OPEN


@pytest.fixture
def other(tmp_path: Path, calendar: OfficialCalendar) -> Iterator[Store]:
    """Another machine; its clock is a day behind."""
    clock = Clock(dt.datetime(2026, 9, 23, 1, 30, tzinfo=dt.UTC))
    with open_store(tmp_path / "另一台", calendar, clock=clock) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "U盘" / "清单.govdesk.json"


@pytest.fixture(autouse=True)
def stick(file: Path) -> None:
    file.parent.mkdir()


@pytest.fixture
def record(store: Store, basis: Basis) -> Record:
    """Worked on: a tick, a note, fields, an undo."""
    made = store.create(basis, {"others": "yes"}, {"title": "借《诗经》", "received": "2026-09-24"}, "王")
    store.set_state(made, "register", DONE, "王")
    saved = store.set_state(made, "lend", NOT_APPLICABLE, "王", "不外借")
    assert saved.change is not None
    store.set_note(made, "back", "先催一次", "王")
    store.undo(saved.change.id, "王")
    return store.load(made)


def carry(source: Store, target: Store, file: Path, *refs: Record | str) -> None:
    source.export_file(file, refs or None)
    target.import_file(file, "李")


def told(changes: list[Change], *without: ChangeKind) -> list[object]:
    """A history as it is the same everywhere."""
    return [(c.uid, c.at, c.by, c.kind, c.item, c.before, c.after) for c in changes if c.kind not in without]


def test_a_record_arrives_whole(store: Store, other: Store, record: Record, file: Path) -> None:
    exported = store.export_file(file, [record], describe=record_lines)
    (arrived,) = other.import_file(file, "李")

    assert (exported.records, arrived.new, arrived.renumbered) == (1, True, False)
    assert other.load(record.number) == record == arrived.record
    assert told(other.history(record), ChangeKind.IMPORTED) == told(store.history(record))
    (line,) = other.summaries()
    assert (line.done, line.title, line.next_due) == (1, "借《诗经》", store.summaries()[0].next_due)


def test_a_file_can_be_looked_at_before_it_is_brought_in(
    store: Store, other: Store, record: Record, file: Path
) -> None:
    store.export_file(file, [record], describe=record_lines)
    (new,) = other.preview_file(file, "李")
    assert (new.new, new.number_there, other.summaries()) == (True, record.number, [])
    other.import_file(file, "李")
    other.set_note(record, "back", "那边的话", "李")
    store.set_note(record, "back", "这边的话", "王")
    store.export_file(file, [record], describe=record_lines)
    before = other.load(record), other.history(record)
    (seen,) = other.preview_file(file, "李")
    assert (other.load(record), other.history(record)) == before
    (done,) = other.import_file(file, "李")
    assert [(c.where, c.kept.after, c.lost.after) for c in seen.conflicts] == [("back", "这边的话", "那边的话")]
    assert (seen.new, seen.changes, seen.conflicts) == (done.new, done.changes, done.conflicts)


def test_the_same_file_twice_changes_nothing(store: Store, other: Store, record: Record, file: Path) -> None:
    carry(store, other, file, record)
    before = other.load(record), other.history(record)
    (again,) = other.import_file(file, "李")
    (home,) = store.import_file(file, "王")

    assert (again.new, again.changes, again.conflicts) == (False, 0, ())
    assert (home.new, home.changes) == (False, 0)
    assert (other.load(record), other.history(record)) == before
    assert store.load(record) == record


def test_work_goes_on_elsewhere_and_comes_home(store: Store, other: Store, record: Record, file: Path) -> None:
    carry(store, other, file, record)
    other.set_state(record, "lend", DONE, "李")
    other.set_fields(record, {"doc": "1号"}, "李")
    other.set_answers(record, {"others": "no"}, "李")
    saved = other.set_state(record, "register", OPEN, "李")  # an earlier clock, but it knew our tick
    assert saved.change is not None
    carry(other, store, file, record)

    home, there = store.load(record), other.load(record)
    assert (home.marks, home.fields, home.answers) == (there.marks, there.fields, there.answers)
    assert home.mark("register").state is OPEN
    assert store.history(record)[-5].kind is ChangeKind.IMPORTED
    undone = store.undo(store.history(record)[-1].id, "王").record
    assert undone.mark("register") == record.mark("register")


def test_what_both_changed_the_newer_wins_and_the_loser_can_be_had_back(
    store: Store, other: Store, record: Record, file: Path
) -> None:
    carry(store, other, file, record)
    other.set_state(record, "lend", NOT_APPLICABLE, "李", "李的原因")
    other.set_note(record, "back", "李的备注", "李")
    other.set_fields(record, {"doc": "9号"}, "李")
    store.set_state(record, "lend", DONE, "王")  # a day later by the clocks
    store.set_fields(record, {"title": "借《楚辞》"}, "王")
    other.export_file(file, [record], describe=record_lines)
    (merged,) = store.import_file(file, "王")

    now = store.load(record)
    assert now.mark("lend").state is DONE and now.mark("back").note == "李的备注"
    assert (now.fields["title"], now.fields["doc"]) == ("借《楚辞》", "9号")
    (conflict,) = merged.conflicts
    assert (conflict.where, conflict.kept.by, conflict.lost.by) == ("lend", "王", "李")
    settled = store.history(record)[-1]
    assert store.undo(settled.id, "王").record.mark("lend").reason == "李的原因"


def test_both_sides_come_to_the_same(store: Store, other: Store, record: Record, file: Path) -> None:
    carry(store, other, file, record)
    for desk, reason in ((store, "甲"), (other, "乙")):
        for item in ("lend", "register", "back"):
            desk.set_state(record, item, NOT_APPLICABLE, reason, reason)
    crossing = file.with_name("对面.govdesk.json")
    store.export_file(file, [record], describe=record_lines)
    other.export_file(crossing, [record])
    other.import_file(file, "乙")
    store.import_file(crossing, "甲")
    for _ in range(2):
        carry(store, other, file, record)
        carry(other, store, file, record)

    assert store.load(record).marks == other.load(record).marks
    assert {mark.reason for mark in store.load(record).marks.values() if mark.reason} == {"甲"}
    assert {c.uid for c in store.history(record)} == {c.uid for c in other.history(record)}
    before = len(store.history(record))
    carry(other, store, file, record)
    assert len(store.history(record)) == before


def test_a_number_that_is_taken_gives_way_and_the_record_stays_itself(
    store: Store, other: Store, record: Record, basis: Basis, file: Path
) -> None:
    mine = other.create(basis, {}, {"title": "这里的"}, "李")
    assert mine.number == record.number
    carry(store, other, file, record)

    moved = other.load(record.id)
    assert (moved.number, other.load(mine.number).title) == ("QD-2026-0002", "这里的")
    assert (other.history(moved)[-1].before, other.history(moved)[-1].after) == (record.number, moved.number)
    other.set_state(moved, "back", DONE, "李")
    carry(other, store, file, moved)
    assert store.load(record.number).mark("back").by == "李"
    assert [line.number for line in store.summaries()] == [record.number]
    assert other.create(basis, {}, {}, "李").number == "QD-2026-0003"


def test_a_number_that_came_from_elsewhere_is_not_given_out_again(
    store: Store, other: Store, basis: Basis, file: Path
) -> None:
    for _ in range(7):
        last = store.create(basis, {}, {}, "王")
    carry(store, other, file, last)
    assert other.create(basis, {}, {}, "李").number == "QD-2026-0008"


def test_a_whole_library(store: Store, other: Store, record: Record, basis: Basis, file: Path) -> None:
    archived, deleted = (store.create(basis, {}, {"title": name}, "王") for name in ("归档的", "删去的"))
    store.archive(archived, "王")
    store.delete(deleted, "王")
    exported = store.export_file(file, describe=record_lines)
    arrived = other.import_file(file, "李")

    assert (exported.records, len(arrived)) == (3, 3)
    for number in (record.number, archived.number, deleted.number):
        assert other.load(number) == store.load(number)
    assert [line.number for line in other.summaries(deleted=True)] == [deleted.number]


def test_a_file_that_is_not_whole_is_refused_and_nothing_changed(
    store: Store, other: Store, record: Record, file: Path
) -> None:
    store.export_file(file, [record], describe=record_lines)
    whole = file.read_bytes()
    choose = random.Random(1)
    broken = [whole[: choose.randrange(len(whole))] for _ in range(60)] + [b"", b"{}", whole[:-3], "借阅".encode("gbk")]
    for _ in range(60):
        at = choose.randrange(len(whole) - 3)
        broken.append(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    for content in broken:
        file.write_bytes(content)
        with pytest.raises(UserError, match=r"没有写完整|不是政务案头|更新版本"):
            other.import_file(file, "李")
    assert other.summaries() == []


def test_what_mail_and_notepad_add_does_no_harm(store: Store, other: Store, record: Record, file: Path) -> None:
    store.export_file(file, [record], describe=record_lines)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    other.import_file(file, "李")
    assert other.load(record.number) == record


def test_a_newer_file_is_left_to_a_newer_program(store: Store, other: Store, record: Record, file: Path) -> None:
    store.export_file(file, [record], describe=record_lines)
    file.write_bytes(file.read_bytes().replace(b'"version": 2', b'"version": 99'))
    with pytest.raises(UserError, match=r"更新版本的政务案头"):
        other.import_file(file, "李")


def resealed(content: bytes, old: str, new: str) -> bytes:
    """The file altered by someone who also mends the checksum."""
    import hashlib

    body = content[: content.rindex(b',\n "sha256"')].replace(old.encode(), new.encode())
    assert new.encode() in body
    return body + b',\n "sha256": "%b"\n}\n' % hashlib.sha256(body).hexdigest().encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"others": "yes"', '"others": "vielleicht"'),
        ('"register":', '"unheard-of":'),
        ('"number": "QD-2026-0001"', '"number": "1"'),
        ('"received": "2026-09-24"', '"received": "2026-02-30"'),
        ('"kind": "note"', '"kind": "count_start"'),
        ("十", "百"),
    ],
)
def test_a_record_that_could_not_have_been_written_here_is_refused(
    store: Store, other: Store, record: Record, file: Path, old: str, new: str
) -> None:
    store.export_file(file, [record], describe=record_lines)
    file.write_bytes(resealed(file.read_bytes(), old, new))
    with pytest.raises(UserError, match=r"没有写完整|前后不合"):
        other.import_file(file, "李")
    assert other.summaries() == []


def test_one_bad_record_keeps_all_out(store: Store, other: Store, record: Record, basis: Basis, file: Path) -> None:
    store.create(basis, {"many": "no"}, {}, "王")
    store.export_file(file, describe=record_lines)
    file.write_bytes(resealed(file.read_bytes(), '"many": "no"', '"many": "NO"'))
    with pytest.raises(UserError, match="一份也没有导入"):
        other.import_file(file, "李")
    assert other.summaries() == []


def test_a_file_can_be_read_without_the_program(store: Store, record: Record, file: Path) -> None:
    store.export_file(file, [record], describe=record_lines)
    document = json.loads(file.read_text("utf-8"))
    text = "\n".join(document["records"][0]["sheet"])

    for words in ("借《诗经》", "先催一次", "“借书应当登记”", "登记", "第七条", "建立清单 QD-2026-0001"):
        assert words in text
    assert document["format"] == "govdesk-records" and document["version"] == 2


def test_an_export_that_cannot_be_written_leaves_the_old_file(
    store: Store, record: Record, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.export_file(file, [record], describe=record_lines)
    whole = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match=r"没有写成.*清单都在"):
        store.export_file(file, [record], describe=record_lines)
    assert file.read_bytes() == whole and list(file.parent.iterdir()) == [file]


def test_an_unreadable_record_stays_behind_and_is_named(
    store: Store, other: Store, record: Record, basis: Basis, file: Path
) -> None:
    wizard = msgspec.structs.replace(basis.wizard, summary="另一份依据")
    bad = store.create(msgspec.structs.replace(basis, wizard=wizard), {}, {}, "王")
    with store._db.writing() as connection:
        connection.exec_driver_sql("UPDATE basis SET body = body || ' ' WHERE body LIKE '%另一份依据%'")
    store._bases._decoded.clear()
    exported = store.export_file(file, describe=record_lines)
    assert (exported.records, exported.unreadable) == (1, (bad.number,))
    other.import_file(file, "李")
    assert other.load(record.number) == record


def test_an_import_is_not_undone_as_a_whole(store: Store, other: Store, record: Record, file: Path) -> None:
    carry(store, other, file, record)
    with pytest.raises(UserError, match="导入不能整个撤销"):
        other.undo(other.history(record)[-1].id, "李")


def test_a_record_thrown_away_for_good_can_come_back(
    record: Record, file: Path, clock: Clock, reopen: Callable[[], Store]
) -> None:
    store = reopen()
    store.export_file(file, [record], describe=record_lines)
    store.delete(record, "王")
    clock.forward(days=40)
    store = reopen()
    assert store.summaries(deleted=True) == []
    (back,) = store.import_file(file, "王")
    assert back.record == record and store.load(record.number) == record


def test_an_export_says_how_far_it_is(store: Store, basis: Basis, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govdesk.records.carrying._STEP", 2)
    for _ in range(5):
        store.create(basis, {}, {}, "王")
    told: list[tuple[int, int]] = []
    store.export_file(file, progress=lambda done, total: told.append((done, total)) or True)
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("at", [0, 2, 4, 5])
def test_an_export_that_is_stopped_leaves_what_was_there(
    store: Store, basis: Basis, file: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr("govdesk.records.carrying._STEP", 2)
    for _ in range(5):
        store.create(basis, {}, {}, "王")
    with pytest.raises(StoppedError):
        store.export_file(file, progress=lambda done, _total: done < at)
    assert list(file.parent.iterdir()) == []
    file.write_text("原来的", "utf-8")
    with pytest.raises(StoppedError):
        store.export_file(file, progress=lambda done, _total: done < at)
    assert [(path, path.read_text("utf-8")) for path in file.parent.iterdir()] == [(file, "原来的")]
    store.set_note(store.summaries()[0].number, "lend", "接着办", "王")


def test_many_lists_take_no_more_memory_than_some(store: Store, other: Store, basis: Basis, file: Path) -> None:
    """What stands in memory at once is a few lists, not all of them."""
    note = "字" * 40_000
    for _ in range(60):
        store.set_note(store.create(basis, {}, {}, "王"), "lend", note, "王")
    store.export_file(file)
    assert file.stat().st_size > 14_000_000, "each note twice, with its history"
    tracemalloc.start()
    try:
        store.export_file(file)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000
    assert len(other.import_file(file, "李")) == 60
