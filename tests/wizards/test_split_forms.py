"""What holds under every answer holds while none is given: each fault is made once, on a made-up errand, and told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from govdesk.rules.model import Rule
from govdesk.wizards.loader import load_wizards
from govdesk.wizards.model import CheckItem, Cite, Option, Point, Question, When, Wizard
from govdesk.wizards.proofs import prove_wizard
from govdesk.wizards.split_forms import split_forms
from govdesk.wizards.terms import Level

CITE = Cite(article="1", quote="甲应当填写登记表", paragraph=1)
ANY = Question(
    id="reach",
    ask="涉及什么？",
    options=(Option(value="public", label="公众"), Option(value="towns", label="乡镇")),
    many=True,
    none="都不涉及",
    cites=(CITE,),
)
REST: When = {"reach!": ("public",)}
WITH: When = {"reach": ("public",)}


@pytest.fixture
def wizard(pack: Path, rule: Rule) -> Wizard:
    made = load_wizards(pack, rule)[0]
    return msgspec.structs.replace(made, questions=(*made.questions, ANY))


def item(ident: str = "steps", **more: object) -> CheckItem:
    values: dict[str, object] = {
        "stage": "填表",
        "level": Level.MUST,
        "do": "走程序",
        "party": ("jia",),
        "cites": (CITE,),
    }
    return CheckItem(id=ident, **(values | more))  # type: ignore[arg-type]


def told(wizard: Wizard, *items: CheckItem) -> dict[str, str]:
    found = split_forms(msgspec.structs.replace(wizard, items=(*wizard.items, *items)))
    return {where: what for where, what, _ in found}


def points(rest: When, second: str = "风险评估：含社会稳定风险评估") -> tuple[Point, ...]:
    return (Point(do="公众参与"), Point(do="风险评估", when=rest), Point(do=second, when=WITH))


def test_a_point_in_two_forms_stands_while_the_question_is_open(wizard: Wizard) -> None:
    found = told(wizard, item(points=points(REST)))
    assert found.keys() == {"items.steps.points"} and "风险评估" in found["items.steps.points"]
    assert not told(wizard, item(points=points((REST, {"reach": ("unknown",)}))))


def test_different_points_of_different_answers_are_branches(wizard: Wizard) -> None:
    assert not told(wizard, item(points=points(REST, second="听证")))


def test_forms_that_leave_an_answer_out_promise_nothing(wizard: Wizard) -> None:
    assert not told(wizard, item(points=points({"reach": ("towns",)})))


def test_an_act_in_two_lines_stands_while_the_question_is_open(wizard: Wizard) -> None:
    touched, apart = {"touches": ("yes",)}, {"touches": ("no",)}
    one, two = item("one", act="file", when=touched), item("two", act="file", when=apart)
    assert told(wizard, one, two).keys() == {"items.one.when"}
    wider = msgspec.structs.replace(two, when={"touches": ("no", "unknown")})
    assert not told(wizard, one, wider)
    assert not told(wizard, one, msgspec.structs.replace(two, by_reply=True)), "what comes by a reply is asked for"
    assert not told(wizard, one, msgspec.structs.replace(two, party=("bing",))), "another desk's line"


def test_two_questions_are_looked_at_one_by_one(wizard: Wizard) -> None:
    both = item("one", act="file", when={"touches": ("yes",), "reach": ("public",)})
    rest = item("two", act="file", when={"touches": ("yes",), "reach!": ("public",)})
    found = told(wizard, both, rest)
    assert "涉及什么" in found["items.one.when"]


def test_check_tells_of_it(wizard: Wizard) -> None:
    spoilt = msgspec.structs.replace(wizard, items=(*wizard.items, item(points=points(REST))))
    assert any(where == "items.steps.points" and "还没有定" in what for where, what, _ in prove_wizard(spoilt))
