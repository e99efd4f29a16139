"""An article beside a line of a list: the words of the line underlined, and words selected in it made into a quote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from govdesk.errors import UserError
from govdesk.rules.model import Rule
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.article import ArticlePane
from govdesk.ui.kit.widgets.article_text import article_lines
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.labels import Ground
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.wizards.basis import BasisArticle
from govdesk.wizards.grounding import locate
from govdesk.wizards.model import Cite

_LONG = 60  # characters that a quote may have without a reason
_STOPS = "，。；：、 \u3000"


def _closed(text: str, after: str) -> str:
    """`text` with the closing mark that follows it, where a hand left off just before: 《…条例 is half a name."""
    for opening, closing in ("《》", "（）", "“”", "〔〕"):
        if after.startswith(closing) and text.count(opening) > text.count(closing):
            return text + closing
    return text


class ArticleSide(ScrollArea):
    """Shows one article of the rule, scrolled to the first quoted word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rule: Rule | None = None
        self._number = ""
        self.pane = ArticlePane(theme)
        self.setAccessibleName("条文")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.set_compact(True)
        inside = Ground(theme, "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        column.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        self._ring = FocusRing(theme, self)

    def show_article(self, rule: Rule, number: str, cites: Sequence[Cite] = ()) -> None:
        """Article `number` with the words of `cites` underlined."""
        article = rule.find(number)
        self._rule, self._number = rule, number
        if article is None:
            self.pane.show_nothing("这一条在规则里找不到了")
            return
        division = rule.division_of(number)
        notes = tuple(note for note_id in article.note_ids if (note := rule.note(note_id)))
        self.pane.show_article(BasisArticle(article, division.name if division else "", notes), rule.meta, cites)
        later(self, self._to_first_mark)

    def selected_quote(self) -> Cite:
        """The selected words as a quote. Raises UserError: nothing selected, or not words of one 款 or 项."""
        cursor = self.pane.view.textCursor()
        text = cursor.selectedText().strip()
        article = self._rule.find(self._number) if self._rule is not None else None
        if not text or article is None:
            raise UserError("条文里还没有选中字", safe="引文没有改动", todo="在条文里按住鼠标拖过要引的话，再点一次")
        document = self.pane.view.document()
        begun = document.findBlock(cursor.selectionStart())
        number = article.printed.strip()
        if begun.text().startswith(number):  # a hand takes the number along, or half of it
            text = text[max(0, begun.position() + len(number) - cursor.selectionStart()) :].strip()
        end = document.findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
        text = _closed(text, end.text()[cursor.selectionEnd() - end.position() :])
        text = text.strip(_STOPS)  # a hand takes the stop before or behind along
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = end.blockNumber()
        lines = article_lines(article)
        line = lines[first] if first == last and first < len(lines) else None
        place = line and next(
            (p for p in locate(article, text) if (p.paragraph, p.item) == (line.paragraph, line.item)), None
        )
        if not place:
            raise UserError(
                "选中的不是一款里连着的原话", safe="引文没有改动", todo="只在一款（项）里选，不要带上条号和校注的标记"
            )
        why = "审的时候照录，中间没有断开" if len(text) > _LONG else ""
        return Cite(article=self._number, quote=text, paragraph=place.paragraph, item=place.item, why=why)

    def _to_first_mark(self) -> None:
        document = self.pane.view.document()
        block = document.begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                if parts.fragment().charFormat().fontUnderline():
                    top = document.documentLayout().blockBoundingRect(block).top()
                    y = self.pane.view.mapTo(self.widget(), self.pane.view.rect().topLeft()).y() + round(top)
                    self.verticalScrollBar().setValue(max(0, y - self._theme.px(80)))
                    return
                parts += 1
            block = block.next()
        self.verticalScrollBar().setValue(0)
