"""Old and new words side by side: what only one side has is marked by colour and by its line, solid or dashed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.drafting.model import Difference
from govdesk.present.adopting import QuotePair, what_differs
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.article import TextView
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import Label

NOTHING = "（没有）"


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


def legend(theme: Theme) -> QWidget:
    """仅原来有 and 仅这里有, as they are marked."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(SPACE_M))
    for words, old in (("仅原来有", True), ("仅这里有", False)):
        text = MarkedText(theme, words, [(0, len(words))], old=old, law=False)
        text.setFixedWidth(theme.px(64))
        row.addWidget(text)
    return box


class DifferenceRow(QWidget):
    """数字　10个工作日 → 7个工作日."""

    def __init__(self, theme: Theme, change: Difference) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        row.setSpacing(theme.px(SPACE_M))
        what = Label(theme, what_differs(change), "secondary", "ink2")
        what.setFixedWidth(theme.px(44))
        row.addWidget(what)
        for words, old in ((change.old, True), (change.new, False)):
            shown = words or NOTHING
            row.addWidget(MarkedText(theme, shown, [(0, len(shown))] if words else [], old=old, law=False), 1)
            if old:
                row.addWidget(IconLabel(theme, "arrow-right", "ink3", 14))
        self.setAccessibleName(f"{what_differs(change)}：原来{change.old or NOTHING}，这里{change.new or NOTHING}")


class PairRow(QWidget):
    """Both quotes, each under its place."""

    def __init__(self, theme: Theme, pair: QuotePair) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(SPACE_L))
        sides = ((pair.old_place, pair.old, pair.old_spans, True), (pair.new_place, pair.new, pair.new_spans, False))
        for place, words, spans, old in sides:
            column = QVBoxLayout()
            column.setSpacing(theme.px(2))
            column.addWidget(Label(theme, place, "smallest", "ink3", wrap=True))
            column.addWidget(MarkedText(theme, words, spans, old=old, law=True))
            column.addStretch(1)
            row.addLayout(column, 1)
