"""A wizard laid open: where answers lead, what they bear on, and lines that can be drawn."""

from __future__ import annotations

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
from govdesk.wizards.checks import MAX_QUESTIONS, walk
from govdesk.wizards.loader import load_wizards, read_wizards
from govdesk.wizards.model import Wizard
from govdesk.wizards.paths import most_questions

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
        (1, "涉及"): ("接第 2 问", "关系到第 3 项"),
        (1, "还不清楚"): ("生成清单", ""),
        (2, "成了"): ("生成清单", ""),
        (2, "没成"): ("生成清单", "关系到第 4 项"),
    }


def test_items_are_numbered_through_the_stages_with_condition_and_limit(pack: Path) -> None:
    chart = chart_of(pack)
    assert [(s.name, [(e.number, e.item.id) for e in s.entries]) for s in chart.stages] == [
        ("填表", [(1, "fill-in"), (2, "no-proxy")]),
        ("商量", [(3, "consult"), (4, "escalate")]),
        ("答复", [(5, "answer")]),
    ]
    assert chart.entries[0].when == "" and chart.entries[2].when == "第 1 问选“涉及”"
    assert chart.entries[4].limit == "收文日期起 3 个工作日"
    assert chart.nodes[1].when == "第 1 问选“涉及”"
    assert chart.nodes[1].label == "第二条第一款"


def test_a_condition_with_alternatives_is_said_in_full(pack: Path) -> None:
    rule = load_rule(pack)
    wizard = load_wizards(pack, rule)[0]
    words = condition_in_words(wizard, ({"touches": ("yes", "unknown")}, {"touches": "no", "agreed": "yes"}))
    assert words == "第 1 问选“涉及”或“还不清楚”；或者第 1 问选“不涉及”，并且第 2 问选“成了”"


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


def shipped() -> list[tuple[Wizard, Chart]]:
    found = []
    for pack in ("xianyang-2013", "zhangjiagang-2022"):
        rule = load_rule(RULES / pack)
        found += [(w, make_chart(make_basis(rule, w))) for w in read_wizards(RULES / pack, rule, prove=False)[0]]
    return found


def test_the_chart_leads_where_every_walk_goes() -> None:
    """Against the replay itself: all walks of every shipped wizard of moderate size go along the chart, and nowhere else."""
    for wizard, chart in shipped():
        if len(wizard.questions) > 5:
            continue
        number = {question.id: index for index, question in enumerate(wizard.questions, start=1)}
        walked: dict[tuple[str, str], set[int]] = {}
        for answers, state in walk(wizard):
            path = [question.id for question in state.asked]
            for here, there in zip(path, [*path, ""][1:], strict=True):
                walked.setdefault((here, answers[here]), set()).add(number.get(there, CHECKLIST))
        drawn = {
            (node.question.id, branch.option.value): set(branch.leads_to)
            for node in chart.nodes
            for branch in node.branches
        }
        assert walked == drawn, wizard.id


def test_the_longest_way_is_told_before_it_is_gone() -> None:
    for wizard, _ in shipped():
        assert most_questions(wizard, {}) <= MAX_QUESTIONS, wizard.id
        if len(wizard.questions) <= 5 or wizard.id == "hold-meeting":
            lengths = [(answers, len(state.asked)) for answers, state in walk(wizard)]
            assert most_questions(wizard, {}) == max(length for _, length in lengths), wizard.id
            assert all(most_questions(wizard, answers) == length for answers, length in lengths), wizard.id


def test_lines_never_lie_over_each_other() -> None:
    for wizard, chart in shipped():
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
