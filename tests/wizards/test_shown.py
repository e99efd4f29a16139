"""Quotes that stand on some paths only: what a line loses with them is made once, on a made-up errand, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import examine_pack
from govdesk.wizards.model import CheckItem, Cite, Due, OtherAct, Point, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.proofs import prove_wizard
from govdesk.wizards.terms import CiteRole, Level

PLAIN = Cite(article="9", quote="应当及时签复", paragraph=1)
LIMIT = Cite(article="9", quote="丁在3个工作日内、送两份", paragraph=2)
WHO = Cite(article="9", quote="甲办的事", paragraph=3, role=CiteRole.WHO)


@pytest.fixture
def parties(pack: Path, rule: Rule) -> tuple[Party, ...]:
    return examine_pack(pack, rule, prove=False).parties


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    made = examine_pack(pack, rule, prove=False).files[0].wizard
    assert made is not None
    return made


def only(cite: Cite) -> Cite:
    """The quote, where it touches others alone."""
    return msgspec.structs.replace(cite, when={"touches": "yes"})


def line(*cites: Cite, **more: object) -> CheckItem:
    values: dict[str, object] = {"stage": "填表", "level": Level.MUST, "do": "签复", "party": ("jia",), "unsaid": True}
    return CheckItem(id="line", cites=cites, **(values | more))  # type: ignore[arg-type]


def told(wizard: Wizard, parties: tuple[Party, ...], item: CheckItem) -> dict[str, str]:
    found = prove_wizard(msgspec.structs.replace(wizard, items=(*wizard.items, item)), parties)
    return {where: what for where, what, _ in found if where.startswith("items.line")}


def test_a_line_keeps_a_quote_of_what_is_done(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    found = told(wizard, parties, line(only(PLAIN), WHO))
    assert found.keys() == {"items.line.cites"}
    assert "一处也不在" in found["items.line.cites"] and "touches=no" in found["items.line.cites"]
    other = msgspec.structs.replace(PLAIN, when={"touches": ("no", "unknown")}, paragraph=4)
    assert not told(wizard, parties, line(only(PLAIN), WHO, other)), "one of two forms always stands"


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"do": "3个工作日内签复"}, "items.line.do"),
        ({"do": "送两份签复"}, "items.line.do"),
        ({"points": (Point(do="送两份"),)}, "items.line.points"),
        ({"due": Due(workdays=3, after="received")}, "items.line.due.workdays"),
        ({"due": Due(words="3个工作日内")}, "items.line.due"),
    ],
)
def test_a_number_stands_in_a_quote_on_every_path(
    wizard: Wizard, parties: tuple[Party, ...], more: dict[str, object], where: str
) -> None:
    found = told(wizard, parties, line(PLAIN, only(LIMIT), **more))
    assert where in found and "touches=no" in found[where]
    assert not told(wizard, parties, line(PLAIN, LIMIT, **more))


def test_a_word_of_the_limit_stands_in_a_quote_on_every_path(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    item = line(only(PLAIN), LIMIT, due=Due(words="及时"))
    assert "引文里没有“及时”" in told(wizard, parties, item)["items.line.due"]


def test_the_party_is_named_on_every_path(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    item = line(PLAIN, only(WHO), unsaid=False)
    assert "看不出是“jia”" in told(wizard, parties, item)["items.line.party"]
    assert not told(wizard, parties, line(PLAIN, WHO, unsaid=False))


def test_a_point_that_is_left_out_takes_its_words_along(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    point = Point(do="看日子", cites=(LIMIT,), when={"touches": "yes"})
    found = told(wizard, parties, line(PLAIN, do="3个工作日内签复", points=(point,)))
    assert "“3”" in found["items.line.do"]


def test_other_parts_keep_their_quotes_too(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    other = OtherAct(id="o", party="ding", do="答复", cites=(only(LIMIT),), desks=("jia",))
    found = {where: what for where, what, _ in prove_wizard(msgspec.structs.replace(wizard, others=(other,)), parties)}
    assert "一处也不在" in found["others.o.cites"]
    counting = msgspec.structs.replace(other, do="3个工作日内答复", cites=(PLAIN, only(LIMIT)))
    found = {
        where: what for where, what, _ in prove_wizard(msgspec.structs.replace(wizard, others=(counting,)), parties)
    }
    assert "“3”" in found["others.o.do"]
