"""Words found by how they sound: pinyin whole or by initials, homophones, and 繁体, which sounds as 简体 does.

The texts themselves are the dictionary: what is asked for is looked up in the sounds of the articles, and the
words that sound so most often there are what was meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from govdesk.search.analyzer import is_han, runs

#: Initials of fewer words than this stand for too much to be a guess.
LEAST_INITIALS = 3
#: A single character sounds like dozens of others.
LEAST_CHARACTERS = 2


@dataclass(frozen=True)
class _Run:
    """A stretch of 汉字 with a syllable for each, and where each begins in the syllables written together."""

    text: str
    syllables: tuple[str, ...]
    whole: str
    initials: str
    begins: dict[int, int]


class Sounds:
    """How the articles sound. Made once for a library, when a word is first not found by its characters."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted = Counter(run for text in texts for run in runs(text) if is_han(run))
        self._runs = [(_sounded(run), times) for run, times in counted.items()]

    def respelt(self, run: str) -> str:
        """The words of the texts that sound like `run`, a stretch of 汉字 or of Latin letters; "" for none."""
        if is_han(run):
            return self._like(_syllables(run)) if len(run) >= LEAST_CHARACTERS else ""
        if not run.isascii() or not run.isalpha():
            return ""
        return self._spelt(run) or (self._abbreviated(run) if len(run) >= LEAST_INITIALS else "")

    def _like(self, wanted: tuple[str, ...]) -> str:
        found: Counter[str] = Counter()
        for run, times in self._runs:
            for place in range(len(run.syllables) - len(wanted) + 1):
                if run.syllables[place : place + len(wanted)] == wanted:
                    found[run.text[place : place + len(wanted)]] += times
        return _commonest(found)

    def _spelt(self, letters: str) -> str:
        """`letters` as whole syllables written together: huiyijiyao."""
        found: Counter[str] = Counter()
        for run, times in self._runs:
            place = run.whole.find(letters)
            while place >= 0:
                first, last = run.begins.get(place), run.begins.get(place + len(letters))
                if first is not None and last is not None:
                    found[run.text[first:last]] += times
                place = run.whole.find(letters, place + 1)
        return _commonest(found)

    def _abbreviated(self, letters: str) -> str:
        """`letters` as the initials of syllables: hyjy."""
        found: Counter[str] = Counter()
        for run, times in self._runs:
            place = run.initials.find(letters)
            while place >= 0:
                found[run.text[place : place + len(letters)]] += times
                place = run.initials.find(letters, place + 1)
        return _commonest(found)


def _commonest(found: Counter[str]) -> str:
    return found.most_common(1)[0][0] if found else ""


def _sounded(run: str) -> _Run:
    syllables = _syllables(run)
    begins, place = {0: 0}, 0
    for index, syllable in enumerate(syllables, start=1):
        place += len(syllable)
        begins[place] = index
    return _Run(run, syllables, "".join(syllables), "".join(syllable[0] for syllable in syllables), begins)


def _syllables(run: str) -> tuple[str, ...]:
    """One syllable without its tone for each character; a character of unknown sound stands for itself."""
    from pypinyin import lazy_pinyin  # loads its tables: only for what is not found by its characters

    sounds = lazy_pinyin(run)
    if len(sounds) != len(run):  # characters of no known sound were left together, or a phrase has its own count
        sounds = [lazy_pinyin(one)[0] for one in run]
    return tuple(sounds)
