"""两市对照: the articles of two rules beside each other, topic by topic. The two texts are never mixed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govdesk.export.articles import article_lines
from govdesk.export.paper import Cell, Line, Paper, Section, basis_of, line, table
from govdesk.rules.model import Rule
from govdesk.rules.topics import TopicGroup


def comparison_paper(left: Rule, right: Rule, groups: Sequence[TopicGroup], printed: dt.date) -> Paper:
    """Both rules by the topics of `groups`; a topic that one of them does not speak of says so."""
    columns = ((left.meta.short_title, 78.0, False), (right.meta.short_title, 78.0, False))
    sections = []
    for group in groups:
        for topic in group.topics:
            sides = [_side(rule, rule.topics.get(topic.id, ())) for rule in (left, right)]
            if any(sides):
                row = tuple(side or (line("没有写到。", "note"),) for side in sides)
                about = (topic.about + "。",) if topic.about else ()
                sections.append(Section(f"{group.title}：{topic.title}", about, table(columns, [row], long=True)))
    return Paper(
        title=f"{left.meta.short_title}与{right.meta.short_title}工作规则对照",
        left=f"共 {len(sections)} 类事项",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        sections=tuple(sections),
        notes=("事项类别是编者所加；条文照录，哪一部也不以另一部为准。",),
        foot=basis_of(left.meta, right.meta),
        printed=printed,
    )


def _side(rule: Rule, numbers: Sequence[str]) -> Cell:
    lines: list[Line] = []
    for number in numbers:
        article = rule.find(number)
        if article is None:
            continue
        lines.append(line(article.printed, "bold"))
        lines += [Line(printed.runs, "quote") for printed in article_lines(article, ())]
    return tuple(lines)
