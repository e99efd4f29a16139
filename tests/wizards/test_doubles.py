"""What stands in 您来办 stands in 别人来办 no second time: each double is made once, on a made-up errand, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import examine_pack
from govdesk.wizards.model import CheckItem, Cite, OtherAct, Point, Wizard
from govdesk.wizards.parties import Party
from govdesk.wizards.proofs import prove_wizard
from govdesk.wizards.terms import CiteRole, Level

HANDLED = Cite(article="9", quote="甲的申请均应由乙按程序办理", paragraph=1)
CONSENT = Cite(article="9", quote="甲外出须经丁同意", paragraph=1)


@pytest.fixture
def parties(pack: Path, rule: Rule) -> tuple[Party, ...]:
    return examine_pack(pack, rule, prove=False).parties


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    made = examine_pack(pack, rule, prove=False).files[0].wizard
    assert made is not None
    return made


def mine(do: str, *cites: Cite, **more: object) -> CheckItem:
    values: dict[str, object] = {"stage": "填表", "level": Level.MUST, "do": do, "party": ("jia",), "cites": cites}
    return CheckItem(id="mine", **(values | more))  # type: ignore[arg-type]


def theirs(do: str, *cites: Cite, **more: object) -> OtherAct:
    values: dict[str, object] = {"party": "ding", "do": do, "cites": cites, "desks": ("jia",)}
    return OtherAct(id="theirs", **(values | more))  # type: ignore[arg-type]


def told(wizard: Wizard, parties: tuple[Party, ...], item: CheckItem, other: OtherAct) -> str:
    changed = msgspec.structs.replace(wizard, items=(*wizard.items, item), others=(other,))
    return "".join(
        f"{where}：{what}｜{hint}"
        for where, what, hint in prove_wizard(changed, parties)
        if where.startswith("others.theirs")
    )


@pytest.mark.parametrize(
    "do",
    ["报丁同意", "外出报丁同意（急的除外）", "外出，报丁同意"],
    ids=["request", "with an aside", "with a clause before"],
)
def test_a_request_and_its_approval_are_two_acts(wizard: Wizard, parties: tuple[Party, ...], do: str) -> None:
    assert not told(wizard, parties, mine(do, CONSENT), theirs("同意外出", CONSENT))


def test_the_holder_s_line_does_not_do_what_others_do(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    other = theirs("按程序办理", HANDLED, party="yi")
    found = told(wizard, parties, mine("申请送乙，按程序办理（急的除外）", HANDLED), other)
    assert found.startswith("others.theirs：") and "做的也是同一件事" in found and "写明送给谁" in found
    assert not told(wizard, parties, mine("申请送乙（急的除外）", HANDLED), other)


def test_an_act_in_other_words_is_still_one_act(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    other = theirs("按程序办理申请", HANDLED, party="yi")
    assert "同一件事" in told(wizard, parties, mine("申请要按程序办理", HANDLED), other)


def test_a_point_is_the_holder_s_act_too(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    item = mine("走完程序", CONSENT, points=(Point(do="按程序办理", cites=(HANDLED,)),))
    assert "“按程序办理”" in told(wizard, parties, item, theirs("按程序办理", HANDLED, party="yi"))
    point = Point(do="收到乙的结果", cites=(HANDLED,))
    received = msgspec.structs.replace(item, points=(point,))
    assert not told(wizard, parties, received, theirs("按程序办理", HANDLED, party="yi"))


def test_two_acts_of_one_sentence_stand_apart(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    both = Cite(article="9", quote="甲应列出理由，由丁协调处理", paragraph=1)
    assert not told(wizard, parties, mine("列出理由", both), theirs("协调处理", both))


def test_words_of_neighbours_are_no_double(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    before = Cite(article="9", quote="材料送丁等人", paragraph=1)
    behind = Cite(article="9", quote="丁等人准备发言", paragraph=1)
    assert not told(wizard, parties, mine("送材料", before), theirs("送材料的准备", behind))


def test_a_condition_may_be_quoted_by_both(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    condition = msgspec.structs.replace(HANDLED, role=CiteRole.CONDITION)
    other = theirs("按程序办理", condition, CONSENT, party="yi")
    assert not told(wizard, parties, mine("按程序办理", HANDLED), other)


def test_the_same_party_does_not_act_twice(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    item = mine("替丁办同意", CONSENT, party=("ding",), carried_by=("jia",))
    assert "也是同一个单位" in told(wizard, parties, item, theirs("同意外出", CONSENT))


def test_without_parties_nobody_is_told_by_name(wizard: Wizard) -> None:
    assert not told(wizard, (), mine("报丁同意", CONSENT), theirs("同意", CONSENT))


def test_whoever_else_acts_is_named(wizard: Wizard, parties: tuple[Party, ...]) -> None:
    assert "没有写是谁办" in told(wizard, parties, mine("报丁同意", CONSENT), theirs("同意外出", CONSENT, party=""))
    unnamed = Cite(article="9", quote="外出须经同意", paragraph=1)
    found = told(wizard, parties, mine("报丁同意", unnamed), theirs("同意外出", unnamed))
    assert "看不出是“丁”办的" in found


@pytest.mark.parametrize(
    ("do", "quote"), [("不得代填", "不得代填"), ("填写，严禁代填", "甲应当填写登记表，不得代填"), ("代填", "不得代填")]
)
def test_a_ban_is_nobody_s_work(wizard: Wizard, parties: tuple[Party, ...], do: str, quote: str) -> None:
    other = theirs(do, Cite(article="1", quote=quote, paragraph=1))
    assert "禁令" in told(wizard, parties, mine("报丁同意", CONSENT), other)


@pytest.mark.parametrize("do", ["不能按时的说明原因", "开不开由丁定"])
def test_a_no_that_forbids_nothing_may_stand(wizard: Wizard, parties: tuple[Party, ...], do: str) -> None:
    other = theirs(do, Cite(article="2", quote="商量不成的，报丁决定", paragraph=1))
    assert "禁令" not in told(wizard, parties, mine("报丁同意", CONSENT), other)
