"""流程图 on paper: every line runs unbroken from its answers to where they lead."""

from __future__ import annotations

import pytest

from govdesk.export.figure import make_figure
from govdesk.paths import shipped_rules
from govdesk.wizards.chart import CHECKLIST, make_chart
from govdesk.wizards.library import Library
from govdesk.wizards.packs import read_library


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([shipped_rules()])


def test_every_line_runs_from_its_answers_to_its_question(library: Library) -> None:
    for rule in library.rules:
        for wizard in library.wizards(rule):
            chart = make_chart(library.basis(rule, wizard.id))
            figure = make_figure(chart)
            if figure is None:
                assert not wizard.questions
                continue
            rows = figure.rows
            heads = {row.number or str(CHECKLIST): index for index, row in enumerate(rows) if row.kind != "option"}
            for lane in chart.lanes:
                states = [row.lanes[lane.column] for row in rows]
                last = heads[str(lane.target)]
                first = max(index for index in range(last) if states[index] == "start")
                assert states[last] == "end" and rows[last].reach >= lane.column
                assert set(states[first + 1 : last]) <= {"through", "join"}
                dots = sum(state in ("start", "join") for state in states[first:last])
                assert dots == len(lane.sources), wizard.id
            assert figure.words > 60, "room for a question"
            assert round(8 + figure.words + 34 + figure.lanes) == 156


def test_questions_and_answers_stand_in_order_with_where_they_lead(library: Library) -> None:
    chart = make_chart(library.basis("xianyang-2013", "speech-approval"))
    figure = make_figure(chart)
    assert figure is not None
    told = [(row.number, row.text, row.leads) for row in figure.rows]
    assert told[0][:2] == ("1", chart.nodes[0].question.ask)
    assert told[1][1] == chart.nodes[0].branches[0].option.label and told[1][2].startswith("接第 ")
    assert told[-1] == ("", f"清单：共 {len(chart.entries)} 项，列在后面", "")
