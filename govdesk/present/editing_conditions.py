"""什么时候列, under a hand: a condition as cases to tick, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from govdesk.drafting.errand_text import ErrandText
from govdesk.wizards.model import NONE, UNKNOWN

ALWAYS = "总是列"
#: What a question has beside its own answers, as a condition may name it.
_UNKNOWN_LABEL, _NONE_LABEL = "还没有定", "一个也没有选"


class Asked(NamedTuple):
    """A question that a condition can hang on: its id, its words, and (value, words) of what can be answered."""

    id: str
    ask: str
    answers: tuple[tuple[str, str], ...]


class Wanted(NamedTuple):
    """What a case wants of one question: one of these values, or (`but`) an answer that is none of them."""

    question: str
    values: tuple[str, ...]
    but: bool = False


#: All of these hold at once. A condition is a list of cases, one of which holds.
Case = tuple[Wanted, ...]


def asked_before(content: ErrandText, before: int | None = None) -> list[Asked]:
    """The questions that a part may hang on: all, or those before question `before`."""
    found = []
    for question in content.parts("questions")[:before]:
        answers = [(str(o.get("value", "")), str(o.get("label", ""))) for o in question.get("options", ())]
        if question.get("many"):
            answers.append((NONE, str(question.get("none", "")) or _NONE_LABEL))
        if UNKNOWN not in [value for value, _ in answers]:
            answers.append((UNKNOWN, _UNKNOWN_LABEL))
        found.append(Asked(str(question.get("id", "")), str(question.get("ask", "")), tuple(answers)))
    return found


def cases_of(when: Any) -> list[Case]:
    """A file's condition as cases; none for what always holds."""
    conditions = when if isinstance(when, Sequence) and not isinstance(when, str) else [when] if when else []
    return [tuple(_wanted(key, value) for key, value in condition.items()) for condition in conditions]


def when_of(cases: Sequence[Case]) -> Any:
    """Cases as the file has them: None for what always holds. A case that wants nothing holds always, and so does all."""
    written: list[Mapping[str, Any]] = [_written(case) for case in cases]
    if not written or not all(written):
        return None
    return written[0] if len(written) == 1 else tuple(written)


def when_words(content: ErrandText, when: Any) -> str:
    """A condition in words: 想请谁？选“县市区”或“市领导”，并且……；或者……"""
    asked = {entry.id: entry for entry in asked_before(content)}
    return "；或者".join("，并且".join(_words(asked, wanted) for wanted in case) for case in cases_of(when)) or ALWAYS


def when_choices(content: ErrandText, before: int | None = None) -> list[tuple[str, Any]]:
    """What one choice can say: always, or one answer of one question, or any but that (of those before question `before`)."""
    choices: list[tuple[str, Any]] = [(ALWAYS, None)]
    for question in content.parts("questions")[:before]:
        options, name = question.get("options", ()), question.get("id", "")
        wanted = [Wanted(str(name), (str(option.get("value", "")),)) for option in options]
        wanted += [one._replace(but=True) for one in wanted] if len(options) > 2 else []
        choices += [(when_words(content, _written((one,))), _written((one,))) for one in wanted]
    return choices


def _wanted(key: str, value: Any) -> Wanted:
    values = (value,) if isinstance(value, str) else tuple(str(one) for one in value)
    return Wanted(key.removesuffix("!"), values, key.endswith("!"))


def _written(case: Case) -> dict[str, Any]:
    return {
        wanted.question + ("!" if wanted.but else ""): wanted.values[0] if len(wanted.values) == 1 else wanted.values
        for wanted in case
        if wanted.values
    }


def _words(asked: Mapping[str, Asked], wanted: Wanted) -> str:
    entry = asked.get(wanted.question)
    labels = dict(entry.answers) if entry else {}
    named = "或".join(f"“{labels.get(value, value)}”" for value in wanted.values)
    return f"{entry.ask if entry else wanted.question} {'选的不是' if wanted.but else '选'}{named}"
