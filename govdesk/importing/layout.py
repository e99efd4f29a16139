"""From characters on pages to paragraphs: what a PDF or an OFD file has lost, worked out from where its words stand.

Lines are joined where the first is full and the next begins at the margin; heads and feet are what repeats on the pages or
counts them; two columns are read one after the other. Lengths are in the file's own unit; the size of the type measures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from govdesk.importing.lines import LineCollector

_PAGE_NUMBER = re.compile(
    r"^[-—–―_·•\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,5}|[ivxlc]{1,6})\s*(?:页)?"
    r"(?:\s*[,，/]?\s*(?:共|of|/)\s*\d{1,4}\s*页?)?[-—–―_·•\s]*$",
    re.I,
)
_STARTS = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百千零〇○两\d０-９]+\s*[条條章节節编編]|[（(][一二三四五六七八九十百]+[）)]|"
    r"[一二三四五六七八九十百]{1,4}、|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳㈠-㈩⒈-⒛]|附\s*[件表录錄]|抄送|主送)"
)
_ENDS = "。；：！？”’）)」』.;:!?…"


@dataclass
class Glyph:
    """A character or a run of them: left, top, right and bottom edge with y growing downwards, and the type's size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass
class PrintedLine:
    """A line of a page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int = 0
    aside: str = ""
    column: int = 0


@dataclass
class Page:
    """A page's width and height, and what stands on it."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)


def add_pages(pages: list[Page], collector: LineCollector) -> None:
    """Put the paragraphs of `pages` into `collector`, heads and feet marked as such."""
    printed: list[PrintedLine] = []
    for number, page in enumerate(pages):
        for line in _lines_of(page):
            line.page = number
            printed.append(line)
        collector.budget.check()
    _mark_heads_and_feet(printed, pages)
    _join(printed, collector)


def _lines_of(page: Page) -> list[PrintedLine]:
    """Characters on one height make a line, from left to right, however they were drawn."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(page.glyphs, key=lambda g: (g.top + g.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        for row in reversed(rows[-3:]):
            first = row[0]
            if abs((first.top + first.bottom) / 2 - middle) < 0.45 * max(first.size, glyph.size):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: g.left)
    gutter = _gutter(rows, page)
    lines: list[PrintedLine] = []
    for row in rows:
        parts = [row]
        if gutter is not None and not any(glyph.left < gutter < glyph.right for glyph in row):
            parts = [[g for g in row if g.right <= gutter], [g for g in row if g.right > gutter]]
        for column, part in enumerate(parts, start=1):
            if part and (line := _line(_text(part), part)).text.strip():
                line.column = column if len(parts) > 1 else 0
                lines.append(line)
    return lines if gutter is None else _in_columns(lines)


def _gutter(rows: list[list[Glyph]], page: Page) -> float | None:
    """Where the gap between two columns is: full lines end at its left, text begins at its right, nearly nothing crosses it."""
    if not rows:
        return None
    best: tuple[int, float] | None = None
    for step in range(40, 61):
        x = page.width * step / 100
        crossing = sum(any(g.left < x < g.right for g in row) for row in rows)
        if best is None or crossing < best[0]:
            best = crossing, x
    if best is None:
        return None
    crossing, x = best
    left = [max(g.right for g in row if g.right <= x) for row in rows if any(g.right <= x for g in row)]
    beside = sum(row[0].left < x < row[-1].right for row in rows)
    size = rows[0][0].size or 1.0
    full = max(Counter(round(edge / size) for edge in left).values(), default=0)
    return x if beside and full >= 4 and crossing <= 0.2 * len(rows) and (full >= 6 or beside >= 4) else None


def _text(row: list[Glyph]) -> str:
    """The characters of a line from left to right; blanks are written where a gap is wide."""
    text = ""
    for index, glyph in enumerate(row):
        if index:
            gap = glyph.left - max(g.right for g in row[max(0, index - 3) : index])
            if gap > 0.45 * max(glyph.size, 0.1):
                text += "\u3000" if gap > 0.9 * glyph.size else " "
        text += glyph.text
    return text


def _line(text: str, glyphs: list[Glyph]) -> PrintedLine:
    size = Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0] if glyphs else 1.0
    return PrintedLine(
        text.rstrip(),
        min((g.left for g in glyphs), default=0),
        max((g.right for g in glyphs), default=0),
        min((g.top for g in glyphs), default=0),
        max((g.bottom for g in glyphs), default=0),
        size or 1.0,
    )


def _in_columns(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Lines in reading order: the left column before the right one, between what goes across."""
    ordered: list[PrintedLine] = []
    crossing = [line for line in lines if not line.column]
    done = -1.0
    for bound in [*(line.top for line in crossing), float("inf")]:
        for column in (1, 2):
            ordered += [line for line in lines if line.column == column and done <= line.top < bound]
        ordered += [line for line in crossing if line.top == bound]
        done = bound
    return ordered


def _mark_heads_and_feet(lines: list[PrintedLine], pages: list[Page]) -> None:
    by_page: dict[int, list[PrintedLine]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    edges: Counter[tuple[str, str]] = Counter()
    candidates: list[tuple[PrintedLine, str, tuple[str, str]]] = []
    for number, found in by_page.items():
        height = pages[number].height or 1
        ordered = sorted(found, key=lambda line: line.top)
        for where, edge in (("页眉", ordered[:2]), ("页脚", ordered[:-3:-1])):
            seen: set[str] = set()
            for line in edge:
                # The running head may repeat the title that stands below it.
                if line.text in seen:
                    continue
                seen.add(line.text)
                position = line.top / height if where == "页眉" else 1 - line.bottom / height
                key = where, re.sub(r"\d+", "0", unicodedata.normalize("NFKC", line.text)).replace(" ", "")
                candidates.append((line, where, key))
                # Heads and feet are no sentences; a line of the text may stand at the end of several pages.
                edges[key] += position < 0.14 and line.text[-1:] not in "。；，：、"
    for line, where, key in candidates:
        height = pages[line.page].height or 1
        near = line.top / height < 0.14 if where == "页眉" else 1 - line.bottom / height < 0.14
        if near and _PAGE_NUMBER.match(line.text):
            line.aside = "页码"
        elif near and edges[key] > 1 and edges[key] >= 0.4 * len(by_page) and not _STARTS.match(line.text):
            line.aside = where


def _join(lines: list[PrintedLine], collector: LineCollector) -> None:
    body = [line for line in lines if not line.aside]
    margins = {column: _margins([line for line in body if line.column == column]) for column in (0, 1, 2)}
    open_text, last = "", None
    asides: list[PrintedLine] = []

    def close() -> None:
        nonlocal open_text
        if open_text:
            collector.add(open_text)
        open_text = ""
        for aside in asides:
            collector.add(aside.text, aside=aside.aside)
        asides.clear()

    for line in lines:
        if line.aside:
            # A paragraph may go on over the page's end: the foot comes after it.
            asides.append(line)
            continue
        if last is not None and open_text and _goes_on(last, line, margins[last.column], margins[line.column][0]):
            open_text += _between(open_text, line.text) + line.text
        else:
            close()
            open_text = line.text
        last = line
    close()


def _margins(lines: list[PrintedLine]) -> tuple[float, float]:
    """The left and right edge of the full lines."""
    if not lines:
        return 0.0, 0.0
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0] or 1.0
    widest = [line for line in lines if len(line.text) > 8] or lines
    # Where most lines begin and end, within half a character; a first line is pushed in by two or four from the margin.
    lefts = Counter(round(line.left / size * 2) for line in widest)
    usual_left = lefts.most_common(1)[0][0] * size / 2

    def begins(line: PrintedLine) -> bool:
        # Not so a title or heading in the middle.
        return line.left - usual_left < 2.5 * size

    edges = (
        min((line.left for line in lines if usual_left - line.left < 4.5 * size), default=usual_left),
        max((line.right for line in lines if begins(line)), default=usual_left),
    )
    full = [line for line in widest if begins(line) and edges[1] - line.right < 1.5 * size]
    broken = sum(line.text[-1:] not in _ENDS for line in full)
    if broken <= 0.1 * len(full):
        # Lines that all end with a sentence are no full lines: none goes on in the next, and the page is wider than they are.
        return edges[0], edges[1] + 4 * size
    return edges


def _goes_on(last: PrintedLine, line: PrintedLine, edges: tuple[float, float], left: float) -> bool:
    """Does `line`, whose column begins at `left`, go on with the paragraph of `last`, whose column has these edges?"""
    size = line.size
    room, before, pushed = edges[1] - last.right, last.left - edges[0], line.left - left
    if abs(last.size - size) > 0.2 * size or room >= 2.2 * last.size:
        return False
    if before > 2.6 * size and abs(pushed - before) > 0.6 * size:
        return False  # what stands in the middle or at the right goes on there, or not at all
    if pushed > 1.2 * size:
        # A hanging paragraph is pushed in all along.
        same = abs(pushed - before) < 0.6 * size and before > 1.2 * size
        return same and not _STARTS.match(line.text) and last.text[-1:] not in "。；：" and room < 1.2 * size
    if _STARTS.match(line.text):
        # A citation at a line's start: the line before is full and ends in the midst of a sentence.
        return last.text[-1:] not in _ENDS
    return not (last.text[-1:] in "。；" and before <= 0.5 * size and room > 1.05 * size)


def _between(before: str, after: str) -> str:
    """Chinese goes on without a blank; two words in Latin letters have one between them."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return " "
    return ""
