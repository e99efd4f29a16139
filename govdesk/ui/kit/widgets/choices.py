"""Tick boxes and radio buttons, painted like those of a checklist line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from govdesk.ui.kit.theme import MIN_TARGET, RADIUS_CHIP, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.marks import paint_check

_RING = 4  # pixels before the sign, for the ring of the focus


class CheckBox(Themed, QCheckBox):
    """A tick box with a text."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        self.setFont(self._theme.font("ui"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _size(self, self._theme)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check(painter, _indicator(self, self._theme), "done" if self.isChecked() else "open", self._theme)
        _paint_text(painter, self, self._theme)


class RadioButton(Themed, QRadioButton):
    """One of several choices, with a text."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        self.setFont(self._theme.font("ui"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _size(self, self._theme)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(_indicator(self, self._theme)).adjusted(2, 2, -2, -2)
        width = ring.width() / 3 if self.isChecked() else 2.0
        painter.setPen(QPen(self._theme.color("actFill" if self.isChecked() else "line2"), width))
        painter.setBrush(self._theme.color("ctl"))
        painter.drawEllipse(ring.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        _paint_text(painter, self, self._theme)


def _size(button: QAbstractButton, theme: Theme) -> QSize:
    width = _RING + theme.px(20 + SPACE_S) + button.fontMetrics().horizontalAdvance(button.text()) + theme.px(SPACE_S)
    return QSize(width, theme.px(MIN_TARGET))


def _indicator(button: QAbstractButton, theme: Theme) -> QRect:
    side = theme.px(20)
    return QRect(_RING, (button.height() - side) // 2, side, side)


def _paint_text(painter: QPainter, button: QAbstractButton, theme: Theme) -> None:
    at = button.rect().adjusted(_RING + theme.px(20 + SPACE_S), 0, 0, 0)
    painter.setPen(theme.color("ink" if button.isEnabled() else "ink3"))
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, button.text())
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("act"), 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at.setWidth(min(at.width(), painter.fontMetrics().horizontalAdvance(button.text()) + 6))
        # Around the sign and its words: around the words alone, or as wide as the row, it looks like a field to type in.
        painter.drawRoundedRect(QRect(1, at.top() + 1, at.right() - 2, at.height() - 2), RADIUS_CHIP, RADIUS_CHIP)
