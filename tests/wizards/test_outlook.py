"""清单会是这样: what the present choice adds, takes away, and leaves to a later question."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import Wizard
from govdesk.wizards.outlook import Effect, changes_in_words, live_list, option_effect
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import Level


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    return load_wizards(pack, rule)[0]


def effects(wizard: Wizard, answers: dict[str, str], shown: str) -> dict[str, tuple[Effect, int]]:
    live = live_list(wizard, answers, "jia", wizard.question(shown))
    return {line.id: (line.effect, line.question) for stage in live.stages for line in stage.lines}


def test_a_choice_adds_its_lines_and_says_what_waits(wizard: Wizard) -> None:
    assert effects(wizard, {}, "touches") == {
        "fill-in": (Effect.STAYS, 0),
        "no-proxy": (Effect.STAYS, 0),
        "consult": (Effect.LATER, 1),
        "escalate": (Effect.LATER, 2),
        "escalate-later": (Effect.LATER, 1),
    }
    told = effects(wizard, {"touches": "yes"}, "touches")
    assert told["consult"] == (Effect.ADDED, 0)
    assert told["escalate"] == (Effect.LATER, 2)


def test_what_a_choice_takes_away_is_struck_out_until_the_next_question(wizard: Wizard) -> None:
    told = effects(wizard, {"touches": "no"}, "touches")
    assert told["consult"] == (Effect.REMOVED, 0)
    live = live_list(wizard, {"touches": "no"}, "jia", None)
    assert [line.id for stage in live.stages for line in stage.lines] == ["fill-in", "no-proxy"]
    assert (live.own, live.others, live.open) == (2, 1, 0)


def test_an_option_says_what_it_brings(wizard: Wizard) -> None:
    question = wizard.questions[0]
    yes = option_effect(wizard, {}, question, question.options[1], "jia")
    assert yes == "要“先同丙商量”等 2 项"
    assert option_effect(wizard, {}, question, question.options[0], "jia") == "少 2 项"


def test_a_ban_that_an_option_brings_is_not_told_as_a_duty(wizard: Wizard) -> None:
    items = tuple(msgspec.structs.replace(item, level=Level.MUST_NOT) for item in wizard.items)
    question = wizard.questions[0]
    told = option_effect(msgspec.structs.replace(wizard, items=items), {}, question, question.options[1], "jia")
    assert told.startswith("不得“先同丙商量”")


def test_changed_answers_are_told_in_words(wizard: Wizard) -> None:
    before = evaluate(wizard, {"touches": "no"}, "jia")
    after = evaluate(wizard, {"touches": "yes", "agreed": "yes"}, "jia")
    assert changes_in_words(before, after) == "增加 1 项：“先同丙商量”"
    assert changes_in_words(after, before, named=False) == "减少 1 项"
    assert changes_in_words(before, before) == ""


def test_a_ban_is_never_told_as_if_it_were_to_be_done(wizard: Wizard) -> None:
    """Neither in what an answer brings nor in what changed answers add: without its 不得 a ban says the opposite."""
    ban = wizard.item("no-proxy")
    assert ban is not None
    items = tuple(
        msgspec.structs.replace(item, when={"touches": "yes"}) if item is ban else item
        for item in wizard.items
        if item.id in ("fill-in", "no-proxy")
    )
    changed = msgspec.structs.replace(wizard, items=items)
    question = changed.questions[0]
    assert option_effect(changed, {}, question, question.options[1], "jia") == f"不得“{ban.do}”"
    before, after = (evaluate(changed, {"touches": value}, "jia") for value in ("no", "yes"))
    assert changes_in_words(before, after) == f"增加 1 项：“不得{ban.do}”"
