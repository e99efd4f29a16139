"""Painting that several screens share."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter


def fill(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Fill `rect` with `color`; leaves the painter without a pen and with `color` for its brush.

    For what is painted at start, instead of `QPainter.fillRect`: to choose among that one's overloads PySide builds the
    enumeration of all preset gradients, 180 members, at the first call.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(rect)
