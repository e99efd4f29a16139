"""A doubt stands wherever its line is in doubt: each gap is made once, on a made-up errand, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import CheckItem, Cite, DirectAnswer, OpenPoint, Option, Question, When, Wizard
from govdesk.wizards.proofs import prove_wizard
from govdesk.wizards.terms import Level

CITE = Cite(article="3", quote="预算", paragraph=1, item=1)
BIG = Question(
    id="big",
    ask="要紧吗？",
    options=(Option(value="yes", label="要紧"), Option(value="no", label="不要紧")),
    cites=(CITE,),
    desks=("jia",),
)


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    """The made-up errand with a question more, whose answers tell lists apart."""
    made = load_wizards(pack, rule)[0]
    weighty = item("weighty", when={"big": "yes"}, cites=(Cite(article="3", quote="计划", paragraph=1, item=2),))
    return msgspec.structs.replace(made, questions=(*made.questions, BIG), items=(*made.items, weighty))


def item(ident: str, **more: object) -> CheckItem:
    values: dict[str, object] = {
        "stage": "填表",
        "level": Level.MUST,
        "do": f"办{ident}",
        "party": ("jia",),
        "cites": (CITE,),
    }
    return CheckItem(id=ident, **(values | more))  # type: ignore[arg-type]


def doubt(when: When, *lines: str, ident: str = "p", **more: object) -> OpenPoint:
    values: dict[str, object] = {
        "ask": f"{ident}要办吗？",
        "says": "没有写",
        "cites": (CITE,),
        "doubts": lines or ("line",),
        "when": when,
        "desks": ("jia",),
    }
    return OpenPoint(id=ident, **(values | more))  # type: ignore[arg-type]


def told(wizard: Wizard, line: CheckItem, *points: OpenPoint, say: tuple[DirectAnswer, ...] = ()) -> dict[str, str]:
    """Where -> what, of findings about the open points."""
    changed = msgspec.structs.replace(
        wizard, items=(*wizard.items, line), open=points, answers=say, stages=wizard.stages
    )
    return {where: what for where, what, _ in prove_wizard(changed) if where.startswith("open.")}


def test_a_line_by_reply_is_asked_for_wherever_its_own_conditions_hold(wizard: Wizard) -> None:
    line = item("line", by_reply=True, when={"touches": "yes"})
    assert not told(wizard, line, doubt({"touches": "yes"}))

    found = told(wizard, line, doubt({"touches": "yes", "big": "yes"}))

    assert found.keys() == {"open.p.when"}
    assert "没有一问问到它" in found["open.p.when"] and "big=no" in found["open.p.when"]


def test_a_line_by_reply_is_asked_for_at_every_desk_that_may_get_it(wizard: Wizard) -> None:
    line = item("line", by_reply=True, party=("jia", "bing"))
    assert "bing" in told(wizard, line, doubt({}))["open.p.when"]
    assert not told(wizard, line, doubt({}), doubt({}, ident="q", desks=("bing",)))
    assert not told(wizard, line, doubt({}, desks=()))


def test_a_line_is_asked_for_once(wizard: Wizard) -> None:
    line = item("line", by_reply=True, when={"touches": "yes"})
    found = told(wizard, line, doubt({"touches": "yes"}), doubt({"touches": "yes", "big": "no"}, ident="q"))
    assert found.keys() == {"open.q.doubts"} and "“p”也问" in found["open.q.doubts"]


def test_under_the_doubted_answer_a_line_is_asked_for_whatever_else_is_answered(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes"})
    assert not told(wizard, line, doubt({"touches": "no"}))

    found = told(wizard, line, doubt({"touches": "no", "big": "yes"}))

    assert found.keys() == {"open.p.when"}
    assert "既没有列，也没有问" in found["open.p.when"] and "touches=no" in found["open.p.when"]


def test_where_the_line_s_other_conditions_do_not_hold_nothing_is_in_doubt(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes", "big": "yes"})
    assert not told(wizard, line, doubt({"touches": "no", "big": "yes"}))
    assert told(wizard, line, doubt({"touches": "no", "big": "no"})).keys() == {"open.p.when"}, "nearer to the line"


def test_another_open_point_or_another_form_of_the_act_may_stand_there(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes"})
    narrow = doubt({"touches": "no", "big": ("yes", "unknown")})
    assert not told(wizard, line, narrow, doubt({"touches": "no", "big": "no"}, ident="q"))
    form = item("form", act="line", do="照办", when={"touches": "no", "big": "no"})
    with_form = msgspec.structs.replace(wizard, items=(*wizard.items, form))
    assert not told(with_form, line, narrow)


def test_what_the_rule_settles_is_said_with_the_same_words(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes"})
    narrow = doubt({"touches": "no", "big": "yes"})
    say = DirectAnswer(id="say", say="不用办", cites=(CITE,), when={"touches": "no", "big": "no"})
    assert not told(wizard, line, narrow, say=(say,)), "and while the question is open, 先定 stands for it"
    elsewhere = msgspec.structs.replace(say, cites=(Cite(article="1", quote="乙可以协助", paragraph=1),))
    assert told(wizard, line, narrow, say=(elsewhere,))


def test_a_doubt_under_every_answer_stands_while_the_question_is_open(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes"})
    found = told(wizard, line, doubt({"touches": "no", "big": ("yes", "no")}))
    assert "big=先跳过" in found["open.p.when"]
    assert not told(wizard, line, doubt({"touches": "no", "big": ("yes", "no", "unknown")}))


def test_an_open_question_stands_for_its_own_doubt(wizard: Wizard) -> None:
    line = item("line", when={"touches": "yes"})
    assert not told(wizard, line, doubt({}, question="touches"))
