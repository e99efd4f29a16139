"""The shipped wizards keep the pack's promise: every sentence has an item or a reason, every topic an errand."""

from __future__ import annotations

import re
from functools import cache

import pytest
from shipped import PACKS, RULES

from govdesk.drafting.levels import bindings
from govdesk.errors import PackError
from govdesk.rules.loader import load_rule
from govdesk.rules.model import Rule
from govdesk.rules.topics import load_topics
from govdesk.wizards.coverage import missing_topics, sentence_coverage
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import Cite, Wizard
from govdesk.wizards.parties import find_party, read_parties, words_of
from govdesk.wizards.terms import CiteRole, Level

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
def test_a_duty_that_is_no_plain_command_quotes_a_word_that_binds(pack: str) -> None:
    """The word may stand in a condition or in the sentence's beginning, but it stands on the sheet."""
    _, wizards = shipped(pack)
    binding = (Level.MUST, Level.MUST_NOT)
    bare = [
        (wizard.id, item.id)
        for wizard in wizards
        for item in wizard.items
        if item.level is Level.MUST and not item.plain
        if not any(found.level in binding for cite in item.all_cites() for found in bindings(cite.quote))
    ]
    assert bare == []


@pytest.mark.parametrize("pack", PACKS)
def test_a_duty_under_a_condition_is_quoted_with_it(pack: str) -> None:
    """A main quote that starts behind 「……的，」 has words of that sentence's first half beside it on the sheet."""
    rule, wizards = shipped(pack)
    cut = []
    for wizard in wizards:
        for item in wizard.items:
            own = (*item.cites, *(cite for point in item.points for cite in point.cites))
            rests = [("", item.cites, own)] if not item.arises else []
            rests += [(point.do, point.cites, (*item.cites, *point.cites)) for point in item.points]
            for do, cites, beside in rests:
                for cite in cites:
                    first = _first_half(rule, cite)
                    if cite.role is not CiteRole.MAIN or not first.endswith(("的，", "时，")):
                        continue
                    if not any(other.number == cite.number and _shares(other.quote, first) for other in beside):
                        cut.append((wizard.id, item.id, do, cite.quote))
    assert cut == []


def _first_half(rule: Rule, cite: Cite) -> str:
    """The words between the sentence's beginning and the quote, in its article."""
    article = rule.find(cite.number)
    assert article is not None
    line = next(line.shown for line in article.lines() if cite.quote in line.shown)
    return re.split("[。；]", line[: line.index(cite.quote)])[-1]


def _shares(quote: str, first: str) -> bool:
    """Whether a quote has the end of a clause of these words, or is one of them."""
    return any(quote in first or clause[-6:] in quote for clause in re.split("[，、]", first) if len(clause) >= 6)


@pytest.mark.parametrize("pack", PACKS)
def test_an_exception_is_quoted_with_what_it_frees_from(pack: str) -> None:
    """「除……外」 alone shows neither what is published nor what goes another way: the rest stands beside it."""
    rule, wizards = shipped(pack)
    bare = []
    for wizard in wizards:
        parts = (*wizard.questions, *wizard.items, *wizard.others, *wizard.open, *wizard.answers, *wizard.general)
        for part in parts:
            for cite in part.cites:
                if not re.fullmatch("除[^。；]*外", cite.quote):
                    continue
                rest = _rest(rule, cite)
                if not any(other.number == cite.number and other.quote[:8] in rest for other in part.cites):
                    bare.append((wizard.id, part.id, cite.quote))
    assert bare == []


def _rest(rule: Rule, cite: Cite) -> str:
    """The words between the quote and its sentence's end."""
    article = rule.find(cite.number)
    assert article is not None
    line = next(line.shown for line in article.lines() if cite.quote in line.shown)
    return re.split("[。；]", line[line.index(cite.quote) + len(cite.quote) :])[0]


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_done_for_a_leader_or_the_government_names_them(pack: str) -> None:
    """A clerk reads whose act it is: in the line, in the event that brings it, or as the one who acts."""
    _, wizards = shipped(pack)
    parties, _ = read_parties(RULES / pack)
    nameless = []
    for wizard in wizards:
        for item in wizard.items:
            found = [find_party(parties, name) for name in item.party]
            if not item.carried_by or any(party is None or party.desk for party in found):
                continue
            words = {"领导", "组成人员", "主任", *(word for name in item.party for word in words_of(parties, name))}
            if not any(word in item.who + item.arises + item.do for word in words):
                nameless.append((wizard.id, item.id, item.do))
    assert nameless == []


@pytest.mark.parametrize("pack", PACKS)
def test_what_comes_by_a_reply_does_not_claim_that_nobody_is_named(pack: str) -> None:
    _, wizards = shipped(pack)
    assert [(w.id, item.id) for w in wizards for item in w.items if item.by_reply and item.unsaid] == []


@pytest.mark.parametrize("pack", PACKS)
def test_silence_of_the_text_is_told_in_one_wording(pack: str) -> None:
    for path in (RULES / pack / "wizards").glob("*.toml"):
        assert not re.search("条文未写明|条文没有写[。”；]|两种读法", path.read_text(encoding="utf-8")), path.name
