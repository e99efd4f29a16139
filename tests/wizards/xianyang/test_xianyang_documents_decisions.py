"""公文, 会议 and 决策 errands of 咸阳: what each answer changes."""

from __future__ import annotations

import datetime as dt

import pytest
from errand import Errands
from xianyang_paths import USUAL

# ---------------------------------------------------------------- 公文


@pytest.mark.parametrize("wizard_id", ["countersign", "issue-government-document", "report-upward"])
def test_a_countersignature_is_due_in_five_working_days(errand: Errands, wizard_id: str) -> None:
    answers = {**USUAL[wizard_id], "others": "agreed"} if wizard_id == "report-upward" else USUAL[wizard_id]
    row = errand(wizard_id).row("countersign-in-five-days", answers, fields={"countersign_received": "2026-11-11"})
    assert row.badge == "必办"
    assert row.due is not None and row.due.due == dt.date(2026, 11, 18)


@pytest.mark.parametrize("wizard_id", ["issue-government-document", "report-upward"])
def test_urgent_papers_are_hurried_wherever_departments_sign(errand: Errands, wizard_id: str) -> None:
    assert errand(wizard_id).badges({**USUAL[wizard_id], "others": "agreed"})["urgent-handling"] == "必办"


def test_the_receiving_department_sees_its_own_duties_only(errand: Errands) -> None:
    lines = errand("countersign").badges(side="partner", document="government")
    assert lines.keys() == {"partner-cooperates", "countersign-in-five-days", "explain-delay", "urgent-handling"}


def test_a_paper_between_departments_gets_the_time_limit_and_nothing_of_article_57(errand: Errands) -> None:
    assert errand("countersign").articles(side="host", document="own") == {58}


@pytest.mark.parametrize("wizard_id", ["issue-government-document", "report-upward", "review-incoming"])
def test_a_dispute_climbs_step_by_step(errand: Errands, wizard_id: str) -> None:
    wizard = errand(wizard_id)
    answers = {**USUAL[wizard_id], "others": "disputed"}
    settled = wizard.badges(answers, coordinated="agreed")
    assert settled["government-coordinates"] == "必办" and "vice-mayor-proposes" not in settled
    assert wizard.badges(answers, coordinated="disputed")["vice-mayor-proposes"] == "必办"
    assert wizard.badges(answers, coordinated="pending")["vice-mayor-proposes"] == "视情"


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("ordinary", set()),
        ("normative", {"executive-passes-norm", "mayor-signs-norm", "publish-norm", "file-with-congress"}),
        ("congress", {"executive-passes-bill", "executive-decides-personnel", "mayor-signs-bill"}),
        (
            "commend",
            {
                "no-single-task-commendation",
                "no-commendation",
                "executive-settles-commendation",
                "executive-decides-awards",
                "certificate-only",
            },
        ),
    ],
)
def test_each_kind_of_government_document_adds_its_own_lines(errand: Errands, kind: str, extra: set[str]) -> None:
    wizard = errand("issue-government-document")
    usual = USUAL["issue-government-document"]
    plain, lines = wizard.badges(usual), wizard.badges({**usual, "kind": kind})
    assert lines.keys() - plain.keys() == extra and plain.keys() <= lines.keys()
    assert lines["vice-mayor-reviews"] == lines["mayor-issues"] == "必办"


def test_the_office_signs_by_the_secretary_general_and_only_may_go_higher(errand: Errands) -> None:
    lines = errand("issue-office-document").badges(USUAL["issue-office-document"])
    assert lines["secretary-general-signs"] == "必办"
    assert lines["leader-may-sign"] == lines["mayor-may-sign"] == "可以"


@pytest.mark.parametrize(
    ("kind", "item"), [("notice", "no-notice-in-office-name"), ("forward", "no-forwarding-request")]
)
def test_what_the_office_does_not_issue_for_departments(errand: Errands, kind: str, item: str) -> None:
    wizard = errand("issue-office-document")
    assert wizard.badges(kind=kind, secret="no")[item] == "不得"
    assert item not in wizard.badges(kind="other", secret="no")
    assert wizard.badges(kind="unclear", secret="no")[item] == "不得"


@pytest.mark.parametrize(
    ("to", "weight", "signers"),
    [
        ("province", "major", {"mayor-signs-to-province"}),
        ("province_department", "important", {"vice-mayor-signs-to-province-department"}),
        ("province_department", "major", {"mayor-signs-major-to-province-department"}),
        ("party", "ordinary", {"mayor-issues"}),
    ],
)
def test_who_signs_what_goes_up(errand: Errands, to: str, weight: str, signers: set[str]) -> None:
    lines = errand("report-upward").badges({**USUAL["report-upward"], "to": to, "weight": weight})
    assert {item for item in lines if "-signs-" in item or item == "mayor-issues"} == signers


def test_a_request_is_due_in_ten_working_days_and_other_papers_have_no_limit(errand: Errands) -> None:
    wizard = errand("review-incoming")
    row = wizard.row("reply-in-ten-days", USUAL["review-incoming"], fields={"received": "2026-09-24"})
    assert row.badge == "一般" and row.due is not None and row.due.due == dt.date(2026, 10, 15)
    lines = wizard.badges({**USUAL["review-incoming"], "kind": "approval"})
    assert not lines.keys() & {"reply-in-ten-days", "explain-delay", "one-matter"}


def test_a_summary_may_stay_away_and_is_not_submitted_for_approval(errand: Errands) -> None:
    wizard = errand("review-incoming")
    lines = wizard.badges(kind="report", channel="neither", urgent="no")
    assert lines["year-end-summary-optional"] == "可以"
    assert "office-submits-by-portfolio" not in lines and "批示" not in wizard.stages(kind="report")


def test_each_body_checks_its_own_documents(errand: Errands) -> None:
    wizard = errand("limit-documents")
    shared = {"law-already-clear", "no-substance"}
    elsewhere = {f"{item}-elsewhere" for item in shared}
    for whose, own, item in (
        ("government", shared, "control-number"),
        ("department", elsewhere, "no-forwarding-request"),
    ):
        lines = wizard.badges(whose=whose)
        assert own <= lines.keys() and item in lines
        assert item not in wizard.badges(whose="county")
    for item in elsewhere:
        line = wizard.row(item, whose="county").item
        assert "如果本条也管" in line.do and "没有写明" in line.note


@pytest.mark.parametrize(
    ("wizard_id", "question", "answer"),
    [
        ("hold-meeting", "publicity", "secret"),
        ("issue-minutes", "publicity", "secret"),
        ("news-coverage", "publicity", "secret"),
        ("make-government-norm", "secret", "yes"),
        ("make-department-norm", "secret", "yes"),
        ("issue-government-document", "secret", "yes"),
        ("issue-office-document", "secret", "yes"),
        ("report-upward", "secret", "yes"),
        ("publish-information", "secret", "yes"),
    ],
)
def test_what_is_secret_need_not_be_published_and_no_more_is_said(
    errand: Errands, wizard_id: str, question: str, answer: str
) -> None:
    asked = next(q for q in errand(wizard_id).wizard.questions if q.id == question)
    option = next(o for o in asked.options if o.value == answer)
    assert "应公布之列" in option.effect and "不公布" not in option.effect + asked.why


# ---------------------------------------------------------------- 会议


def test_a_normative_draft_goes_through_the_legal_office_to_the_executive_meeting(errand: Errands) -> None:
    wizard = errand("submit-agenda-item")
    lines = wizard.badges(meeting="executive", matter="norm")
    assert lines["legal-office-examines"] == lines["norm-to-executive"] == "必办"
    assert "legal-office-examines" not in wizard.badges(meeting="executive", matter="request")


@pytest.mark.parametrize("meeting", ["plenary", "executive", "mayor"])
def test_every_agenda_item_is_settled_by_the_mayor(errand: Errands, meeting: str) -> None:
    lines = errand("submit-agenda-item").badges(meeting=meeting, matter="other")
    assert lines["agenda-coordinate"] == lines["agenda-opinion"] == lines["agenda-mayor-settles"] == "必办"
    assert lines["report-ten-minutes"] == lines["speak-five-minutes"] == "一般"


@pytest.mark.parametrize("kind", ["plenary", "executive", "mayor"])
def test_leave_is_asked_of_the_mayor_and_reported_to_the_office(errand: Errands, kind: str) -> None:
    lines = errand("ask-leave").badges(kind=kind)
    assert lines["ask-mayor-for-leave"] == lines["report-leave-to-office"] == "必办"
    assert lines["comment-beforehand"] == "可以"


@pytest.mark.parametrize(
    ("answers", "signed"),
    [
        ({"kind": "mayor"}, {"minutes-signed-by-mayor": "必办"}),
        ({"kind": "special"}, {"special-minutes-signed": "必办"}),
        ({"kind": "topical", "as_special": "unclear"}, {"special-minutes-signed": "视情"}),
        ({"kind": "topical", "as_special": "no"}, {}),
    ],
)
def test_who_signs_the_minutes(errand: Errands, answers: dict[str, str], signed: dict[str, str]) -> None:
    lines = errand("issue-minutes").badges(answers, publicity="plain")
    assert {item: badge for item, badge in lines.items() if "-signed" in item} == signed


@pytest.mark.parametrize("wizard_id", ["issue-minutes", "news-coverage"])
def test_what_is_secret_is_neither_reported_nor_published(errand: Errands, wizard_id: str) -> None:
    wizard = errand(wizard_id)
    told = {"report-promptly", "news-draft-reviewed", "publish-decisions"}
    assert told <= wizard.badges(USUAL[wizard_id]).keys()
    assert not told & wizard.badges({**USUAL[wizard_id], "publicity": "secret"}).keys()
    unclear = wizard.badges({**USUAL[wizard_id], "publicity": "unclear"})
    assert {unclear[item] for item in told} == {"视情"}


def test_leaders_events_and_visits_follow_the_rules_of_others(errand: Errands) -> None:
    wizard = errand("news-coverage")
    assert wizard.badges(subject="visit") == {"visit-coverage": "必办"}
    assert wizard.badges(subject="event") == {"leaders-coverage": "必办", "inscriptions-not-published": "一般"}


@pytest.mark.parametrize(
    ("meeting", "tasks"),
    [
        ("plenary", {"decide", "deploy", "situation", "brief", "other"}),
        ("executive", {"convey", "implement", "upward", "congress", "normative", "plans", "personnel", "other"}),
        ("mayor", {"coordinate", "handle", "other"}),
    ],
)
def test_a_matter_is_held_against_every_task_of_its_meeting(errand: Errands, meeting: str, tasks: set[str]) -> None:
    lines = errand("submit-agenda-item").badges(meeting=meeting, matter="other")
    assert {item.partition("-task-")[2] for item in lines if "-task-" in item} == tasks


def test_a_major_decision_may_also_be_for_the_province_or_the_congress(errand: Errands) -> None:
    wizard = errand("submit-agenda-item")
    lines = wizard.badges(meeting="executive", matter="major")
    assert {"executive-task-upward", "executive-task-congress"} <= lines.keys()
    assert "大型项目建设" in wizard.row("major-to-two-meetings", meeting="executive", matter="major").item.cite.quote


def test_major_matters_may_go_to_each_of_the_three_meetings(errand: Errands) -> None:
    wizard = errand("submit-agenda-item")
    decides = {
        "plenary": "plenary-task-decide",
        "executive": "executive-decides-major",
        "mayor": "mayor-meeting-decides-major",
    }
    for meeting, item in decides.items():
        assert wizard.badges(meeting=meeting, matter="other").keys() & set(decides.values()) == {item}


# ---------------------------------------------------------------- 决策


def test_every_major_decision_passes_the_five_steps(errand: Errands) -> None:
    for answers, state in errand("major-decision").paths():
        always = {entry.item.id for entry in state.items if not entry.conditional}
        steps = {item for item in always if item.endswith("-step")}
        assert steps == {"public-step", "expert-step", "risk-step", "legality-step", "collective-step"}, answers


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"departments": "no"}, {"consult-departments": None}),
        ({"counties": "unclear"}, {"ask-counties": "视情"}),
        ({"public": "no"}, {"ask-the-public": None, "hold-hearing": None}),
        ({"hearing": "no"}, {"ask-the-public": "必办", "hold-hearing": None}),
        ({"hearing": "unclear"}, {"hold-hearing": "视情"}),
    ],
)
def test_who_is_asked_depends_on_whom_it_touches(
    errand: Errands, answers: dict[str, str], expected: dict[str, str | None]
) -> None:
    lines = errand("major-decision").badges({**USUAL["major-decision"], **answers})
    assert {item: lines.get(item) for item in expected} == expected


def test_a_draft_that_touches_people_is_published_as_a_rule_and_one_that_touches_many_must_be(errand: Errands) -> None:
    wizard, usual = errand("make-government-norm"), USUAL["make-government-norm"]
    close = wizard.badges({**usual, "interest": "close"})
    assert close["publish-draft"] == "一般" and "ask-the-public" not in close
    assert wizard.badges(usual)["ask-the-public"] == "必办"
    assert "publish-draft" not in wizard.badges({**usual, "interest": "none"})


def test_a_government_norm_is_passed_signed_published_filed_and_reviewed(errand: Errands) -> None:
    lines = errand("make-government-norm").badges(USUAL["make-government-norm"])
    for item in ("executive-passes-norm", "mayor-signs-norm", "publish-norm", "file-with-congress", "evaluate-norm"):
        assert lines[item] == "必办"


def test_a_department_alone_may_not_settle_what_touches_two(errand: Errands) -> None:
    wizard, usual = errand("make-department-norm"), USUAL["make-department-norm"]
    own, several = wizard.badges(usual), wizard.badges({**usual, "scope": "several"})
    assert "within-own-powers" in own and "several-departments" not in own
    assert "within-own-powers" not in several and several["several-departments"] == "必办"
    due = wizard.row("file-with-government", usual).item.due
    assert due is not None and due.words == "及时"


def test_beyond_the_four_named_fields_bidding_is_left_open(errand: Errands) -> None:
    wizard = errand("open-bidding")
    assert wizard.badges(field="named", public="no") == {"bid-or-auction": "必办"}
    assert wizard.badges(field="other", public="no") == {"bid-or-auction": "视情"}


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("meeting", {"publish-decisions", "report-promptly"}),
        ("other_meeting", {"report-promptly"}),
        ("norm", {"publish-norm"}),
        ("document", {"publish-document"}),
        ("matter", set()),
    ],
)
def test_what_is_published_rests_on_its_own_article(errand: Errands, what: str, lines: set[str]) -> None:
    wizard = errand("publish-information")
    assert wizard.in_stage("公布", what=what, secret="no", concern="no") == lines
    assert wizard.stages(what=what, secret="yes", concern="yes") == ["制度自查"]


@pytest.mark.parametrize(
    ("wizard_id", "item_id", "words"),
    [
        ("issue-government-document", "mayor-signs-bill", "常务委会员"),
        ("issue-government-document", "no-second-opinion", "中、省"),
        ("issue-government-document", "no-commendation", "两个“和”"),
        ("countersign", "list-arguments", "理据"),
        ("secrecy-check", "no-state-secrets", "泄露"),
        ("submit-agenda-item", "executive-task-plans", "调整意见"),
        ("submit-agenda-item", "mayor-meeting-task-handle", "全体会"),
        ("submit-agenda-item", "plenary-observers", "其他"),
        ("news-coverage", "inscriptions-not-published", "原文照录"),
        ("major-decision", "follow-plans", "顿号"),
        ("make-department-norm", "filing-system", "书名号"),
        ("publish-information", "publish-concerns", "公众利益"),
    ],
)
def test_a_doubtful_reading_is_told_where_a_line_rests_on_it(
    errand: Errands, wizard_id: str, item_id: str, words: str
) -> None:
    assert words in errand(wizard_id).note(item_id)
