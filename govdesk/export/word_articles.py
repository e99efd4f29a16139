"""Articles in a Word file: the number hung in the margin of the text, quoted words underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from govdesk.export.articles import PrintedArticle
from govdesk.export.word_parts import LEFT, Word
from govdesk.export.word_xml import add_text

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def add_article(word: Word, article: PrintedArticle, *, points: float, line: float) -> None:
    """A paragraph for each 款, 项 and 目, in type of `points` on lines of `line` points."""
    hang = max(17.0, points * 0.36 * len(article.printed))
    for position, row in enumerate(article.lines):
        paragraph = word.paragraph()
        form = paragraph.paragraph_format
        form.left_indent = Mm(hang)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        form.space_before = Pt(6) if position == 0 else Pt(0)
        form.keep_together = row.kept
        if position == 0:
            form.first_line_indent = Mm(-hang)
            form.tab_stops.add_tab_stop(Mm(hang))
            form.alignment = LEFT  # in a justified line with a tab LibreOffice leaves out the mark that ends it
            word.run(paragraph, article.printed, face="heiti", points=points)
            paragraph.add_run("\t")
        for run in row.runs:
            add_words(paragraph, run.text, quoted=run.quoted, points=points)


def add_words(paragraph: Paragraph, text: str, *, quoted: bool, points: float) -> None:
    """Words of an article, underlined where a line rests on them."""
    run = add_text(paragraph, text)
    run.font.size = Pt(points)
    if quoted:
        run.font.underline = True
