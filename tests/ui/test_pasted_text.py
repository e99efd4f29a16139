"""Text pasted from Word, web pages and PDF files, in the fields of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import make_record, make_services, make_theme, reopened, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.finding import Find
from govdesk.ui.kit.widgets import LineEdit
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.sheet.searchable import SearchText

TITLE = "关于申请拨付老旧小区改造补助资金的请示"
PASTED = "关于申请拨付老旧小区改造\r\n\t补助资⾦的请示"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path)


def test_a_line_holds_one_line_however_it_gets_there(qtbot: QtBot) -> None:
    field = LineEdit(make_theme(), name="事项名称")
    qtbot.addWidget(field)
    QApplication.clipboard().setText(PASTED)
    field.setText("（）")
    field.setCursorPosition(1)
    field.paste()
    assert field.text() == f"（{TITLE}）"
    assert field.cursorPosition() == len(TITLE) + 1
    qtbot.keyClicks(field, "a b ")
    assert field.text() == f"（{TITLE}a b ）"
    field.undo()
    field.clear()
    qtbot.keyClicks(field, " a")
    assert field.text() == " a", "a blank at the beginning may be on its way to more"


def test_a_field_that_is_left_shows_its_beginning(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"title": "请示", "received": "2026-09-24"})
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    fields = page.frame.fields.fields
    number = fields["doc_number"].edit
    for leave in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        number.setFocus(Qt.FocusReason.TabFocusReason)
        number.setText("咸建字〔2026〕第八十七号，附件三份")
        number.end(False)
        qtbot.keyClick(number, leave)
        assert not number.hasFocus() and number.cursorPosition() == 0


def test_a_title_in_two_lines_is_one_and_can_be_found(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"title": "请示", "received": "2026-09-24"})
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    field = page.frame.fields.fields["title"].edit
    QApplication.clipboard().setText(PASTED)
    field.selectAll()
    field.paste()
    page.frame.fields.flush()
    stored = reopened(services)
    assert stored.load(record.number).fields["title"] == TITLE
    assert stored.facets(Find(text=TITLE)).count() == 1
    assert stored.facets(Find(text="补助资⾦")).count() == 1
    assert TITLE in page.title


def test_a_note_keeps_its_lines_and_is_stored_once(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    note = page.frame.note
    QApplication.clipboard().setText("张科⻓\r\n0910-1234\x07")
    note.paste()
    note.flush()
    assert not note.unsaved()
    assert [mark.note for mark in reopened(services).load(record.number).marks.values()] == ["张科长\n0910-1234"]


def test_find_in_the_page_takes_a_radical_for_its_character() -> None:
    text = SearchText()
    text.add("由市长办公会议讨论", 0)
    assert text.find("市⻓办公会议") and text.find("市长办公会议")


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)
def test_a_tip_is_never_read_as_html(qtbot: QtBot) -> None:
    theme = make_theme()
    field = LineEdit(theme, name="事项名称")
    qtbot.addWidget(field)
    field.setStyleSheet(theme.qss())
    field.show()
    QToolTip.showText(QPoint(1, 1), "<b>重要</b><img src='x'>", field)
    tip = next(widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel"))
    assert isinstance(tip, QLabel) and tip.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()
