"""The lines of the table of checklists, read in pages: there may be 50,000, so nothing asks them all."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from govdesk.errors import UserError
from govdesk.present.record_listing import COLUMNS, Column, cell, is_waiting, live_due, sentence
from govdesk.records.model import RecordSummary
from govdesk.ui.kit.widgets.labels import plain_tip

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
SUMMARY_ROLE = Qt.ItemDataRole.UserRole
#: Lines read at once, and how many such pages are kept.
PAGE, KEPT_PAGES = 200, 20
#: (offset, limit) -> lines
Read = Callable[[int, int], list[RecordSummary]]


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
        wanted = Column(column), order == Qt.SortOrder.DescendingOrder
        if wanted != (self.column, self.descending):  # Qt's sortByColumn asks twice
            self.column, self.descending = wanted
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
                tip = _tip(line, column)
                return plain_tip(tip) if tip else None
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


def _tip(line: RecordSummary, column: Column) -> str | None:
    """What does not fit into a cell."""
    match column:
        case Column.TITLE | Column.WIZARD:
            return "\n".join(
                part for part in (line.title, f"{line.rule_title}　{line.wizard_title}", line.desk) if part
            )
        case Column.DUE if live_due(line) is not None:
            return f"等{line.wait_who}：{line.wait_what}" if is_waiting(line) else line.next_due_what
    return None
