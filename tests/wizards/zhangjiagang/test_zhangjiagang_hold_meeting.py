"""召开会议 in 张家港: each kind of meeting gets its own lines and no other's."""

from __future__ import annotations

import re

import pytest
from errand import Errand, Errands
from zhangjiagang_paths import MEETINGS as KINDS

from govdesk.wizards.session import compare_items

COUNCIL = ("plenary", "executive", "mayor", "special")


@pytest.fixture
def meeting(errand: Errands) -> Errand:
    return errand("hold-meeting")


@pytest.mark.parametrize(
    ("kind", "articles"),
    [
        ("plenary", {24, 34, 38, 39, 40, 50, 56}),
        ("executive", {24, 35, 38, 39, 40, 50, 56}),
        ("mayor", {24, 36, 38, 39, 40, 50, 56}),
        ("special", {24, 37, 38, 39, 40, 50, 56}),
        ("citywide", {39, 40, 50, 56}),
        ("department-citywide", {40, 50, 56}),
        ("department-system", {40, 50, 56}),
        ("department-other", {40, 50, 56}),
        ("town", {40, 50, 56}),
    ],
)
def test_each_kind_of_meeting_rests_on_its_own_articles(meeting: Errand, kind: str, articles: set[int]) -> None:
    assert meeting.articles(KINDS[kind]) == articles


@pytest.mark.parametrize("kind", COUNCIL)
def test_a_meeting_of_the_government_is_not_told_how_to_be_approved(meeting: Errand, kind: str) -> None:
    words = meeting.words(KINDS[kind])
    assert not re.search("每年不超过一次|全市系统|区镇、街道主要负责人|视频|题词|报市政府审批", words)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in COUNCIL])
def test_other_meetings_are_not_told_of_agendas_leave_and_minutes(meeting: Errand, kind: str) -> None:
    assert not re.search("纪要|议题(?!词)|请假|召集", meeting.words(KINDS[kind]))


@pytest.mark.parametrize(
    ("kind", "chair"),
    [
        ("plenary", "全体会议由市长召集和主持"),
        ("executive", "常务会议由市长召集和主持"),
        ("mayor", "市长办公会议由市长，或者由市长委托负责常务工作的副市长召集和主持"),
        ("special", "专题会议由市长、副市长召开，或者由市长、副市长委托市政府办公室主任、分管副主任召开"),
    ],
)
def test_who_calls_the_meeting(meeting: Errand, kind: str, chair: str) -> None:
    words = meeting.words(KINDS[kind])
    assert chair in words
    assert len(re.findall("^.*(?:召集和主持|召开，或者).*$", words, re.MULTILINE)) == 1, "one way only"


def test_while_the_mayor_is_away_the_executive_meeting_may_be_chaired_by_another(meeting: Errand) -> None:
    assert "executive-delegated" not in meeting.badges(KINDS["executive"])
    assert meeting.badges({**KINDS["executive"], "mayor_away": "yes"})["executive-delegated"] == "可以"
    assert meeting.badges({**KINDS["executive"], "mayor_away": "unknown"})["executive-delegated"] == "视情"


def test_how_often_is_as_binding_as_the_words(meeting: Errand) -> None:
    assert meeting.badges(KINDS["plenary"])["plenary-half-yearly"] == "一般"
    assert meeting.badges(KINDS["department-citywide"])["once-a-year"] == "一般"
    monthly = meeting.row("executive-monthly", KINDS["executive"])
    assert monthly.badge == "必办"
    assert monthly.item.cite.quote == "市政府常务会议每月召开1〔—〕2〔次〕", "what we supplied is shown as supplied"
    assert "残损" in monthly.item.note


def test_an_executive_meeting_has_eight_tasks_each_with_its_place(meeting: Errand) -> None:
    tasks = next(s for s in meeting.sheet(KINDS["executive"]).stages if s.name == "会议任务")
    assert [row.label for row in tasks.rows] == [f"第三十五条第一款第（{n}）项" for n in "一二三四五六七八"]


@pytest.mark.parametrize(
    ("departments", "present"),
    [
        ("one", set()),
        ("agreed", {"agenda-agreed"}),
        ("hard", {"agenda-agreed", "agenda-coordinated"}),
    ],
)
def test_what_an_agenda_item_of_several_departments_calls_for(
    meeting: Errand, departments: str, present: set[str]
) -> None:
    badges = meeting.badges({**KINDS["executive"], "departments": departments})
    assert badges.keys() & {"agenda-agreed", "agenda-coordinated"} == present
    assert badges["agenda-unsettled"] == "一般"


@pytest.mark.parametrize(
    ("absent", "present"),
    [
        ("none", set()),
        ("leader", {"leader-leave"}),
        ("head", {"head-reports", "mayor-consents", "substitute-attends"}),
        ("both", {"leader-leave", "head-reports", "mayor-consents", "substitute-attends"}),
    ],
)
def test_who_cannot_come_asks_whom(meeting: Errand, absent: str, present: set[str]) -> None:
    leave = {"leader-leave", "head-reports", "mayor-consents", "substitute-attends"}
    assert meeting.badges({**KINDS["plenary"], "absent": absent}).keys() & leave == present


@pytest.mark.parametrize(
    ("chair", "signer"),
    [
        ("leader", {"special-minutes-signed"}),
        ("director", {"special-minutes-signed"}),
        ("deputy_for_vice", {"special-minutes-for-vice-mayor"}),
        ("deputy_for_mayor", set()),
    ],
)
def test_who_signs_the_minutes_of_a_special_meeting(meeting: Errand, chair: str, signer: set[str]) -> None:
    answers = {**KINDS["special"], "special_chair": chair}
    signing = {"special-minutes-signed", "special-minutes-for-vice-mayor", "minutes-signed"}
    assert meeting.badges(answers).keys() & signing == signer
    note = meeting.row("special-minutes-reviewed", answers).item.note
    assert "受市长委托" in note and "没有写明" in note, "the gap in the article is told"


def test_weighty_minutes_go_to_the_mayor(meeting: Errand) -> None:
    assert meeting.badges(KINDS["special"])["special-minutes-mayor"] == "必办"
    assert "special-minutes-mayor" not in meeting.badges({**KINDS["special"], "weighty": "no"})
    assert "special-minutes-mayor" not in meeting.badges(KINDS["executive"])


def test_a_citywide_meeting_is_approved_one_way_or_the_other(meeting: Errand) -> None:
    by_mayor = meeting.badges(KINDS["citywide"])
    assert by_mayor["citywide-vice-mayor"] == by_mayor["citywide-mayor"] == "必办"
    assert "citywide-decided" not in by_mayor
    by_meeting = {**KINDS["citywide"], "approval": "meeting"}
    assert not meeting.badges(by_meeting).keys() & {"citywide-vice-mayor", "citywide-mayor"}
    assert "没有写明" in meeting.row("citywide-decided", by_meeting).item.note, "either meeting or both: not decided"
    assert meeting.badges(by_meeting)["citywide-mayor-after-meeting"] == "必办"
    assert "没有写明" in meeting.row("citywide-mayor-after-meeting", by_meeting).item.do


def test_a_department_may_not_borrow_the_governments_name_for_its_system(meeting: Errand) -> None:
    system = meeting.badges(KINDS["department-system"])
    assert system["not-in-government-name"] == system["not-notified-by-office"] == system["towns-not-invited"] == "不得"
    assert not system.keys() & {"once-a-year", "approved-in-advance", "towns-with-mayors-consent"}
    citywide = meeting.badges(KINDS["department-citywide"])
    assert not citywide.keys() & {"not-in-government-name", "not-notified-by-office", "towns-not-invited"}


def test_inviting_towns_needs_the_mayor_for_one_meeting_and_the_government_for_the_other(meeting: Errand) -> None:
    assert meeting.badges(KINDS["department-citywide"])["towns-with-mayors-consent"] == "必办"
    invited = meeting.badges({**KINDS["department-system"], "towns": "yes"})
    assert invited["towns-with-approval"] == "必办"
    assert not invited.keys() & {"towns-not-invited", "towns-with-mayors-consent"}


def test_not_knowing_the_kind_of_a_departments_meeting_keeps_both(meeting: Errand) -> None:
    badges = meeting.badges(
        {"host": "department", "dept_meeting": "unknown", "announced": "yes", "towns": "yes", "leaders": "no"}
    )
    assert badges["once-a-year"] == "视情"
    assert badges["not-in-government-name"] == "不得", "a ban keeps its mark while it is undecided"
    assert badges["not-announced-twice"] == "一般"


def test_leaders_are_approved_only_where_they_are_invited(meeting: Errand) -> None:
    town = KINDS["town"]
    assert not meeting.badges(town).keys() & {"leaders-stay-away", "leaders-approved", "news-arranged"}
    invited = meeting.badges({**town, "leaders": "yes"})
    assert (invited["leaders-stay-away"], invited["leaders-approved"]) == ("一般", "必办")
    assert "news-arranged" in invited


@pytest.mark.parametrize("kind", ["plenary", "citywide", "department-other", "town"])
def test_what_was_announced_in_writing_needs_no_meeting_whoever_holds_it(meeting: Errand, kind: str) -> None:
    assert meeting.badges({**KINDS[kind], "announced": "yes"})["not-announced-twice"] == "一般"
    assert "not-announced-twice" not in meeting.badges(KINDS[kind])


def test_a_meeting_that_deploys_nothing_is_not_asked_what_was_announced(meeting: Errand) -> None:
    for kind in ("executive", "mayor", "special"):
        assert "announced" not in meeting.asked(KINDS[kind])


def test_bans_on_letters_name_the_special_need_that_the_article_allows(meeting: Errand) -> None:
    for item in ("no-congratulations", "no-inscriptions"):
        assert "特殊需要" in meeting.row(item, KINDS["town"]).item.note


def test_a_town_is_not_told_what_the_article_says_to_the_government_and_departments(meeting: Errand) -> None:
    town = meeting.badges(KINDS["town"])
    assert not town.keys() & {"fewer-meetings", "smaller-meetings", "effective-meetings", "control-spending"}
    assert "within-budget" in town, "各类会议: every meeting"


def test_changing_an_early_answer_keeps_the_later_ones(meeting: Errand) -> None:
    before = meeting.state(KINDS["executive"])
    changed = {**KINDS["executive"], "meeting": "mayor"}
    after = meeting.state(changed)
    assert after.inapplicable == ("mayor_away",), "greyed, not lost"
    assert (after.answers["departments"], after.answers["absent"]) == ("agreed", "both")
    added, removed = compare_items(before, after)
    assert {item.cite.number for item in added} == {"24", "36"}
    assert {item.cite.number for item in removed} == {"24", "35"}
    assert meeting.state({**changed, "meeting": "executive"}).items == before.items


def test_every_way_through_asks_little_and_ends_with_lines_for_every_meeting(meeting: Errand) -> None:
    always = {"well-prepared", "discipline", "within-budget"}
    for answers, state in meeting.paths():
        assert len(state.asked) <= 5, answers
        assert always <= {entry.item.id for entry in state.items if not entry.conditional}, answers
