"""报送请示 in 张家港: what a clerk gets after each answer."""

from __future__ import annotations

import datetime as dt

import pytest
import zhangjiagang_paths as paths
from errand import Errand, Errands
from syrupy.assertion import SnapshotAssertion

from govdesk.wizards.session import compare_items

USUAL = paths.USUAL["submit-request"]
TRANSFERRED = {"transferred": "2026-09-24"}


@pytest.fixture
def request_(errand: Errands) -> Errand:
    return errand("submit-request")


def test_a_disputed_request_that_goes_on_to_suzhou(request_: Errand, sheet: SnapshotAssertion) -> None:
    answers = {**USUAL, "disagreement": "split", "onward": "up", "handling": "consult"}
    assert request_.read_out(answers) == sheet


def test_a_report_may_not_carry_a_request_and_is_not_told_of_addressees(request_: Errand) -> None:
    answers = {"document": "dept_report", "channel": "plain", "onward": "none", "limit": "unknown"}
    badges = request_.badges(answers)
    assert badges["no-request-in-report"] == "不得"
    assert not badges.keys() & {"one-addressee", "no-several-authorities", "no-skipping-levels", "check-incoming"}
    assert "disagreement" not in request_.state(answers).answers


def test_a_request_has_one_addressee_in_principle_and_no_detours(request_: Errand) -> None:
    badges = request_.badges(USUAL)
    assert badges["one-addressee"] == "一般", "the article says 原则上"
    assert badges["no-several-authorities"] == badges["no-skipping-levels"] == "不得"
    assert "no-request-in-report" not in badges


def test_a_town_is_not_told_what_the_article_says_to_departments(request_: Errand) -> None:
    town = {**USUAL, "document": "town_request", "disagreement": "split"}
    assert not request_.badges(town).keys() & {
        "consult-departments",
        "list-reasons",
        "issue-own-document",
        "no-asking-endorsement",
    }
    assert request_.badges(town)["leader-coordinates"] == "必办", "article 42 speaks of towns too"


@pytest.mark.parametrize(
    ("disagreement", "present", "absent"),
    [
        ("none", set(), {"consult-departments", "list-reasons", "leader-coordinates"}),
        ("agreed", {"consult-departments"}, {"list-reasons", "propose-solution", "leader-coordinates"}),
        ("split", {"consult-departments", "list-reasons", "propose-solution", "leader-coordinates"}, set()),
    ],
)
def test_what_a_disagreement_calls_for(
    request_: Errand, disagreement: str, present: set[str], absent: set[str]
) -> None:
    badges = request_.badges({**USUAL, "disagreement": disagreement})
    assert {badges[item] for item in present} <= {"必办"}
    assert not badges.keys() & absent


@pytest.mark.parametrize(
    ("channel", "direct", "platform", "secrecy"),
    [
        ("plain", "不得", True, False),
        ("assigned", None, True, False),
        ("secret", "不得", False, True),
        ("secret_direct", None, False, True),
    ],
)
def test_who_may_be_approached_and_by_which_channel(
    request_: Errand, channel: str, direct: str | None, platform: bool, secrecy: bool
) -> None:
    badges = request_.badges({**USUAL, "channel": channel})
    assert badges.get("not-to-leaders") == direct
    assert ("direct-exception" in badges) == (direct is None), "either the ban or its exception"
    told = request_.row("direct-exception" if direct is None else "not-to-leaders", {**USUAL, "channel": channel})
    assert "交办" in told.item.note and "两种理解" in told.item.note
    assert ("use-platform" in badges) == platform
    assert ("no-leaking" in badges) == secrecy


@pytest.mark.parametrize(
    ("answers", "signing"),
    [
        ({"onward": "none"}, ""),
        ({"onward": "up"}, "上行文由市长签发"),
        ({"onward": "issue", "issue": "gov_ordinary"}, "一般工作可以由分管副市长签发"),
        ({"onward": "issue", "issue": "gov_important"}, "重要工作审核后由市长签发"),
        ({"onward": "issue", "issue": "office"}, "一般由市政府办公室主任签发"),
        ({"onward": "issue", "issue": "decree"}, "由市长签署"),
    ],
)
def test_who_signs_what_follows(request_: Errand, answers: dict[str, str], signing: str) -> None:
    sheet = request_.sheet({**USUAL, **answers})
    said = [row.item.do for stage in sheet.stages if stage.name.endswith("签发") for row in stage.rows]
    assert bool(said) == bool(signing)
    assert signing in "\n".join(said)


def test_not_knowing_how_grave_a_matter_is_leaves_every_signer_open(request_: Errand) -> None:
    badges = request_.badges({**USUAL, "onward": "issue", "issue": "unknown"})
    assert {badges[item] for item in ("gov-ordinary-vice-mayor", "gov-important-mayor", "office-director-signs")} == {
        "视情"
    }


@pytest.mark.parametrize(
    ("handling", "item", "due"),
    [
        ("authority", "finish-in-authority", dt.date(2026, 10, 12)),
        ("approval", "opinion-for-approval", dt.date(2026, 10, 12)),
        ("consult", "opinion-after-consulting", dt.date(2026, 10, 15)),
        ("study", "report-study", dt.date(2026, 11, 12)),
    ],
)
def test_limits_run_from_the_day_of_transfer_over_the_holidays(
    request_: Errand, handling: str, item: str, due: dt.date
) -> None:
    row = request_.row(item, {**USUAL, "handling": handling}, fields=TRANSFERRED)
    assert row.due is not None and row.due.due == due
    others = {"finish-in-authority", "opinion-for-approval", "opinion-after-consulting", "report-study"} - {item}
    assert not request_.badges({**USUAL, "handling": handling}).keys() & others
    assert "没有写明" in row.item.note, "where the count begins is not decided by the article"


def test_a_limit_waits_for_the_day_of_transfer_and_not_for_the_day_of_receipt(request_: Errand) -> None:
    row = request_.row("opinion-for-approval", USUAL, fields={"received": "2026-09-24"})
    assert row.due is None and row.waiting_for == "批办（转办）日期"


@pytest.mark.parametrize("limit", ["urgent", "law"])
def test_a_limit_set_otherwise_replaces_the_working_days(request_: Errand, limit: str) -> None:
    rows = request_.sheet({**USUAL, "limit": limit}, fields=TRANSFERRED).rows
    assert not any(row.due for row in rows)
    assert ("urgent-limit" in {row.item.id for row in rows}) == (limit == "urgent")
    for handling, item in (("consult", "consult-promptly"), ("study", "explain-study")):
        badges = request_.badges({**USUAL, "handling": handling, "limit": limit})
        assert badges.keys() & {"consult-promptly", "explain-study"} == {item}, "what has no days of its own stays"


def test_before_it_is_transferred_every_limit_stands_as_conditional(request_: Errand) -> None:
    badges = request_.badges({**USUAL, "handling": "unknown"})
    limits = ("finish-in-authority", "opinion-for-approval", "opinion-after-consulting", "report-study")
    assert [badges[item] for item in limits] == ["视情", "视情", "视情", "不得"]


def test_a_draft_for_the_party_committee_goes_to_the_government_first(request_: Errand) -> None:
    assert request_.badges({**USUAL, "onward": "party"})["government-first"] == "必办"
    assert "government-first" not in request_.badges(USUAL)
    assert "government-first" not in request_.badges({**USUAL, "document": "town_request", "onward": "party"})


def test_changing_an_early_answer_keeps_the_later_ones(request_: Errand) -> None:
    answers = {**USUAL, "disagreement": "split", "channel": "secret"}
    before = request_.state(answers)
    away = request_.state({**answers, "document": "dept_report"})
    assert away.inapplicable == ("disagreement",), "greyed, not lost"
    assert {key: away.answers[key] for key in ("channel", "onward", "limit", "handling")} == {
        "channel": "secret",
        "onward": "none",
        "limit": "normal",
        "handling": "approval",
    }
    added, removed = compare_items(before, away)
    assert [item.id for item in added] == ["no-request-in-report", "no-suggestion-in-report"]
    assert {"one-addressee", "list-reasons", "check-incoming"} <= {item.id for item in removed}
    assert request_.state(answers).items == before.items, "changed back, all is there again"


def test_it_rests_on_the_articles_about_documents_alone(request_: Errand) -> None:
    assert set(request_.wizard.cited_articles()) == {"41", "42", "43", "44", "46", "47", "52"}


def test_whatever_is_answered_the_format_is_kept_and_what_breaks_it_goes_back(request_: Errand) -> None:
    for question in request_.wizard.questions:
        for option in question.options:
            badges = request_.badges({**USUAL, question.id: option.value})
            assert badges["follow-regulation"] == badges["return-irregular"] == "必办"
