"""One window on a data folder: who else works there is said, a second start finds the first window, nothing is lost at the end."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from desk import made_up_services, make_record, make_theme, on_dialog, press, reopened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.paths import UnwritableFolder
from govdesk.records.desk import Desk, Program, ask_to_open, ask_to_show
from govdesk.records.model import ItemState
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.records.importing import ImportDialog
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.presence import Presence


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


def opened(qtbot: QtBot, services: Services) -> tuple[MainWindow, Presence]:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    presence = window.take_place()
    window.show()
    window.start()
    qtbot.waitUntil(lambda: presence.began)
    return window, presence


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_brings_the_first_window_up(qtbot: QtBot, services: Services) -> None:
    window, presence = opened(qtbot, services)
    assert presence.strip is None
    window.showMinimized()
    asked: list[bool] = []
    second = threading.Thread(target=lambda: asked.append(ask_to_show(services.data_folder, seconds=60)))
    second.start()
    qtbot.waitUntil(lambda: not second.is_alive())
    assert asked == [True]
    assert not window.isMinimized()
    services.close()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
@pytest.mark.parametrize("twice", [False, True])
def test_enter_begins_the_first_errand_however_late_the_window_comes_to_the_front(
    qtbot: QtBot, services: Services, twice: bool
) -> None:
    """Also when two starts came together, and the second one asks for the window while its first page comes up."""
    asked: list[bool] = []
    second = threading.Thread(target=lambda: asked.append(ask_to_show(services.data_folder, seconds=60)))
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    presence = window.take_place()
    if twice:
        assert services.enter_as_window()
        second.start()
    window.show()
    window.start()
    first = window.focusWidget()
    assert isinstance(first, ProcedureCell)
    assert first.isVisible(), "Qt gives the focus to what is visible when the window comes to the front"
    if twice:
        qtbot.waitUntil(lambda: presence.began and not second.is_alive())
        assert asked == [True]
    else:
        window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert window.stack.current == "wizard"


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_file_that_was_double_clicked_is_looked_at_before_it_comes_in(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made_up_services(tmp_path / "other")
    make_record(other)
    file = tmp_path / "带来的.govdesk.json"
    other.export_records(file)
    other.close()
    window, _ = opened(qtbot, services)
    asked: list[list[object]] = []

    def refuse(dialog: ImportDialog) -> int:
        asked.append([dialog.windowTitle()])
        return 0

    monkeypatch.setattr(ImportDialog, "exec", refuse)
    ask_to_open(services.data_folder, file)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert window.stack.current == "checklists"
    assert sum(services.store.counts().values()) == 0
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: 1)
    ask_to_open(services.data_folder, file)
    qtbot.waitUntil(lambda: sum(services.store.counts().values()) == 1)
    window.close()
    services.close()


@pytest.mark.qt_log_ignore("does not support (raise|propagateSizeHints)", extend=True)
def test_of_files_that_are_double_clicked_one_after_the_other_one_is_asked_about_at_a_time(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """Whoever clicks again because nothing seems to happen sees one dialog; another file waits for its end."""
    other = made_up_services(tmp_path / "other")
    make_record(other)
    first, second = tmp_path / "甲.govdesk.json", tmp_path / "乙.govdesk.json"
    for file in (first, second):
        other.export_records(file)
    other.close()
    window, presence = opened(qtbot, services)
    asked: list[str] = []

    def standing() -> list[ImportDialog]:
        return [one for one in window.findChildren(ImportDialog) if one.isVisible()]

    def told(dialog: Dialog) -> str:
        return next(name for name in ("甲", "乙") if any(name in label.text() for label in dialog.findChildren(QLabel)))

    def again(dialog: Dialog) -> None:
        asked.append(told(dialog))
        for file in (first, second):
            ask_to_open(services.data_folder, file)
            presence._on_change()
            assert len(standing()) == 1
        on_dialog(qtbot, end)
        press(dialog, "取消")

    def end(dialog: Dialog) -> None:
        asked.append(told(dialog))
        press(dialog, "取消")

    on_dialog(qtbot, again)
    ask_to_open(services.data_folder, first)
    qtbot.waitUntil(lambda: len(asked) == 2 and not standing())
    assert asked == ["甲", "乙"]
    window.close()
    services.close()


def test_where_somebody_else_works_the_window_only_reads_and_says_who(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make_record(services).number
    services.open_again()
    monkeypatch.setattr("govdesk.records.desk.this_machine", lambda: "another machine")
    other = Desk(services.data_folder, Program.WINDOW)
    assert other.enter()
    monkeypatch.undo()

    window, presence = opened(qtbot, services)
    assert presence.strip is not None
    assert "打开着，这里只能看" in presence.strip.text.text()
    assert services.store.read_only_because
    assert services.store.load(number).marks == {}
    window.go("checklist", record=number)
    assert window.status.left.full_text() == "这里只能看，改不了"
    window.go("home")

    other.leave()
    presence.strip.links[0].click()
    assert presence.strip is None
    services.store.set_state(number, "one-matter", ItemState.DONE, "王晓梅")
    assert window.stack.current == "home"
    services.close()


def test_a_folder_that_cannot_be_written_to_is_told_with_ways_out(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make_record(services).number
    services.open_again()

    def denied(folder: Path, **_: object) -> Path:
        raise UnwritableFolder(f"数据文件夹“{folder}”写不进去")

    monkeypatch.setattr("govdesk.paths.ensure_writable", denied)
    monkeypatch.setattr("govdesk.records.place.ensure_writable", denied)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "先只看"))
    _, presence = opened(qtbot, services)
    qtbot.waitUntil(lambda: bool(seen))
    assert [button.text() for button in seen[0].buttons] == ["打开文件夹", "先只看", "再试一次"]
    assert presence.strip is not None and "写不进去，现在只能看" in presence.strip.text.text()
    assert services.store.load(number).number == number  # it can be read

    monkeypatch.undo()
    presence.strip.links[0].click()
    assert presence.strip is None
    services.store.set_state(number, "one-matter", ItemState.DONE, "王晓梅")
    services.close()


def test_a_full_disk_is_told_and_the_lists_can_be_read(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make_record(services).number
    services.open_again()
    monkeypatch.setattr("govdesk.paths.has_no_room", lambda folder: True)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "先只看"))
    _, presence = opened(qtbot, services)
    qtbot.waitUntil(lambda: bool(seen))
    assert any("腾出一些空间" in label.text() for label in seen[0].findChildren(QLabel))
    assert presence.strip is not None and "磁盘满了，现在只能看" in presence.strip.text.text()
    assert services.store.load(number).number == number

    monkeypatch.undo()
    presence.strip.links[0].click()
    assert presence.strip is None
    services.store.set_state(number, "one-matter", ItemState.DONE, "王晓梅")
    services.close()


def test_the_end_of_the_program_backs_up_the_day(services: Services) -> None:
    record = make_record(services)
    services.back_up_work()
    services.close()
    newest = max((services.data_folder / "backups").iterdir())
    with reopened(services) as store:
        assert store.load(record.number)
    kept = services.data_folder / "elsewhere"
    kept.mkdir()
    (kept / "records.db").write_bytes(newest.read_bytes())
    with made_up_services(kept).store as copy:
        assert copy.load(record.number).number == record.number
