"""条文窗格: the article that a question or a checklist line rests on, its quoted words underlined in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, RuleMeta
from govdesk.ui.kit.signals import follow
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.article_text import Run, article_lines, line_runs, quote_spans
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground, Label
from govdesk.wizards.basis import BasisArticle
from govdesk.wizards.model import Cite


class TextView(QTextBrowser):
    """A text browser as high as its text, for use inside a scrolling panel. It opens no links by itself.

    Tab passes it by: the panel takes the focus and scrolls. A click puts the focus here, so that words can be selected.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        follow(self.document().documentLayout(), "documentSizeChanged(QSizeF)", self.fit_height)

    def fit_height(self) -> None:
        """Take the height of the text at the present width."""
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_height()


class ArticlePane(Themed, QWidget):
    """Head (第五十八条, its rule, 章 and 条旨, a link to the reader) and the article's words.

    The pane is as high as its content; put it into a `SidePanel`. `open_article_requested(rule id, article number)`
    is emitted by the link 在规则中打开.
    """

    open_article_requested = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry: BasisArticle | None = None
        self._rule: RuleMeta | None = None
        self._cites: tuple[Cite, ...] = ()
        self._compact = False
        self.setAccessibleName("所依据的条文")

        self._head = Ground(theme, "panel", "b", self)
        self._title = Label(theme, "", "section")
        self._place_beside = ElidedLabel(theme, "", "secondary", "ink3")
        self._link = LinkButton(theme, "在规则中打开", role="secondary")
        self._link.clicked.connect(self._request_article)
        self._source = Label(theme, "", "secondary", "ink3", wrap=True)
        self._place = Label(theme, "", "secondary", "ink3", wrap=True)
        self.view = TextView(self)
        self.view.setAccessibleName("条文")

        self._first = QHBoxLayout()
        self._first.addWidget(self._title)
        self._first.addWidget(self._place_beside, 1)
        self._first.addStretch(0)
        self._first.addWidget(self._link)
        self._head_box = QVBoxLayout(self._head)
        self._head_box.setSpacing(0)
        self._head_box.addLayout(self._first)
        self._head_box.addWidget(self._source)
        self._head_box.addWidget(self._place)
        self._body_box = QVBoxLayout()
        self._body_box.addWidget(self.view)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addLayout(self._body_box)
        self.follow_theme()

    def show_article(self, entry: BasisArticle, rule: RuleMeta, cites: Sequence[Cite] = ()) -> None:
        """Show `entry` of `rule` with the words of `cites` marked; cites of other articles are passed over."""
        wanted = tuple(cite for cite in cites if cite.number == entry.article.number)
        if (entry, rule, wanted) == (self._entry, self._rule, self._cites):
            return
        self._entry, self._rule, self._cites = entry, rule, wanted
        self._fill()

    def show_nothing(self, words: str) -> None:
        """Say in our words why there is no article here."""
        self._entry, self._rule, self._cites = None, None, ()
        self._fill(words)

    def take_head(self) -> QWidget:
        """The head, to be put where it stays in sight while the words scroll."""
        self._box.removeWidget(self._head)
        return self._head

    def set_compact(self, compact: bool) -> None:
        """The one-line head of the narrow window, where the pane lies under the list."""
        if compact != self._compact:
            self._compact = compact
            self.apply_theme()

    def apply_theme(self) -> None:
        """Take fonts, colours and measures from the theme again."""
        px = self._theme.px
        side = px(SPACE_XL)
        self._first.setSpacing(px(SPACE_M))
        self._head_box.setContentsMargins(side, px(SPACE_L), side, 0 if self._compact else px(SPACE_L))
        self._body_box.setContentsMargins(side, px(SPACE_XS if self._compact else SPACE_L), side, px(SPACE_L))
        self._head.set_lines("" if self._compact else "b")
        self._fill()

    @property
    def shown(self) -> tuple[RuleMeta, Article] | None:
        """The article that stands here, and its rule; None for none."""
        return (self._rule, self._entry.article) if self._rule is not None and self._entry is not None else None

    def quoted_text(self) -> str:
        """The marked words as shown, several stretches joined by ……; for tests and assistive tools."""
        return "……".join(cite.quote for cite in self._cites)

    def _request_article(self) -> None:
        if self._entry and self._rule:
            self.open_article_requested.emit(self._rule.id, self._entry.article.number)

    def _fill(self, words: str = "") -> None:
        entry, rule = self._entry, self._rule
        self._link.setVisible(entry is not None)
        for label in (self._source, self._place, self._place_beside):
            label.setVisible(False)
        self.view.clear()
        if entry is None or rule is None:
            self._title.setText("所依据的条文")
            self._insert([Run(words)], first=True, law=False)
            return
        place = " · ".join(part for part in (entry.chapter, entry.article.heading) if part)
        self._title.setText(cite_article(entry.article.number))
        self._source.setText(f"《{rule.title}》")
        self._place.setText(place)
        self._place_beside.setText(place)
        self._source.setVisible(not self._compact)
        self._place.setVisible(bool(place) and not self._compact)
        self._place_beside.setVisible(bool(place) and self._compact)
        self._fill_article(entry)
        self.view.setAccessibleDescription(f"{cite_article(entry.article.number)}，依据的原话：{self.quoted_text()}")

    def _fill_article(self, entry: BasisArticle) -> None:
        lines = article_lines(entry.article)
        notes = {note.id: note for note in entry.notes}
        for index, (line, spans) in enumerate(zip(lines, quote_spans(lines, self._cites), strict=True)):
            printed = entry.article.printed if index == 0 else line.label
            self._insert(line_runs(line.text, spans, notes), first=index == 0, printed=printed)
        shown = {run.note for line in lines for run in line_runs(line.text, (), notes) if run.note}
        for note in entry.notes:
            if note.id in shown:
                self._insert([Run("〔注〕", note=note.id), Run(note.why)], first=False, law=False)

    def _insert(self, runs: Sequence[Run], *, first: bool, printed: str = "", law: bool = True) -> None:
        role: Role = "rule_side" if law else "note" if not first else "ui"
        block = QTextBlockFormat()
        block.setLineHeight(self._theme.line_height(role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if law:
            block.setAlignment(Qt.AlignmentFlag.AlignJustify)
        elif not first:
            block.setTopMargin(self._theme.px(SPACE_M))
        cursor = QTextCursor(self.view.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        if printed:
            cursor.insertText(printed, self._format(self._theme.font(role, bold=first), "ink"))
        plain = self._format(self._theme.font(role), "ink" if law else "ink2")
        for run in runs:
            if run.note:
                mark = self._format(self._theme.font("smallest"), "ver")
                if law:
                    mark.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                cursor.insertText(run.text, mark)
            elif run.quoted:
                cursor.insertText(run.text, self._quoted(plain))
            else:
                cursor.insertText(run.text, plain)

    def _format(self, font: QFont, token: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(self._theme.color(token))
        return made

    def _quoted(self, plain: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(plain)
        made.setBackground(self._theme.color("mark"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(self._theme.color("ver"))
        return made


_FOUND_BY = 8  # characters at either end of a quote: between them a note's mark may stand


def find_quote(document: QTextDocument, quote: str) -> tuple[QTextCursor, QTextCursor] | None:
    """Where `quote` begins and where it ends; None where it does not stand there.

    Its first words may stand elsewhere too: the place counts from which its last words are nearest.
    """
    found: list[tuple[int, QTextCursor, QTextCursor]] = []
    first = begins = document.find(quote[:_FOUND_BY])
    while quote and not first.isNull():
        last = document.find(quote[-_FOUND_BY:], first.selectionStart())
        if not last.isNull():
            found.append((last.selectionEnd() - first.selectionStart(), first, last))
        first = document.find(quote[:_FOUND_BY], first)
    if found:
        return min(found, key=lambda place: place[0])[1:]
    return None if not quote or begins.isNull() else (begins, begins)
