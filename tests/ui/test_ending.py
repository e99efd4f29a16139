"""The program is ended from outside within a moment of the last key: what was typed is on the disk."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from desk import RULE, make_record, make_services, make_theme
from ended import NOTE, UNIT
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.window.ending import Ending
from govdesk.ui.window.main_window import MainWindow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a session through Qt, without signals")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = make_services(tmp_path)
    services.settings = msgspec.structs.replace(services.settings, rule=RULE)
    services.save_settings()
    make_record(services, {"title": "关于供热的请示", "received": "2026-09-24"})
    services.open_again()
    return services


def end(folder: Path, where: str, by: signal.Signals) -> tuple[int, str]:
    """Start the program, let it type, end it; its status, and what it said."""
    here = Path(__file__).parent
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(here), str(here.parents[1])]),
    }
    with subprocess.Popen(
        [sys.executable, str(here / "ended.py"), str(folder), where],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        said = process.stdout.readline()
        process.send_signal(by)
        told = process.stderr.read()
    assert said == "typed\n", told
    return process.returncode, told


@pytest.mark.slow
@pytest.mark.parametrize("by", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_note_and_a_field_of_the_head(services: Services, by: str) -> None:
    began = dt.datetime.now(dt.UTC)
    status, told = end(services.data_folder, "checklist", signal.Signals[by])
    assert (status, "Traceback" in told) == (0, False), told
    record = services.store.load("QD-2026-0001")
    assert record.fields["unit"] == UNIT and record.fields["received"] == "2026-09-24"
    assert [mark.note for mark in record.marks.values() if mark.note] == [NOTE]
    assert any(backup.at >= began - dt.timedelta(seconds=1) for backup in services.store.backups())
    assert services.somebody_may_work_here() or services.enter_as_window()


@pytest.mark.slow
def test_a_note_in_the_margin_of_an_article(services: Services) -> None:
    status, told = end(services.data_folder, "reader", signal.SIGTERM)
    assert (status, "Traceback" in told) == (0, False), told
    assert [entry.note for entry in services.margins] == [NOTE]


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[MainWindow]:
    made = MainWindow(services, make_theme())
    qtbot.addWidget(made)
    made.show()
    made.start()
    yield made


def test_at_the_end_of_a_session_nothing_is_asked(
    qtbot: QtBot, window: MainWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for a date that cannot be, nor where the disk is full: a dialog would hold up the end, and then all is lost."""
    window.go("checklist", record="QD-2026-0001")
    page = window.page
    assert isinstance(page, ChecklistPage)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)]
    monkeypatch.setattr(Ending, "_listen", lambda self: None)
    ending = Ending(window)
    page.frame.fields.fields["received"].edit.setText("2026-02-30")
    page.frame.note.setPlainText(NOTE)
    ending.keep()
    assert NOTE in {mark.note for mark in services.store.load("QD-2026-0001").marks.values()}

    def full(*_: object) -> None:
        raise UserError("磁盘满了")

    monkeypatch.setattr(services.store, "set_note", full)
    page.frame.note.setPlainText("写不下的话")
    ending.keep()
    monkeypatch.undo()
    page.frame.fields.fields["received"].edit.setText("2026-09-24")
    assert before == [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)]
