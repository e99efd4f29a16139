"""公文, 会议 and 决策 errands of 张家港: what each answer changes."""

from __future__ import annotations

import datetime as dt

import pytest
from errand import Errands
from zhangjiagang_paths import USUAL

from govdesk.wizards.session import compare_items

# ---------------------------------------------------------------- 公文

LIMITS = {
    "authority": ("finish-in-authority", dt.date(2026, 10, 12)),
    "approval": ("opinion-for-approval", dt.date(2026, 10, 12)),
    "consult": ("opinion-after-consulting", dt.date(2026, 10, 15)),
    "study": ("report-study", dt.date(2026, 11, 12)),
}


@pytest.mark.parametrize("wizard_id", ["handle-assigned-document", "review-incoming"])
@pytest.mark.parametrize("handling", LIMITS)
def test_each_kind_of_assigned_document_has_its_own_limit(errand: Errands, wizard_id: str, handling: str) -> None:
    wizard, answers = errand(wizard_id), {**USUAL[wizard_id], "handling": handling}
    item_id, due = LIMITS[handling]
    row = wizard.row(item_id, answers, fields={"transferred": "2026-09-24"})
    assert row.due is not None and row.due.due == due
    others = {item for item, _ in LIMITS.values()} - {item_id}
    assert not wizard.badges(answers).keys() & others


@pytest.mark.parametrize(("limit", "item"), [("urgent", "urgent-limit"), ("law", "statutory-limit")])
def test_a_limit_set_otherwise_replaces_the_working_days_and_leaves_what_has_none(
    errand: Errands, limit: str, item: str
) -> None:
    wizard = errand("handle-assigned-document")
    badges = wizard.badges({"handling": "consult", "limit": limit})
    assert badges[item] == badges["consult-promptly"] == "必办"
    assert "opinion-after-consulting" not in badges
    assert "explain-study" in wizard.badges({"handling": "study", "limit": limit})


def test_ten_days_are_for_assigned_documents_and_reasons_for_requests(errand: Errands) -> None:
    wizard = errand("countersign")
    assigned = wizard.badges({"document": "assigned", "limit": "normal"})
    assert assigned["opinion-after-consulting"] == "必办"
    assert not assigned.keys() & {"consult-departments", "list-reasons", "leader-coordinates"}
    approval = wizard.badges({"document": "approval", "disagreement": "split"})
    assert approval["leader-coordinates"] == "必办" and "list-reasons" not in approval, "41 speaks of requests"
    assert "opinion-after-consulting" not in wizard.badges(USUAL["countersign"])


@pytest.mark.parametrize(
    ("answers", "signing"),
    [
        ({"kind": "norm"}, {"decree-director-reviews", "decree-mayor-signs"}),
        ({"kind": "decree"}, {"decree-director-reviews", "decree-mayor-signs"}),
        ({"kind": "bill"}, {"decree-director-reviews", "decree-mayor-signs"}),
        ({"kind": "other", "weight": "ordinary"}, {"gov-ordinary-vice-mayor"}),
        (
            {"kind": "other", "weight": "important"},
            {"gov-important-director", "gov-important-vice-mayor", "gov-important-mayor"},
        ),
    ],
)
def test_who_reviews_and_signs_in_the_governments_name(
    errand: Errands, answers: dict[str, str], signing: set[str]
) -> None:
    assert errand("issue-government-document").in_stage("审核签发", {**answers, "policy": "no"}) == signing


def test_only_norms_and_bills_pass_a_meeting_first(errand: Errands) -> None:
    wizard = errand("issue-government-document")
    meetings = {"executive-passes-norm", "executive-task-congress"}
    present = {
        kind: wizard.badges({"kind": kind, "policy": "no"}).keys() & meetings for kind in ("norm", "decree", "bill")
    }
    assert present == {"norm": {"executive-passes-norm"}, "decree": set(), "bill": {"executive-task-congress"}}


def test_the_offices_important_papers_need_consent_and_its_norms_a_review(errand: Errands) -> None:
    wizard = errand("issue-office-document")
    plain = wizard.badges(USUAL["issue-office-document"])
    assert plain["office-director-signs"] == "一般" and "no-unreviewed" not in plain
    important = wizard.badges({"kind": "norm", "weight": "important"})
    drafting = {
        "yearly-plan",
        "publish-draft",
        "seek-opinions",
        "justice-reviews",
        "justice-explains",
        "publish-policies",
    }
    assert {important[item] for item in drafting} == {"必办"} and not plain.keys() & drafting
    assert important["office-important-consent"] == important["office-important-signs"] == "必办"
    assert important["no-unreviewed"] == "不得" and "office-director-signs" not in important


def test_a_policy_of_the_office_is_published_whether_or_not_it_is_a_norm(errand: Errands) -> None:
    wizard = errand("issue-office-document")
    told = {
        policy: wizard.badges({"kind": "other", "weight": "ordinary", "policy": policy}).get("publish-policies")
        for policy in ("yes", "no", "unknown")
    }
    assert told == {"yes": "必办", "no": None, "unknown": "视情"}


def test_the_mayor_signs_whatever_goes_up(errand: Errands) -> None:
    wizard = errand("report-upward")
    for answers, state in wizard.paths():
        assert "up-mayor-signs" in {entry.item.id for entry in state.items if not entry.conditional}, answers


@pytest.mark.parametrize(
    ("to", "meeting", "reviewed"),
    [
        ("suzhou", "executive-task-suzhou", True),
        ("suzhou_party", "executive-task-suzhou", False),
        ("party", "executive-task-party", True),
    ],
)
def test_what_article_43_does_not_name_is_not_put_into_it(
    errand: Errands, to: str, meeting: str, reviewed: bool
) -> None:
    badges = errand("report-upward").badges(
        {**USUAL["report-upward"], "to": to, "drafter": "other"}
        if to == "party"
        else {**USUAL["report-upward"], "to": to}
    )
    assert badges[meeting] == "必办"
    assert ("up-vice-mayor-reviews" in badges) == reviewed


def test_a_draft_for_the_party_goes_to_the_government_first(errand: Errands) -> None:
    wizard, usual = errand("report-upward"), USUAL["report-upward"]
    assert wizard.badges({**usual, "to": "joint", "drafter": "department"})["government-first"] == "必办"
    assert "government-first" not in wizard.badges({**usual, "to": "joint", "drafter": "other"})
    assert "government-first" not in wizard.badges(usual)


def test_a_report_to_the_office_is_not_submitted_for_approval(errand: Errands) -> None:
    badges = errand("review-incoming").badges({"kind": "report", "channel": "office", "transfer": "no"})
    assert badges["no-request-in-report"] == "不得" and badges["return-irregular"] == "必办"
    assert not badges.keys() & {"one-addressee", "check-incoming", "submit-to-leaders", "major-to-mayor"}


@pytest.mark.parametrize(
    ("channel", "direct"), [("office", "不得"), ("personal", "不得"), ("assigned", None), ("secret", None)]
)
def test_only_two_kinds_may_go_to_a_leader_in_person(errand: Errands, channel: str, direct: str | None) -> None:
    badges = errand("review-incoming").badges({**USUAL["review-incoming"], "channel": channel})
    assert badges.get("not-to-leaders") == direct
    assert badges.get("direct-exception") == (None if direct else "可以")


def test_each_body_checks_its_own_documents(errand: Errands) -> None:
    wizard = errand("limit-documents")
    department = wizard.badges({"whose": "department"})
    assert department["no-document-to-towns"] == department["no-demanding-documents"] == "不得"
    assert wizard.badges({"whose": "government"}).keys() == {
        "cut-documents",
        "no-needless-document",
        "short-document",
        "useful-document",
    }
    assert "cut-documents" not in wizard.badges({"whose": "town"})


# ---------------------------------------------------------------- 会议


@pytest.mark.parametrize("meeting", ["plenary", "executive", "mayor"])
def test_every_agenda_item_is_approved_and_settled(errand: Errands, meeting: str) -> None:
    badges = errand("submit-agenda-item").badges({"meeting": meeting, "matter": "other", "departments": "one"})
    assert badges["agenda-approved"] == badges["agenda-settled"] == badges["agenda-publicity"] == "必办"
    assert badges["agenda-unsettled"] == "一般"
    assert not badges.keys() & {"investigate", "justice-supervises", "decided-by-meeting"}
    tasks = {"plenary-task-convey", "plenary-task-deploy", "plenary-task-other"}
    assert badges.keys() & tasks == (tasks if meeting == "plenary" else set())


def test_a_normative_draft_is_reviewed_before_it_comes_to_the_meeting(errand: Errands) -> None:
    badges = errand("submit-agenda-item").badges({"meeting": "executive", "matter": "norm", "departments": "one"})
    assert badges["drafter-legality-opinion"] == badges["justice-supervises"] == badges["yearly-plan"] == "必办"
    assert badges["no-unreviewed"] == "不得"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"departments": "one"}, {"consult-concerned": None, "agenda-agreed": None}),
        ({"departments": "hard"}, {"consult-concerned": "必办", "agenda-coordinated": "必办"}),
        ({"towns": "unknown"}, {"ask-towns": "视情"}),
        ({"public": "both"}, {"stability-risk": "必办", "ask-widely": "必办"}),
        ({"public": "one"}, {"stability-risk": "视情", "ask-widely": "视情"}),
        ({"public": "no"}, {"stability-risk": None, "ask-widely": None}),
    ],
)
@pytest.mark.parametrize("wizard_id", ["submit-agenda-item", "major-decision", "make-government-norm"])
def test_who_is_asked_depends_on_whom_it_touches(
    errand: Errands, wizard_id: str, answers: dict[str, str], expected: dict[str, str | None]
) -> None:
    badges = errand(wizard_id).badges({**USUAL[wizard_id], **answers})
    assert {item: badges.get(item) for item in expected} == expected


@pytest.mark.parametrize(
    ("who", "present"),
    [
        ("leader", {"leader-leave"}),
        ("head", {"head-reports", "mayor-consents", "substitute-attends"}),
        ("other", set()),
    ],
)
def test_who_cannot_come_asks_whom(errand: Errands, who: str, present: set[str]) -> None:
    leave = {"leader-leave", "head-reports", "mayor-consents", "substitute-attends"}
    badges = errand("ask-leave").badges({"meeting": "council", "who": who})
    assert badges.keys() & leave == present
    assert not errand("ask-leave").badges({"meeting": "other"}).keys() & leave, "39 names three meetings only"


@pytest.mark.parametrize(
    ("answers", "signed"),
    [
        ({"kind": "mayor"}, {"minutes-signed"}),
        ({"kind": "special", "special_chair": "director", "weighty": "no"}, {"special-minutes-signed"}),
        ({"kind": "special", "special_chair": "deputy_for_vice", "weighty": "no"}, {"special-minutes-for-vice-mayor"}),
        ({"kind": "special", "special_chair": "deputy_for_mayor", "weighty": "yes"}, {"special-minutes-mayor"}),
    ],
)
def test_who_signs_the_minutes(errand: Errands, answers: dict[str, str], signed: set[str]) -> None:
    assert errand("issue-minutes").in_stage("签发", answers) == signed


def test_who_approves_is_not_put_down_as_who_submits(errand: Errands) -> None:
    minutes = errand("issue-minutes").wizard
    actors = {item.id: item.actor for item in minutes.items if "报" in item.do}
    assert actors == {
        "minutes-signed": "市政府办公室主任",
        "special-minutes-signed": "参加会议的市政府办公室副主任",
        "special-minutes-for-vice-mayor": "条文没有写明由谁报",
        "special-minutes-mayor": "条文没有写明由谁报",
    }


def test_each_kind_of_coverage_has_its_own_words(errand: Errands) -> None:
    wizard = errand("news-coverage")
    expected = {
        "event": {"news-arranged"},
        "visit": {"news-visits"},
        "foreign": {"foreign-activities"},
        "letters": {"congratulations-unpublished"},
    }
    assert {subject: set(wizard.badges({"subject": subject})) for subject in expected} == expected


@pytest.mark.parametrize(
    ("meeting", "lines"),
    [
        ("executive", {"agenda-publicity", "news-arranged", "publish-decisions"}),
        ("mayor", {"agenda-publicity", "news-arranged", "publish-other-decisions"}),
        ("special", {"news-arranged", "publish-other-decisions"}),
    ],
)
def test_what_is_said_of_each_meeting_is_covered_apart(errand: Errands, meeting: str, lines: set[str]) -> None:
    assert set(errand("news-coverage").badges({"subject": "council", "meeting": meeting})) == lines


@pytest.mark.parametrize(
    ("wizard_id", "item_id"),
    [
        ("news-coverage", "publish-other-decisions"),
        ("issue-minutes", "publish-other-decisions"),
        ("hold-meeting", "publish-other-decisions"),
        ("publish-information", "publish-other-decisions"),
        ("ask-leave", "one-voice-other"),
        ("make-department-norm", "ask-government-first-own"),
        ("issue-office-document", "decided-by-meeting"),
        ("hold-meeting", "one-voice-other"),
        ("hold-meeting", "towns-other-consent"),
        ("hold-meeting", "fewer-meetings-council"),
        ("leader-absence", "leader-leave-director"),
        ("leader-absence", "follow-reporting-rules-director"),
        ("report-upward", "up-director-reviews-ordinary"),
    ],
)
def test_a_line_of_one_reading_says_by_itself_that_the_text_is_silent(
    errand: Errands, wizard_id: str, item_id: str
) -> None:
    item = errand(wizard_id).wizard.item(item_id)
    assert item is not None and item.do.endswith("条文没有写明）") and "包不包括" in item.do


# ---------------------------------------------------------------- 决策


@pytest.mark.parametrize(
    ("to", "form", "weight", "told"),
    [
        ("suzhou", "request", "ordinary", True),
        ("party", "plan", "ordinary", True),
        ("suzhou", "report", "ordinary", False),
        ("suzhou_party", "request", "ordinary", False),
        ("suzhou", "request", "important", False),
    ],
)
def test_whether_important_reaches_plans_and_requests_is_told(
    errand: Errands, to: str, form: str, weight: str, told: bool
) -> None:
    answers = {"to": to, "form": form, "weight": weight} | ({"drafter": "other"} if to == "party" else {})
    lines = {"up-director-reviews-ordinary", "up-vice-mayor-reviews-ordinary"}
    assert errand("report-upward").badges(answers).keys() & lines == (lines if told else set())


@pytest.mark.parametrize("meeting", ["plenary", "executive", "mayor"])
@pytest.mark.parametrize(
    ("matter", "tasks"),
    [
        ("norm", {"executive-task-normative"}),
        ("major", {"executive-task-major"}),
        (
            "important",
            {"executive-task-suzhou", "executive-task-party", "executive-task-congress", "executive-task-requests"},
        ),
    ],
)
def test_what_the_executive_meeting_settles_is_told_whichever_meeting_was_chosen(
    errand: Errands, meeting: str, matter: str, tasks: set[str]
) -> None:
    badges = errand("submit-agenda-item").badges(
        {"meeting": meeting, "matter": matter, "departments": "one", "towns": "no", "public": "no"}
        if matter == "major"
        else {"meeting": meeting, "matter": matter, "departments": "one"}
    )
    assert tasks <= badges.keys()
    assert {"integrity-step", "listen-directly"} <= badges.keys() or matter == "important", "15 counts norms too"


@pytest.mark.parametrize("wizard_id", ["major-decision", "make-government-norm"])
def test_every_major_decision_passes_the_six_steps(errand: Errands, wizard_id: str) -> None:
    for answers, state in errand(wizard_id).paths():
        always = {entry.item.id for entry in state.items if not entry.conditional}
        steps = {item for item in always if item.endswith("-step")}
        assert len(steps) == 6 and "integrity-step" in steps, answers


def test_listening_is_as_binding_as_the_words(errand: Errands) -> None:
    assert errand("major-decision").badges(USUAL["major-decision"])["listen-directly"] == "可以"


def test_a_government_norm_is_planned_reviewed_passed_signed_and_filed(errand: Errands) -> None:
    badges = errand("make-government-norm").badges(USUAL["make-government-norm"])
    for item in ("yearly-plan", "publish-draft", "justice-supervises", "executive-passes-norm", "decree-mayor-signs"):
        assert badges[item] == "必办"
    assert badges["file-norm"] == "必办" and badges["no-unreviewed"] == badges["no-forbidden-content"] == "不得"


def test_a_department_alone_may_not_settle_what_touches_two(errand: Errands) -> None:
    wizard = errand("make-department-norm")
    own = wizard.badges(USUAL["make-department-norm"])
    joint = wizard.badges({"scope": "joint", "interest": "both", "weight": "important"})
    government = wizard.badges({"scope": "government", "interest": "no"})
    for scope in (own, joint):
        assert scope["issue-own-document"] == "必办" and scope["no-asking-endorsement"] == "不得", "自行发文或联合发文"
    assert "issue-own-document" not in government
    assert own["file-with-government"] == own["own-integrity-review"] == "必办" and "hear-departments" not in own
    assert {"hear-departments", "government-or-joint", "ask-government-first", "government-approves"} <= joint.keys()
    assert government["government-or-joint"] == "必办"
    assert not government.keys() & {"file-with-government", "own-legality-review", "within-authority"}


def test_whether_one_departments_matter_is_asked_about_first_is_told_and_not_decided(errand: Errands) -> None:
    wizard = errand("make-department-norm")
    row = wizard.row("ask-government-first-own", {"scope": "own", "interest": "both"})
    assert "两种理解" in row.item.note
    assert wizard.badges({"scope": "joint", "interest": "one"})["ask-government-first"] == "视情"


def test_every_agreement_in_the_governments_name_is_reviewed_first(errand: Errands) -> None:
    wizard = errand("sign-agreement")
    assert wizard.badges({"major": "no"}) == {"agreement-review": "必办"}
    row = wizard.row("agreement-review", {"major": "yes"})
    assert row.item.actor == "市司法局" and row.item.due is not None and row.item.due.words == "事先"


@pytest.mark.parametrize(
    ("what", "concern", "lines"),
    [
        ("meeting", "no", {"publish-decisions"}),
        ("other_meeting", "no", {"publish-other-decisions"}),
        ("policy", "required", {"publish-policies", "publish-required"}),
        ("matter", "both", {"publish-concerns", "publish-required"}),
        ("matter", "no", set()),
    ],
)
def test_what_is_published_rests_on_its_own_words(errand: Errands, what: str, concern: str, lines: set[str]) -> None:
    assert errand("publish-information").in_stage("公布", {"what": what, "secret": "no", "concern": concern}) == lines


def test_what_must_be_kept_secret_is_not_simply_published(errand: Errands) -> None:
    wizard, answers = errand("publish-information"), {"what": "policy", "secret": "yes"}
    assert wizard.in_stage("公布", answers) == {"publish-secret-unsettled"} and not wizard.in_stage("方式", answers)
    assert "依法公开（依法需要保密的是否除外，条文没有写明）" in wizard.row("publish-secret-unsettled", answers).item.do
    secret = errand("publish-information").wizard.question("secret")
    option = secret.option("yes") if secret else None
    assert option is not None and "第二十五条没有另写保密的例外" in option.effect, "told and not decided"


@pytest.mark.parametrize(
    ("wizard_id", "item_id", "words"),
    [
        ("issue-government-document", "decree-mayor-signs", "人事任免"),
        ("limit-documents", "no-document-to-towns", "“外”"),
        ("submit-agenda-item", "executive-units-attend", "部门、单位"),
        ("make-government-norm", "publish-draft", "制定"),
        ("make-department-norm", "publish-draft", "制定"),
        ("make-department-norm", "conform-law", "法律、法规、规章"),
    ],
)
def test_a_doubtful_reading_is_told_where_a_line_rests_on_it(
    errand: Errands, wizard_id: str, item_id: str, words: str
) -> None:
    assert words in errand(wizard_id).note(item_id)


@pytest.mark.parametrize(
    ("wizard_id", "item_id", "words"),
    [
        ("submit-agenda-item", "agenda-unsettled", "占一种"),
        ("submit-agenda-item", "agenda-coordinated", "什么时候"),
        ("major-decision", "ask-widely", "占一样"),
        ("make-department-norm", "own-legality-review", "联合制定"),
        ("make-department-norm", "issue-own-document", "第十五条"),
        ("issue-government-document", "decree-mayor-signs", "两种理解"),
        ("issue-government-document", "gov-important-mayor", "怎样划分"),
        ("issue-minutes", "special-minutes-for-vice-mayor", "哪一位"),
        ("ask-leave", "leader-leave", "市政府办公室主任"),
    ],
)
def test_what_the_article_leaves_open_is_told_and_not_decided(
    errand: Errands, wizard_id: str, item_id: str, words: str
) -> None:
    assert words in errand(wizard_id).note(item_id)


def test_changing_an_early_answer_keeps_the_later_ones(errand: Errands) -> None:
    wizard, usual = errand("submit-agenda-item"), USUAL["submit-agenda-item"]
    before, after = wizard.state(usual), wizard.state({**usual, "matter": "norm"})
    assert set(after.inapplicable) == {"towns", "public"}, "greyed, not lost"
    assert after.answers["departments"] == "agreed"
    added, removed = compare_items(before, after)
    assert "justice-supervises" in {item.id for item in added}
    assert {"investigate", "ask-towns"} <= {item.id for item in removed}
    assert wizard.state(usual).items == before.items, "changed back, all is there again"
