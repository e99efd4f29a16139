"""A wizard laid open: where answers lead, what they bear on, and lines that can be drawn."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from govdesk.rules.loader import load_rule
from govdesk.wizards.basis import make_basis
from govdesk.wizards.chart import (
    CHECKLIST,
    Chart,
    condition_in_words,
    items_in_words,
    leads_in_words,
    make_chart,
    numbers_in_words,
    wizard_mark,
)
from govdesk.wizards.conditions import chosen
from govdesk.wizards.loader import load_wizards, read_wizards
from govdesk.wizards.model import UNKNOWN, Wizard
from govdesk.wizards.paths import most_questions
from govdesk.wizards.proofs import MAX_QUESTIONS, walk

RULES = Path(__file__).parents[2] / "rules"


def chart_of(pack: Path) -> Chart:
    rule = load_rule(pack)
    return make_chart(make_basis(rule, load_wizards(pack, rule)[0]))


def test_each_answer_tells_where_it_leads_and_what_it_bears_on(pack: Path) -> None:
    chart = chart_of(pack)
    told = {
        (node.number, branch.option.label): (leads_in_words(branch), items_in_words(branch))
        for node in chart.nodes
        for branch in node.branches
    }
    assert told == {
        (1, "不涉及"): ("生成清单", ""),
        (1, "涉及"): ("接第 2 问", "关系到第 3、5 项"),
        (1, "还不清楚"): ("生成清单", ""),
        (2, "成了"): ("生成清单", ""),
        (2, "没成"): ("生成清单", "关系到第 4 项"),
    }


def test_the_chart_is_that_of_one_desk(pack: Path) -> None:
    rule = load_rule(pack)
    chart = make_chart(make_basis(rule, load_wizards(pack, rule)[0]), "bing")
    assert chart.nodes == () and [entry.item.id for entry in chart.entries] == ["answer-consult"]


def test_items_are_numbered_through_the_stages_with_condition_and_limit(pack: Path) -> None:
    chart = chart_of(pack)
    assert [(s.name, [(e.number, e.item.id) for e in s.entries]) for s in chart.stages] == [
        ("填表", [(1, "fill-in"), (2, "no-proxy")]),
        ("商量", [(3, "consult"), (4, "escalate"), (5, "escalate-later")]),
    ]
    assert chart.entries[0].when == "" and chart.entries[2].when == "第 1 问选“涉及”"
    assert chart.nodes[1].when == "第 1 问选“涉及”"
    assert chart.nodes[1].label == "第二条第一款"


def test_a_condition_with_alternatives_is_said_in_full(pack: Path) -> None:
    rule = load_rule(pack)
    wizard = load_wizards(pack, rule)[0]
    words = condition_in_words(wizard, ({"touches": ("yes", "unknown")}, {"touches!": "no", "agreed": "unknown"}))
    assert words == "第 1 问选“涉及”或“还不清楚”；或者第 1 问没有选“不涉及”，并且第 2 问选“还没有定”"


def test_the_mark_changes_with_any_word_of_the_wizard(pack: Path) -> None:
    rule = load_rule(pack)
    before = wizard_mark(load_wizards(pack, rule)[0])
    assert before == wizard_mark(load_wizards(pack, rule)[0]) and len(before) == 16
    path = pack / "wizards" / "register.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("填写登记表", "填好登记表", 1), encoding="utf-8")
    assert wizard_mark(load_wizards(pack, rule)[0]) != before


@pytest.mark.parametrize(
    ("numbers", "words"), [((), ""), ((5,), "5"), ((5, 6), "5、6"), ((1, 5, 6, 7, 9), "1、5—7、9")]
)
def test_runs_of_numbers_are_drawn_together(numbers: tuple[int, ...], words: str) -> None:
    assert numbers_in_words(numbers) == words


@cache
def shipped() -> list[tuple[Wizard, str, Chart]]:
    found = []
    for pack in ("xianyang-2013", "zhangjiagang-2022"):
        rule = load_rule(RULES / pack)
        for wizard in read_wizards(RULES / pack, rule, prove=False)[0]:
            found += [(wizard, desk, make_chart(make_basis(rule, wizard), desk)) for desk in wizard.desks]
    assert found
    return found


def test_the_chart_leads_where_every_walk_goes() -> None:
    """Against the replay itself: all walks of every shipped wizard go along the chart, and nowhere else."""
    for wizard, desk, chart in shipped():
        number = {node.question.id: node.number for node in chart.nodes}
        walked: dict[tuple[str, str], set[int]] = {}
        for answers, state in walk(wizard, desk):
            path = [question.id for question in state.asked]
            for here, there in zip(path, [*path, ""][1:], strict=True):
                for value in chosen(answers[here]):
                    walked.setdefault((here, value), set()).add(number.get(there, CHECKLIST))
        drawn = {
            (node.question.id, branch.option.value): set(branch.leads_to)
            for node in chart.nodes
            for branch in node.branches
            if branch.option.value != UNKNOWN  # the walk passes over instead
        }
        assert walked == drawn, (wizard.id, desk)


def test_the_longest_way_is_told_before_it_is_gone() -> None:
    for wizard, desk, _ in shipped():
        assert most_questions(wizard, {}, desk) <= MAX_QUESTIONS, wizard.id
        lengths = [(answers, len(state.asked)) for answers, state in walk(wizard, desk)]
        assert most_questions(wizard, {}, desk) == max(length for _, length in lengths), (wizard.id, desk)


def test_lines_never_lie_over_each_other() -> None:
    for wizard, _, chart in shipped():
        end = len(chart.nodes) + 1
        spans = [(lane.column, lane.sources[0][0], lane.target or end, lane.target) for lane in chart.lanes]
        for i, (column, start, stop, _) in enumerate(spans):
            assert start < stop, wizard.id
            for other, first, last, _ in spans[:i]:
                assert column != other or stop <= first or last <= start, wizard.id
        joined = {(n, i, lane.target) for lane in chart.lanes for n, i in lane.sources}
        assert joined == {
            (node.number, i, target)
            for node in chart.nodes
            for i, branch in enumerate(node.branches)
            for target in branch.leads_to
        }
