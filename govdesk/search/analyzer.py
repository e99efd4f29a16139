"""Folded text into terms: words as rjieba cuts them, and single characters with pairs of neighbours.

Words carry meaning, pairs find what the cutter cut otherwise in the query than in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Changes whenever the terms of a text may change; an index of another version is built anew.
ANALYZER_VERSION = 1

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_RUN = re.compile(rf"[{_HAN}]+|\d+|(?:(?![{_HAN}\d])[^\W_])+")


def runs(text: str) -> list[str]:
    """Unbroken stretches of 汉字, of digits, of other letters, in order."""
    return _RUN.findall(text)


def is_han(run: str) -> bool:
    """Whether a run is 汉字."""
    return _HAN_RUN.fullmatch(run) is not None


def words(text: str) -> list[str]:
    """The words of a folded query, each once more for each time it occurs."""
    found: list[str] = []
    for run in runs(text):
        found += _cut(run) if is_han(run) else [run]
    return found


def index_words(text: str) -> list[str]:
    """The words of a folded text, with the shorter words inside longer ones."""
    found: list[str] = []
    for run in runs(text):
        found += _cut_finely(run) if is_han(run) else [run]
    return found


def grams(text: str) -> list[str]:
    """Single 汉字 and pairs of neighbours; runs of digits and letters whole."""
    return [gram for run in runs(text) for gram in _grams(run)]


def _grams(run: str) -> Iterator[str]:
    if not is_han(run):
        yield run
        return
    yield from run
    yield from pairs(run)


def pairs(run: str) -> Iterator[str]:
    """Neighbouring characters: 请示件 gives 请示, 示件."""
    return (run[place : place + 2] for place in range(len(run) - 1))


def _cut(run: str) -> list[str]:
    import rjieba  # its dictionary takes a moment to load: not before somebody searches

    return list(rjieba.cut(run))


def _cut_finely(run: str) -> list[str]:
    import rjieba

    return list(rjieba.cut_for_search(run))
