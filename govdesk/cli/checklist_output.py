"""A checklist as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govdesk.cli.deadlines import due_document
from govdesk.wizards.checklist import Checklist, Row

if TYPE_CHECKING:
    pass


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
    from govdesk.present.text import start_field

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
        "due": due_document(row.due, start_field(checklist, item)) if row.due else None,
        "note": item.note,
        "hint": item.hint,
    }
