"""All ways through a wizard's questions at once, without walking each: what can follow what, and how many there can be.

Question by question over all answers; what no later condition asks about is forgotten on the way, which keeps the
largest wizard to a few dozen states instead of thousands of paths.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govdesk.wizards.conditions import PENDING, Verdict, judge, questions_in
from govdesk.wizards.model import NONE, UNKNOWN, Question, Wizard
from govdesk.wizards.session import SKIPPED, Answers, join_values

Known = tuple[tuple[str, str | None], ...]


class Step(NamedTuple):
    """One way over a question: what is known before and after, and the answer given, None where it is not asked."""

    before: Known
    after: Known
    answer: str | None


def ways_to_answer(question: Question, desk: str, *, skip: bool = False) -> list[str]:
    """Every answer `desk` can give: each option, or each choice of several; with `skip` also passing over."""
    offered = [o.value for o in question.options if not o.desks or desk in o.desks]
    if not question.many:
        # 还不清楚 comes to the same as passing over.
        values = [value for value in offered if not (skip and value == UNKNOWN)]
    else:
        values = [
            join_values(question, choice)
            for size in range(1, len(offered) + 1)
            for choice in itertools.combinations(offered, size)
        ]
        values.append(NONE)
    return [*values, SKIPPED] if skip else values


def steps(wizard: Wizard, answers: Answers, desk: str = "") -> Iterator[tuple[int, Question, list[Step]]]:
    """(index, question, every step over it) in order; a question that `answers` has is only answered so.

    Without a `desk` every question is asked: a list of version 0.1, or a chart of the whole.
    """
    reached: set[Known] = {()}
    for index, question in enumerate(wizard.questions):
        wanted = {key for later in wizard.questions[index + 1 :] for key in questions_in(later.when)}
        found: list[Step] = []
        asked_here = not desk or not question.desks or desk in question.desks
        for before in reached:
            known = dict(before)
            verdict = judge(wizard, question.when, known) if asked_here else Verdict.NO
            if verdict is Verdict.YES:
                values = [answers[question.id]] if question.id in answers else ways_to_answer(question, desk)
                found += [
                    Step(before, _kept({**known, question.id: value or UNKNOWN}, wanted), value) for value in values
                ]
            else:
                value = None if verdict is Verdict.NO else PENDING
                found.append(Step(before, _kept({**known, question.id: value}, wanted), None))
        yield index, question, found
        reached = {step.after for step in found}


def most_questions(wizard: Wizard, answers: Answers, desk: str = "") -> int:
    """How many questions the longest way has that begins with `answers`, those answered included."""
    counts: dict[Known, int] = {(): 0}
    for _, _, found in steps(wizard, answers, desk):
        following: dict[Known, int] = {}
        for step in found:
            count = counts[step.before] + (step.answer is not None)
            following[step.after] = max(count, following.get(step.after, 0))
        counts = following
    return max(counts.values())


def leads(wizard: Wizard, desk: str = "") -> dict[tuple[str, str], set[int]]:
    """(question id, option value) -> numbers of the questions that can follow; 0 where none can.

    A choice of several leads where each of its options leads.
    """
    found: dict[tuple[str, str], set[int]] = {(q.id, o.value): set() for q in wizard.questions for o in q.options}
    last: dict[Known, set[tuple[str, str]]] = {(): set()}  # by what is known, the answers given last
    for index, question, taken in steps(wizard, {}, desk):
        following: dict[Known, set[tuple[str, str]]] = {}
        for step in taken:
            if step.answer is None:
                following.setdefault(step.after, set()).update(last[step.before])
                continue
            for answer in last[step.before]:
                found[answer].add(index + 1)
            given = {(question.id, value) for value in step.answer.split("+") if question.option(value)}
            following.setdefault(step.after, set()).update(given)
        last = following
    for answers in last.values():
        for answer in answers:
            found[answer].add(0)
    return found


def _kept(known: Mapping[str, str | None], wanted: set[str]) -> Known:
    return tuple((key, value) for key, value in known.items() if key in wanted)
