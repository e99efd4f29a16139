"""How the lines of a page end: what stands alone on the last line of a paragraph, what was parted over two lines."""

from __future__ import annotations

import itertools
import re
import statistics
from dataclasses import dataclass

from paper import Document, Glyph

#: A line break falls within what belongs together: a figure and its unit, 第 and its number, a question and its answer.
_HEAD = re.compile(r"\d—?$|第[〇零一二三四五六七八九十百]*$|接$|[A-Z]{2}-$|[A-Z]{2}-\d{4}-$")
_TAIL = re.compile(r"[\d—个工作日月条款项问年①-⑳]")
_LIST = re.compile(r"(?:限|甲)?\d+、$")  # a list of numbers may go on after its comma
#: What begins a line of its own, however short it is.
_OWN_LINE = re.compile(r"[·□☐☑—]|月$|（续）|[一二三四五六七八九十]+、|〔\d+〕|\d+$")


@dataclass
class Line:
    """Neighbouring characters on one height, in mm."""

    text: str
    left: float
    right: float
    bottom: float


def lines(document: Document, page: int) -> list[Line]:
    """The lines of a page in the order of its text."""
    found: list[Line] = []
    for glyph in document.glyphs(page):
        last = found[-1] if found else None
        if last and abs(glyph.bottom - last.bottom) < 0.9 and -2.6 <= glyph.left - last.right < 6:
            last.text, last.right = last.text + glyph.text, glyph.right
        else:
            found.append(Line(glyph.text, glyph.left, glyph.right, glyph.bottom))
    return found


def _flowing(document: Document, page: int) -> list[tuple[Line, Line]]:
    """Each line with the next one of its paragraph: just below it, and beginning or centred at one place."""
    found = lines(document, page)
    pairs = []
    for line, after, right in zip(found, found[1:], [*found[2:], None], strict=False):
        below = 3 < after.bottom - line.bottom < 11.5
        if right and abs(right.bottom - after.bottom) < 0.9 and len(after.text) == len(right.text) == 1:
            continue  # a label spaced over the width of four
        middle = (line.left + line.right - after.left - after.right) / 2
        if below and (abs(line.left - after.left) < 0.6 or abs(middle) < 0.8):
            pairs.append((line, after))
    return pairs


def lone_ends(document: Document, page: int) -> list[tuple[str, str]]:
    """Last lines of one character, each with the line before it."""
    return [
        (line.text, after.text)
        for line, after in _flowing(document, page)
        if len(re.findall(r"[^\W_]", after.text)) <= 1
        and re.search("[\u4e00-\u9fff]{2}", line.text)
        and not _OWN_LINE.match(after.text)
        and after.text != "（人）"
    ]


def widest_gap(document: Document, page: int, words: str) -> float:
    """How far apart hanzi stand (mm, the usual gap of a line) in the lines that hold a part of `words`."""
    widest, row = 0.0, list[Glyph]()
    for glyph in [*document.glyphs(page), None]:
        if glyph and (not row or (abs(glyph.bottom - row[-1].bottom) < 0.9 and glyph.left >= row[-1].left)):
            row.append(glyph)
            continue
        gaps = [
            after.left - before.right
            for before, after in itertools.pairwise(row)
            if "\u4e00" <= before.text <= "\u9fff" and "\u4e00" <= after.text <= "\u9fff"
        ]
        text = "".join(found.text for found in row)
        if len(gaps) > 5 and (text in words or text[-12:] in words):
            widest = max(widest, statistics.median(gaps))
        row = [glyph] if glyph else []
    return widest


#: What begins no line.
_NEVER_FIRST = tuple("；：、。，？！）》”’〕")


def parted(document: Document, page: int) -> list[tuple[str, str]]:
    """Lines that end within what belongs together, or before a mark that begins no line, each with the line after it."""
    return [
        (line.text, after.text)
        for line, after in _flowing(document, page)
        if after.text.startswith(_NEVER_FIRST)
        or (_HEAD.search(line.text) and _TAIL.match(after.text) and not _LIST.search(line.text))
    ]
