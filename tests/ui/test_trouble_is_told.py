"""What does not work stands in the status bar of every page until it is mended; hostile data opens no file."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from desk import made_up_services, make_theme
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.ui.window.main_window import MainWindow


def make_window(qtbot: QtBot, folder: Path) -> MainWindow:
    window = MainWindow(made_up_services(folder), make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    return window


def test_a_backup_that_fails_stands_in_the_status_bar_until_one_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    window = make_window(qtbot, tmp_path)
    for page in ("checklists", "deadlines", "home"):
        window.go(page)
        assert "自动备份没有写成" in window.status.left.full_text(), page
    (tmp_path / "backups").unlink()
    window.services.store.save_draft("a", "b", {})
    window.services.back_up_work()
    window.go("checklists")
    assert "自动备份" not in window.status.left.full_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links as on Linux")
@pytest.mark.parametrize("name", ["nested", "a pipe", "a link to nowhere", "no UTF-8"])
def test_the_window_comes_up_whatever_lies_in_the_data_folder(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    pack = tmp_path / "rules" / (os.fsdecode("咸阳".encode("gbk")) if name == "no UTF-8" else "bad-2024")
    pack.mkdir(parents=True)
    (tmp_path / "calendars").mkdir()
    match name:
        case "nested":
            for path in (pack / "rule.md", tmp_path / "calendars" / "2027.toml", tmp_path / "notes.json"):
                path.write_text("+++\nx = " + "[" * 200_000)
        case "a pipe":
            for path in (pack / "rule.md", tmp_path / "calendars" / "2027.toml", tmp_path / "settings.json"):
                os.mkfifo(path)
        case "a link to nowhere":
            for path in (pack / "rule.md", pack / ".#rule.md", tmp_path / "calendars" / "2027.toml"):
                path.symlink_to("nowhere")
        case _:
            (pack / "rule.md").write_text("+++\n")
    services = made_up_services(tmp_path)
    from govdesk.wizards.packs import load_library

    services.library = load_library([*services.rule_folders[:1], tmp_path / "rules"])
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    for page in ("home", "checklists", "deadlines"):
        window.go(page)
        assert window.page is not None and window.page.isVisible(), page
    assert services.library.problems


def test_without_any_rule_the_pages_of_rules_say_so(qtbot: QtBot, tmp_path: Path) -> None:
    services = made_up_services(tmp_path)
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    services.library = msgspec.structs.replace(services.library, rules={}, wizards_by_rule={})
    window.start()
    for place in ("rules", "rule", "compare"):
        window.go(place)
        assert window.page is not None and window.page.property("trouble"), place
        assert "规则库里没有规则" in " ".join(label.text() for label in window.page.findChildren(QLabel))
