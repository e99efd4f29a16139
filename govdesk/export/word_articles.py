"""Articles in a Word file: the number hung in the margin of the text, quoted words underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docx.shared import Mm, Pt

from govdesk.export.articles import Chapter, PrintedArticle
from govdesk.export.word_parts import Word
from govdesk.export.word_xml import add_text

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def add_chapters(word: Word, chapters: Iterable[Chapter], *, before: str = "") -> None:
    """Headings and articles; `before` stands before the first heading (the rule's title)."""
    for index, chapter in enumerate(chapters):
        name = before + chapter.name if index == 0 else chapter.name
        if name:
            heading = word.paragraph(name, "Heading 2")
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = Mm(4)
        for article in chapter.articles:
            add_article(word, article)


def add_article(word: Word, article: PrintedArticle) -> None:
    """A paragraph for each 款, 项 and 目."""
    hang = max(17.0, 4.3 * len(article.printed))
    for position, line in enumerate(article.lines):
        paragraph = word.paragraph()
        form = paragraph.paragraph_format
        form.left_indent = Mm(hang)
        form.space_before = Pt(9) if position == 0 else Pt(4)
        form.keep_together = line.kept
        if position == 0:
            form.first_line_indent = Mm(-hang)
            form.tab_stops.add_tab_stop(Mm(hang))
            word.run(paragraph, article.printed, face="heiti")
            paragraph.add_run("\t")
        for run in line.runs:
            add_words(paragraph, run.text, quoted=run.quoted)


def add_words(paragraph: Paragraph, text: str, *, quoted: bool) -> None:
    """Words of an article, underlined where a line rests on them."""
    run = add_text(paragraph, text)
    if quoted:
        run.font.underline = True
