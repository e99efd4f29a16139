"""Suggestions in the window itself: they come while one types, and lead to where they say."""

from __future__ import annotations

from pathlib import Path

from desk import made_up_services, make_theme, type_chinese
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow


def test_the_first_word_brings_errands_and_enter_opens_the_chosen_one(qtbot: QtBot, tmp_path: Path) -> None:
    services = made_up_services(tmp_path)
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.start()
    window.activateWindow()
    box = window.top_bar.search
    box.setFocus()
    type_chinese(box, "请示")
    qtbot.waitUntil(lambda: window.box_search.suggestions is not None and window.box_search.suggestions.isVisible())
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert isinstance(window.page, WizardPage)
    assert window.page.title == "向市政府报送请示"
