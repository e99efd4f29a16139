"""The manual's contents: chapters and their parts, narrowed by words or pinyin initials, in step with the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.manual.model import Manual
from govdesk.present.contents import Entry
from govdesk.present.pinyin import Pinyin
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import CloseButton, Ground, Label
from govdesk.ui.sheet.contents_model import ENTRY, ContentsFilter, EntryModel
from govdesk.ui.sheet.contents_paint import RowPainter
from govdesk.ui.sheet.contents_tree import ContentsTree
from govdesk.ui.sheet.filter_field import FilterField

MANUAL = "manual"  # stands where a rule's id does
NOTHING = "手册里没有写到"


class ManualContents(Ground):
    """`chosen(index)` asks to go to a topic, `opened(index)` to go on reading there."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "", parent)
        self._theme, self._manual, self._pinyin = theme, manual, Pinyin()
        self._here = -1
        self._counts: dict[int, int] = {}
        self.filter = FilterField(theme, "筛选手册目录", name="筛选手册目录：文字或拼音首字母")
        self.hint = Label(theme, NOTHING, "smallest", "ink3")
        self.hint.hide()
        self.tree = ContentsTree(theme)
        self.tree.setAccessibleName("手册目录")
        self.tree.painter = RowPainter(
            theme, self.tree, lambda: (MANUAL, self._here), self._count, lambda _entry: False
        )
        self.tree.setItemDelegate(self.tree.painter)
        self.model = ContentsFilter(_model(manual))
        self.model.contents.setParent(self.model)
        self.tree.show_model(self.model)
        self._top = QVBoxLayout()
        self.close_button = CloseButton(theme, "目录", "contents")
        self._row = QHBoxLayout()
        self._row.addWidget(self.filter, 1)
        self._row.addWidget(self.close_button)
        self._top.addLayout(self._row)
        self._top.addWidget(self.hint)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._top)
        self._box.addWidget(self.tree, 1)
        self.filter.textChanged.connect(self._apply_filter)
        self.filter.returnPressed.connect(self._open_first)
        self.filter.down_requested.connect(lambda: self.tree.setFocus(Qt.FocusReason.OtherFocusReason))
        self.tree.chosen.connect(lambda entry: self.chosen.emit(entry.index))
        self.tree.opened.connect(lambda entry: self.opened.emit(entry.index))
        self.apply_theme()

    def show_place(self, index: int) -> None:
        """Follow the sheet to a topic, its chapter unfolded."""
        self._here = index
        place = self.model.place_of(_key(self._manual, index))
        self.tree.viewport().update()
        if not place.isValid():
            return
        self.tree.setExpanded(place.parent() if place.parent().isValid() else place, True)
        self.tree.select_quietly(place)
        if not self.tree.viewport().rect().contains(self.tree.visualRect(place)):
            self.tree.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)

    def set_counts(self, counts: dict[int, int]) -> None:
        """Show how often the words looked for stand in each topic."""
        self._counts = counts
        self.model.contents.set_counts(MANUAL, counts)
        self.tree.viewport().update()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._top.setContentsMargins(px(SPACE_M), px(SPACE_M), px(SPACE_M), px(SPACE_S))
        self._top.setSpacing(px(4))
        self._row.setSpacing(px(4))
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def _count(self, entry: Entry) -> int:
        if entry.kind == "article":
            return self._counts.get(entry.index, 0)
        return sum(self._counts.get(index, 0) for index in range(*entry.articles))

    def _apply_filter(self, typed: str) -> None:
        wanted = typed.strip().lower()
        found = self._found(wanted) if wanted else None
        self.model.accept(found)
        self.hint.setVisible(found is not None and not found)
        if found is None:
            self.tree.collapseAll()
            if self._here >= 0:
                self.show_place(self._here)
        else:
            self.tree.expandAll()

    def _found(self, wanted: str) -> set[tuple[str, str, int]]:
        """The rows of topics that answer, and of their chapters: by name first, by text where no name has the words."""
        topics = self._manual.topics
        letters = wanted.isascii() and wanted.isalpha()
        found = {
            index
            for index, topic in enumerate(topics)
            if wanted in "\n".join((topic.title, *topic.also)).lower()
            or (letters and self._pinyin.matches(topic.title, wanted))
        } or {index for index, topic in enumerate(topics) if wanted in topic.text.lower()}
        chapters = {self._manual.index_of(topics[index].chapter) for index in found}
        return {_key(self._manual, index) for index in found | chapters if index is not None}

    def _open_first(self) -> None:
        if not self.filter.text().strip():
            self.opened.emit(max(self._here, 0))
            return
        index = self.model.index(0, 0)
        while index.isValid():
            entry: Entry = index.data(ENTRY)
            below = self.tree.indexBelow(index)
            # A chapter that only holds the part that was meant is not what was asked for.
            if entry.kind == "article" or not below.parent().isValid():
                self.opened.emit(entry.index)
                return
            index = below


def _key(manual: Manual, index: int) -> tuple[str, str, int]:
    return "division" if manual.chapter_end(index) > index + 1 else "article", MANUAL, index


def _model(manual: Manual) -> EntryModel:
    model = EntryModel()
    chapter: QStandardItem | None = None
    for index, topic in enumerate(manual.topics):
        end = manual.chapter_end(index)
        if topic.level == 1 and end > index + 1:
            chapter = model.make_item(Entry("division", MANUAL, index, 0, topic.title, articles=(index, end)))
            model.appendRow(chapter)
            continue
        item = model.make_item(Entry("article", MANUAL, index, min(1, topic.level - 1), "", topic.title))
        if topic.level == 1 or chapter is None:
            model.appendRow(item)
        else:
            chapter.appendRow(item)
    return model
