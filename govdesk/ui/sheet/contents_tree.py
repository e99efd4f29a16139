"""The tree of the contents: what a hand and the keys do in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QTreeView, QWidget

from govdesk.present.contents import Entry
from govdesk.ui.kit.theme import Theme
from govdesk.ui.sheet.contents_model import ENTRY, ContentsFilter
from govdesk.ui.sheet.contents_paint import RowPainter


class ContentsTree(QTreeView):
    """The tree. `chosen(entry)` when a row is gone to, `opened(entry)` when Enter is pressed on an article.

    `about(rule id)`: the sign beside a rule was pressed, or Enter on its row.
    """

    chosen = Signal(object)
    opened = Signal(object)
    about = Signal(str)
    menu_requested = Signal(QPoint)  # on an article, that has been gone to by then

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.painter: RowPainter | None = None
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("目录")
        self.viewport().setAutoFillBackground(False)

    def show_model(self, model: ContentsFilter) -> None:
        """Show these contents from now on; the ones shown so far are deleted, and with them what was chosen in them."""
        before: QAbstractItemModel | None = self.model()
        model.setParent(self)
        self.setModel(model)
        if before is not None and before is not model:
            before.deleteLater()  # a view keeps what it showed: it may be shown it again

    def select_quietly(self, index: QModelIndex) -> None:
        """Make a row current without going to it."""
        self._quiet = True
        self.setCurrentIndex(index)
        self._quiet = False

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        entry: Entry | None = current.data(ENTRY) if current.isValid() else None
        if not self._quiet and entry is not None and entry.kind == "article":
            self.chosen.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            entry: Entry = index.data(ENTRY)
            if entry.kind == "article":
                self.opened.emit(entry)
            elif entry.kind == "rule":
                self.about.emit(entry.rule)
            else:
                self.setExpanded(index, not self.isExpanded(index))
        elif event.text().strip() and not event.modifiers():
            event.ignore()  # no type-ahead: the filter is for that
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or self.painter is None:
            super().mousePressEvent(event)
            return
        entry: Entry = index.data(ENTRY)
        if entry.kind == "article":
            if index == self.currentIndex():
                self.chosen.emit(entry)  # a click on the current row scrolls back to it
            super().mousePressEvent(event)
            return
        self.select_quietly(index)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        expanded = self.isExpanded(index)
        if self.painter.on_info(entry, event.position().x(), self.viewport().width()):
            self.about.emit(entry.rule)
        elif self.painter.on_caret(entry, event.position().x(), self.viewport().width()):
            self.setExpanded(index, not expanded)
        else:
            self.setExpanded(index, True)
            self.chosen.emit(entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid() or index.data(ENTRY).kind != "article":
            event.ignore()
            return
        self.chosen.emit(index.data(ENTRY))
        row = self.visualRect(index)
        self.menu_requested.emit(self.viewport().mapToGlobal(row.center()) if by_key else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            words = index.data() if index.isValid() else ""
            if index.isValid() and self.painter is not None:
                width = self.viewport().width()
                words = "规则说明" if self.painter.on_info(index.data(ENTRY), event.pos().x(), width) else words
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)
