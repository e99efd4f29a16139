"""The seal and the program's name at the left of the top bar. The seal is painted, not an image."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

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
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        seal = self._theme.px(_SEAL)
        words = self._theme.px(_GAP) + self.fontMetrics().horizontalAdvance(NAME) if self._words else 0
        return QSize(seal + words, seal)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        seal = QRectF(0, 0, self._theme.px(_SEAL), self._theme.px(_SEAL))
        paint_seal(painter, seal, self._theme)
        if self._words:
            painter.setFont(self.font())
            painter.setPen(self._theme.color("ink"))
            painter.drawText(
                self.rect().adjusted(self._theme.px(_SEAL + _GAP), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, NAME
            )


def paint_seal(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A vermilion square with 案 in white, filling `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("verFill"))
    painter.drawRoundedRect(rect, RADIUS_CHIP, RADIUS_CHIP)
    font = theme.font("section")
    if font.pixelSize() > rect.height() * 0.8:  # the task bar's small sizes
        font.setPixelSize(max(1, round(rect.height() * 0.8)))
    painter.setFont(font)
    painter.setPen(theme.color("onVer"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "案")
