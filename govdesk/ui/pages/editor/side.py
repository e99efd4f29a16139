"""The right of the page: an article to quote from, or the list as it will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.search.folding import fold_text
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Ground, IconButton, Label, LinkButton, PrimaryButton
from govdesk.ui.kit.widgets.article_side import ArticleSide
from govdesk.ui.kit.widgets.live_pane import LivePane
from govdesk.ui.kit.widgets.segments import Segments
from govdesk.ui.sheet.filter_field import FilterField
from govdesk.wizards.model import Cite, Wizard
from govdesk.wizards.outlook import live_list
from govdesk.wizards.parties import Party

ARTICLE, LIST = range(2)


class EditorSide(Ground):
    """条文 | 清单. `quote_wanted()`: the selected words are to be quoted; `chart_wanted()`, `paper_wanted(desk)`: to see those."""

    quote_wanted = Signal()
    chart_wanted = Signal()
    paper_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", "l")
        px = theme.px
        self._rule: Rule | None = None
        self._wizard: Wizard | None = None
        self._wanted = False
        self.segments = Segments(theme, ("条文", "清单"))
        self.segments.choose(ARTICLE)
        self.seek = FilterField(theme, "找条文：条号、几个字都行", name="找条文")
        self.articles = ComboBox(theme, name="看哪一条")
        self.previous = IconButton(theme, "caret-left", "上一条")
        self.next = IconButton(theme, "caret-right", "下一条")
        self.article = ArticleSide(theme)
        self.quote = PrimaryButton(theme, "引用选中的话", tip="先在条文里按住鼠标选几个字")
        self.desks = ComboBox(theme, name="谁的清单")
        self.live = LivePane(theme)
        self.chart = LinkButton(theme, "流程图", role="secondary", tip="看问题和各项怎样连起来")
        self.paper = LinkButton(theme, "纸上", role="secondary", tip="看印出来的空白表")
        head = QHBoxLayout()
        head.setContentsMargins(px(SPACE_M), px(SPACE_S), px(SPACE_M), px(SPACE_S))
        head.setSpacing(px(SPACE_S))
        head.addWidget(self.segments)
        for widget in (self.articles, self.desks):
            head.addWidget(widget, 1)
        head.addWidget(self.chart)
        head.addWidget(self.paper)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(SPACE_M), px(SPACE_S), px(SPACE_M), px(SPACE_S))
        self._said = Label(theme, "", "secondary", "ver", wrap=True)
        foot.setSpacing(px(SPACE_M))
        foot.addWidget(self.quote)
        foot.addWidget(self._said, 1)
        finding = QHBoxLayout()
        finding.setContentsMargins(px(SPACE_M), 0, px(SPACE_M), px(SPACE_S))
        finding.setSpacing(px(SPACE_S))
        finding.addWidget(self.seek, 1)
        self.count = Label(theme, "", "secondary", "ink2")
        self.count.hide()
        finding.addWidget(self.count)
        reading = QWidget()
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(finding)
        column.addWidget(self.article, 1)
        column.addLayout(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(reading)
        self._stack.addWidget(self.live)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        self.segments.chosen.connect(lambda _i: self._show_chosen())
        self.seek.textChanged.connect(lambda _t: self._offer())
        self.seek.down_requested.connect(self.articles.setFocus)
        self.articles.activated.connect(lambda _i: self._show_article())
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.desks.activated.connect(lambda _i: self._show_list())
        self.chart.clicked.connect(lambda _c=False: self.chart_wanted.emit())
        self.paper.clicked.connect(lambda _c=False: self.paper_wanted.emit(self.desks.currentData() or ""))
        self.quote.clicked.connect(lambda _c=False: self.quote_wanted.emit())
        self._show_chosen()

    def show_rule(self, rule: Rule) -> None:
        """Offer the articles of a rule."""
        if self._rule is not None and self._rule.hash == rule.hash and self._rule.id == rule.id:
            return
        self._rule = rule
        self.seek.clear()
        self._offer()

    def show_quotes(self, cites: Sequence[Cite]) -> None:
        """The article of the first of these, with their words underlined; without any, the one at hand."""
        if self._rule is None:
            return
        if cites and self._rule.find(cites[0].number) is not None:
            if self.articles.findData(cites[0].number) < 0:
                self.seek.clear()
            self.articles.setCurrentIndex(self.articles.findData(cites[0].number))
        self._show_article(cites)

    def say(self, text: str) -> None:
        """Why the selected words are no quote; "" for nothing."""
        self._said.setText(text)

    def show_wizard(self, wizard: Wizard | None, parties: Sequence[Party]) -> None:
        """The list as it will be; nothing while the errand cannot be made out."""
        self._wizard = wizard
        self.chart.setEnabled(wizard is not None)
        self.paper.setEnabled(wizard is not None)
        labels = {party.id: party.label for party in parties}
        desks = list(wizard.desks) if wizard is not None else []
        if [self.desks.itemData(at) for at in range(self.desks.count())] != desks:
            self.desks.clear()
            for desk in desks:
                self.desks.addItem(labels.get(desk, desk), desk)
        self._show_list()

    def offer_quote(self, *, wanted: bool) -> None:
        """Whether words of an article can be quoted for the part at hand."""
        self._wanted = wanted
        self._show_quote()

    def _show_quote(self) -> None:
        # Where nothing is found, the article that still stands there has not what is looked for.
        self.quote.setEnabled(self._wanted and self.articles.count() > 0)

    def _offer(self) -> None:
        """Offer the articles that have the words looked for, all of them where none is typed; the first is shown."""
        if self._rule is None:
            return
        words = fold_text(self.seek.text()).split()
        self.articles.clear()
        for article in self._rule.articles:
            named = f"{cite_article(article.number)}　{article.heading}".strip()
            if all(word in fold_text(f"{named}\n{article.number}\n{article.shown}") for word in words):
                self.articles.addItem(named, article.number)
        self.articles.setPlaceholderText("没有这样的条文")
        found = self.articles.count()
        self.count.setText(f"{found} 条" if words else "")
        self.count.setVisible(bool(words))
        self._show_quote()
        if found:
            self.articles.setCurrentIndex(0)
        self._show_article()

    def _show_list(self) -> None:
        desk = self.desks.currentData()
        if self._wizard is not None and desk:
            self.live.show_list(live_list(self._wizard, {}, desk, None))

    def _show_chosen(self) -> None:
        reading = self.segments.index != LIST
        self._stack.setCurrentIndex(ARTICLE if reading else LIST)
        of_article: tuple[QWidget, ...] = (self.articles, self.previous, self.next)
        for widget in of_article:
            widget.setVisible(reading)
        for other in (self.desks, self.chart, self.paper):
            other.setVisible(not reading)

    def _show_article(self, cites: Sequence[Cite] = ()) -> None:
        self.say("")
        at = self.articles.currentIndex()
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(0 <= at < self.articles.count() - 1)
        if self._rule is not None and (number := self.articles.currentData()):
            self.article.show_article(self._rule, number, [cite for cite in cites if cite.number == number])

    def _step(self, by: int) -> None:
        at = self.articles.currentIndex() + by
        if 0 <= at < self.articles.count():
            self.articles.setCurrentIndex(at)
            self._show_article()
