"""目录: the filter and the tree of the contents, kept in step with the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QThreadPool, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QTreeView, QVBoxLayout, QWidget

from govdesk.rules.model import Rule
from govdesk.ui.reader.contents_filter import Key, Pinyin, find_entries
from govdesk.ui.reader.contents_model import ENTRY, ContentsFilter, ContentsModel, Entry
from govdesk.ui.reader.contents_paint import RowPainter
from govdesk.ui.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.widgets import Ground, Label, LineEdit

NOTHING = "没有这样的章、条"
IN_TEXT = "条旨里没有，以下正文里有"


class ContentsTree(QTreeView):
    """The tree. `chosen(entry)` when a row is gone to, `opened(entry)` when Enter is pressed on an article."""

    chosen = Signal(object)
    opened = Signal(object)

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
        theme.changed.connect(self.doItemsLayout)

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
        if self.painter.on_caret(entry, event.position().x(), self.viewport().width()):
            self.setExpanded(index, not expanded)
        else:
            self.setExpanded(index, True)
            self.chosen.emit(entry)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), index.data() if index.isValid() else "", self.viewport())
            return True
        return super().viewportEvent(event)


class Contents(Ground):
    """Filter and tree. `chosen(entry)` asks to go to a row; `opened(entry)` to go on reading there."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, rules: Mapping[str, Rule], parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "", parent)
        self._rules, self._pinyin = rules, Pinyin()
        self._here: tuple[str, int] = ("", -1)
        self._counts: dict[int, int] = {}
        self._warm = False
        self._unfolded: Key | None = None  # a division that we opened, not the reader
        self.filter = LineEdit(theme, "筛选章、条", icon="funnel", name="筛选目录：章、条、条号或拼音首字母")
        self.filter.setClearButtonEnabled(False)
        self.hint = Label(theme, "", "smallest", "ink3")
        self.hint.hide()
        self.tree = ContentsTree(theme)
        self.tree.painter = RowPainter(theme, self.tree, lambda: self._here, self._count)
        self.tree.setItemDelegate(self.tree.painter)
        self._box = QVBoxLayout(self)
        self._top = QVBoxLayout()
        self._top.addWidget(self.filter)
        self._top.addWidget(self.hint)
        self._box.addLayout(self._top)
        self._box.addWidget(self.tree, 1)
        self.filter.textChanged.connect(self._apply_filter)
        self.filter.returnPressed.connect(self._open_first)
        self.filter.installEventFilter(self)
        self.tree.chosen.connect(self.chosen)
        self.tree.opened.connect(self.opened)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    def set_order(self, rule_ids: Sequence[str]) -> None:
        """Build the tree with the rules in this order, the first one unfolded."""
        model = ContentsModel(self._rules[rule_id] for rule_id in rule_ids)
        self.model = ContentsFilter(model)
        model.setParent(self.model)
        self.model.setParent(self)
        self._unfolded = None
        self.tree.setModel(self.model)
        self._measure_numbers()
        self._apply_filter(self.filter.text())
        if not self.filter.text().strip() and self.model.rowCount():
            self.tree.setExpanded(self.model.index(0, 0), True)
        model.set_counts(self._here[0], self._counts)

    def show_place(self, rule_id: str, article: int) -> None:
        """Follow the sheet to an article: unfold its division, fold the one that was unfolded for the last."""
        self._here = (rule_id, article)
        index = self.model.place_of(("article", rule_id, article))
        self.tree.viewport().update()
        if not index.isValid():
            return
        parent = index.parent()
        if not self.tree.isExpanded(parent) and not self.filter.text().strip():
            if self._unfolded is not None:
                self.tree.setExpanded(self.model.place_of(self._unfolded), False)
            self._unfolded = parent.data(ENTRY).key
        above = parent
        while above.isValid():
            self.tree.setExpanded(above, True)
            above = above.parent()
        self.tree.select_quietly(index)
        if not self.tree.viewport().rect().contains(self.tree.visualRect(index)):
            self.tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def set_counts(self, rule_id: str, counts: dict[int, int]) -> None:
        """Show how often the words looked for stand in each article (by index) of the rule being read."""
        self._counts = counts
        self.model.contents.set_counts(rule_id, counts)
        self.tree.viewport().update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.filter and event.type() == QEvent.Type.FocusIn and not self._warm:
            self._warm = True
            QThreadPool.globalInstance().start(self._pinyin.prepare)
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return False

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._top.setContentsMargins(px(SPACE_M), px(SPACE_M), px(SPACE_M), px(SPACE_S))
        self._top.setSpacing(px(4))
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._measure_numbers()

    def _measure_numbers(self) -> None:
        model: ContentsFilter | None = getattr(self, "model", None)
        if model is None or self.tree.painter is None:
            return
        longest = max((len(entry.label) for entry in model.contents.entries() if entry.kind == "article"), default=3)
        width = QFontMetrics(self._theme.font("ui", bold=True)).horizontalAdvance("十" * min(longest, 8))
        self.tree.painter.number_width = width + self._theme.px(10)
        self.tree.viewport().update()

    def _count(self, entry: Entry) -> int:
        if entry.rule != self._here[0] or not self._counts:
            return 0
        if entry.kind == "article":
            return self._counts.get(entry.index, 0)
        first, end = entry.articles
        return sum(count for index, count in self._counts.items() if first <= index < end)

    def _apply_filter(self, typed: str) -> None:
        found = find_entries(typed, self.model.contents.entries(), self._rules, self._pinyin)
        self.model.accept(found.keys if found else None)
        self.hint.setVisible(found is not None and (found.in_text or not found.keys))
        if found is None:
            self.tree.collapseAll()
            self._unfolded = None
            if self.model.rowCount():
                self.tree.setExpanded(self.model.index(0, 0), True)
            if self._here[1] >= 0:
                self.show_place(*self._here)
            return
        self.hint.setText(IN_TEXT if found.in_text else NOTHING)
        self.tree.expandAll()
        first = self._first_article()
        if first.isValid():
            self.tree.select_quietly(first)

    def _first_article(self) -> QModelIndex:
        index = self.model.index(0, 0)
        while index.isValid():
            entry: Entry = index.data(ENTRY)
            if entry.kind == "article":
                return index
            index = self.tree.indexBelow(index)
        return QModelIndex()

    def _open_first(self) -> None:
        index = self._first_article() if self.filter.text().strip() else self.tree.currentIndex()
        if index.isValid():
            self.opened.emit(index.data(ENTRY))
