"""The window says which packs it could not use, where something is missing, and every fault on demand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import MADE_UP, RULE, made_up_services, make_theme, on_dialog, press
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from govdesk.app import USER_RULES, Services
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.pack_faults import FaultsDialog


def make_window(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    return window


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """A data folder with a pack of its own: its notes are no TOML, and two wizards quote what is not there."""
    pack = tmp_path / USER_RULES / "test-2020"
    shutil.copytree(MADE_UP / RULE, pack)
    rule = pack / "rule.md"
    rule.write_text(rule.read_text("utf-8").replace(f'"{RULE}"', '"test-2020"', 1), "utf-8")
    (pack / "notes.toml").write_text("没有写完 = [", "utf-8")
    for wizard in sorted((pack / "wizards").glob("*.toml"))[:2]:
        wizard.write_text(wizard.read_text("utf-8").replace('quote = "', 'quote = "不是原文', 1), "utf-8")
    services = made_up_services(tmp_path)
    del services.library  # the shared one knows the made-up pack only
    monkeypatch.setattr(Services, "rule_folders", property(lambda _: [MADE_UP, tmp_path / USER_RULES]))
    return services


def test_the_strip_says_which_pack_and_how_many_faults(qtbot: QtBot, broken: Services) -> None:
    window = make_window(qtbot, broken)
    faults = window.pack_faults
    assert faults is not None
    text = faults.strip.text.text()
    count = len(broken.library.problems)
    assert count > 2
    assert f"规则包“test-2020”有 {count} 处问题，没有载入" in text and "其余照常可用" in text
    assert faults.strip.isVisible()
    assert not any(link.hasFocus() for link in faults.strip.links), "the first key belongs to the page"
    window.go("deadlines")
    assert not faults.strip.isVisible(), "nothing is missing there"
    window.go("rules", rule=RULE)
    assert faults.strip.isVisible()
    faults.strip.links[1].click()
    window.go("home")
    assert not faults.strip.isVisible()


def test_every_fault_is_shown_with_its_place_and_can_be_copied(qtbot: QtBot, broken: Services) -> None:
    window = make_window(qtbot, broken)
    assert window.pack_faults is not None
    pressed: list[str] = []

    def act(dialog: Dialog) -> None:
        assert isinstance(dialog, FaultsDialog)
        shown = dialog.list.toPlainText()
        assert all(str(problem) in shown for problem in broken.library.problems)
        pressed.append(shown)
        on_dialog(qtbot, lambda again: press(again, "关闭"))
        press(dialog, "复制全部")

    on_dialog(qtbot, act)
    window.pack_faults.strip.links[0].click()
    assert [QGuiApplication.clipboard().text()] == pressed


def test_sound_packs_are_not_spoken_of(qtbot: QtBot, tmp_path: Path) -> None:
    assert make_window(qtbot, made_up_services(tmp_path)).pack_faults is None
