"""Answers replayed: what a clerk sees after each answer, changed answer and skipped question, desk by desk."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.errors import UserError
from govdesk.present.text import checklist_lines
from govdesk.rules.model import Rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import When, Wizard
from govdesk.wizards.packs import load_library
from govdesk.wizards.paths import most_questions
from govdesk.wizards.session import SKIPPED, State, evaluate
from govdesk.workdays import load_calendar

MADE_UP = Path(__file__).parents[1] / "made_up"


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    return load_wizards(pack, rule)[0]


def made_up(wizard_id: str) -> Wizard:
    return load_library([MADE_UP]).wizard("yunchuan-2024", wizard_id)


def own(state: State) -> list[str]:
    return [entry.item.id for entry in state.own]


def test_a_list_holds_the_desk_s_own_acts_and_no_others(wizard: Wizard) -> None:
    assert own(evaluate(wizard, {"touches": "no"}, "jia")) == ["fill-in", "no-proxy"]
    assert own(evaluate(wizard, {}, "bing")) == ["answer-consult"]
    assert [act.id for act in evaluate(wizard, {"touches": "no"}, "jia").others] == ["ding-answers"]
    assert evaluate(wizard, {}, "bing").others == ()


def test_an_act_of_nobody_named_says_so(wizard: Wizard, rule: Rule) -> None:
    others = tuple(msgspec.structs.replace(act, party="", who="") for act in wizard.others)
    basis = make_basis(rule, msgspec.structs.replace(wizard, others=others))
    checklist = build_checklist(basis, {"touches": "no"}, {}, load_calendar(), desk="jia")
    assert [row.who for row in checklist.others] == ["没有写明谁办"]
    assert any("没有写明谁办" in line for line in checklist_lines(checklist))


def test_a_question_is_put_to_its_desks_only(wizard: Wizard) -> None:
    assert [q.id for q in evaluate(wizard, {}, "jia").asked] == ["touches"]
    assert evaluate(wizard, {}, "bing").asked == ()
    assert most_questions(wizard, {}, "jia") == 2 and most_questions(wizard, {}, "bing") == 0


def test_without_a_desk_the_first_one_has_the_errand(wizard: Wizard) -> None:
    assert evaluate(wizard, {}).desk == "jia"
    with pytest.raises(UserError, match="jia、bing"):
        evaluate(wizard, {}, "ding")


def test_a_no_leaves_lines_out_and_says_which_answer_did(wizard: Wizard) -> None:
    state = evaluate(wizard, {"touches": "no"}, "jia")
    assert {entry.item.id: entry.because for entry in state.left_out} == dict.fromkeys(
        ("consult", "escalate", "escalate-later"), "“涉及丙吗？”选了“不涉及”"
    )
    assert state.current is None


@pytest.mark.parametrize("answers", [{}, {"touches": "unknown"}, {"touches": SKIPPED}])
def test_an_open_question_is_one_line_to_be_settled_and_its_branches_are_gone(
    wizard: Wizard, answers: dict[str, str]
) -> None:
    state = evaluate(wizard, answers, "jia")
    assert own(state) == ["fill-in", "no-proxy"] and state.arises == ()
    (shown,) = state.open
    assert shown.ask == "先定：涉及丙吗？" and shown.says == "选项：不涉及；涉及"
    assert [item.id for item in state.pending] == ["consult", "escalate", "escalate-later"]


def test_of_two_points_for_one_question_the_other_answers_choose(wizard: Wizard) -> None:
    """One asks by the way what only this path leaves open; where neither fits, the question is to be settled."""
    who = wizard.open[0]
    first = msgspec.structs.replace(who, id="ask-agreed", question="agreed", when={"touches": "no"})
    wider = msgspec.structs.replace(who, id="ask-agreed-too", question="agreed", when={"touches": "yes"})
    for points, shown in (((first, wider), "ask-agreed-too"), ((wider, first), "ask-agreed-too"), ((first,), "agreed")):
        state = evaluate(msgspec.structs.replace(wizard, open=points), {"touches": "yes"}, "jia")
        assert [point.id for point in state.open] == [shown]


def test_what_may_arise_stands_under_the_line_it_follows_and_is_not_counted(wizard: Wizard) -> None:
    state = evaluate(wizard, {"touches": "yes", "agreed": SKIPPED}, "jia")
    assert own(state) == ["fill-in", "no-proxy", "consult"]
    stages = {name: [entry.item.id for entry in entries] for name, entries in state.stages(wizard)}
    assert stages["商量"] == ["consult", "escalate-later"]


def test_answers_that_no_longer_apply_wait_for_their_return(wizard: Wizard) -> None:
    answers = {"touches": "no", "agreed": "no"}
    state = evaluate(wizard, answers, "jia")
    assert state.inapplicable == ("agreed",) and state.answers == {"touches": "no"}
    assert "escalate" in own(evaluate(wizard, answers | {"touches": "yes"}, "jia"))


@pytest.mark.parametrize(
    ("answers", "told"),
    [({"touchs": "yes"}, "没有问题“touchs”"), ({"touches": "maybe"}, "没有“maybe”这个答案")],
)
def test_an_answer_that_is_none_is_refused_with_those_that_are(
    wizard: Wizard, answers: dict[str, str], told: str
) -> None:
    with pytest.raises(UserError) as caught:
        evaluate(wizard, answers, "jia")
    assert told in caught.value.sentence and "可用" in caught.value.sentence


# Several answers to one question


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("none", None),
        (SKIPPED, None),
        ("leaders", ["请市领导"]),
        ("towns", ["请乡镇负责人"]),
        ("leaders+towns", ["请市领导", "请乡镇负责人"]),
    ],
)
def test_several_answers_bring_their_points(answer: str, points: list[str] | None) -> None:
    state = evaluate(made_up("department-meeting"), {"invite": answer}, "department")
    approval = next((entry for entry in state.own if entry.item.id == "approval"), None)
    assert (None if approval is None else [point.do for point in approval.points]) == points


@pytest.mark.parametrize("answer", ["leaders+leaders", "leaders+mayor", "none+towns", "leaders+"])
def test_several_answers_are_options_each_once(answer: str) -> None:
    with pytest.raises(UserError, match="几个都选"):
        evaluate(made_up("department-meeting"), {"invite": answer}, "department")


# Open points, answers at once, entries


def test_an_answer_of_yes_brings_the_doubted_line_marked_as_such() -> None:
    wizard = made_up("submit-request")
    before = evaluate(wizard, {"secret": "no"}, "town")
    assert "platform-town" not in own(before) and "town-platform" in [shown.id for shown in before.open]
    after = evaluate(wizard, {"secret": "no"}, "town", replies=("town-platform",))
    (line,) = [entry for entry in after.own if entry.item.id == "platform-town"]
    assert line.by_reply
    # Where the open point does not stand its answer counts for nothing.
    assert "platform-town" not in own(evaluate(wizard, {"secret": "yes"}, "town", replies=("town-platform",)))


def test_what_the_rule_answers_at_once_alone_is_an_answer_card() -> None:
    state = evaluate(made_up("department-meeting"), {}, "town")
    assert state.is_card and [answer.id for answer in state.say] == ["town-decides"]
    assert not evaluate(made_up("department-meeting"), {}, "department").is_card


@pytest.mark.parametrize(("kind", "goes"), [("own", "department-meeting"), ("city", "citywide-meeting"), (SKIPPED, "")])
def test_an_entry_errand_goes_on_to_another(kind: str, goes: str) -> None:
    assert evaluate(made_up("hold-meeting"), {"kind": kind}, "department").goes == goes


def test_fields_of_the_head_follow_the_answers() -> None:
    wizard = made_up("handle-assigned")
    assert "deadline" not in [field.id for field in evaluate(wizard, {"urgent": "no"}).fields]
    assert "deadline" in [field.id for field in evaluate(wizard, {"urgent": "yes"}).fields]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({}, True),
        ({"others": "agreed"}, True),
        ({"others": ["split", "agreed"]}, True),
        ({"others": "split"}, False),
        ({"others!": "split"}, True),
        ({"others!": ["split", "agreed"]}, False),
        ({"others": "agreed", "secret": "yes"}, False),
        ([{"others": "split"}, {"secret": "no"}], True),
    ],
)
def test_conditions_are_true_or_false(when: When, holds: bool) -> None:
    import msgspec

    wizard = made_up("submit-request")
    condition = msgspec.convert(when, When)
    item = msgspec.structs.replace(wizard.items[0], when=condition)
    tried = msgspec.structs.replace(wizard, items=(item,))
    assert bool(evaluate(tried, {"others": "agreed", "secret": "no"}, "department").own) is holds
