"""Old and new words side by side: what only one side has is marked by colour and by its line, solid or dashed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.article import TextView
from govdesk.ui.kit.widgets.labels import Label

NOTHING = "（没有）"
#: Its place, the words, and the stretches of them that only this side has.
Quoted = tuple[str, str, Sequence[tuple[int, int]]]


class MarkedText(Themed, TextView):
    """Words with stretches marked: `old` ones vermilion over a solid line, new ones blue over a dashed one."""

    def __init__(self, theme: Theme, words: str, spans: Sequence[tuple[int, int]], *, old: bool, law: bool) -> None:
        super().__init__()
        self._theme, self._law = theme, law
        self._words, self._spans, self._old = words, spans, old
        self.setAccessibleName(words)
        policy = QSizePolicy.Policy.Expanding if law else QSizePolicy.Policy.Ignored
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Write the words again."""
        theme = self._theme
        role: Role = "snippet" if self._law else "ui"
        plain = QTextCharFormat()
        plain.setFont(theme.font(role))
        plain.setForeground(theme.color("ink"))
        marked = QTextCharFormat(plain)
        marked.setBackground(theme.color("verT" if self._old else "actT"))
        style = QTextCharFormat.UnderlineStyle
        marked.setUnderlineStyle(style.SingleUnderline if self._old else style.DashUnderline)
        marked.setUnderlineColor(theme.color("ver" if self._old else "act"))
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(theme.line_height(role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(block)
        at = 0
        for start, end in self._spans:
            cursor.insertText(self._words[at:start], plain)
            cursor.insertText(self._words[start:end], marked)
            at = end
        cursor.insertText(self._words[at:], plain)
        self.fit_height()


def legend(theme: Theme, old: str = "仅原来有", new: str = "仅这里有") -> QWidget:
    """What only one side has, as it is marked."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(SPACE_M))
    for words, is_old in ((old, True), (new, False)):
        text = MarkedText(theme, words, [(0, len(words))], old=is_old, law=False)
        text.setFixedWidth(theme.px(64))
        row.addWidget(text)
    return box


class PairRow(QWidget):
    """Both quotes, each under its place; words that are "" stand as （没有）."""

    def __init__(self, theme: Theme, old: Quoted, new: Quoted) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(SPACE_L))
        for (place, words, spans), is_old in ((old, True), (new, False)):
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            column.addWidget(Label(theme, place, "smallest", "ink3", wrap=True))
            column.addWidget(MarkedText(theme, words or NOTHING, spans, old=is_old, law=True))
            column.addStretch(1)
            row.addLayout(column, 1)
