"""A day's work on one data folder, in the window and by commands: at its end no SQLite connection is open.

What is open while the window is, is the window's; everything else closes what it opens before it returns.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from desk import DESK, MADE_UP, PLAIN_ANSWERS, RULE, WIZARD, build_services
from open_connections import close_leftovers, open_connections
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens import DIALOGS, SCREENS, make_office, open_dialog, open_window, settle

from govdesk.app import Services
from govdesk.cli import main
from govdesk.errors import UserError
from govdesk.paths import shipped_rules
from govdesk.records import ItemState, open_store, restore_backup, restore_newest_backup, start_afresh
from govdesk.records.sqlite import FILE_NAME
from govdesk.ui.actions.backups import count_in
from govdesk.ui.window import start
from govdesk.ui.window.main_window import MainWindow

ROOT = shipped_rules().parent


def with_the_city(folder: Path) -> Path:
    """A data folder with the made-up city among its own rules."""
    shutil.copytree(MADE_UP / RULE, folder / "rules" / RULE)
    return folder


def files_held(folder: Path) -> list[str]:
    """What this process has open in `folder`, as Linux tells; nothing elsewhere."""
    held = []
    for entry in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            held.append(str(entry.readlink()))
    return [name for name in held if name.startswith(str(folder))]


@pytest.fixture(autouse=True)
def nothing_open() -> None:
    """What another test left open is told at the end of its module, not here."""
    close_leftovers()


def assert_all_closed(folder: Path, after: str) -> None:
    assert not open_connections(), after
    assert not files_held(folder), after


def test_services_close_what_they_opened(tmp_path: Path) -> None:
    folder, other = with_the_city(tmp_path / "data"), tmp_path / "other"
    with build_services(folder) as services:
        basis = services.library.basis(RULE, WIZARD)
        record = services.store.create(basis, PLAIN_ANSWERS, {"title": "关于资金的请示"}, "王晓梅", desk=DESK)
        services.store.set_state(record, "one-matter", ItemState.DONE, "王晓梅")
        services.store.save_draft(RULE, "hold-meeting", {})
        services.export_records(tmp_path / "清单.govdesk.json")
        services.store.backup_to(tmp_path / "备份.db")
        services.back_up_work()
        services.reload_calendar()
        services.open_again()
        assert services.store.drafts() and count_in(tmp_path / "备份.db") == 1
        with Services(folder) as beside:  # a command beside the window
            assert beside.store.summaries()
        assert len(open_connections()) == 1, "the store's own"
    assert_all_closed(folder, "after a morning")
    with Services(other) as there:
        there.store.preview_file(tmp_path / "清单.govdesk.json", "李建国")
        there.import_records(tmp_path / "清单.govdesk.json", "李建国")
    assert_all_closed(other, "after an import")


def test_what_goes_wrong_leaves_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with build_services(with_the_city(tmp_path)) as services:
        services.store.create(services.library.basis(RULE, WIZARD), PLAIN_ANSWERS, {}, "王晓梅", desk=DESK)
        calendar = services.calendar
        with pytest.raises(UserError):
            services.store.backup_to(tmp_path / "no such folder" / "records.db")
        services.back_up_work()
    newest = max((tmp_path / "backups").iterdir())
    copy = tmp_path / "copy.db"
    copy.write_bytes(newest.read_bytes())

    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(UserError):
        restore_backup(tmp_path, empty)
    for damage in (b"not a database at all" * 1000, newest.read_bytes()[:6000], b""):
        (tmp_path / FILE_NAME).write_bytes(damage)
        with pytest.raises(UserError):
            open_store(tmp_path, calendar)
        assert_all_closed(tmp_path, "after a damaged file")
    restore_newest_backup(tmp_path)
    restore_backup(tmp_path, copy)
    assert_all_closed(tmp_path, "after restoring")
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr("govdesk.records.migrate.upgrade", lambda _engine: 1 / 0)
        start_afresh(tmp_path)
    start_afresh(tmp_path)
    assert_all_closed(tmp_path, "after a new beginning")


def test_a_file_that_cannot_be_prepared_is_closed(tmp_path: Path) -> None:
    from govdesk.records.sqlite import opened

    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 1000)
    with opened(tmp_path / FILE_NAME) as engine:
        with pytest.raises(Exception, match="not a database"):
            engine.connect()
        assert_all_closed(tmp_path, "after a connection that was refused")


def test_who_reads_while_the_records_are_closed_closes_behind_himself(tmp_path: Path) -> None:
    services = build_services(tmp_path)
    store = services.store
    reading, closed = threading.Event(), threading.Event()

    def read() -> None:
        with store._db.reading():
            reading.set()
            closed.wait()

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    services.close()
    closed.set()
    reader.join()
    assert_all_closed(tmp_path, "after the reader")


def test_two_threads_that_ask_first_open_one_store(tmp_path: Path) -> None:
    services = build_services(tmp_path)
    both = threading.Barrier(2)
    opened = []

    def ask() -> None:
        both.wait()
        opened.append(services.store)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened[0] is opened[1]
    services.close()
    assert_all_closed(tmp_path, "after both")


@pytest.mark.slow
@pytest.mark.qt_log_ignore("propagateSizeHints", "grabbing the keyboard", r"raise\(\)", extend=True)
def test_the_window_closes_what_every_screen_and_dialog_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = make_office(tmp_path)
    window = open_window(qtbot, office)
    for open_screen in SCREENS.values():
        open_screen(window, office.records)
        settle(qtbot)
    for name in DIALOGS:
        open_dialog(qtbot, monkeypatch, window, office, name).close()
        settle(qtbot)
    names = sorted(Path(one.partition(",")[0]).name for one in open_connections())
    assert names == ["records.db", "texts.db"], "all screens share the window's store and its library of laws"
    assert window.close()
    office.services.close()
    assert_all_closed(tmp_path, "after the window")


def test_the_program_closes_at_its_end_also_what_another_thread_was_opening(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tmp_path: Path
) -> None:
    monkeypatch.setattr(start, "make_application", lambda *_: qapp)
    monkeypatch.setattr(start.failures, "install", lambda _: None)

    closed = threading.Event()

    def open_late() -> None:  # as a search does, which looks through the lists too
        closed.wait()
        _ = services.store

    def work(window: MainWindow) -> None:
        QThreadPool.globalInstance().start(open_late)
        assert window.close()
        closed.set()

    class Worked(MainWindow):
        def start(self) -> None:
            super().start()
            QTimer.singleShot(0, lambda: work(self))

    monkeypatch.setattr(start, "MainWindow", Worked)
    services = build_services(tmp_path)
    services.settings = msgspec.structs.replace(services.settings, rule=RULE)
    # The program ends with its last window: one that another test left open would keep it for ever.
    assert not [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    start.run_window(services)
    QThreadPool.globalInstance().waitForDone()
    assert_all_closed(tmp_path, "after the program")


COMMANDS: list[Callable[[Path, str], list[str]]] = [
    lambda _out, _number: ["records", "list"],
    lambda _out, number: ["records", "show", number],
    lambda _out, number: ["records", "history", number],
    lambda out, number: ["records", "export", number, str(out / "一份.json")],
    lambda out, _number: ["records", "export", "--all", str(out / "全部.json")],
    lambda out, _number: ["records", "import", str(out / "全部.json")],
    lambda out, _number: ["records", "backup", str(out / "备份.db")],
    lambda out, _number: ["records", "restore", str(out / "备份.db")],
    lambda _out, _number: ["records", "restore"],
    lambda _out, _number: ["records", "show", "QD-1999-0001"],
    lambda _out, _number: ["search", "请示"],
]


def test_commands_leave_nothing_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = with_the_city(tmp_path / "data")
    with build_services(data) as services:
        basis = services.library.basis(RULE, WIZARD)
        number = services.store.create(basis, PLAIN_ANSWERS, {"title": "关于资金的请示"}, "王晓梅", desk=DESK).number
        for command in COMMANDS[:6]:  # beside the window
            assert main([*command(tmp_path, number), "--data-dir", str(data)]) == 0, capsys.readouterr().err
            assert len(open_connections()) == 1, "the window's own"
    for command in COMMANDS:
        arguments = command(tmp_path, number)
        main([*arguments, "--data-dir", str(data)])
        assert_all_closed(data, " ".join(arguments))


@pytest.mark.slow
def test_no_command_gives_python_a_reason_to_warn(tmp_path: Path) -> None:
    """With Python's own checks on, a file or connection left open is told at the end of the process."""
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "error", "main.py", *command(tmp_path, "QD-2026-0001")],
            env=os.environ | {"GOVDESK_DATA": str(tmp_path / "data")},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        told = ran.stderr.decode()
        assert "Warning" not in told and "Traceback" not in told, told
