"""A wizard as a JSON document: everything that its file declares, part by part in one list of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govdesk.cli.checklist_output import cites_document, points_document
from govdesk.wizards.basis import NOBODY
from govdesk.wizards.model import CheckItem, Link, Wizard
from govdesk.wizards.parties import Party


def wizard_document(wizard: Wizard, parties: Sequence[Party]) -> dict[str, Any]:
    """A wizard with everything in it; `parties` are those of its pack."""
    labels = {party.id: party.label for party in parties}
    return {
        "id": wizard.id,
        "rule": wizard.rule,
        "topic": wizard.topic,
        "topics": wizard.topics,
        "group": wizard.group,
        "title": wizard.title,
        "summary": wizard.summary,
        "desks": wizard.desks,
        "formerly": wizard.formerly,
        "asks": wizard.asks,
        "stages": wizard.stages,
        "fields": wizard.fields,
        "questions": [
            {
                "id": question.id,
                "ask": question.ask,
                "why": question.why,
                "many": question.many,
                "when": question.when,
                "desks": question.desks or wizard.desks,
                "options": [
                    {"value": o.value, "label": o.label, "effect": o.effect, "desks": o.desks or wizard.desks}
                    for o in question.options
                ],
                "cites": cites_document(question.cites),
            }
            for question in wizard.questions
        ],
        "items": list(_items(wizard, labels)),
        "before": _links(wizard.before),
        "next": _links(wizard.next),
        "goes": [{"wizard": goto.wizard, "when": goto.when} for goto in wizard.goes],
    }


def _links(links: Iterable[Link]) -> list[dict[str, Any]]:
    return [{"wizard": link.wizard, "when": link.when, "desks": link.desks} for link in links]


def _items(wizard: Wizard, labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    for item in wizard.items:
        yield _item(item, labels)
    for other in wizard.others:
        yield _part(other.id, "other", other.when, other.desks or wizard.desks) | {
            "do": other.do,
            "party": other.party or None,
            "who": other.who or labels.get(other.party, NOBODY),
            "due": other.due,
            "cites": cites_document(other.cites),
        }
    for point in wizard.open:
        yield _part(point.id, "open", point.when, point.desks or wizard.desks) | {
            "ask": point.ask,
            "says": point.says,
            "safe": point.safe or None,
            "doubts": point.doubts,
            "cites": cites_document(point.cites),
        }
    for words in wizard.general:
        yield _part(words.id, "general", words.when, words.desks or wizard.desks) | {
            "cites": cites_document(words.cites)
        }
    for answer in wizard.answers:
        yield _part(answer.id, "answer", answer.when, answer.desks or wizard.desks) | {
            "do": answer.say,
            "wizard": answer.to or None,
            "cites": cites_document(answer.cites),
        }


def _part(ident: str, kind: str, when: Any, desks: tuple[str, ...]) -> dict[str, Any]:
    return {"id": ident, "kind": kind, "stage": None, "level": None, "when": when, "desks": desks, "points": []}


def _item(item: CheckItem, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": "act",
        "stage": item.stage,
        "do": item.do,
        "level": item.level,
        "party": item.party,
        "who": item.who or "、".join(labels.get(party, party) for party in item.party),
        "carried_by": item.carried_by,
        "desks": item.desks,
        "unsaid": item.unsaid,
        "to": item.to or None,
        "plain": item.plain,
        "arises": item.arises or None,
        "when": item.when,
        "due": item.due,
        "hint": item.hint or None,
        "cites": cites_document(item.cites),
        "points": points_document(item.points),
    }
