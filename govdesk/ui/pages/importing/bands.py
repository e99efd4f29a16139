"""The bands between source and structure: each piece in sight joined with its row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from govdesk.ui.kit.painting import fill
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.importing.source_view import SourceView
from govdesk.ui.pages.importing.structure_view import StructureView


class Bands(QWidget):
    """Draws the bands; takes neither clicks nor the focus."""

    def __init__(self, theme: Theme, source: SourceView, structure: StructureView) -> None:
        super().__init__()
        self._theme, self._source, self._structure = theme, source, structure
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for view in (source, structure):
            view.moved.connect(self.update)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the width from the theme again."""
        self.setFixedWidth(self._theme.px(52))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), self._theme.color("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        model, view = self._source.source, self._source
        first = max(0, view.indexAt(view.viewport().rect().topLeft()).row())
        shift = self._structure.viewport().mapTo(self._structure.window(), QPointF(0, 0).toPoint()).y()
        shift -= self.mapTo(self.window(), QPointF(0, 0).toPoint()).y()
        for row in range(first, len(model.pieces)):
            left = view.visualRect(model.index(row, 0))
            if left.top() > height:
                break
            right = self._structure.row_rect(row)
            if right is None or right.bottom() + shift < -height or right.top() + shift > 2 * height:
                continue
            self._band(painter, row, (left.top(), left.bottom()), (right.top() + shift, right.bottom() + shift))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(0, 0, 0, height)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, height)

    def _band(self, painter: QPainter, row: int, left: tuple[int, int], right: tuple[int, int]) -> None:
        model, theme, width = self._source.source, self._theme, self.width()
        doubted, focused = row in model.doubted, row in model.focused
        path = QPainterPath(QPointF(0, left[0]))
        path.cubicTo(width * 0.5, left[0], width * 0.5, right[0], width, right[0])
        if not (doubted or focused):
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            return
        path.lineTo(width, right[1])
        path.cubicTo(width * 0.5, right[1], width * 0.5, left[1], 0, left[1])
        path.closeSubpath()
        painter.setPen(QPen(theme.color("ver" if doubted else "act"), 1))
        painter.setBrush(theme.color("verT" if doubted else "actT"))
        painter.drawPath(path)
