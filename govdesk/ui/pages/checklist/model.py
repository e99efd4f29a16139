"""The list's model: stages with their items. It shows what it is given and never changes a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from govdesk.present.checklist_lines import GeneralLine, ItemLine, Line, OpenLine, OtherLine, StageLine
from govdesk.ui.kit.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
#: The `StageLine` or the line behind an index.
LINE_ROLE = Qt.ItemDataRole.UserRole


class ChecklistModel(QAbstractItemModel):
    """Two levels. With `only_open` on, items that were settled when it was last `settle`d are left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[StageLine] = []
        self._stages: list[tuple[StageLine, tuple[Line, ...]]] = []
        self._only_open = False
        self._kept: set[str] = set()

    def set_lines(self, stages: Sequence[StageLine]) -> None:
        """Show `stages`. Where the same items stand as before the view keeps its place; else the model is reset."""
        self._all = list(stages)
        self._kept |= {line.id for stage in stages for line in stage.items if line.open}
        self._apply()

    def set_only_open(self, only_open: bool) -> None:
        """只看待办 on or off."""
        self._only_open = only_open
        self.settle()

    def settle(self) -> None:
        """Under 只看待办, let what has been settled meanwhile go. Not done at once: a line must not move under a hand."""
        self._kept = {line.id for stage in self._all for line in stage.items if line.open}
        self._apply()

    def _apply(self) -> None:
        shown = []
        for stage in self._all:
            items = tuple(line for line in stage.items if not self._only_open or line.id in self._kept)
            if items:
                shown.append((stage, items))
        if _shape(shown) == _shape(self._stages):
            self._stages = shown
            self._announce()
        else:
            self.beginResetModel()
            self._stages = shown
            self.endResetModel()

    def _announce(self) -> None:
        for row, (_, items) in enumerate(self._stages):
            stage = self.index(row, 0)
            self.dataChanged.emit(stage, stage)
            self.dataChanged.emit(self.index(0, 0, stage), self.index(len(items) - 1, 0, stage))

    def item_index(self, item_id: str) -> QModelIndex:
        """Where an item stands; an invalid index where it does not."""
        for row, (_, items) in enumerate(self._stages):
            for place, line in enumerate(items):
                if line.id == item_id:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def line(self, index: Index) -> StageLine | Line | None:
        """What stands at `index`."""
        if not index.isValid():
            return None
        owner = int(index.internalId())
        stage, items = self._stages[index.row() if owner == 0 else owner - 1]
        return stage if owner == 0 else items[index.row()]

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, 0 if not parent.isValid() else parent.row() + 1)

    def parent(self, index: Index = _NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject.parent() shares the name
        owner = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(owner - 1, 0, 0) if owner else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._stages)
        return len(self._stages[parent.row()][1]) if int(parent.internalId()) == 0 else 0

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.tip) if isinstance(line, OtherLine) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title if isinstance(line, StageLine) else words_of(line)
        return None


def _shape(stages: Sequence[tuple[StageLine, tuple[Line, ...]]]) -> list[tuple[str, list[str]]]:
    return [(stage.name, [line.id for line in items]) for stage, items in stages]


def words_of(line: Line) -> str:
    """What a line says first."""
    match line:
        case ItemLine():
            return line.words
        case OtherLine():
            return line.row.act.do
        case OpenLine():
            return line.shown.ask
        case GeneralLine():
            return "；".join(cite.quote for cite in line.words.cites)
