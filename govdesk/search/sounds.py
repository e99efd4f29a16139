"""Words found by how they sound: pinyin whole or by initials, homophones, and 繁体, which sounds as 简体 does.

The texts themselves are the dictionary: what is asked for is looked up in the sounds of the articles, and the
words that sound so most often there are what was meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from govdesk.search.analyzer import is_han, runs

#: Initials of fewer words than this stand for too much to be a guess.
LEAST_INITIALS = 3
#: A single character sounds like dozens of others.
LEAST_CHARACTERS = 2


class Sounds:
    """How the articles sound. Made once for a library, when a word is first not found by its characters.

    All stretches of 汉字 stand in one text, a blank between them, and their syllables and initials in three more, so
    that a search is one of the string type's own.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counted = Counter(run for text in texts for run in runs(text) if is_han(run))
        self._times = list(counted.values())
        self._text = " ".join(counted)
        sounds: list[str] = []
        self._run_begins: list[int] = []  # in the text, of each stretch
        place = 0
        for run in counted:
            self._run_begins.append(place)
            place += len(run) + 1
            sounds += (*_syllables(run), " ")
        sounds[-1:] = []
        self._initials = "".join(sound[0] for sound in sounds)
        self._whole = "".join(sounds)
        self._begins = _begins(len(sound) for sound in sounds)
        self._apart = "'" + "'".join(sounds) + "'"
        self._begins_apart = _begins(len(sound) + 1 for sound in sounds)

    def respelt(self, run: str) -> str:
        """The words of the texts that sound like `run`, a stretch of 汉字 or of Latin letters; "" for none."""
        if not self._text:
            return ""
        if is_han(run):
            return self._like(_syllables(run)) if len(run) >= LEAST_CHARACTERS else ""
        if not run.isascii() or not run.isalpha():
            return ""
        return self._spelt(run) or (self._abbreviated(run) if len(run) >= LEAST_INITIALS else "")

    def _like(self, wanted: tuple[str, ...]) -> str:
        sound = "'" + "'".join(wanted) + "'"
        firsts = (bisect_left(self._begins_apart, place) for place in _places(self._apart, sound))
        return self._commonest((first, first + len(wanted)) for first in firsts)

    def _spelt(self, letters: str) -> str:
        """`letters` as whole syllables written together: huiyijiyao."""
        found = []
        for place in _places(self._whole, letters):
            first = bisect_left(self._begins, place)
            last = bisect_left(self._begins, place + len(letters))
            if self._begins[first] == place and self._begins[last] == place + len(letters):
                found.append((first, last))
        return self._commonest(found)

    def _abbreviated(self, letters: str) -> str:
        """`letters` as the initials of syllables: hyjy."""
        return self._commonest((place, place + len(letters)) for place in _places(self._initials, letters))

    def _commonest(self, ranges: Iterable[tuple[int, int]]) -> str:
        found: Counter[str] = Counter()
        for first, last in ranges:
            run = bisect_left(self._run_begins, first + 1) - 1
            found[self._text[first:last]] += self._times[run]
        return found.most_common(1)[0][0] if found else ""


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _begins(lengths: Iterable[int]) -> list[int]:
    """Where each of pieces with these lengths begins, and the end of the last."""
    begins = [0]
    for length in lengths:
        begins.append(begins[-1] + length)
    return begins


def _syllables(run: str) -> tuple[str, ...]:
    """One syllable without its tone for each character; a character of unknown sound stands for itself."""
    from pypinyin import lazy_pinyin  # loads its tables: only for what is not found by its characters

    sounds = lazy_pinyin(run)
    if len(sounds) != len(run):  # characters of no known sound were left together, or a phrase has its own count
        sounds = [lazy_pinyin(one)[0] for one in run]
    return tuple(sounds)
