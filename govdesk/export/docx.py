"""A sheet as a Word file that a clerk can go on editing: the same parts in the same order as the PDF, which is asked for it.

Real styles, page fields in the foot, a running head, rows that do not break, boxes that toggle. Each stage is a table whose head
names it, so that its name stands again after a page's end.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from govdesk.export.parts import Arrangement, PrintedOpen, PrintedRow, PrintedStage, Sheet
from govdesk.export.pdf import arrangement
from govdesk.export.style import PLAIN, Style
from govdesk.export.word_articles import add_article
from govdesk.export.word_parts import (
    CENTRE,
    LEFT,
    Word,
    at_least,
    fill,
    in_short,
    keep_with_next,
    may_split,
    repeat,
    signatures,
)
from govdesk.export.word_xml import add_check_box, add_text, add_to

if TYPE_CHECKING:
    from docx.table import _Cell

#: Number and stage, box, badge, act, basis, record.
_FILLED = (13.5, 9.0, 12.0, 70.0, 31.0, 31.5)
_BLANK = (13.5, 9.0, 12.0, 61.5, 31.0, 40.0)
_LARGE_FILLED = (14.0, 9.5, 14.0, 59.5, 35.5, 34.5)
_LARGE_BLANK = (14.0, 9.5, 14.0, 51.0, 35.5, 43.0)
_HEADS = ("办结", "性质", "办理要求", "依据")
#: Characters to write on after 问了谁 and 答复, which share a line with the date.
_WRITTEN, _WRITTEN_LARGE = (12, 16), (10, 13)
_WHERE_NOTES_ARE = "〔n〕见后面的说明。"


def checklist_docx(sheet: Sheet, style: Style = PLAIN) -> bytes:
    """`sheet` as a .docx file in the faces of `style`."""
    right = "空白表" if sheet.blank else sheet.number
    head = (sheet.title, in_short(sheet.subject, sheet.title, right), right)
    word = Word(sheet.title, sheet.printed, style, subject=sheet.subject, head=head, large=sheet.size == "large")
    day = sheet.printed
    word.foot(f"{day.year}年{day.month}月{day.day}日" + ("印，空白表" if sheet.blank else "打印"), sheet.number)
    word.paragraph(sheet.title, "Title")
    _two_sides(word, sheet.basis, _number(sheet), after=1.6)
    if sheet.fields:
        _fields(word, sheet)
    _answers(word, sheet)
    left = sheet.holder + sheet.partial
    told = sheet.banned + (_WHERE_NOTES_ARE if sheet.notes else "")
    _two_sides(word, left, told, before=1.4, after=1)
    laid = arrangement(sheet, style)
    parts = _there(sheet, laid)
    for stage in sheet.stages:
        _stage(word, sheet, stage, laid, signed=stage is sheet.stages[-1] and parts[:1] == ["names"])
    if not sheet.stages and sheet.nothing:
        add_text(fill(word.table((word.page.width,), 1).rows[0].cells[0], "表格文字", CENTRE), sheet.nothing)
    for part, after in itertools.zip_longest(parts, parts[1:]):
        _PARTS[part](word, sheet, laid)
        if after == "names" and part == "remarks":
            word.document.paragraphs[-1].paragraph_format.keep_with_next = True
        elif after == "names":
            keep_with_next(word.document.tables[-1].rows[-1])
    _notes(word, sheet)
    if sheet.chapters:
        _articles(word, sheet, laid)
    return word.save()


def _there(sheet: Sheet, laid: Arrangement) -> list[str]:
    """The parts after the table that the sheet has, in the order of the PDF."""
    has = {"others": sheet.others, "open": sheet.open, "remarks": sheet.remarks, "names": sheet.signatures}
    return [part for part in laid.parts if has[part]]


def _middle(sheet: Sheet) -> str:
    """The style of the head's values and of answers, which are 小四 in 大字 too."""
    return "表格文字" if sheet.size == "large" else "表格大字"


def _number(sheet: Sheet) -> str:
    if sheet.blank:
        return "编号：" + "　" * 9
    return f"编号：{sheet.number}" if sheet.number else ""


def _two_sides(word: Word, left: str, right: str, *, before: float = 0, after: float = 0) -> None:
    paragraph = word.paragraph(style="编号行")
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Mm(before), Mm(after), True
    form.tab_stops.add_tab_stop(Mm(word.page.width), alignment=WD_TAB_ALIGNMENT.RIGHT)
    add_text(paragraph, left)
    if right:
        paragraph.add_run("\t")
        add_text(paragraph, right.rstrip("　"))
        if room := right[len(right.rstrip("　")) :]:  # a line to write on
            add_text(paragraph, room).font.underline = True


def _heading(word: Word, words: str, about: str = "") -> None:
    paragraph = word.paragraph(style="Heading2")
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Mm(2.4), Mm(1)
    add_text(paragraph, words)
    if about:
        word.run(paragraph, f"　{about}", face="kaiti", points=word.base)


def _fields(word: Word, sheet: Sheet) -> None:
    """The head: the matter over the whole width, the rest two and two."""
    lines: list[list[Any]] = []
    for field in sheet.fields:
        if lines and len(lines[-1]) == 1 and not lines[-1][0].wide and not field.wide:
            lines[-1].append(field)
        else:
            lines.append([field])
    table = word.table((25, 61, 25, word.page.width - 111), len(lines))
    for row, fields in zip(table.rows, lines, strict=True):
        at_least(row, 9.4 if sheet.blank else 7.4)
        for half, field in enumerate(fields):
            label = fill(row.cells[2 * half], "表头", tight=True)
            for index, words in enumerate(label_lines(field.label, 5 if sheet.size == "large" else 6)):
                if index:
                    label.add_run().add_break()
                add_text(label, _spread(words) if words == field.label else words)
            cell = row.cells[2 * half + 1]
            value = cell.merge(row.cells[3]) if len(fields) == 1 else cell
            add_text(
                fill(value, _middle(sheet)), "　　　年　　　月　　　日" if sheet.blank and field.date else field.value
            )


#: The day of a tick, before the name of who ticked.
_TICKED = re.compile(r"(?:\d+年)?\d+月\d+日(?:办结|核对)?$")
#: Words that labels end in; a long one may break before them, beside brackets and after 、，的 alone. As in the PDF.
_LABEL_BREAK = re.compile(
    "(?=（)|(?<=[），、的])|(?<=..)(?=日期|时间|名称|单位|部门|题目|情况|地点|依据|方式|对象|期限|文号|编号|事项|安排|或者)"
)


def label_lines(label: str, most: int = 6) -> list[str]:
    """A label over lines of at most so many characters, broken between words."""
    lines = [""]
    for word in _LABEL_BREAK.split(label) if len(label) > most else [label]:
        if lines[-1] and len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] += word
    return lines


def _spread(label: str) -> str:
    """A label of two or three characters over the width of four."""
    return {2: "　　", 3: " "}.get(len(label), "").join(label)


def _answers(word: Word, sheet: Sheet) -> None:
    if sheet.before:
        word.paragraph(f"先办：{'；'.join(sheet.before)}。", "说明").paragraph_format.space_before = Mm(1.6)
    if sheet.answers:
        word.paragraph(style="细条").paragraph_format.space_before = Mm(1.6)
        cell = word.table((word.page.width,), 1).rows[0].cells[0]
        for index, answer in enumerate(sheet.answers):
            paragraph = word.paragraph(style=_middle(sheet), where=cell) if index else fill(cell, _middle(sheet))
            word.run(paragraph, "答：", face="heiti")
            add_text(paragraph, answer.say)
            if answer.basis:
                word.run(paragraph, f"（{answer.basis}）", face="kaiti", points=word.base)
    if sheet.questions:
        word.paragraph(style="细条").paragraph_format.space_before = Mm(1.6)
        cell = word.table((word.page.width,), 1).rows[0].cells[0]
        for index, question in enumerate(sheet.questions):
            paragraph = word.paragraph(style="表格文字", where=cell) if index else fill(cell, "表格文字")
            word.run(paragraph, f"第{question.number}问　{question.ask}", face="heiti")
            for option in question.options:
                add_text(paragraph, "　")
                add_check_box(paragraph, done=False, points=word.base)
                add_text(paragraph, f" {option}")


def _stage(word: Word, sheet: Sheet, stage: PrintedStage, laid: Arrangement, *, signed: bool) -> None:
    """`signed`: the names follow, which never stand on a page by themselves."""
    rows = stage.rows
    word.paragraph(style="细条").paragraph_format.keep_with_next = True
    filled, blank = (_LARGE_FILLED, _LARGE_BLANK) if sheet.size == "large" else (_FILLED, _BLANK)
    table = word.table(blank if sheet.blank else filled, 1 + len(rows))
    lines = list(table.rows)
    repeat(lines[0])
    at_least(lines[0], 7)
    last = "办结日期与记录" if sheet.blank else "时限与记录"
    for cell, words in zip(lines[0].cells, (stage.name, *_HEADS, last), strict=True):
        add_text(fill(cell, "表头", tight=True), words)
    keep_with_next(lines[0])
    for line, row in zip(lines[1:], rows, strict=True):
        at_least(line, 10.5 if sheet.blank else 8.6)
        _row(word, list(line.cells), row, blank=sheet.blank, large=laid.large, marked=bool(sheet.notes))
        if row.endless:
            may_split(line)
    if len(rows) > 1:
        keep_with_next(lines[-2])
    if signed:
        keep_with_next(lines[-1])


def _row(word: Word, cells: list[_Cell], row: PrintedRow, *, blank: bool, large: bool, marked: bool) -> None:
    add_text(fill(cells[0], "表格文字", CENTRE, tight=True), str(row.number) if row.number else "")
    box = fill(cells[1], "表头", CENTRE, tight=True)
    if row.state == "not_applicable":
        word.run(box, "—", face="song")
    else:
        add_check_box(box, done=row.state == "done", points=14)
    badge = word.run(fill(cells[2], "表头", tight=True), row.badge, bold=row.framed == "solid")
    if row.framed:
        kind = "dashed" if row.framed == "dashed" else "single"
        add_to(badge._r.get_or_add_rPr(), "w:bdr", val=kind, sz="6", space="0", color="000000")
    do = fill(cells[3], "表格大字" if large else "表格文字")
    if row.condition:
        word.run(do, f"（{row.condition}）", face="kaiti", points=word.base)
    if row.who:
        word.run(do, f"{row.who}：", face="kaiti", points=word.base)
    add_text(do, row.do)
    if marked:
        add_text(do, "".join(f"〔{number}〕" for number in row.notes))
    for point in row.points:
        paragraph = word.paragraph(style="表格文字", where=cells[3])
        if point.state:
            add_check_box(paragraph, done=point.state == "done", points=word.base)
            add_text(paragraph, " ")
        else:
            add_text(paragraph, "· ")
        add_text(paragraph, point.do)
        if point.told:
            word.run(paragraph, f"（{point.told}）", face="kaiti")
    basis = fill(cells[4], "表格文字", CENTRE, tight=True)
    for index, part in enumerate(row.basis):
        if index:
            basis.add_run().add_break()
        add_text(basis, part)
    record = fill(cells[5], "表格文字", LEFT)
    lines = list(row.record)
    if blank:
        limits = ["；".join(row.record)] if row.record else []
        lines = [*limits, "　　月　　　日"]
    room = cells[5].width.pt / word.base - 1
    if row.due:
        day, bracket, weekday = row.due.partition("（")
        word.run(record, day, face="song", points=word.base, bold=True)
        if bracket and _ems(row.due) > room:
            record.add_run().add_break()
        if bracket:
            word.run(record, bracket + weekday, face="song", points=word.base, bold=True)
    if not blank:
        lines = [part for words in lines for part in _unparted(words, room)]
    for index, line in enumerate(lines):
        add_text(word.paragraph(style="表格文字", where=cells[5]) if index or row.due else record, line)


def _ems(words: str) -> float:
    """About how wide it is: letters and figures are half as wide as hanzi."""
    return sum(1 if len(letter.encode()) > 1 else 0.55 for letter in words)


def _unparted(line: str, room: float) -> list[str]:
    """12月1日办结 欧阳晓梅 over two lines where one of so many ems does not hold it: Word would part the name."""
    words = line.split(" ")
    return (
        words if _ems(line) > room and len(words) == 2 and _TICKED.match(words[0]) and len(words[1]) <= room else [line]
    )


def _others(word: Word, sheet: Sheet, _: Arrangement) -> None:
    _heading(word, "别人来办", "不用打勾，便于跟进")
    # A column in which nothing stands is left out.
    told = any(row.told for row in sheet.others)
    last = 0.0 if not told else 33.0 if sheet.blank else 39.0
    places = 35.0 if sheet.size == "large" else 31.0
    widths = (24.5, word.page.width - 24.5 - places - last, places, *((last,) if told else ()))
    table = word.table(widths, len(sheet.others))
    for line, row in zip(table.rows, sheet.others, strict=True):
        at_least(line, 6.6)
        add_text(fill(line.cells[0], "表头", tight=True), row.who)
        add_text(fill(line.cells[1], "表格文字"), row.do)
        basis = fill(line.cells[2], "表格文字", CENTRE, tight=True)
        for index, part in enumerate(row.basis):
            if index:
                basis.add_run().add_break()
            add_text(basis, part)
        if told:
            add_text(fill(line.cells[3], "表格文字"), "；".join(row.told))


def _open(word: Word, sheet: Sheet, laid: Arrangement) -> None:
    _heading(word, "先问清", "规则没有写明，办前问一声")
    table = word.table((word.page.width,), len(sheet.open))
    for line, point in zip(table.rows, sheet.open, strict=True):
        _open_point(word, line.cells[0], point, short=laid.short)


def _open_point(word: Word, cell: _Cell, point: PrintedOpen, *, short: bool) -> None:
    head = fill(cell, "表格文字")
    head.paragraph_format.tab_stops.add_tab_stop(Mm(word.page.width - 2.5), alignment=WD_TAB_ALIGNMENT.RIGHT)
    word.run(head, f"{point.number}　{point.ask}", face="heiti")
    head.add_run("\t")
    add_text(head, point.basis)
    if point.says:
        word.paragraph(point.says, "表格文字", where=cell)
    advice = "　".join(f"{name}：{told}" for name, told in (("可问", point.whom), ("实务", point.safe)) if told)
    if advice:
        word.paragraph(advice, "说明", where=cell)
    reply = word.paragraph(style="表格文字", where=cell)
    if point.reply and (short or point.spills):
        told = "，".join(words for words in (point.asked, point.date) if words)
        add_text(reply, f"答复：{point.reply}" + (f"（{told}）" if told else ""))
        return
    reply.paragraph_format.space_before = Mm(0 if point.reply else 2)
    asked, replied = _WRITTEN_LARGE if word.base > 10.5 else _WRITTEN
    add_text(reply, "问了谁　")
    add_text(reply, point.asked.ljust(asked, "　")).font.underline = True
    add_text(reply, "　答复　")
    add_text(reply, point.reply.ljust(replied, "　")).font.underline = True
    add_text(reply, f"　{point.date}" if point.reply else "　　月　　日")


def _remarks(word: Word, sheet: Sheet, _: Arrangement) -> None:
    _heading(word, "备注")
    for note in sheet.remarks:
        word.paragraph(note, "表格文字")


def _names(word: Word, sheet: Sheet, _: Arrangement) -> None:
    if sheet.partial:
        word.paragraph(f"签名只就本页所列各项。{sheet.partial}", "说明").paragraph_format.keep_with_next = True
    signatures(word, ("经办人", "核对人", "负责人"))


_PARTS = {"others": _others, "open": _open, "remarks": _remarks, "names": _names}


def _notes(word: Word, sheet: Sheet) -> None:
    lines = [(f"〔{note.number}〕", f"{note.kind}：{note.text}") for note in sheet.notes]
    lines += [("期限：" if index == 0 else "", words) for index, words in enumerate(sheet.counting)]
    if sheet.general:
        lines.append(("总要求：", "；".join(sheet.general) + "。"))
    if sheet.next:
        lines.append(("接着办：", "；".join(sheet.next) + "。"))
    if not lines:
        return
    _heading(word, sheet.notes_heading)
    for name, words in lines:
        paragraph = word.paragraph(style="说明")
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent, form.space_after = Mm(18.5), Mm(-18.5), Pt(2)
        form.tab_stops.add_tab_stop(Mm(18.5))
        form.alignment = LEFT  # see word_articles
        add_text(paragraph, name)
        paragraph.add_run("\t")
        add_text(paragraph, words)


def _articles(word: Word, sheet: Sheet, laid: Arrangement) -> None:
    _heading(word, "所依据条文", f"{sheet.basis}；画线处为清单所引")
    for chapter in sheet.excerpts if laid.excerpts else sheet.chapters:
        for article in chapter.articles:
            add_article(word, article, points=word.base, line=word.base + 6)
    end = ("“……”处未录，全文见规则。" if sheet.omissions or laid.excerpts else "") + "".join(sheet.reading)
    if end:
        word.paragraph(end, "说明").paragraph_format.space_before = Mm(3)
