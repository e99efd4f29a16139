"""Papers and rules as Word files, with the words and order of their PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from govdesk.export.booklet import Booklet
from govdesk.export.paper import Line, Paper, PaperTable
from govdesk.export.pdf import chapter_pages
from govdesk.export.style import PLAIN, Style
from govdesk.export.word_parts import (
    CENTRE,
    DOCUMENT,
    LEFT,
    RIGHT,
    Word,
    at_least,
    fill,
    in_short,
    keep_with_next,
    may_split,
    repeat,
    signatures,
)
from govdesk.export.word_xml import add_bookmark, add_field, add_text, link_to

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_BODY = (16.0, 28.0)  # 三号, its line: official documents are set so


def paper_docx(paper: Paper, style: Style = PLAIN) -> bytes:
    """`paper` as a .docx file."""
    word = Word(
        paper.title,
        paper.printed,
        style,
        head=(paper.title, in_short(paper.subject, paper.title, paper.number), paper.number),
    )
    word.foot(paper.foot)
    word.paragraph(paper.title, "Title")
    under = word.paragraph(style="编号行")
    under.paragraph_format.space_before = under.paragraph_format.space_after = Mm(3)
    under.paragraph_format.tab_stops.add_tab_stop(Mm(word.page.width), alignment=WD_TAB_ALIGNMENT.RIGHT)
    add_text(under, paper.left)
    under.add_run("\t")
    add_text(under, paper.right)
    for section in paper.sections:
        if section.heading:
            heading = word.paragraph(section.heading, "Heading 2")
            heading.paragraph_format.space_before, heading.paragraph_format.space_after = Mm(5), Mm(2)
        for sentence in section.words:
            word.paragraph(sentence).paragraph_format.keep_with_next = section.table is not None
        if section.table is not None:
            last = section is paper.sections[-1]
            _table(word, section.table, last=last, signed=last and bool(paper.names))
    for note in paper.notes:
        form = word.paragraph(note, "说明文字").paragraph_format
        form.space_before, form.keep_with_next = Mm(3), bool(paper.names)
    if paper.names:
        signatures(word, paper.names)
    return word.save()


def booklet_docx(booklet: Booklet, style: Style = PLAIN) -> bytes:
    """A rule, or one article, as a .docx file: chapters are 标题 1, so Word's own navigation and contents know them."""
    word = Word(booklet.title + booklet.subtitle, booklet.printed, style, page=DOCUMENT)
    word.foot(booklet.basis)
    for line in booklet.notice:
        paragraph = _body(word, line.text, indent=line.place == "body")
        if line.place == "number":
            paragraph.alignment = CENTRE
        elif line.place == "signature":
            paragraph.alignment = RIGHT
            paragraph.paragraph_format.right_indent = Pt(2 * _BODY[0])
    if booklet.contents:
        _contents(word, booklet, style)
    title = word.paragraph(booklet.title, "Title")
    title.paragraph_format.page_break_before = bool(booklet.notice) or booklet.contents
    if booklet.subtitle:
        _body(word, booklet.subtitle, indent=False).alignment = CENTRE
    for index, chapter in enumerate(booklet.chapters):
        if chapter.name:
            heading = word.paragraph(chapter.name, "Heading 1")
            add_bookmark(heading, _bookmark(index), index)
            heading.alignment = CENTRE
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(14)
        for article in chapter.articles:
            for position, row in enumerate(article.lines):
                number = (
                    article.printed + ("" if not article.printed or article.printed.endswith("、") else "　")
                    if position == 0
                    else ""
                )
                _body(word, "".join(run.text for run in row.runs), number=number)
    if booklet.notes:
        word.paragraph("校注", "Heading 2").paragraph_format.space_before = Mm(14)
        for note in booklet.notes:
            word.paragraph(note, "说明文字")
    about = f"说明：条旨、校注不属正文，没有印在条文里；〔〕里是补出的字。{booklet.source}"
    word.paragraph(about, "说明文字").paragraph_format.space_before = Mm(6)
    return word.save()


def _bookmark(index: int) -> str:
    return f"chapter{index}"


def _contents(word: Word, booklet: Booklet, style: Style) -> None:
    """The chapters and their pages, those of the PDF until Word has reckoned its own."""
    head = word.paragraph()
    head.alignment = CENTRE
    head.paragraph_format.space_before, head.paragraph_format.space_after = Mm(16), Mm(6)
    word.run(head, "目　录", face="heiti", points=_BODY[0])
    named = [(index, chapter.name) for index, chapter in enumerate(booklet.chapters) if chapter.name]
    for (index, name), page in zip(named, chapter_pages(booklet, style), strict=True):
        entry = word.paragraph(name)
        form = entry.paragraph_format
        form.alignment, form.space_after = LEFT, Pt(5)
        form.tab_stops.add_tab_stop(Mm(word.page.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        entry.add_run("\t")
        add_field(entry, f"PAGEREF {_bookmark(index)} \\h", shown=str(page), stale=True)
        link_to(entry, _bookmark(index))


def _body(word: Word, text: str, *, number: str = "", indent: bool = True) -> Paragraph:
    paragraph = word.paragraph()
    paragraph.paragraph_format.line_spacing = Pt(_BODY[1])
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY[0])
    if number:
        word.run(paragraph, number, face="heiti", points=_BODY[0])
    word.run(paragraph, text, points=_BODY[0])
    return paragraph


def _table(word: Word, data: PaperTable, *, last: bool, signed: bool) -> None:
    """`last`: the last page has three rows of it at least; `signed`: names follow, which they stay with."""
    table = word.table([column.width for column in data.columns], 1 + len(data.rows))
    rows = list(table.rows)
    repeat(rows[0])
    at_least(rows[0], 7.5)
    for cell, column in zip(rows[0].cells, data.columns, strict=True):
        add_text(fill(cell, "表头", tight=True), column.head)
    for row, cells in zip(rows[1:], data.rows, strict=True):
        if data.long:
            may_split(row)
        if len(cells) == 1 and len(data.columns) > 1:
            whole = row.cells[0].merge(row.cells[-1])
            _cell(word, whole, cells[0], centred=False)
            if cells[0][0].face == "band":
                keep_with_next(row)
            continue
        for cell, lines, column in zip(row.cells, cells, data.columns, strict=True):
            _cell(word, cell, lines, centred=column.centred)
            if data.long or data.abreast:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    if last and not data.long:
        for row in rows[max(1, len(rows) - 3) : len(rows) - (0 if signed else 1)]:
            keep_with_next(row)


def _cell(word: Word, cell: _Cell, lines: tuple[Line, ...], *, centred: bool) -> None:
    paragraph = fill(cell, "表格文字", CENTRE if centred else None, tight=centred)
    for index, line in enumerate(lines):
        if index:
            paragraph = word.paragraph(style="表格文字", where=cell)
            if centred:
                paragraph.alignment = CENTRE
        for run in line.runs:
            match line.face:
                case "note":
                    word.run(paragraph, run.text, face="kaiti", points=10.5)
                case "band":
                    word.run(paragraph, run.text, face="heiti")
                case "bold":
                    word.run(paragraph, run.text, face="song", bold=True)
                case _:
                    word.run(paragraph, run.text).font.underline = True if run.quoted else None
