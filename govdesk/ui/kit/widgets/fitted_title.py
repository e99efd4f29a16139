"""A title that comes first: on one line where there is room, else smaller, else on two lines; only then it ends in …."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from govdesk.ui.kit.theme import Role, Theme
from govdesk.ui.kit.widgets.labels import ElidedLabel, plain_tip

_SMALLER: Role = "group"
_LEAST = 6  # characters that stay in sight whatever stands beside it


class FittedTitle(ElidedLabel):
    """In the font of `role`; the full text is its tooltip where it ends in …."""

    def __init__(self, theme: Theme, role: Role = "head") -> None:
        super().__init__(theme, "", role)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self._large()).horizontalAdvance(self.full_text()) + 2  # for a layout's rounding
        return QSize(wide, self._theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        words = self.full_text()[:_LEAST]
        return QSize(QFontMetrics(self._small()).horizontalAdvance(words + "…"), self._theme.line_height(self._role))

    def _large(self) -> QFont:
        return self._theme.font(self._role)

    def _small(self) -> QFont:
        return self._theme.font(_SMALLER)

    def _elide(self) -> None:
        text, room = self.full_text(), self.contentsRect().width()
        fits = QFontMetrics(self._large()).horizontalAdvance(text) <= room
        font = self._large() if fits else self._small()
        lines = [text] if fits else two_lines(text, QFontMetrics(font), room)
        self.setFont(font)
        height = self._theme.line_height(self._role if fits else _SMALLER) * len(lines)
        self.setMinimumHeight(max(height, self._theme.line_height(self._role)))
        shown = "\n".join(lines)
        if shown != self.text():
            super(ElidedLabel, self).setText(shown)
        self.setToolTip("" if "".join(lines) == text else plain_tip(text))


def two_lines(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    """`text` on one line or two, the second ending in … where there is more; no line begins with 、 or the like."""
    if metrics.horizontalAdvance(text) <= room:
        return [text]
    end = len(text)
    while end > 1 and metrics.horizontalAdvance(text[:end]) > room:
        end -= 1
    while end > 1 and text[end] in "、，。；：）》”】":
        end -= 1
    return [text[:end], metrics.elidedText(text[end:], Qt.TextElideMode.ElideRight, room)]
