"""The shipped wizards keep the pack's promise: every sentence has an item or a reason, every topic an errand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from govdesk.errors import PackError
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.rules.topics import load_topics
from govdesk.wizards.coverage import missing_topics, sentence_coverage
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import Level, Wizard

RULES = Path(__file__).parents[2] / "rules"
PACKS = ("xianyang-2013", "zhangjiagang-2022")
#: Words that bind, and the levels an item resting on them may have.
BANS = ("不得", "严禁", "一律不")


@cache
def shipped(pack: str) -> tuple[Rule, tuple[Wizard, ...]]:
    """A shipped rule and its wizards, each proved on every path: read once, for that takes seconds."""
    rule = load_rule(RULES / pack)
    return rule, load_wizards(RULES / pack, rule)


@pytest.mark.parametrize("pack", PACKS)
def test_every_wizard_is_sound_on_every_path(pack: str) -> None:
    try:
        rule, wizards = shipped(pack)
    except PackError as error:
        pytest.fail(error.detail)
    assert rule.meta.wizards_complete and wizards


@pytest.mark.parametrize("pack", PACKS)
def test_every_sentence_has_an_item_or_a_reason(pack: str) -> None:
    table = sentence_coverage(*shipped(pack))
    assert [(s.article, s.text) for s in table if not s.accounted_for] == []


@pytest.mark.parametrize("pack", PACKS)
def test_every_procedure_of_the_rule_has_an_errand(pack: str) -> None:
    rule, wizards = shipped(pack)
    assert missing_topics(rule, wizards) == []
    known = {topic.id for group in load_topics(RULES / "topics.toml") for topic in group.topics}
    assert {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)} <= known


@pytest.mark.parametrize("pack", PACKS)
def test_a_quote_that_bans_is_never_something_to_do(pack: str) -> None:
    _, wizards = shipped(pack)
    wrong = [
        (wizard.id, item.id, item.cite.quote)
        for wizard in wizards
        for item in wizard.items
        if item.cite.quote.startswith(BANS) and item.level is not Level.MUST_NOT
    ]
    assert wrong == []


@pytest.mark.parametrize("pack", PACKS)
def test_advice_of_ours_cites_nothing(pack: str) -> None:
    _, wizards = shipped(pack)
    citing = [
        (wizard.id, item.id)
        for wizard in wizards
        for item in wizard.items
        if "条规定" in item.hint or "根据第" in item.hint
    ]
    assert citing == []


@pytest.mark.parametrize("pack", PACKS)
def test_the_same_line_binds_alike_in_every_errand(pack: str) -> None:
    """A level or a limit that differs between two errands for the same words is a mistake in one of them."""
    _, wizards = shipped(pack)
    told: dict[tuple[str, str, str], dict[tuple[Level, str], str]] = {}
    for wizard in wizards:
        for item in wizard.items:
            limit = "" if item.due is None else item.due.words or f"{item.due.workdays}"
            words = (item.cite.number, item.id, item.cite.quote)
            told.setdefault(words, {}).setdefault((item.level, limit), wizard.id)
    assert {words: ways for words, ways in told.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("pack", PACKS)
def test_a_refusal_binds_as_its_own_words_do(pack: str) -> None:
    """要……不予办理 orders a refusal and is a duty; 不得办理 is a ban."""
    _, wizards = shipped(pack)
    refused = [
        item for wizard in wizards for item in wizard.items if item.cite.quote.endswith(("不予办理", "不得办理"))
    ]
    assert refused
    for item in refused:
        assert item.level is (Level.MUST_NOT if item.cite.quote.endswith("不得办理") else Level.MUST), item.id


@pytest.mark.parametrize("pack", PACKS)
def test_silence_of_the_text_is_told_in_one_wording(pack: str) -> None:
    for path in (RULES / pack / "wizards").glob("*.toml"):
        assert not re.search("条文未写明|条文没有写[。”；]|两种读法", path.read_text(encoding="utf-8")), path.name
