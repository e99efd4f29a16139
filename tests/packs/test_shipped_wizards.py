"""The shipped wizards keep the pack's promise: every sentence has an item or a reason, every topic an errand."""

from __future__ import annotations

from pathlib import Path

import pytest

from govdesk.errors import PackError
from govdesk.rules.loader import load_rule
from govdesk.rules.topics import load_topics
from govdesk.wizards.coverage import missing_topics, sentence_coverage
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import Level

RULES = Path(__file__).parents[2] / "rules"
PACKS = ("xianyang-2013", "zhangjiagang-2022")
#: Words that bind, and the levels an item resting on them may have.
BANS = ("不得", "严禁", "一律不")


@pytest.mark.parametrize("pack", PACKS)
def test_every_wizard_is_sound_on_every_path(pack: str) -> None:
    rule = load_rule(RULES / pack)
    try:
        wizards = load_wizards(RULES / pack, rule)
    except PackError as error:
        pytest.fail(error.detail)
    assert rule.meta.wizards_complete and wizards


@pytest.mark.parametrize("pack", PACKS)
def test_every_sentence_has_an_item_or_a_reason(pack: str) -> None:
    rule = load_rule(RULES / pack)
    table = sentence_coverage(rule, load_wizards(RULES / pack, rule))
    assert [(s.article, s.text) for s in table if not s.accounted_for] == []


@pytest.mark.parametrize("pack", PACKS)
def test_every_procedure_of_the_rule_has_an_errand(pack: str) -> None:
    rule = load_rule(RULES / pack)
    wizards = load_wizards(RULES / pack, rule)
    assert missing_topics(rule, wizards) == []
    known = {topic.id for group in load_topics(RULES / "topics.toml") for topic in group.topics}
    assert {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)} <= known


@pytest.mark.parametrize("pack", PACKS)
def test_a_quote_that_bans_is_never_something_to_do(pack: str) -> None:
    rule = load_rule(RULES / pack)
    wrong = [
        (wizard.id, item.id, item.cite.quote)
        for wizard in load_wizards(RULES / pack, rule)
        for item in wizard.items
        if item.cite.quote.startswith(BANS) and item.level is not Level.MUST_NOT
    ]
    assert wrong == []


@pytest.mark.parametrize("pack", PACKS)
def test_advice_of_ours_cites_nothing(pack: str) -> None:
    rule = load_rule(RULES / pack)
    citing = [
        (wizard.id, item.id)
        for wizard in load_wizards(RULES / pack, rule)
        for item in wizard.items
        if "条规定" in item.hint or "根据第" in item.hint
    ]
    assert citing == []
