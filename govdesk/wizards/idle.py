"""Questions that are asked although earlier answers have settled the sheet: whatever is answered, nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State

Sheet = frozenset[tuple[str, bool]]
Answered = tuple[tuple[str, str], ...]


class Outcomes:
    """Gathers what each complete path comes to; `idle` then compares the answers of each question."""

    def __init__(self, wizard: Wizard) -> None:
        self._wizard = wizard
        #: (question id, answers before it) -> its answer -> (answers after it, the sheet) of every path
        self._found: dict[tuple[str, Answered], dict[str, set[tuple[Answered, Sheet]]]] = {}

    def add(self, answers: Mapping[str, str], state: State) -> None:
        """One path: its answers, and the state they come to."""
        sheet = frozenset((entry.item.id, entry.conditional) for entry in state.items)
        given = tuple((question.id, answers[question.id]) for question in state.asked)
        for index, (question, value) in enumerate(given):
            outcomes = self._found.setdefault((question, given[:index]), {})
            outcomes.setdefault(value, set()).add((given[index + 1 :], sheet))

    def idle(self) -> Iterator[tuple[str, str]]:
        """(question id, answers before it in words) for each question that changes nothing there; one place for each."""
        told: set[str] = set()
        for (question, before), outcomes in self._found.items():
            if question not in told and _same(outcomes.values()):
                told.add(question)
                yield question, "、".join(f"{key}={value}" for key, value in before)


def _same(outcomes: Iterable[set[tuple[Answered, Sheet]]]) -> bool:
    first, *others = outcomes
    return all(other == first for other in others)
