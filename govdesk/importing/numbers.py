"""Which lines begin an article: numbers that go on from one another, and not citations that only look like it."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from typing import Literal

from govdesk.importing.pieces import Piece, Role
from govdesk.rules.marks import (
    ArticleMark,
    appendix_label,
    article_mark,
    decimal_mark,
    division_mark,
    enumerated_mark,
    item_mark,
)

Numbering = Literal["articles", "enumerated", "decimal"]
_CITED_AFTER = re.compile(r"^(?:第[^条條]{1,6}[款项項目]|至第|和第|、第|及第|或者?第|与第|规定的|所列的?|所称)")
_RUN_ON = re.compile(r"^(?:第|、|至|和|或|及|与|规定|所[列称述规]|的|中[的所]|之|以外|，|,|。|；|）|\))")
_MAX_GAP = 20  # articles; a number that jumps farther is of another document
_NOT_A_HEADING = re.compile(
    r"[。；;！？]|^(?:规定|所|的|第[^条條款项項章节節编編]{1,6}[条條款项項章节節编編]|、|至|和|之|中[的所规規]|以上|以下|，)"
)


@dataclass
class Sequence:
    """The pieces that begin articles, with their marks; what is odd about their numbers; where another text begins."""

    numbering: Numbering = "articles"
    starts: dict[int, ArticleMark] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    restarted: bool = False
    other_text: int | None = None


def find_articles(pieces: list[Piece]) -> Sequence:
    """The articles of a document: 第一条 … where it has them, else 一、 …"""
    statutes = _statute(pieces)
    enumerated = _enumerated(pieces)
    if len(statutes.starts) >= 2 and 3 * len(statutes.starts) >= len(enumerated.starts):
        return statutes
    if len(enumerated.starts) >= 2:
        return enumerated
    if not statutes.starts and (decimal := _decimal(pieces)).starts:
        return decimal
    return statutes if statutes.starts else enumerated


def _decimal(pieces: list[Piece]) -> Sequence:
    """1, 2, 3 … as main parts, with 1.1 below them or with no other numbers; a list in an appendix is none."""
    sequence = Sequence("decimal")
    last, parts = 0, 0
    for index, piece in enumerate(pieces):
        if piece.role is Role.LEFT_OUT:
            continue
        if not last and appendix_label(piece.text):
            break
        item = item_mark(piece.text)
        parts += item is not None and item.style == "1.1"
        mark = decimal_mark(piece.text)
        if mark is not None and mark.number == last + 1 and (item is None or item.style == "1."):
            sequence.starts[index] = mark
            last = mark.number
    return sequence if len(sequence.starts) >= (2 if parts > 1 else 3) else Sequence("decimal")


def heading_at(piece: Piece) -> bool:
    """Is a piece a heading of 编, 章 or 节, and not a sentence that begins with a citation of one?"""
    mark = division_mark(piece.text)
    if mark is None or piece.role is Role.LEFT_OUT:
        return False
    rest = piece.text[mark.length :]
    if len(rest) > 60 or _NOT_A_HEADING.search(rest):
        return False
    if mark.level == 4:  # 款 heads only where it stands apart, as in the laws of Taiwan
        return bool(rest) and mark.length > len(mark.label) and len(mark.label.split()) > 1
    return True


def _statute(pieces: list[Piece]) -> Sequence:
    found: list[tuple[int, ArticleMark]] = []
    for index, piece in enumerate(pieces):
        if piece.role is Role.LEFT_OUT:
            continue
        mark = article_mark(piece.text)
        if mark is None:
            continue
        rest = piece.text[mark.length : mark.length + 12]
        if not (_CITED_AFTER if mark.parted else _RUN_ON).match(rest):
            found.append((index, mark))
    sequence = Sequence("articles")
    later: dict[tuple[int, int], int] = {(mark.number, mark.inserted): index for index, mark in found}
    chapters = _headings_that_go_on(pieces)
    last: tuple[int, int] | None = None
    seen: set[tuple[int, int]] = set()
    at = -1
    for index, mark in found:
        key = (mark.number, mark.inserted)
        if last is None:
            if key != (1, 0) and later.get((1, 0), -1) > index:
                continue
            if key != (1, 0):
                sequence.missing += _between(0, mark.number)
        elif key in ((last[0] + 1, 0), (last[0], last[1] + 1)):
            pass
        elif key == (1, 0) and bisect.bisect(chapters, at) < bisect.bisect(chapters, index):
            # The same rule, whose numbers begin anew in each chapter, as those of an office program may.
            sequence.restarted = True
            seen = set()
        elif not mark.parted:
            continue
        elif _appendix_between(pieces, at, index):
            break
        elif key > last:
            goes_on = later.get((last[0] + 1, 0), -1) > index or later.get((last[0], last[1] + 1), -1) > index
            if goes_on or key[0] - last[0] > _MAX_GAP:
                continue
            sequence.missing += _between(last[0], key[0])
        elif key == (1, 0) and len(sequence.starts) > 2:
            sequence.other_text = index
            break
        else:
            (sequence.doubled if key in seen else sequence.disordered).append(mark.label)
            sequence.starts[index] = mark
            continue
        sequence.starts[index] = mark
        seen.add(key)
        last, at = key, index
    return sequence


@dataclass
class _Run:
    starts: dict[int, ArticleMark] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    at: int = -1  # the piece of its last number
    last: int = 0
    restarted: bool = False


def _enumerated(pieces: list[Piece]) -> Sequence:
    """The longest run of 一、二、三、; a list within an article, with numbers of its own, does not end it."""
    marks = [
        (index, mark)
        for index, piece in enumerate(pieces)
        if piece.role is not Role.LEFT_OUT and (mark := enumerated_mark(piece.text)) is not None
    ]
    headings = {index for index, piece in enumerate(pieces) if heading_at(piece)}
    later: dict[int, int] = {mark.number: index for index, mark in marks}
    runs: list[_Run] = []
    open_runs: list[_Run] = []
    heading_since = -1
    position = 0
    for index, mark in marks:
        while position < index:
            if position in headings:
                heading_since = position
            position += 1
        run = next((run for run in reversed(open_runs) if mark.number == run.last + 1 and run.starts), None)
        if run is not None:
            while open_runs[-1] is not run:
                open_runs.pop()
        elif mark.number == 1:
            run = open_runs[-1] if open_runs and heading_since > open_runs[-1].at else None
            if run is not None:
                run.restarted = True  # numbers that begin anew in each chapter
            else:
                run = _Run()
                runs.append(run)
                open_runs = [*open_runs[-5:], run]
        elif open_runs and mark.number == open_runs[-1].last:
            run = open_runs[-1]
            run.doubled.append(mark.label)
        elif open_runs and 1 < mark.number - open_runs[-1].last <= 4 and later.get(open_runs[-1].last + 1, -1) < index:
            run = open_runs[-1]
            run.missing += _between(run.last, mark.number)
        if run is not None:
            run.starts[index] = mark
            run.at, run.last = index, mark.number
    best = max(runs, key=lambda run: len(run.starts), default=_Run())
    sequence = Sequence("enumerated", best.starts, best.missing, best.doubled)
    sequence.restarted = best.restarted
    return sequence


def _headings_that_go_on(pieces: list[Piece]) -> list[int]:
    """Where a heading's number goes on from the last one of its level."""
    numbers: dict[int, int] = {}
    found: list[int] = []
    for index, piece in enumerate(pieces):
        if not heading_at(piece) or (mark := division_mark(piece.text)) is None:
            continue
        if mark.number > 1 and mark.number == numbers.get(mark.level, 0) + 1:
            found.append(index)
        numbers[mark.level] = mark.number
    return found


def _appendix_between(pieces: list[Piece], last: int, index: int) -> bool:
    """Does 附件 head what stands between an article and another number that does not go on from it?"""
    return any(appendix_label(piece.text) and len(piece.text) < 60 for piece in pieces[last + 1 : index])


def _between(last: int, number: int) -> list[str]:
    return [str(missing) for missing in range(last + 1, number)]
