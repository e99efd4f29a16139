"""报送请示 in 咸阳: what a clerk gets after each answer."""

from __future__ import annotations

import datetime as dt

import pytest
import xianyang_paths as paths
from errand import Errand, Errands
from syrupy.assertion import SnapshotAssertion

USUAL = paths.USUAL["submit-request"]


@pytest.fixture
def request_errand(errand: Errands) -> Errand:
    return errand("submit-request")


def test_a_request_in_full_dispute_reads_like_this(request_errand: Errand, sheet: SnapshotAssertion) -> None:
    answers = {**USUAL, "others": "disputed", "coordinated": "disputed", "weight": "major", "upward": "province"}
    assert request_errand.read_out(answers) == sheet


def test_the_reply_is_due_ten_working_days_after_the_office_received_it(request_errand: Errand) -> None:
    row = request_errand.row("reply-in-ten-days", USUAL, fields={"received": "2026-09-24"})
    assert row.badge == "一般", "the article says 一般"
    assert row.due is not None and row.due.due == dt.date(2026, 10, 15)


def test_the_countersignature_is_due_five_working_days_after_the_department_received_it(
    request_errand: Errand,
) -> None:
    row = request_errand.row("countersign-in-five-days", USUAL, fields={"countersign_received": "2026-11-11"})
    assert row.badge == "必办"
    assert row.due is not None and row.due.due == dt.date(2026, 11, 18)


def test_without_a_date_the_sheet_says_which_field_it_waits_for(request_errand: Errand) -> None:
    assert request_errand.row("reply-in-ten-days", USUAL).waiting_for == "收文日期"
    assert request_errand.row("countersign-in-five-days", USUAL).waiting_for == "会签收文日期"


def test_with_no_answers_the_reply_is_still_counted_and_not_conditional(request_errand: Errand) -> None:
    assert request_errand.row("reply-in-ten-days", fields={"received": "2026-09-24"}).badge == "一般"


def test_a_matter_of_one_department_needs_no_countersigning(request_errand: Errand) -> None:
    assert "会签" not in request_errand.stages({**USUAL, "others": "none"})


def test_an_agreement_leaves_the_lines_of_a_dispute_out_and_says_why(request_errand: Errand) -> None:
    state = request_errand.state(USUAL)
    because = {entry.item.id: entry.because for entry in state.left_out}
    assert because["list-grounds"] == "“请示的事涉及其他部门的工作吗？”选了“涉及，已协商一致”"


def test_consulting_is_due_while_its_outcome_is_open(request_errand: Errand) -> None:
    lines = request_errand.badges({**USUAL, "others": "pending"})
    assert lines["consult-departments"] == "必办"
    assert lines["list-grounds"] == lines["list-arguments"] == "视情"


def test_not_knowing_keeps_everything_that_hangs_on_it_as_conditional(request_errand: Errand) -> None:
    lines = request_errand.badges({**USUAL, "others": "unclear"})
    for item in ("consult-departments", "partner-cooperates", "countersign-in-five-days", "list-grounds"):
        assert lines[item] == "视情"


def test_a_dispute_climbs_to_the_mayor_only_where_coordination_failed(request_errand: Errand) -> None:
    disputed = {**USUAL, "others": "disputed"}
    settled = request_errand.badges(disputed, coordinated="agreed")
    assert settled["government-coordinates"] == "必办" and "vice-mayor-proposes" not in settled
    assert request_errand.badges(disputed, coordinated="disputed")["vice-mayor-proposes"] == "必办"
    assert request_errand.badges(disputed, coordinated="pending")["vice-mayor-proposes"] == "视情"


def test_leaders_may_be_approached_directly_only_in_the_two_exceptions(request_errand: Errand) -> None:
    usual = request_errand.badges(USUAL)
    assert usual["through-general-office"] == "必办"
    assert usual["not-direct-to-leaders"] == usual["not-to-several"] == "不得"
    for channel, item, badge in (
        ("assigned", "assigned-matter-exception", "可以"),
        ("top_secret", "top-secret-direct", "必办"),
    ):
        lines = request_errand.badges({**USUAL, "channel": channel})
        assert lines[item] == badge
        assert not lines.keys() & {"through-general-office", "not-direct-to-leaders", "not-to-several"}


def test_a_county_is_not_told_what_only_departments_must_not_ask(request_errand: Errand) -> None:
    assert request_errand.badges(USUAL)["no-forwarding-request"] == "不得"
    assert "no-forwarding-request" not in request_errand.badges({**USUAL, "reporter": "county"})


def test_weight_decides_who_decides(request_errand: Errand) -> None:
    ordinary = request_errand.badges(USUAL)
    assert not ordinary.keys() & {"major-to-mayor", "executive-meeting-decides"}
    important = request_errand.badges({**USUAL, "weight": "important"})
    assert "executive-meeting-decides" in important and "major-to-mayor" not in important
    major = request_errand.badges({**USUAL, "weight": "major"})
    assert {"executive-meeting-decides", "major-to-mayor"} <= major.keys()
    assert "没有写明" in request_errand.row("executive-meeting-decides", {**USUAL, "weight": "major"}).item.note


@pytest.mark.parametrize(
    ("upward", "weight", "signers"),
    [
        ("no", "major", set()),
        ("province", "ordinary", {"mayor-signs-to-province"}),
        ("province_department", "ordinary", {"vice-mayor-signs-to-province-department"}),
        ("province_department", "important", {"vice-mayor-signs-to-province-department"}),
        ("province_department", "major", {"mayor-signs-major-to-province-department"}),
    ],
)
def test_who_signs_what_goes_on_to_the_province(
    request_errand: Errand, upward: str, weight: str, signers: set[str]
) -> None:
    lines = request_errand.badges({**USUAL, "upward": upward, "weight": weight})
    assert {item for item in lines if "-to-province" in item} == signers


@pytest.mark.parametrize(
    ("upward", "badge"),
    [("no", None), ("province", "必办"), ("party", "必办"), ("province_department", None), ("unclear", "视情")],
)
def test_what_the_province_or_the_party_committee_settles_goes_to_the_executive_meeting(
    request_errand: Errand, upward: str, badge: str | None
) -> None:
    lines = request_errand.badges({**USUAL, "weight": "important", "upward": upward})
    assert lines.get("executive-meeting-passes-upward-request") == badge


def test_urgency_is_asked_and_told(request_errand: Errand) -> None:
    assert "urgent-handling" not in request_errand.badges(USUAL)
    assert request_errand.badges({**USUAL, "urgent": "yes"})["urgent-handling"] == "必办"


def test_changing_an_early_answer_keeps_the_later_ones(request_errand: Errand) -> None:
    answers = {**USUAL, "others": "disputed", "coordinated": "disputed", "urgent": "yes"}
    before = request_errand.state(answers)
    changed = {**answers, "others": "agreed"}
    after = request_errand.state(changed)
    assert after.inapplicable == ("coordinated",), "greyed, not lost"
    assert {
        key: value for key, value in answers.items() if key not in ("others", "coordinated")
    }.items() <= after.answers.items()
    assert "urgent-handling" in request_errand.badges(changed)
    assert request_errand.state({**changed, "others": "disputed"}).items == before.items


def test_every_way_through_is_short_and_rests_on_the_articles_about_requests(request_errand: Errand) -> None:
    allowed = {"40", "48", "49", "50", "51", "54", "56", "57", "58"}
    always = {"follow-document-regulation", "one-matter", "chief-signs", "name-signer", "reply-in-ten-days"}
    for answers, state in request_errand.paths():
        assert len(state.asked) <= 7, answers
        assert {entry.item.cite.number for entry in state.items} <= allowed, answers
        assert always <= {entry.item.id for entry in state.items if not entry.conditional}, answers
