"""What was found in the source, as a tree: headings, articles with their 款 and 项, appendices, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from govdesk.present.importing import Node
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CHIP, TREE_ROW, Theme

Index = QModelIndex | QPersistentModelIndex
NODE = Qt.ItemDataRole.UserRole + 1
_LEFT, _STEP, _CARET = 12, 22, 20
_TAGGED = ("paragraph", "item")


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, tree: StructureView) -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(TREE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px, rect = self._theme, self._theme.px, option.rect  # type: ignore[attr-defined]
        node: Node = index.data(NODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        doubt = self._tree.doubt_of(node)
        if doubt:
            painter.fillRect(rect, theme.color("verT"))
        elif self._tree.focused & set(node.pieces):
            painter.fillRect(rect, theme.color("actT"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = px(_LEFT + _STEP * node.depth)
        if node.children:
            side = px(13)
            box = QRect(rect.left() + left, rect.top() + (rect.height() - side) // 2, side, side)
            draw_icon(painter, box, self._caret(index), theme.color("ink2"))
        left += px(_CARET)
        right = self._right(painter, rect, node, doubt)
        left += self._label(painter, rect, left, node, index)
        font = theme.font("ui", bold=node.kind == "heading")
        token = "ink3" if node.depth and not node.label and node.info else "ink"
        if not (node.kind == "article" and self._tree.isExpanded(index)):
            self._text(painter, rect.adjusted(left, 0, -right, 0), node.text.strip(" \u3000"), font, token)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 2 if self._tree.hasFocus() else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _caret(self, index: Index) -> str:
        return "caret-down" if self._tree.isExpanded(index) else "caret-right"

    def _label(self, painter: QPainter, rect: QRect, left: int, node: Node, index: Index) -> int:
        """Number or tag of a row; the room it takes."""
        px, theme = self._theme.px, self._theme
        if not node.label:
            return 0
        if node.kind not in _TAGGED:
            font = theme.font("ui", bold=True)
            self._text(painter, rect.adjusted(left, 0, -px(_LEFT), 0), node.label, font, "ink")
            return QFontMetrics(font).horizontalAdvance(node.label) + px(14)
        font = theme.font("smallest")
        width = QFontMetrics(font).horizontalAdvance(node.label) + px(14)
        box = QRectF(rect.left() + left + 0.5, rect.top() + (rect.height() - px(22)) / 2, width, px(22))
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("page"))
        painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
        painter.setFont(font)
        painter.setPen(theme.color("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, node.label)
        return width + px(10)

    def _right(self, painter: QPainter, rect: QRect, node: Node, doubt: str) -> int:
        """What stands at the right of a row, a doubt or a count; the room it takes."""
        words = doubt or node.info
        if not words:
            return self._theme.px(_LEFT)
        theme, px = self._theme, self._theme.px
        font = theme.font("secondary")
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() * 2 // 5)
        painter.setFont(font)
        painter.setPen(theme.color("ver" if doubt else "ink3"))
        at = rect.adjusted(0, 0, -px(_LEFT), 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        taken = QFontMetrics(font).horizontalAdvance(shown) + px(_LEFT + 10)
        if doubt:
            side = px(15)
            box = QRect(rect.right() - taken - side, rect.top() + (rect.height() - side) // 2, side, side)
            draw_icon(painter, box, "warning", theme.color("ver"))
            taken += side + px(6)
        return taken

    def _text(self, painter: QPainter, rect: QRect, words: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class StructureView(QTreeView):
    """The tree. `picked(piece)` when a hand has gone to another row; `moved()` when what is in sight has changed.

    `menu_requested(place)`: a row was clicked by the right button, and is the current one.
    """

    picked = Signal(int)
    moved = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._quiet = theme, False
        self.focused: set[int] = set()
        self._doubts: Mapping[int, str] = {}
        self._opened: int | None = None  # the piece for whose sake a row was opened; it is closed again
        self._items: dict[int, QStandardItem] = {}  # piece -> its lowest row
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(theme, self))
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("认出的结构")
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())
        self.expanded.connect(lambda _index: self.moved.emit())
        self.collapsed.connect(lambda _index: self.moved.emit())

    def show_rows(self, nodes: Sequence[Node], *, keep: bool) -> None:
        """Show a structure. `keep`: rows that were open stay open, as after a change; else headings are open."""
        at = self.verticalScrollBar().value()
        opened = self._open_pieces() if keep else set()
        self._quiet = True
        self.rows.clear()
        self._items.clear()
        for node in nodes:
            self.rows.appendRow(self._item(node))
        for item in [*self._items.values()]:
            self._open(item, opened, keep=keep)
        self.verticalScrollBar().setValue(at if keep else 0)
        self._quiet = False

    def _item(self, node: Node) -> QStandardItem:
        item = QStandardItem(" ".join(part for part in (node.label, node.text, node.info) if part))
        item.setData(node, NODE)
        for index in node.pieces:
            self._items[index] = item
        for child in node.children:
            item.appendRow(self._item(child))
        return item

    def _open(self, item: QStandardItem, opened: set[int], *, keep: bool) -> None:
        above: QStandardItem | None = item
        while above is not None:
            node: Node = above.data(NODE)
            wanted = bool(opened & set(node.pieces)) if keep else False
            if node.children and (node.kind == "heading" or wanted) and not self.isExpanded(above.index()):
                self.setExpanded(above.index(), True)
            above = above.parent()

    def _open_pieces(self) -> set[int]:
        found: set[int] = set()
        for item in self._items.values():
            above = item
            while above is not None:
                if self.isExpanded(above.index()):
                    found |= set(above.data(NODE).pieces)
                above = above.parent()
        return found

    def colour(self, focused: frozenset[int], doubts: Mapping[int, str]) -> None:
        """Which pieces belong to what is looked at, and the doubt about each that has one."""
        self.focused, self._doubts = set(focused), doubts
        self.viewport().update()

    def doubt_of(self, node: Node) -> str:
        """What is doubted about a row itself."""
        if node.kind == "article":
            return ""  # its first 款 says so, where it can be seen
        return next((self._doubts[index] for index in node.pieces if index in self._doubts), "")

    def go_to(self, piece: int) -> None:
        """Make the row of a piece the current one, in sight, without telling of it; its article is opened."""
        item = self._items.get(piece)
        if item is None:
            return
        self._quiet = True
        self._open_for(piece, item)
        index = item.index()
        self.setCurrentIndex(index)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._quiet = False

    def _open_for(self, piece: int, item: QStandardItem) -> None:
        """Open what a row is folded into, and close again what was opened for the one before."""
        above = item.index().parent()
        before = self._items.get(self._opened) if self._opened is not None else None
        if before is not None and before.index().parent() != above:
            self.setExpanded(before.index().parent(), False)
            self._opened = None
        if above.isValid() and not self.isExpanded(above):
            self._opened = piece
        while above.isValid():
            self.setExpanded(above, True)
            above = above.parent()

    def row_rect(self, piece: int) -> QRect | None:
        """Where the row of a piece stands in the viewport, or the row that it is folded into; None for none."""
        item = self._items.get(piece)
        index = item.index() if item is not None else QModelIndex()
        while index.isValid():
            rect = self.visualRect(index)
            if rect.isValid() and not rect.isEmpty():
                return rect
            index = index.parent()
        return None

    @property
    def article(self) -> Node | None:
        """The article that the current row is or belongs to, else the current row itself."""
        index = self.currentIndex()
        current: Node | None = index.data(NODE) if index.isValid() else None
        while index.isValid():
            node: Node = index.data(NODE)
            if node.kind == "article":
                return node
            index = index.parent()
        return current

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and (pieces := current.data(NODE).pieces):
            self.picked.emit(pieces[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if not index.isValid():
            return
        node: Node = index.data(NODE)
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_requested.emit(event.globalPosition().toPoint())
        elif node.children and event.position().x() <= self._theme.px(_LEFT + _STEP * node.depth + _CARET):
            self.setExpanded(index, not self.isExpanded(index))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved.emit()
