"""An open point that doubts a line stands on every path on which the line is in doubt.

Two ways of writing a doubt are told apart. A line `by_reply` says itself, in its `when`, where it is in doubt: there one
open point asks for it, and one only. Any other line stands under some answers and is doubted under others: an answer in
which its open point differs from it. Under that answer the doubt stands wherever the line's remaining conditions hold.

What stands in a doubt's place: the line itself, another form of its act, or a direct answer that quotes what the line or
the open point quotes, for then the rule has settled it. A question that is still open is a line of 先问清 of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govdesk.wizards.claims import Finding
from govdesk.wizards.conditions import Known, conditions, holds, questions_in
from govdesk.wizards.model import UNKNOWN, CheckItem, Cite, Condition, OpenPoint, When, Wizard
from govdesk.wizards.paths import ways_to_answer
from govdesk.wizards.session import State
from govdesk.wizards.spans import overlap, spans

_HINT = "放宽它的 when；这样答就不用办的，写一条直接回答，引同一句话"


class _Doubt(NamedTuple):
    """Under `answered` the line is doubted by `point`, wherever its other conditions (`rest`) hold."""

    item: CheckItem
    point: OpenPoint
    answered: Condition
    rest: Condition


class Doubts:
    """The doubts of one wizard at one desk, to be held against each path."""

    def __init__(self, wizard: Wizard, desk: str) -> None:
        self._wizard, self._desk = wizard, desk
        here = sorted(wizard.open, key=lambda point: bool(point.desks) and desk not in point.desks)
        doubted = [(item, [p for p in here if item.id in p.doubts]) for item in wizard.items if desk in item.desks]
        self._doubted = [(item, points) for item, points in doubted if points]
        self._apart = [
            doubt
            for item, points in self._doubted
            if not item.by_reply
            for point in points
            for doubt in _doubts(wizard, desk, item, point)
        ]

    def lost(self, state: State) -> Iterator[Finding]:
        """Doubts that are missing on this path, or are asked twice."""
        shown = {entry.point.id for entry in state.open if entry.point is not None}
        acts = {name for entry in state.items for name in (entry.item.id, entry.item.act) if name}
        missing: dict[str, CheckItem] = {}
        for item, points in self._doubted:
            asking = [point.id for point in points if point.id in shown]
            if len(asking) > 1:
                told = f"“{asking[0]}”也问“{item.do}”要不要办"
                yield f"open.{asking[1]}.doubts", told, "一件事只问一次：两问的 when 不能同时成立，或合成一问"
            if asking or item.id in acts or item.act in acts:
                continue
            if not item.by_reply:
                missing[item.id] = item
            elif holds(self._wizard, item.when, state.known):
                yield f"open.{points[0].id}.when", f"“{item.do}”要答复才列，这样答却没有一问问到它", "放宽它的 when"
        for doubt in self._apart if missing else ():
            if doubt.item.id in missing and self._in_doubt(doubt, state.known) and not _settled(doubt, state):
                told = f"拿不准要不要“{doubt.item.do}”，这样答却既没有列，也没有问"
                yield f"open.{doubt.point.id}.when", told, _HINT

    def _in_doubt(self, doubt: _Doubt, known: Known) -> bool:
        asked = {key: value for key, value in doubt.rest.items() if known.get(key.rstrip("!")) is not None}
        if not holds(self._wizard, doubt.answered, known) or not holds(self._wizard, asked, known):
            return False
        return not any(
            known.get(name) == UNKNOWN and name not in questions_in(doubt.rest) and self._may_settle(name, doubt, known)
            for name in questions_in(doubt.point.when)
        )

    def _may_settle(self, name: str, doubt: _Doubt, known: Known) -> bool:
        """Whether some answer to a question that is still open leaves no doubt: then 先定 stands for it until then."""
        question = self._wizard.question(name)
        whens = [
            doubt.item.when,
            *(point.when for item, points in self._doubted if item is doubt.item for point in points),
        ]
        answers = ways_to_answer(question, self._desk) if question is not None else []
        return any(not any(holds(self._wizard, when, {**known, name: answer}) for when in whens) for answer in answers)


def _settled(doubt: _Doubt, state: State) -> bool:
    """Whether a direct answer says what the rule has on it."""
    wanted: tuple[Cite, ...] = (*doubt.point.cites, *doubt.item.cites)
    return any(overlap(a, b) for say in state.say for a in spans(say.cites) for b in spans(wanted))


def _doubts(wizard: Wizard, desk: str, item: CheckItem, point: OpenPoint) -> Iterator[_Doubt]:
    """Where `point` doubts `item`: under each answer that tells the two apart, of the conditions that are nearest."""
    for mine in conditions(point.when):
        apart = [(_differing(wizard, desk, mine, theirs), theirs) for theirs in conditions(item.when)]
        least = min((len(questions) for questions, _ in apart if questions), default=0)
        for questions, theirs in apart:
            if len(questions) != least:
                continue
            for question in questions:
                yield _Doubt(item, point, _of(mine, question, True), _of(theirs, question, False))


def _of(condition: Condition, question: str, of_it: bool) -> Condition:
    return {key: value for key, value in condition.items() if (key.rstrip("!") == question) is of_it}


def _differing(wizard: Wizard, desk: str, one: Condition, two: Condition) -> list[str]:
    """Questions of which no answer fits both conditions."""
    found = []
    for name in questions_in(one):
        question = wizard.question(name)
        if question is None or name not in questions_in(two):
            continue
        whens: tuple[When, When] = (_of(one, name, True), _of(two, name, True))
        answers = [*ways_to_answer(question, desk), UNKNOWN]
        if not any(all(holds(wizard, when, {name: answer}) for when in whens) for answer in answers):
            found.append(name)
    return found
