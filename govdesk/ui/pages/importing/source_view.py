"""The source as it is, a row for each piece: its line's number, what it was taken for, its words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.importing.pieces import Piece, Role
from govdesk.present.importing import KINDS
from govdesk.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NUMBER, _KIND, _GAP, _EDGE = 48, 40, 10, 16
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class SourceModel(QAbstractListModel):
    """The pieces of a settlement, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: tuple[Piece, ...] = ()
        self.focused: frozenset[int] = frozenset()
        self.doubted: frozenset[int] = frozenset()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.pieces)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        piece = self.pieces[index.row()]
        return f"第 {piece.line + 1} 行，{KINDS[piece.role]}：{piece.text}"

    def show(self, pieces: tuple[Piece, ...]) -> None:
        """Show these pieces."""
        self.beginResetModel()
        self.pieces = pieces
        self.endResetModel()

    def number(self, row: int) -> str:
        """The number of a source line at its first piece, "" at the others of it."""
        line = self.pieces[row].line
        return "" if row and self.pieces[row - 1].line == line else str(line + 1)


class _SourceDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: SourceView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._heights: dict[tuple[str, int, float], int] = {}  # by text, width and text scale

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        text = self._view.source.pieces[index.row()].text
        height = self._heights.get((text, width, self._theme.scale))
        if height is None:
            room = QRect(0, 0, max(40, width - self._text_left() - self._theme.px(_EDGE)), 100_000)
            metrics = QFontMetrics(self._theme.font("snippet"))
            height = metrics.boundingRect(room, _WRAP, text).height() + self._theme.px(6)
            self._heights[text, width, self._theme.scale] = height
        return QSize(self._theme.px(160), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px, rect = self._theme, self._theme.px, option.rect  # type: ignore[attr-defined]
        row, model = index.row(), self._view.source
        piece = model.pieces[row]
        painter.save()
        if row in model.doubted:
            painter.fillRect(rect, theme.color("verT"))
        elif row in model.focused:
            painter.fillRect(rect, theme.color("actT"))
        left_out = piece.role is Role.LEFT_OUT
        painter.setFont(theme.font("smallest"))
        painter.setPen(theme.color("ink3"))
        top = rect.adjusted(0, px(5), 0, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(top.left(), top.top(), px(_NUMBER) - px(6), px(20)), flags, model.number(row))
        kind = QRect(top.left() + px(_NUMBER), top.top(), px(_KIND), px(20))
        painter.drawText(kind, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, KINDS[piece.role])
        painter.setFont(theme.font("snippet", bold=piece.role in (Role.TITLE, Role.HEADING)))
        painter.setPen(theme.color("ink3" if left_out else "ink"))
        painter.drawText(rect.adjusted(self._text_left(), px(3), -px(_EDGE), 0), _WRAP, piece.text)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            strong = self._view.hasFocus()
            painter.setPen(QPen(theme.color("act"), 2 if strong else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _text_left(self) -> int:
        return self._theme.px(_NUMBER + _KIND + _GAP)


class SourceView(QListView):
    """The list. `picked(piece)` when a hand has gone to another piece; `moved()` when what is in sight has changed."""

    picked = Signal(int)
    moved = Signal()
    menu_requested = Signal(QPoint)  # where on the screen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.source = SourceModel(self)
        self.setModel(self.source)
        self.setItemDelegate(_SourceDelegate(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)  # else Qt keeps the rows' heights when only the width changes
        self.setAccessibleName("原文")
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show a settlement's pieces; where the list stands stays where it was."""
        at = self.verticalScrollBar().value()
        self._quiet = True
        self.source.show(pieces)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(at)
        self._quiet = False

    def go_to(self, piece: int) -> None:
        """Make a piece the current one, in sight, without telling of it."""
        index = self.source.index(piece, 0)
        if not index.isValid():
            return
        self._quiet = True
        self.setCurrentIndex(index)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._quiet = False

    def colour(self, focused: frozenset[int], doubted: frozenset[int]) -> None:
        """Which pieces belong to what is looked at, and which a warning speaks of."""
        self.source.focused, self.source.doubted = focused, doubted
        self.viewport().update()

    @property
    def current(self) -> int:
        """The current piece, -1 for none."""
        return self.currentIndex().row()

    def chosen(self) -> list[int]:
        """The pieces that are marked, in order."""
        return sorted(index.row() for index in self.selectedIndexes()) or [self.current][: self.current + 1]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.picked.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
