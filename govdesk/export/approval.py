"""向导审核表: a wizard laid open on paper, so that whoever answers for it can check and sign it without a screen.

Every question with its options, every item with the condition under which it is asked for, each beside the words of the
rule that it rests on.
"""

from __future__ import annotations

import datetime as dt

from govdesk.export.articles import Run
from govdesk.export.figure import make_figure
from govdesk.export.paper import Cell, Line, Paper, Section, basis_of, cell, line, table
from govdesk.export.plain import one_line
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.basis import Basis
from govdesk.wizards.chart import Entry, Node, items_in_words, leads_in_words, make_chart, wizard_mark
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.model import Cite

_QUESTIONS = (("问", 8.0, True), ("问题", 42.0, False), ("选项，选了以后", 56.0, False), ("依据", 50.0, False))
_ITEMS = (
    ("序", 8.0, True),
    ("事项", 60.0, False),
    ("性质", 11.0, True),
    ("何时列入", 30.0, False),
    ("依据", 47.0, False),
)


def approval_paper(basis: Basis, printed: dt.date) -> Paper:
    """The wizard of `basis` as a paper to approve: what its chart shows on screen, numbered alike."""
    wizard, chart = basis.wizard, make_chart(basis)
    parts = [("问题", table(_QUESTIONS, [_question(node) for node in chart.nodes]))] if chart.nodes else []
    parts += [(stage.name, table(_ITEMS, [_item(entry) for entry in stage.entries])) for stage in chart.stages]
    sections = [
        Section("", (f"{wizard.summary}。",)),
        *(Section(f"{write_numeral(n)}、{name}", (), rows) for n, (name, rows) in enumerate(parts, start=1)),
    ]
    return Paper(
        title=f"“{wizard.title}”向导审核表",
        left=f"共 {len(wizard.questions)} 问，{len(wizard.items)} 项",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        figure=make_figure(chart),
        sections=tuple(sections),
        notes=(
            f"向导校验值 {wizard_mark(wizard)}，规则文字校验值 {basis.hash[:16]}；内容有改动，校验值就不同。",
            "引号里是规则原文，其余是编者的话。",
        ),
        names=("编写人", "审核人", "批准人"),
        foot=basis_of(basis.rule),
        number=wizard.id,
        printed=printed,
    )


def _question(node: Node) -> tuple[Cell, ...]:
    options: list[Line] = []
    for branch in node.branches:
        options.append(line(f"□{branch.option.label}"))
        follows = "；".join(words for words in (items_in_words(branch), leads_in_words(branch)) if words)
        options += [line(words, "note") for words in (branch.option.effect, follows) if words]
    words = (line(node.question.ask), *_noted("何时问", node.when), *_noted("为什么问", node.question.why))
    return cell(str(node.number)), words, tuple(options), _quote(node.label, node.question.cite)


def _item(entry: Entry) -> tuple[Cell, ...]:
    item = entry.item
    words = (
        line(item.do),
        *_noted("承办", item.actor),
        *_noted("时限", entry.limit),
        *_noted("说明", item.note),
        *_noted("实务", item.hint),
    )
    when = cell(entry.when or "总是列入")
    return cell(str(entry.number)), words, cell(BADGES[item.level]), when, _quote(entry.label, item.cite)


def _noted(kind: str, words: str) -> tuple[Line, ...]:
    return (line(f"{kind}：{words}", "note"),) if words.strip() else ()


def _quote(label: str, cite: Cite) -> Cell:
    return line(label), Line((Run(f"“{one_line(cite.quote)}”"),), "quote")
