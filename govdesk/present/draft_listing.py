"""What the list says of drafts: wizards left half-way, also those of version 0.1, of which only their words are left."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from govdesk.paths import resource
from govdesk.present.home import ANSWERED
from govdesk.wizards.conditions import answer_in_words

if TYPE_CHECKING:
    from govdesk.records.model import Draft
    from govdesk.wizards.library import Library
    from govdesk.wizards.model import Wizard

NAMELESS = "还没有名称"
OLD = "旧版草稿"
_SKIPPED = "先跳过"


class DraftLine(msgspec.Struct, frozen=True):
    """A draft in the list. `told` are its answers in few words, `progress` says how far it is.

    `old`: it is of version 0.1 and cannot be gone on with; `heir` is the wizard that its errand is today, "" for none.
    """

    draft: Draft
    city: str
    wizard: str
    desk: str
    told: str
    progress: str
    when: dt.datetime
    heir: str = ""
    old: bool = False

    @property
    def name(self) -> str:
        """Drafts of one errand are told apart by what was answered."""
        return f"{NAMELESS}（{self.told}）" if self.told else NAMELESS

    @property
    def sentence(self) -> str:
        """The whole line for assistive tools."""
        parts = ("草稿", self.wizard, self.city, self.desk, self.told, self.progress)
        return "，".join(part for part in parts if part)


def draft_lines(drafts: Sequence[Draft], library: Library) -> list[DraftLine]:
    """The drafts as the list shows them, in their order. One that nothing was answered in is none yet."""
    return [_old_line(draft, library) if not draft.desk else _line(draft, library) for draft in drafts if draft.answers]


def find_drafts(lines: Sequence[DraftLine], text: str, filters: Mapping[str, str]) -> list[DraftLine]:
    """The drafts that the list's filters (city, year, handler; empty for all) leave. A draft has no handler yet."""
    words = text.split()
    return [
        line
        for line in lines
        if filters["city"] in ("", line.city)
        and all(word in f"{line.wizard}{line.told}{line.city}" for word in words)
        and filters["year"] in ("", str(line.when.year))
        and not filters["handler"]
    ]


def _line(draft: Draft, library: Library) -> DraftLine:
    from govdesk.wizards.parties import find_party
    from govdesk.wizards.paths import most_questions
    from govdesk.wizards.session import evaluate, known_answers

    wizard = library.heir(draft.rule, draft.wizard)
    if wizard is None or draft.desk not in wizard.desks:
        return _old_line(draft, library)
    answers = known_answers(wizard, draft.answers)
    state = evaluate(wizard, answers, draft.desk, explain=False)
    given = sum(question.id in answers for question in state.asked)
    total = most_questions(wizard, answers, draft.desk)
    party = find_party(library.parties(draft.rule), draft.desk)
    return DraftLine(
        draft,
        city_of(library, draft.rule),
        wizard.title,
        party.label if party else "",
        _answers_in_words(wizard, answers),
        f"第 {given + 1} 问，共 {total} 问" if state.current is not None else ANSWERED,
        draft.updated,
        heir=wizard.id,
    )


def _old_line(draft: Draft, library: Library) -> DraftLine:
    heir = library.heir(draft.rule, draft.wizard)
    errand = old_errand(draft.rule, draft.wizard)
    title = errand.get("title") or (heir.title if heir else draft.wizard)
    told = "；".join(answer for _, answer in old_answers(draft))
    city = city_of(library, draft.rule)
    return DraftLine(draft, city, title, "", told, OLD, draft.updated, heir=heir.id if heir else "", old=True)


def city_of(library: Library, rule_id: str) -> str:
    """The rule's short title; its id where the rule is not at hand."""
    rule = library.rules.get(rule_id)
    return rule.meta.short_title if rule else rule_id


def _answers_in_words(wizard: Wizard, answers: dict[str, str]) -> str:
    asked = ((wizard.question(key), value) for key, value in answers.items())
    return "；".join(answer_in_words(question, value) for question, value in asked if question and value)


@cache
def _errands() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(resource("errands-0.1.json").read_text("utf-8"))
    return found


def old_errand(rule: str, wizard: str) -> dict[str, Any]:
    """Title and questions of an errand as version 0.1 had it; empty where it had none of that name."""
    errand: dict[str, Any] = _errands().get(rule, {}).get(wizard, {})
    return errand


def old_answers(draft: Draft) -> list[tuple[str, str]]:
    """The questions of a draft of version 0.1 that were answered, with the answers, in the order given."""
    questions = old_errand(draft.rule, draft.wizard).get("questions", {})
    found = []
    for key, value in draft.answers.items():
        question = questions.get(key, {})
        answer = question.get("options", {}).get(value, value) if value else _SKIPPED
        found.append((question.get("ask", key), answer))
    return found
