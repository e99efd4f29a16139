"""Follow-up, leaders, oversight and self-checks in 张家港: what the clerk at one desk gets who must act today."""

from __future__ import annotations

import pytest
from lists import asked, errands, lines, linked

from govdesk.wizards.model import Wizard
from govdesk.wizards.proofs import publishes, walk
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import Level


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("zhangjiagang-2022")


# ---- what becomes of a decision or an instruction ----


def test_a_department_carries_out_a_decision_by_the_date_it_was_given(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["carry-out-decision"], {"kind": "decision", "opinion": "no"}, "department")
    assert list(lines(state)) == ["responsibility", "report", "no-contrary"]
    assert [entry.item.due.given for entry in state.own if entry.item.due] == ["deadline"]
    assert "deadline" in {field.id for field in state.fields}
    assert "evaluate-decision" in linked(state)


def test_dissent_is_allowed_inside_and_never_lifts_the_ban(wizards: dict[str, Wizard]) -> None:
    for errand, answers in (
        ("carry-out-decision", {"kind": "decision", "opinion": "yes"}),
        ("decision-discipline", {"opinion": "yes"}),
    ):
        found = lines(evaluate(wizards[errand], answers, "department"))
        assert found["dissent"] == "可 把不同意见在市政府内部提出"
        assert found["no-contrary"].startswith("不得 ")


def test_an_assigned_paper_is_sent_on_to_its_own_limits(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["carry-out-decision"], {"kind": "document"}, "department")
    assert state.is_card and state.say[0].to == "handle-assigned-document"


def test_a_town_reports_within_a_limit_only_on_reply(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["carry-out-decision"]
    assert not lines(evaluate(wizard, {}, "town")) and asked(evaluate(wizard, {}, "town")) == {"ask-town"}
    assert lines(evaluate(wizard, {}, "town", replies={"ask-town"})) == {
        "town-report": "必办 照市政府部门，限期报告落实情况"
    }


def test_the_office_supervises_and_is_spared_the_slogans(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["supervise"], {"what": "instruction"}, "office")
    assert list(lines(state)) == ["check", "limit"]
    assert {part.id for part in state.general} == {"throughout", "carried", "done"}
    assert {act.party for act in state.others} == {"department"}


# ---- leaders' travel ----


def test_a_head_reports_before_leaving_and_the_office_passes_it_on(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    head = evaluate(wizard, {"who": "head"}, "department")
    assert lines(head) == {"head-report": "必办 离开张家港以前，向市政府办公室报告"}
    assert [act.party for act in head.others] == ["office"]
    assert lines(evaluate(wizard, {"who": "reported"}, "office")) == {"office-relays": "必办 向市政府领导同志报告"}


def test_where_the_rule_is_silent_about_travel_it_says_so(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    for answers, desk in (({}, "town"), ({"who": "deputy"}, "department")):
        state = evaluate(wizard, answers, desk)
        assert state.is_card and "本规则没有写" in state.say[0].say


def test_the_mayor_may_hand_over_on_duty_and_on_leave_it_is_asked(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    duty = evaluate(wizard, {"who": "mayor", "trip": "duty"}, "office")
    rest = evaluate(wizard, {"who": "mayor", "trip": "rest"}, "office")
    assert lines(duty)["delegate-work"].startswith("可 ")
    assert "delegate-work" not in lines(rest) and "ask-mayor" in asked(rest)


def test_whether_the_director_counts_as_a_leader_is_asked(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["leader-absence"], {"who": "director", "trip": "duty"}
    assert {"director-reports", "office-notifies"} == lines(evaluate(wizard, answers, "office")).keys()
    assert "superior-rules-director" in lines(evaluate(wizard, answers, "office", replies={"ask-director"}))


def test_the_date_of_leaving_stands_only_where_something_is_due_by_it(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["leader-absence"]
    for desk in wizard.desks:
        for answers, state in walk(wizard, desk):
            due = any(entry.item.due and entry.item.due.on == "leaves" for entry in state.items)
            assert ("leaves" in {field.id for field in state.fields}) is due, (desk, answers)


@pytest.mark.parametrize("errand", ["overseas-trip", "division-of-work"])
def test_what_is_only_looked_up_is_a_card_at_every_desk(wizards: dict[str, Wizard], errand: str) -> None:
    for desk in wizards[errand].desks:
        state = evaluate(wizards[errand], {}, desk)
        assert state.is_card and len(state.say) >= 2


# ---- leaders' activities ----


@pytest.mark.parametrize("desk", ["department", "town"])
def test_a_leader_is_invited_only_where_needed_and_after_approval(wizards: dict[str, Wizard], desk: str) -> None:
    wizard, event = wizards["invite-leaders"], {"department": "affair", "town": "gathering"}[desk]
    needed = evaluate(wizard, {"event": event, "needed": "yes"}, desk)
    assert lines(needed)["approve"] == "必办 事先报市长批准，或报市政府办公室统筹安排"
    assert "not-invite" not in {answer.id for answer in needed.say}, "never beside its own exception"
    idle = evaluate(wizard, {"event": event, "needed": "no"}, desk)
    assert "市政府领导一般不出席" in idle.say[0].say and "approve" not in lines(idle), "the sentence binds leaders"
    assert "held" not in {field.id for field in idle.fields}


def test_an_invitation_to_a_departments_meeting_points_to_the_meetings_own_approval(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["invite-leaders"]
    meeting = evaluate(wizard, {"event": "meeting", "needed": "yes"}, "department")
    assert [answer.to for answer in meeting.say] == ["department-meeting"]
    assert not evaluate(wizard, {"event": "affair", "needed": "yes"}, "department").say


def test_while_the_need_is_open_nobody_is_invited_and_nothing_banned(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["invite-leaders"], {"event": "affair", "needed": ""}, "department")
    assert not lines(state).keys() & {"approve"} and not state.say and "needed" in asked(state)


@pytest.mark.parametrize("desk", ["department", "town", "office"])
def test_calling_a_need_special_does_not_let_a_letter_through(wizards: dict[str, Wizard], desk: str) -> None:
    wizard = wizards["inscriptions"]
    plain = evaluate(wizard, {"special": "no"}, desk)
    assert [entry.item.level for entry in plain.own] == ([Level.MUST_NOT] if desk == "office" else [])
    assert plain.is_card is (desk != "office") and all("领导不为" in answer.say for answer in plain.say)
    special = evaluate(wizard, {"special": "yes"}, desk)
    assert lines(special) == {"unpublished": "一般不 公开发表贺信、贺电、题词"}
    assert asked(special) & {"ask-approve", "ask-approve-office"}
    unsure = evaluate(wizard, {"special": "unknown"}, desk)
    assert "特殊需要" in "".join([*lines(unsure).values(), *(answer.say for answer in unsure.say)])


def test_a_visit_is_kept_simple_by_the_visitor_and_the_host_is_asked(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["field-visit"]
    office = evaluate(wizard, {}, "office")
    assert list(lines(office))[:3] == ["escorts", "sessions", "reception"]
    # 56 binds 市政府及各部门
    for desk, bound, point in (("department", ["no-gifts"], "ask-simple"), ("town", [], "ask-town-gifts")):
        host = evaluate(wizard, {}, desk)
        assert list(lines(host)) == bound and point in asked(host)
        assert "simple" in lines(evaluate(wizard, {}, desk, replies={point}))
    assert "town-gifts" in lines(evaluate(wizard, {}, "town", replies={"ask-town-gifts"}))
    assert "accept-none" in lines(evaluate(wizard, {}, "office"))


def test_only_the_office_keeps_the_weeks_forecast(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["weekly-schedule"]
    assert list(lines(evaluate(wizard, {"local": "yes"}, "office"))) == ["forecast", "approved"]
    for desk in ("department", "town"):
        state = evaluate(wizard, {}, desk)
        assert state.is_card and state.say[-1].to == "invite-leaders"


# ---- speeches and releases ----


@pytest.mark.parametrize("desk", ["department", "office"])
def test_a_speech_for_the_government_or_on_open_matters_needs_consent(wizards: dict[str, Wizard], desk: str) -> None:
    wizard = wizards["speech-approval"]
    for answers in ({"kind": "government"}, {"kind": "personal", "major": "yes"}):
        state = evaluate(wizard, answers, desk)
        assert lines(state)["consent"] == "必办 讲话、文章事先报市政府同意"
        assert "published" in {field.id for field in state.fields}
    unsure = {"kind": "personal", "major": "unknown"}
    point = "ask-major" if desk == "department" else "ask-major-office"
    assert "consent-doubt" not in lines(evaluate(wizard, unsure, desk))
    assert "consent-doubt" in lines(evaluate(wizard, unsure, desk, replies={point}))
    own = evaluate(wizard, {"kind": "personal", "major": "no"}, desk)
    assert own.say and {"no-contrary", "no-leak"} == lines(own).keys()


def test_weighty_news_is_reviewed_and_other_news_is_sent_on(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["news-release"]
    weighty = evaluate(wizard, {"secret": "no", "weighty": "yes"})
    assert list(lines(weighty)) == ["review"] and [e.item.id for e in weighty.arises] == ["report"]
    plain = evaluate(wizard, {"secret": "no", "weighty": "no"})
    assert not lines(plain) and plain.say[0].to == "publish-information"
    secret = evaluate(wizard, {"secret": "yes"})
    assert list(lines(secret)) == ["no-leak"] and "publish-information" not in linked(secret)


# ---- oversight ----


def test_a_proposal_has_a_date_of_its_own_and_its_result_is_published(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["proposals"], {"secret": "no"})
    assert list(lines(state)) == ["responsible", "talk", "finish", "publish"]
    assert [entry.item.due.given for entry in state.own if entry.item.due] == ["deadline"]


@pytest.mark.parametrize(
    ("errand", "answers"),
    [("proposals", {}), ("media-response", {"kind": "problem", "grave": "yes"}), ("news-release", {})],
)
def test_neither_secret_nor_sensitive_results_are_listed_for_publication(
    wizards: dict[str, Wizard], errand: str, answers: dict[str, str]
) -> None:
    wizard = wizards[errand]
    secret = evaluate(wizard, {**answers, "secret": "yes"}, "department")
    assert lines(secret)["no-leak"].startswith("不得 泄露") and "ask-secret-rest" in asked(secret)
    assert not any(line.startswith("除外") for line in lines(secret).values()), (
        "第二十四条 excepts policies, not results"
    )
    sensitive = evaluate(wizard, {**answers, "secret": "sensitive"}, "department")
    assert not any(publishes(entry.item) for state in (secret, sensitive) for entry in state.own)
    assert asked(sensitive) & {"ask-sensitive", "ask-weighty-sensitive"}


def test_what_is_doubtfully_grave_is_published_only_on_reply(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["media-response"], {"kind": "problem", "grave": "unknown"}
    assert list(lines(evaluate(wizard, answers, "department"))) == ["verify", "handle"]
    plain, sensitive = {**answers, "secret": "no"}, {**answers, "secret": "sensitive"}
    assert "publish-doubt" in lines(evaluate(wizard, plain, "department", replies={"ask-grave"}))
    assert "publish-doubt" in lines(evaluate(wizard, sensitive, "department", replies={"ask-grave-sensitive"}))
    secret = evaluate(wizard, {**answers, "secret": "yes"}, "department")
    assert lines(secret)["no-leak"].startswith("不得 泄露") and "ask-secret-rest" in asked(secret)
    assert list(lines(evaluate(wizard, {"kind": "doubt"}, "office"))) == ["respond"]


def test_faults_found_are_mended_and_reported(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["rectify"]
    found = evaluate(wizard, {"source": "audit", "problem": "yes"})
    assert lines(found) == {"mend": "必办 逐项整改", "report": "必办 向市政府报告"}
    clean = evaluate(wizard, {"source": "audit", "problem": "no"})
    assert not clean.own and [entry.item.arises for entry in clean.arises] == ["以后发现问题的"]


def test_a_suit_is_the_departments_and_a_review_the_justice_bureaus(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["reconsideration"]
    for desk in ("department", "justice"):
        sued = evaluate(wizard, {"what": "sued"}, desk)
        assert list(lines(sued)) == ["respond"] and "deadline" in {field.id for field in sued.fields}
    review = evaluate(wizard, {"what": "review"}, "justice")
    assert list(lines(review)) == ["by-law"] and "ask-who-reviews" in asked(review)
    assert "settle" in {said.id for said in review.general}, "an aim is no box to tick"
    respondent = evaluate(wizard, {"what": "respondent"}, "department")
    assert respondent.is_card and "本规则没有写" in respondent.say[0].say


def test_an_open_question_offers_a_desk_only_its_own_answers(wizards: dict[str, Wizard]) -> None:
    wizard, ours = wizards["reconsideration"], "市政府办的行政复议案"
    assert ours in evaluate(wizard, {}, "justice").open[0].says
    assert ours not in evaluate(wizard, {}, "department").open[0].says


def test_what_goes_to_congress_is_the_offices_and_bills_have_their_own_errand(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["congress-oversight"]
    assert list(lines(evaluate(wizard, {"what": "report"}, "office"))) == ["passed", "report"]
    bill, appoint = (evaluate(wizard, {"what": what}, "office") for what in ("bill", "appoint"))
    assert list(lines(bill)) == ["passed"] and not list(lines(appoint))
    assert "ask-appoint" in asked(appoint) and "ask-appoint" not in asked(bill)
    assert [state.say[0].to for state in (bill, appoint)] == ["issue-government-document"] * 2
    assert evaluate(wizard, {"what": "norm"}, "office").say[0].to == "norm-issue"
    card = evaluate(wizard, {}, "department")
    assert card.is_card and [answer.to for answer in card.say] == ["submit-agenda-item", "proposals"]


def test_a_weighty_letter_is_read_by_the_leader_in_person(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["petitions"]
    assert lines(evaluate(wizard, {"matter": "important"}, "department"))["read"] == "必办 送本部门负责人亲自阅批"
    office = lines(evaluate(wizard, {"matter": "important"}, "office"))
    assert office["read-leaders"] == "必办 送市政府领导同志亲自阅批" and "read" not in office
    assert "ask-letter" in asked(evaluate(wizard, {"matter": "letter"}, "department"))
    unsure = evaluate(wizard, {"matter": "unknown"}, "department", replies={"ask-important"})
    assert "read-doubt" in lines(unsure)
    assert evaluate(wizard, {}, "town").is_card


# ---- self-checks ----


def test_refusing_what_breaks_the_rules_is_a_duty_not_a_ban(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["lawful-administration"]
    found = lines(evaluate(wizard, {"enforcement": "yes"}, "department"))
    assert found["refuse"].startswith("必办 ") and {"bodies", "responsibility"} <= found.keys()
    assert not lines(evaluate(wizard, {"enforcement": "no"}, "department")).keys() & {"bodies", "responsibility"}


def test_integrity_is_checked_for_a_person_or_for_a_unit(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["integrity-check"]
    unit = lines(evaluate(wizard, {"whose": "unit"}, "department"))
    person = lines(evaluate(wizard, {"whose": "member"}, "department"))
    assert list(unit) == ["no-gifts", "accept-none"]
    assert unit.keys() < person.keys() and "report-matters" in person


def test_spending_is_checked_by_what_is_looked_into(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["spending-check"]
    everything = lines(evaluate(wizard, {"what": "reception+events+housing+travel"}, "office"))
    assert len(everything) == 7
    assert list(lines(evaluate(wizard, {"what": "housing"}, "office"))) == ["housing"]
    assert not lines(evaluate(wizard, {"what": "none"}, "office"))


def test_reports_of_foreign_affairs_are_arranged_by_the_rules_on_a_reply(wizards: dict[str, Wizard]) -> None:
    """第五十条 has 外事活动 arranged by rule, not reports of them."""
    wizard, answers = wizards["news-coverage"], {"subject": "foreign", "secret": "no"}
    for desk, point in (("office", "ask-foreign-office"), ("department", "ask-foreign"), ("town", "ask-foreign")):
        waiting = evaluate(wizard, answers, desk)
        assert not lines(waiting) and asked(waiting) == {point}
        assert "arrange-foreign" in lines(evaluate(wizard, answers, desk, replies={point}))
