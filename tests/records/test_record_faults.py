"""What goes wrong on old machines: full disks, folders that cannot be written to or vanish, wrong clocks, old and new backups.

A real small disk and a real write-protected one are mounted where that is permitted; elsewhere those tests are skipped.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from office import Clock

from benchmarks.filled_office import fill
from govdesk.errors import UserError
from govdesk.records import (
    ChangeKind,
    ItemState,
    RecordState,
    migrate,
    open_store,
    restore_backup,
    restore_newest_backup,
    start_afresh,
)
from govdesk.records.finding import Find, Sort
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

Open = Callable[[], Store]


def run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)):
        pytest.skip("mounting is not permitted here")
    yield disk
    run("umount", "-l", str(disk))


def fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(b"x" * 4096):
            pass
    return ballast


def test_a_full_disk_keeps_all_that_was_acknowledged(
    small_disk: Path, calendar: OfficialCalendar, basis: Basis
) -> None:
    folder = small_disk / "data"
    with open_store(folder, calendar) as store:
        record = store.create(basis, {}, {"title": "甲"}, "王")
        ballast = fill_up(small_disk)
        acknowledged = 0
        with pytest.raises(UserError, match=r"磁盘满了；先前存下的都在，这一次没有存上；腾出一些空间再试一次"):
            for acknowledged in range(5000):
                store.set_note(record, "lend", f"{acknowledged} " + "备注" * 300, "王")
        # Reading goes on, and an export or a backup says what is the matter and leaves no half of a file.
        assert acknowledged == 0 or store.load(record).mark("lend").note.startswith(f"{acknowledged - 1} ")
        for act in (lambda: store.export_file(small_disk / "a.json"), lambda: store.backup_to(small_disk / "b.db")):
            with pytest.raises(UserError, match="清单都在"):
                act()
        assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "data"]
        ballast.unlink()
        assert store.set_state(record, "lend", ItemState.DONE, "王").change
        noted = [change for change in store.history(record) if change.kind is ChangeKind.NOTE]
    with open_store(folder, calendar) as store:
        assert len(noted) == acknowledged
        assert store.load(record).mark("lend").state is ItemState.DONE
        with store._db.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_full_disk_at_opening_and_at_restoring(small_disk: Path, calendar: OfficialCalendar, basis: Basis) -> None:
    folder = small_disk / "data"
    with open_store(folder, calendar, clock=Clock(dt.datetime(2026, 9, 24, tzinfo=dt.UTC))) as store:
        store.create(basis, {}, {"title": "甲"}, "王")
    ballast = fill_up(small_disk)
    before = (folder / "records.db").read_bytes()
    with open_store(folder, calendar, clock=Clock(dt.datetime(2026, 9, 25, tzinfo=dt.UTC))) as store:
        assert "磁盘满了" in store.read_only_because
        number = store.summaries()[0].number
        assert store.load(number).title == "甲"
        with pytest.raises(UserError, match=r"磁盘满了.*腾出一些空间"):
            store.set_note(number, "lend", "乙", "王")
    with pytest.raises(UserError, match=r"都没有动|写不进去"):
        restore_newest_backup(folder)
    assert (folder / "records.db").read_bytes() == before
    ballast.unlink()
    with open_store(folder, calendar) as store:
        assert [line.title for line in store.summaries()] == ["甲"]


def test_a_write_protected_folder_is_read_and_not_written(
    small_disk: Path, calendar: OfficialCalendar, basis: Basis
) -> None:
    folder = small_disk / "data"
    with open_store(folder, calendar) as store:
        number = store.create(basis, {}, {"title": "甲"}, "王").number
        store.set_state(number, "lend", ItemState.DONE, "王")
        shutil.copytree(folder, small_disk / "crashed")  # with its log, as a crash leaves it
    if not run("mount", "-o", "remount,ro", str(small_disk)):
        pytest.skip("remounting is not permitted here")
    for place in (folder, small_disk / "crashed"):
        with open_store(place, calendar) as store:
            assert "写不进去" in store.read_only_because
            assert store.load(number).mark("lend").state is ItemState.DONE
            with pytest.raises(
                UserError, match=r"写不进去，这里只能看；清单没有改动；放开写权限，或把数据文件夹放到能写的地方"
            ):
                store.set_state(number, "back", ItemState.DONE, "王")
    with pytest.raises(UserError, match="写不进去"):
        open_store(small_disk / "new", calendar)
    with pytest.raises(UserError, match="写不进去"):
        start_afresh(folder)


def test_a_folder_that_becomes_write_protected_while_running(
    small_disk: Path, calendar: OfficialCalendar, basis: Basis
) -> None:
    with open_store(small_disk / "data", calendar) as store:
        record = store.create(basis, {}, {"title": "甲"}, "王")
        store._db._engine.dispose()  # an open file keeps its right to write, and the mount from changing
        store._db.place.leave()
        if not run("mount", "-o", "remount,ro", str(small_disk)):
            pytest.skip("remounting is not permitted here")
        with pytest.raises(UserError, match=r"没有存上|写不进去"):
            store.set_state(record, "lend", ItemState.DONE, "王")
        run("mount", "-o", "remount,rw", str(small_disk))
        assert store.set_state(record, "lend", ItemState.DONE, "王").change


def test_a_clock_set_back_changes_nothing_but_times(reopen: Open, basis: Basis, clock: Clock, folder: Path) -> None:
    store = reopen()
    record = store.create(basis, {}, {"title": "甲"}, "王")
    store.set_state(record, "lend", ItemState.DONE, "王")
    deleted = store.create(basis, {}, {"title": "删"}, "王")
    store.delete(deleted, "王")
    for days in (-1, -400, 30, 371):  # back a day, a year, and home again
        clock.forward(days=days)
        store = reopen()
        store.set_state(record, "lend", ItemState.OPEN, "王")
        saved = store.set_state(record, "lend", ItemState.DONE, "王")
        assert store.load(record) == saved.record and saved.record.mark("lend").state is ItemState.DONE
        assert store.history(record)[-1] == saved.change
        assert [line.title for line in store.summaries(deleted=True)] == ["删"]
    assert len({line.number for line in [*store.summaries(), *store.summaries(deleted=True)]}) == 2
    made = [store.create(basis, {}, {}, "王").number for _ in range(3)]
    assert len({record.number, deleted.number, *made}) == 5
    assert len(list((folder / "backups").iterdir())) >= 3


def test_a_backup_of_an_older_schema_is_restored_and_brought_up_to_date(
    reopen: Open, folder: Path, basis: Basis, tmp_path: Path
) -> None:
    reopen().create(basis, {}, {"title": "现在的"}, "王")
    reopen().close()
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        first = Path(__file__).parent / "schemas" / f"{migrate.REVISIONS[0]}.sql"
        connection.executescript(first.read_text("utf-8"))
    aside = restore_backup(folder, old)

    store = reopen()
    assert store.load("QD-2026-0001").title == "借《诗经》"
    assert aside is not None
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT c_title FROM record").fetchall() == [("现在的",)]


def test_a_backup_of_a_newer_schema_is_refused_and_nothing_touched(
    reopen: Open, folder: Path, basis: Basis, tmp_path: Path
) -> None:
    store = reopen()
    store.create(basis, {}, {"title": "现在的"}, "王")
    newer = store.backup_to(tmp_path / "newer.db")
    store.close()
    with closing(sqlite3.connect(newer, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(UserError, match=r"更新版本的政务案头.*现在的清单没有动；请用新版本恢复"):
        restore_backup(folder, newer)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_the_present_file_is_no_backup(reopen: Open, folder: Path) -> None:
    reopen().close()
    with pytest.raises(UserError, match="选的就是现在的清单文件"):
        restore_backup(folder, folder / "records.db")


@pytest.mark.slow
def test_fifty_thousand_records_are_worked_with_like_ten(
    tmp_path: Path, calendar: OfficialCalendar, basis: Basis
) -> None:
    folder = tmp_path / "data"
    fill(folder, 50_000)
    with open_store(folder, calendar) as store:
        facets = store.facets()
        assert facets.count() == sum(store.counts().values()) == 50_000 == sum(facets.years.values())
        last = store.page(sort=Sort.NUMBER, reverse=True, limit=3, offset=49_998)
        assert len(last) == 2 and store.position(last[-1].number, sort=Sort.NUMBER, reverse=True) == 49_999
        one = store.page(Find(states=(RecordState.ONGOING,), text="办公用房", year="2025"), limit=1)[0]
        record = store.load(one.number)
        item = next(entry.item.id for entry in record.evaluate().items if record.mark(entry.item.id).at is None)
        saved = store.set_state(record, item, ItemState.DONE, "王")
        assert store.page(limit=1)[0].number == one.number and store.page(limit=1)[0].done == one.done + 1
        made = store.create(basis, {}, {"title": "又一份"}, "王")
        assert made.number not in {line.number for line in store.page(limit=50_000, offset=1)}
        store.export_file(tmp_path / "one.govdesk.json", [saved.record])
        (again,) = store.import_file(tmp_path / "one.govdesk.json", "王")
        assert (again.new, again.changes) == (False, 0)
    with open_store(folder, calendar) as store:
        assert store.load(one.number) == saved.record and store.facets().count() == 50_001
