"""A damaged file: said plainly, kept aside, the newest good backup offered; nothing done unasked."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from office import Clock

from govdesk.errors import UserError
from govdesk.records import DamagedRecords, ItemState, Record, open_store, restore_newest_backup, start_afresh
from govdesk.records.backup import list_backups
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

Open = Callable[[], Store]


@pytest.fixture
def records(folder: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis) -> dict[str, Record]:
    """Two days' work: a backup of the first day, and of the second day's morning; the store is closed."""
    with open_store(folder, calendar, clock=clock) as store:
        for number in range(12):
            made = store.create(basis, {"others": "yes"}, {"title": f"第一天之{number}"}, "王")
            store.set_state(made, "register", ItemState.DONE, "王")
    clock.forward(days=1)
    with open_store(folder, calendar, clock=clock) as store:
        store.create(basis, {}, {"title": "第二天"}, "王")
        return {line.number: store.load(line.number) for line in store.summaries()}


def files(folder: Path) -> dict[str, bytes]:
    """All content. Reading leaves an empty log and its index behind, which hold none."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if data and not name.endswith("-shm")}


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(data)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "random header": lambda path: overwrite(path, 0, random.Random(1).randbytes(100)),
    "zeros in the header": lambda path: overwrite(path, 0, bytes(512)),
    "random middle": lambda path: overwrite(path, 4096, random.Random(2).randbytes(5000)),
    "an unknown schema format": lambda path: overwrite(path, 44, b"\x00\x00\x00\x09"),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut within the header": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "empty": lambda path: path.write_bytes(b""),
    "another file": lambda path: path.write_bytes("借阅登记\n".encode() * 1000),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_said_plainly_and_nothing_is_touched(
    name: str, records: dict[str, Record], folder: Path, reopen: Open
) -> None:
    DAMAGE[name](folder / "records.db")
    before = files(folder)
    with pytest.raises(DamagedRecords) as raised:
        reopen()
    assert files(folder) == before
    assert raised.value.backup is not None
    assert "有一份自动备份，里面有 12 份清单，可以恢复" in raised.value.sentence
    assert ("断电" in raised.value.what) == (name not in ("empty", "gone"))


@pytest.mark.parametrize("name", DAMAGE)
def test_the_backup_is_restored_and_the_damaged_file_kept(
    name: str, records: dict[str, Record], folder: Path, reopen: Open, basis: Basis
) -> None:
    path = folder / "records.db"
    DAMAGE[name](path)
    damaged = path.read_bytes() if path.exists() else None
    restored = restore_newest_backup(folder)
    assert restored.path.parent == folder / "backups"
    store = reopen()
    backed_up = {number: record for number, record in records.items() if record.title != "第二天"}
    assert {line.number: store.load(line.number) for line in store.summaries()} == backed_up
    aside = [path.read_bytes() for path in folder.glob("records-damaged-*.db")]
    assert aside == ([] if damaged is None else [damaged])


def test_numbers_on_paper_are_not_given_out_again(
    records: dict[str, Record], folder: Path, reopen: Open, basis: Basis
) -> None:
    overwrite(folder / "records.db", 0, bytes(100))
    restore_newest_backup(folder)
    assert reopen().create(basis, {}, {}, "王").number == "QD-2026-0014"
    reopen().close()
    overwrite(folder / "records.db", 0, bytes(100))
    assert start_afresh(folder) is not None
    store = reopen()
    assert store.summaries() == []
    assert store.create(basis, {}, {}, "王").number == "QD-2026-0015"
    assert len(list(folder.glob("records-damaged-*.db"))) == 2


def test_random_damage_is_noticed_or_harmless(
    records: dict[str, Record], folder: Path, calendar: OfficialCalendar, clock: Clock, tmp_path: Path
) -> None:
    whole = (folder / "records.db").read_bytes()
    noticed = 0
    for seed in range(60):
        choose = random.Random(seed)
        data = tmp_path / f"copy{seed}"
        shutil.copytree(folder, data)
        overwrite(data / "records.db", choose.randrange(0, len(whole), 512), choose.randbytes(512))
        try:
            with open_store(data, calendar, clock=clock) as store:
                found = {line.number: store.load(line.number) for line in store.summaries()}
                histories = {number: store.history(number) for number in found}
        except DamagedRecords as error:
            noticed += 1
            assert error.backup is not None
            restore_newest_backup(data)
            open_store(data, calendar, clock=clock).close()
        else:
            assert found == records
            assert all(len(history) == 2 or number == "QD-2026-0013" for number, history in histories.items())
        shutil.rmtree(data)
    assert 10 < noticed < 60  # the rest lay in unused space


def test_a_damaged_log_after_a_crash_loses_nothing_older(
    folder: Path, calendar: OfficialCalendar, basis: Basis, reopen: Open
) -> None:
    store = reopen()
    record = store.create(basis, {}, {"title": "甲"}, "王")
    crashed = folder.with_name("crashed")
    shutil.copytree(folder, crashed)  # as a power cut leaves it: the log is there
    assert (crashed / "records.db-wal").stat().st_size > 0
    with open_store(crashed, calendar) as other:
        assert other.load(record.number) == record


def test_one_unreadable_record_does_not_hide_the_others(
    records: dict[str, Record], folder: Path, reopen: Open, basis: Basis
) -> None:
    store = reopen()
    wizard = msgspec.structs.replace(basis.wizard, summary="另一份依据")
    other = store.create(msgspec.structs.replace(basis, wizard=wizard), {}, {"title": "另一份"}, "王")
    store.close()
    with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as connection:
        # One character of the frozen law is not what it was.
        connection.execute("UPDATE basis SET body = replace(body, '归还', '归坏') WHERE body LIKE '%另一份依据%'")
    store = reopen()
    with pytest.raises(DamagedRecords, match=f"清单 {other.number} 打不开.*其他清单不受影响"):
        store.load(other.number)
    with pytest.raises(DamagedRecords):
        store.set_state(other.number, "lend", ItemState.DONE, "王")
    assert len(store.summaries()) == len(records) + 1
    for number, record in records.items():
        assert store.load(number) == record


def test_a_file_of_a_newer_version_stays_as_it_is(records: dict[str, Record], folder: Path, reopen: Open) -> None:
    with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = files(folder)
    with pytest.raises(UserError, match=r"更新版本.*原样没有动.*新版本打开") as raised:
        reopen()
    assert not isinstance(raised.value, DamagedRecords)
    assert files(folder) == before


def test_a_place_that_cannot_be_written_to(folder: Path, reopen: Open) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.raises(UserError) as raised:
        reopen()
    assert "写" in raised.value.sentence and not isinstance(raised.value, DamagedRecords)


def test_a_folder_removed_while_running_is_noticed(folder: Path, reopen: Open, basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    shutil.rmtree(folder)
    with pytest.raises(UserError, match="没有存上"):
        store.set_state(record, "lend", ItemState.DONE, "王")


def test_a_file_replaced_while_running_is_noticed(folder: Path, reopen: Open, basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    start_afresh(folder)
    with pytest.raises(UserError, match="没有存上"):
        store.set_state(record, "lend", ItemState.DONE, "王")


def test_a_full_disk_loses_only_what_was_not_acknowledged(reopen: Open, basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    with store._db.reading() as connection:  # the one connection of the pool
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    acknowledged = record
    with pytest.raises(UserError, match=r"磁盘满了.*没有存上"):
        for number in range(1000):
            acknowledged = store.set_note(record, "lend", f"{number}" * 500, "王").record
    assert store.load(record) == acknowledged
    assert reopen().load(record.number) == acknowledged


@pytest.mark.parametrize("fault", [OSError(28, "No space left"), sqlite3.OperationalError("disk is full")])
def test_a_restore_that_cannot_be_done_leaves_everything(
    records: dict[str, Record], folder: Path, reopen: Open, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    (folder / "records.db").write_bytes(b"x" * 5000)
    before = files(folder)

    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr("govdesk.records.queries.raise_series", fail)
        for act in (restore_newest_backup, start_afresh):
            with pytest.raises(UserError, match=r"清单文件换不了.*都没有动"):
                act(folder)
    assert files(folder) == before
    restore_newest_backup(folder)
    assert not list(folder.glob(".*"))
    assert len(reopen().summaries()) == 12


def test_what_the_user_reads_names_day_and_time(
    records: dict[str, Record], folder: Path, reopen: Open, clock: Clock
) -> None:
    (folder / "records.db").write_bytes(b"x" * 5000)
    at = list_backups(folder)[0].at
    for days, day in ((0, "今天"), (1, "昨天"), (9, at.date().isoformat())):
        now = clock.now
        clock.forward(days=days)
        with pytest.raises(DamagedRecords, match=f"{day} {at:%H:%M} 有一份自动备份，里面有 12 份清单，可以恢复。"):
            reopen()
        clock.now = now


def test_without_any_backup_it_says_so(folder: Path, reopen: Open) -> None:
    folder.mkdir()
    (folder / "records.db").write_bytes(b"x" * 5000)
    with pytest.raises(DamagedRecords, match="没有可用的自动备份") as raised:
        reopen()
    assert raised.value.backup is None
    with pytest.raises(UserError, match="没有可用的自动备份"):
        restore_newest_backup(folder)
    assert (folder / "records.db").read_bytes() == b"x" * 5000
    aside = start_afresh(folder)
    assert aside is not None and aside.read_bytes() == b"x" * 5000
    assert reopen().summaries() == []


def test_a_good_time_of_day_in_the_morning(clock: Clock) -> None:
    from govdesk.records.errors import day_and_time

    now = dt.datetime(2026, 11, 24, 0, 5).astimezone()
    assert day_and_time(now - dt.timedelta(minutes=10), now) == "昨天 23:55 "
    assert day_and_time(now - dt.timedelta(minutes=4), now) == "今天 00:01 "


def test_a_backup_without_any_list_is_not_offered_without_a_word(
    folder: Path, reopen: Open, clock: Clock, basis: Basis
) -> None:
    store = reopen()  # makes the first backup, before any work
    for _ in range(3):
        store.create(basis, {}, {}, "王")
    store.close()
    overwrite(folder / "records.db", 0, bytes(100))
    with pytest.raises(DamagedRecords) as raised:
        reopen()
    assert "里面还认得出 3 份清单的编号" in raised.value.safe
    assert "里面一份清单也没有，先别急着恢复" in raised.value.todo
    assert raised.value.nothing_to_gain
