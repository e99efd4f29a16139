"""Answers replayed: the state of a wizard as a pure function of (wizard, answers by question id).

Nothing is stored twice. Changing an early answer keeps the later ones: those that no longer apply are
listed as inapplicable, count for nothing, and are there again when the answer is changed back.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import msgspec

from govdesk.errors import UserError
from govdesk.wizards.model import CheckItem, Condition, Question, When, Wizard

#: The answer of a question that was passed over (先跳过): as open as one not yet reached.
SKIPPED = ""

Answers = Mapping[str, str]


class Verdict(Enum):
    """A condition's value under the present answers."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


class IncludedItem(msgspec.Struct, frozen=True):
    """An item on the sheet; `conditional` where the answers leave it undecided (视情)."""

    item: CheckItem
    conditional: bool


class LeftOutItem(msgspec.Struct, frozen=True):
    """An item that the answers rule out, and the answer that does, in words."""

    item: CheckItem
    because: str


class State(msgspec.Struct, frozen=True):
    """Everything that follows from the answers."""

    asked: tuple[Question, ...]  # questions that apply, in order
    current: Question | None  # the first of them not yet answered
    answers: dict[str, str]  # those that count
    inapplicable: tuple[str, ...]  # ids of kept answers that no longer apply
    items: tuple[IncludedItem, ...]
    left_out: tuple[LeftOutItem, ...]

    def stages(self, wizard: Wizard) -> list[tuple[str, list[IncludedItem]]]:
        """Items by stage in the wizard's order; stages left empty are gone."""
        grouped = [(stage, [i for i in self.items if i.item.stage == stage]) for stage in wizard.stages]
        return [(stage, items) for stage, items in grouped if items]


def evaluate(wizard: Wizard, answers: Answers, *, explain: bool = True) -> State:
    """The state of `wizard` under `answers` (question id -> option value, or SKIPPED).

    Without `explain` the left-out items carry no reason: for walks through thousands of paths. Raises
    UserError for an answer to a question, or with a value, that the wizard does not have.
    """
    check_answers(wizard, answers)
    known: dict[str, str | None] = {}  # None: the question does not apply
    asked: list[Question] = []
    current = None
    for question in wizard.questions:
        verdict = judge(wizard, question.when, known)
        if verdict is Verdict.NO:
            known[question.id] = None
            continue
        if verdict is Verdict.UNDECIDED:
            known[question.id] = SKIPPED
            # It is asked only once the question before it is settled, and may never be.
            continue
        asked.append(question)
        known[question.id] = answers.get(question.id, SKIPPED)
        if current is None and question.id not in answers:
            current = question
    applicable = {q.id for q in asked}
    included, left_out = [], []
    for item in wizard.items:
        verdict = judge(wizard, item.when, known)
        if verdict is Verdict.NO:
            left_out.append(LeftOutItem(item, explain_no(wizard, item.when, known) if explain else ""))
        else:
            included.append(IncludedItem(item, verdict is Verdict.UNDECIDED))
    return State(
        asked=tuple(asked),
        current=current,
        answers={key: value for key, value in answers.items() if key in applicable},
        inapplicable=tuple(key for key in answers if key not in applicable),
        items=tuple(included),
        left_out=tuple(left_out),
    )


def check_answers(wizard: Wizard, answers: Answers) -> None:
    """Raises UserError unless every answer belongs to a question and is one of its options."""
    for question_id, value in answers.items():
        question = wizard.question(question_id)
        if question is None:
            names = "、".join(q.id for q in wizard.questions) or "无"
            raise UserError(f"“{wizard.title}”里没有问题“{_in_short(question_id)}”", todo=f"可用的问题编号：{names}")
        if value != SKIPPED and question.option(value) is None:
            names = "、".join(f"{o.value}（{o.label}）" for o in question.options)
            raise UserError(f"“{question.ask}”没有“{_in_short(value)}”这个答案", todo=f"可用的答案：{names}")


def _in_short(text: str, most: int = 40) -> str:
    """What a file may have in the place of an id, as far as a sentence can show it."""
    return text if len(text) <= most else text[:most] + "…"


def known_answers(wizard: Wizard, answers: Answers) -> dict[str, str]:
    """Those of `answers`, perhaps given to an older pack, that `wizard` still has."""
    kept = {}
    for question_id, value in answers.items():
        question = wizard.question(question_id)
        if question is not None and (value == SKIPPED or question.option(value)):
            kept[question_id] = value
    return kept


def judge(wizard: Wizard, when: When, known: Mapping[str, str | None]) -> Verdict:
    """A condition's value; `known` maps each earlier question to its answer, None if it does not apply."""
    if isinstance(when, dict):
        return _judge_all(wizard, when, known)
    verdicts = [_judge_all(wizard, condition, known) for condition in when]
    if not verdicts or Verdict.YES in verdicts:
        return Verdict.YES
    return Verdict.UNDECIDED if Verdict.UNDECIDED in verdicts else Verdict.NO


def _judge_all(wizard: Wizard, condition: Condition, known: Mapping[str, str | None]) -> Verdict:
    verdicts = [_judge_one(wizard, key, wanted, known) for key, wanted in condition.items()]
    if Verdict.NO in verdicts:
        return Verdict.NO
    return Verdict.UNDECIDED if Verdict.UNDECIDED in verdicts else Verdict.YES


def _judge_one(
    wizard: Wizard, question_id: str, wanted: str | tuple[str, ...], known: Mapping[str, str | None]
) -> Verdict:
    answer = known.get(question_id, SKIPPED)
    if answer is None:
        return Verdict.NO
    accepted = (wanted,) if isinstance(wanted, str) else wanted
    if answer in accepted:
        return Verdict.YES
    if answer == SKIPPED:
        return Verdict.UNDECIDED
    question = wizard.question(question_id)
    option = question.option(answer) if question else None
    return Verdict.UNDECIDED if option is not None and option.undecided else Verdict.NO


def explain_no(wizard: Wizard, when: When, known: Mapping[str, str | None]) -> str:
    """Which answer rules a condition out: “这件事涉及其他部门的工作吗？”选了“不涉及”."""
    conditions = (when,) if isinstance(when, dict) else when
    for condition in conditions:
        for question_id, wanted in condition.items():
            if _judge_one(wizard, question_id, wanted, known) is not Verdict.NO:
                continue
            question = wizard.question(question_id)
            answer = known.get(question_id)
            if question is None:
                continue
            if answer is None:
                return explain_no(wizard, question.when, known)
            option = question.option(answer)
            return f"“{question.ask}”选了“{option.label if option else answer}”"
    return ""


def compare_items(before: State, after: State) -> tuple[list[CheckItem], list[CheckItem]]:
    """(added, removed) items between two states of one wizard, in the wizard's order."""
    old, new = {i.item.id for i in before.items}, {i.item.id for i in after.items}
    added = [i.item for i in after.items if i.item.id not in old]
    removed = [i.item for i in before.items if i.item.id not in new]
    return added, removed
