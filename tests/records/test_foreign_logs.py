"""A log belongs to its file: what was put beside records.db by hand, or left over, never replaces lists."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from killing import Server
from office import Clock

from govdesk.errors import UserError
from govdesk.records import DamagedRecords, ItemState, binding, open_store, restore_backup, restore_newest_backup
from govdesk.records.backup import list_backups
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

LISTS = 12


def leave_as_a_kill_does(folder: Path, target: Path) -> None:
    """Copy a data folder while it is open: with its log, as a process that is killed leaves it."""
    shutil.copytree(folder, target)
    (target / "records.lock").unlink(missing_ok=True)
    assert (target / "records.db-wal").stat().st_size > 0


@pytest.fixture
def fill(calendar: OfficialCalendar, clock: Clock, basis: Basis) -> Callable[[Path, int], None]:
    def fill(folder: Path, lists: int) -> None:
        with open_store(folder, calendar, clock=clock) as store:
            for number in range(lists):
                store.create(basis, {}, {"title": f"{folder.name}之{number}"}, "王")
            store.back_up_work()

    return fill


@pytest.fixture
def killed(tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis) -> Callable[[int], Path]:
    """The data folder of a new machine on which the program was killed, having made so many lists."""

    def killed(lists: int) -> Path:
        target = tmp_path / f"killed{lists}"
        with open_store(tmp_path / f"new{lists}", calendar, clock=clock) as store:
            for _ in range(lists):
                store.create(basis, {}, {"title": "试一试"}, "李")
            leave_as_a_kill_does(tmp_path / f"new{lists}", target)
        return target

    return killed


def titles(folder: Path, calendar: OfficialCalendar, clock: Clock) -> list[str]:
    with open_store(folder, calendar, clock=clock) as store:
        return sorted(store.load(line.number).title for line in store.summaries())


@pytest.mark.parametrize("trials", [0, 1, 30])
def test_the_old_folder_copied_over_a_new_one_that_was_killed_shows_the_old_lists(
    trials: int,
    folder: Path,
    fill: Callable[[Path, int], None],
    killed: Callable[[int], Path],
    calendar: OfficialCalendar,
    clock: Clock,
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    new = killed(trials)
    (folder / "records.lock").unlink(missing_ok=True)
    shutil.copytree(folder, new, dirs_exist_ok=True)
    with open_store(new, calendar, clock=clock) as store:
        assert "日志" in "".join(store.warnings)
        assert store.create is not None
    assert titles(new, calendar, clock) == wanted
    assert list(new.glob("records-log-*.db-wal"))  # kept, for whoever wants to look
    assert max(restored_lists(new, tmp) for tmp in list_copies(new)) == LISTS


def list_copies(folder: Path) -> list[Path]:
    return [backup.path for backup in list_backups(folder)]


def restored_lists(folder: Path, copy: Path) -> int:
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM record").fetchone()[0])


def test_a_log_of_version_one_is_told_from_anothers_too(
    folder: Path,
    fill: Callable[[Path, int], None],
    killed: Callable[[int], Path],
    calendar: OfficialCalendar,
    clock: Clock,
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as connection:
        connection.execute("DELETE FROM fact WHERE name LIKE 'file_%'")
    new = killed(1)
    shutil.copy(folder / "records.db", new / "records.db")
    assert titles(new, calendar, clock) == wanted


def test_a_backup_copied_over_by_hand_after_a_crash_is_what_opens(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    crashed = tmp_path / "crashed"
    with open_store(folder, calendar, clock=clock) as store:
        store.create(basis, {}, {"title": "早上的"}, "王")
        made = store.back_up_work()
        store.create(basis, {}, {"title": "后来的"}, "王")
        leave_as_a_kill_does(folder, crashed)
    assert made is not None
    shutil.copy(crashed / "backups" / made.path.name, crashed / "records.db")
    assert titles(crashed, calendar, clock) == ["早上的"]


def test_an_older_copy_of_the_file_itself_is_what_opens(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    crashed = tmp_path / "crashed"
    for title in ("第一天", "第二天"):
        with open_store(folder, calendar, clock=clock) as store:
            store.create(basis, {}, {"title": title}, "王")
        if title == "第一天":
            shutil.copy(folder / "records.db", tmp_path / "by-hand.db")
    with open_store(folder, calendar, clock=clock) as store:
        store.create(basis, {}, {"title": "第三天"}, "王")
        leave_as_a_kill_does(folder, crashed)
    shutil.copy(tmp_path / "by-hand.db", crashed / "records.db")
    assert titles(crashed, calendar, clock) == ["第一天"]


def test_two_copies_of_one_folder_that_went_on_apart_are_told_apart(
    folder: Path,
    tmp_path: Path,
    fill: Callable[[Path, int], None],
    calendar: OfficialCalendar,
    clock: Clock,
    basis: Basis,
) -> None:
    """Copied by hand, both files are called the same, and have seen as many changes; only one has seen these."""
    fill(folder, 3)
    home, crashed = tmp_path / "home", tmp_path / "crashed"
    shutil.copytree(folder, home)
    fill(folder, 4)
    wanted = titles(folder, calendar, clock)
    with open_store(home, calendar, clock=clock) as store:
        for number in range(9):
            store.create(basis, {}, {"title": f"家里{number}"}, "王")
        leave_as_a_kill_does(home, crashed)
    shutil.copy(folder / "records.db", crashed / "records.db")
    assert titles(crashed, calendar, clock) == wanted


def test_an_older_copy_opens_though_the_log_has_started_anew_since(
    folder: Path,
    tmp_path: Path,
    fill: Callable[[Path, int], None],
    calendar: OfficialCalendar,
    clock: Clock,
    basis: Basis,
) -> None:
    """Within a long day SQLite moves the log into the file: what is left of the log no longer fits the morning's copy."""
    fill(folder, 3)
    wanted = titles(folder, calendar, clock)
    shutil.copy(folder / "records.db", tmp_path / "morning.db")
    with open_store(folder, calendar, clock=clock) as store:
        record = store.create(basis, {}, {}, "王")
        for number in range(150):
            store.set_note(record, "lend", f"{number}", "王")
        leave_as_a_kill_does(folder, tmp_path / "crashed")
    shutil.copy(tmp_path / "morning.db", tmp_path / "crashed" / "records.db")
    assert titles(tmp_path / "crashed", calendar, clock) == wanted


def test_its_own_log_is_believed_after_a_crash_at_any_time(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    made = []
    for session in range(3):
        with open_store(folder, calendar, clock=clock) as store:
            for number in range(4):
                made.append(store.create(basis, {}, {"title": f"{session}{number}"}, "王").title)
                crashed = tmp_path / f"crashed{session}{number}"
                leave_as_a_kill_does(folder, crashed)
                with open_store(crashed, calendar, clock=clock) as other:
                    assert other.warnings == []
                    assert sorted(other.load(line.number).title for line in other.summaries()) == sorted(made)


def test_a_log_that_starts_anew_is_believed(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    """SQLite moves a long log into the file and begins it again from its start."""
    with open_store(folder, calendar, clock=clock) as store:
        record = store.create(basis, {}, {}, "王")
        for number in range(700):
            store.set_note(record, "lend", f"{number}", "王")
            if number % 50 == 0:
                crashed = tmp_path / f"crashed{number}"
                leave_as_a_kill_does(folder, crashed)
                with open_store(crashed, calendar, clock=clock) as other:
                    assert other.load(record.number).mark("lend").note == str(number) and other.warnings == []


def test_a_journal_of_another_database_is_kept_out(
    folder: Path, fill: Callable[[Path, int], None], tmp_path: Path, calendar: OfficialCalendar, clock: Clock
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (randomblob(50000));")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE t SET x = randomblob(50000)")
        connection.execute("INSERT INTO t SELECT randomblob(50000) FROM t")
        journal = other.with_name("other.db-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert len(journal) > 512
    (folder / "records.db-journal").write_bytes(journal)
    with open_store(folder, calendar, clock=clock) as store:
        assert "来路不明的日志" in "".join(store.warnings)
    assert titles(folder, calendar, clock) == wanted


def test_a_backup_is_restored_without_the_log_that_lies_beside_it(
    folder: Path,
    fill: Callable[[Path, int], None],
    killed: Callable[[int], Path],
    calendar: OfficialCalendar,
    clock: Clock,
    tmp_path: Path,
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    stick = killed(1)
    shutil.copy(folder / "records.db", stick / "records.db")
    restore_backup(folder, stick / "records.db")
    assert titles(folder, calendar, clock) == wanted


def test_a_copy_to_read_from_leaves_the_other_log_out(
    folder: Path,
    fill: Callable[[Path, int], None],
    killed: Callable[[int], Path],
    calendar: OfficialCalendar,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    new = killed(1)
    shutil.copy(folder / "records.db", new / "records.db")

    def denied(_: Path, **__: object) -> Path:
        raise UserError("数据文件夹写不进去")

    monkeypatch.setattr("govdesk.records.place.ensure_writable", denied)
    log = (new / "records.db-wal").read_bytes()
    assert titles(new, calendar, clock) == wanted
    assert (new / "records.db-wal").read_bytes() == log


def test_the_backup_with_the_lists_outlives_one_of_the_same_day_without(
    folder: Path, fill: Callable[[Path, int], None], calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    fill(folder, LISTS)
    for name in ("records.db", "records.db-wal", "records.db-shm"):
        (folder / name).unlink(missing_ok=True)
    with pytest.raises(DamagedRecords):
        open_store(folder, calendar, clock=clock)
    shutil.move(folder / "backups", folder / "aside")
    with open_store(folder, calendar, clock=clock) as store:  # an empty file in the place of the full one
        shutil.copytree(folder / "aside", folder / "backups", dirs_exist_ok=True)
        for _ in range(3):
            store.create(basis, {}, {}, "王")
            store.back_up_work()
    assert LISTS in [restored_lists(folder, copy) for copy in list_copies(folder)]
    assert len(list_copies(folder)) == 2


def test_lists_that_were_deleted_one_by_one_do_not_pile_up_backups(
    reopen: Callable[[], Store], folder: Path, basis: Basis
) -> None:
    store = reopen()
    records = [store.create(basis, {}, {}, "王") for _ in range(LISTS)]
    for record in records[:5]:
        store.delete(record, "王")
        store.back_up_work()
        assert len(list_copies(folder)) == 1


@pytest.mark.parametrize("name", ["records.db", "records.db-wal", "records.db-shm", "records.db-journal"])
def test_a_folder_in_the_place_of_a_file_is_said_and_the_backup_offered(
    name: str, folder: Path, fill: Callable[[Path, int], None], calendar: OfficialCalendar, clock: Clock
) -> None:
    fill(folder, LISTS)
    wanted = titles(folder, calendar, clock)
    path = folder / name
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "里面的文件").write_text("别丢")
    with pytest.raises(DamagedRecords) as raised:
        open_store(folder, calendar, clock=clock)
    assert "没有存上" not in raised.value.sentence and raised.value.backup is not None
    restore_backup(folder, raised.value.backup.path)
    assert titles(folder, calendar, clock) == wanted
    assert [found.read_text() for found in folder.rglob("里面的文件")] == ["别丢"]


def test_a_missing_table_is_damage_with_a_way_out(
    folder: Path, fill: Callable[[Path, int], None], calendar: OfficialCalendar, clock: Clock
) -> None:
    fill(folder, LISTS)
    with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as connection:
        connection.execute("DROP TABLE mark")
    with pytest.raises(DamagedRecords) as raised, open_store(folder, calendar, clock=clock) as store:
        store.load("QD-2026-0001")
    assert raised.value.backup is not None


def test_the_lock_is_not_written_through_a_link(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock
) -> None:
    folder.mkdir()
    other = tmp_path / "别的文件"
    other.write_text("内容")
    (folder / "records.lock").symlink_to(other)
    open_store(folder, calendar, clock=clock).close()
    assert other.read_text() == "内容"


def test_what_killed_backups_left_is_swept(
    server: Server, folder: Path, calendar: OfficialCalendar, clock: Clock, fill: Callable[[Path, int], None]
) -> None:
    fill(folder, 1)
    dead = server_pid(server, folder)
    left = [
        folder / f".settings.json.{dead}.tmp",
        folder / f".notes.json.{dead}.govdesk.tmp",
        folder / f".write-test-{dead}",
        folder / "backups" / f".records-20260924-093000-00001.db.{dead}.govdesk.tmp",
    ]
    for path in left:
        path.write_text("x")
    kept = folder / ".notes.json.mine"
    kept.write_text("x")
    open_store(folder, calendar, clock=clock).close()
    assert not [path for path in left if path.exists()] and kept.exists()


def server_pid(server: Server, folder: Path) -> int:
    """The id of a process that is gone."""
    server.send("open", str(folder))
    pid = int(server.line()[1])
    server.lines_until_ended(pid)
    return pid


def test_a_backup_that_could_not_be_written_is_told_until_one_is(
    reopen: Callable[[], Store], folder: Path, basis: Basis
) -> None:
    folder.mkdir()
    (folder / "backups").write_text("a file where the folder should be")
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    assert "自动备份没有写成" in store.trouble and "清单都在" in store.trouble
    (folder / "backups").unlink()
    store.set_state(record, "lend", ItemState.DONE, "王")
    assert store.back_up_work() is not None
    assert store.trouble == ""


def test_a_folder_that_is_gone_is_told_until_it_is_back(
    reopen: Callable[[], Store], folder: Path, basis: Basis
) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    folder.rename(folder.with_name("移走"))
    with pytest.raises(UserError):
        store.set_state(record, "lend", ItemState.DONE, "王")
    assert "移走或换掉" in store.trouble
    with pytest.raises(UserError):
        store.set_state(record, "no such item", ItemState.DONE, "王")
    folder.with_name("移走").rename(folder)
    store.set_state(record, "lend", ItemState.DONE, "王")
    assert store.trouble == ""


def test_a_full_disk_is_called_so_at_a_backup(
    reopen: Callable[[], Store], folder: Path, basis: Basis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = reopen()
    store.create(basis, {}, {}, "王")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("govdesk.records.sqlite.copy_database", full)
    with pytest.raises(UserError, match=r"磁盘满了.*腾出一些空间"):
        store.backup_to(tmp_path / "备份.db")
    assert store.back_up_work() is None
    assert "磁盘满了" in store.trouble


def test_the_log_of_a_file_that_was_emptied_still_tells_its_numbers(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    crashed = tmp_path / "crashed"
    with open_store(folder, calendar, clock=clock) as store:
        store.create(basis, {}, {}, "王")
        store.back_up_work()
        newest = store.create(basis, {}, {}, "王").number
        leave_as_a_kill_does(folder, crashed)
    (crashed / "records.db").write_bytes(b"")
    with pytest.raises(DamagedRecords):
        open_store(crashed, calendar, clock=clock)
    restore_newest_backup(crashed)
    with open_store(crashed, calendar, clock=clock) as store:
        assert store.create(basis, {}, {}, "王").number > newest


def test_a_log_that_another_program_is_writing_at_this_moment_is_not_foreign(
    reopen: Callable[[], Store], folder: Path, basis: Basis, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    log = folder / "records.db-wal"
    early = log.read_bytes()
    store.set_note(record, "lend", "甲", "王")
    with closing(sqlite3.connect(folder / "records.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # the file is further than the log as it was read
    reads = [early]
    monkeypatch.setattr(binding, "_bytes_of", lambda path: reads.pop() if reads else path.read_bytes())
    assert binding.foreign_log(folder / "records.db") == ""
    assert reads == []
    # One that stays as it is belongs to another state of the file.
    monkeypatch.setattr(binding, "_bytes_of", lambda path: early)
    assert "the file stands at" in binding.foreign_log(folder / "records.db")
