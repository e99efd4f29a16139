"""A glyph of the icon font as a QIcon, for Qt's own widgets. Our own are painted with `draw_icon`.

A module of its own: most starts need no QIcon, and its classes bring hundreds of enumeration members with them.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from govdesk.ui.kit.icons import draw_icon


class _GlyphEngine(QIconEngine):
    """Draws a glyph at whatever size and device pixel ratio is asked for."""

    def __init__(self, name: str, color: QColor, disabled: QColor) -> None:
        super().__init__()
        self._name, self._color, self._disabled = name, color, disabled

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._color, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_icon(painter, rect, self._name, self._disabled if mode == QIcon.Mode.Disabled else self._color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def make_icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """An icon for Qt's own widgets; `disabled` is the colour of its disabled state. See `Theme.icon`."""
    return QIcon(_GlyphEngine(name, color, disabled or color))
