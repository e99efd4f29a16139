"""A list beside a page, painted row by row: a model of rows, the ground and the focus of a row, and the list itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What a list shows in one row."""

    @property
    def id(self) -> str:
        """Names the row as long as it stands in the list."""

    @property
    def sentence(self) -> str:
        """The row for assistive tools."""

    @property
    def tip(self) -> str:
        """What may be cut in the row, whole."""


R = TypeVar("R", bound=Row)


class Rows(QAbstractListModel, Generic[R]):
    """The rows, in order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[R] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.sentence if shown else None

    def show(self, rows: Sequence[R]) -> None:
        """List these; the same ones with other words stay where they are."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class RowPainter(QStyledItemDelegate, Generic[R]):
    """The ground and the focus of a row; what stands in it is the subclass's. `high`: pixels at 100 %."""

    high = 36

    def __init__(self, theme: Theme, view: SideList[R]) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(self.high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if current:
            painter.fillRect(rect, self._theme.color("actT"))
            bar = QRect(rect.left(), rect.top(), self._theme.px(3), rect.height())
            painter.fillRect(bar, self._theme.color("act"))
        self.paint_row(painter, rect, self._view.rows.rows[index.row()], current)
        if current and self._view.hasFocus():
            painter.setPen(QPen(self._theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    @abstractmethod
    def paint_row(self, painter: QPainter, rect: QRect, row: R, current: bool) -> None:
        """Paint what stands in one row."""

    def text(self, painter: QPainter, rect: QRect, words: str, font: QFont, token: str, *, right: bool = False) -> None:
        """One line of words in the colour `token`, elided."""
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)


class SideList(QListView, Generic[R]):
    """`chosen(id)` when the user makes another row current. `name` is for assistive tools."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, painter: type[RowPainter[R]]) -> None:
        super().__init__()
        self._quiet = False
        self.rows: Rows[R] = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(painter(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(name)

    def show_rows(self, rows: Sequence[R], current: str) -> None:
        """List these; the row of id `current` is the current one. Nothing is emitted."""
        self._quiet = True
        place = self.verticalScrollBar().value()
        self.rows.show(rows)
        at = next((index for index, row in enumerate(rows) if row.id == current), -1)
        self.setCurrentIndex(self.rows.index(at, 0) if at >= 0 else QModelIndex())
        self.verticalScrollBar().setValue(place)
        if at >= 0:
            self.scrollTo(self.rows.index(at, 0))
        self._quiet = False

    @property
    def current(self) -> str:
        """The id of the current row, "" for none."""
        row = self.currentIndex().row()
        return self.rows.rows[row].id if 0 <= row < len(self.rows.rows) else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self.rows.rows[current.row()].id)
