"""The list at the left, painted: each change with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.drafting.version_steps import Look
from govdesk.present.succession import KINDS, VersionChange
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEFT = 46, 16
LOOKS: dict[Look | None, tuple[str, str]] = {
    None: ("circle", "还没有看"),
    Look.LATER: ("circle-half", "先放着"),
    Look.CONFIRMED: ("check-circle", "已确认"),
}


class ChangeRow(NamedTuple):
    """A change and what was decided of it."""

    change: VersionChange
    look: Look | None

    @property
    def sentence(self) -> str:
        """The row for assistive tools."""
        change = self.change
        return f"{KINDS[change.kind]}，{change.title}，{change.under}，{LOOKS[self.look][1]}"


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[ChangeRow] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.change.title}\n{row.change.under}")
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.sentence if shown else None

    def show(self, rows: Sequence[ChangeRow]) -> None:
        """List these; the same ones decided otherwise stay where they are."""
        if [row.change.id for row in rows] == [row.change.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: ChangeList) -> None:
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
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        size = px(18)
        icon = QRect(rect.left() + px(_LEFT), rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, icon, LOOKS[row.look][0], theme.color("act" if row.look else "ink3"))
        kind, small = KINDS[row.change.kind], theme.font("smallest")
        painter.setFont(small)
        wide = painter.fontMetrics().horizontalAdvance(kind) + px(2)
        inner = QRect(icon.right() + px(10), rect.top(), rect.right() - icon.right() - px(30) - wide, rect.height())
        half = inner.height() // 2
        upper, lower = inner.adjusted(0, px(3), 0, px(2) - half), inner.adjusted(0, half, 0, -px(3))
        self._text(painter, upper, row.change.title, theme.font("ui", bold=current), "act" if current else "ink")
        self._text(painter, lower, row.change.under, small, "ink2")
        at = QRect(rect.right() - wide - px(12), rect.top(), wide, rect.height())
        self._text(painter, at, kind, small, "ink2")
        if current and self._view.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, words: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ChangeList(QListView):
    """`chosen(id)` when the user makes another row current. The keys of the page work while it has the focus."""

    chosen = Signal(str)

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
        self.setAccessibleName("要看的各处")

    def show_rows(self, rows: Sequence[ChangeRow], current: str) -> None:
        """List these; the change `current` is the current one. Nothing is emitted."""
        self._quiet = True
        self.rows.show(rows)
        at = next((index for index, row in enumerate(rows) if row.change.id == current), -1)
        self.setCurrentIndex(self.rows.index(at, 0) if at >= 0 else QModelIndex())
        if at >= 0:
            self.scrollTo(self.rows.index(at, 0))
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self.rows.rows[current.row()].change.id)
