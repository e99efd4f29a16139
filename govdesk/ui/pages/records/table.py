"""The table of checklists: columns, keys, and how lines are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from govdesk.present.record_listing import COLUMNS, Column
from govdesk.records.model import RecordSummary
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import GROUP_HEADER, TABLE_ROW, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.pages.records.delegate import FIRST_PAD, RecordsDelegate, cell_pad, first_shown
from govdesk.ui.pages.records.model import SUMMARY_ROLE, Index, RecordsModel
from govdesk.ui.pages.records.sorting import sort_by_next, turn_round


class RecordsHeader(QHeaderView):
    """Column titles, the sorted one with a caret."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, column = self._theme, Column(logicalIndex)
        painter.save()
        painter.fillRect(rect, theme.color("window"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        at = rect.adjusted(theme.px(cell_pad(self, column)), 0, 0, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, COLUMNS[column].heading)
        if self.sortIndicatorSection() == logicalIndex:
            descending = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            size = theme.px(12)
            x = at.left() + painter.fontMetrics().horizontalAdvance(COLUMNS[column].heading) + theme.px(4)
            box = QRect(x, at.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, box, "caret-down" if descending else "caret-up", theme.color("ink2"))
        painter.restore()


class RecordsTable(Themed, QTableView):
    """The table. `open_requested` by Enter or a double click, `delete_requested` by Delete, `kin_requested` by →.

    Several lines are chosen as everywhere: Shift, Ctrl, Ctrl+A, or the boxes; Esc leaves only the one with the focus.

    `menu_requested` carries a global point; the line under it is the chosen one by then.
    """

    open_requested = Signal()
    menu_requested = Signal(QPoint)
    delete_requested = Signal()
    kin_requested = Signal(bool)
    selection_changed = Signal()

    def __init__(self, theme: Theme, model: RecordsModel) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("清单列表")
        self.setHorizontalHeader(RecordsHeader(theme, self))
        self.setModel(model)
        self.setItemDelegate(RecordsDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSortIndicator(Column.NUMBER, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        # The frame goes round the whole row: Qt repaints only the cell.
        self.selectionModel().currentRowChanged.connect(lambda *_: self.viewport().update())
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(TABLE_ROW))
        self.horizontalHeader().setFixedHeight(px(GROUP_HEADER))
        for column, spec in COLUMNS.items():
            if spec.width:
                self.setColumnWidth(column, px(spec.width))
        self.viewport().update()

    def hide_columns(self, hidden: Sequence[Column]) -> None:
        """Leave these out where the window is narrow."""
        for column in Column:
            self.setColumnHidden(column, column in hidden)
        here = self.currentIndex()
        if here.isValid() and self.isColumnHidden(here.column()):
            self.selectionModel().setCurrentIndex(self._cell(here.row()), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _cell(self, row: int) -> QModelIndex:
        """The first cell of a line that is shown: from one in a hidden column Qt's keys lead nowhere."""
        return self.model().index(row, first_shown(self.horizontalHeader()))

    def chosen(self) -> list[RecordSummary]:
        """The chosen lines, from the top."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        lines = (index.data(SUMMARY_ROLE) for index in rows)
        return [line for line in lines if line is not None]

    def count(self) -> int:
        """How many lines are chosen."""
        return len(self.selectionModel().selectedRows())

    def selected(self) -> RecordSummary | None:
        """The chosen line, where it is one."""
        return self.chosen()[0] if self.count() == 1 and self.chosen() else None

    def focused(self) -> RecordSummary | None:
        """The line with the focus."""
        line: RecordSummary | None = self.currentIndex().data(SUMMARY_ROLE)
        return line

    def choose(self, rows: Sequence[int]) -> None:
        """Choose these lines and no others; the first has the focus."""
        flags = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for row in rows:
            self.selectionModel().select(self._cell(row), flags.Select | flags.Rows)
        if rows:
            self.selectionModel().setCurrentIndex(self._cell(rows[0]), flags.NoUpdate)
            self.scrollTo(self._cell(rows[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # Qt goes to the first or last cell of the line
            self._go_to_end(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1, event)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.kin_requested.emit(event.key() == Qt.Key.Key_Right)
        elif event.key() == Qt.Key.Key_Escape and self.count() > 1:
            self.choose([max(0, self.currentIndex().row())])
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        elif event.key() == Qt.Key.Key_S and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            (turn_round if event.modifiers() else sort_by_next)(self)
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, row: int, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            low, high = sorted((max(0, self.currentIndex().row()), row))
            self.choose(range(low, high + 1))
            self.selectionModel().setCurrentIndex(self._cell(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.choose([row])  # selectRow would add the line where Ctrl is held

    def _toggle(self, index: Index) -> None:
        flags = QItemSelectionModel.SelectionFlag
        if index.isValid():
            self.selectionModel().select(index, flags.Toggle | flags.Rows)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def _on_box(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or Column(index.column()) is not first_shown(self.horizontalHeader()):
            return False
        return event.position().x() < self.visualRect(index).left() + self._theme.px(FIRST_PAD - 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_box(event):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._toggle(self.indexAt(event.position().toPoint()))
            return
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and self.selectionModel().isRowSelected(index.row()):
            return  # the menu is for all that is chosen
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():  # dragging over lines chooses none
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.visualRect(self.currentIndex())
        self.menu_requested.emit(self.viewport().mapToGlobal(row.center()) if by_key else event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_box(event):
            return  # a second click on a box is none
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.open_requested.emit()

    def keyboardSearch(self, search: str) -> None:
        """There is a filter for that."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
