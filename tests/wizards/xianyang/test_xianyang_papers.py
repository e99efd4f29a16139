"""Papers and normative documents in 咸阳: what the clerk at one desk gets who must act on one today."""

from __future__ import annotations

import pytest
from lists import asked, errands, lines

from govdesk.wizards.model import Wizard
from govdesk.wizards.session import evaluate

REQUEST = {"document": "request", "matter": "ordinary", "others": "pending", "channel": "office"}


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("xianyang-2013")


def test_a_request_that_concerns_others_is_eight_lines_of_the_departments_own(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-request"], REQUEST, "department")
    assert list(lines(state).values()) == [
        "必办 一文一事：一份请示只写一件事",
        "必办 按《党政机关公文处理工作条例》行文",
        "不得 把部门职权范围内的事报请市政府批转或市政府办公室转发",
        "必办 主要负责同志审核把关",
        "必办 主动与协办部门充分协商",
        "必办 主要负责同志签发，正式文件上注明签发人",
        "必办 送市政府办公室，按办文程序处理",
        "不得 直接报送市政府领导同志或多头报送（领导交办、必须直接报送的绝密事项除外）",
    ]
    assert [(e.item.arises, e.item.do) for e in state.arises] == [
        ("协商后仍不一致的", "列出各方依据，提出建议性意见报市政府")
    ]
    limits = {act.id: act.due for act in state.others if act.due}
    assert limits["countersigned"].words == "自收文之日起5个工作日"
    assert (limits["replied"].workdays, limits["replied"].after) == (10, "received")


def test_where_talks_have_failed_the_grounds_are_due_now(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-request"], {**REQUEST, "others": "split"}, "department")
    assert "list-grounds" in lines(state)
    assert not state.arises
    assert "who-lists" in asked(state)


def test_a_county_is_asked_whether_the_departments_duties_are_its_own(wizards: dict[str, Wizard]) -> None:
    answers = {"document": "request", "channel": "office"}
    state = evaluate(wizards["submit-request"], answers, "county")
    assert not lines(state).keys() & {"no-endorsement", "chief-reviews", "county-chief-reviews", "county-consult"}
    replied = evaluate(wizards["submit-request"], answers, "county", replies={"county-also"})
    assert {"county-chief-reviews", "county-consult"} <= lines(replied).keys()


@pytest.mark.parametrize(("channel", "exception"), [("assigned", "direct"), ("top", "direct-secret")])
def test_the_exception_takes_the_place_of_the_ban(wizards: dict[str, Wizard], channel: str, exception: str) -> None:
    own = lines(evaluate(wizards["submit-request"], {**REQUEST, "channel": channel}, "department"))
    assert own[exception].startswith("除外")
    assert not own.keys() & {"not-direct", "send"}


def test_a_summary_of_the_year_is_answered_at_once(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-request"], {"document": "summary"}, "department")
    assert not state.own
    assert [said.say for said in state.say] == ["年终工作总结，可以不报市政府"]


def test_a_countersignature_is_due_in_five_working_days(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["countersign"], {"side": "partner", "document": "own"}, "department")
    assert [(e.item.due.workdays, e.item.due.after) for e in state.own if e.item.due] == [(5, "received")]
    assert [e.item.do for e in state.arises] == ["向来文单位说明原因"]


def test_between_departments_nothing_of_article_57_binds(wizards: dict[str, Wizard]) -> None:
    for side in ("partner", "host"):
        state = evaluate(wizards["countersign"], {"side": side, "document": "own"}, "department")
        assert not {cite.number for entry in state.items for cite in entry.cites} - {"58"}


@pytest.mark.parametrize(("kind", "days"), [("request", [10]), ("approval", []), ("report", []), ("", [])])
def test_only_a_request_is_due_in_ten_working_days(wizards: dict[str, Wizard], kind: str, days: list[int]) -> None:
    state = evaluate(wizards["review-incoming"], {"kind": kind, "channel": "office"}, "office")
    assert [e.item.due.workdays for e in state.own if e.item.due and e.item.due.workdays] == days


def test_a_report_is_presented_only_if_the_office_says_so(wizards: dict[str, Wizard]) -> None:
    answers = {"kind": "report", "channel": "office"}
    assert "present" not in lines(evaluate(wizards["review-incoming"], answers, "office"))
    assert "present" in lines(evaluate(wizards["review-incoming"], answers, "office", replies={"report-presented"}))


@pytest.mark.parametrize(
    ("to", "weight", "signing"),
    [
        ("province", "ordinary", "必办 报市长签署"),
        ("province-department", "ordinary", "一般 送分管副市长签发"),
        ("province-department", "major", "必办 报市长，或市长委托的常务副市长签发"),
        ("party", "ordinary", "必办 送分管副市长审核，再报市长签发"),
    ],
)
def test_who_signs_what_goes_up(wizards: dict[str, Wizard], to: str, weight: str, signing: str) -> None:
    state = evaluate(wizards["report-upward"], {"to": to, "weight": weight, "secret": "no"}, "office")
    signed = [line for line in lines(state).values() if "签署" in line or "签发" in line]
    assert signed == [signing]


def test_six_cases_bind_the_city_and_wait_for_a_reply_elsewhere(wizards: dict[str, Wizard]) -> None:
    city = evaluate(wizards["issue-government-document"], {"kind": "other"}, "office")
    assert lines(city)["six-cases"].startswith("不得")
    office = {"kind": "other", "signer": "secretary", "secret": "no"}
    assert "six-cases" not in lines(evaluate(wizards["issue-office-document"], office, "office"))
    replied = evaluate(wizards["issue-office-document"], office, "office", replies={"six-cases-too"})
    assert "six-cases" in lines(replied)


@pytest.mark.parametrize("desk", ["department", "county", "office"])
def test_commending_in_the_citys_name_is_banned_or_approved_never_both(wizards: dict[str, Wizard], desk: str) -> None:
    needed = evaluate(wizards["commendation"], {"name": "government"}, desk)
    undecided = evaluate(wizards["commendation"], {"name": "unknown"}, desk)
    assert not any(line.startswith("不得") for line in lines(needed).values())
    assert any("市政府常务会议研究审定" in line for line in lines(needed).values())
    assert list(lines(undecided)) == ["no-commending"]


@pytest.mark.parametrize(
    ("errand", "answers", "desk"),
    [
        ("report-upward", {"to": "province", "weight": "ordinary"}, "office"),
        ("report-upward", {"to": "province", "weight": "ordinary", "others": "no"}, "department"),
        ("issue-government-document", {"kind": "other", "others": "no"}, "department"),
        ("issue-government-document", {"kind": "bill"}, "office"),
        ("issue-office-document", {"kind": "other", "signer": "secretary"}, "office"),
        ("limit-documents", {"scope": "own", "norm": "yes"}, "department"),
        ("publish-information", {"what": "document"}, "office"),
        ("publish-information", {"what": "norm"}, "department"),
        ("norm-draft", {"others": "no", "counties": "no", "interest": "major"}, "department"),
        ("norm-issue", {}, "office"),
        ("department-norm", {"scope": "own", "interest": "yes"}, "department"),
    ],
)
def test_what_is_secret_says_so_aloud_and_goes_no_further(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str], desk: str
) -> None:
    state = evaluate(wizards[errand], {**answers, "secret": "yes"}, desk)
    own = lines(state).values()
    assert any(line.startswith("除外") for line in own)
    assert "不得 泄露国家秘密、工作秘密或履职掌握的商业秘密" in own
    assert not any(line.startswith(("必办", "一般")) and ("公布" in line or "公开" in line) for line in own)
    assert "publish-information" not in {link.wizard for link in state.next}


def test_a_departments_other_papers_are_not_excepted_as_norms_are(wizards: dict[str, Wizard]) -> None:
    """第二十九条 excepts 规范性文件: for an ordinary paper of a department the list asks instead."""
    state = evaluate(wizards["limit-documents"], {"scope": "own", "norm": "no", "secret": "yes"}, "department")
    assert not any(line.startswith("除外") for line in lines(state).values())
    assert "no-leak" in lines(state) and "secret-other" in asked(state)


def test_no_exception_is_listed_where_the_article_gives_none(wizards: dict[str, Wizard]) -> None:
    """第三十条 has no 除……外: the list bans leaks and asks about the rest."""
    answers = {"what": "matter", "concern": "yes", "secret": "yes"}
    state = evaluate(wizards["publish-information"], answers, "department")
    own = lines(state).values()
    assert not any(line.startswith("除外") for line in own)
    assert "不得 泄露国家秘密、工作秘密或履职掌握的商业秘密" in own
    assert any("没有写保密的例外" in point.says for point in state.open)


@pytest.mark.parametrize(
    ("errand", "answers", "desk", "point", "item"),
    [
        ("publish-information", {"what": "norm"}, "department", "sensitive", "publish-sensitive"),
        ("norm-issue", {}, "office", "sensitive", "publish-sensitive"),
        ("department-norm", {"scope": "own", "interest": "no"}, "department", "sensitive", "publish-sensitive"),
        (
            "norm-draft",
            {"others": "no", "counties": "no", "interest": "close"},
            "department",
            "sensitive-draft",
            "publish-draft",
        ),
        ("report-upward", {"to": "province", "weight": "ordinary"}, "office", "publish-sensitive", "publish-doubt"),
        ("news-coverage", {"subject": "event"}, "department", "sensitive-event", "coverage"),
        ("news-coverage", {"subject": "event"}, "office", "sensitive-event-office", "coverage"),
    ],
)
def test_what_is_sensitive_is_published_only_on_a_reply(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str], desk: str, point: str, item: str
) -> None:
    sensitive = {**answers, "secret": "sensitive"}
    waiting = evaluate(wizards[errand], sensitive, desk)
    assert point in asked(waiting)
    assert not any("公布" in line for line in lines(waiting).values())
    assert item in lines(evaluate(wizards[errand], sensitive, desk, replies={point}))


def test_a_weighty_public_interest_makes_consulting_the_public_a_must(wizards: dict[str, Wizard]) -> None:
    draft = {"others": "no", "counties": "no", "secret": "no"}
    close = lines(evaluate(wizards["norm-draft"], {**draft, "interest": "close"}, "department"))
    major = lines(evaluate(wizards["norm-draft"], {**draft, "interest": "major"}, "department"))
    assert close["publish-draft"] == "一般 公布草案，向社会征求意见"
    assert "publish-draft" not in major
    assert major["ask-public"].startswith("必办")
    assert major["hearing"] == "必办 定要不要听证；必要时举行听证会"


def test_the_legal_office_examines_and_the_department_files(wizards: dict[str, Wizard]) -> None:
    legal = lines(evaluate(wizards["department-norm"], {}, "legal"))
    department = evaluate(wizards["department-norm"], {"scope": "own", "interest": "no", "secret": "no"}, "department")
    assert list(legal) == ["examine", "report"]
    assert "file" in lines(department)
    assert not lines(department).keys() & legal.keys()
    assert [act.party for act in department.others] == ["legal"]


def test_what_several_departments_share_goes_to_the_city(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["department-norm"], {"scope": "city"}, "department")
    assert not state.own
    assert state.say[0].to == "norm-draft"


def test_the_duty_of_article_48_is_never_said_without_its_exception(wizards: dict[str, Wizard]) -> None:
    """均应由市政府办公室…… does not hold for what leaders have asked for, nor for what is 绝密."""
    seen = 0
    for wizard in wizards.values():
        for item in wizard.items:
            quotes = "".join(cite.quote for cite in item.cites)
            if "均应由市政府办公室" in quotes:
                seen += 1
                assert "除市政府领导交办事项" in quotes, (wizard.id, item.id)
    assert seen > 5


@pytest.mark.parametrize(
    ("channel", "banned", "direct"),
    [("office", False, False), ("assigned", False, True), ("assigned-secret", True, True), ("secret", True, False)],
)
def test_what_a_leader_assigned_may_be_secret_too(
    wizards: dict[str, Wizard], channel: str, banned: bool, direct: bool
) -> None:
    found = lines(evaluate(wizards["submit-request"], {"document": "request", "channel": channel}, "department"))
    assert ("no-leak" in found) is banned
    assert ("direct" in found) is direct and ("not-direct" in found) is not direct


def test_a_county_is_asked_whether_secrecy_binds_it_and_not_told_so(wizards: dict[str, Wizard]) -> None:
    answers = {"document": "request", "channel": "secret"}
    state = evaluate(wizards["submit-request"], answers, "county")
    assert "county-no-leak" not in lines(state) and "county-secret" in asked(state)
    assert "county-no-leak" in lines(evaluate(wizards["submit-request"], answers, "county", replies={"county-secret"}))


def test_what_is_sensitive_is_asked_for_as_secret_or_not(wizards: dict[str, Wizard]) -> None:
    """第二十九条 and 第五十三条 answer for all that need not be kept secret: open is only what must be."""
    for wizard in wizards.values():
        secret = wizard.question("secret")
        option = secret.option("sensitive") if secret else None
        assert option is None or "拿不准" in option.label, wizard.id


def test_a_sensitive_matter_rests_on_the_article_that_governs_it(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["publish-information"], {"what": "matter", "concern": "yes", "secret": "sensitive"}
    state = evaluate(wizard, answers, "office")
    (point,) = state.open
    assert point.id == "sensitive-matter" and point.cites[0].number == "30"
    replied = evaluate(wizard, answers, "office", replies={"sensitive-matter"})
    assert lines(replied) == {"publish-sensitive-matter": "必办 向社会公开"}


@pytest.mark.parametrize(
    ("secret", "line", "point"),
    [("no", "publish-meeting", "who-publishes"), ("", "meeting-unsettled", "who-publishes-unsettled")],
)
def test_what_a_meeting_decided_is_published_by_a_department_only_on_a_reply(
    wizards: dict[str, Wizard], secret: str, line: str, point: str
) -> None:
    wizard, answers = wizards["publish-information"], {"what": "meeting", "secret": secret}
    assert line in lines(evaluate(wizard, answers, "office"))
    waiting = evaluate(wizard, answers, "department")
    assert not lines(waiting) and point in asked(waiting)
    assert f"{line}-asked" in lines(evaluate(wizard, answers, "department", replies={point}))


@pytest.mark.parametrize("channel", ["assigned", "top"])
def test_what_came_to_a_leader_rightly_is_presented_and_taken_to_the_mayor_on_a_reply(
    wizards: dict[str, Wizard], channel: str
) -> None:
    """Both stand in one sentence of 第四十九条: one without the other is a list at odds with itself."""
    wizard = wizards["review-incoming"]
    answers = {"kind": "request", "channel": channel, "weight": "major"}
    waiting = evaluate(wizard, answers, "office")
    assert not lines(waiting).keys() & {"present", "to-mayor"} and "direct-to-mayor" in asked(waiting)
    replied = evaluate(wizard, answers, "office", replies={"direct-to-mayor"})
    assert {"present", "to-mayor"} <= lines(replied).keys()


def test_whoever_sends_for_countersigning_consults_however_it_stands(wizards: dict[str, Wizard]) -> None:
    for outcome in ("", "pending", "agreed", "split"):
        state = evaluate(wizards["countersign"], {"side": "host", "document": "government", "outcome": outcome})
        assert "consult" in lines(state), outcome


@pytest.mark.parametrize("errand", ["issue-government-document", "report-upward", "review-incoming"])
def test_grounds_are_listed_under_their_condition(wizards: dict[str, Wizard], errand: str) -> None:
    """Only who cannot agree after talks lists the grounds: no quote orders it without that half."""
    wizard = wizards[errand]
    cites = [
        cite for item in wizard.items for cite in (*item.cites, *(c for point in item.points for c in point.cites))
    ]
    quotes = {cite.quote for cite in cites if "由主办部门列出各方依据" in cite.quote}
    assert quotes == {"经协商仍不能取得一致意见的，由主办部门列出各方依据，提出建议性意见报市政府"}


def test_a_paper_sent_upward_is_published_like_every_other_of_the_government(wizards: dict[str, Wizard]) -> None:
    """The rule frees only what is secret: that the paper goes upward leaves no more than the procedure to ask."""
    plain = evaluate(wizards["report-upward"], {"to": "province", "secret": "no"}, "office")
    assert lines(plain)["publish"] == "必办 按有关程序及时向社会公布"
    assert "publish-upward" in asked(plain)
    sensitive = evaluate(wizards["report-upward"], {"to": "province", "secret": "sensitive"}, "office")
    assert not lines(sensitive).keys() & {"publish", "publish-doubt"}


@pytest.mark.parametrize(
    ("errand", "answers", "item", "line"),
    [
        (
            "review-incoming",
            {"kind": "request", "channel": "office", "weight": "major"},
            "to-mayor",
            "必办 重大事项，请市政府分管领导报市长审批",
        ),
        (
            "issue-office-document",
            {"kind": "other", "signer": "mayor"},
            "mayor-signs",
            "可 请市政府分管领导核报市长签发",
        ),
    ],
)
def test_the_leader_in_charge_reports_to_the_mayor(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str], item: str, line: str
) -> None:
    """The half-sentence follows 由市政府分管领导同志: the office carries the paper, the leader reports."""
    assert lines(evaluate(wizards[errand], answers, "office"))[item] == line
    found = next(entry for entry in wizards[errand].items if entry.id == item)
    assert found.party == ("leaders",)


@pytest.mark.parametrize(
    ("errand", "answers"),
    [
        ("issue-office-document", {"kind": "forward"}),
        ("issue-government-document", {"kind": "other", "drafter": "department"}),
        ("limit-documents", {"name": "office"}),
    ],
)
def test_the_office_refuses_what_departments_may_not_ask_for(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str]
) -> None:
    assert lines(evaluate(wizards[errand], answers, "office"))["no-endorsing"].startswith("不得 办理")
    assert "no-endorsing" not in lines(evaluate(wizards["issue-government-document"], {"kind": "other"}, "department"))
