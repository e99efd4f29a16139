"""A checklist as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govdesk.cli.deadlines import due_document
from govdesk.wizards.checklist import Checklist, OtherRow, Row
from govdesk.wizards.model import Cite, Link, Point


def cite_document(cite: Cite) -> dict[str, Any]:
    """Where a quote stands and what it proves; the article's number as text."""
    return {
        "article": cite.number,
        "paragraph": cite.paragraph,
        "item": cite.item,
        "quote": cite.quote,
        "as": cite.role,
    }


def cites_document(cites: Iterable[Cite]) -> list[dict[str, Any]]:
    """Several quotes."""
    return [cite_document(cite) for cite in cites]


def points_document(points: Iterable[Point]) -> list[dict[str, Any]]:
    """要点 of an item."""
    return [
        {"id": point.id, "do": point.do, "level": point.level, "cites": cites_document(point.cites)} for point in points
    ]


def checklist_document(checklist: Checklist, titles: dict[str, str] | None = None) -> dict[str, Any]:
    """The whole checklist, part by part. `titles` names the errands that links lead to.

    `items` repeats own items and those that may arise in the order of the sheet, with everything known of them.
    """
    basis, state = checklist.basis, checklist.state
    titles = titles or {}

    def links(found: Iterable[Link]) -> list[dict[str, Any]]:
        return [{"wizard": link.wizard, "title": titles.get(link.wizard, link.wizard)} for link in found]

    return {
        "wizard": basis.wizard.id,
        "rule": basis.rule.id,
        "desk": state.desk,
        "title": basis.wizard.title,
        "hash": basis.hash,
        "answers": state.answers,
        "inapplicable": state.inapplicable,
        "unanswered": [question.id for question in state.asked if not state.answers.get(question.id)],
        "fields": checklist.fields,
        "count_start": checklist.count_start,
        "say": [
            {"id": part.id, "text": part.say, "cites": cites_document(part.cites), "wizard": part.to or None}
            for part in state.say
        ],
        "own": [_own_document(checklist, row) for row in checklist.rows if not row.arises],
        "arises": [_own_document(checklist, row) for row in checklist.rows if row.arises],
        "others": [_other_document(row) for row in checklist.others],
        "open": [
            {
                "id": shown.id,
                "ask": shown.ask,
                "says": shown.says,
                "safe": shown.safe or None,
                "whom": (shown.point.whom if shown.point else "") or None,
                "doubts": shown.point.doubts if shown.point else (),
                "cites": cites_document(shown.cites),
            }
            for shown in state.open
        ],
        "general": [{"id": part.id, "cites": cites_document(part.cites)} for part in state.general],
        "before": links(state.before),
        "next": links(state.next),
        "items": [_row_document(checklist, row) for row in checklist.rows],
        "left_out": [{"id": entry.item.id, "because": entry.because} for entry in state.left_out],
    }


def _own_document(checklist: Checklist, row: Row) -> dict[str, Any]:
    item = row.item
    return {
        "id": item.id,
        "stage": item.stage,
        "do": item.do,
        "level": item.level,
        "party": item.party,
        "who": item.who or None,
        "arises": item.arises or None,
        "by_reply": row.by_reply,
        "cites": cites_document(row.cites),
        "points": points_document(row.points),
        "due_date": row.due_date,
        "hint": item.hint or None,
    }


def _other_document(row: OtherRow) -> dict[str, Any]:
    return {
        "id": row.act.id,
        "who": row.who,
        "party": row.act.party or None,
        "do": row.act.do,
        "by": row.by or None,
        "due_date": row.due_date,
        "cites": cites_document(row.act.cites),
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
        "due_date": row.due_date,
        "due_words": item.due.words if item.due else "",
        "waiting_for": row.waiting_for,
        "due": due_document(row.due, start_field(checklist, item)) if row.due else None,
        "note": item.note,
        "hint": item.hint,
    }
