"""存诊断包 from the window that tells of an unforeseen fault and from 设置; the log; 组成和许可."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import make_services, make_theme, on_dialog, press, show
from pytestqt.qtbot import QtBot

import govdesk
from govdesk.errors import UserError
from govdesk.fault_log import LOG
from govdesk.ui.actions.diagnosing import DiagnosisDialog
from govdesk.ui.actions.licences import LicencesDialog
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.settings.page import SettingsPage
from govdesk.ui.window.failures import keep_log
from govdesk.ui.window.main_window import MainWindow


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    target = tmp_path / "诊断包.zip"
    monkeypatch.setattr(Desk, "ask_path", lambda *_: target)
    return target


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = MainWindow(make_services(tmp_path / "data"), make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    return window


def test_an_unforeseen_fault_is_saved_from_its_own_window(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    asked: list[list[Dialog]] = []

    def answer(dialog: Dialog) -> None:
        asked.append(on_dialog(qtbot, lambda dialog: press(dialog, "存到…")))
        press(dialog, "存诊断包…")

    on_dialog(qtbot, answer)
    window.show_trouble(ZeroDivisionError("snow"))
    assert isinstance(asked[0][0], DiagnosisDialog)
    with zipfile.ZipFile(target) as bundle:
        assert "ZeroDivisionError: snow" in bundle.read("本次.txt").decode()
        assert not [name for name in bundle.namelist() if name.startswith("数据")]
    assert "诊断包已存" in window.status.left.full_text()


def test_what_the_user_can_mend_himself_offers_none(qtbot: QtBot, window: MainWindow) -> None:
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    window.show_trouble(UserError("磁盘满了"))
    assert [button.text() for button in seen[0].buttons] == ["知道了"]


def test_from_the_settings_with_lists_when_ticked(qtbot: QtBot, tmp_path: Path, target: Path) -> None:
    page = show(qtbot, SettingsPage(make_services(tmp_path / "data"), make_theme()))
    assert isinstance(page, SettingsPage)
    assert page.services.store.save_draft("xianyang-2013", "submit-request", {})

    def tick(dialog: Dialog) -> None:
        assert isinstance(dialog, DiagnosisDialog)
        dialog.with_lists.click()
        press(dialog, "存到…")

    on_dialog(qtbot, tick)
    page.diagnosis_button.click()
    assert "数据/records.db" in zipfile.ZipFile(target).namelist()


def test_the_settings_tell_version_and_licences(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, SettingsPage(make_services(tmp_path), make_theme()))
    assert isinstance(page, SettingsPage)
    page.activate()
    assert page.version.full_text().startswith(govdesk.__version__)
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    page.licences_button.click()
    dialog = seen[0]
    assert isinstance(dialog, LicencesDialog)
    assert "MIT License" in dialog.text.toPlainText()


@pytest.fixture
def own_log() -> Iterator[None]:
    ours = logging.getLogger("govdesk")
    before = list(ours.handlers)
    yield
    ours.handlers[:] = before


def test_faults_of_the_window_are_in_the_log(qtbot: QtBot, window: MainWindow, tmp_path: Path, own_log: None) -> None:
    keep_log(window.services.data_folder)
    on_dialog(qtbot, lambda dialog: dialog.reject())
    window.show_trouble(ZeroDivisionError("snow"))
    assert "ZeroDivisionError: snow" in (tmp_path / "data" / LOG).read_text(encoding="utf-8")
