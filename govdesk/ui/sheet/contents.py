"""目录: the filter and the tree of the contents, kept in step with the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QThreadPool, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from govdesk.marginalia.model import Marginal
from govdesk.present.contents import Entry, Key, find_entries, only_marked
from govdesk.present.pinyin import Pinyin
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import IconButton
from govdesk.ui.sheet.contents_model import ENTRY, ContentsFilter, ContentsModel
from govdesk.ui.sheet.contents_pane import ContentsPane

NOTHING = "没有这样的章、条"
NOTHING_MARKED = "还没有收藏过条文，也没有记过笔记"
ONLY_MARKED = "只看收藏和有笔记的条"
IN_TEXT = "条旨里没有，以下正文里有"


class Contents(ContentsPane):
    """Filter and tree. `chosen(entry)` asks to go to a row, `opened(entry)` to go on reading there, `about(id)` for the rule page."""

    chosen = Signal(object)
    opened = Signal(object)
    about = Signal(str)

    def __init__(
        self, theme: Theme, rules: Mapping[str, Rule], parent: QWidget | None = None, *, own_margins: bool = True
    ) -> None:
        """Without `own_margins` there are neither bookmarks and notes nor a page about what is read."""
        wanted, name = "筛选章、条", "筛选目录：章、条、条号、拼音首字母"
        if own_margins:
            wanted, name = f"{wanted}、笔记", f"{name}或笔记"
        super().__init__(theme, wanted, name, parent)
        self._rules, self._pinyin = rules, Pinyin()
        self._here: tuple[str, int] = ("", -1)
        self._warm = False
        self._unfolded: Key | None = None  # a division that we opened, not the reader
        self._notes: dict[tuple[str, str], str] = {}
        self._bookmarked: set[tuple[str, int]] = set()
        self._noted: set[tuple[str, int]] = set()
        self.only = IconButton(theme, "bookmark-simple", ONLY_MARKED)
        self.only.setCheckable(True)
        if not own_margins:
            self.only.hide()
        self._row.insertWidget(1, self.only)
        self.setTabOrder(self.filter, self.only)
        self._paint_rows(self._is_bookmarked).has_info = own_margins
        self.only.toggled.connect(lambda _on: self._apply_filter(self.filter.text()))
        self.tree.about.connect(self.about)
        self.filter.entered.connect(self._warm_up)
        self.tree.chosen.connect(self.chosen)
        self.tree.opened.connect(self.opened)
        self.follow_theme()

    def set_order(self, rule_ids: Sequence[str]) -> None:
        """Build the tree with the rules in this order, the first one unfolded."""
        model = ContentsModel(self._rules[rule_id] for rule_id in rule_ids)
        self.model = ContentsFilter(model)
        model.setParent(self.model)
        self._unfolded = None
        self.tree.show_model(self.model)
        self._measure_numbers()
        self._apply_filter(self.filter.text())
        if not self._is_filtered() and self.model.rowCount():
            self.tree.setExpanded(self.model.index(0, 0), True)
        model.set_counts(self._here[0], self._counts)
        self._say_margins()

    def set_margins(self, entries: Iterable[Marginal]) -> None:
        """Show which articles are bookmarked, and find the words of notes."""
        self._notes, self._bookmarked, self._noted = {}, set(), set()
        for entry in entries:
            rule = self._rules.get(entry.rule)
            index = rule.index_of(entry.article) if rule is not None else None
            if index is None:
                continue
            if entry.bookmarked:
                self._bookmarked.add((entry.rule, index))
            if entry.note:
                self._noted.add((entry.rule, index))
                self._notes[entry.rule, entry.article] = entry.note
        self._say_margins()
        if self.only.isChecked():
            self._apply_filter(self.filter.text())
        self.tree.viewport().update()

    def show_place(self, rule_id: str, article: int) -> None:
        """Follow the sheet to an article: unfold its division, fold the one that was unfolded for the last."""
        self._here = (rule_id, article)
        index = self.model.place_of(("article", rule_id, article))
        self.tree.viewport().update()
        if not index.isValid():
            return
        parent = index.parent()
        if not self.tree.isExpanded(parent) and not self._is_filtered():
            if self._unfolded is not None:
                self.tree.setExpanded(self.model.place_of(self._unfolded), False)
            self._unfolded = parent.data(ENTRY).key
        above = parent
        while above.isValid():
            self.tree.setExpanded(above, True)
            above = above.parent()
        self._light(index)

    def set_counts(self, rule_id: str, counts: dict[int, int]) -> None:
        """Show how often the words looked for stand in each article (by index) of the rule being read."""
        self._show_counts(rule_id, counts)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        super().apply_theme()
        self._measure_numbers()

    def _warm_up(self) -> None:
        if not self._warm:
            self._warm = True
            QThreadPool.globalInstance().start(self._pinyin.prepare)

    def _measure_numbers(self) -> None:
        model: ContentsFilter | None = getattr(self, "model", None)
        if model is None or self.tree.painter is None:
            return
        longest = max((len(entry.label) for entry in model.contents.entries() if entry.kind == "article"), default=3)
        width = QFontMetrics(self._theme.font("ui", bold=True)).horizontalAdvance("十" * min(longest, 8))
        self.tree.painter.number_width = width + self._theme.px(10)
        self.tree.viewport().update()

    def _is_bookmarked(self, entry: Entry) -> bool:
        return (entry.rule, entry.index) in self._bookmarked

    def _say_margins(self) -> None:
        model: ContentsFilter | None = getattr(self, "model", None)
        if model is not None:
            signs = ((self._bookmarked, "已收藏"), (self._noted, "有笔记"))
            marked = self._bookmarked | self._noted
            model.contents.set_margins(
                {place: "，".join(words for places, words in signs if place in places) for place in marked}
            )

    def _place(self) -> tuple[str, int]:
        return self._here

    def _apply_filter(self, typed: str) -> None:
        found = find_entries(typed, self.model.contents.entries(), self._rules, self._pinyin, self._notes)
        if self.only.isChecked():
            found = only_marked(found, self._bookmarked | self._noted, self.model.contents.entries())
        self.model.accept(found.keys if found else None)
        self.hint.setVisible(found is not None and (found.in_text or found.noted > 0 or not found.keys))
        if found is None:
            self.tree.collapseAll()
            self._unfolded = None
            if self.model.rowCount():
                self.tree.setExpanded(self.model.index(0, 0), True)
            if self._here[1] >= 0:
                self.show_place(*self._here)
            return
        nothing = NOTHING_MARKED if self.only.isChecked() and not typed.strip() else NOTHING
        noted = f"其中 {found.noted} 条是笔记里写到的" if found.noted else ""
        self.hint.setText(nothing if not found.keys else IN_TEXT if found.in_text else noted)
        self.tree.expandAll()
        first = self._first_article()
        if first.isValid():
            self.tree.select_quietly(first)

    def _is_filtered(self) -> bool:
        return bool(self.filter.text().strip()) or self.only.isChecked()

    def _first_article(self) -> QModelIndex:
        return next((index for index, entry in self._rows() if entry.kind == "article"), QModelIndex())

    def _open_first(self) -> None:
        index = self._first_article() if self._is_filtered() else self.tree.currentIndex()
        if index.isValid():
            self.opened.emit(index.data(ENTRY))
