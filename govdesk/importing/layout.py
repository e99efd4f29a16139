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
        lines = _lines_of(page)
        for line in _in_columns(lines, page):
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
    lines: list[PrintedLine] = []
    for row in rows:
        row.sort(key=lambda g: g.left)
        lines += _split_at_gaps(row, page)
    return lines


def _split_at_gaps(row: list[Glyph], page: Page) -> list[PrintedLine]:
    """A row as one line; blanks are written where a gap is wide. A gap in the page's middle may part two columns."""
    lines: list[PrintedLine] = []
    text, start = "", 0
    for index, glyph in enumerate(row):
        if index > start:
            gap = glyph.left - max(g.right for g in row[max(start, index - 3) : index])
            size = max(glyph.size, 0.1)
            if gap > 1.4 * size and _is_gutter(row, index, page):
                lines.append(_line(text, row[start:index]))
                text, start = "", index
            elif gap > 0.45 * size:
                text += "\u3000" if gap > 0.9 * size else " "
        text += glyph.text
    lines.append(_line(text, row[start:]))
    return [line for line in lines if line.text.strip()]


def _is_gutter(row: list[Glyph], index: int, page: Page) -> bool:
    before, after = max(glyph.right for glyph in row[:index]), row[index].left
    return (
        before > 0.35 * page.width
        and after < 0.65 * page.width
        and before < 0.56 * page.width < after + 0.1 * page.width
    )


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


def _in_columns(lines: list[PrintedLine], page: Page) -> list[PrintedLine]:
    """Lines in reading order: the left column before the right one where the page has two."""
    middle = page.width / 2
    left = [line for line in lines if line.right < middle + 0.08 * page.width]
    right = [line for line in lines if line.left > middle - 0.06 * page.width]
    beside = sum(any(abs(other.top - line.top) < line.size for other in right) for line in left)
    crossing = [line for line in lines if line not in left and line not in right]
    # A second column may have a few lines only; the first is then full to its own edge, and little goes across.
    full = max(Counter(round(line.right / line.size) for line in left).values(), default=0)
    few = beside > 0 and full >= 4 and len(crossing) <= 0.2 * len(left)
    if not few and (beside < 4 or beside < 0.5 * max(len(left), 1)):
        # Not columns: what a gap had parted is one line again.
        return _rejoined(lines)
    ordered: list[PrintedLine] = []
    bounds = [*sorted(line.top for line in crossing), float("inf")]
    done: set[int] = set()
    for bound in bounds:
        for column, lines_of_column in enumerate((left, right), start=1):
            for line in lines_of_column:
                if line.top < bound and id(line) not in done:
                    line.column = column
                    done.add(id(line))
                    ordered.append(line)
        ordered += [line for line in crossing if line.top == bound]
    return ordered


def _rejoined(lines: list[PrintedLine]) -> list[PrintedLine]:
    merged: list[PrintedLine] = []
    for line in lines:
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs((last.top + last.bottom) - (line.top + line.bottom)) < 0.9 * line.size
            and line.left >= last.right
        ):
            last.text += "\u3000" + line.text
            last.right = line.right
            last.bottom = max(last.bottom, line.bottom)
        else:
            merged.append(line)
    return merged


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
        left, right = margins[line.column]
        if last is not None and open_text and _goes_on(last, line, left, right):
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


def _goes_on(last: PrintedLine, line: PrintedLine, left: float, right: float) -> bool:
    """Does `line` go on with the paragraph of `last`?"""
    size = line.size
    if abs(last.size - size) > 0.2 * size:
        return False
    indented = line.left - left > 1.2 * size
    full = right - last.right < 2.2 * last.size
    if not full:
        return False
    if last.left - left > 2.6 * size and abs(line.left - last.left) > 0.6 * size:
        return False  # what stands in the middle or at the right goes on there, or not at all
    if indented:
        # A hanging paragraph is indented all along.
        same = abs(line.left - last.left) < 0.6 * size and last.left - left > 1.2 * size
        return (
            same and not _STARTS.match(line.text) and last.text[-1:] not in "。；：" and right - last.right < 1.2 * size
        )
    if _STARTS.match(line.text):
        # A citation at a line's start: the line before is full and ends in the midst of a sentence.
        return last.text[-1:] not in _ENDS
    return not (last.text[-1:] in "。；" and last.left - left <= 0.5 * size and right - last.right > 1.05 * size)


def _between(before: str, after: str) -> str:
    """Chinese goes on without a blank; two words in Latin letters have one between them."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return " "
    return ""
