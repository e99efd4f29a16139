"""A checklist as a JSON document and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govdesk.cli.deadlines import due_document
from govdesk.wizards.checklist import Checklist, Row

if TYPE_CHECKING:
    from govdesk.records import ItemMark
    from govdesk.wizards.model import CheckItem

#: How an item stands, to a reader at a terminal: 待办, 已办, 不适用.
BOXES = {"open": "□", "done": "☑", "not_applicable": "－"}


def checklist_document(checklist: Checklist) -> dict[str, Any]:
    """The whole checklist; items flat, in the order of the sheet."""
    basis, state = checklist.basis, checklist.state
    return {
        "wizard": basis.wizard.id,
        "rule": basis.rule.id,
        "title": basis.wizard.title,
        "hash": basis.hash,
        "answers": state.answers,
        "inapplicable": state.inapplicable,
        "unanswered": [question.id for question in state.asked if not state.answers.get(question.id)],
        "fields": checklist.fields,
        "count_start": checklist.count_start,
        "items": [_row_document(checklist, row) for row in checklist.rows],
        "left_out": [{"id": entry.item.id, "because": entry.because} for entry in state.left_out],
    }


def _row_document(checklist: Checklist, row: Row) -> dict[str, Any]:
    item, cite = row.item, row.item.cite
    return {
        "id": item.id,
        "stage": item.stage,
        "do": item.do,
        "level": item.level,
        "badge": row.badge,
        "conditional": row.conditional,
        "actor": item.actor,
        "label": row.label,
        "citation": checklist.basis.citation(cite),
        "cite": {"article": cite.number, "paragraph": cite.paragraph, "item": cite.item, "quote": cite.quote},
        "due_date": row.due.due if row.due else None,
        "due_words": item.due.words if item.due else "",
        "waiting_for": row.waiting_for,
        "due": due_document(row.due, _start_label(checklist, item)) if row.due else None,
        "note": item.note,
        "hint": item.hint,
    }


def checklist_lines(checklist: Checklist, marks: Mapping[str, ItemMark] | None = None) -> Iterator[str]:
    """The checklist for a person at a terminal, with what was noted on its items."""
    basis = checklist.basis
    yield f"{basis.wizard.title}　《{basis.rule.title}》"
    for field in basis.wizard.fields:
        yield f"{field.label}：{checklist.fields.get(field.id, '')}"
    for number, stage in enumerate(checklist.stages, start=1):
        yield ""
        yield f"{_ordinal(number)}、{stage.name}"
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
    yield f"　{BOXES[mark.state] if mark else BOXES['open']} {row.badge}　{item.do}　〔{item.actor}〕　{row.label}"
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
        from govdesk.workdays import explain

        return explain(row.due, start_label=_start_label(checklist, item))
    if item.due is None:
        return ""
    return item.due.words or f"{item.due.workdays} 个工作日，填{row.waiting_for}后算出"


def _start_label(checklist: Checklist, item: CheckItem) -> str:
    """What the date is called that an item's limit runs from: 收文日期."""
    field = checklist.basis.wizard.field(item.due.after) if item.due else None
    return field.label if field else "起算日"


def _day(mark: ItemMark) -> str:
    return mark.at.astimezone().date().isoformat() if mark.at else ""


def _ordinal(number: int) -> str:
    from govdesk.rules.numerals import write_numeral

    return write_numeral(number)
