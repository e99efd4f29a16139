"""What stands under every answer to a question stands while it is open, too.

风险评估 written as one form for 涉及公众权益 and another for the rest: an open answer would leave both out, and the list
could be ticked done without an act that the rule asks for in every case. Two forms of one act are known by their words
(points: one begins as the other does) or by `act` (items). Branches into different acts are none of this.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from govdesk.wizards.claims import Finding
from govdesk.wizards.conditions import holds, questions_in
from govdesk.wizards.model import UNKNOWN, CheckItem, Point, Question, When, Wizard
from govdesk.wizards.paths import ways_to_answer

_HINT = '其中一种写法的 when 里加上还没有定："unknown"'


def split_forms(wizard: Wizard) -> Iterator[Finding]:
    """Acts in several forms, as points of one item or as items of one `act`, that an open answer leaves out."""
    for item in wizard.items:
        for point, forms in _forms_of_points(item):
            for question in _leaving_out(wizard, [item.when], forms, item.desks):
                yield f"items.{item.id}.points", _problem(point.do, question), _HINT
    for desk in wizard.desks:
        for first, forms in _forms_of_items(wizard, desk):
            for question in _leaving_out(wizard, [], forms, (desk,)):
                yield f"items.{first.id}.when", _problem(first.do, question), _HINT


def _problem(do: str, question: Question) -> str:
    return f"“{do}”在“{question.ask}”的每一种答案下都列，还没有定的时候却不列"


def _forms_of_points(item: CheckItem) -> Iterator[tuple[Point, list[When]]]:
    for point in item.points:
        forms = [other.when for other in item.points if other.do.startswith(point.do)]
        if len(forms) > 1:
            yield point, forms


def _forms_of_items(wizard: Wizard, desk: str) -> Iterator[tuple[CheckItem, list[When]]]:
    """An item that comes by a reply or an event is no form that stands of itself."""
    acts: dict[str, list[CheckItem]] = {}
    for item in wizard.items:
        if desk in item.desks and not item.by_reply and not item.arises:
            acts.setdefault(item.act or item.id, []).append(item)
    for items in acts.values():
        if len(items) > 1:
            yield items[0], [item.when for item in items]


def _leaving_out(
    wizard: Wizard, always: Sequence[When], forms: Sequence[When], desks: Sequence[str]
) -> Iterator[Question]:
    """Questions each answer to which lets one of `forms` stand, the other answers being equal, but not an open one."""
    names = {name for when in (*always, *forms) for name in questions_in(when)}
    questions = [question for question in wizard.questions if question.id in names]
    answers = [[*_answers(question, desks), UNKNOWN] for question in questions]
    for index, question in enumerate(questions):
        others = [[None, *values] if place != index else [UNKNOWN] for place, values in enumerate(answers)]
        for chosen in itertools.product(*others):
            known: dict[str, str | None] = {q.id: value for q, value in zip(questions, chosen, strict=True)}
            stands = [
                all(holds(wizard, when, {**known, question.id: value}) for when in always)
                and any(holds(wizard, when, {**known, question.id: value}) for when in forms)
                for value in answers[index]
            ]
            if all(stands[:-1]) and not stands[-1]:
                yield question
                break


def _answers(question: Question, desks: Sequence[str]) -> list[str]:
    """What some desk among `desks` can answer, each once and none of it open."""
    found = [value for desk in desks for value in ways_to_answer(question, desk)]
    return [value for value in dict.fromkeys(found) if value != UNKNOWN]
