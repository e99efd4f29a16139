"""A sheet as a Word file that a clerk can go on editing: the same words, columns and order as the PDF.

Real styles (正文, 标题), page fields in the foot, head rows that repeat, rows that do not break, merged stages.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from govdesk.export.fitting import surely_fits_large
from govdesk.export.sheet import PrintedRow, Sheet
from govdesk.export.style import PLAIN, Style
from govdesk.export.word_articles import add_chapters
from govdesk.export.word_parts import (
    CENTRE,
    LEFT,
    RIGHT,
    Word,
    at_least,
    fill,
    keep_with_next,
    may_split,
    repeat,
    signatures,
)
from govdesk.export.word_xml import add_text, add_to
from govdesk.present.wording import BOXES
from govdesk.records.model import ItemState

if TYPE_CHECKING:
    from docx.table import Table, _Cell

_FILLED = (
    (9.0, 7.0, 10.0, 66.5, 11.0, 20.0, 32.5),
    ("阶段", "序", "办结", "办理要求", "性质", "依据", "时限与记录"),
)
_BLANK = (
    (9.0, 7.0, 10.0, 59.0, 11.0, 20.0, 20.0, 20.0),
    ("阶段", "序", "办结", "办理要求", "性质", "依据", "时限", "办结日期"),
)
_STACKED, _AROUND = 5.2, 2.6  # mm that a line of a stage's name takes, and what is above and below it


def checklist_docx(sheet: Sheet, style: Style = PLAIN) -> bytes:
    """`sheet` as a .docx file in the faces of `style`."""
    word = Word(sheet.title, sheet.printed, style, subject=sheet.subject)
    word.foot(f"依据：{sheet.basis}", sheet.number)
    word.paragraph(sheet.title, "Title")
    _number_line(word, sheet)
    if sheet.fields:
        _fields(word, sheet)
        word.paragraph(style="表格文字").paragraph_format.space_after = Pt(0)
    if sheet.stages:
        _items(word, sheet)
    else:
        add_text(fill(word.table((156,), 1).rows[0].cells[0], "表格文字", CENTRE), sheet.nothing)
    if sheet.counting:
        _counting(word, sheet)
    if sheet.signatures:
        signatures(word, ("经办人", "审核人", "签发人"), dated=not sheet.blank)
    if sheet.notes:
        word.run(word.paragraph(style="表头"), "备注").font.size = Pt(10.5)
        word.document.paragraphs[-1].alignment = LEFT
        for note in sheet.notes:
            word.paragraph(note, "表格文字")
    if sheet.chapters:
        _appendix(word, sheet)
    return word.save()


def _number_line(word: Word, sheet: Sheet) -> None:
    paragraph = word.paragraph(style="编号行")
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Mm(3)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), alignment=WD_TAB_ALIGNMENT.RIGHT)
    if sheet.blank:
        add_text(paragraph, "编号：")
        add_text(paragraph, "　" * 9).font.underline = True
        right = "（空白表）"
    else:
        add_text(paragraph, f"编号：{sheet.number}" if sheet.number else "")
        day = sheet.printed
        right = f"打印日期：{day.year}年{day.month}月{day.day}日"
    paragraph.add_run("\t")
    add_text(paragraph, right)


def _fields(word: Word, sheet: Sheet) -> None:
    """The head: 事项名称 over the whole width, the rest two and two."""
    lines: list[list[Any]] = []
    for index, field in enumerate(sheet.fields):
        alone = index + 1 == len(sheet.fields) or sheet.fields[index + 1].wide
        if lines and len(lines[-1]) == 1 and not lines[-1][0][1] and not field.wide:
            lines[-1].append((field, False))
        else:
            lines.append([(field, field.wide or alone)])
    table = word.table((22, 56, 22, 56), len(lines))
    for row, line in zip(table.rows, lines, strict=True):
        at_least(row, 10 if sheet.blank else 8.5)
        for half, (field, whole) in enumerate(line):
            label = fill(row.cells[2 * half], "表头", tight=True)
            add_text(label, field.label)
            value = row.cells[2 * half + 1].merge(row.cells[3]) if whole else row.cells[2 * half + 1]
            if sheet.blank and field.date:
                add_text(fill(value, "表格大字", RIGHT), "年　　　月　　　日")
            else:
                add_text(fill(value, "表格大字"), field.value)


def _items(word: Word, sheet: Sheet) -> None:
    widths, heads = _BLANK if sheet.blank else _FILLED
    rows = [(stage, row) for stage in sheet.stages for row in stage.rows]
    table = word.table(widths, 1 + len(rows))
    head, large = table.rows[0], surely_fits_large(sheet)
    repeat(head)
    at_least(head, 7.5)
    for cell, words in zip(head.cells, heads, strict=True):
        add_text(fill(cell, "表头", tight=True), words)
    for line, (_, row) in zip(list(table.rows)[1:], rows, strict=True):
        at_least(line, 10.2 if sheet.blank else 9.6)
        _item(word, list(line.cells), row, blank=sheet.blank, large=large)
        if row.endless:
            may_split(line)
    if sheet.signatures or sheet.counting:
        keep_with_next(list(table.rows)[-1])
    _stages(table, sheet)


def _item(word: Word, cells: list[_Cell], row: PrintedRow, *, blank: bool, large: bool) -> None:
    add_text(fill(cells[1], "表格文字", CENTRE, tight=True), str(row.number))
    # A character can be typed over, which a drawing could not.
    word.run(fill(cells[2], "表格大字", CENTRE, tight=True), BOXES[ItemState(row.state)], face="song", points=14)
    add_text(fill(cells[3], "表格大字" if large else "表格文字"), row.do)
    for remark in row.remarks:
        noted = word.paragraph(style="表格文字", where=cells[3])
        word.run(noted, f"{remark.kind}：{remark.text}", face="kaiti", points=9)
    badge = word.run(fill(cells[4], "表头", tight=True), row.badge, bold=row.forbidden)
    if row.forbidden:
        add_to(badge._r.get_or_add_rPr(), "w:bdr", val="single", sz="6", space="0", color="000000")
    basis = fill(cells[5], "表格文字", CENTRE, tight=True)
    for index, part in enumerate(row.basis):
        if index:
            basis.add_run().add_break()
        add_text(basis, part)
    if blank:
        add_text(fill(cells[6], "表格文字", CENTRE, tight=True), row.limit)
        add_text(fill(cells[7], "表格文字", RIGHT), "月　　日")
        return
    record = fill(cells[6], "表格文字")
    if row.due:
        word.run(record, row.due, face="song", points=10, bold=True)  # 12月14日（周五） just fits
    for index, line in enumerate(row.record):
        add_text(word.paragraph(style="表格文字", where=cells[6]) if index or row.due else record, line)


def _stages(table: Table, sheet: Sheet) -> None:
    """The first column, merged over the rows of each stage."""
    least = 10.2 if sheet.blank else 9.6
    lines = iter(list(table.rows)[1:])
    for stage in sheet.stages:
        rows = [next(lines) for _ in stage.rows]
        # Stacked by line ends: text that runs downwards is cut off where the rows are few.
        alone = len(stage.name) * _STACKED + _AROUND < len(rows) * least
        across = 1 if alone else 2
        tall = math.ceil(len(stage.name) / across) * _STACKED + _AROUND
        for offset, row in enumerate(rows):
            properties = row._tr.tc_lst[0].get_or_add_tcPr()
            if offset:
                add_to(properties, "w:vMerge")
                continue
            add_to(properties, "w:vMerge", val="restart")
            paragraph = fill(row.cells[0], "表头", CENTRE, tight=True)
            for start in range(0, len(stage.name), across):
                if start:
                    paragraph.add_run().add_break()
                add_text(paragraph, stage.name[start : start + across]).font.size = Pt(12 if alone else 10.5)
        # So many rows stay together as the name needs, or the page's end would cut it in two.
        for row, _ in zip(rows[:-1], range(1, math.ceil(tall / least)), strict=False):
            keep_with_next(row)


def _counting(word: Word, sheet: Sheet) -> None:
    paragraph = word.paragraph(style="编号行")
    form = paragraph.paragraph_format
    form.keep_with_next = sheet.signatures
    form.space_before, form.left_indent, form.first_line_indent = Mm(2), Mm(7), Mm(-7)
    for index, note in enumerate(sheet.counting):
        if index:
            paragraph.add_run().add_break()
        word.run(paragraph, ("注：" if index == 0 else "") + note, points=9.5)


def _appendix(word: Word, sheet: Sheet) -> None:
    heading = word.paragraph("附：所依据条文", "Heading 1")
    heading.paragraph_format.page_break_before = True
    add_chapters(word, sheet.chapters, before=sheet.source)
    note = word.paragraph(f"说明：下划线部分为清单所引原文。条文照录本程序收录的{sheet.basis}。", "说明文字")
    note.paragraph_format.space_before = Mm(8)
    for words in sheet.reading:
        word.paragraph(words, "说明文字")
