"""A checklist as lines of text: at a terminal, and in a file that is read without the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govdesk.present.wording import BOXES, STATES, history_in_words, progress_in_words
from govdesk.records.model import Change, ItemMark, ItemState, Record
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.checklist import Checklist, Row
from govdesk.wizards.model import CheckItem
from govdesk.workdays import explain

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


def checklist_lines(checklist: Checklist, marks: Mapping[str, ItemMark] | None = None) -> Iterator[str]:
    """Head, items with their marks, quotes and limits, and what was left out; a line without its end each."""
    basis = checklist.basis
    yield f"{basis.wizard.title}　《{basis.rule.title}》"
    for field in basis.wizard.fields:
        yield f"{field.label}：{checklist.fields.get(field.id, '')}"
    for number, stage in enumerate(checklist.stages, start=1):
        yield ""
        yield f"{write_numeral(number)}、{stage.name}"
        for row in stage.rows:
            yield from _row_lines(checklist, row, marks.get(row.item.id) if marks else None)
    left_out = checklist.state.left_out
    if left_out:
        yield ""
        yield f"没有列入 {len(left_out)} 项："
        for entry in left_out:
            yield f"　　{entry.item.do}：{entry.because}"


def _row_lines(checklist: Checklist, row: Row, mark: ItemMark | None) -> Iterator[str]:
    item = row.item
    yield f"　{BOXES[mark.state if mark else ItemState.OPEN]} {row.badge}　{item.do}　〔{item.actor}〕　{row.label}"
    yield f"　　　　“{item.cite.quote}”"
    if mark is not None and mark.by:
        yield f"　　　　记录：{'　'.join(part for part in (_day(mark), mark.by, mark.reason) if part)}"
    if mark is not None and mark.note:
        yield f"　　　　备注：{mark.note}"
    if deadline := _deadline(checklist, row):
        yield f"　　　　期限：{deadline}"
    if item.note:
        yield f"　　　　说明：{item.note}"
    if item.hint:
        yield f"　　　　实务：{item.hint}"


def _deadline(checklist: Checklist, row: Row) -> str:
    item = row.item
    if row.due is not None:
        return explain(row.due, start_label=start_field(checklist, item))
    if item.due is None:
        return ""
    return item.due.words or f"{item.due.workdays} 个工作日，填{row.waiting_for}后算出"


def start_field(checklist: Checklist, item: CheckItem) -> str:
    """The label of the date that an item's limit runs from: 收文日期."""
    field = checklist.basis.wizard.field(item.due.after) if item.due else None
    return field.label if field else "起算日"


def _day(mark: ItemMark) -> str:
    return mark.at.astimezone().date().isoformat() if mark.at else ""


def record_lines(record: Record, history: Sequence[Change], calendar: OfficialCalendar) -> list[str]:
    """The whole record: number and state, its checklist, its history."""
    lines = [headline(record), *checklist_lines(record.checklist(calendar), record.marks), "", "历史："]
    return lines + [f"　　{history_in_words(change, record.basis.wizard)}" for change in history]


def headline(record: Record) -> str:
    """`QD-2026-0001　办理中　已办 1　不适用 0　待办 3`."""
    return f"{record.number}　{STATES[record.state]}　{progress_in_words(record.progress())}"
