"""对照 on paper: one table, pair by pair, what differs underlined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from govdesk.export.articles import Run
from govdesk.export.paper import Cell, Line, Paper, Section, band, basis_of, cell, line, printed_on, table
from govdesk.present.comparison import TAGS_TOLD, TERMS_TOLD, Comparison, Shown, ShownGroup, Side, compared
from govdesk.rules.differences import Span

_LONG = 700  # characters of one side: what may have to run on over a page's end


def comparison_paper(comparison: Comparison, groups: Iterable[ShownGroup], title: str, printed: dt.date) -> Paper:
    """`groups` of a comparison as a paper, as printed on the day `printed`."""
    left, right = comparison.left.meta, comparison.right.meta
    columns = ((left.short_title, 83.5, False), (right.short_title, 83.5, False))
    rows: list[tuple[Cell, ...]] = []
    count, long = 0, False
    for group in groups:
        for shown in group.pairs:
            told = "，".join(part for part in (shown.tag, shown.remark) if part)
            rows.append(band(f"{group.title}：{shown.pair.title}" + (f"　{told}" if told else "")))
            sides = [side for side in (shown.left, shown.right) if side.lines]
            # What one side alone says goes over both columns; the band says whose it is.
            rows.append(tuple(_cell(shown, side) for side in sides) if sides else (cell("没有条文。"),))
            long = long or max(len(shown.left.text), len(shown.right.text)) > _LONG
            count += 1
    paired = "哪一条对哪一条是编者的判断" if comparison.authored else "哪一条对哪一条按文字推定"
    return Paper(
        title=title,
        left=f"共{count}组",
        right=printed_on(printed),
        sections=(Section("", (), table(columns, rows, long=long, abreast=True)),),
        notes=(f"条文照录，画线处为只有这一侧有的文字；{paired}，{TAGS_TOLD}；{TERMS_TOLD}；哪一部也不以另一部为准。",),
        foot=basis_of(left, right),
        printed=printed,
    )


def _cell(shown: Shown, side: Side) -> Cell:
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
