"""打印对照: the comparison as a paper, pair by pair, what differs underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from govdesk.export.jobs import Job, paper_job
from govdesk.present.comparison import TAGS_TOLD, TERMS_TOLD, Comparison, Shown, ShownGroup, Side, compared
from govdesk.rules.differences import Span

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.paper import Cell, Paper


_LONG = 700  # characters of one side: what may have to run on over a page's end


def comparison_job(services: Services, comparison: Comparison, groups: Sequence[ShownGroup]) -> Job:
    """`groups` of a comparison, as they are shown, ready for the preview window."""
    title = f"{comparison.left.meta.short_title}与{comparison.right.meta.short_title}工作规则对照"
    if len(groups) == 1:
        title += f"（{groups[0].title}）"

    return paper_job(services, "打印对照", title, lambda: make_paper(services, comparison, groups, title), title)


def make_paper(services: Services, comparison: Comparison, groups: Iterable[ShownGroup], title: str) -> Paper:
    """The paper that PDF and Word are made from."""
    from govdesk.export.paper import Paper, Section, basis_of, table

    left, right = comparison.left.meta, comparison.right.meta
    columns = ((left.short_title, 78.0, False), (right.short_title, 78.0, False))
    sections = []
    count = 0
    for group in groups:
        for shown in group.pairs:
            words = tuple(f"{part}。" for part in (shown.tag, shown.remark) if part)
            row = tuple(_cell(shown, side) for side in (shown.left, shown.right))
            long = max(len(shown.left.text), len(shown.right.text)) > _LONG
            sections.append(
                Section(
                    f"{group.title}：{shown.pair.title}",
                    ("".join(words),),
                    table(columns, [row], long=long, abreast=True),
                )
            )
            count += 1
    paired = "哪一条对哪一条是编者的判断" if comparison.authored else "哪一条对哪一条按文字推定"
    printed = services.today()
    return Paper(
        title=title,
        left=f"共 {count} 组",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        sections=tuple(sections),
        notes=(f"条文照录，画线处为只有这一侧有的文字；{paired}，{TAGS_TOLD}；{TERMS_TOLD}；哪一部也不以另一部为准。",),
        foot=basis_of(left, right),
        printed=printed,
    )


def _cell(shown: Shown, side: Side) -> Cell:
    from govdesk.export.articles import Run
    from govdesk.export.paper import Line, line

    if not side.lines:
        return (line("没有对应的条文。", "note"),)
    spans: tuple[Span, ...] = shown.differences.left if side is shown.left else shown.differences.right
    lines: list[Line] = []
    at, before = 0, None
    for part in side.lines:
        if part.ref != before:
            lines.append(line(part.label if part.is_number else part.ref.label(), "bold" if part.is_number else "note"))
        words, runs, done = compared(part), [], 0
        for start, end in spans:
            first, last = max(done, start - at), min(len(words), end - at)
            if first < last:
                runs += [Run(words[done:first]), Run(words[first:last], quoted=True)]
                done = last
        runs.append(Run(words[done:]))
        lines.append(Line(tuple(run for run in runs if run.text), "quote"))
        at, before = at + len(words) + 1, part.ref
    return tuple(lines)
