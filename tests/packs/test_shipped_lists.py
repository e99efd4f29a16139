"""What the lists of the shipped cities come to, over every errand and desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median, quantiles

import pytest
from shipped import PACKS, paths, wizards

from govdesk.wizards.model import UNKNOWN
from govdesk.wizards.proofs import SECRECY, first_options
from govdesk.wizards.session import SKIPPED, State
from govdesk.wizards.terms import Level

#: What no clerk can be seen to have done; 对照, 查 and 核对 what was done can be seen.
_SLOGAN = re.compile(
    r"^(切实|牢固|大力|深入|不断|全面)?(坚持|发扬|弘扬|增强|强化|树立|提高|推进|推动|落实|贯彻|倡导|提倡|做到)"
    r"|^(?!查|.*(核对|逐项查)).*(贯彻落实|逐项落实|有落实|妥善处置|教育、约束|严格要求|密切配合|相互配合|讲明要求)"
)
#: Parts that stand under every answer to a question, and not while it is open: pack, errand, desk and question, each
#: with the reason.
WAITING: dict[tuple[str, str, str, str], str] = {
    ("xianyang-2013", "commendation", "office", "name"): "另一个答案就是还没有定：没有定，先不报审、不发",
    ("zhangjiagang-2022", "handle-assigned-document", "department", "handling"): "先定的那一问里一并问了",
    ("zhangjiagang-2022", "news-release", "department", "weighty"): "先定的那一问里一并问了",
    ("zhangjiagang-2022", "special-minutes", "office", "weighty"): "先定的那一问里一并问了",
    ("zhangjiagang-2022", "submit-agenda-item", "department", "meeting"): "先定的那一问里一并问了",
}


@pytest.mark.parametrize("pack", PACKS)
def test_most_lists_fit_at_a_glance(pack: str) -> None:
    states = [first_options(wizard, desk) for wizard in wizards(pack) for desk in wizard.desks if not wizard.goes]
    sizes = [len(state.own) for state in states if not state.is_card]
    assert len(sizes) > 50
    assert median(sizes) <= 5
    assert quantiles(sizes, n=10)[8] <= 11


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_not_answered_is_asked_for_on_the_list(pack: str) -> None:
    """No doubt vanishes: a question passed over stands as 先定, or the point that takes its place does."""
    lost = set()
    for wizard, desk, answers, state in paths(pack):
        shown = {shown.question.id for shown in state.open if shown.question}
        for question in state.asked:
            if answers[question.id] == SKIPPED and question.id not in shown:
                lost.add((wizard.id, desk, question.id))
    assert lost == set()


@pytest.mark.parametrize("pack", PACKS)
def test_a_secret_is_said_out_loud(pack: str) -> None:
    """Wherever 涉密 is the answer, the list holds a ban or an exception, or asks about one; and nothing that publishes."""
    seen = 0
    for wizard, desk, answers, state in paths(pack):
        if answers.get(SECRECY) != "yes" or state.is_card:
            continue
        seen += 1
        lines = [entry.item for entry in state.own]
        doubted = {item for shown in state.open if shown.point for item in shown.point.doubts}
        told = [*lines, *(item for item in wizard.items if item.id in doubted)]
        assert any(item.level in (Level.MUST_NOT, Level.EXCEPT) for item in told), (wizard.id, desk, answers)
        ordered = [item.do for item in lines if item.level in (Level.MUST, Level.SHOULD)]
        assert not any(re.match(r"(向社会)?(公开|公布|发布)", do) for do in ordered), (wizard.id, desk, ordered)
    assert seen > 10


@pytest.mark.parametrize("pack", PACKS)
def test_a_line_that_others_exclude_never_stands_beside_them(pack: str) -> None:
    declared = 0
    for wizard, desk, answers, state in paths(pack):
        ids = {entry.item.id for entry in state.items}
        for entry in state.items:
            declared += bool(entry.item.excludes)
            assert not ids & set(entry.item.excludes), (wizard.id, desk, answers)
    assert declared


@pytest.mark.parametrize("pack", PACKS)
def test_no_slogan_has_a_box(pack: str) -> None:
    assert [(w.id, item.do) for w in wizards(pack) for item in w.items if _SLOGAN.match(item.do)] == []


@pytest.mark.parametrize("pack", PACKS)
def test_what_stands_under_every_answer_stands_while_it_is_open(pack: str) -> None:
    """Lines, points, links and the rest: an answer that is not known yet takes away what no answer would."""
    always: dict[tuple[str, str, str, Given], dict[str, set[Part]]] = {}
    for wizard, desk, answers, state in paths(pack):
        parts = set(_parts(state))
        given: Given = ()
        for question in state.asked:
            value = answers[question.id]
            under = always.setdefault((wizard.id, desk, question.id, given), {})
            under[value] = under[value] & parts if value in under else parts
            given = (*given, (question.id, value))
    gone: dict[tuple[str, str, str, str], set[Part]] = {}
    for (wizard_id, desk, question_id, _), under in always.items():
        settled = [parts for value, parts in under.items() if value not in (SKIPPED, UNKNOWN)]
        lost = set.intersection(*settled) - under[SKIPPED]
        if lost:
            gone.setdefault((pack, wizard_id, desk, question_id), set()).update(lost)
    assert {key: lost for key, lost in gone.items() if key not in WAITING} == {}
    assert {key for key in WAITING if key[0] == pack} == gone.keys() & WAITING.keys()


Given = tuple[tuple[str, str], ...]
Part = tuple[str, str]


def _parts(state: State) -> Iterator[Part]:
    """What stands on a list, but what an open question itself is asked with."""
    for entry in state.items:
        yield "item", entry.item.id
        yield from ((f"point of {entry.item.id}", point.do) for point in entry.points)
    yield from (("open", shown.id) for shown in state.open if shown.question is None)
    for name, group in (("say", state.say), ("other", state.others), ("general", state.general)):
        yield from ((name, part.id) for part in group)
    yield from (("before", link.wizard) for link in state.before)
    yield from (("next", link.wizard) for link in state.next)
