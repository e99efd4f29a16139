"""落实 and 领导活动 errands of 张家港: what each answer changes."""

from __future__ import annotations

import pytest
from errand import Errands
from zhangjiagang_paths import USUAL

from govdesk.wizards.session import compare_items

# ---------------------------------------------------------------- 落实


def test_only_the_office_is_told_to_supervise_everybody(errand: Errands) -> None:
    wizard = errand("carry-out-decision")
    office = {"office-supervises", "office-decisions-done", "office-instructions-done"}
    assert office <= wizard.badges({"who": "office", "major": "no"}).keys()
    for who in ("department", "government"):
        assert not office & wizard.badges({"who": who, "major": "no"}).keys()


@pytest.mark.parametrize(("major", "badge"), [("yes", "必办"), ("no", None), ("unknown", "视情")])
def test_major_decisions_are_tracked_and_evaluated(errand: Errands, major: str, badge: str | None) -> None:
    badges = errand("carry-out-decision").badges({"who": "department", "major": major})
    assert {badges.get(item) for item in ("track", "hear-reactions", "evaluate", "adjust")} == {badge}


def test_the_forecast_is_weekly_whatever_is_in_it(errand: Errands) -> None:
    wizard = errand("weekly-schedule")
    assert wizard.badges({"local": "no", "arranged": "none"}) == {"weekly-forecast": "必办"}
    row = wizard.row("weekly-forecast", USUAL["weekly-schedule"])
    assert row.item.due is not None and row.item.due.words == "一周一报"
    assert "周五" not in wizard.words(USUAL["weekly-schedule"]), "the day is another city's rule"


@pytest.mark.parametrize(
    ("matter", "read", "receive"),
    [
        ("important", "必办", None),
        ("letter", None, None),
        ("visit", None, "必办"),
        ("review", "必办", "必办"),
        ("unknown", "视情", "视情"),
    ],
)
def test_important_letters_are_read_in_person_and_visitors_received(
    errand: Errands, matter: str, read: str | None, receive: str | None
) -> None:
    badges = errand("petitions").badges({"matter": matter})
    assert (badges.get("read-in-person"), badges.get("receive-visitors")) == (read, receive)
    assert badges["solve"] == badges["keep-contact"] == "必办"


def test_a_suggestion_is_for_departments_and_oversight_for_the_government(errand: Errands) -> None:
    wizard = errand("npc-cppcc")
    for matter, actor in (("suggestion", "各部门"), ("motion", "各部门"), ("congress", "市政府"), ("cppcc", "市政府")):
        rows = wizard.sheet({"matter": matter}).rows
        assert {row.item.actor for row in rows} == {actor}
    assert "handle-motion" not in wizard.badges({"matter": "suggestion"})


@pytest.mark.parametrize(
    ("paper", "lines"),
    [
        ("report", {"report-responsibly", "executive-passes-report"}),
        ("bill", {"executive-passes-bill", "director-reviews", "mayor-signs"}),
        ("personnel", {"director-reviews", "mayor-signs"}),
    ],
)
def test_what_goes_to_the_congress_is_passed_and_signed(errand: Errands, paper: str, lines: set[str]) -> None:
    badges = errand("npc-cppcc").badges({"matter": "submit", "paper": paper})
    assert badges.keys() - {"accept-congress"} == lines
    if "mayor-signs" in lines:
        assert "人事任免" in errand("npc-cppcc").row("mayor-signs", {"matter": "submit", "paper": paper}).item.note


@pytest.mark.parametrize(
    ("source", "line"),
    [("inspection", "accept-inspection"), ("court", "respond-in-court"), ("audit", "accept-audit")],
)
def test_what_an_overseer_finds_is_rectified_and_reported(errand: Errands, source: str, line: str) -> None:
    wizard = errand("accept-oversight")
    found = wizard.badges({"source": source, "problem": "yes"})
    assert found[line] == found["rectify"] == found["report-rectification"] == "必办"
    assert not wizard.badges({"source": source, "problem": "no"}).keys() & {"rectify", "report-rectification"}


def test_only_grave_matters_raised_by_the_public_are_published(errand: Errands) -> None:
    wizard = errand("accept-oversight")
    plain = wizard.badges({"source": "public", "grave": "no"})
    assert plain["verify"] == plain["improve-work"] == "必办" and "publish-outcome" not in plain
    assert wizard.badges({"source": "public", "grave": "unknown"})["publish-outcome"] == "视情"
    assert "rectify" not in plain, "28 speaks of other overseers"


def test_administrative_review_is_the_governments(errand: Errands) -> None:
    rows = errand("accept-oversight").sheet({"source": "review"}).rows
    assert {row.item.actor for row in rows} == {"市政府"} and len(rows) == 4


def test_a_body_without_enforcement_is_asked_nothing_about_it(errand: Errands) -> None:
    wizard = errand("lawful-administration")
    for answers, state in wizard.paths():
        decided = {entry.item.id for entry in state.items if not entry.conditional}
        assert {"by-procedure", "in-time", "refuse-irregular", "hold-accountable", "punish-violations"} <= decided
        assert ("enforcement-faults" in decided) == (answers["enforcement"] == "yes")
        assert ("own-duties" in decided) == (answers["whose"] == "department")


# ---------------------------------------------------------------- 领导活动


@pytest.mark.parametrize(
    ("away", "work", "executive"),
    [("no", None, None), ("trip", "可以", "可以"), ("other", None, "可以"), ("unknown", "视情", "视情")],
)
def test_a_mayor_away_may_entrust_others(errand: Errands, away: str, work: str | None, executive: str | None) -> None:
    badges = errand("division-of-work").badges({"away": away})
    assert (badges.get("delegate-work"), badges.get("delegate-executive")) == (work, executive)
    assert badges["members"] == badges["vice-mayor-portfolio"] == badges["heads-lead"] == "必办"


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ("vice", {"follow-reporting-rules", "report-to-mayor", "office-notifies"}),
        ("director", {"follow-reporting-rules-director", "report-to-mayor", "office-notifies"}),
        ("head", {"report-to-office", "office-reports"}),
    ],
)
def test_who_goes_away_reports_to_whom(errand: Errands, who: str, lines: set[str]) -> None:
    wizard = errand("leader-absence")
    assert wizard.badges({"who": who, "meeting": "no"}).keys() == lines
    row = wizard.row("report-to-office" if who == "head" else "report-to-mayor", {"who": who, "meeting": "no"})
    passed_on = wizard.row("office-reports" if who == "head" else "office-notifies", {"who": who, "meeting": "no"})
    assert ("离开张家港" if who == "head" else "出访、出差和休假") in passed_on.item.cite.quote, "not every absence"
    assert row.item.due is not None and row.item.due.words == "事先"


def test_reporting_a_trip_is_not_leave_from_a_meeting(errand: Errands) -> None:
    wizard = errand("leader-absence")
    missed = {"leader-leave", "head-reports", "mayor-consents", "substitute-attends"}
    assert wizard.badges({"who": "vice", "meeting": "yes"}).keys() & missed == {"leader-leave"}
    assert wizard.badges({"who": "head", "meeting": "yes"}).keys() & missed == missed - {"leader-leave"}
    assert not wizard.badges({"who": "head", "meeting": "no"}).keys() & missed


def test_the_mayors_own_absence(errand: Errands) -> None:
    wizard = errand("leader-absence")
    assert wizard.badges({"who": "mayor", "trip": "trip"}) == {
        "follow-reporting-rules": "必办",
        "delegate-work": "可以",
        "delegate-executive": "可以",
    }
    assert "delegate-work" not in wizard.badges({"who": "mayor", "trip": "other"})


def test_whom_the_rule_does_not_name_gets_everything_as_conditional(errand: Errands) -> None:
    assert set(errand("leader-absence").badges({"who": "unknown"}).values()) == {"视情"}


@pytest.mark.parametrize(
    ("answers", "line", "badge"),
    [
        ({"kind": "government"}, "government-consents", "必办"),
        ({"kind": "personal", "major": "no"}, "personal-consents", None),
        ({"kind": "personal", "major": "unknown"}, "personal-consents", "视情"),
        ({"kind": "release", "important": "yes"}, "release-reviewed", "必办"),
        ({"kind": "release", "important": "no"}, "release-reviewed", None),
        ({"kind": "release", "important": "no"}, "report-important", "必办"),
        ({"kind": "unknown"}, "no-contrary-words", "不得"),
    ],
)
def test_what_needs_consent_before_it_is_said(
    errand: Errands, answers: dict[str, str], line: str, badge: str | None
) -> None:
    assert errand("speech-approval").badges(answers).get(line) == badge


def test_dissent_stays_inside_and_is_allowed(errand: Errands) -> None:
    wizard = errand("decision-discipline")
    assert wizard.badges(USUAL["decision-discipline"])["dissent-inside"] == "可以"
    for answers, _ in wizard.paths():
        badges = wizard.badges(answers)
        assert badges["no-contrary-words"] == badges["no-contrary-acts"] == "不得", answers
        assert ("dissent-inside" in badges) == (answers["opinion"] == "yes")


def test_leaders_are_approved_only_where_they_are_needed(errand: Errands) -> None:
    wizard, usual = errand("invite-leaders"), USUAL["invite-leaders"]
    needed, not_needed = wizard.badges(usual), wizard.badges({**usual, "needed": "no"})
    assert (needed["leaders-stay-away"], needed["leaders-approved"]) == ("一般", "必办")
    assert not_needed["leaders-stay-away"] == "一般" and "leaders-approved" not in not_needed
    foreign = wizard.badges({"event": "foreign", "letters": "no", "news": "no"})
    assert foreign == {"foreign-affairs": "必办", "weekly-forecast": "必办"}


def test_an_undecided_ban_on_letters_is_still_a_ban(errand: Errands) -> None:
    badges = errand("invite-leaders").badges({**USUAL["invite-leaders"], "letters": "unknown"})
    assert badges["no-letter"] == badges["no-telegram"] == badges["no-inscription"] == "不得"
    assert badges["unpublished"] == "视情"


def test_a_special_need_lifts_the_ban_on_letters_and_keeps_them_out_of_the_press(errand: Errands) -> None:
    letters = {"no-letter", "no-telegram", "no-inscription", "unpublished"}
    wizard, usual = errand("invite-leaders"), USUAL["invite-leaders"]
    assert wizard.badges({**usual, "letters": "yes"}).keys() & letters == letters - {"unpublished"}
    assert wizard.badges({**usual, "letters": "special"}).keys() & letters == {"unpublished"}


@pytest.mark.parametrize(
    ("kind", "ban"), [("letter", "no-letter"), ("telegram", "no-telegram"), ("inscription", "no-inscription")]
)
def test_either_the_ban_or_what_follows_from_a_special_need(errand: Errands, kind: str, ban: str) -> None:
    wizard = errand("inscriptions")
    assert wizard.badges({"kind": kind, "special": "no"}) == {ban: "不得"}
    assert wizard.badges({"kind": kind, "special": "yes"}) == {"unpublished": "一般"}
    assert wizard.badges({"kind": kind, "special": "unknown"}) == {ban: "不得", "unpublished": "视情"}


def test_every_visit_is_simple_and_nobody_is_feasted(errand: Errands) -> None:
    for answers, _ in errand("field-visit").paths():
        badges = errand("field-visit").badges(answers)
        assert badges["keep-simple"] == badges["fewer-escorts"] == badges["simple-greeting"] == "必办"
        assert badges["accept-no-banquets"] == badges["no-public-banquets"] == "不得"
    assert "news-arranged" not in errand("field-visit").badges({"news": "no"})


@pytest.mark.parametrize(
    ("who", "reports"),
    [
        ("mayor", {"follow-reporting-rules"}),
        ("vice", {"follow-reporting-rules", "report-to-mayor", "office-notifies"}),
        ("head", {"report-to-office", "office-reports"}),
        ("other", set()),
    ],
)
def test_a_trip_abroad_is_controlled_and_reported(errand: Errands, who: str, reports: set[str]) -> None:
    wizard = errand("overseas-trip")
    assert wizard.in_stage("出访报告", {"who": who}) == reports
    assert wizard.badges({"who": who})["control-number"] == wizard.badges({"who": who})["control-size"] == "必办"
    delegated = wizard.badges({"who": who}).keys() & {"delegate-work", "delegate-executive"}
    assert len(delegated) == (2 if who == "mayor" else 0)


def test_each_side_of_spending_is_checked_apart_and_all_together(errand: Errands) -> None:
    wizard = errand("spending-check")
    stages = {"reception": "公务接待", "events": "会议和活动", "housing": "房和车", "travel": "差旅和出国"}
    for what, stage in stages.items():
        assert wizard.stages({"what": what}) == ["财经纪律", stage]
    assert len(wizard.sheet({"what": "all"}).stages) == 5
    assert wizard.badges({"what": "reception"})["accept-no-gifts"] == "不得"


@pytest.mark.parametrize(
    ("whose", "stages"),
    [
        ("leader", ["个人廉洁", "亲属和身边人", "学习", "送礼宴请"]),
        ("member", ["个人廉洁", "亲属和身边人", "送礼宴请"]),
        ("unit", ["单位廉政和作风", "送礼宴请"]),
    ],
)
def test_each_checks_what_is_said_to_it(errand: Errands, whose: str, stages: list[str]) -> None:
    assert errand("integrity-check").stages({"whose": whose}) == stages


def test_bans_on_using_office_stay_bans_for_whoever_it_is(errand: Errands) -> None:
    badges = errand("integrity-check").badges({"whose": "unknown"})
    bans = ("no-gain-for-self", "no-gain-for-others", "no-meddling", "no-privileges", "accept-no-gifts")
    assert {badges[item] for item in bans} == {"不得"}
    assert badges["report-personal-matters"] == badges["study"] == "视情"


@pytest.mark.parametrize(
    ("wizard_id", "item_id", "words"),
    [
        ("weekly-schedule", "foreign-affairs", "两种理解"),
        ("petitions", "read-in-person", "算重要"),
        ("npc-cppcc", "finish-in-time", "限多少天"),
        ("accept-oversight", "report-rectification", "没有写明"),
        ("lawful-administration", "hold-accountable", "影响和损失"),
        ("division-of-work", "delegate-executive", "其他副市长"),
        ("leader-absence", "leader-leave-director", "市政府办公室主任"),
        ("speech-approval", "release-reviewed", "由谁审定"),
        ("inscriptions", "unpublished", "特殊需要"),
        ("spending-check", "within-budget", "两种理解"),
        ("integrity-check", "no-privileges", "两种理解"),
    ],
)
def test_what_the_article_leaves_open_is_told_and_not_decided(
    errand: Errands, wizard_id: str, item_id: str, words: str
) -> None:
    assert words in errand(wizard_id).note(item_id)


def test_changing_an_early_answer_keeps_the_later_ones(errand: Errands) -> None:
    wizard, usual = errand("invite-leaders"), USUAL["invite-leaders"]
    before, after = wizard.state(usual), wizard.state({**usual, "event": "foreign"})
    assert after.inapplicable == ("needed",), "greyed, not lost"
    assert after.answers["news"] == "yes"
    added, removed = compare_items(before, after)
    assert [item.id for item in added] == ["foreign-affairs"]
    assert "leaders-approved" in {item.id for item in removed}
    assert wizard.state(usual).items == before.items, "changed back, all is there again"
