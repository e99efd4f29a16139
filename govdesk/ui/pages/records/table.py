"""The table of checklists: model, painting, header. Lines are as many as there are records, so nothing asks them all."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from govdesk.errors import UserError
from govdesk.present.record_listing import COLUMNS, Column, cell, live_due, sentence
from govdesk.present.wording import NOTHING
from govdesk.records.model import RecordState, RecordSummary
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import GROUP_HEADER, TABLE_ROW, Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.pages.records.sorting import sort_by_next, turn_round

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
SUMMARY_ROLE = Qt.ItemDataRole.UserRole
#: Lines read at once, and how many such pages are kept.
PAGE, KEPT_PAGES = 200, 20
#: (offset, limit) -> lines
Read = Callable[[int, int], list[RecordSummary]]
PAD = 12
FIRST_PAD = 32


class RecordsModel(QAbstractTableModel):
    """Lines of the store, read in pages as they come into sight: there may be 50,000.

    The calendar is asked for only when a deadline is shown. `sorted` asks for the lines in another order;
    `failed(UserError)` follows where a page could not be read: its lines stay empty.
    """

    sorted = Signal()
    failed = Signal(object)

    def __init__(
        self, calendar: Callable[[], OfficialCalendar], today: Callable[[], dt.date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._calendar, self._today = calendar, today
        self._read: Read = lambda offset, limit: []
        self._pages: OrderedDict[int, list[RecordSummary]] = OrderedDict()
        self._total = 0
        self.column, self.descending = Column.NUMBER, True

    @property
    def today(self) -> dt.date:
        return self._today()

    def set_source(self, total: int, read: Read) -> None:
        """Show `total` lines that `read(offset, limit)` gives. Raises UserError where the first page cannot be read."""
        first = read(0, PAGE) if total else []
        self.beginResetModel()
        self._total, self._read = total, read
        self._pages = OrderedDict({0: first})
        self.endResetModel()

    def line(self, row: int) -> RecordSummary | None:
        """The line of a row; None where it could not be read."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            try:
                page = self._read(number * PAGE, PAGE)
            except UserError as error:
                page = []
                self.failed.emit(error)
            self._pages[number] = page
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def row_in_first_page(self, number: str) -> int | None:
        """Where a record stands, if that is near the top: for the rest the store has to be asked."""
        return next((row for row, line in enumerate(self._pages.get(0, ())) if line.number == number), None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column, self.descending = Column(column), order == Qt.SortOrder.DescendingOrder
        self.sorted.emit()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.line(index.row()), Column(index.column())
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell(line, column, self._calendar(), self._today())
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.title) if column is Column.TITLE else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return sentence(line, self._calendar(), self._today())
            case _ if role == SUMMARY_ROLE:
                return line
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        spec = COLUMNS[Column(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return spec.tip or None
        return spec.heading if role == Qt.ItemDataRole.DisplayRole else None


class RecordsDelegate(QStyledItemDelegate):
    """Paints a line; the selected one in actT with a frame around the whole row."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        line: RecordSummary | None = index.data(SUMMARY_ROLE)
        if line is None:
            return
        column = Column(index.column())
        painter.save()
        painter.fillRect(rect, theme.color("actT" if selected else "page"))
        left = theme.px(_pad(self._view.horizontalHeader(), column))
        inner = rect.adjusted(left, 0, -theme.px(4), 0)
        if column is Column.PROGRESS:
            self._paint_progress(painter, inner, line)
        else:
            self._paint_text(painter, inner, line, column, str(index.data()))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if selected:
            self._paint_frame(painter, rect, column)
        painter.restore()

    def _paint_text(self, painter: QPainter, at: QRect, line: RecordSummary, column: Column, text: str) -> None:
        ink, bold, small = _manner(line, column, text, self._today())
        painter.setFont(self._theme.font("secondary" if small else "ui", bold=bold))
        painter.setPen(self._theme.color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_progress(self, painter: QPainter, at: QRect, line: RecordSummary) -> None:
        theme = self._theme
        words = f"{line.done}/{line.total}"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(at.left(), at.center().y() - 1.5, theme.px(82), theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if line.done and line.total:
            bar.setWidth(max(bar.height(), bar.width() * line.done / line.total))
            painter.setBrush(theme.color("actFill"))
            painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(
            at.adjusted(0, 0, -theme.px(8), 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words
        )

    def _paint_frame(self, painter: QPainter, rect: QRect, column: Column) -> None:
        width = 2 if self._view.hasFocus() else 1
        color = self._theme.color("act")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, color)
        painter.fillRect(rect.left(), rect.bottom() + 1 - width, rect.width(), width, color)
        header = self._view.horizontalHeader()
        visible = [c for c in Column if not header.isSectionHidden(c)]
        if column is visible[0]:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), color)
        if column is visible[-1]:
            painter.fillRect(rect.right() + 1 - width, rect.top(), width, rect.height(), color)

    def _today(self) -> dt.date:
        model = self._view.model()
        assert isinstance(model, RecordsModel)
        return model.today


def _pad(header: QHeaderView, column: Column) -> int:
    """What a cell is set in by, at 100 %: the first column in sight begins where the page's title does."""
    first = next((other for other in Column if not header.isSectionHidden(other)), Column.NUMBER)
    return FIRST_PAD if column is first else PAD


def _manner(line: RecordSummary, column: Column, text: str, today: dt.date) -> tuple[str, bool, bool]:
    """Ink, bold and small for a cell."""
    ongoing = line.state is RecordState.ONGOING
    match column:
        case Column.TITLE:
            return "ink", ongoing, False
        case Column.STATE:
            inks = {RecordState.ONGOING: "ink", RecordState.FINISHED: "act"}
            return inks.get(line.state, "ink2"), ongoing, False
        case Column.DUE:
            day = live_due(line)
            if day is None or text == NOTHING:
                return "ink3", False, True
            return ("ver" if day < today else "ink" if day == today else "ink2"), day <= today, True
        case Column.HANDLER:
            return "ink", False, False
    return "ink2", False, False


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
        at = rect.adjusted(theme.px(_pad(self, column)), 0, 0, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, COLUMNS[column].heading)
        if self.sortIndicatorSection() == logicalIndex:
            descending = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            size = theme.px(12)
            x = at.left() + painter.fontMetrics().horizontalAdvance(COLUMNS[column].heading) + theme.px(4)
            box = QRect(x, at.center().y() - size // 2 + 1, size, size)
            draw_icon(painter, box, "caret-down" if descending else "caret-up", theme.color("ink2"))
        painter.restore()


class RecordsTable(QTableView):
    """The table. `open_requested` by Enter or a double click, `delete_requested` by Delete.

    `menu_requested` carries a global point; the line under it is the chosen one by then.
    """

    open_requested = Signal()
    menu_requested = Signal(QPoint)
    delete_requested = Signal()
    selection_changed = Signal()

    def __init__(self, theme: Theme, model: RecordsModel) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("清单列表")
        self.setHorizontalHeader(RecordsHeader(theme, self))
        self.setModel(model)
        self.setItemDelegate(RecordsDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

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

    def selected(self) -> RecordSummary | None:
        """The chosen line."""
        rows = self.selectionModel().selectedRows()
        return rows[0].data(SUMMARY_ROLE) if rows else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # Qt goes to the first or last cell of the line
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif event.key() == Qt.Key.Key_S and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            (turn_round if event.modifiers() else sort_by_next)(self)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.visualRect(self.currentIndex())
        self.menu_requested.emit(self.viewport().mapToGlobal(row.center()) if by_key else event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
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
