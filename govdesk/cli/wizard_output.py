"""A wizard as a JSON document: everything that its file declares, part by part in one list of items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govdesk.cli.checklist_output import cite_document
from govdesk.wizards.basis import NOBODY
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    DirectAnswer,
    GeneralWords,
    Link,
    OpenPoint,
    OtherAct,
    Point,
    Question,
    Wizard,
)
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
        "questions": [_question(question, wizard) for question in wizard.questions],
        "items": list(_items(wizard, labels)),
        "before": _links(wizard.before),
        "next": _links(wizard.next),
        "goes": [{"wizard": goto.wizard, "when": goto.when} for goto in wizard.goes],
    }


def _question(question: Question, wizard: Wizard) -> dict[str, Any]:
    return {
        "id": question.id,
        "ask": question.ask,
        "short": question.short or None,
        "why": question.why,
        "many": question.many,
        "none": question.none if question.many else None,
        "safe": question.safe or None,
        "when": question.when,
        "desks": question.desks or wizard.desks,
        "options": [
            {"value": o.value, "label": o.label, "effect": o.effect, "desks": o.desks or wizard.desks}
            for o in question.options
        ],
        "cites": _cites(question.cites),
    }


def _links(links: Iterable[Link]) -> list[dict[str, Any]]:
    return [{"wizard": link.wizard, "when": link.when, "desks": link.desks, "answers": link.answers} for link in links]


def _items(wizard: Wizard, labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    for item in wizard.items:
        yield _NOTHING | _item(item, labels)
    parts: tuple[_Part, ...] = (*wizard.others, *wizard.open, *wizard.general, *wizard.answers)
    for part in parts:
        shared = {"id": part.id, "when": part.when, "desks": part.desks or wizard.desks, "cites": _cites(part.cites)}
        yield _NOTHING | shared | _part(part, labels)


_Part = OtherAct | OpenPoint | GeneralWords | DirectAnswer
#: Every item has every key, so that a script need not ask first which kind it has before it.
_NOTHING: dict[str, Any] = {
    "id": "",
    "kind": "",
    **dict.fromkeys(("stage", "do", "level", "who", "to", "form", "arises", "after", "due", "hint")),
    **dict.fromkeys(("ask", "says", "safe", "whom", "question", "change", "wizard")),
    **dict.fromkeys(("party", "carried_by", "points", "doubts", "excludes", "excepts"), ()),
    **dict.fromkeys(("unsaid", "plain", "by_reply", "boxes"), False),
}


def _part(part: _Part, labels: dict[str, str]) -> dict[str, Any]:
    """What one kind of part has of its own."""
    if isinstance(part, OtherAct):
        return {
            "kind": "other",
            "do": part.do,
            "party": part.party or None,
            "who": part.who or labels.get(part.party, NOBODY),
            "due": part.due,
        }
    if isinstance(part, OpenPoint):
        return {
            "kind": "open",
            "ask": part.ask,
            "says": part.says,
            "safe": part.safe or None,
            "whom": part.whom or None,
            "doubts": part.doubts,
            "question": part.question or None,
        }
    if isinstance(part, GeneralWords):
        return {"kind": "general"}
    return {"kind": "answer", "do": part.say, "wizard": part.to or None, "change": part.change or None}


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
        "form": item.act or None,
        "plain": item.plain,
        "by_reply": item.by_reply,
        "arises": item.arises or None,
        "after": item.after or None,
        "when": item.when,
        "due": item.due,
        "hint": item.hint or None,
        "boxes": item.boxes,
        "excludes": item.excludes,
        "excepts": item.excepts,
        "cites": _cites(item.cites),
        "points": [_point(point) for point in item.points],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "id": point.id,
        "do": point.do,
        "level": point.level,
        "when": point.when,
        "cites": _cites(point.cites),
    }


def _cites(cites: Iterable[Cite]) -> list[dict[str, Any]]:
    """Quotes, each with the answers under which it applies; a list leaves these out, its answers being given."""
    return [cite_document(cite) | {"when": cite.when} for cite in cites]
