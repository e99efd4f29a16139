"""Rows of the results, painted: kind, title and path in one line, the best sentence below, the words asked for marked."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.present.search_results import KIND_NAMES, Marks, Row
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CONTROL, Role, Theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
_LEFT, _TEXT, _RIGHT, _PAD = 24, 82, 28, 13
START = "开始办理"


class ResultsModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None


class RowPainter(QStyledItemDelegate):
    """Paints rows in `view`. `start_pressed(row)` when 开始办理 is clicked."""

    start_pressed = Signal(object)

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW)
        width = self._view.viewport().width()
        lines = len(self._body(row, self._text_width(row, width)))
        height = 2 * self._theme.px(_PAD) + self._theme.px(26) + lines * self._line(row)
        return QSize(self._theme.px(200), height + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "actT" if selected else "hover" if state & QStyle.StateFlag.State_MouseOver else "page"
        painter.fillRect(rect, theme.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if selected and self._view.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        first = QRect(rect.left() + px(_TEXT), rect.top() + px(_PAD), rect.width(), px(26))
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        at = first.translated(px(_LEFT) - px(_TEXT), 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, KIND_NAMES[row.kind])
        room = self._text_width(row, rect.width())
        self._paint_title(painter, first, row, room)
        y = first.bottom() + 1
        for layout in self._body(row, room):
            layout.draw(painter, QPointF(first.left(), y + (self._line(row) - layout.boundingRect().height()) / 2))
            y += self._line(row)
        if row.kind == "wizard":
            self._paint_start(painter, self._start_rect(rect))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        row: Row = index.data(ROW)
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and row.kind == "wizard"
            and self._start_rect(rect).contains(event.position().toPoint())
        ):
            self.start_pressed.emit(row)
            return True
        return super().editorEvent(event, model, option, index)

    def _line(self, row: Row) -> int:
        return self._theme.line_height("snippet") if row.kind == "article" else self._theme.px(24)

    def _text_width(self, row: Row, width: int) -> int:
        taken = self._start_width() + self._theme.px(16) if row.kind == "wizard" else 0
        return max(self._theme.px(120), width - self._theme.px(_TEXT + _RIGHT) - taken)

    def _paint_title(self, painter: QPainter, at: QRect, row: Row, room: int) -> None:
        theme, px = self._theme, self._theme.px
        font = theme.font("card")
        shown = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        layout = self._layout(shown, row.title_marks, font, "ink", room)
        layout.draw(painter, QPointF(at.left(), at.top() + (at.height() - layout.boundingRect().height()) / 2))
        left = QFontMetrics(font).horizontalAdvance(shown) + px(12)
        small = theme.font("secondary")
        path = QFontMetrics(small).elidedText(row.path, Qt.TextElideMode.ElideRight, max(0, room - left))
        painter.setFont(small)
        painter.setPen(theme.color("ink2"))
        beside = at.adjusted(left, px(1), 0, px(1))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, path)

    def _body(self, row: Row, room: int) -> list[QTextLayout]:
        """The body in at most two lines, each laid out; the last one ends in … where there is more."""
        role: Role = "snippet" if row.kind == "article" else "ui"
        font = self._theme.font(role)
        whole = self._layout(row.body, (), font, "ink", room, lines=True)
        starts = [whole.lineAt(i).textStart() for i in range(whole.lineCount())]
        made = []
        for i, start in enumerate(starts[:2]):
            end = starts[i + 1] if i + 1 < len(starts) else len(row.body)
            text = row.body[start:end]
            if i == 1 and len(starts) > 2:
                text = text[:-1] + "…"
            marks = tuple(
                (max(a, start) - start, min(b, end) - start) for a, b in row.body_marks if a < end and b > start
            )
            made.append(self._layout(text, marks, font, "ink" if row.kind == "article" else "ink2", room))
        return made

    def _layout(
        self, text: str, marks: Marks, font: QFont, token: str, room: int, *, lines: bool = False
    ) -> QTextLayout:
        layout = QTextLayout(text, font)
        plain = QTextCharFormat()
        plain.setForeground(self._theme.color(token))
        marked = QTextCharFormat()
        marked.setBackground(self._theme.color("mark"))
        marked.setForeground(self._theme.color("ink"))
        ranges = []
        for start, length, form in [(0, len(text), plain), *((a, b - a, marked) for a, b in marks)]:
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length, stretch.format = start, length, form  # type: ignore[attr-defined]
            ranges.append(stretch)
        layout.setFormats(ranges)
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room if lines else 100_000)
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return layout

    def _start_width(self) -> int:
        px = self._theme.px
        return QFontMetrics(self._theme.font("ui")).horizontalAdvance(START) + px(46)

    def _start_rect(self, rect: QRect) -> QRect:
        px = self._theme.px
        width = self._start_width()
        return QRect(rect.right() - px(_RIGHT) - width, rect.top() + px(_PAD), width, px(30))

    def _paint_start(self, painter: QPainter, at: QRect) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("ctl"))
        painter.drawRoundedRect(at, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink"))
        words = at.adjusted(px(13), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, START)
        side = px(15)
        arrow = QRect(at.right() - px(12) - side, at.top() + (at.height() - side) // 2, side, side)
        draw_icon(painter, arrow, "arrow-right", theme.color("ink"))
