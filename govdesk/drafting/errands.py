"""The frame of an errand under the new rule: what is left of its questions, stages, fields and links, and of its conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from govdesk.drafting.model import Kind, Proposal
from govdesk.drafting.moving import Mover
from govdesk.wizards.conditions import conditions, questions_in
from govdesk.wizards.model import (
    CheckItem,
    Cite,
    DirectAnswer,
    FormField,
    GeneralWords,
    Link,
    OpenPoint,
    OtherAct,
    Question,
    When,
    Wizard,
)
from govdesk.wizards.terms import Level

Part = TypeVar("Part", bound=msgspec.Struct)
_BRACKETS = re.compile(r"（[^（）]*）")
_SUMMARY = 30  # characters
_ORDER = (Level.MUST, Level.SHOULD, Level.MUST_NOT, Level.SHOULD_NOT, Level.MAY, Level.EXCEPT)
_PREFIXES = {Level.MUST_NOT: "不得", Level.SHOULD_NOT: "一般不", Level.MAY: "可", Level.SHOULD: "一般要"}
_SAFE_FIELDS = ("title", "unit", "handler", "doc_number", "submitted", "received")


def frame(wizard: Wizard, mover: Mover, proposals: Sequence[Proposal]) -> Wizard:
    """`wizard` for the new rule without its lines; its questions rest on new words, or on those of a line they decide."""
    desks = mover.desks(wizard)
    questions = []
    for question in wizard.questions:
        cites = tuple(found.cite for found in mover.find(question.cites)) or _of_dependents(question, proposals)
        if cites:
            kept = tuple(desk for desk in question.desks if desk in desks)
            options = tuple(
                msgspec.structs.replace(
                    option,
                    label=mover.named_here(option.label),
                    effect=mover.named_here(option.effect),
                    desks=tuple(desk for desk in option.desks if desk in desks),
                )
                for option in question.options
                if not option.desks or set(option.desks) & set(desks)
            )
            if not question.desks or kept:
                said = {name: mover.named_here(getattr(question, name)) for name in ("ask", "short", "safe")}
                # Why it is asked tells what the other rule says; the new rule's own words stand below the question.
                questions.append(
                    msgspec.structs.replace(question, cites=cites, desks=kept, options=options, why="", **said)
                )
    bare = msgspec.structs.replace(
        wizard,
        rule="",
        title=mover.named_here(wizard.title),
        short=mover.named_here(wizard.short),
        summary=mover.named_here(wizard.summary),
        desks=desks,
        formerly=(),
        questions=tuple(questions),
        answers=(),
        items=(),
        others=(),
        open=(),
        general=(),
    )
    return pruned(bare)


def words_of_frame(wizard: Wizard) -> Iterator[str]:
    """Everything in our words that a frame shows."""
    yield from (wizard.title, wizard.short, wizard.summary, *wizard.stages)
    yield from (field.label for field in wizard.fields)
    for question in wizard.questions:
        yield from (question.ask, question.short, question.safe, question.none)
        yield from (words for option in question.options for words in (option.label, option.effect))


def _of_dependents(question: Question, proposals: Iterable[Proposal]) -> tuple[Cite, ...]:
    for proposal in proposals:
        if question.id in questions_in(proposal.line.when):
            cite = proposal.cites[0]
            return (msgspec.structs.replace(cite, when={}),)
    return ()


def with_lines(wizard: Wizard, proposals: Iterable[Proposal]) -> Wizard:
    """The frame with lines, in their order, and without what no line uses."""
    by_kind: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
    for proposal in proposals:
        by_kind[proposal.kind].append(proposal.line)
    items: list[CheckItem] = by_kind[Kind.ACT]
    others: list[OtherAct] = by_kind[Kind.OTHER]
    open_points: list[OpenPoint] = by_kind[Kind.OPEN]
    general: list[GeneralWords] = by_kind[Kind.GENERAL]
    answers: list[DirectAnswer] = by_kind[Kind.ANSWER]
    stages = list(wizard.stages)
    for item in items:
        if item.stage not in stages:
            stages.append(item.stage)
    filled = msgspec.structs.replace(
        wizard,
        stages=tuple(stages) if items else (),
        items=tuple(items),
        others=tuple(others),
        open=tuple(open_points),
        general=tuple(general),
        answers=tuple(answers),
    )
    return pruned(filled)


def summed_up(proposals: Sequence[Proposal]) -> str:
    """What an errand comes to, for the home page: the first of its duties, in the words of their lines.

    A ban says 不得, a leave 可: without the badge of the list its words would mean the contrary. Answers come last.
    """
    items = [p.line for p in proposals if isinstance(p.line, CheckItem) and p.line.level is not Level.EXCEPT]
    items.sort(key=lambda item: (_ORDER.index(item.level), bool(item.when), bool(item.arises)))
    wanted = [_PREFIXES.get(item.level, "") + _BRACKETS.sub("", item.do).strip() for item in items]
    wanted += [re.split("[；。]", p.do)[0] for p in proposals if isinstance(p.line, DirectAnswer)]
    said: list[str] = []
    for words in dict.fromkeys(wanted):
        if said and sum(map(len, said)) + len(words) > _SUMMARY:
            break
        said.append(words)
    return "；".join(said[:3]) or next((p.do for p in proposals if p.do), "")


def pruned(wizard: Wizard) -> Wizard:
    """`wizard` without what points nowhere: unknown questions and answers in conditions, items, desks, empty stages."""
    known: dict[str, Question] = {}
    questions = []
    for question in wizard.questions:
        kept = _without(question, known, wizard)
        questions.append(kept)
        known[question.id] = kept
    ids = {item.id for item in wizard.items}
    items = [_item(_without(item, known, wizard), ids, known) for item in wizard.items]
    used = {item.stage for item in items}
    return msgspec.structs.replace(
        wizard,
        questions=tuple(questions),
        items=tuple(items),
        others=tuple(_without(part, known, wizard) for part in wizard.others),
        open=tuple(
            msgspec.structs.replace(
                _without(point, known, wizard),
                doubts=tuple(doubt for doubt in point.doubts if doubt in ids),
                question=point.question if point.question in known else "",
            )
            for point in wizard.open
        ),
        general=tuple(_without(part, known, wizard) for part in wizard.general),
        answers=tuple(
            msgspec.structs.replace(
                _without(answer, known, wizard), change=answer.change if answer.change in known else ""
            )
            for answer in wizard.answers
        ),
        fields=tuple(_without(field, known, wizard) for field in wizard.fields if _is_used(field, wizard)),
        stages=tuple(stage for stage in wizard.stages if stage in used) if items else wizard.stages,
        before=_links(wizard.before, known, wizard),
        next=_links(wizard.next, known, wizard),
        goes=tuple(_without(target, known, wizard) for target in wizard.goes),
    )


def _is_used(field: FormField, wizard: Wizard) -> bool:
    """A date that no limit rests on is no field of the sheet; before there are lines, all are kept."""
    if field.kind != "date" or field.id in _SAFE_FIELDS or not (wizard.items or wizard.others):
        return True
    limits = [item.due for item in wizard.items] + [other.due for other in wizard.others]
    return any(due is not None and due.field == field.id for due in limits)


def _links(links: Iterable[Link], known: Mapping[str, Question], wizard: Wizard) -> tuple[Link, ...]:
    kept: list[Link] = []
    cut: set[str] = set()  # to where a link has lost of its condition: it may hold now where another does
    for link in links:
        if link.desks and not set(link.desks) & set(wizard.desks):
            continue  # for a desk that this rule does not have, not for all
        answers = tuple(answer for answer in link.answers if answer in known)
        sound = msgspec.structs.replace(_without(link, known, wizard), answers=answers)
        if sound.when != link.when:
            cut.add(link.wizard)
        if link.wizard not in cut or all(other.wizard != link.wizard for other in kept):
            kept.append(sound)
    return tuple(kept)


def _item(item: CheckItem, ids: set[str], known: Mapping[str, Question]) -> CheckItem:
    points = tuple(msgspec.structs.replace(point, when=_when(point.when, known)) for point in item.points)
    return msgspec.structs.replace(
        item,
        points=points,
        after=item.after if item.after in ids else "",
        excludes=tuple(other for other in item.excludes if other in ids),
        excepts=tuple(other for other in item.excepts if other in ids),
    )


def _without(part: Part, known: Mapping[str, Question], wizard: Wizard) -> Part:
    """A part with its condition, its quotes' conditions and its desks cut down to what there is."""
    changed: dict[str, Any] = {}
    when: When = getattr(part, "when", {})
    if when:
        changed["when"] = _when(when, known)
    desks: tuple[str, ...] = getattr(part, "desks", ())
    if desks and not isinstance(part, CheckItem):
        changed["desks"] = tuple(desk for desk in desks if desk in wizard.desks)
    cites: tuple[Cite, ...] = getattr(part, "cites", ())
    if any(cite.when for cite in cites):
        changed["cites"] = tuple(msgspec.structs.replace(cite, when=_when(cite.when, known)) for cite in cites)
    return msgspec.structs.replace(part, **changed) if changed else part


def _when(when: When, known: Mapping[str, Question]) -> When:
    kept = []
    for condition in conditions(when):
        sound = {key: value for key, value in condition.items() if key.rstrip("!") in known}
        if not sound:
            return {}  # what no question limits any more always holds
        kept.append(sound)
    return kept[0] if len(kept) == 1 else tuple(kept)
