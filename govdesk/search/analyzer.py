"""Folded text into what the index holds: pairs of neighbouring characters, whole numbers, whole Latin words.

Pairs need no dictionary, find every word of two characters exactly, and longer ones nearly so; what they
propose is then read literally. The words that the texts use are kept beside them, in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Changes whenever the terms of a text may change; an index of another version is built anew.
ANALYZER_VERSION = 3
#: Stands after the last character of a stretch, so that every character begins a pair: 假 is found by its pairs.
END = "$"

#: 汉字, for building patterns.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_HAN_RUN = re.compile(rf"[{HAN}]+")
#: An unbroken stretch of 汉字, of digits, or of other letters.
RUN = re.compile(rf"[{HAN}]+|\d+|(?:(?![{HAN}\d])[^\W_])+")
#: Longer numbers and Latin words are cut here: a term of the index has to be short.
LONGEST_TERM = 40


def runs(text: str) -> list[str]:
    """Unbroken stretches of 汉字, of digits, of other letters, in order."""
    return RUN.findall(text)


def is_han(run: str) -> bool:
    """Whether a run is 汉字."""
    return _HAN_RUN.fullmatch(run) is not None


def grams(text: str) -> Iterator[str]:
    """The terms under which a folded text is kept, each once for each time it occurs."""
    for run in runs(text):
        if is_han(run):
            yield from pairs(run + END)
        else:
            yield run[:LONGEST_TERM]


def sought(word: str) -> list[str]:
    """The terms under which a text with `word` in it is kept. A single 汉字 has none: it is the beginning of many."""
    return [part for run in runs(word) for part in (pairs(run) if is_han(run) else (run[:LONGEST_TERM],))]


def pairs(run: str) -> Iterator[str]:
    """Neighbouring characters: 请示件 gives 请示, 示件."""
    return map(str.__add__, run, run[1:])


def cut(run: str) -> list[str]:
    """A stretch of 汉字 as a general dictionary cuts it."""
    import rjieba  # its dictionary takes a third of a second to load: only where our own words do not suffice

    return list(rjieba.cut(run))


def is_word(word: str) -> bool:
    """Whether a general dictionary has `word`."""
    import rjieba

    return bool(rjieba.has_word(word))


def cut_finely(texts: Iterable[str]) -> Iterator[str]:
    """The words of folded texts, and the shorter words inside longer ones."""
    import rjieba

    for text in texts:
        for run in runs(text):
            if is_han(run):
                yield from rjieba.cut_for_search(run)
