"""An article as lines, and where in them the quoted words stand. No widgets: this is what `ArticlePane` decides by."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from govdesk.rules.model import Article, Mark, Note, Text
from govdesk.wizards.model import Cite


class Line(msgspec.Struct, frozen=True):
    """A 款, 项 or 目 with its printed label, and the 款 and 项 (from 1) that a citation of it names."""

    label: str
    text: Text
    paragraph: int
    item: int | None = None


class Run(msgspec.Struct, frozen=True):
    """A stretch of a line that is drawn alike. `note` is set for the mark 〔注〕 that stands behind a noted stretch."""

    text: str
    quoted: bool = False
    note: str = ""


def article_lines(article: Article) -> list[Line]:
    """Every 款, 项 and 目 of `article` in reading order."""
    lines = []
    for position, paragraph in enumerate(article.paragraphs, start=1):
        lines.append(Line("", paragraph.text, position))
        for order, item in enumerate(paragraph.items, start=1):
            lines.append(Line(item.label, item.text, position, order))
            lines.extend(Line(sub.label, sub.text, position, order) for sub in item.subitems)
    return lines


def quote_spans(lines: Sequence[Line], cites: Sequence[Cite]) -> list[list[tuple[int, int]]]:
    """For each line the (start, end) of the words of `cites` in its shown text, sorted, overlaps merged.

    A cite that names a 款 or 项 is looked for there only; its first place counts.
    """
    spans: list[list[tuple[int, int]]] = [[] for _ in lines]
    for cite in cites:
        for index, line in enumerate(lines):
            if cite.paragraph not in (None, line.paragraph) or cite.item not in (None, line.item):
                continue
            start = line.text.shown.find(cite.quote)
            if start >= 0 and cite.quote:
                spans[index].append((start, start + len(cite.quote)))
                break
    return [_merged(found) for found in spans]


def line_runs(text: Text, spans: Sequence[tuple[int, int]], notes: dict[str, Note]) -> list[Run]:
    """`text` cut where quoted words begin and end, with a mark behind each stretch that has a note worth showing."""
    cuts = {edge for span in spans for edge in span}
    runs: list[Run] = []
    offset = 0
    for segment in text.segments:
        shown = segment.shown
        edges = sorted({0, len(shown)} | {cut - offset for cut in cuts if 0 < cut - offset < len(shown)})
        for start, end in itertools.pairwise(edges):
            middle = offset + start
            runs.append(Run(shown[start:end], any(a <= middle < b for a, b in spans)))
        offset += len(shown)
        if segment.note in notes and segment.mark in (Mark.SUPPLIED, Mark.DOUBTED):
            runs.append(Run("〔注〕", note=segment.note or ""))
    return [run for run in runs if run.text]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
