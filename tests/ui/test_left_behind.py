"""No test finds what another has left behind."""

from __future__ import annotations

from desk import let_go_of_keys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def test_no_key_is_held_when_the_next_test_begins(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTest.keySequence(window, "Ctrl+Z")
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    let_go_of_keys()
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
