"""The seal and the program's name at the left of the top bar. The seal is painted, not an image."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.painting import CENTRE, MIDDLE, fill_rounded, give_ink, set_ink
from govdesk.ui.kit.theme import RADIUS_CHIP, Theme
from govdesk.ui.kit.themed import Themed

NAME = "政务案头"
_SEAL = 28
_GAP = 10


class Brand(Themed, QWidget):
    """Seal 28 px, and 政务案头 beside it while there is room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, True
        self._seal = _Seal(theme, self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(NAME)
        self.follow_theme()

    def set_words(self, words: bool) -> None:
        """Show or drop the name beside the seal."""
        self._words = words
        self.updateGeometry()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        self.setFont(self._theme.font("section"))
        self._seal.resize(self._theme.px(_SEAL), self._theme.px(_SEAL))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        seal = self._theme.px(_SEAL)
        words = self._theme.px(_GAP) + self.fontMetrics().horizontalAdvance(NAME) if self._words else 0
        return QSize(seal + words, seal)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._words:
            painter.setFont(self.font())
            set_ink(painter, self._theme.color("ink"))
            painter.drawText(self.rect().adjusted(self._theme.px(_SEAL + _GAP), 0, 0, 0), MIDDLE, NAME)


class _Seal(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        give_ink(self, theme.color("onVer"))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_seal(QPainter(self), QRectF(self.rect()), self._theme)


def paint_seal(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A vermilion square with 案 in white, filling `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_rounded(painter, rect, RADIUS_CHIP, theme.color("verFill"))
    font = theme.font("section")
    if font.pixelSize() > rect.height() * 0.8:  # the task bar's small sizes
        font.setPixelSize(max(1, round(rect.height() * 0.8)))
    painter.setFont(font)
    set_ink(painter, theme.color("onVer"))
    painter.drawText(rect, CENTRE, "案")
