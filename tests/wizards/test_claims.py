"""What a line may claim beyond its quotes: each fault is made once, on a made-up pack, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.claims import against_the_quotes, claims
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import CheckItem, Cite, DirectAnswer, Due, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.terms import CiteRole, Level

ONLY = Cite(article="3", quote="除依法需要保密的外")
WHOLE = Cite(article="3", quote="除依法需要保密的外，应及时公布")
SUBJECT = Cite(article="3", quote="甲制定的文件", role=CiteRole.WHO)
PREDICATE = Cite(article="3", quote="由乙按程序办理", role=CiteRole.CONDITION)


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    return load_wizards(pack, rule)[0]


def item(*cites: Cite, **more: object) -> CheckItem:
    values: dict[str, object] = {"stage": "填表", "level": Level.MUST, "do": "办一", "party": ("jia",)}
    return CheckItem(id="one", cites=cites, **(values | more))  # type: ignore[arg-type]


def told(wizard: Wizard, **parts: object) -> dict[str, str]:
    return {where: f"{what}｜{hint}" for where, what, hint in claims(msgspec.structs.replace(wizard, **parts))}


def test_a_sound_wizard_claims_nothing_more(wizard: Wizard) -> None:
    assert list(claims(wizard)) == []


@pytest.mark.parametrize(("cites", "sound"), [((ONLY,), False), ((SUBJECT, ONLY), False), ((SUBJECT, WHOLE), True)])
def test_an_exception_is_quoted_with_what_it_excepts_from(wizard: Wizard, cites: tuple[Cite, ...], sound: bool) -> None:
    found = told(wizard, items=(item(*cites, level=Level.EXCEPT),))
    assert found.keys() == (set() if sound else {"items.one.cites"})
    if not sound:
        assert "多引半句" in found["items.one.cites"]


def test_the_predicate_may_stand_in_a_quote_of_its_own(wizard: Wizard) -> None:
    for role in (CiteRole.CONDITION, CiteRole.WHO):
        assert not told(wizard, items=(item(ONLY, msgspec.structs.replace(PREDICATE, role=role), level=Level.EXCEPT),))


def test_an_answer_that_rests_on_an_exception_quotes_the_rule_too(wizard: Wizard) -> None:
    answer = DirectAnswer(id="said", say="涉密的不公布", cites=(ONLY,))
    assert told(wizard, answers=(answer,)).keys() == {"answers.said.cites"}
    assert not told(wizard, answers=(msgspec.structs.replace(answer, cites=(WHOLE,)),))


@pytest.mark.parametrize(
    ("words", "sound"), [("事先", False), ("及时", True), ("外出前（实务）", True), ("事先（实务）", True)]
)
def test_a_time_word_is_the_rules_or_marked_as_advice(wizard: Wizard, words: str, sound: bool) -> None:
    found = told(wizard, items=(item(WHOLE, due=Due(words=words)),))
    assert found.keys() == (set() if sound else {"items.one.due"})


@pytest.mark.parametrize(
    ("level", "quote", "sound"),
    [
        (Level.MUST, "原则上主送一个上级机关", False),
        (Level.MUST_NOT, "领导同志一般不出席", False),
        (Level.SHOULD, "原则上主送一个上级机关", True),
        (Level.SHOULD_NOT, "领导同志一般不出席", True),
        (Level.MUST, "严格控制一般性支出", True),
        (Level.MAY, "必须按通知参会", False),
        (Level.MAY, "可以按通知参会", True),
    ],
)
def test_no_level_is_other_than_what_the_quote_says(wizard: Wizard, level: Level, quote: str, sound: bool) -> None:
    said = msgspec.structs.replace(wizard, items=(item(Cite(article="3", quote=quote), level=level),))
    assert ("items.one.level" not in [where for where, *_ in against_the_quotes(said, ())]) is sound


def test_who_receives_stands_in_a_quote(wizard: Wizard) -> None:
    parties = tuple(Party(id=ident, label=word, words=(word,)) for ident, word in (("jia", "甲"), ("yi", "乙")))
    for quote, sound in (("甲报送的文件，由乙审核", True), ("甲报送的文件要审核", False)):
        handed = msgspec.structs.replace(wizard, items=(item(Cite(article="3", quote=quote), to="yi"),))
        told_of = [where for where, *_ in against_the_quotes(handed, parties)]
        assert ("items.one.to" not in told_of) is sound
