"""Meetings and decisions in 咸阳: what the clerk at one desk gets who must act on one today."""

from __future__ import annotations

import pytest
from lists import answered, asked, errands, lines

from govdesk.wizards.model import Wizard
from govdesk.wizards.session import evaluate

LIMITS = {
    "form": "一般 开成电视电话会议等快捷、节俭的会",
    "length": "一般 不超过半个工作日，电视电话会议不超过60分钟",
    "one-leader": "一般 只安排一名领导出席，其他领导不陪会",
}


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("xianyang-2013")


# ---- 开会


@pytest.mark.parametrize(
    ("desk", "host", "goes"),
    [
        ("department", "own", "department-meeting"),
        ("department", "citywide", "citywide-meeting"),
        ("office", "service", "meeting-service"),
        ("office", "special", "special-meeting"),
    ],
)
def test_which_meeting_it_is_leads_to_its_list(wizards: dict[str, Wizard], desk: str, host: str, goes: str) -> None:
    assert evaluate(wizards["hold-meeting"], {"host": host}, desk).goes == goes


def test_a_countys_own_meeting_is_answered_at_once(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["hold-meeting"], {"host": "county"}, "county")
    assert answered(state) == {"say-county"}
    assert not state.goes


def test_a_citywide_meeting_of_a_department_keeps_the_limits_of_article_47(wizards: dict[str, Wizard]) -> None:
    meeting = wizards["department-meeting"]
    assert LIMITS.items() <= lines(evaluate(meeting, {"invite": "none", "citywide": "yes"}, "department")).items()
    unsure = {"invite": "none", "citywide": "unknown"}
    assert not lines(evaluate(meeting, unsure, "department")).keys() & LIMITS.keys()
    replied = evaluate(meeting, unsure, "department", replies={"is-citywide"})
    assert LIMITS.items() <= lines(replied).items()


@pytest.mark.parametrize(
    ("invite", "expected"),
    [
        ("none", {"no-guests"}),
        ("unknown", {"no-guests"}),
        ("counties", {"approved", "no-leader"}),
        ("leader", {"approved", "no-counties"}),
        ("counties+leader", {"approved"}),
    ],
)
def test_whoever_is_invited_with_approval_is_not_also_banned(
    wizards: dict[str, Wizard], invite: str, expected: set[str]
) -> None:
    answers = {"invite": invite, "citywide": "no"}
    own = lines(evaluate(wizards["department-meeting"], answers, "department")).keys()
    assert own & {"no-guests", "approved", "no-leader", "no-counties"} == expected


@pytest.mark.parametrize("desk", ["department", "office"])
def test_a_meeting_in_the_citys_name_is_settled_first(wizards: dict[str, Wizard], desk: str) -> None:
    state = evaluate(wizards["citywide-meeting"], {"superior": "no"}, desk)
    assert lines(state)["settled"] == "必办 报常务会议或市政府主要领导研究确定（特殊情况除外）"
    assert LIMITS.items() <= lines(state).items()


def test_what_departments_hold_above_departments_hold_here(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["citywide-meeting"], {"superior": "yes"}, "department")
    assert [said.to for said in state.say] == ["department-meeting"]
    assert list(lines(state)) == ["no-upgrade"]


def test_the_service_of_an_executive_meeting_is_five_lines(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["meeting-service"], {"meeting": "executive", "chair": "mayor"}, "office")
    assert list(lines(state).values()) == [
        "必办 请市长召集和主持",
        "必办 按名单通知参会的人",
        "可 根据需要，安排有关部门、单位负责人列席",
        "必办 核对每个议题都已由分管领导报市长审定",
        "必办 会前把文件和议题送达与会人员",
    ]
    dated = {entry.item.id: entry.item.due.on for entry in state.own if entry.item.due}
    assert dated == {"papers": "held"}


def test_the_executive_vice_mayor_chairs_only_when_entrusted(wizards: dict[str, Wizard]) -> None:
    own = lines(evaluate(wizards["meeting-service"], {"meeting": "executive", "chair": "vice"}, "office"))
    assert own["convener-vice"] == "必办 有市长委托，再请常务副市长召集和主持"
    assert "convener" not in own


# ---- 上会、请假、纪要、报道


def test_a_matter_for_the_executive_meeting_is_three_lines(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-agenda-item"], {"matter": "request", "meeting": "executive"}, "department")
    assert list(lines(state)) == ["to-leader", "hand-in", "prepare"]
    assert {(act.who, act.do) for act in state.others if act.id == "executive-request"} == {("常务会议", "讨论决定")}


def test_a_county_hands_a_matter_in_only_on_reply(wizards: dict[str, Wizard]) -> None:
    """Whether a county may propose a matter is asked: the sheet does not order meanwhile how it does."""
    wizard, ways = wizards["submit-agenda-item"], {"county-to-leader", "county-hand-in"}
    state = evaluate(wizard, {}, "county")
    assert list(lines(state)) == ["prepare"] and "county-may" in asked(state)
    replied = lines(evaluate(wizard, {}, "county", replies={"county-may"}))
    assert ways <= replied.keys()
    assert not lines(evaluate(wizard, {}, "department")).keys() & ways


@pytest.mark.parametrize(
    ("matter", "meeting", "said"),
    [
        ("major", "mayor", {"major-not-there"}),
        ("major", "plenary", set()),
        ("norm", "plenary", {"norm-not-there"}),
        ("personnel", "mayor", {"listed-elsewhere"}),
        ("other", "mayor", set()),
    ],
)
def test_a_matter_for_the_wrong_meeting_is_said_at_once(
    wizards: dict[str, Wizard], matter: str, meeting: str, said: set[str]
) -> None:
    for desk in ("department", "office"):
        state = evaluate(wizards["submit-agenda-item"], {"matter": matter, "meeting": meeting}, desk)
        assert answered(state) == said


@pytest.mark.parametrize("matter", ["request", "major", "norm", "upward", "personnel", "other"])
def test_a_matter_is_one_task_of_its_meeting_never_all(wizards: dict[str, Wizard], matter: str) -> None:
    state = evaluate(wizards["submit-agenda-item"], {"matter": matter, "meeting": "executive"}, "department")
    assert [act.id for act in state.others if act.id.startswith("executive-")] == [f"executive-{matter}"]


def test_a_head_of_department_asks_the_mayor_and_tells_the_office(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["ask-leave"], {"going": "no", "meeting": "plenary"}, "department")
    assert list(lines(state).values()) == [
        "必办 主任、局长向市长请假",
        "必办 向市政府办公室报告",
        "可 对议题有意见或建议的，会前提出",
    ]


@pytest.mark.parametrize(
    ("desk", "meeting", "going", "doubt", "listed"),
    [
        ("department", "listed", "no", "listener", {"leave-listener", "comment-listener"}),
        ("department", "listed", "yes", "listener-going", {"on-time-listener", "comment-listener"}),
        ("county", "three", "no", "county-leave", {"leave-county", "comment-listener"}),
        ("county", "three", "yes", "county-going", {"on-time-listener", "comment-listener"}),
    ],
)
def test_whoever_may_be_no_member_asks_first_what_binds_members(
    wizards: dict[str, Wizard], desk: str, meeting: str, going: str, doubt: str, listed: set[str]
) -> None:
    answers = {"going": going, "meeting": meeting}
    state = evaluate(wizards["ask-leave"], answers, desk)
    assert not lines(state).keys() & listed
    assert asked(state) == {doubt}
    assert listed <= lines(evaluate(wizards["ask-leave"], answers, desk, replies={doubt})).keys()


def test_the_office_has_no_line_for_a_duty_of_the_heads(wizards: dict[str, Wizard]) -> None:
    """The heads ask the mayor; what comes to the office is their report."""
    state = evaluate(wizards["ask-leave"], {"whose": "head"}, "office")
    assert list(lines(state)) == ["recorded"]
    assert "head-leave" in {act.id for act in state.others}


def test_who_signs_the_minutes(wizards: dict[str, Wizard]) -> None:
    assert lines(evaluate(wizards["issue-minutes"], {}, "office"))["mayor-signs"] == "必办 纪要报市长签发"
    minutes = wizards["special-minutes"]
    assert "signed" in lines(evaluate(minutes, {"chair": "special"}, "office"))
    topical = evaluate(minutes, {"chair": "deputy"}, "office")
    assert not lines(topical).keys() & {"signed", "topical-signed"}
    assert "topical-minutes" in asked(topical)
    replied = evaluate(minutes, {"chair": "deputy"}, "office", replies={"topical-minutes"})
    assert lines(replied)["topical-signed"] == "必办 照专项会议纪要，报委托召开会议的市政府领导签发"


@pytest.mark.parametrize("desk", ["department", "office"])
def test_what_is_secret_is_neither_reported_nor_leaked(wizards: dict[str, Wizard], desk: str) -> None:
    news = wizards["news-coverage"]
    told = {"subject": "meeting", "public": "yes"}
    assert list(lines(evaluate(news, {**told, "secret": "no"}, desk))) == ["reviewed", "mayor", "report"]
    assert list(lines(evaluate(news, {**told, "secret": "yes"}, desk))) == ["not-public", "no-leak"]
    sensitive = evaluate(news, {**told, "secret": "sensitive"}, desk)
    point = "sensitive-office" if desk == "office" else "sensitive"
    assert "report" not in lines(sensitive) and point in asked(sensitive)
    assert "report-sensitive" in lines(evaluate(news, {**told, "secret": "sensitive"}, desk, replies={point}))


# ---- 定大事


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("none", set()),
        ("departments", {"consult"}),
        ("counties", {"ask-counties"}),
        ("public", {"ask-public", "hearing", "posted"}),
        ("departments+counties", {"consult", "ask-counties"}),
    ],
)
def test_who_is_asked_depends_on_whom_it_touches(wizards: dict[str, Wizard], reach: str, expected: set[str]) -> None:
    answers = {"reach": reach, "secret": "no"}
    own = lines(evaluate(wizards["major-decision"], answers, "department")).keys()
    assert own == {"plan-basis", "studies", "steps"} | expected


def test_a_sensitive_decision_is_not_put_to_the_public_before_a_reply(wizards: dict[str, Wizard]) -> None:
    answers = {"reach": "public", "secret": "sensitive"}
    published = {"ask-public", "hearing", "posted"}
    assert not lines(evaluate(wizards["major-decision"], answers, "department")).keys() & published
    replied = evaluate(wizards["major-decision"], answers, "department", replies={"sensitive"})
    assert published <= lines(replied).keys()


def test_the_years_plan_and_its_checking_are_two_lists(wizards: dict[str, Wizard]) -> None:
    plan = lines(evaluate(wizards["annual-plan"], {"step": "plan"}, "office"))
    check = lines(evaluate(wizards["annual-plan"], {"step": "check"}, "office"))
    assert list(plan) == ["targets", "norms", "divide", "issue"]
    assert list(check) == ["supervise", "progress", "assess", "praise"]


# ---- 检查、报告、值班


def test_an_inspection_of_a_department_is_coordinated_approved_and_unescorted(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["inspection-approval"], {"name": "department"}, "department")
    assert "office-name" not in asked(state)
    assert list(lines(state).values()) == [
        "必办 先请市政府秘书长协调",
        "必办 报市政府分管领导批准，批准后再进行",
        "不得 通知县市区政府和相关部门负责同志陪同",
    ]


def test_the_office_carries_what_leaders_do_for_an_inspection_of_a_department(wizards: dict[str, Wizard]) -> None:
    """The ban on notices binds the department that inspects; whether the office's own name does as well, is asked."""
    wizard, answers = wizards["inspection-approval"], {"name": "department"}
    state = evaluate(wizard, answers, "office")
    assert list(lines(state).values()) == ["必办 请市政府秘书长协调", "必办 协调后报市政府分管领导批准，批准后才能进行"]
    replied = evaluate(wizard, answers, "office", replies={"office-name"})
    assert lines(replied)["no-escort-office"] == "不得 通知县市区政府和相关部门负责同志陪同"


def test_an_inspection_of_the_city_is_approved_and_its_escort_asked(wizards: dict[str, Wizard]) -> None:
    approval = wizards["inspection-approval"]
    state = evaluate(approval, {"name": "government"}, "department")
    assert list(lines(state).values()) == ["必办 报常务会议批准或市政府主要领导同意，再组织"]
    assert asked(state) == {"which-way"}
    replied = evaluate(approval, {"name": "government"}, "department", replies={"which-way"})
    assert "no-escort-either" in lines(replied)


@pytest.mark.parametrize(
    ("matter", "own"), [("routine", ["brief"]), ("major", ["brief", "also-mayor"]), ("sudden", [])]
)
def test_a_department_reports_to_its_vice_mayor(wizards: dict[str, Wizard], matter: str, own: list[str]) -> None:
    assert list(lines(evaluate(wizards["report-matters"], {"matter": matter}, "department"))) == own


@pytest.mark.parametrize(("desk", "item"), [("department", "report"), ("county", "county-report")])
def test_an_event_that_may_be_major_is_reported_at_once(wizards: dict[str, Wizard], desk: str, item: str) -> None:
    for answers in ({"task": "event", "major": "yes"}, {"task": "event"}):
        own = lines(evaluate(wizards["emergency-duty"], answers, desk))
        assert own[item] == "必办 立即报告市政府总值班室，不延误"
    assert item not in lines(evaluate(wizards["emergency-duty"], {"task": "event", "major": "no"}, desk))


def test_a_member_may_comment_whether_going_is_settled_or_not(wizards: dict[str, Wizard]) -> None:
    for going in ("no", "yes", ""):
        state = evaluate(wizards["ask-leave"], {"going": going, "meeting": "plenary"}, "department")
        assert "可 对议题有意见或建议的，会前提出" in lines(state).values(), going
        assert "held" in {field.id for field in state.fields}
