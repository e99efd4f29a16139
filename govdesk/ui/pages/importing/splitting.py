"""Where a line is to be cut in two: the caret says it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, Label

_ENDS = "。；：;:！？"


class SplitDialog(Dialog):
    """The line to read, with a caret; `place` is how many characters stay in the first part."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "从哪里拆开？", parent)
        self.widen(640)
        self.add_text("把光标移到后一行开头的地方（点一下，或用方向键）。文字不会改动。")
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setCursorWidth(2)
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.font("snippet"))
        self.text.setAccessibleName("要拆开的一行")
        self.text.setMinimumHeight(self.room(160))
        self.body.addWidget(self.text, 1)
        self.parts = Label(theme, "", "secondary", "ink2", wrap=True)
        self.body.addWidget(self.parts)
        self.add_button("取消")
        self.add_button("拆开", primary=True)
        self.text.cursorPositionChanged.connect(self._show_parts)
        first = next((at + 1 for at, char in enumerate(text[:-1]) if char in _ENDS), len(text) // 2)
        cursor = self.text.textCursor()
        cursor.setPosition(first, QTextCursor.MoveMode.MoveAnchor)
        self.text.setTextCursor(cursor)
        self._show_parts()
        self.text.setFocus()

    @property
    def place(self) -> int:
        return self.text.textCursor().position()

    def _show_parts(self) -> None:
        text = self.text.toPlainText()
        head, tail = text[: self.place], text[self.place :]
        self.buttons[1].setEnabled(bool(head.strip() and tail.strip()))
        self.parts.setText(f"前一行到“……{head[-14:]}”，后一行从“{tail[:14]}……”起")


def ask_where(theme: Theme, text: str, parent: QWidget) -> int:
    """How many characters of `text` stay in its first part; 0 where it is to stay whole."""
    dialog = SplitDialog(theme, text, parent)
    return dialog.place if dialog.exec() == 1 else 0
