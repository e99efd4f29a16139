"""The list at the left, painted: the errand, then every kind of part with its parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.present.editing import HEAD, PartRow
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.marks import badge_size, paint_badge

Index = QModelIndex | QPersistentModelIndex
_ROW = 32


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[PartRow] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.words)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.sentence if shown else None

    def show(self, rows: Sequence[PartRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: PartList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px = self._theme, self._theme.px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        row = self._view.rows.rows[index.row()]
        painter.save()
        if current:
            painter.fillRect(rect, theme.color("actT"))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), theme.color("act"))
        if row.at < 0:
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.topLeft(), rect.topRight())
        right = rect.right() - px(14)
        if row.faulty:
            size = px(16)
            mark = QRect(right - size, rect.top() + (rect.height() - size) // 2, size, size)
            draw_icon(painter, mark, "warning", theme.color("ver"))
            right = mark.left() - px(6)
        left = rect.left() + px(16 if row.at < 0 else 28)
        if row.badge:
            size_of = badge_size(theme)
            badge = QRect(left, rect.top() + (rect.height() - size_of.height()) // 2, size_of.width(), size_of.height())
            paint_badge(painter, badge, row.badge, theme, selected=current)
            left = badge.right() + px(8)
        words = row.words + (f"　{row.parts}" if row.at < 0 and row.table != HEAD else "")
        painter.setFont(theme.font("ui", bold=row.at < 0))
        painter.setPen(theme.color("ink"))
        room = QRect(left, rect.top(), right - left, rect.height())
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if current and self._view.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class PartList(QListView):
    """`chosen(table, at)` when the user makes another row current; `at` is -1 for a heading."""

    chosen = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._quiet = False
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("这件事的各部分")

    def show_rows(self, rows: Sequence[PartRow], table: str, at: int) -> None:
        """List these with that part current. Nothing is emitted."""
        self._quiet = True
        place = self.verticalScrollBar().value()
        self.rows.show(rows)
        here = next((n for n, row in enumerate(rows) if (row.table, row.at) == (table, at)), 0)
        self.setCurrentIndex(self.rows.index(here, 0))
        self.verticalScrollBar().setValue(place)
        self.scrollTo(self.rows.index(here, 0))
        self._quiet = False

    def step(self, by: int) -> None:
        """To the next part (back: -1), headings passed over; `chosen` tells which."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.rows.rows):
            if self.rows.rows[at].at >= 0 or self.rows.rows[at].table == HEAD:
                self.setCurrentIndex(self.rows.index(at, 0))
                return
            at += by

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            row = self.rows.rows[current.row()]
            self.chosen.emit(row.table, row.at)
