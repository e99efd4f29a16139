"""A rule set as one document: built once for a rule and a look, never touched afterwards.

What moves (the current article, the words being looked for) is painted over it, so that neither a click nor F3
costs a new layout. The document knows for every block which 条, 款 and 项 stand in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)

from govdesk.rules.links import find_links
from govdesk.rules.model import Article, Division, Mark, Rule, Text
from govdesk.ui.kit.theme import Role, Theme
from govdesk.ui.sheet.document import NOWHERE, Place, PlacedLink, SheetDocument

MARGIN = 36  # pixels between the sheet's edge and the text, at 100 %
NUMBER_COLUMN = 80
WIDEST_NUMBER_COLUMN = 104  # longer numbers (第一千二百六十条) run in with the text instead
BETWEEN_ARTICLES = 12
NOTE_SCHEME = "note:"
LINK_SCHEME = "link:"
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class RuleDocument(SheetDocument):
    """`rule` as a QTextDocument in the look that `theme` has now; with `notes` the marks 〔注3〕 are set too.

    `holds(title)` says whether the library has a law by that title. `divisions` are the rule's own, `note_order` is the
    number of each note.
    """

    def __init__(
        self, rule: Rule, theme: Theme, *, notes: bool = True, holds: Callable[[str], bool] = lambda _title: False
    ) -> None:
        super().__init__()
        self.rule = rule
        self._theme, self._notes, self._holds = theme, notes, holds
        self.note_order = rule.note_order()
        self._shown_notes: set[str] = set()
        self._blocks: dict[bool, QTextBlockFormat] = {}
        self.document.setDocumentMargin(theme.px(MARGIN))
        self.document.setDefaultFont(theme.font("rule"))
        self._cursor = QTextCursor(self.document)
        self._formats = _Formats(theme)
        self.column = self._number_column()
        self._cursor.beginEditBlock()
        self._add_front()
        self._add_articles()
        for appendix in self.rule.appendices:
            self._add_heading_line(appendix.label.rstrip("：:"), appendix.title, "head")
            self._add_unnumbered(appendix.lines)
        self._cursor.endEditBlock()
        self.revision = self.document.revision()

    # -- setting

    def _number_column(self) -> int:
        metrics = QFontMetrics(self._theme.font("rule", bold=True))
        # Numbers of equal length are about equally wide: a long law need not have each of its own measured.
        lengths = {len(article.printed): article.printed for article in self.rule.articles}
        widest = max((metrics.horizontalAdvance(printed) for printed in lengths.values()), default=0)
        column = max(self._theme.px(NUMBER_COLUMN), widest + self._theme.px(8))
        return column if column <= self._theme.px(WIDEST_NUMBER_COLUMN) else 0

    def _add_front(self) -> None:
        """The notice that promulgated the rule, small, as the document has it; then the title."""
        notice = self.rule.notice
        last_sentence = max((i for i, line in enumerate(notice) if line.shown.endswith("。")), default=len(notice))
        for index, line in enumerate(notice):
            shown = line.shown
            signature = index > last_sentence and not shown.startswith("（")
            aligned = Qt.AlignmentFlag.AlignJustify
            if shown == self.rule.meta.doc_number:
                aligned = Qt.AlignmentFlag.AlignHCenter
            elif signature:
                aligned = Qt.AlignmentFlag.AlignRight
            block = self._block("snippet", aligned)
            if shown.endswith(("。", "）")) and aligned == Qt.AlignmentFlag.AlignJustify:
                block.setTextIndent(2 * QFontMetrics(self._theme.font("snippet")).horizontalAdvance("汉"))
            self._start(block, NOWHERE)
            self._line(line, "snippet", "ink2")
        title = self._block("page_title", Qt.AlignmentFlag.AlignHCenter)
        title.setTopMargin(self._theme.px(28 if notice else 8))
        title.setBottomMargin(self._theme.px(8))
        self._start(title, NOWHERE)
        self._line(self.rule.title, "page_title", "ink")
        self._add_unnumbered(self.rule.preamble)

    def _add_unnumbered(self, lines: Iterable[Text]) -> None:
        """Text of the rule that is no article: 题注, 序言, what an appendix holds."""
        for line in lines:
            self._start(self._rule_block(first=False), NOWHERE)
            self._line(line, "rule", "ink")

    def _add_articles(self) -> None:
        headings: dict[int, list[int]] = {}
        for index, division in enumerate(self.rule.divisions):
            headings.setdefault(division.start, []).append(index)
        for index, article in enumerate(self.rule.articles):
            for heading in headings.get(index, ()):
                self._add_heading(heading, self.rule.divisions[heading])
            first = len(self.places)
            self._add_article(index, article)
            self.blocks.append((first, len(self.places) - 1))

    def _add_heading(self, index: int, division: Division) -> None:
        self.divisions[index] = len(self.places)
        self._add_heading_line(division.label, division.title, "section" if division.level > 2 else "head")
        self._add_unnumbered(division.lead)

    def _add_heading_line(self, label: str, title: Text, role: Role) -> None:
        block = self._block(role, Qt.AlignmentFlag.AlignHCenter)
        block.setTopMargin(self._theme.px(32 if role == "head" else 16))
        block.setBottomMargin(self._theme.px(12 if role == "head" else 8))
        self._start(block, NOWHERE)
        self._put(f"{label}　" if title.shown else label, self._formats.of(role, "ink"))
        self._line(title, role, "ink")

    def _add_article(self, index: int, article: Article) -> None:
        found: dict[int, list[PlacedLink]] = {}
        for link in find_links(self.rule, article):
            placed = PlacedLink(len(self.links), index, link, held=not link.title or self._holds(link.title))
            found.setdefault(link.line, []).append(placed)
            self.links.append(placed)
        for number, (place, label, text) in enumerate(_lines(index, article)):
            self._start(self._rule_block(first=not number), place)
            if not number:
                gap = "\t" if self.column else "　"
                start, end = self._put(article.printed + gap, self._formats.of("rule", "ink", bold=True), found=False)
                self.text.add(article.printed, start)
                self.text.skip((end - 1, end))
            if label:
                self._put(label, self._formats.of("rule", "ink"))
            self._line(text, "rule", "ink", found.get(number, ()))

    def _rule_block(self, *, first: bool) -> QTextBlockFormat:
        """How a line of an article is set; the first one has the number hanging before it. Made once."""
        block = self._blocks.get(first)
        if block is None:
            block = self._blocks[first] = self._block("rule", Qt.AlignmentFlag.AlignJustify)
            block.setLeftMargin(self.column)
            if not self.column:
                block.setTextIndent(2 * QFontMetrics(self._theme.font("rule")).horizontalAdvance("汉"))
            if first:
                block.setTopMargin(self._theme.px(BETWEEN_ARTICLES))
                if self.column:
                    block.setTextIndent(-self.column)
                    block.setTabPositions([QTextOption.Tab(self.column, QTextOption.TabType.LeftTab)])
        return block

    def _block(self, role: Role, alignment: Qt.AlignmentFlag) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setAlignment(alignment)
        block.setLineHeight(self._theme.line_height(role), _FIXED)
        return block

    def _start(self, block: QTextBlockFormat, place: Place) -> None:
        if self.places:
            self._cursor.insertBlock(block)
            self.text.line_break()
        else:
            self._cursor.setBlockFormat(block)
        self._shown_notes = set()
        self.places.append(place)

    def _line(self, text: Text, role: Role, token: str, links: Sequence[PlacedLink] = ()) -> None:
        """A line of rule text; a note is marked behind the first stretch that it speaks of, once a line."""
        plain = self._formats.of(role, token)
        at = 0  # in the line as shown, by which links are placed
        for segment in text.segments:
            if segment.mark is Mark.SUPPLIED:
                # Who looks for the words must find them over the brackets that we put.
                self._put("〔", plain, found=False)
                self._linked(segment.text, plain, at + 1, links)
                self._put("〕", plain, found=False)
            elif segment.shown:
                self._linked(segment.shown, plain, at, links)
            at += len(segment.shown)
            if segment.note and self._notes and segment.note not in self._shown_notes:
                self._shown_notes.add(segment.note)
                mark = f"〔注{self.note_order[segment.note]}〕"
                self.text.skip(self._put(mark, self._formats.note(role, segment.note), found=False))

    def _linked(self, text: str, plain: QTextCharFormat, at: int, links: Sequence[PlacedLink]) -> None:
        """Put `text`, which stands `at` this place of its line, with the words that are links set as such."""
        done = 0
        for placed in links:
            start, end = max(done, placed.link.start - at), min(len(text), placed.link.end - at)
            if start >= end:
                continue
            self._put(text[done:start], plain)
            form = self._formats.link(placed.number, held=placed.held)
            placed.ranges.append(self._put(text[start:end], form))
            done = end
        self._put(text[done:], plain)

    def _put(self, text: str, form: QTextCharFormat, *, found: bool = True) -> tuple[int, int]:
        """Insert and return the positions; `found` text is text that can be looked for."""
        start = self._cursor.position()
        if text:
            self._cursor.insertText(text, form)
        if found:
            self.text.add(text, start)
        return start, self._cursor.position()


def _lines(index: int, article: Article) -> Iterator[tuple[Place, str, Text]]:
    for number, paragraph in enumerate(article.paragraphs, start=1):
        yield Place(index, number), "", paragraph.text
        for item in paragraph.items:
            yield Place(index, number, item.number), item.label, item.text
            for sub in item.subitems:
                yield Place(index, number, item.number), sub.label, sub.text


class _Formats:
    """Character formats by role and colour, each made once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[Role, str, bool | None], QTextCharFormat] = {}

    def of(self, role: Role, token: str, *, bold: bool | None = None) -> QTextCharFormat:
        made = self._made.get((role, token, bold))
        if made is None:
            made = self._made[role, token, bold] = self._format(self._theme.font(role, bold=bold), token)
        return made

    def note(self, role: Role, note_id: str) -> QTextCharFormat:
        """The mark of a note: Qt sets superscripts at two thirds of the font, so this is 13 px beside 18."""
        font = self._theme.font("ui")
        font.setPixelSize(self._theme.px(19 if role == "rule" else 18))
        made = self._format(font, "ver")
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        made.setAnchor(True)
        made.setAnchorHref(NOTE_SCHEME + note_id)
        return made

    def link(self, index: int, *, held: bool) -> QTextCharFormat:
        """Words that lead to another place; those of a law that is not at hand look like all others."""
        made = QTextCharFormat(self.of("rule", "act" if held else "ink"))
        made.setAnchor(True)
        made.setAnchorHref(f"{LINK_SCHEME}{index}")
        return made

    def _format(self, font: QFont, token: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(self._theme.color(token))
        return made
