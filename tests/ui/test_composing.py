"""Chinese input in every field of every screen and dialog: composing shows, commits, and Enter does nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from screens import DIALOGS, SCREENS, Office, in_sight, make_office, open_dialog, open_window, settle

from govdesk.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

Field = QLineEdit | QPlainTextEdit | QTextEdit


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    return open_window(qtbot, office)


def fields(root: QWidget) -> list[Field]:
    """Everything that words can be typed into; a number of copies is none."""
    return [
        widget
        for widget in in_sight(root)
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isEnabled() and not widget.isReadOnly()
        if not isinstance(widget.parent(), QAbstractSpinBox)
    ]


def read(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def write(field: Field, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)


def compose(field: Field, letters: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def commit(field: Field, words: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def windows() -> int:
    return sum(widget.isVisible() for widget in QApplication.topLevelWidgets())


def try_field(field: Field) -> None:
    """Compose, press Enter and Esc meanwhile, commit; the field is left as it was found."""
    before = read(field)
    write(field, "")
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    assert QApplication.focusWidget() is field
    root, open_windows = field.window(), windows()
    entered: list[bool] = []
    if isinstance(field, QLineEdit):
        field.returnPressed.connect(lambda: entered.append(True))
    hint = field.placeholderText()
    compose(field, "qing'shi")
    if isinstance(field, QPlainTextEdit):
        assert field.placeholderText() == "", "Qt would draw it under the word"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        QTest.keyClick(field, key)
        QApplication.processEvents()
    assert read(field) == "", "letters of a word being composed are not its words"
    assert entered == []
    assert QApplication.focusWidget() is field
    assert root.isVisible()
    assert windows() == open_windows
    commit(field, "请示")
    assert (read(field), field.placeholderText()) == ("请示", hint)
    write(field, before)


@pytest.mark.parametrize("name", SCREENS)
def test_composing_in_every_field_of_a_screen(qtbot: QtBot, window: MainWindow, office: Office, name: str) -> None:
    SCREENS[name](window, office.records)
    settle(qtbot)
    here = (window.stack.current, window.stack.target)
    found = fields(window)
    assert window.top_bar.search in found or window.top_bar.asking
    for field in found:
        try_field(field)
        assert (window.stack.current, window.stack.target) == here


@pytest.mark.parametrize("name", DIALOGS)
def test_composing_in_every_field_of_a_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, office: Office, name: str
) -> None:
    dialog = open_dialog(qtbot, monkeypatch, window, office, name)
    for field in fields(dialog):
        try_field(field)
    assert dialog.isVisible()
    dialog.close()


def test_enter_after_the_word_is_committed_is_an_enter_again(qtbot: QtBot, window: MainWindow) -> None:
    search = window.top_bar.search
    search.setFocus()
    compose(search, "hui")
    commit(search, "会签")
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle(qtbot)
    assert (window.stack.current, window.stack.target) == ("search", {"text": "会签"})
