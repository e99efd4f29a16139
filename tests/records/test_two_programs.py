"""Two programs, or two machines, on one data folder: nobody writes over anybody, and it says who is there."""

from __future__ import annotations

import getpass
import os
import platform
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from killing import Server

from govdesk.errors import UserError
from govdesk.records import ItemState, desk, open_store, restore_newest_backup, start_afresh
from govdesk.records.desk import Desk, Program, ask_to_open, ask_to_show, take_file, take_request
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the other program is forked")


def hold(server: Server, folder: Path, program: str = "window", machine: str = "", ticks: str = "") -> int:
    """Another program that has the folder open; gives its process id."""
    server.send("hold", str(folder), program, machine, ticks)
    pid = int(server.line()[1])
    assert server.line() == ["writes", "True"]
    return pid


def kill(server: Server, pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    server.lines_until_ended(pid)


@pytest.fixture
def number(folder: Path, calendar: OfficialCalendar, basis: Basis) -> str:
    with open_store(folder, calendar) as store:
        return store.create(basis, {}, {"title": "甲"}, "王").number


def test_another_machine_only_reads_and_is_told_who_works_there(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str, basis: Basis
) -> None:
    pid = hold(server, folder, machine="another machine")
    before = (folder / "records.db").read_bytes()
    with open_store(folder, calendar) as store:
        why = store.read_only_because
        assert platform.node() in why and getpass.getuser() in why and str(pid) in why
        assert store.load(number).title == "甲" and len(store.summaries()) == 1
        for change in (
            lambda: store.set_state(number, "lend", ItemState.DONE, "李"),
            lambda: store.create(basis, {}, {}, "李"),
            lambda: store.save_draft("a", "b", {}),
        ):
            with pytest.raises(UserError, match=r"打开着，这里只能看；清单没有改动；等那边关掉"):
                change()
    assert (folder / "records.db").read_bytes() == before
    kill(server, pid)
    with open_store(folder, calendar) as store:
        assert store.read_only_because == ""
        assert store.set_state(number, "lend", ItemState.DONE, "李").change


def test_what_the_other_machine_has_not_yet_moved_out_of_its_log_is_read(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str
) -> None:
    pid = hold(server, folder, machine="another machine", ticks=number)
    assert (folder / "records.db-wal").stat().st_size > 0
    with open_store(folder, calendar) as store:
        assert store.read_only_because and store.load(number).mark("lend").by == "王"
    kill(server, pid)


def test_a_second_window_only_reads_a_command_writes(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str
) -> None:
    pid = hold(server, folder)
    with open_store(folder, calendar, desk=Desk(folder, Program.WINDOW)) as second:
        assert "打开着" in second.read_only_because
    with open_store(folder, calendar) as command:
        assert command.read_only_because == ""
        command.set_state(number, "lend", ItemState.DONE, "李")
    kill(server, pid)


def test_a_command_does_not_keep_a_window_out(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str
) -> None:
    pid = hold(server, folder, "command")
    window = Desk(folder, Program.WINDOW)
    with open_store(folder, calendar, desk=window) as store:
        store.set_state(number, "lend", ItemState.DONE, "王")
        assert not window.is_ours
        kill(server, pid)
        store.set_state(number, "back", ItemState.DONE, "王")
        assert window.is_ours  # the window takes the place that became free
    window.leave()


def test_the_folder_changes_hands_between_two_writes(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str
) -> None:
    first = hold(server, folder, "command")
    with open_store(folder, calendar) as store:
        store.set_state(number, "lend", ItemState.DONE, "王")
        kill(server, first)
        second = hold(server, folder, machine="another machine")
        with pytest.raises(UserError, match="这里只能看"):
            store.set_state(number, "back", ItemState.DONE, "王")
    kill(server, second)


def test_a_program_that_was_killed_holds_nothing(server: Server, folder: Path, calendar: OfficialCalendar) -> None:
    for machine in ("", "another machine"):
        kill(server, hold(server, folder, machine=machine))
        assert desk.read_holder(folder) is not None  # it could not take its name away
        with open_store(folder, calendar) as store:
            assert store.read_only_because == ""
    assert desk.read_holder(folder) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\0" * 100, '{"host": "甲"}'.encode()])
def test_a_lock_with_anything_in_it_is_no_obstacle(
    folder: Path, calendar: OfficialCalendar, number: str, content: bytes
) -> None:
    (folder / "records.lock").write_bytes(content)
    with open_store(folder, calendar) as store:
        assert store.read_only_because == ""


def test_nobody_replaces_the_file_under_a_program_that_works(
    server: Server, folder: Path, calendar: OfficialCalendar, number: str
) -> None:
    pid = hold(server, folder)
    before = (folder / "records.db").read_bytes()
    for act in (restore_newest_backup, start_afresh):
        with pytest.raises(UserError, match=r"打开着；清单没有改动；把它关掉再试一次"):
            act(folder)
    assert (folder / "records.db").read_bytes() == before
    kill(server, pid)
    restore_newest_backup(folder)


def test_a_second_start_asks_the_first_window_to_show_itself(
    server: Server, folder: Path, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not ask_to_show(folder, seconds=0)  # nobody there
    window = Desk(folder, Program.WINDOW)
    assert window.enter() and not take_request(folder)
    asked: list[bool] = []
    second = threading.Thread(target=lambda: asked.append(ask_to_show(folder, seconds=60)))
    second.start()
    while not take_request(folder):
        pass
    second.join()
    assert asked == [True]
    assert not ask_to_show(folder, seconds=0) and not take_request(folder)  # hung: nothing is left lying about
    window.leave()


def test_where_the_file_system_knows_no_locks_the_name_decides(
    folder: Path, calendar: OfficialCalendar, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_lock", lambda _: None)
    with open_store(folder, calendar) as first:
        first.set_state(number, "lend", ItemState.DONE, "王")
        with open_store(folder, calendar) as second:  # the same machine, and alive
            second.set_state(number, "back", ItemState.DONE, "王")
    monkeypatch.setattr(desk, "this_machine", lambda: "another machine")
    there = Desk(folder, Program.WINDOW)
    assert there.enter()
    monkeypatch.undo()
    monkeypatch.setattr(desk, "_lock", lambda _: None)
    with open_store(folder, calendar) as here:
        assert here.read_only_because
    there.leave()


def test_a_folder_that_cannot_be_written_to_is_read(
    folder: Path, calendar: OfficialCalendar, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in folder.rglob("*"))

    def denied(_: Path, **__: object) -> Path:
        raise UserError("数据文件夹写不进去")

    monkeypatch.setattr("govdesk.records.place.ensure_writable", denied)
    with open_store(folder, calendar) as store:
        assert "写不进去" in store.read_only_because
        assert store.load(number).title == "甲"
        with pytest.raises(UserError, match=r"写不进去，这里只能看"):
            store.set_state(number, "lend", ItemState.DONE, "李")
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_the_desk_is_cheap_to_import() -> None:
    code = "import sys, govdesk.records.desk; print({'sqlite3', 'sqlalchemy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout.strip() == "set()"


def test_word_is_left_for_the_window_to_look_at_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "数据"
    assert take_file(folder) is None
    monkeypatch.chdir(tmp_path)
    ask_to_open(folder, Path("清 单.govdesk.json"))
    assert take_file(folder) == tmp_path / "清 单.govdesk.json"
    assert take_file(folder) is None  # once


def test_a_word_from_long_ago_opens_nothing(tmp_path: Path) -> None:
    ask_to_open(tmp_path, tmp_path / "a.govdesk.json")
    (request,) = tmp_path.iterdir()
    os.utime(request, (0, 0))
    assert take_file(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
