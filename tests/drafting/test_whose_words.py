"""Lines for a rule that words and divides its work otherwise: nobody is told another's duty, nothing of the other rules' is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from measure import ROOT

from govdesk.drafting.drafting import draft_rule, propose_for
from govdesk.drafting.levels import BANS
from govdesk.drafting.model import Draft, Kind, Proposal
from govdesk.importing.saving import save
from govdesk.importing.settling import read_document
from govdesk.wizards.model import CheckItem
from govdesk.wizards.packs import read_library
from govdesk.wizards.terms import Level

FILE = Path(__file__).parents[1] / "made_up" / "lanchuan.txt"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """Of a rule in which the secretary examines and a vice-mayor signs what another city's mayor signs."""
    data = tmp_path_factory.mktemp("data")
    saved = save(data, read_library([ROOT / "rules"]).rules, read_document(FILE).settlement.draft, FILE)
    packs = read_library([ROOT / "rules", data / "rules"])
    return draft_rule(packs, saved.rule_id, parties=[entry.party for entry in propose_for(packs, saved.rule_id)])


def drafted(draft: Draft, words: str) -> Proposal:
    """The line drafted from the sentence with these words."""
    found = [p for p in draft.proposals if p.origin is None and any(words in cite.quote for cite in p.cites)]
    assert len(found) == 1, words
    return found[0]


def claims(draft: Draft) -> list[tuple[Proposal, str]]:
    """What lines say is done, and what they answer; questions claim nothing."""
    return [(p, p.do or getattr(p.line, "say", "")) for p in draft.proposals if p.kind is not Kind.OPEN]


@pytest.mark.parametrize(
    "wrong",
    [
        "副市长审核",
        "办公室签发",
        "办公室事先报告",
        "市长委托",
        "副副市长",
        "由常务会议负责",
        "组成人员的决定",
        "有关市人民政府",
    ],
)
def test_nobody_does_what_the_rule_gives_to_another(draft: Draft, wrong: str) -> None:
    assert not [(p.id, words) for p, words in claims(draft) if wrong in words]


@pytest.mark.parametrize("word", ["党组成员", "重大行政措施", "协议文本", "年终工作总结", "下级机关", "人员任免由"])
def test_what_only_another_rule_has_is_not_said(draft: Draft, word: str) -> None:
    assert not [(p.id, words) for p, words in claims(draft) if word in words]


def test_every_act_says_what_is_to_be_done(draft: Draft) -> None:
    for proposal in draft.proposals:
        if proposal.kind is Kind.ACT and proposal.level is not Level.EXCEPT:
            assert not proposal.do.endswith(("重大决策建议", "规范性文件草案", "讨论决定的事项", "会议的")), proposal.id


def test_an_exception_of_a_ban_stays_with_it(draft: Draft) -> None:
    bans = [p for p in draft.proposals if p.level in BANS and "除" in p.cites[0].quote and p.cites[0].article == "35"]
    assert bans
    for ban in bans:
        assert ban.do.endswith("（市人民政府领导同志交办事项和必须直接报送的绝密事项除外）"), ban.id


def test_words_that_stand_in_many_sentences_prove_no_matter(draft: Draft) -> None:
    for proposal in draft.proposals:
        if proposal.origin and proposal.errand in ("citywide-meeting", "department-norm", "submit-agenda-item"):
            assert not [c for c in proposal.cites if c.article in ("24", "47")], proposal.id


def test_another_is_not_said_to_do_what_is_his_who_was_named_before(draft: Draft) -> None:
    for proposal in draft.proposals:
        if "列明各方理据" in proposal.do:
            assert getattr(proposal.line, "party", "") != "leaders"
            assert "leaders" not in getattr(proposal.line, "party", ())


def test_what_others_must_not_do_is_told_as_a_ban(draft: Draft) -> None:
    for proposal in draft.proposals:
        if proposal.kind is Kind.OTHER and "不得邀请" in proposal.cites[0].quote:
            assert not proposal.do.startswith("邀请")


@pytest.mark.parametrize(
    ("words", "do", "party"),
    [
        ("未经市人民政府批准", "未经市人民政府批准，向县（区）人民政府发布指令性公文", ("department",)),
        ("需要调查论证的", "需要调查论证的，不得超过20个工作日", None),  # of others: no level stands beside it
        ("可以延长至6个月", "情况复杂的，经市人民政府办公室同意，延长至6个月", ("department",)),
        ("紧急公文应当", "紧急公文即到即办", None),
        ("事发后2小时", "重大突发事件信息在事发后2小时内报告市人民政府", ("department",)),
        ("副秘书长协助", "副秘书长协助秘书长工作", ("secretary",)),
        ("秘书长在市长领导下", "处理市人民政府的日常工作", "secretary"),
        ("代表市人民政府进行外事活动", "代表市人民政府进行外事活动", "leaders"),
    ],
)
def test_a_drafted_line_tells_the_case_and_whom_it_binds(
    draft: Draft, words: str, do: str, party: tuple[str, ...] | str | None
) -> None:
    proposal = drafted(draft, words)

    assert proposal.do == do
    if party is not None:
        assert getattr(proposal.line, "party", None) in (party, (party,))


def test_an_organ_that_is_no_party_is_nobody_elses_duty(draft: Draft) -> None:
    for proposal in draft.proposals:
        if any("审计局" in cite.quote for cite in proposal.cites):
            assert not isinstance(proposal.line, CheckItem) or proposal.line.party != ("mayor",)


def test_a_ban_on_others_keeps_its_not(draft: Draft) -> None:
    for proposal in draft.proposals:
        if proposal.kind is Kind.OTHER and proposal.level in BANS:
            assert "不" in proposal.do, proposal.id


def test_the_same_act_of_others_stands_once_in_an_errand(draft: Draft) -> None:
    told = [(p.errand, p.do) for p in draft.proposals if p.kind is Kind.OTHER]
    assert (
        len([pair for pair in told if pair == ("issue-government-document", "经秘书长审核后，由分管副市长签发")]) == 1
    )


def test_a_case_that_a_line_has_of_its_own_is_not_told_twice(draft: Draft) -> None:
    for proposal in draft.proposals:
        if isinstance(proposal.line, CheckItem) and proposal.line.arises:
            assert not proposal.do.startswith("不能取得一致意见的，")


def test_counties_are_a_desk_however_they_are_written(draft: Draft) -> None:
    labels = {party.id: party.label for party in draft.parties if party.desk}

    assert labels["county"] == "县（区）人民政府"
    assert labels["department"] == "市人民政府部门" or not any(sign in labels["department"] for sign in "及和")


def test_a_time_that_the_rule_does_not_set_is_not_set(draft: Draft) -> None:
    for proposal, words in claims(draft):
        if "会前" in words:
            assert any("会前" in cite.quote for cite in proposal.cites), proposal.id
