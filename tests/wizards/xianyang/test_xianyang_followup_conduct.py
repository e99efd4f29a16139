"""落实与报告 and 领导活动与纪律 errands of 咸阳: what each answer changes."""

from __future__ import annotations

import pytest
from errand import Errands

# ---------------------------------------------------------------- 外出请假


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"who": "mayor"}, {"mayor-asks-party-secretary", "mayor-asks-province"}),
        ({"who": "vice", "standing": "no"}, {"vice-asks-mayor"}),
        ({"who": "vice", "standing": "yes"}, {"vice-asks-mayor", "vice-asks-party-secretary"}),
        ({"who": "other"}, set()),
        ({"who": "department", "week": "short"}, {"chief-asks-mayor", "chief-asks-vice-mayor"}),
        (
            {"who": "department", "week": "long"},
            {"chief-asks-mayor", "chief-asks-vice-mayor", "chief-asks-party-secretary"},
        ),
        (
            {"who": "county", "week": "long"},
            {"chief-asks-mayor", "chief-asks-vice-mayor", "chief-asks-party-secretary"},
        ),
    ],
)
def test_who_goes_decides_whom_to_ask(errand: Errands, answers: dict[str, str], asked: set[str]) -> None:
    lines = errand("leader-absence").badges(answers)
    assert {item for item in lines if "-asks-" in item} == asked
    assert {lines[item] for item in asked} <= {"必办"}


@pytest.mark.parametrize(
    ("wizard_id", "answers", "sure", "if_so"),
    [
        ("leader-absence", {"who": "vice", "standing": "yes"}, "arrange-work", "arrange-work-other"),
        ("division-of-work", {"who": "vice", "entrusted": "yes"}, "represent-abroad", "represent-abroad-unentrusted"),
    ],
)
def test_a_line_that_one_reading_denies_says_so(
    errand: Errands, wizard_id: str, answers: dict[str, str], sure: str, if_so: str
) -> None:
    wizard, (asked, _yes) = errand(wizard_id), list(answers.items())[-1]
    assert sure in wizard.badges(answers) and if_so not in wizard.badges(answers)
    denied = {**answers, asked: "no"}
    assert sure not in wizard.badges(denied) and "如果" in wizard.row(if_so, denied).item.do


@pytest.mark.parametrize(("week", "badge"), [("long", "必办"), ("short", None), ("exact", "视情"), ("unclear", "视情")])
def test_a_week_adds_the_party_secretary_and_the_office(errand: Errands, week: str, badge: str | None) -> None:
    lines = errand("leader-absence").badges(who="county", week=week)
    assert lines.get("chief-asks-party-secretary") == lines.get("chief-reports-to-office") == badge


def test_a_chief_asks_before_leaving_and_both_readings_stand(errand: Errands) -> None:
    for item in ("chief-asks-mayor", "chief-asks-vice-mayor"):
        row = errand("leader-absence").row(item, who="department", week="short", purpose="other")
        assert row.item.due is not None and row.item.due.words == "事先"
        assert "两种理解" in row.item.note
    assert "分管副市长" in errand("leader-absence").row("chief-asks-vice-mayor", who="county", week="short").item.note


@pytest.mark.parametrize(("purpose", "badge"), [("duty", "必办"), ("other", None), ("unclear", "视情")])
def test_only_a_finished_task_is_reported(errand: Errands, purpose: str, badge: str | None) -> None:
    assert errand("leader-absence").badges(who="mayor", purpose=purpose).get("report-results") == badge
    lines = errand("leader-absence").badges(who="department", week="short", purpose=purpose)
    assert lines.get("report-results-other") == badge and "report-results" not in lines


def test_a_county_head_is_not_told_what_only_members_of_the_government_must(errand: Errands) -> None:
    lines = errand("leader-absence").badges(who="county", week="long")
    assert not lines.keys() & {"strict-leave", "strict-leave-department", "report-results", "report-results-other"}


# ---------------------------------------------------------------- 落实与报告


def test_a_grave_event_goes_to_the_duty_room_at_once(errand: Errands) -> None:
    for wizard_id, answers in (
        ("emergency-duty", {"task": "event", "major": "yes"}),
        ("report-matters", {"who": "department", "problem": "no", "sudden": "yes"}),
    ):
        row = errand(wizard_id).row("report-at-once", answers)
        assert row.badge == "必办" and row.item.due is not None and row.item.due.words == "立即"
        assert errand(wizard_id).badges(answers)["no-delay"] == "不得"


@pytest.mark.parametrize(("major", "badge"), [("no", None), ("unclear", "视情")])
def test_other_events_are_handled_but_need_not_go_there(errand: Errands, major: str, badge: str | None) -> None:
    lines = errand("emergency-duty").badges(task="event", major=major)
    assert lines.get("report-at-once") == badge and lines["handle-events"] == "必办"


def test_duty_has_its_own_list(errand: Errands) -> None:
    lines = errand("emergency-duty").badges(task="duty")
    assert {"round-the-clock", "leader-in-charge", "know-whereabouts", "keep-in-touch"} <= lines.keys()
    assert "handle-events" not in lines


def test_a_department_may_go_to_the_mayor_beside_the_vice_mayor(errand: Errands) -> None:
    wizard = errand("report-matters")
    lines = wizard.badges(who="department", problem="yes", sudden="no")
    assert lines == {"brief-vice-mayor": "必办", "also-mayor": "可以"}
    assert "also-mayor" not in wizard.badges(who="department", problem="no", sudden="no")


def test_articles_9_and_66_speak_to_different_leaders(errand: Errands) -> None:
    wizard = errand("report-matters")
    assert wizard.articles(who="vice", matter="both", sudden="no") == {9, 66}
    assert wizard.articles(who="secretary", matter="both", sudden="no") == {66}


def test_the_office_collects_on_friday_afternoon(errand: Errands) -> None:
    due = errand("weekly-schedule").row("collect").item.due
    assert due is not None and due.words == "每周五下午"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("government", {"government-approval": "不得"}),
        (
            "department",
            {
                "secretary-coordinates": "必办",
                "leader-approves": "必办",
                "no-county-escort": "不得",
                "no-department-escort": "不得",
            },
        ),
    ],
)
def test_an_inspection_is_approved_by_whose_name_it_bears(errand: Errands, name: str, expected: dict[str, str]) -> None:
    assert errand("inspection-approval").badges(name=name) == expected


def test_not_knowing_the_name_keeps_both_as_conditional(errand: Errands) -> None:
    state = errand("inspection-approval").state(name="unclear")
    assert len(state.items) == 5 and all(entry.conditional for entry in state.items)


def test_the_year_is_planned_from_above_and_followed_up_by_the_office(errand: Errands) -> None:
    wizard = errand("annual-plan")
    government, department = wizard.badges(whose="government"), wizard.badges(whose="department")
    assert "propose-targets" in government and "propose-targets" not in department
    assert department["implementation-plan"] == "必办" and department["year-end-summary-optional"] == "可以"
    assert {"office-supervises", "report-progress", "praise", "criticise"} <= government.keys() & department.keys()


@pytest.mark.parametrize(
    ("what", "item"),
    [("decision", "feed-back"), ("annual", "office-supervises"), ("assigned", "handle-assigned")],
)
def test_each_thing_to_carry_out_has_its_own_lines(errand: Errands, what: str, item: str) -> None:
    wizard = errand("carry-out-decision")
    for other in ("decision", "annual", "assigned", "leader"):
        assert (item in wizard.badges(what=other, people="no", together="no")) == (other == what)
    assert wizard.badges(what="unclear", together="no")[item] == "视情"


@pytest.mark.parametrize(
    ("wizard_id", "answers"),
    [
        ("carry-out-decision", {"what": "leader", "people": "yes", "together": "no"}),
        ("petitions", {"kind": "assigned", "interest": "yes"}),
    ],
)
def test_what_touches_people_and_a_leader_assigned_is_checked_again(
    errand: Errands, wizard_id: str, answers: dict[str, str]
) -> None:
    assert errand(wizard_id).badges(answers)["review-with-people"] == "必办"


@pytest.mark.parametrize(
    ("answers", "extra"),
    [
        ({"kind": "letter", "important": "yes"}, {"read-letters", "settle-important"}),
        ({"kind": "letter", "important": "no"}, set()),
        ({"kind": "visit", "important": "no"}, {"receive-visitors", "handle-urgent-matters"}),
        ({"kind": "assigned", "important": "yes", "interest": "no"}, {"settle-important"}),
    ],
)
def test_letters_are_read_and_visitors_received(errand: Errands, answers: dict[str, str], extra: set[str]) -> None:
    lines = errand("petitions").badges(answers).keys()
    assert lines & {"read-letters", "settle-important", "receive-visitors", "handle-urgent-matters"} == extra


def test_congress_and_conference_are_told_apart(errand: Errands) -> None:
    wizard = errand("npc-cppcc")
    conference = wizard.badges(body="conference")
    assert conference == {"accept-conference": "必办", "listen-to-conference": "必办", "listen-directly": "可以"}
    assert "没有写明" in wizard.row("listen-to-conference", body="conference").item.note, "no days are invented"
    assert wizard.badges(body="congress", what="bill")["mayor-signs-bill"] == "必办"
    assert "mayor-signs-bill" not in wizard.badges(body="congress", what="inquiry")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"kind": "judicial", "found": "no"}, set()),
        ({"kind": "judicial", "found": "yes"}, {"report-rectification"}),
        ({"kind": "special", "found": "yes"}, {"report-rectification"}),
        ({"kind": "media", "important": "yes"}, {"report-media-rectification"}),
        ({"kind": "media", "important": "no"}, set()),
        ({"kind": "public", "important": "yes"}, {"report-public-rectification"}),
        ({"kind": "public", "important": "no"}, set()),
        ({"kind": "internal"}, set()),
    ],
)
def test_what_was_found_is_reported_to_the_government(
    errand: Errands, answers: dict[str, str], expected: set[str]
) -> None:
    lines = errand("accept-oversight").badges(answers)
    assert {item for item in lines if item.startswith("report-")} == expected


def test_what_breaks_the_rules_is_not_done(errand: Errands) -> None:
    lines = errand("lawful-administration").badges()
    assert lines["act-in-time"] == "必办" and lines["refuse-irregular"] == "不得"


# ---------------------------------------------------------------- 领导活动与纪律


@pytest.mark.parametrize(
    ("answers", "entrusted"),
    [
        ({"who": "executive", "entrusted": "yes"}, {"entrusted-executive-meeting", "entrusted-tasks"}),
        ({"who": "vice", "entrusted": "yes"}, {"entrusted-tasks"}),
        ({"who": "executive", "entrusted": "no"}, set()),
        ({"who": "secretary"}, set()),
    ],
)
def test_only_the_mayors_word_adds_to_a_portfolio(
    errand: Errands, answers: dict[str, str], entrusted: set[str]
) -> None:
    lines = errand("division-of-work").badges(answers)
    assert {item for item in lines if item.startswith("entrusted-")} == entrusted
    assert lines["members"] == "必办"


@pytest.mark.parametrize(
    ("answers", "badges"),
    [
        ({"kind": "government", "form": "speech"}, ("必办", None)),
        ({"kind": "government", "form": "article"}, ("视情", None)),
        ({"kind": "own", "touches": "yes"}, (None, "必办")),
        ({"kind": "own", "touches": "no"}, (None, None)),
        ({"kind": "own", "touches": "unclear"}, (None, "视情")),
        ({"kind": "unclear"}, ("视情", "视情")),
    ],
)
def test_what_needs_consent_before_it_is_said(
    errand: Errands, answers: dict[str, str], badges: tuple[str | None, str | None]
) -> None:
    lines = errand("speech-approval").badges(answers)
    assert (lines.get("government-speech-approved"), lines.get("own-words-approved")) == badges
    assert lines["no-contrary-words"] == "不得"


def test_an_objection_is_raised_inside(errand: Errands) -> None:
    wizard = errand("decision-discipline")
    assert wizard.badges(differ="yes")["object-internally"] == "可以"
    for differ in ("yes", "no"):
        lines = wizard.badges(differ=differ)
        assert lines["no-contrary-words"] == lines["no-contrary-deeds"] == "不得"
    assert "object-internally" not in wizard.badges(differ="no")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"what": "activity", "unified": "no"}, {"rarely-attend-activities": "一般"}),
        ({"what": "activity", "unified": "yes"}, {"unified-exception": "可以"}),
        ({"what": "meeting", "unified": "no"}, {"rarely-attend-meetings": "一般"}),
        (
            {"what": "department", "unified": "no", "speech": "yes"},
            {"rarely-attend-meetings": "一般", "invitation-approved": "必办", "no-leader-speech-at-all": "不得"},
        ),
        (
            {"what": "department", "unified": "no", "speech": "no"},
            {"rarely-attend-meetings": "一般", "no-leader-speech": "不得"},
        ),
    ],
)
def test_whether_leaders_may_be_invited(errand: Errands, answers: dict[str, str], expected: dict[str, str]) -> None:
    sheet = errand("invite-leaders").sheet(answers)
    assert {row.item.id: row.badge for row in sheet.rows if row.item.stage != "安排和报道"} == expected


@pytest.mark.parametrize(
    ("what", "items"),
    [
        ("letter", {"rarely-congratulate", "letter-not-published"}),
        ("inscription", {"no-inscription", "inscription-not-published"}),
    ],
)
def test_letters_and_inscriptions_are_rare_and_not_published(errand: Errands, what: str, items: set[str]) -> None:
    lines = errand("inscriptions").badges(what=what)
    assert lines.keys() == items and set(lines.values()) == {"一般"}


@pytest.mark.parametrize(("needed", "badge"), [("yes", "必办"), ("no", None), ("unclear", "视情")])
def test_a_commendation_by_the_government_goes_to_the_executive_meeting(
    errand: Errands, needed: str, badge: str | None
) -> None:
    lines = errand("commendation").badges(name="government", needed=needed)
    assert lines.get("executive-settles-commendation") == badge
    assert lines["no-commendation"] == "不得"


def test_a_visit_is_light_and_nobody_waits_at_the_border(errand: Errands) -> None:
    lines = errand("field-visit").badges()
    assert lines["travel-light"] == lines["simple-reception"] == "必办"
    assert lines["no-welcome-at-border"] == lines["no-local-banquets"] == "不得"


def test_every_ban_on_money_and_power_is_a_line_of_its_own(errand: Errands) -> None:
    spending, integrity = errand("spending-check").badges(), errand("integrity-check").badges()
    assert [item for item, badge in spending.items() if badge == "不得"] == [
        "no-gifts",
        "no-banquets",
        "no-local-gifts",
        "no-local-banquets",
        "no-empty-tours",
        "no-aimless-tours",
    ]
    assert [item for item, badge in integrity.items() if badge == "不得"] == [
        "no-gain-for-self",
        "no-gain-for-others",
        "no-pulling-strings",
        "no-private-gain",
    ]


@pytest.mark.parametrize(
    ("wizard_id", "item_id", "words"),
    [
        ("leader-absence", "chief-asks-vice-mayor", "分管副市长"),
        ("emergency-duty", "handle-events", "尤其"),
        ("annual-plan", "propose-targets", "中省"),
        ("weekly-schedule", "collect", "各领导"),
        ("carry-out-decision", "lead-project-system", "顿号"),
        ("accept-oversight", "follow-review-law", "书名号"),
        ("accept-oversight", "right-to-criticise", "连词"),
        ("npc-cppcc", "mayor-signs-bill", "常务委会员"),
        ("speech-approval", "government-speech-approved", "脱字"),
        ("inscriptions", "no-inscription", "顿号"),
        ("inscriptions", "inscription-not-published", "两种句式"),
        ("commendation", "no-commendation", "两个“和”"),
    ],
)
def test_a_doubtful_reading_is_told_where_a_line_rests_on_it(
    errand: Errands, wizard_id: str, item_id: str, words: str
) -> None:
    assert words in errand(wizard_id).note(item_id)
