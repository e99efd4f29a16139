"""向导审核表: a wizard laid open on paper, so that whoever answers for it can check and sign it without a screen.

Every question with its options, every item with the condition under which it is asked for, each beside the words of the
rule that it rests on.
"""

from __future__ import annotations

import datetime as dt

from govdesk.export.articles import Run
from govdesk.export.dates import tight
from govdesk.export.paper import Cell, Line, Paper, Section, basis_of, printed_on, table
from govdesk.export.paper import line as plain_line
from govdesk.export.plain import one_line
from govdesk.export.sheet import title_of
from govdesk.rules.numerals import write_numeral
from govdesk.wizards.basis import Basis
from govdesk.wizards.chart import (
    Entry,
    Node,
    condition_in_words,
    items_in_words,
    leads_in_words,
    make_chart,
    wizard_mark,
)
from govdesk.wizards.checklist import badge_of
from govdesk.wizards.model import Cite

_QUESTIONS = (
    ("问", 8.0, True),
    ("问题", 40.0, False),
    ("选项，选了以后", 48.0, False),
    ("依据", 45.0, False),
    ("审核", 26.0, False),
)
_ITEMS = (
    ("序", 8.0, True),
    ("事项", 54.0, False),
    ("性质", 13.0, True),
    ("何时列入", 26.0, False),
    ("依据", 40.0, False),
    ("审核", 26.0, False),
)
_PARTS = (
    ("序", 8.0, True),
    ("写了什么", 67.0, False),
    ("何时列入", 26.0, False),
    ("依据", 40.0, False),
    ("审核", 26.0, False),
)
#: What whoever checks a line marks, with room to write.
_VERDICT: Cell = (plain_line("□同意"), plain_line("改为："), plain_line("　"))


def approval_paper(basis: Basis, printed: dt.date, desk: str = "") -> Paper:
    """The wizard of `basis` for `desk` (its first where empty) as a paper to approve, line by line.

    What its chart shows on screen, numbered alike, and the parts that nothing is ticked in.
    """
    wizard, chart = basis.wizard, make_chart(basis, desk)
    desk = desk or next(iter(wizard.desks), "")
    parts = [("问题", table(_QUESTIONS, [_question(node) for node in chart.nodes]))] if chart.nodes else []
    parts += [
        (stage.name, table(_ITEMS, [_item(entry) for entry in stage.entries]))
        for stage in chart.stages
        if stage.entries
    ]
    for name, rows in _other_parts(basis, desk):
        parts.append((name, table(_PARTS, rows)))
    sections = [
        Section("", (f"{wizard.summary}。",)),
        *(Section(f"{write_numeral(n)}、{name}", (), rows) for n, (name, rows) in enumerate(parts, start=1)),
    ]
    short = one_line(wizard.short or wizard.title)
    number = f"审-{basis.rule.short_title.removesuffix('市')}-{short}"
    holder = f"由{basis.party_label(desk)}办，" if desk else ""
    return Paper(
        title=f"{title_of(basis.rule, wizard)}审核表",
        left=f"编号：{number}　{holder}共{len(chart.nodes)}问，{len(chart.entries)}项",
        right=printed_on(printed),
        sections=tuple(sections),
        notes=(
            f"向导校验值{wizard_mark(wizard)}，规则文字校验值{basis.hash[:16]}；内容有改动，校验值就不同。",
            "引号里是规则原文，其余是编者的话。",
        ),
        names=("编写人", "审核人", "批准人"),
        foot=basis_of(basis.rule),
        number=number,
        printed=printed,
    )


def _other_parts(basis: Basis, desk: str) -> list[tuple[str, list[tuple[Cell, ...]]]]:
    """直接回答, 别人来办, 先问清 and 总要求, as this desk's lists have them."""
    wizard = basis.wizard
    found = []
    for name, parts in (
        ("直接回答", [(part, (line(part.say),)) for part in wizard.answers]),
        ("别人来办", [(p, (line(f"{p.who or basis.party_label(p.party)}：{p.do}"),)) for p in wizard.others]),
        ("先问清", [(p, (line(p.ask), *_noted("规则", p.says), *_noted("实务", p.safe))) for p in wizard.open]),
        ("总要求", [(part, (line("只看，不用打勾"),)) for part in wizard.general]),
    ):
        rows: list[tuple[Cell, ...]] = []
        for part, words in parts:
            if part.desks and desk not in part.desks:
                continue
            when = cell(condition_in_words(wizard, part.when) or "总是列入")
            quotes = tuple(one for cite in part.cites for one in _quote(basis.label(cite), cite))
            rows.append((cell(str(len(rows) + 1)), words, when, quotes, _VERDICT))
        if rows:
            found.append((name, rows))
    return found


def _question(node: Node) -> tuple[Cell, ...]:
    options: list[Line] = []
    for branch in node.branches:
        options.append(line(f"□{branch.option.label}"))
        follows = "；".join(words for words in (items_in_words(branch), leads_in_words(branch)) if words)
        options += [line(words, "note") for words in (branch.option.effect, follows) if words]
    words = (line(node.question.ask), *_noted("何时问", node.when), *_noted("为什么问", node.question.why))
    return cell(str(node.number)), words, tuple(options), _quote(node.label, node.question.cite), _VERDICT


def _item(entry: Entry) -> tuple[Cell, ...]:
    item = entry.item
    words = (
        line(item.do),
        *_noted("承办", item.actor or item.who),
        *_noted("遇到", item.arises),
        *(line(f"· {point.do}") for point in item.points),
        *_noted("时限", entry.limit),
        *_noted("说明", item.note),
        *_noted("实务", item.hint),
    )
    when = cell(entry.when or "总是列入")
    badge = badge_of(item.level, arises=bool(item.arises))
    return cell(str(entry.number)), words, cell(badge), when, _quote(entry.label, item.cite), _VERDICT


def _noted(kind: str, words: str) -> tuple[Line, ...]:
    return (line(f"{kind}：{words}", "note"),) if words.strip() else ()


def _quote(label: str, cite: Cite) -> Cell:
    return line(label), Line((Run(f"“{one_line(cite.quote)}”"),), "quote")


def line(text: str, face: str = "text") -> Line:
    """A line of words of ours: 7 个工作日 is written 7个工作日, as on the list. Quotes go past it, sign for sign."""
    return plain_line(tight(text), face)


def cell(*texts: str) -> Cell:
    """A cell of such lines, empty ones left out."""
    return tuple(line(text) for text in texts if text)
