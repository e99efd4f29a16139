"""Conditions on answers: does one hold, and which answer rules it out.

`known` maps the id of every earlier question to its answer: the value, several values joined by `+`, UNKNOWN, None where
the question does not apply, or PENDING where it depends on a question that is still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from govdesk.wizards.model import JOIN, NONE, UNKNOWN, Condition, Question, When, Wizard

#: What is known of a question that may or may not be asked, because a question before it is open.
PENDING = "?"

Known = Mapping[str, str | None]


class Verdict(Enum):
    """A condition's value. UNDECIDED counts as false for a checklist; a wizard shows what is undecided apart."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


#: The checker asks a million times, and an enumeration's members are slow to find in Python 3.11.
_YES, _NO, _UNDECIDED = Verdict


def conditions(when: When) -> tuple[Condition, ...]:
    """A condition's alternatives."""
    return (when,) if isinstance(when, dict) else when


def questions_in(when: When) -> tuple[str, ...]:
    """Ids of the questions that a condition names, each once."""
    return tuple(dict.fromkeys(key.rstrip("!") for condition in conditions(when) for key in condition))


def values_of(wanted: str | tuple[str, ...]) -> tuple[str, ...]:
    """The values that an entry of a condition accepts."""
    return (wanted,) if isinstance(wanted, str) else wanted


def chosen(answer: str) -> tuple[str, ...]:
    """The option values in an answer: several for a `many` question, none for NONE."""
    return () if answer in (NONE, "") else tuple(answer.split(JOIN))


def judge(wizard: Wizard, when: When, known: Known) -> Verdict:
    """The value of a condition."""
    if not when:
        return _YES
    value = _NO
    for condition in conditions(when):
        verdict = _judge_all(wizard, condition, known)
        if verdict is _YES:
            return _YES
        if verdict is _UNDECIDED:
            value = _UNDECIDED
    return value


def holds(wizard: Wizard, when: When, known: Known) -> bool:
    """Whether a condition is true; what is undecided is not."""
    return not when or judge(wizard, when, known) is _YES


def _judge_all(wizard: Wizard, condition: Condition, known: Known) -> Verdict:
    value = _YES
    for key, wanted in condition.items():
        verdict = _judge_one(wizard, key, values_of(wanted), known)
        if verdict is _NO:
            return _NO
        if verdict is _UNDECIDED:
            value = _UNDECIDED
    return value


def _judge_one(wizard: Wizard, key: str, wanted: tuple[str, ...], known: Known) -> Verdict:
    negated, question_id = key.endswith("!"), key.rstrip("!")
    answer = known.get(question_id, PENDING)
    if answer is None:
        return _NO
    if answer == PENDING:
        return _UNDECIDED
    if answer == UNKNOWN:
        return _YES if not negated and UNKNOWN in wanted else _UNDECIDED
    values = chosen(answer) if JOIN in answer else (answer or NONE,)
    if any(value in wanted for value in values) is not negated:
        return _YES
    if wizard.legacy:  # 还不清楚 of version 0.1
        question = wizard.question(question_id)
        option = question.option(answer) if question else None
        if option is not None and option.undecided:
            return _UNDECIDED
    return _NO


def explain_no(wizard: Wizard, when: When, known: Known) -> str:
    """Which answer rules a condition out: “这件事涉及其他部门的工作吗？”选了“不涉及”. Empty where none does.

    Where no answer does, the question that is still open.
    """
    entries = [entry for condition in conditions(when) for entry in condition.items()]
    for wanted_verdict in (Verdict.NO, Verdict.UNDECIDED):
        for key, wanted in entries:
            if _judge_one(wizard, key, values_of(wanted), known) is not wanted_verdict:
                continue
            question = wizard.question(key.rstrip("!"))
            if question is None:
                continue
            answer = known.get(question.id, PENDING)
            if answer is None:
                return explain_no(wizard, question.when, known)
            if answer in (UNKNOWN, PENDING):
                return f"“{question.ask}”还没有定"
            return f"“{question.ask}”选了“{answer_in_words(question, answer)}”"
    return ""


def answer_in_words(question: Question, answer: str) -> str:
    """The labels of an answer: “县市区政府负责同志、市政府分管领导”; 还没有定 for an open one."""
    if not question.many:
        option = question.option(answer)
        return option.label if option else "还没有定"
    if answer == NONE:
        return question.none
    options = [question.option(value) for value in chosen(answer)]
    labels = [option.label for option in options if option is not None]
    return "、".join(labels) or "还没有定"
