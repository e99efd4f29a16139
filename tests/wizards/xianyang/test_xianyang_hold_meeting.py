"""召开会议 in 咸阳: each kind of meeting gets its own lines and no other's."""

from __future__ import annotations

import pytest
from errand import Errand, Errands
from xianyang_paths import MEETINGS as KINDS

PUBLICITY = {30, 45, 75}
ATTENDED = {"leaders-rarely-attend", "follow-event-rules"}


@pytest.fixture
def meeting(errand: Errands) -> Errand:
    return errand("hold-meeting")


@pytest.mark.parametrize(
    ("kind", "articles"),
    [
        ("plenary", {18, 29, 39, 43, 44, 46, 47, 55} | PUBLICITY),
        ("executive", {7, 18, 29, 40, 43, 44, 46, 47, 55} | PUBLICITY),
        ("mayor", {7, 41, 43, 44, 46, 47, 55} | PUBLICITY),
        ("special", {42, 46, 47, 55} | PUBLICITY),
        ("topical", {42, 46, 47, 55} | PUBLICITY),
        ("citywide", {46, 47} | PUBLICITY),
        ("department", {46, 47}),
    ],
)
def test_each_kind_of_meeting_rests_on_its_own_articles(meeting: Errand, kind: str, articles: set[int]) -> None:
    assert meeting.articles(KINDS[kind]) == articles


def test_no_two_kinds_share_their_convener_or_their_tasks(meeting: Errand) -> None:
    seen: dict[str, str] = {}
    for kind, answers in KINDS.items():
        for item in meeting.badges(answers):
            if "-task-" in item or item.endswith(("-convener", "-task", "-members", "-participants")):
                assert seen.setdefault(item, kind) == kind


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        ("plenary", ["whose", "kind", "publicity"]),
        ("executive", ["whose", "kind", "chair", "publicity"]),
        ("topical", ["whose", "kind", "as_special", "publicity"]),
        ("citywide", ["whose", "form", "publicity"]),
        ("department", ["whose", "invite"]),
    ],
)
def test_only_questions_about_this_meeting_are_asked(meeting: Errand, kind: str, questions: list[str]) -> None:
    assert meeting.asked(KINDS[kind]) == questions


def test_the_standing_vice_mayor_chairs_only_by_the_mayors_mandate(meeting: Errand) -> None:
    assert "executive-delegation" not in meeting.badges(KINDS["executive"])
    assert meeting.badges({**KINDS["executive"], "chair": "vice"})["executive-delegation"] == "必办"
    assert meeting.badges({**KINDS["executive"], "chair": "unclear"})["executive-delegation"] == "视情"


@pytest.mark.parametrize("kind", ["plenary", "executive", "mayor"])
def test_the_three_meetings_share_agenda_leave_speaking_time_and_minutes(meeting: Errand, kind: str) -> None:
    lines = meeting.badges(KINDS[kind])
    for item in ("agenda-mayor-settles", "ask-mayor-for-leave", "report-leave-to-office", "minutes-signed-by-mayor"):
        assert lines[item] == "必办"
    assert lines["report-ten-minutes"] == lines["speak-five-minutes"] == "一般"
    assert lines["comment-beforehand"] == "可以"


def test_limits_without_a_number_are_shown_in_words(meeting: Errand) -> None:
    for item, words in (("deliver-papers", "会前"), ("prepare-to-speak", "事先"), ("publish-decisions", "及时")):
        due = meeting.row(item, KINDS["executive"]).item.due
        assert due is not None and due.words == words


def test_special_minutes_leave_open_who_of_the_two_signs(meeting: Errand) -> None:
    row = meeting.row("special-minutes-signed", KINDS["special"])
    assert row.badge == "必办" and "两种理解" in row.item.note
    assert "minutes-signed-by-mayor" not in meeting.badges(KINDS["special"])


@pytest.mark.parametrize(("answer", "badge"), [("yes", "必办"), ("unclear", "视情"), ("no", None)])
def test_minutes_of_a_topical_meeting_depend_on_how_it_is_taken(
    meeting: Errand, answer: str, badge: str | None
) -> None:
    assert meeting.badges({**KINDS["topical"], "as_special": answer}).get("special-minutes-signed") == badge


def test_a_citywide_meeting_must_be_settled_first_and_kept_short(meeting: Errand) -> None:
    lines = meeting.badges(KINDS["citywide"])
    assert lines["citywide-approval"] == "必办"
    assert lines["no-upgrade"] == lines["not-in-government-name"] == lines["no-other-leaders"] == "不得"
    assert lines["half-a-day"] == lines["one-leader"] == lines["prefer-video"] == "一般"


@pytest.mark.parametrize(
    ("kind", "answers", "items"),
    [
        ("citywide", {"form": "other"}, {"one-leader-elsewhere", "no-other-leaders-elsewhere"}),
        ("topical", {}, {"fewer-meetings-special", "save-costs-special", "short-meetings-elsewhere"}),
        ("executive", {}, {"hold-fewer-elsewhere", "less-money-elsewhere"}),
        ("department", {"invite": "leader"}, {"speech-approved", "no-leader-speech-at-all"}),
    ],
)
def test_what_holds_in_one_reading_of_two_says_so_in_the_line(
    meeting: Errand, kind: str, answers: dict[str, str], items: set[str]
) -> None:
    for item in items:
        assert "如果" in meeting.row(item, {**KINDS[kind], **answers}).item.do


def test_an_exception_is_told_and_quoted_with_its_rule(meeting: Errand) -> None:
    approval = meeting.row("citywide-approval", KINDS["citywide"]).item
    assert approval.do.startswith("除特殊情况外") and approval.cite.quote.startswith("除特殊情况外")
    attend = meeting.row("leaders-rarely-attend", whose="department", invite="leader").item
    assert attend.cite.quote.startswith("除市委、市政府统一组织安排的活动外")


@pytest.mark.parametrize(("form", "badge"), [("video", "一般"), ("unclear", "视情"), ("other", None)])
def test_sixty_minutes_are_for_video_meetings(meeting: Errand, form: str, badge: str | None) -> None:
    assert meeting.badges({**KINDS["citywide"], "form": form}).get("sixty-minutes") == badge


@pytest.mark.parametrize(
    ("invite", "expected"),
    [
        ("none", {"no-county-officials", "no-leader-speech"}),
        ("counties", {"no-leader-speech", "invitation-approved"}),
        ("leader", {"no-county-officials", "speech-approved", "no-leader-speech-at-all"} | ATTENDED),
        ("both", {"invitation-approved", "speech-approved", "no-leader-speech-at-all"} | ATTENDED),
    ],
)
def test_a_department_that_invites_needs_approval_for_just_that(
    meeting: Errand, invite: str, expected: set[str]
) -> None:
    assert meeting.in_stage("出席", whose="department", invite=invite) == expected | {"fewer-people-elsewhere"}


def test_a_department_sends_no_notice_in_the_offices_name(meeting: Errand) -> None:
    assert meeting.badges(KINDS["department"])["no-notice-in-office-name"] == "不得"
    assert "no-notice-in-office-name" not in meeting.badges(KINDS["citywide"])


def test_what_a_department_can_hold_is_no_meeting_of_the_government(meeting: Errand) -> None:
    assert all(meeting.badges(answers)["no-upgrade"] == "不得" for answers in KINDS.values())
    for kind in ("special", "topical", "citywide", "department"):
        assert meeting.badges(KINDS[kind])["not-in-government-name"] == "不得"


def test_what_is_secret_is_not_published(meeting: Errand) -> None:
    published = {"publish-decisions", "report-promptly", "publish-by-all-channels", "news-draft-reviewed"}
    assert published <= meeting.badges(KINDS["executive"]).keys()
    assert not published & meeting.badges({**KINDS["executive"], "publicity": "secret"}).keys()
    unclear = meeting.badges({**KINDS["executive"], "publicity": "unclear"})
    assert {unclear[item] for item in published} == {"视情"}


def test_decisions_of_the_two_meetings_are_published_unless_secret(meeting: Errand) -> None:
    plain = {**KINDS["executive"], "publicity": "plain"}
    assert "publish-decisions" in meeting.badges(plain) and "report-promptly" not in meeting.badges(plain)
    assert "publish-decisions" not in meeting.badges({**KINDS["mayor"], "publicity": "plain"})


def test_what_concerns_the_public_is_published_even_where_no_law_asks_for_it(meeting: Errand) -> None:
    lines = meeting.badges({**KINDS["executive"], "publicity": "plain"})
    assert lines["publish-by-all-channels"] == lines["publish-accurately"] == "必办"


def test_changing_the_kind_keeps_the_later_answers(meeting: Errand) -> None:
    answers = {**KINDS["executive"], "chair": "vice"}
    after = meeting.state({**answers, "kind": "plenary"})
    assert after.answers["publicity"] == "open" and after.current is None, "not asked again"
    assert after.inapplicable == ("chair",), "greyed, not lost"
    assert meeting.state({**answers, "kind": "executive"}).inapplicable == ()


def test_every_doubtful_reading_is_told_where_a_line_rests_on_it(meeting: Errand) -> None:
    doubts = {
        "executive-task-plans": "调整意见",
        "mayor-meeting-task-handle": "全体会",
        "walking-meetings": "开走会",
        "no-upgrade": "中、省",
        "topical-convener": "专题会议",
    }
    for item_id, words in doubts.items():
        item = meeting.wizard.item(item_id)
        assert item is not None and words in item.note, item_id
