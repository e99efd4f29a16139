"""Answers replayed: what a clerk sees after each answer, changed answer and skipped question."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.errors import UserError
from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import When, Wizard
from govdesk.wizards.outlook import changes_in_words, option_effect
from govdesk.wizards.paths import most_questions
from govdesk.wizards.session import SKIPPED, State, evaluate


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    return load_wizards(pack, rule)[0]


def ids(state: State) -> list[str]:
    return [entry.item.id + ("?" if entry.conditional else "") for entry in state.items]


def test_before_any_answer_undecided_lines_stand_as_conditional(wizard: Wizard) -> None:
    state = evaluate(wizard, {})
    assert ids(state) == ["fill-in", "no-proxy", "consult?", "escalate?", "answer"]
    assert state.current is not None and state.current.id == "touches"
    assert most_questions(wizard, {}) == 2


def test_a_no_leaves_lines_out_and_says_which_answer_did(wizard: Wizard) -> None:
    state = evaluate(wizard, {"touches": "no"})
    assert ids(state) == ["fill-in", "no-proxy", "answer"]
    assert {entry.item.id: entry.because for entry in state.left_out} == {
        "consult": "“涉及丙吗？”选了“不涉及”",
        "escalate": "“涉及丙吗？”选了“不涉及”",
    }
    assert state.current is None and most_questions(wizard, {"touches": "no"}) == 1


def test_an_undecided_answer_and_a_skipped_one_keep_lines_as_conditional(wizard: Wizard) -> None:
    for answer in ("unknown", SKIPPED):
        state = evaluate(wizard, {"touches": answer})
        assert ids(state) == ["fill-in", "no-proxy", "consult?", "escalate?", "answer"]
        assert state.current is None, "a follow-up of an open question is not asked"


def test_changing_an_early_answer_keeps_the_later_one_for_when_it_applies_again(wizard: Wizard) -> None:
    answers = {"touches": "yes", "agreed": "no"}
    assert "escalate" in ids(evaluate(wizard, answers))
    away = evaluate(wizard, {**answers, "touches": "no"})
    assert away.inapplicable == ("agreed",)
    assert away.answers == {"touches": "no"}
    assert "escalate" in ids(evaluate(wizard, answers))


def test_changes_are_told_in_words(wizard: Wizard) -> None:
    before = evaluate(wizard, {"touches": "no"})
    after = evaluate(wizard, {"touches": "yes", "agreed": "no"})
    assert changes_in_words(before, after) == "增加 2 项：“先同丙商量”、“报丁决定”"
    assert changes_in_words(after, before) == "减少 2 项：“先同丙商量”、“报丁决定”"
    assert changes_in_words(after, after) == ""


def test_each_option_says_what_it_does_to_the_list(wizard: Wizard) -> None:
    question = wizard.question("touches")
    assert question is not None
    effects = [option_effect(wizard, {}, question, option) for option in question.options]
    assert effects == [
        "不含“商量”阶段；清单共 3 项",
        "“商量”有 1 项随之列入；清单共 5 项",
        "随之而定的各项标为视情，之后可改；清单共 5 项",
    ]


def test_an_option_says_so_too_where_it_settles_part_of_the_list_or_nothing(wizard: Wizard) -> None:
    """“涉及，还没有结果” settles that there is something to consult on; 涉及 alone takes no line away."""

    def with_consult(when: When) -> list[str]:
        items = tuple(
            msgspec.structs.replace(item, when=when) if item.id == "consult" else item for item in wizard.items
        )
        changed = msgspec.structs.replace(wizard, items=items)
        question = changed.questions[0]
        return [option_effect(changed, {}, question, option) for option in question.options]

    part = with_consult({"touches": ("yes", "unknown")})[2]
    assert part == "“商量”有 1 项随之列入，其余随之而定的各项标为视情，之后可改；清单共 5 项"
    assert with_consult({})[1] == "各项照列；清单共 5 项"


@pytest.mark.parametrize(("answers", "named"), [({"nope": "yes"}, "nope"), ({"touches": "maybe"}, "maybe")])
def test_an_answer_that_does_not_exist_is_refused_by_name(wizard: Wizard, answers: dict[str, str], named: str) -> None:
    with pytest.raises(UserError, match=named):
        evaluate(wizard, answers)
