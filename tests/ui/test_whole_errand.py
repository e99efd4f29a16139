"""The whole way once: from the first start to the printed sheet, the program closed and opened between."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from desk import DESK, RULE, build_services, make_theme, shipped_and_made_up, type_chinese
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from govdesk.records.model import ItemState
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.first_start import DeskStart, FirstStart
from govdesk.ui.window.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2026, 9, 24)
TICKED = "one-matter"


def start(qtbot: QtBot, folder: Path) -> MainWindow:
    """The program started on `folder`, its window in front."""
    services = build_services(folder, TODAY)
    services.library = shipped_and_made_up()
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is not None)
    return window


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key goes to whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None, "the keyboard leads nowhere"
    qtbot.keyClick(focused, key, modifier)


def quit_program(window: MainWindow) -> None:
    """Close the window and let go of the records, as the end of the process does."""
    assert window.close()
    window.services.store.close()


def choose_city(qtbot: QtBot, window: MainWindow) -> None:
    first = window.stack.currentWidget()
    assert isinstance(first, FirstStart)
    qtbot.waitUntil(first.buttons[RULE].hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    asked = window.stack.currentWidget()
    assert isinstance(asked, DeskStart)
    qtbot.waitUntil(asked.buttons[DESK].hasFocus)
    press(qtbot, Qt.Key.Key_1)
    assert isinstance(window.page, HomePage)


def find_article(qtbot: QtBot, window: MainWindow, typed: str) -> ReaderPage:
    """Ctrl+K, the words, Enter."""
    press(qtbot, Qt.Key.Key_K, CTRL)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    type_chinese(box, typed)
    press(qtbot, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, ReaderPage)
    return page


def make_list(qtbot: QtBot, window: MainWindow) -> ChecklistPage:
    """Enter on the first cell of the home page, then the first answer to every question."""
    press(qtbot, Qt.Key.Key_1, CTRL)
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(window.page, WizardPage)
    for _ in range(20):
        if not isinstance(window.page, WizardPage):
            break
        press(qtbot, Qt.Key.Key_1)
        press(qtbot, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, ChecklistPage)
    return page


def test_from_the_rule_to_the_printed_list(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    window = start(qtbot, folder)
    choose_city(qtbot, window)
    reader = find_article(qtbot, window, "第一条")
    assert "应当一文一事" in reader.sheet.toPlainText()

    page = make_list(qtbot, window)
    number = page.editor.record.number
    page.frame.fields.focus_field("title")
    type_chinese(page.frame.fields.fields["title"].edit, "关于老旧小区改造资金的请示")
    page.frame.fields.focus_field("received")
    type_chinese(page.frame.fields.fields["received"].edit, "2026-09-24")
    press(qtbot, Qt.Key.Key_Return)
    page.view.setFocus()
    page.view.select(page.model.item_index(TICKED))
    press(qtbot, Qt.Key.Key_Space)
    quit_program(window)

    again = start(qtbot, folder)
    assert isinstance(again.page, HomePage), "the city is asked for once"
    again.go("checklist", record=number)
    page = again.page
    assert isinstance(page, ChecklistPage)
    assert page.editor.record.mark(TICKED).state is ItemState.DONE
    assert page.editor.record.title == "关于老旧小区改造资金的请示"
    sheet = tmp_path / "清单.pdf"
    monkeypatch.setattr(page.outlet.desk, "ask_path", lambda parent, suggested: sheet)
    press(qtbot, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(sheet.exists)
    text = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(sheet))
    printed = "".join(text.split())
    for expected in (
        "关于老旧小区改造资金的请示",
        number,
        "2026年9月24日（周四）",
        "《云川市人民政府工作规则（测试用）》",
    ):
        assert expected in printed
    assert again.rule_id == RULE
    quit_program(again)
