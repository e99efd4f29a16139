"""The manual's contents: chapters and their parts, narrowed by words or pinyin initials, in step with the sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from govdesk.manual.model import Manual
from govdesk.present.contents import Entry
from govdesk.present.pinyin import Pinyin
from govdesk.ui.kit.theme import Theme
from govdesk.ui.sheet.contents_model import ContentsFilter, EntryModel
from govdesk.ui.sheet.contents_pane import ContentsPane

MANUAL = "manual"  # stands where a rule's id does
NOTHING = "手册里没有写到"


class ManualContents(ContentsPane):
    """`chosen(index)` asks to go to a topic, `opened(index)` to go on reading there."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(theme, "筛选手册目录", "筛选手册目录：文字或拼音首字母", parent)
        self._manual, self._pinyin = manual, Pinyin()
        self._here = -1
        self.hint.setText(NOTHING)
        self.tree.setAccessibleName("手册目录")
        self._paint_rows(lambda _entry: False)
        self.model = ContentsFilter(_model(manual))
        self.model.contents.setParent(self.model)
        self.tree.show_model(self.model)
        self.tree.chosen.connect(lambda entry: self.chosen.emit(entry.index))
        self.tree.opened.connect(lambda entry: self.opened.emit(entry.index))
        self.follow_theme()

    def show_place(self, index: int) -> None:
        """Follow the sheet to a topic, its chapter unfolded."""
        self._here = index
        place = self.model.place_of(_key(self._manual, index))
        self.tree.viewport().update()
        if not place.isValid():
            return
        self.tree.setExpanded(place.parent() if place.parent().isValid() else place, True)
        self._light(place)

    def set_counts(self, counts: dict[int, int]) -> None:
        """Show how often the words looked for stand in each topic."""
        self._show_counts(MANUAL, counts)

    def _place(self) -> tuple[str, int]:
        return MANUAL, self._here

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
        for index, entry in self._rows():
            # A chapter that only holds the part that was meant is not what was asked for.
            if entry.kind == "article" or not self.tree.indexBelow(index).parent().isValid():
                self.opened.emit(entry.index)
                return


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
