"""Follow-up, leaders, oversight and self-checks in 咸阳: what the clerk at one desk gets who must act today."""

from __future__ import annotations

import pytest
from lists import asked, errands, head, lines, linked

from govdesk.wizards.model import Wizard
from govdesk.wizards.proofs import walk
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import Level


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("xianyang-2013")


# ---- what becomes of a decision or an instruction ----


def test_an_instruction_is_two_lines_and_the_silence_on_its_limit_is_said(wizards: dict[str, Wizard]) -> None:
    answers = {"what": "instruction", "people": "no", "together": "no"}
    state = evaluate(wizards["carry-out-decision"], answers, "department")
    assert list(lines(state)) == ["register", "in-time"]
    assert [entry.item.due.given for entry in state.own if entry.item.due] == ["deadline"]
    assert "deadline" in head(state) and "没有写几天、报给谁" in state.open[0].says


def test_a_department_tracks_a_decision_and_asks_whether_it_evaluates(wizards: dict[str, Wizard]) -> None:
    """Article 21 names departments for the tracking only; the four acts of Article 20 are the government's."""
    wizard = wizards["evaluate-decision"]
    assert list(lines(evaluate(wizard, {}, "department"))) == ["track", "feedback"]
    assert {"hear", "evaluate", "adjust"} <= lines(evaluate(wizard, {}, "department", replies={"who"})).keys()
    office = evaluate(wizard, {}, "office")
    assert [entry.item.party for entry in office.own] == [("government",)] * 4


def test_a_decision_is_carried_out_here_and_tracked_in_the_next_list(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["carry-out-decision"], {"what": "decision", "together": "yes"}, "department")
    assert list(lines(state)) == ["register", "cooperate"]
    assert "evaluate-decision" in linked(state) and "deadline" not in head(state)


@pytest.mark.parametrize(("errand", "desk"), [("carry-out-decision", "department"), ("supervise", "office")])
def test_what_touches_peoples_interests_is_revisited_and_a_doubt_asked(
    wizards: dict[str, Wizard], errand: str, desk: str
) -> None:
    wizard, answers = wizards[errand], {"what": "instruction"}
    assert "revisit" in lines(evaluate(wizard, {**answers, "people": "yes"}, desk))
    unsure = {**answers, "people": "unknown"}
    assert not lines(evaluate(wizard, unsure, desk)).keys() & {"revisit", "revisit-doubt"}
    assert "revisit-doubt" in lines(evaluate(wizard, unsure, desk, replies={"ask-people"}))


@pytest.mark.parametrize(("errand", "desk"), [("carry-out-decision", "department"), ("supervise", "office")])
def test_the_years_targets_are_sent_to_their_own_errand(wizards: dict[str, Wizard], errand: str, desk: str) -> None:
    state = evaluate(wizards[errand], {"what": "annual"}, desk)
    assert state.is_card and [answer.to for answer in state.say] == ["annual-plan"]


def test_a_county_revisits_only_on_reply(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["carry-out-decision"]
    waiting = evaluate(wizard, {}, "county")
    assert not lines(waiting) and asked(waiting) == {"ask-county"} and "本规则没有写" in waiting.say[0].say
    assert list(lines(evaluate(wizard, {}, "county", replies={"ask-county"}))) == ["county-revisit"]


def test_the_office_supervises_in_two_lines_with_a_date(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["supervise"], {"what": "decision"}, "office")
    assert list(lines(state)) == ["register", "check"] and "deadline" in head(state)
    assert {act.party for act in state.others} == {"department"}


# ---- leaders' travel ----


@pytest.mark.parametrize("desk", ["department", "county"])
def test_five_days_away_loses_neither_the_leave_nor_the_doubt_about_the_report(
    wizards: dict[str, Wizard], desk: str
) -> None:
    wizard, answers = wizards["leader-absence"], {"who": "chief", "week": "short", "purpose": "rest"}
    short = evaluate(wizard, answers, desk)
    assert list(lines(short)) == ["chief-leave", "whereabouts"] and "ask-short" in asked(short)
    replied = lines(evaluate(wizard, answers, desk, replies={"ask-short"}))
    assert replied["chief-office-short"] == "必办 不到一周，也向市政府办公室报告"


@pytest.mark.parametrize("desk", ["department", "county"])
def test_a_week_or_more_is_reported_and_a_full_week_is_one(wizards: dict[str, Wizard], desk: str) -> None:
    wizard = wizards["leader-absence"]
    week = evaluate(wizard, {"who": "chief", "week": "long", "purpose": "rest"}, desk)
    assert list(lines(week)) == ["chief-leave", "chief-secretary", "chief-office", "whereabouts"]
    (question,) = [question for question in wizard.questions if question.id == "week"]
    assert "正好一周也算" in next(option.label for option in question.options if option.value == "long")
    assert not asked(week)


def test_while_the_length_is_open_the_longer_duty_stands_as_what_may_come(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["leader-absence"], {"who": "chief", "week": "unknown", "purpose": "rest"}, "department")
    assert [entry.item.id for entry in state.arises] == ["chief-long-later"]
    assert not lines(state).keys() & {"chief-secretary", "chief-office"} and "week" in asked(state)


def test_leave_is_asked_of_both_the_mayor_and_the_vice_mayor_in_charge(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["leader-absence"], {"who": "chief", "week": "short"}, "county")
    (leave,) = [entry for entry in state.own if entry.item.id == "chief-leave"]
    assert leave.item.boxes and [point.do for point in leave.points] == ["市长", "分管市长"]


def test_a_vice_mayor_on_the_standing_committee_asks_twice(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    plain = evaluate(wizard, {"who": "vice", "standing": "no", "purpose": "rest"}, "office")
    assert list(lines(plain)) == ["vice-leave"] and asked(plain) == {"ask-arrange"}
    standing = evaluate(wizard, {"who": "vice", "standing": "yes", "purpose": "duty"}, "office")
    assert list(lines(standing)) == ["vice-leave", "standing-leave", "arrange", "return-report"]
    assert {"leaves", "returns"} <= head(standing)


def test_where_the_rule_is_silent_about_travel_it_says_so(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    for who, desk in (("deputy", "department"), ("deputy", "county"), ("reported", "office"), ("aide", "office")):
        state = evaluate(wizard, {"who": who}, desk)
        assert not state.own and "本规则没有写" in state.say[0].say
    aide = evaluate(wizard, {"who": "aide", "purpose": "duty"}, "office", replies={"ask-aide"})
    assert list(lines(aide)) == ["aide-leave", "aide-return"]


def test_who_belongs_to_the_government_reports_on_return_and_only_a_county_is_asked(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["leader-absence"], {"who": "chief", "week": "short", "purpose": "duty"}
    assert "chief-return" in lines(evaluate(wizard, answers, "department"))
    county = evaluate(wizard, answers, "county")
    assert "county-return" not in lines(county) and "ask-chief-return" in asked(county)
    assert "county-return" in lines(evaluate(wizard, answers, "county", replies={"ask-chief-return"}))
    assert "aide-return" in lines(evaluate(wizard, {"who": "aide", "purpose": "duty"}, "office"))


@pytest.mark.parametrize("field", ["leaves", "returns"])
def test_a_date_of_travel_stands_only_where_something_is_due_by_it(wizards: dict[str, Wizard], field: str) -> None:
    wizard = wizards["leader-absence"]
    for desk in wizard.desks:
        for answers, state in walk(wizard, desk):
            due = any(entry.item.due and entry.item.due.on == field for entry in state.items)
            assert (field in head(state)) is due, (desk, answers)


@pytest.mark.parametrize("errand", ["overseas-trip", "division-of-work"])
def test_what_is_only_looked_up_is_a_card_at_every_desk(wizards: dict[str, Wizard], errand: str) -> None:
    for desk in wizards[errand].desks:
        state = evaluate(wizards[errand], {}, desk)
        assert state.is_card and len(state.say) >= 2


# ---- leaders' activities ----


def test_a_department_that_needs_a_leader_at_its_meeting_gets_approval_first(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["invite-leaders"]
    needed = evaluate(wizard, {"event": "meeting", "needed": "yes"}, "department")
    assert list(lines(needed)) == ["approve", "arrange"], "never a ban beside its own exception"
    idle = evaluate(wizard, {"event": "meeting", "needed": "no"}, "department")
    assert list(lines(idle).values()) == ["不得 请市政府分管领导到会讲话"]
    assert "not-invite-meeting" in {answer.id for answer in idle.say}, "what leaders do not do is told, not ticked"
    assert [answer.to for answer in needed.say] == ["department-meeting"]


@pytest.mark.parametrize(
    ("desk", "event", "point", "item"),
    [
        ("county", "meeting", "ask-county", "approve-county"),
        ("county", "affair", "ask-approve", "approve-doubt"),
        ("department", "affair", "ask-approve", "approve-doubt"),
    ],
)
def test_who_approves_where_the_rule_names_nobody_is_asked(
    wizards: dict[str, Wizard], desk: str, event: str, point: str, item: str
) -> None:
    wizard, answers = wizards["invite-leaders"], {"event": event, "needed": "yes"}
    waiting = evaluate(wizard, answers, desk)
    assert list(lines(waiting)) == ["arrange"] and asked(waiting) == {point}
    assert item in lines(evaluate(wizard, answers, desk, replies={point}))


def test_what_the_city_itself_arranges_is_no_exception_to_ask_for(wizards: dict[str, Wizard]) -> None:
    for desk in ("department", "county", "office"):
        state = evaluate(wizards["invite-leaders"], {"event": "unified"}, desk)
        assert list(lines(state)) == ["arrange"] and [answer.id for answer in state.say] == ["say-unified"]


@pytest.mark.parametrize("desk", ["department", "county", "office"])
def test_while_the_need_is_open_nobody_is_invited_and_nothing_banned(wizards: dict[str, Wizard], desk: str) -> None:
    state = evaluate(wizards["invite-leaders"], {"event": "affair"}, desk)
    assert not lines(state) and "needed" in asked(state)


@pytest.mark.parametrize("desk", ["department", "county", "office"])
def test_letters_and_inscriptions_are_one_line_of_one_badge(wizards: dict[str, Wizard], desk: str) -> None:
    """At the office; to those who would ask, it is an answer: the sentence binds leaders."""
    wizard = wizards["inscriptions"]
    plain = evaluate(wizard, {"special": "no"}, desk)
    assert [entry.item.level for entry in plain.own] == ([Level.SHOULD_NOT] if desk == "office" else [])
    assert plain.is_card is (desk != "office") and all("一般不" in answer.say for answer in plain.say)
    special = evaluate(wizard, {"special": "yes"}, desk)
    assert lines(special) == {"unpublished": "一般不 公开发表题词和贺信、贺电"}
    assert asked(special) & {"ask-approve", "ask-office"}
    unsure = evaluate(wizard, {"special": "unknown"}, desk)
    assert "特殊情况" in "".join([*lines(unsure).values(), *(answer.say for answer in unsure.say)])


def test_a_county_does_not_wait_at_its_border_and_asks_about_gifts(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["field-visit"]
    county = evaluate(wizard, {}, "county")
    assert lines(county)["no-border"] == "不得 由县市区负责人到辖区分界处迎送"
    assert "no-gifts" not in lines(county) and "ask-county" in asked(county)
    assert "county-gifts" in lines(evaluate(wizard, {}, "county", replies={"ask-county"}))
    assert {"no-border-office", "no-gifts", "accept-none"} <= lines(evaluate(wizard, {}, "office")).keys()


def test_the_week_is_collected_on_friday_and_sent_to_the_party_committee(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["weekly-schedule"], {}, "office")
    assert list(lines(state)) == ["collect", "compile", "circulate", "party-committee"]
    assert [(e.item.due.given, e.item.due.words) for e in state.own if e.item.due] == [("friday", "每周五下午")]
    assert "friday" in head(state)


@pytest.mark.parametrize("desk", ["department", "office"])
def test_a_speech_for_the_government_or_on_open_matters_needs_consent(wizards: dict[str, Wizard], desk: str) -> None:
    wizard = wizards["speech-approval"]
    for kind, item in (("government", "approve-government"), ("own-major", "approve-own")):
        state = evaluate(wizard, {"kind": kind}, desk)
        assert list(lines(state)) == [item, "no-contrary"] and "held" in head(state)
    for kind, point, item in (
        ("article", "ask-article", "approve-article"),
        ("unknown", "ask-kind", "approve-doubt"),
    ):
        waiting = evaluate(wizard, {"kind": kind}, desk)
        point = point if desk == "department" else f"{point}-office"
        assert list(lines(waiting)) == ["no-contrary"] and point in asked(waiting)
        assert item in lines(evaluate(wizard, {"kind": kind}, desk, replies={point}))
    assert "没有要求报批" in evaluate(wizard, {"kind": "own"}, desk).say[0].say


@pytest.mark.parametrize(
    ("errand", "answers", "first"),
    [
        ("speech-approval", {"kind": "government"}, ["submit-request"]),
        ("invite-leaders", {"event": "meeting", "needed": "yes"}, ["submit-request"]),
        ("commendation", {"name": "government"}, ["submit-request", "submit-agenda-item"]),
        ("inspection-approval", {"name": "government"}, ["submit-request", "submit-agenda-item"]),
    ],
)
def test_what_must_be_approved_first_stands_before_the_act(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str], first: list[str]
) -> None:
    state = evaluate(wizards[errand], answers, "department")
    assert [link.wizard for link in state.before] == first
    assert not {link.wizard for link in state.next} & set(first)


def test_a_duty_of_members_says_who_the_members_are(wizards: dict[str, Wizard]) -> None:
    """第五条 lists them; without it a department's clerk cannot see that her 主任、局长 is one."""
    for wizard in wizards.values():
        for item in wizard.items:
            if item.by_reply or not any("市政府组成人员" in cite.quote for cite in item.cites):
                continue
            assert any(cite.article == "5" and "组成部门的主任、局长" in cite.quote for cite in item.cites), (
                wizard.id,
                item.id,
            )


# ---- oversight ----


def test_faults_found_are_mended_and_reported(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["rectify"]
    found = evaluate(wizard, {"source": "special", "problem": "yes"})
    assert lines(found) == {"mend": "必办 逐项查处和整改", "report": "必办 向市政府报告"}
    clean = evaluate(wizard, {"source": "special", "problem": "no"})
    assert not clean.own and [entry.item.arises for entry in clean.arises] == ["以后发现问题的"]


def test_what_the_press_reports_is_mended_and_what_the_public_says_is_asked(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["media-response"]
    press = evaluate(wizard, {"from": "media", "important": "yes"}, "department")
    assert list(lines(press)) == ["mend", "report"]
    doubts = [
        ({"from": "public", "important": "yes"}, "ask-public"),
        ({"from": "media", "important": "unknown"}, "ask-important"),
    ]
    for answers, point in doubts:
        assert not lines(evaluate(wizard, answers, "department"))
        replied = evaluate(wizard, answers, "department", replies={point})
        assert list(lines(replied)) == ["mend-doubt", "report-doubt"]
    assert evaluate(wizard, {}, "office").is_card


@pytest.mark.parametrize("desk", ["department", "legal"])
def test_a_suit_and_a_review_have_the_date_on_the_paper(wizards: dict[str, Wizard], desk: str) -> None:
    wizard = wizards["reconsideration"]
    for what in ("review", "sued"):
        state = evaluate(wizard, {"what": what}, desk)
        assert list(lines(state)) == [what] and "deadline" in head(state)
        assert [entry.item.id for entry in state.arises] == ["correct-later"]
    norm = evaluate(wizard, {"what": "norm"}, desk)
    assert list(lines(norm)) == ["revoke"] and "deadline" not in head(norm)


def test_the_governments_own_case_is_a_question_of_one_desk_only(wizards: dict[str, Wizard]) -> None:
    wizard, ours = wizards["reconsideration"], "市政府受理的复议案"
    assert ours in evaluate(wizard, {}, "legal").open[0].says
    assert ours not in evaluate(wizard, {}, "department").open[0].says
    assert evaluate(wizard, {"what": "government-case"}, "legal").is_card


def test_what_goes_to_congress_is_the_offices_and_has_its_meeting_first(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["congress-oversight"]
    assert list(lines(evaluate(wizard, {"what": "report"}, "office"))) == ["passed", "report"]
    appoint = evaluate(wizard, {"what": "appoint"}, "office")
    assert lines(appoint) == {"appointed": "必办 市政府管理的人事任免，送常务会议讨论决定"}
    assert "ask-managed" in asked(appoint)
    assert evaluate(wizard, {"what": "bill"}, "office").say[0].to == "issue-government-document"
    assert evaluate(wizard, {"what": "norm"}, "office").say[0].to == "norm-issue"
    for desk in ("department", "county"):
        assert evaluate(wizard, {}, desk).is_card


def test_a_weighty_letter_is_read_by_the_leader_in_person(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["petitions"]
    assert lines(evaluate(wizard, {"kind": "important"}, "department"))["read"] == "必办 送本部门负责人亲自阅批"
    assert lines(evaluate(wizard, {"kind": "important"}, "office"))["read-leaders"] == "必办 送市政府领导同志亲自阅批"
    for desk in ("department", "office"):
        assert "read-doubt" in lines(evaluate(wizard, {"kind": "unsure"}, desk, replies={"ask-important"}))


def test_petitioners_are_received_by_the_chief_in_a_county_too(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["petitions"]
    for desk in ("department", "county", "office"):
        state = evaluate(wizard, {"kind": "visit"}, desk)
        own = "receive-government" if desk == "office" else "receive"
        assert list(lines(state)) == [own] and "emergency-duty" in linked(state)
        assert not any("妥善处置" in entry.item.do for entry in state.items), "it cannot be seen done"
        assert "urgent" in {part.id for part in state.general}
    assert "市政府主要负责同志" in lines(evaluate(wizard, {"kind": "visit"}, "office"))["receive-government"]
    assert evaluate(wizard, {"kind": "county-letter"}, "county").is_card


# ---- self-checks ----


def test_lawful_administration_is_five_lines_without_slogans(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["lawful-administration"], {}, "department")
    assert list(lines(state)) == ["enforcement", "sampled", "refuse", "systems", "scope"]
    assert lines(state)["refuse"] == "不得 办理不符合规定的事项"
    assert [entry.item.id for entry in state.arises] == ["neglect", "violations"]


def test_spending_is_checked_by_what_is_looked_into(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["spending-check"]
    everything = lines(evaluate(wizard, {"what": "reception+events+housing+travel"}, "office"))
    assert len(everything) == 7
    assert list(lines(evaluate(wizard, {"what": "housing"}, "office"))) == ["housing", "expenses"]
    assert not lines(evaluate(wizard, {"what": "none"}, "office"))


def test_dissent_is_allowed_inside_and_never_lifts_the_ban(wizards: dict[str, Wizard]) -> None:
    found = lines(evaluate(wizards["decision-discipline"], {"differ": "yes"}, "department"))
    assert found["dissent"] == "可 把不同意见在市政府内部提出"
    assert found["no-contrary"].startswith("不得 ")


def test_a_visit_binds_the_leaders_and_a_host_is_asked(wizards: dict[str, Wizard]) -> None:
    for desk, point in (("county", "ask-county"), ("department", "ask-simple")):
        state = evaluate(wizards["field-visit"], {}, desk)
        assert "simple" not in lines(state) and point in asked(state)
        assert "simple" in lines(evaluate(wizards["field-visit"], {}, desk, replies={point}))
    assert "light" in lines(evaluate(wizards["field-visit"], {}, "office"))


def test_every_line_of_the_week_says_whose_it_is(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["weekly-schedule"], {}, "office")
    for entry in state.own:
        assert any("市政府办公室" in cite.quote for cite in entry.cites), entry.item.id
