"""Meetings and decisions in 张家港: what the clerk at one desk gets who must act today."""

from __future__ import annotations

import pytest
from lists import asked, errands, lines

from govdesk.wizards.model import Wizard
from govdesk.wizards.proofs import walk
from govdesk.wizards.session import evaluate
from govdesk.wizards.terms import Level


@pytest.fixture(scope="module")
def wizards() -> dict[str, Wizard]:
    return errands("zhangjiagang-2022")


@pytest.mark.parametrize(
    ("host", "desk", "target"),
    [
        ("own", "department", "department-meeting"),
        ("service", "office", "meeting-service"),
        ("citywide", "office", "citywide-meeting"),
        ("special", "department", "special-meeting"),
    ],
)
def test_calling_a_meeting_goes_on_to_the_list_for_it(
    wizards: dict[str, Wizard], host: str, desk: str, target: str
) -> None:
    state = evaluate(wizards["hold-meeting"], {"host": host}, desk)
    assert state.goes == target
    assert desk in wizards[target].desks


def test_every_choice_of_every_desk_leads_somewhere(wizards: dict[str, Wizard]) -> None:
    entry = wizards["hold-meeting"]
    for desk in entry.desks:
        for answers, state in walk(entry, desk):
            if answers["host"]:
                assert state.say or desk in wizards[state.goes].desks, (desk, answers)


def test_who_does_not_run_the_great_meetings_is_shown_the_way(wizards: dict[str, Wizard]) -> None:
    for desk in ("department", "town"):
        state = evaluate(wizards["meeting-service"], {}, desk)
        assert state.is_card
        assert [answer.to for answer in state.say] == ["submit-agenda-item", "ask-leave"]


def test_a_system_meeting_may_not_borrow_names_nor_invite_towns(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["department-meeting"]
    alone = lines(evaluate(wizard, {"type": "system", "invite": "none"}))
    assert alone["no-government-name"] == "不得 以市政府名义召开，或以市政府办公室名义通知"
    assert alone["no-towns"].startswith("不得 邀请区镇、街道负责人")
    invited = lines(evaluate(wizard, {"type": "system", "invite": "deputies"}))
    assert "no-towns" not in invited, "never a ban beside its own exception"
    assert invited["towns-approved"] == "必办 报市政府批准后，再邀请区镇、街道负责人"


def test_a_citywide_meeting_of_a_department_needs_two_consents(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["department-meeting"], {"type": "citywide", "invite": "heads"})
    assert {"once-a-year", "approval", "mayor-consents"} <= lines(state).keys()
    assert "held" in {field.id for field in state.fields}
    assert "submit-request" in {link.wizard for link in state.before}, "the request comes before the meeting"


def test_a_department_that_cannot_tell_its_meeting_gets_a_question_and_no_branch(wizards: dict[str, Wizard]) -> None:
    for answers in ({"type": "unknown"}, {"type": ""}):
        state = evaluate(wizards["department-meeting"], answers)
        assert asked(state) == {"ask-type"}
        assert not lines(state).keys() & {"approval", "no-government-name", "no-towns", "mayor-consents"}


def test_inviting_leaders_comes_before_the_meeting(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["department-meeting"], {"type": "other", "invite": "leaders"})
    assert [link.wizard for link in state.before] == ["invite-leaders"]


def test_the_mayors_approval_after_a_meeting_decided_is_asked_not_ordered(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["citywide-meeting"]
    decided = evaluate(wizard, {"route": "meeting"}, "department")
    assert "mayor" not in lines(decided) and "ask-after-meeting" in asked(decided)
    replied = evaluate(wizard, {"route": "meeting"}, "department", replies={"ask-after-meeting"})
    assert lines(replied)["mayor"] == "必办 报市长批准"
    signed = lines(evaluate(wizard, {"route": "mayor"}, "department"))
    assert list(signed)[-2:] == ["vice-mayor", "mayor"]


def test_only_one_way_of_convening_the_standing_meeting_is_listed(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["meeting-service"]
    home = lines(evaluate(wizard, {"meeting": "executive", "away": "no"}, "office"))
    away = lines(evaluate(wizard, {"meeting": "executive", "away": "yes"}, "office"))
    assert "convener" in home and "delegate" not in home
    assert away["delegate"].startswith("可 ") and "convener" not in away


def test_a_weighty_matter_is_told_at_once_that_the_mayors_meeting_cannot_decide_it(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["submit-agenda-item"]
    for matter in ("major", "norm"):
        state = evaluate(wizard, {"matter": matter, "meeting": "mayor", "departments": "one"}, "department")
        assert [answer.id for answer in state.say] == ["say-wrong-meeting"]
        assert state.say[0].change == "meeting"
        assert not evaluate(wizard, {"matter": matter, "meeting": "executive", "departments": "one"}).say


def test_an_agenda_item_has_one_task_of_the_meeting_never_all_eight(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["submit-agenda-item"]
    for matter in ("major", "other", "norm"):
        state = evaluate(wizard, {"matter": matter, "meeting": "executive", "departments": "one"})
        assert len([act for act in state.others if act.who == "常务会议"]) == 1


def test_departments_that_cannot_agree_go_to_those_who_coordinate(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["submit-agenda-item"]
    base = {"matter": "major", "meeting": "executive"}
    hard = evaluate(wizard, {**base, "departments": "hard"})
    agreed = evaluate(wizard, {**base, "departments": "agreed"})
    assert "coordinate" in lines(hard) and not hard.arises
    assert "coordinate" not in lines(agreed) and [entry.item.arises for entry in agreed.arises] == ["协调有困难的"]


def test_a_town_asks_by_a_request(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["submit-agenda-item"], {}, "town")
    assert state.is_card and state.say[0].to == "submit-request"


def test_leave_of_a_head_is_reported_by_the_unit_and_put_to_the_mayor_by_the_office(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["ask-leave"], {"meeting": "three", "absent": "head"}
    for desk in ("department", "town"):
        assert lines(evaluate(wizard, answers, desk))["report"] == "必办 主要负责人不能来，向市政府办公室报告"
    assert list(lines(evaluate(wizard, answers, "office"))) == ["office-mayor-consents", "office-arranges"]


def test_leave_from_other_meetings_is_a_question_for_everybody(wizards: dict[str, Wizard]) -> None:
    for desk in ("department", "town", "office"):
        state = evaluate(wizards["ask-leave"], {"meeting": "other"}, desk)
        assert asked(state) & {"ask-unsaid-leave", "ask-town-unsaid-leave", "ask-unsaid-office"}
        assert "report" not in lines(state)


def test_the_minutes_go_to_whoever_chaired_and_to_nobody_else(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["special-minutes"]
    signers = {
        "vice": "sign-vice",
        "deputy_vice": "sign-deputy-vice",
        "mayor": "sign-mayor",
        "director": "sign-director",
    }
    for chair, signer in signers.items():
        signing = {
            line for line in lines(evaluate(wizard, {"chair": chair, "weighty": "no"}, "office")) if "sign" in line
        }
        assert signing == {signer}


def test_minutes_that_nobody_is_said_to_sign_say_so(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["special-minutes"], {"chair": "deputy_mayor", "weighty": "no"}, "office")
    assert list(lines(state)) == ["review"]
    assert "ask-who-signs" in asked(state)


def test_weighty_minutes_go_to_the_mayor_before_they_are_signed(wizards: dict[str, Wizard]) -> None:
    wizard = wizards["special-minutes"]
    state = evaluate(wizard, {"chair": "vice", "weighty": "yes"}, "office")
    assert list(lines(state)) == ["review", "mayor-approves", "sign-vice"]
    assert "ask-order" in asked(state)
    unsure = evaluate(wizard, {"chair": "vice", "weighty": "unknown"}, "office")
    assert "mayor-approves" not in lines(unsure)
    replied = evaluate(wizard, {"chair": "vice", "weighty": "unknown"}, "office", replies={"ask-weighty"})
    assert "mayor-approves" in lines(replied)


def test_preparing_a_decision_ends_where_the_agenda_begins(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["major-decision"], {"reach": "departments+towns+public"})
    assert {"consult", "ask-towns", "hear"} <= lines(state).keys()
    assert not lines(state).keys() & {"approval", "prepare"}
    assert state.next[0].wizard == "submit-agenda-item"
    papers = {point.do for entry in state.own if entry.item.id == "steps" for point in entry.points}
    assert "风险评估：含社会稳定风险评估" in papers and "风险评估" not in papers


@pytest.mark.parametrize("errand", ["major-decision", "norm-draft"])
def test_a_decision_is_assessed_for_risk_whatever_it_touches(wizards: dict[str, Wizard], errand: str) -> None:
    """第十五条 names it without a condition: a blank form has it, too."""
    for reach in ("", "none", "towns", "public"):
        state = evaluate(wizards[errand], {"reach": reach}, "department")
        points = [point.do for entry in state.own if entry.item.id == "steps" for point in entry.points]
        assert sum(do.startswith("风险评估") for do in points) == 1, (reach, points)


def test_each_desk_has_its_own_part_of_a_norm(wizards: dict[str, Wizard]) -> None:
    assert wizards["norm-draft"].desks == ("department",)
    assert wizards["norm-examine"].desks == ("justice",)
    assert wizards["norm-issue"].desks == ("office",)
    assert list(lines(evaluate(wizards["norm-issue"], {}))) == ["passed", "review", "sign", "publish", "file"]
    assert "supervise" in lines(evaluate(wizards["norm-examine"], {"way": "examine"}))


def test_a_department_norm_asks_about_the_draft_and_lists_it_on_reply(wizards: dict[str, Wizard]) -> None:
    wizard, answers = wizards["department-norm"], {"scope": "own", "interest": "no"}
    assert "publish-draft" not in lines(evaluate(wizard, answers))
    assert "publish-draft" in lines(evaluate(wizard, answers, replies={"ask-draft"}))


def test_joint_norms_ask_first_and_are_approved(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["department-norm"], {"scope": "joint", "interest": "yes", "weight": "important"})
    assert {"hear-departments", "ask-first", "approved", "file"} <= lines(state).keys()
    own = evaluate(wizards["department-norm"], {"scope": "own", "interest": "yes"})
    assert "ask-first" not in lines(own) and "ask-own-interest" in asked(own)
    elsewhere = evaluate(wizards["department-norm"], {"scope": "government"})
    assert elsewhere.is_card and elsewhere.say[0].to == "norm-draft"


@pytest.mark.parametrize("desk", ["department", "office"])
def test_what_is_secret_is_kept_back_in_three_lines(wizards: dict[str, Wizard], desk: str) -> None:
    secret = lines(evaluate(wizards["publish-information"], {"secret": "yes", "what": "policy"}, desk))
    assert list(secret.values()) == [
        "除外 会议讨论决定的事项、制定的政策依法需要保密的，不公布",
        "不得 泄露国家秘密、工作秘密或履职掌握的商业秘密",
        "除外 不走公文交换平台",
    ]


def test_secrets_of_trade_and_other_information_take_no_exception_from_the_rule(wizards: dict[str, Wizard]) -> None:
    """第四十七条 names 国家秘密、工作秘密、敏感信息; 第二十四条 what meetings decided and policies."""
    wizard = wizards["publish-information"]
    trade = evaluate(wizard, {"secret": "commercial", "what": "policy"}, "department")
    assert list(lines(trade)) == ["not-public", "no-leak"] and "ask-commercial" in asked(trade)
    other = evaluate(wizard, {"secret": "yes", "what": "matter"}, "department")
    assert list(lines(other)) == ["no-leak", "no-platform"] and "ask-secret-rest" in asked(other)


def test_nothing_secret_or_sensitive_is_ever_listed_for_publication(wizards: dict[str, Wizard]) -> None:
    for errand in ("publish-information", "news-coverage"):
        wizard = wizards[errand]
        for desk in wizard.desks:
            for answers, state in walk(wizard, desk):
                if answers.get("secret") in ("yes", "sensitive"):
                    listed = {entry.item.id for entry in state.items if entry.item.level is Level.MUST}
                    assert not listed, (errand, desk, answers)


def test_sensitive_is_not_secret(wizards: dict[str, Wizard]) -> None:
    state = evaluate(wizards["publish-information"], {"secret": "sensitive", "weighty": "no"}, "department")
    assert list(lines(state)) == ["no-platform"]
    assert "ask-sensitive" in asked(state)


@pytest.mark.parametrize("secret", ["no", "unknown"])
def test_a_department_is_not_told_to_publish_the_citys_policy(wizards: dict[str, Wizard], secret: str) -> None:
    """Article 24 does not say who publishes: a department's own policy is its own, the city's is asked about."""
    wizard = wizards["publish-information"]
    item, ask = (
        ("publish", "ask-city-policy") if secret == "no" else ("publish-unreviewed", "ask-city-policy-unreviewed")
    )
    answers = {"secret": secret, "concern": "no", "weighty": "no"}
    own, citys = ({**answers, "what": what} for what in ("policy", "city_policy"))
    assert item in lines(evaluate(wizard, own, "department"))
    state = evaluate(wizard, citys, "department")
    assert item not in lines(state) and ask in asked(state)
    assert item in lines(evaluate(wizard, citys, "department", replies={ask}))


def test_what_smaller_meetings_decided_is_asked_about_unless_the_public_is_concerned(
    wizards: dict[str, Wizard],
) -> None:
    wizard = wizards["publish-information"]
    base = {"secret": "no", "what": "other_meeting", "weighty": "no"}
    silent = evaluate(wizard, {**base, "concern": "no"}, "department")
    concerned = evaluate(wizard, {**base, "concern": "yes"}, "department")
    assert "publish-meeting" not in lines(silent) and "ask-other-meeting" in asked(silent)
    assert "ask-who-publishes-openly" in asked(concerned) and "ask-other-meeting" not in asked(concerned)
    told = evaluate(wizard, {**base, "concern": "yes"}, "department", replies={"ask-who-publishes-openly"})
    assert "publish-meeting-asked" in lines(told)
    assert "publish-meeting" in lines(evaluate(wizard, {**base, "concern": "yes"}, "office"))
