"""All ways through a wizard's questions at once, without walking each: what can follow what, and how many there can be.

Question by question over all answers; what no later condition asks about is forgotten on the way, which keeps the
largest wizard to a few dozen states instead of thousands of paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govdesk.wizards.model import Condition, Question, When, Wizard
from govdesk.wizards.session import SKIPPED, Answers, Verdict, judge

Known = tuple[tuple[str, str | None], ...]


class Step(NamedTuple):
    """One way over a question: what is known before and after, and the answer given, None where it is not asked."""

    before: Known
    after: Known
    answer: str | None


def steps(wizard: Wizard, answers: Answers) -> Iterator[tuple[int, Question, list[Step]]]:
    """(index, question, every step over it) in order; a question that `answers` has is only answered so."""
    reached: set[Known] = {()}
    for index, question in enumerate(wizard.questions):
        wanted = {key for later in wizard.questions[index + 1 :] for c in conditions(later.when) for key in c}
        found: list[Step] = []
        for before in reached:
            known = dict(before)
            verdict = judge(wizard, question.when, known)
            if verdict is Verdict.YES:
                values = [answers[question.id]] if question.id in answers else [o.value for o in question.options]
                found += [Step(before, _kept({**known, question.id: value}, wanted), value) for value in values]
            else:
                value = None if verdict is Verdict.NO else SKIPPED
                found.append(Step(before, _kept({**known, question.id: value}, wanted), None))
        yield index, question, found
        reached = {step.after for step in found}


def most_questions(wizard: Wizard, answers: Answers) -> int:
    """How many questions the longest way has that begins with `answers`, those answered included."""
    counts: dict[Known, int] = {(): 0}
    for _, _, found in steps(wizard, answers):
        following: dict[Known, int] = {}
        for step in found:
            count = counts[step.before] + (step.answer is not None)
            following[step.after] = max(count, following.get(step.after, 0))
        counts = following
    return max(counts.values())


def leads(wizard: Wizard) -> dict[tuple[str, str], set[int]]:
    """(question id, option value) -> numbers of the questions that can follow; 0 where none can."""
    found: dict[tuple[str, str], set[int]] = {(q.id, o.value): set() for q in wizard.questions for o in q.options}
    last: dict[Known, set[tuple[str, str]]] = {(): set()}  # by what is known, the answers given last
    for index, question, taken in steps(wizard, {}):
        following: dict[Known, set[tuple[str, str]]] = {}
        for step in taken:
            if step.answer is None:
                following.setdefault(step.after, set()).update(last[step.before])
                continue
            for answer in last[step.before]:
                found[answer].add(index + 1)
            following.setdefault(step.after, set()).add((question.id, step.answer))
        last = following
    for answers in last.values():
        for answer in answers:
            found[answer].add(0)
    return found


def conditions(when: When) -> tuple[Condition, ...]:
    """A condition's alternatives."""
    return (when,) if isinstance(when, dict) else when


def _kept(known: Mapping[str, str | None], wanted: set[str]) -> Known:
    return tuple((key, value) for key, value in known.items() if key in wanted)
