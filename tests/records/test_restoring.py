"""Another file in the place of the records: ended at any step, on a full disk, after lists were removed for good."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from office import Clock

from govdesk import files
from govdesk.errors import UserError
from govdesk.records import open_store
from govdesk.records.recovery import restore_backup, restore_newest_backup, start_afresh
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar


class Plug(BaseException):
    """The process is killed here: nothing that handles errors sees it."""


@pytest.fixture
def killed(folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis) -> Path:
    """A data folder as a kill leaves it, five lists in the log alone; beside it `three.db`, a backup of three."""
    with open_store(folder, calendar, clock=clock) as store:
        for number in range(3):
            store.create(basis, {}, {"title": f"第{number}份"}, "王")
        store.backup_to(tmp_path / "three.db")
        for number in range(2):
            store.create(basis, {}, {"title": f"后来的第{number}份"}, "王")
        shutil.copytree(folder, tmp_path / "killed")
    return tmp_path / "killed"


def _ended_before(step: int, restore: Callable[[], object], patch: pytest.MonkeyPatch) -> bool:
    """Run `restore`, and end it before the `step`-th change of a name in a folder; False where it has fewer."""
    done = 0

    def ending(change: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            if done >= step:  # whoever is killed cleans nothing up
                raise Plug
            return change(*values, **named)

        return run

    with patch.context() as patched:
        for name in ("replace", "unlink", "rename", "link"):
            patched.setattr(os, name, ending(getattr(os, name)))
        try:
            restore()
        except Plug:
            return True
    return False


def test_a_restore_that_is_killed_leaves_all_of_the_old_or_all_of_the_new(
    killed: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    step, ended = 0, True
    while ended:
        step += 1
        folder = tmp_path / f"step{step}"
        shutil.copytree(killed, folder)
        ended = _ended_before(step, lambda data=folder: restore_backup(data, tmp_path / "three.db"), monkeypatch)  # type: ignore[misc]
        with open_store(folder, calendar, clock=clock) as store:
            seen.append(len(store.summaries()))
    changed = seen.index(3)
    assert set(seen[:changed]) == {5}
    assert set(seen[changed:]) == {3}
    assert changed > 3
    assert len(seen) - changed > 3


def test_what_a_killed_restore_has_prepared_goes_at_the_next_start(
    killed: Path, calendar: OfficialCalendar, clock: Clock
) -> None:
    for suffix in ("", "-wal", "-shm"):
        (killed / f".records.db.new{suffix}").write_bytes(b"of a former version")
        (killed / f".records.db.99999999.govdesk.tmp{suffix}").write_bytes(b"of a process that is gone")
    (killed / ".import-99999999" / "rule").mkdir(parents=True)
    open_store(killed, calendar, clock=clock).close()
    assert [path.name for path in killed.iterdir() if path.name.startswith(".")] == []


def test_a_number_of_a_list_removed_for_good_is_not_given_out_again(
    folder: Path, tmp_path: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    with open_store(folder, calendar, clock=clock) as store:
        store.create(basis, {}, {}, "王")
        store.backup_to(tmp_path / "one.db")
        gone = [store.create(basis, {}, {}, "王") for _ in range(30)]
        for record in gone:
            store.delete(record, "王")
        store.remove(gone)
    with closing(sqlite3.connect(folder / "records.db")) as connection:
        connection.execute("VACUUM")  # no page remembers them
    restore_backup(folder, tmp_path / "one.db")
    with open_store(folder, calendar, clock=clock) as store:
        assert store.create(basis, {}, {}, "王").number == "QD-2026-0032"
    start_afresh(folder)
    with open_store(folder, calendar, clock=clock) as store:
        assert store.create(basis, {}, {}, "王").number == "QD-2026-0033"


def test_the_backups_know_which_numbers_were_given_out(
    folder: Path, calendar: OfficialCalendar, clock: Clock, basis: Basis
) -> None:
    with open_store(folder, calendar, clock=clock) as store:
        gone = [store.create(basis, {}, {}, "王") for _ in range(7)]
        for record in gone:
            store.delete(record, "王")
        store.remove(gone)
        store.back_up_work()
    (folder / "records.db").write_bytes(b"x" * 5000)
    restore_newest_backup(folder)
    with open_store(folder, calendar, clock=clock) as store:
        assert store.create(basis, {}, {}, "王").number == "QD-2026-0008"


def test_a_full_disk_is_said_and_nothing_stays_on_it(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")  # what SQLite says where its index finds no room

    monkeypatch.setattr("govdesk.records.queries.raise_series", refuse)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(UserError) as raised:
        restore_backup(killed, tmp_path / "three.db")
    assert raised.value.what.startswith("磁盘满了")
    assert [path.name for path in killed.iterdir() if path.name.startswith(".")] == []


def test_a_disk_with_room_is_not_full(tmp_path: Path) -> None:
    assert not files.has_no_room(tmp_path)
    assert not files.has_no_room(tmp_path / "gone")


def test_a_file_without_the_tables_is_no_whole_backup(killed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "hollow.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version SELECT '0003'")
        connection.commit()
    with pytest.raises(UserError, match=r"hollow\.db”不是完整的备份"):
        restore_backup(killed, tmp_path / "hollow.db")
    assert [path.name for path in killed.iterdir() if path.name.startswith(".")] == []
