"""A few lines of running text at a role's own line height, which a label cannot set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from govdesk.ui.kit.theme import Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.article import TextView


class Prose(Themed, TextView):
    """Paragraphs of (text, role, colour token), as high as they are; the words can be selected.

    `fitted` follows a new height: a layout that is not shown yet does not learn of it otherwise.
    """

    fitted = Signal()

    def __init__(self, theme: Theme, lines: Sequence[tuple[str, Role, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, tuple(lines)
        self.setAccessibleName("　".join(text for text, _, _ in lines))
        self.follow_theme()

    def fit_height(self) -> None:
        before = self.height()
        super().fit_height()
        if self.height() != before:
            self.fitted.emit()

    def apply_theme(self) -> None:
        """Take fonts, colours and line heights from the theme again."""
        self.clear()
        cursor = QTextCursor(self.document())
        for position, (text, role, token) in enumerate(self._lines):
            block = QTextBlockFormat()
            block.setLineHeight(self._theme.line_height(role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            words = QTextCharFormat()
            words.setFont(self._theme.font(role))
            words.setForeground(self._theme.color(token))
            if position:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(text, words)
