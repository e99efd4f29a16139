"""搜索结果: whatever answers what was typed, the selected one at the right, and never a blank page."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.pinyin import Pinyin
from govdesk.present.search_results import Row, article_rows, chapter_rows, errand_rows, in_order, related_wordings
from govdesk.ui.kit.command import CommandAction, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.search.facets import KINDS, Facets
from govdesk.ui.pages.search.head import ResultsHead
from govdesk.ui.pages.search.nothing import NothingFound
from govdesk.ui.pages.search.preview import Preview
from govdesk.ui.pages.search.row_paint import ROW, ResultsModel, RowPainter
from govdesk.ui.pages.search.worker import Answer, Searcher
from govdesk.ui.sheet.copying import copy_citation

if TYPE_CHECKING:
    from govdesk.app import Services

LEFT_WIDTH, RIGHT_WIDTH = 216, 336
LIMIT = 50
_SLOW_MS = 300
_KEYS = (("↑↓", "选择"), *hints("open"), ("Alt+1…7", "切换类型"), *hints("cite", "leave"))


class SearchPage(Page):
    """The page `search`: `text` is what to look for, `kind` (see `results.Kind`) narrows it."""

    title = "搜索"
    status_keys = _KEYS

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._library = services.library
        self._first_rule = ""
        self._text = ""
        self._rows: list[Row] = []
        self._words: list[str] = []
        self._suggestion = ""
        self._looked = ""
        self._pinyin = Pinyin()
        rules = [(rule.id, rule.meta.short_title) for rule in self._library.rules.values()]
        self.facets = Facets(theme, rules)
        self.head = ResultsHead(theme, rules)
        self.model = ResultsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setMouseTracking(True)
        self.list.setWordWrap(True)  # else Qt keeps the rows' heights when only the width changes, as by a scroll bar
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("搜索结果")
        self.painter = RowPainter(theme, self.list)
        self.list.setItemDelegate(self.painter)
        self.preview = Preview(theme, self._library, services.statutes)
        self.nothing = NothingFound(theme)
        self.searcher = Searcher(services, LIMIT, self)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._show_waiting)
        self._arrange()
        self._connect()

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        if target.get("kind") in self.facets.kinds:
            self.facets.kinds[target["kind"]].setChecked(True)
        if (text := target.get("text")) is not None:
            self.search(str(text).strip())
        elif not self._text:
            self.search("")

    def focus_first(self) -> None:
        (self.list if self._text else self.nothing.contents_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_theme(self) -> None:
        self.list.doItemsLayout()
        self._select(self.list.currentIndex())

    def apply_layout(self, layout: WindowLayout) -> None:
        self.results.setOrientation(Qt.Orientation.Vertical if layout.side_below else Qt.Orientation.Horizontal)
        self.facets.setVisible(not layout.toc_drawer)
        self.head.set_narrow(layout.toc_drawer)
        self.preview.setVisible(not layout.toc_drawer)
        self.preview.article.set_compact(layout.side_below)
        px = self.theme.px
        self.splitter.setSizes([px(LEFT_WIDTH), max(px(400), self.width() - px(LEFT_WIDTH))])
        if layout.side_below:
            self.results.setSizes([max(1, self.height() * 6 // 10), max(1, self.height() * 4 // 10)])
        else:
            self.results.setSizes([max(px(400), self.width() - px(LEFT_WIDTH + RIGHT_WIDTH)), px(RIGHT_WIDTH)])

    def toggle_preview(self) -> None:
        """Show the article beside the results, or put it away."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.preview.isAncestorOf(focused)
        self.preview.setVisible(self.preview.isHidden())
        if inside:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_rule(self, rule_id: str) -> None:
        self._first_rule = rule_id
        if self._text:
            self.search(self._text)

    def panes(self) -> list[QWidget]:
        first, copy = self.preview.start_button, self.preview.copy_button
        left = self.head.kinds if self.head.kinds.isVisible() else self.facets.kinds[self.facets.kind]
        return [left, self.list, first if first.isVisible() else copy, self.nothing.contents_button]

    def default_status(self) -> str:
        return "、".join(filter(None, (f"已查 {len(self._library.rules)} 部规则", self._looked)))

    def _desk(self) -> str:
        return self.services.settings.desks.get(self._first_rule, "")

    # -- searching

    def search(self, text: str) -> None:
        """Look for `text` and show what answers: errands called so at once, all else as soon as the index has answered."""
        self._text, self._suggestion = text, ""
        self._words = text.lower().split()
        self._errands = errand_rows(self._library, text, self._first_rule, self._pinyin, self._desk(), ())
        self._articles: list[Row] = []
        self._others: tuple[Row, ...] = ()
        self._statutes: list[Row] = []
        if not text:
            self.searcher.drop()
            self._offer_chapters()
            self._show_rows()
            return
        self._remember(text)
        self._slow.start()
        self.searcher.ask(text, self._first_rule)

    def _show_waiting(self) -> None:
        """The index takes its time, as when it is built: show the errands meanwhile."""
        self.model.show(self._errands)
        self.preview.show_row(None, ())
        self.head.say(f"正在查“{self._text}”…")
        self.stack.setCurrentWidget(self.splitter)

    def _take(self, answer: Answer) -> None:
        self._slow.stop()
        result, elsewhere = answer.articles, answer.elsewhere
        self._suggestion = result.suggestion
        asked = result.suggestion if result.suggestion and not self._errands else self._text
        self._errands = errand_rows(self._library, asked, self._first_rule, self._pinyin, self._desk(), result.hits)
        self._articles = [
            *chapter_rows(self._library, result.chapters),
            *article_rows(self._library, result.hits, self._text),
        ]
        self._others = elsewhere.rows
        self._words = sorted(
            {hit.snippet[a:b].lower() for hit in result.hits for a, b in hit.matches} or set(self._words)
        )
        self._offer_chapters()
        self._show_rows()
        self._looked = elsewhere.looked
        self.status_message.emit(elsewhere.trouble or self.default_status())

    def _add_statutes(self, rows: list[Row], trouble: str) -> None:
        """Laws come below all else, a moment later: what stands there, and what is chosen of it, stays as it is."""
        if rows:
            self._statutes = rows
            chosen, place = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
            self._show_rows()
            if 0 <= chosen < self.model.rowCount():
                self.list.setCurrentIndex(self.model.index(chosen))
                self.list.verticalScrollBar().setValue(place)
        if trouble:
            self.status_message.emit(trouble)

    def _offer_chapters(self) -> None:
        """The chapters of the articles found, in the rules' own order."""
        order = {
            rule_id: [article.number for article in rule.articles] for rule_id, rule in self._library.rules.items()
        }
        rows = sorted(self._articles, key=lambda row: (list(order).index(row.rule), order[row.rule].index(row.number)))
        counts = Counter((row.rule, row.chapter) for row in rows if row.chapter)
        self.facets.set_chapters(counts)
        self.head.set_chapters(tuple(counts))

    def _fail(self, error: UserError) -> None:
        self._slow.stop()
        self._show_rows()
        self.head.say(error.sentence)

    def _show_rows(self) -> None:
        rows = in_order(self._errands, self._articles, self._others, self._suggestion or self._text)
        self._rows = [*rows, *self._statutes]
        rules, chapters = self.facets.rules, self.facets.chapters
        in_rules = [
            row
            for row in self._rows
            if row.rule in ("", *rules) and (not chapters or (row.rule, row.chapter) in chapters)
        ]
        shown = [row for row in in_rules if self.facets.kind in ("", row.kind)]
        self.model.show(shown)
        kinds = {kind: sum(kind in ("", row.kind) for row in in_rules) for kind, _ in KINDS}
        kind = self.facets.kind
        counts = {
            rule: sum(row.rule == rule and kind in ("", row.kind) for row in self._rows) for rule in self._library.rules
        }
        self.facets.set_counts(kinds, counts)
        related = related_wordings(self._articles, self._text) if self._rows else ()
        self.head.show_result(self._text, len(shown), self._suggestion if self._rows else "", related)
        self.nothing.show_for(self._text, self._suggestion, self.services.settings.recent_searches)
        self.stack.setCurrentWidget(self.splitter if self._rows else self.nothing)
        if shown:
            self.list.setCurrentIndex(self.model.index(0))
            focused = QApplication.focusWidget()
            if focused is None or self.nothing.isAncestorOf(focused):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.preview.show_row(None, ())

    def _remember(self, text: str) -> None:
        settings = self.services.settings.with_search(text)
        if settings == self.services.settings:
            return
        self.services.settings = settings
        try:
            self.services.save_settings()
        except UserError as error:
            self.status_message.emit(error.sentence)

    # -- opening

    def _select(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW) if index.isValid() else None
        self.preview.show_row(row, self._words)

    def _open(self, row: Row) -> None:
        if row.kind == "article":
            self._open_article(row.rule, row.number)
        elif row.kind == "statute":
            words = self._words_in(row.body) if row.law_article else None
            self.go(targets.Statute(law=row.law, article=row.law_article, find=words))
        else:
            self.go(row.target)

    def _open_article(self, rule_id: str, number: str) -> None:
        row: Row | None = self.list.currentIndex().data(ROW)
        if row is not None and row.law == rule_id:
            self._open(row)
            return
        article = self._library.rules[rule_id].find(number)
        words = self._words_in(article.shown if article is not None else "")
        self.go(targets.Rules(rule=rule_id, article=number, find=words))

    def _words_in(self, body: str) -> str:
        """What the reader should mark: the words as typed where the article has them, else the longest found in it."""
        folded = body.lower()
        return max((word for word in (self._text, *self._words) if word.lower() in folded), key=len, default="")

    def _copy(self, rule_id: str, number: str) -> None:
        rule = self._library.rules[rule_id]
        article = rule.find(number)
        if article is not None:
            self.status_message.emit(copy_citation((rule.meta, article)))

    def _copy_selected(self) -> None:
        row: Row | None = self.list.currentIndex().data(ROW)
        if row is not None and row.number:
            self._copy(row.rule, row.number)
        elif row is not None and row.law_article:
            found = self.services.statutes.article(row.law, row.law_article)
            if found is not None:
                self.status_message.emit(copy_citation((found[0], found[1])))

    def row_menu(self, row: Row) -> Menu:
        """What can be done with a row, by the words and keys that do it elsewhere."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        menu.addAction("开始办理" if row.kind == "wizard" else "打开", lambda: self._open(row))
        if row.number:
            menu.addAction("复制引文", lambda: self._copy(row.rule, row.number))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        row: Row | None = self.list.indexAt(at).data(ROW)
        if row is not None:
            self.row_menu(row).popup(self.list.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row: Row | None = self.list.currentIndex().data(ROW)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus() and row is not None:
            self._open(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.go(targets.Back())
        else:
            super().keyPressEvent(event)

    # -- laying out

    def _arrange(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self.results = Splitter("search.preview", Qt.Orientation.Horizontal)
        self.splitter = Splitter("search.facets", Qt.Orientation.Horizontal)
        for splitter, parts in ((self.results, (centre, self.preview)), (self.splitter, (self.facets, self.results))):
            for part in parts:
                splitter.addWidget(part)
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.results.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.nothing)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self.searcher.answered.connect(self._take)
        self.searcher.statutes_found.connect(self._add_statutes)
        self.searcher.failed.connect(self._fail)
        self.facets.changed.connect(self._show_rows)
        self.head.kind_chosen.connect(lambda kind: self.facets.kinds[kind].setChecked(True))
        self.head.rule_chosen.connect(lambda rule: self.facets.want_rules({rule} if rule else set(self._library.rules)))
        self.head.chapter_chosen.connect(self.facets.want_chapter)
        self.head.asked.connect(self.search)
        selection: QItemSelectionModel = self.list.selectionModel()
        selection.currentChanged.connect(lambda current, _before: self._select(current))
        self.list.doubleClicked.connect(lambda index: self._open(index.data(ROW)))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.painter.start_pressed.connect(self._open)
        self.preview.article_requested.connect(self._open_article)
        self.preview.wizard_requested.connect(lambda rule, wizard: self.go(targets.RunWizard(rule=rule, wizard=wizard)))
        self.preview.open_requested.connect(self._open)
        self.preview.copy_requested.connect(self._copy_selected)
        self.nothing.asked.connect(lambda text: self.go(targets.Search(text=text)))
        self.nothing.contents_requested.connect(lambda: self.go(targets.Rules()))
        self.nothing.errands_requested.connect(lambda: self.go(targets.Home()))
        add_commands(self, {"cite": self._copy_selected, "side": self.toggle_preview})
        for position, (kind, name) in enumerate(KINDS, start=1):
            CommandAction(self, f"pick.{position}", partial(self.facets.kinds[kind].setChecked, True), text=name)
