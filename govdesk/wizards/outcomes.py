"""What answers change: questions that change nothing where they are put, options that always come to the same list."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from govdesk.wizards.claims import Finding
from govdesk.wizards.model import NONE, DirectAnswer, GeneralWords, OtherAct, Wizard
from govdesk.wizards.session import SKIPPED, State

Sheet = tuple[object, ...]
Answered = tuple[tuple[str, str], ...]


class Outcomes:
    """Gathers what each complete path of one desk comes to, and compares the answers of each question."""

    def __init__(self, wizard: Wizard) -> None:
        self._wizard = wizard
        #: (question id, answers before it) -> its answer -> (answers after it, the list) of every path
        self._found: dict[tuple[str, Answered], dict[str, set[tuple[Answered, Sheet]]]] = {}

    def add(self, answers: dict[str, str], state: State) -> None:
        """One path: its answers, and the list they come to."""
        sheet = _sheet(state)
        given = tuple((question.id, answers[question.id]) for question in state.asked)
        for index, (question, value) in enumerate(given):
            outcomes = self._found.setdefault((question, given[:index]), {})
            outcomes.setdefault(value, set()).add((given[index + 1 :], sheet))

    def findings(self, desk: str) -> Iterator[Finding]:
        """Questions that change nothing where they are put, and options that always come to the same list."""
        told: set[str] = set()
        differ: dict[str, set[tuple[str, str]]] = {}
        values_of: dict[str, dict[str, None]] = {}
        for (question, before), outcomes in self._found.items():
            known = {value: outcome for value, outcome in outcomes.items() if value != SKIPPED}
            if question not in told and len(known) > 1 and _same(known.values()):
                told.add(question)
                where = "、".join(f"{key}={value or '先跳过'}" for key, value in before) or "一开始"
                yield (
                    f"questions.{question}",
                    f"（{desk}）这样回答以后，怎么答清单都一样：{where}",
                    "在 when 里写明什么时候才问",
                )
            values_of.setdefault(question, {}).update(dict.fromkeys(known))
            for one, two in itertools.combinations(known, 2):
                if known[one] != known[two]:
                    differ.setdefault(question, set()).update({(one, two), (two, one)})
        for question, values in values_of.items():
            declared = self._wizard.question(question)
            if declared is not None and declared.many:
                continue  # a choice of several is told apart by its single values below
            for one, two in itertools.combinations(values, 2):
                if question not in told and (one, two) not in differ.get(question, set()):
                    yield f"questions.{question}.options", f"（{desk}）答“{one}”和“{two}”清单总是一样", "合成一个答案"
        for question, values in values_of.items():
            declared = self._wizard.question(question)
            if declared is None or not declared.many:
                continue
            for option in declared.options:
                if option.value in values and (option.value, NONE) not in differ.get(question, set()):
                    yield (
                        f"questions.{question}.options.{option.value}",
                        f"（{desk}）选不选它清单都一样",
                        "删去这个答案",
                    )


def _sheet(state: State) -> Sheet:
    """Everything of a list that an answer can change; unanswered questions are no part of it."""
    return (
        tuple(
            (e.item.id, tuple((c.number, c.quote) for c in e.cites), tuple(p.do for p in e.points)) for e in state.items
        ),
        tuple(ids_beside(state)),
        tuple(shown.id for shown in state.open if shown.question is None),
        tuple(link.wizard for link in (*state.before, *state.next)),
        tuple(field.id for field in state.fields),
        state.goes,
    )


def ids_beside(state: State) -> Iterator[str]:
    """Ids of what stands above and beside the list's own items."""
    parts: tuple[DirectAnswer | OtherAct | GeneralWords, ...] = (*state.say, *state.others, *state.general)
    for part in parts:
        yield part.id


def _same(outcomes: Iterable[set[tuple[Answered, Sheet]]]) -> bool:
    first, *others = outcomes
    return all(other == first for other in others)
