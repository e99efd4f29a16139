"""Painting that several screens share, by the ways that leave the first frame without the enumerations of `Qt`.

To choose among the overloads of `setPen`, `setBrush` and `fillRect`, and to make a brush of a colour, PySide makes them
all at the first call (see `first_frame`). A palette gives brushes, and a widget's painter begins with a pen of its palette.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QWidget

#: Where `QPainter.drawText` puts a text, as numbers: Qt.AlignmentFlag.AlignCenter, and AlignVCenter at the left.
CENTRE, MIDDLE = 0x84, 0x80


def set_ink(painter: QPainter, color: QColor) -> None:
    """Give `painter` a pen of `color`, a pixel wide, for text; it keeps the one that it began with where that is so."""
    if painter.pen() != _pen(color):
        painter.setPen(color)


def give_ink(widget: QWidget, color: QColor) -> None:
    """Have painters of `widget` begin with a pen of `color`."""
    palette = widget.palette()
    palette.setColor(widget.foregroundRole(), color)
    widget.setPalette(palette)


def fill(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Fill `rect` with `color`; the painter's pen and brush stay as they are."""
    painter.setBackground(_brush(color))
    painter.eraseRect(rect)


def fill_rounded(painter: QPainter, rect: QRectF, radius: float, color: QColor) -> None:
    """Fill `rect`, its corners rounded, with `color`."""
    painter.fillPath(_rounded(rect, radius), _brush(color))


def outline(painter: QPainter, rect: QRectF, radius: float, color: QColor, width: int = 1) -> None:
    """Draw the outline of `rect`, its corners rounded, in `color`."""
    painter.strokePath(_rounded(rect, radius), _pen(color, width))


def _pen(color: QColor, width: int = 1) -> QPen:
    pen = QPen()
    pen.setColor(color)
    pen.setWidth(width)
    return pen


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _brush(color: QColor) -> QBrush:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, color)
    return palette.brush(QPalette.ColorRole.Window)
