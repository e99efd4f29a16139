"""Reading without a place to write: the log is replayed as SQLite does it, and no copy lies anywhere."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from office import Clock, make_test_basis

from govdesk.errors import UserError
from govdesk.records import DamagedRecords, ItemState, open_store
from govdesk.records.memory import opened, replayed
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

LOG = "records.db-wal"


@pytest.fixture
def crashed(folder: Path, tmp_path: Path, calendar: OfficialCalendar, basis: Basis, clock: Clock) -> Path:
    """A data folder as a kill leaves it: the file, and a log with the newest changes of many transactions."""
    with open_store(folder, calendar, clock=clock) as store:
        for count in range(4):
            store.create(basis, {}, {"title": f"第{count}件"}, "王")
    left = tmp_path / "killed"
    with open_store(folder, calendar, clock=clock) as store:
        for count in range(4, 9):
            record = store.create(basis, {"others": "yes"}, {"title": f"第{count}件"}, "王")
            store.set_note(record, "lend", "字" * 3000, "王")
        store.delete(record, "王")
        shutil.copytree(folder, left)
    (left / "records.lock").unlink()
    return left


def protect(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no data folder can be written to."""

    def denied(_: Path, **__: object) -> Path:
        raise UserError("数据文件夹写不进去")

    monkeypatch.setattr("govdesk.records.place.ensure_writable", denied)


def test_lists_are_read_where_the_disk_is_full(
    crashed: Path, calendar: OfficialCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite makes a file beside the database also to read it, and says of a full disk that it cannot open it."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10_000_000, 10_000_000, 0))
    with open_store(crashed, calendar) as store:
        assert "磁盘满了" in store.read_only_because
        assert [line.title for line in store.summaries()] == [f"第{count}件" for count in (7, 6, 5, 4, 3, 2, 1, 0)]
        with pytest.raises(UserError, match=r"磁盘满了.*腾出一些空间"):
            store.create(make_test_basis(), {}, {}, "王")


def dump(connection: sqlite3.Connection) -> list[str]:
    return list(connection.iterdump())


def as_sqlite_reads(folder: Path, room: Path) -> list[str]:
    copy = room / "copy"
    shutil.copytree(folder, copy)
    try:
        with closing(sqlite3.connect(copy / "records.db")) as connection:
            return dump(connection)
    finally:
        shutil.rmtree(copy)


def as_replayed(folder: Path) -> list[str]:
    with closing(opened(replayed((folder / "records.db").read_bytes(), (folder / LOG).read_bytes()))) as connection:
        return dump(connection)


def test_a_log_is_replayed_as_sqlite_does_it(crashed: Path, tmp_path: Path) -> None:
    whole = as_replayed(crashed)
    assert whole == as_sqlite_reads(crashed, tmp_path) and any("第8件" in line for line in whole)
    log, choose = (crashed / LOG).read_bytes(), random.Random(7)
    seen = set()
    for _ in range(25):
        cut = choose.randrange(len(log))
        (crashed / LOG).write_bytes(log[:cut] + choose.choice((b"", choose.randbytes(8) + log[cut + 8 :])))
        read = as_replayed(crashed)
        assert read == as_sqlite_reads(crashed, tmp_path)
        seen.add(len(read))
    assert len(seen) > 3, "cut at different changes"


def test_a_folder_that_cannot_be_written_to_is_read_with_its_log(
    crashed: Path, calendar: OfficialCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(monkeypatch)
    before = {path: path.read_bytes() for path in crashed.rglob("*") if path.is_file()}
    with open_store(crashed, calendar) as store:
        assert [line.title for line in store.summaries()] == [f"第{count}件" for count in (7, 6, 5, 4, 3, 2, 1, 0)]
        assert store.load("QD-2026-0008").mark("lend").note == "字" * 3000
        with pytest.raises(UserError, match="写不进去，这里只能看"):
            store.set_state("QD-2026-0001", "lend", ItemState.DONE, "王")
        if Path("/proc/self/fd").is_dir():
            held = [str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
            assert not [name for name in held if str(crashed) in name], (
                "no file of lists is open: it lies in memory alone"
            )
    assert {path: path.read_bytes() for path in crashed.rglob("*") if path.is_file()} == before


def test_what_is_only_read_can_be_carried_away(
    crashed: Path, tmp_path: Path, calendar: OfficialCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be written to any more is when a backup is wanted most."""
    protect(monkeypatch)
    out = tmp_path / "U盘"
    out.mkdir()
    with open_store(crashed, calendar) as store:
        store.backup_to(out / "records.db")
        assert store.export_file(out / "全部.json").records == 9
    assert sorted(path.name for path in out.iterdir()) == ["records.db", "全部.json"]
    with closing(sqlite3.connect(out / "records.db")) as connection:
        assert connection.execute("SELECT count(*) FROM record").fetchone() == (9,)


def test_a_log_of_another_file_is_not_read(
    crashed: Path, tmp_path: Path, calendar: OfficialCalendar, basis: Basis, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "另一个", calendar) as store:
        store.create(basis, {}, {"title": "别处的"}, "李")
    shutil.copy(tmp_path / "另一个" / "records.db", crashed / "records.db")
    protect(monkeypatch)
    with open_store(crashed, calendar) as store:
        assert [line.title for line in store.summaries()] == ["别处的"]
        assert "没有用它" in "".join(store.warnings)


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000])
def test_what_is_no_file_of_records_is_told(
    crashed: Path, calendar: OfficialCalendar, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (crashed / "records.db").write_bytes(content)
    protect(monkeypatch)
    with pytest.raises(DamagedRecords):
        open_store(crashed, calendar)
