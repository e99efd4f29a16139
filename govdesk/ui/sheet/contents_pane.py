"""The pane at the left of a sheet: a field that narrows the contents, a line about what was found, and their tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.contents import Entry
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import CloseButton, Ground, Label
from govdesk.ui.sheet.contents_model import ENTRY, ContentsFilter
from govdesk.ui.sheet.contents_paint import RowPainter
from govdesk.ui.sheet.contents_tree import ContentsTree
from govdesk.ui.sheet.filter_field import FilterField


class ContentsPane(Themed, Ground):
    """Where the contents of what is read are shown. What is listed, found and counted is its subclasses' affair.

    A subclass says where reading stands by `_place` (the text's id and the article's index), sets `model` by `_show_model`,
    narrows it in `_apply_filter`, and calls `follow_theme` last.
    """

    model: ContentsFilter

    def __init__(self, theme: Theme, wanted: str, name: str, parent: QWidget | None = None) -> None:
        """`wanted` stands in the empty field, `name` is the field's for assistive tools."""
        super().__init__(theme, "panel", "", parent)
        self._counts: dict[int, int] = {}
        self.filter = FilterField(theme, wanted, name=name)
        self.close_button = CloseButton(theme, "目录", "contents")
        self.hint = Label(theme, "", "smallest", "ink3")
        self.hint.hide()
        self.tree = ContentsTree(theme)
        self._row = QHBoxLayout()
        self._row.addWidget(self.filter, 1)
        self._row.addWidget(self.close_button)
        self._top = QVBoxLayout()
        self._top.addLayout(self._row)
        self._top.addWidget(self.hint)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._top)
        self._box.addWidget(self.tree, 1)
        self.filter.textChanged.connect(self._apply_filter)
        self.filter.returnPressed.connect(self._open_first)
        self.filter.down_requested.connect(lambda: self.tree.setFocus(Qt.FocusReason.OtherFocusReason))

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._top.setContentsMargins(px(SPACE_M), px(SPACE_M), px(SPACE_M), px(SPACE_S))
        self._top.setSpacing(px(4))
        self._row.setSpacing(px(4))
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def _paint_rows(self, is_bookmarked: Callable[[Entry], bool]) -> RowPainter:
        """Let rows be drawn with the place of reading lit and how often the words looked for stand in them."""
        painter = RowPainter(self._theme, self.tree, self._place, self._count, is_bookmarked)
        self.tree.painter = painter
        self.tree.setItemDelegate(painter)
        return painter

    def _place(self) -> tuple[str, int]:
        raise NotImplementedError

    def _apply_filter(self, typed: str) -> None:
        raise NotImplementedError

    def _open_first(self) -> None:
        raise NotImplementedError

    def _show_counts(self, text: str, counts: dict[int, int]) -> None:
        self._counts = counts
        self.model.contents.set_counts(text, counts)
        self.tree.viewport().update()

    def _count(self, entry: Entry) -> int:
        """How often the words looked for stand in what a row leads to."""
        if entry.rule != self._place()[0] or not self._counts:
            return 0
        if entry.kind == "article":
            return self._counts.get(entry.index, 0)
        first, end = entry.articles
        return sum(count for index, count in self._counts.items() if first <= index < end)

    def _light(self, index: QModelIndex) -> None:
        """Select the row of where reading stands, and bring it into view."""
        self.tree.select_quietly(index)
        if not self.tree.viewport().rect().contains(self.tree.visualRect(index)):
            self.tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _rows(self) -> Iterator[tuple[QModelIndex, Entry]]:
        """The rows that no folded one hides, from the top."""
        index = self.model.index(0, 0)
        while index.isValid():
            yield index, index.data(ENTRY)
            index = self.tree.indexBelow(index)
