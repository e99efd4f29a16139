"""A checklist as plain data for the page: everything decided and worded, nothing left but the layout.

The same data serves the PDF and the Word file. It holds no markup: what somebody typed stays text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from govdesk.export.articles import Chapter, chapters, reading_notes
from govdesk.export.plain import lines, one_line
from govdesk.present.counting import blank_counting_note, counting_notes, start_label
from govdesk.records.model import UNTOUCHED, ItemMark, ItemState
from govdesk.rules.model import RuleMeta
from govdesk.wizards.checklist import Checklist, Row, parse_date
from govdesk.wizards.model import FieldKind, FormField, Level
from govdesk.workdays import weekday_zh

#: What stands in the cell 时限与记录 may have this many characters; more goes under the table (本项备注).
SHORT_NOTE = 24
#: So many characters of a reason stand in that cell; more would draw the row over the page, and go under the table too.
SHORT_REASON = 60
#: Above this many characters a row may be taller than a page: only then may Word split it. The PDF measures it.
ENDLESS_ROW = 600
#: What a sheet says where every row is left out.
NOTHING_OPEN, NOTHING_APPLIES = "没有待办的事项。", "没有要列出的事项，各项都不适用。"
#: Seven lines of a half cell of the head, eight of one over the whole line; more goes under the table, whole.
LONG_FIELD, LONG_FIELD_WIDE = 91, 248
SEE_BELOW = "……（全文见表后）"
#: Notes longer than this would drag the last row and the signatures over the page with them.
KEPT_NOTES = 500


class PrintedField(msgspec.Struct, frozen=True):
    """A cell of the head. `wide` takes the whole line; `date` wants 年 月 日 on a blank form."""

    label: str
    value: str
    wide: bool = False
    date: bool = False


class Remark(msgspec.Struct, frozen=True):
    """A line of ours under an instruction: 说明 (an ambiguity) or 实务 (advice that cites nothing)."""

    kind: str
    text: str


class PrintedRow(msgspec.Struct, frozen=True):
    """A line of the table. `state` is open, done or not_applicable."""

    number: int
    state: str
    do: str
    remarks: tuple[Remark, ...]
    badge: str  # 必办 不得 一般 可以 视情
    forbidden: bool  # a framed badge
    basis: tuple[str, ...]  # 第四十条, 第一款, 第（二）项: a break may stand between them
    due: str  # in bold: 12月4日（周五）
    record: tuple[str, ...]  # the lines under it
    limit: str = ""  # on a blank form: 10个工作日
    endless: bool = False  # may be taller than a page


class PrintedStage(msgspec.Struct, frozen=True):
    """起草 … and its rows."""

    name: str
    rows: tuple[PrintedRow, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `size` is 自动 (auto), 小四 (large) or 五号 (small)."""

    title: str
    subject: str  # what the matter is called, for the document's properties
    number: str
    printed: dt.date
    blank: bool
    fields: tuple[PrintedField, ...]
    stages: tuple[PrintedStage, ...]
    counting: tuple[str, ...]  # how dates were counted; before the signatures where short
    counting_kept: bool
    notes: tuple[str, ...]  # values of the head and 本项备注 that did not fit their cells
    source: str  # 《咸阳市人民政府工作规则（试行）》
    basis: str  # the same with the 文号, for the foot
    chapters: tuple[Chapter, ...]  # none: no appendix
    reading: tuple[str, ...]  # editorial notes on the articles
    size: str = "auto"
    signatures: bool = True  # lines to sign under the table
    nothing: str = ""  # stands in the table's place where no row is to be printed


def make_sheet(
    checklist: Checklist,
    marks: Mapping[str, ItemMark] | None = None,
    *,
    number: str = "",
    printed: dt.date,
    blank: bool = False,
    articles: bool | None = None,
    only_open: bool = False,
    not_applicable: bool = True,
    editorial: bool = True,
    signatures: bool = True,
    size: str = "auto",
) -> Sheet:
    """The sheet of `checklist` with the ticks `marks` (item id -> mark), as printed on the day `printed`.

    `number` is the record's number (QD-2026-0031) or empty. `blank`: a form to fill in by hand, without the head's values,
    dates, ticks and, unless `articles` asks for them, the articles. `only_open`: 只印待办, and without
    `not_applicable` what does not apply is left out; rows keep their numbers. `editorial`: 校注 after the articles.
    `size`: auto, large (小四) or small (五号). Times of ticks are shown in the machine's time zone.
    """
    marks = {} if blank or marks is None else marks
    numbered = list(enumerate(checklist.rows, start=1))
    hidden = set() if not_applicable else {ItemState.NOT_APPLICABLE}
    if only_open:
        hidden |= {ItemState.DONE, ItemState.NOT_APPLICABLE}
    numbered = [(n, row) for n, row in numbered if _mark(marks, row).state not in hidden]
    by_row = {id(row): n for n, row in numbered}
    stages = []
    for stage in checklist.stages:
        rows = tuple(
            _row(checklist, row, by_row[id(row)], marks, printed, blank) for row in stage.rows if id(row) in by_row
        )
        if rows:
            stages.append(PrintedStage(one_line(stage.name), rows))
    counting = _counting(checklist, numbered, marks, blank)
    cites = [row.item.cite for _, row in numbered]
    with_articles = not blank if articles is None else articles
    wizard, rule = checklist.basis.wizard, checklist.basis.rule
    fields = tuple(_field(field, index, checklist.fields, blank) for index, field in enumerate(wizard.fields))
    return Sheet(
        title=f"{wizard.title}办事清单",
        subject="" if blank else next((field.value for field in fields if field.wide), ""),
        number="" if blank else one_line(number),
        printed=printed,
        blank=blank,
        fields=tuple(_shortened(field) for field in fields),
        stages=tuple(stages),
        counting=counting,
        counting_kept=sum(map(len, counting)) <= KEPT_NOTES,
        notes=(*_long_fields(fields), *_long_notes(numbered, marks)),
        source=f"《{rule.title}》",
        basis=_basis(rule),
        chapters=chapters(checklist.basis, cites) if with_articles else (),
        reading=reading_notes(checklist.basis, cites) if with_articles and editorial else (),
        size=size,
        signatures=signatures,
        nothing="" if stages else NOTHING_OPEN if only_open else NOTHING_APPLIES,
    )


def _basis(rule: RuleMeta) -> str:
    return f"《{rule.title}》" + (f"（{rule.doc_number}）" if rule.doc_number else "")


def _field(field: FormField, index: int, values: Mapping[str, str], blank: bool) -> PrintedField:
    value = "" if blank else one_line(values.get(field.id, ""))
    is_date = field.kind is FieldKind.DATE
    if is_date and value:
        value = _long_date(parse_date(value, field.label))
    # The first line names the matter and is long; what follows stands two and two.
    return PrintedField(one_line(field.label), value, wide=index == 0 and field.kind is FieldKind.TEXT, date=is_date)


def _is_long(field: PrintedField) -> bool:
    """Longer than its cell can hold: the head stands on one page, whatever else is in it."""
    return len(field.value) > (LONG_FIELD_WIDE if field.wide else LONG_FIELD)


def _shortened(field: PrintedField) -> PrintedField:
    """With the beginning of a long value, which stands whole under the table."""
    if not _is_long(field):
        return field
    beginning = field.value[: (LONG_FIELD_WIDE if field.wide else LONG_FIELD) - len(SEE_BELOW)]
    return msgspec.structs.replace(field, value=beginning + SEE_BELOW)


def _long_fields(fields: Sequence[PrintedField]) -> list[str]:
    return [f"{field.label}：{field.value}" for field in fields if _is_long(field)]


def _row(
    checklist: Checklist, row: Row, number: int, marks: Mapping[str, ItemMark], printed: dt.date, blank: bool
) -> PrintedRow:
    item, mark = row.item, _mark(marks, row)
    named = (("说明", item.note), ("实务", item.hint))
    due, record = ("", ()) if blank else _record(checklist, row, mark, printed)
    remarks = tuple(Remark(kind, one_line(text)) for kind, text in named if text.strip())
    size = len(item.do) + sum(len(remark.text) for remark in remarks) + 2 * sum(map(len, record))
    return PrintedRow(
        number=number,
        state=mark.state.value,
        do=one_line(item.do),
        remarks=remarks,
        badge=row.badge,
        forbidden=item.level is Level.MUST_NOT,
        basis=_parts(row.label),
        due=due,
        record=record,
        limit=_limit(row) if blank else "",
        endless=size > ENDLESS_ROW,
    )


def _record(checklist: Checklist, row: Row, mark: ItemMark, printed: dt.date) -> tuple[str, tuple[str, ...]]:
    """The cell 时限与记录: what is in bold, and the lines under it."""
    note = one_line(mark.note)
    noted = [f"备注：{note}" if len(note) <= SHORT_NOTE else "备注见表后"] if note else []
    if mark.state is ItemState.NOT_APPLICABLE:
        return "", (f"不适用：{_reason(mark)}", *noted)
    if mark.state is ItemState.DONE:
        done = " ".join(part for part in (_tick_date(mark.at, printed), one_line(mark.by)) if part)
        return "", tuple(line for line in (done, _reason(mark), *noted) if line)
    if row.due:
        day = row.due.due
        year = f"{day.year}年" if day.year != printed.year else ""
        provisional = "（暂）" if row.due.provisional else ""
        due = f"{year}{day.month}月{day.day}日（{weekday_zh(day)}）{provisional}"
        return due, (f"限{row.due.workdays}个工作日", *noted)
    if row.waiting_for and (limit := _limit(row)):
        return "", (f"{start_label(checklist, row)}后{limit}", f"（{row.waiting_for}未填）", *noted)
    return "", tuple(line for line in (_limit(row), *noted) if line)


def _reason(mark: ItemMark) -> str:
    reason = one_line(mark.reason)
    return reason if len(reason) <= SHORT_REASON else "原因见表后"


def _limit(row: Row) -> str:
    due = row.item.due
    if due is None:
        return ""
    return f"{due.workdays}个工作日" if due.workdays is not None else one_line(due.words)


def _parts(label: str) -> tuple[str, ...]:
    """第四十条第一款第（二）项 -> 第四十条, 第一款, 第（二）项."""
    parts: list[str] = []
    for part in label.split("第")[1:]:
        parts.append("第" + part)
    return tuple(parts) if parts and "".join(parts) == label else (label,)


def _counting(
    checklist: Checklist, numbered: list[tuple[int, Row]], marks: Mapping[str, ItemMark], blank: bool
) -> tuple[str, ...]:
    if blank:
        note = blank_counting_note(checklist, (row for _, row in numbered))
        return (note,) if note else ()
    # A date is printed for open items only; one that is done or not applicable shows what was recorded instead.
    return counting_notes(checklist, [(n, row) for n, row in numbered if _mark(marks, row).state is ItemState.OPEN])


def _long_notes(numbered: list[tuple[int, Row]], marks: Mapping[str, ItemMark]) -> list[str]:
    found = []
    for number, row in numbered:
        mark = _mark(marks, row)
        for words, kept, what in ((mark.reason, SHORT_REASON, "的原因"), (mark.note, SHORT_NOTE, "")):
            if len(one_line(words)) > kept:
                paragraphs = lines(words)
                found += [f"第 {number} 项{what}：{paragraphs[0]}", *paragraphs[1:]]
    return found


def _mark(marks: Mapping[str, ItemMark], row: Row) -> ItemMark:
    return marks.get(row.item.id, UNTOUCHED)


def _tick_date(at: dt.datetime | None, printed: dt.date) -> str:
    if at is None:
        return ""
    day = at.astimezone().date()
    return f"{day:%m-%d}" if day.year == printed.year else day.isoformat()


def _long_date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{weekday_zh(day)}）"
