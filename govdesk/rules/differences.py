"""How two texts differ, character by character; and where they differ too much for that, which key terms each has.

The procedure: the longest matching blocks of difflib, equal runs of one or two characters
given to their neighbours, because 的 or 政府 alone hold no sentence together. Below a ratio of 0.35 characters are
compared no more: then only figures with their units, and offices that the other side does not name, are marked.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from govdesk.rules.numerals import NUMERAL_CHARACTERS

ALIKE = 0.35
_SHORTEST_EQUAL = 3
Span = tuple[int, int]

_N = rf"(?:[0-9]+|[{NUMERAL_CHARACTERS.replace('零', '').replace('〇', '').replace('○', '')}]+)"
_FIGURE = re.compile(
    rf"(?:[0-9]+〔?[—-]〕?)?(?:{_N}|半)〔?(?:个工作日|个月|工作日|小时|分钟|次|天|日|周|年(?!度)|名|部)"
    r"|每(?:半年|年|月|周[一二三四五六日]?|季度)"
    r"|(?:一|半)(?:周|年|月)(?:以上|以内|一报)?"
)
#: Offices and bodies by name, longest first, so that 副秘书长 is not found in 秘书长.
_OFFICES = (
    "市政府办公室秘书科",
    "省政府办公厅",
    "市政府总值班室",
    "市政府法制办公室",
    "市人民代表大会及其常务委员会",
    "市人大及其常务委员会",
    "市政府全体会议",
    "市政府常务会议",
    "市政府办公室副主任",
    "市政府办公室主任",
    "市政府办公室",
    "市长办公会议",
    "副市级咨询员",
    "常务副市长",
    "市政府党组成员",
    "分管副秘书长",
    "分管副市长",
    "分管副主任",
    "副秘书长",
    "市长助理",
    "市委书记",
    "全体会议",
    "常务会议",
    "专项会议",
    "专题会议",
    "市司法局",
    "监察机关",
    "审计",
    "秘书长",
    "副市长",
    "市政协",
    "市委",
    "市长",
)
_OFFICE = re.compile("|".join(_OFFICES))


class Differences(NamedTuple):
    """Spans (start, end) to mark on either side. `by_character` False: only key terms are marked."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    ratio: float
    by_character: bool


def compare_texts(left: str, right: str) -> Differences:
    """What to mark in two texts that speak of the same thing; nothing where one of them is empty."""
    if not left or not right:
        return Differences((), (), 0.0, by_character=True)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    ratio = matcher.ratio()
    if ratio < ALIKE:
        return Differences(*_key_terms(left, right), ratio, by_character=False)
    ours: list[Span] = []
    theirs: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" and (b - a >= _SHORTEST_EQUAL or _at_an_end(a, b, c, d, left, right)):
            continue
        _extend(ours, a, b)
        _extend(theirs, c, d)
    return Differences(_trim(ours, left), _trim(theirs, right), ratio, by_character=True)


def _key_terms(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """All figures of both sides; offices only where the other side does not name them."""
    sides = []
    for own, other in ((left, right), (right, left)):
        offices = {_stem(office) for office in _OFFICE.findall(other)}
        spans = [match.span() for match in _FIGURE.finditer(own)]
        spans += [match.span() for match in _OFFICE.finditer(own) if _stem(match[0]) not in offices]
        sides.append(tuple(sorted(spans)))
    return sides[0], sides[1]


def _stem(office: str) -> str:
    """常务会议 and 市政府常务会议 are one."""
    return office.removeprefix("市政府")


def _at_an_end(a: int, b: int, c: int, d: int, left: str, right: str) -> bool:
    """Short equal runs at both texts' beginning or end have no neighbour to join on one side: 。 stays unmarked."""
    return (a == 0 and c == 0) or (b == len(left) and d == len(right))


def _extend(spans: list[Span], start: int, end: int) -> None:
    if start == end:
        return
    if spans and spans[-1][1] == start:
        spans[-1] = spans[-1][0], end
    else:
        spans.append((start, end))


def _trim(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans without the line breaks at their ends, and none across a line break."""
    found = []
    for start, end in spans:
        at = start
        for piece in text[start:end].split("\n"):
            if piece:
                found.append((at, at + len(piece)))
            at += len(piece) + 1
    return tuple(found)
