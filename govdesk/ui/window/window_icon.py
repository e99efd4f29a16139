"""The seal as the icon of windows and task bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from govdesk.ui.kit.theme import Theme
from govdesk.ui.window.brand import paint_seal


def window_icon(theme: Theme) -> QIcon:
    """The seal as the icon of windows and task bar."""
    icon = QIcon()
    for side in (16, 32, 64):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_seal(painter, QRectF(0, 0, side, side), theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
