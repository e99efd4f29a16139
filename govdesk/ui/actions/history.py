"""办理记录: everything that was changed on a checklist, who and when; to look at and to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from govdesk.export.jobs import Job, paper_job
from govdesk.present.wording import change_in_words, kind_in_words, time_in_words
from govdesk.records.model import Change, Record
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.wrapped_items import WrappedItems

if TYPE_CHECKING:
    from govdesk.app import Services

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
HEADINGS = ("时间", "经办", "改了什么", "内容")
PRINT = 0


class HistoryModel(QAbstractTableModel):
    """Changes of a record, the newest on top."""

    def __init__(self, record: Record, changes: Sequence[Change], parent: QWidget) -> None:
        super().__init__(parent)
        undone = {change.undoes for change in changes if change.undoes}
        wizard = record.basis.wizard
        self._lines = [
            (
                time_in_words(change.at),
                change.by or "—",
                kind_in_words(change),
                change_in_words(change, wizard) + ("（后来撤销）" if change.uid in undone else ""),
            )
            for change in reversed(changes)
        ]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line[index.column()])
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(line)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None


class HistoryDialog(Dialog):
    """`exec` gives PRINT where it is to be printed."""

    def __init__(self, theme: Theme, record: Record, changes: Sequence[Change], parent: QWidget | None = None) -> None:
        super().__init__(theme, f"{record.number} 办理记录", parent)
        px = theme.px
        self.widen(820)
        self.add_text(f"{record.title}，共改动 {len(changes)} 次，新的在上。")
        self.table = QTableView()
        self.table.setAccessibleName("办理记录")
        self.table.setFont(theme.font("secondary"))
        self.table.setModel(HistoryModel(record, changes, self))
        self.table.setStyleSheet(
            f"QTableView {{ border: 1px solid {theme.hex('line')}; margin: 1px; }}"
            f"QTableView:focus {{ border: 2px solid {theme.hex('act')}; margin: 0; }}"
            f"QTableView::item {{ border: none; background: {theme.hex('page')}; color: {theme.hex('ink')};"
            f" padding: {px(6)}px {px(SPACE_M)}px; }}"
            f"QTableView::item:selected {{ background: {theme.hex('actT')}; }}"
        )
        self.table.setItemDelegate(WrappedItems(self.table, px(SPACE_M), px(6)))
        self.table.setMinimumHeight(self.room(380))
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setFont(theme.font("secondary"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        for column, width in enumerate((156, 96, 100)):
            self.table.setColumnWidth(column, px(width))
        # Only the rows in sight are measured: a record may have thousands of changes.
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setResizeContentsPrecision(0)
        self.table.verticalHeader().setMinimumSectionSize(px(32))
        self.body.addWidget(self.table, 1)
        self.add_button("打印…")
        self.add_button("关闭", primary=True)


def history_job(services: Services, record: Record, changes: Sequence[Change]) -> Job:
    """办理记录 ready for the preview window."""
    from govdesk.export.history import history_paper

    paper = history_paper(record, changes, services.today())
    return paper_job(
        services, "打印办理记录", record.title, paper, f"{record.basis.wizard.title}办理记录-{record.number}"
    )
