"""Papers in 张家港: what the clerk at one desk gets who must act on one today."""

from __future__ import annotations

import pytest
from lists import errands, lines

from govdesk.wizards.model import Wizard
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import CiteRole

CONTESTED = {"document": "request", "disagreement": "split", "weight": "ordinary", "secret": "no"}


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("zhangjiagang-2022")


def test_a_departments_contested_request_is_eight_lines_of_its_own(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-request"], CONTESTED, "department")
    assert list(lines(state).values()) == [
        "必办 按《党政机关公文处理工作条例》行文",
        "不得 把部门职权范围内的事报请市政府批转或市政府办公室转发",
        "必办 主要负责人主动与有关部门协商",
        "必办 在文中列出各方理由、依据，提出办理建议",
        "一般 只主送一个上级机关",
        "不得 多头报文、越级报文",
        "不得 直接报送市政府领导同志个人（领导交办、必须直报的涉密事项除外）",
        "必办 通过公文交换平台报送（国家秘密、工作秘密、敏感信息不走平台）",
    ]
    assert not state.arises, "谈不拢 is settled already"
    assert {(act.party, act.who) for act in state.others} >= {("office", ""), ("leaders", "市政府分管领导"), ("", "")}
    assert [shown.id for shown in state.open] == ["how-long"]
    assert {link.wizard for link in state.next} == {"handle-assigned-document", "submit-agenda-item", "report-upward"}


def test_while_departments_still_talk_the_reasons_wait_for_the_failure(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-request"], {**CONTESTED, "disagreement": "open"}, "department")
    assert "list-reasons" not in lines(state)
    assert [(e.item.arises, e.item.do) for e in state.arises] == [
        ("谈不拢的", "在文中列出各方理由、依据，提出办理建议")
    ]


def test_a_town_is_asked_about_the_platform_and_told_nothing_that_binds_departments(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["submit-request"]
    state = evaluate(wizard, {"document": "request", "secret": "no"}, "town")
    assert not lines(state).keys() & {"consult", "no-endorsement", "platform", "town-platform"}
    assert "town-platform-open" in {shown.id for shown in state.open}
    replied = evaluate(wizard, {"document": "request", "secret": "no"}, "town", replies={"town-platform-open"})
    assert lines(replied)["town-platform"] == "必办 照市政府部门的公文，通过公文交换平台报送"


@pytest.mark.parametrize(
    ("errand", "answers", "desk"),
    [
        ("submit-request", CONTESTED, "department"),
        ("submit-to-party", {"drafter": "both", "kind": "joint"}, "department"),
        ("report-upward", {"kind": "request", "to": "suzhou", "weight": "important"}, "office"),
        ("handle-assigned-document", {"limit": "normal", "handling": "authority"}, "department"),
        ("issue-government-document", {"kind": "other", "weight": "important"}, "office"),
        ("issue-office-document", {"kind": "other", "weight": "ordinary"}, "office"),
        ("department-document", {"to": "others", "norm": "no"}, "department"),
        ("secrecy-check", {}, "office"),
    ],
)
def test_what_is_secret_says_so_aloud(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str], desk: str
) -> None:
    secret = lines(evaluate(wizards[errand], {**answers, "secret": "yes"}, desk))
    assert "除外 不走公文交换平台" in secret.values()
    assert "不得 泄露国家秘密、工作秘密或履职掌握的商业秘密" in secret.values()
    assert not any(line.startswith("必办 通过公文交换平台") for line in secret.values())
    undecided = lines(evaluate(wizards[errand], answers | {"secret": ""}, desk))
    assert not any("公文交换平台" in line for line in undecided.values()), "open: neither on the platform nor off it"


def test_what_names_only_others_is_the_town_s_by_reply(wizards: dict[str, Wizard]) -> None:
    """第四十七条 names 市政府及各部门, 第五十二条 市政府组成人员: neither names the towns."""
    wizard, answers = wizards["submit-request"], {"document": "report", "secret": "yes"}
    silent = evaluate(wizard, answers, "town")
    assert not {"town-not-platform", "town-no-leak"} & lines(silent).keys()
    told = lines(evaluate(wizard, answers, "town", replies={"town-leak-open"}))
    assert told["town-not-platform"] == "除外 不走公文交换平台" and told["town-no-leak"].startswith("不得 泄露")


@pytest.mark.parametrize("errand", ["issue-government-document", "issue-office-document", "department-document"])
def test_what_is_secret_is_not_sent_on_to_be_published(wizards: dict[str, Wizard], errand: str) -> None:
    answers = {"kind": "other", "weight": "ordinary"} if errand.startswith("issue") else {"to": "others", "norm": "no"}
    open_paper = evaluate(wizards[errand], {**answers, "secret": "no"}, "department")
    secret = evaluate(wizards[errand], {**answers, "secret": "yes"}, "department")
    assert "publish-information" in {link.wizard for link in open_paper.next}
    assert "publish-information" not in {link.wizard for link in secret.next}
    assert lines(secret)["not-public"] == "除外 制定的政策依法需要保密的，不公布"


@pytest.mark.parametrize(
    ("handling", "days"), [("authority", [7]), ("approval", [7]), ("consult", [10]), ("study", [30]), ("", [])]
)
def test_an_assigned_paper_has_one_limit_and_none_before_its_kind_is_known(
    wizards: dict[str, Wizard], handling: str, days: list[int]
) -> None:
    state = evaluate(wizards["handle-assigned-document"], {"limit": "normal", "handling": handling, "secret": "no"})
    assert [e.item.due.workdays for e in state.own if e.item.due and e.item.due.workdays] == days
    assert ("transferred" in {field.id for field in state.fields}) is bool(days)


@pytest.mark.parametrize("limit", ["urgent", "law"])
def test_a_limit_that_somebody_set_has_its_own_date(wizards: dict[str, Wizard], limit: str) -> None:
    state = evaluate(wizards["handle-assigned-document"], {"limit": limit, "secret": "no"})
    assert [e.item.due.given for e in state.own if e.item.due] == ["deadline"]
    assert "deadline" in {field.id for field in state.fields}


def test_a_paper_sent_to_a_leader_in_person_goes_back_and_no_further(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["review-incoming"], {"kind": "request", "channel": "personal"})
    assert list(lines(state)) == ["return-direct"]
    exempt = evaluate(wizards["review-incoming"], {"kind": "report", "channel": "exempt"})
    assert lines(exempt)["direct-allowed"].startswith("除外")


def test_a_paper_for_towns_without_ground_is_answered_at_once(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["department-document"]
    assert evaluate(wizard, {"to": "towns"}).say[0].to == "submit-request"
    allowed = lines(evaluate(wizard, {"to": "towns-allowed", "norm": "no", "secret": "no"}))
    assert "not-to-towns" not in allowed
    assert allowed["to-towns"].startswith("除外")


def test_a_joint_paper_is_no_upward_paper(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-to-party"], {"drafter": "both", "kind": "joint", "secret": "no"})
    assert not any("市长签发" in line for line in lines(state).values())
    assert "procedure" in {shown.id for shown in state.open}, "who signs is left to the party committee's rules"


@pytest.mark.parametrize("weight", ["ordinary", "important"])
def test_a_draft_goes_to_the_office_for_its_review(wizards: dict[str, Wizard], weight: str) -> None:
    """Article 44 says only who signs; that the office reviews what it is sent stands in article 42."""
    state = evaluate(wizards["issue-office-document"], {"kind": "other", "weight": weight}, "department")
    sent = next(entry.item for entry in state.own if entry.item.id.startswith("send-draft"))
    assert [cite.article for cite in sent.cites if cite.role is CiteRole.MAIN] == ["42"]


def test_the_office_s_duty_to_check_is_quoted_with_its_limit(wizards: dict[str, Wizard]) -> None:
    """第四十二条 has the office check papers 报送市政府审批: the words alone would make it check every paper."""
    for wizard in wizards.values():
        for part in (*wizard.items, *wizard.others):
            quoted = "".join(cite.quote for cite in part.cites if str(cite.article) == "42")
            if "审核把关责任" in quoted:
                assert "报送市政府审批的公文" in quoted, f"{wizard.id}/{part.id}"


def test_a_report_that_hides_a_request_is_sent_back(wizards: dict[str, Wizard]) -> None:
    """第四十一条 bans the sender from hiding it; who receives it sends it back."""
    state = evaluate(wizards["review-incoming"], {"kind": "report", "channel": "office"}, "office")
    assert lines(state) == {"no-request-in-report": "必办 核对报告，夹带请示等不符合报文规范的，作退文处理"}
    assert not state.arises, "the general line on sending back would say it twice"


def test_a_paper_that_may_not_be_sent_has_no_channel(wizards: dict[str, Wizard]) -> None:
    banned = evaluate(wizards["department-document"], {"to": "towns", "secret": "no"}, "department")
    assert not lines(banned).keys() & {"platform", "not-platform", "not-public"}
    undecided = evaluate(wizards["department-document"], {"secret": "no"}, "department")
    assert "platform" in lines(undecided)
