"""Words found by how they sound: pinyin whole or by initials, homophones, and 繁体, which sounds as 简体 does.

The texts themselves are the dictionary: what is asked for is looked up in the sounds of the articles, and the
words that sound so most often there are what was meant.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from govdesk.pinyin import syllables, ways_to_say
from govdesk.search.analyzer import is_han, runs

#: Initials of fewer words than this stand for too much to be a guess.
LEAST_INITIALS = 3
#: A single letter is none: e of e-mail, a of A4.
LEAST_LETTERS = 2
#: A single character sounds like dozens of others.
LEAST_CHARACTERS = 2
#: Fewer characters than this sound like too much for ears that do not tell sounds apart.
LEAST_BROAD, LEAST_BROAD_LETTERS = 3, 8
#: Characters of a word in which one may be wrong, missing, one too many, or two in the wrong order.
LEAST_SLIPPED, MOST_SLIPPED = 4, 8
#: Letters of a syllable: zhuang.
LONGEST_SYLLABLE = 6
#: What many speakers do not tell apart, and write the one for the other: zh from z, ch from c, sh from s, ng from n.
_BROAD = re.compile(r"(?<=[zcs])h|(?<=n)g(?![aeiou])")

#: 谁 is said in two ways, and nothing else is said in the first.
_TWO_SOUNDS = "shei", "shui"
#: Stretches whose sounds a process knows: two cities have three thousand, and an import changes few of them.
_KEPT = 4_000


class Sounds:
    """How the articles sound. Made once for a library, when a word is first not found by its characters.

    All stretches of 汉字 stand in one text, a blank between them, and their syllables and initials in three more, so
    that a search is one of the string type's own.
    """

    def __init__(
        self,
        texts: Iterable[str],
        cut: Callable[[str], list[str]],
        alike: Iterable[str] = (),
        asking: Iterable[str] = (),
    ) -> None:
        """`cut` gives the words of a stretch, `alike` are groups of characters that look alike: 未末.

        `asking` are words that no text has to have; they are heard in every way in which their characters are said: no
        phrase beside them tells which.
        """
        self._cut = cut
        self._read_aloud: tuple[str, tuple[str, ...]] = "", ()
        counted = Counter(run for text in texts for run in runs(text) if is_han(run))
        said = [(run, _syllables(run), times) for run, times in counted.items()]
        said += [(word, way, 1) for word in asking for way in ways_to_say(word)]
        self._times = [times for _, _, times in said]
        self._text = " ".join(run for run, _, _ in said)
        sounds: list[str] = []
        self._run_begins = array("I")  # in the text, of each stretch
        place = 0
        for run, way, _ in said:
            self._run_begins.append(place)
            place += len(run) + 1
            sounds += (*way, " ")
        sounds[-1:] = []
        self._initials = "".join(sound[0] for sound in sounds)
        self._exact = _Syllables(sounds)
        self._sounds = sounds
        self._shapes = str.maketrans({one: group[0] for group in alike for one in group})

    @cached_property
    def _syllabary(self) -> frozenset[str]:
        return frozenset(sound for sound in self._sounds if sound.isascii() and sound.isalpha())

    @cached_property
    def _broad(self) -> _Syllables:
        """The same for ears that do not tell some sounds apart."""
        return _Syllables([_BROAD.sub("", sound) for sound in self._sounds])

    @cached_property
    def _shaped(self) -> str:
        """The text with one character for all that look like it."""
        return self._text.translate(self._shapes)

    def respelt(self, run: str) -> str:
        """The words of the texts that sound or look like `run`, a stretch of 汉字 or of Latin letters; "" for none."""
        if not self._text:
            return ""
        if is_han(run):
            return self.respelt_part(run, 0, len(run))
        if not run.isascii() or not run.isalpha() or len(run) < LEAST_LETTERS:
            return ""
        run = run.replace(*_TWO_SOUNDS)
        return self._spelt(run) or (self._abbreviated(run) if len(run) >= LEAST_INITIALS else "")

    def respelt_part(self, run: str, first: int, last: int) -> str:
        """The same for a part of a stretch of 汉字, which sounds as it does there; all parts are read aloud once."""
        if not self._text or last - first < LEAST_CHARACTERS:
            return ""
        if run != self._read_aloud[0]:
            self._read_aloud = run, _syllables(run)
        return self._like(run[first:last], self._read_aloud[1][first:last])

    def parted(self, letters: str) -> list[str]:
        """`letters` as the fewest syllables that the texts have: hui, yi, duo, chang; none where they are no syllables."""
        letters = letters.replace(*_TWO_SOUNDS)
        ways: list[list[str] | None] = [[]]  # the fewest syllables for the first 0, 1, 2, … letters
        for end in range(1, len(letters) + 1):
            before = (
                (way, letters[begin:end])
                for begin in range(max(0, end - LONGEST_SYLLABLE), end)
                if (way := ways[begin]) is not None and letters[begin:end] in self._syllabary
            )
            ways.append(min(([*way, last] for way, last in before), key=len, default=None))
        return ways[-1] or []

    def completed(self, stretch: str) -> str:
        """The words of the texts for 汉字 with pinyin among them, whole or initials: 会议jiyao, 会议jy; "" for none."""
        pieces = runs(stretch)
        anchor = max((piece for piece in pieces if is_han(piece)), key=len, default="")
        if not anchor or not self._text or any(piece.isascii() and len(piece) < LEAST_LETTERS for piece in pieces):
            return ""
        place = pieces.index(anchor)
        found = []
        for at in _places(self._text, anchor):
            first, last = at, at + len(anchor)
            for piece in reversed(pieces[:place]):
                first = self._before(piece, first) if first >= 0 else -1
            for piece in pieces[place + 1 :]:
                last = self._after(piece, last) if last >= 0 else -1
            if first >= 0 and last >= 0:
                found.append((first, last))
        return self._commonest(found)

    def _after(self, piece: str, place: int) -> int:
        """Where `piece` ends in the text if it begins at `place`, else -1."""
        if is_han(piece):
            return place + len(piece) if self._text.startswith(piece, place) else -1
        last = self._exact.after(piece, place)
        return last if last >= 0 else place + len(piece) if self._initials.startswith(piece, place) else -1

    def _before(self, piece: str, place: int) -> int:
        """Where `piece` begins in the text if it ends at `place`, else -1."""
        if is_han(piece):
            return place - len(piece) if self._text.endswith(piece, 0, place) else -1
        first = self._exact.before(piece, place)
        return first if first >= 0 else place - len(piece) if self._initials.endswith(piece, 0, place) else -1

    def _like(self, run: str, wanted: Sequence[str]) -> str:
        found = self._commonest(self._exact.places(wanted))
        if not found and (shaped := run.translate(self._shapes)):
            found = self._commonest((place, place + len(run)) for place in _places(self._shaped, shaped))
        if not found and len(run) >= LEAST_BROAD:
            found = self._commonest(self._broad.places([_BROAD.sub("", sound) for sound in wanted]))
        return found

    def nearly(self, run: str) -> str:
        """The words of the texts that are `run` but for one slip of the hand; "" for none."""
        if not LEAST_SLIPPED <= len(run) <= MOST_SLIPPED or not is_han(run):
            return ""
        return self._commonest(match.span() for match in _one_slip(run).finditer(self._text))

    def _spelt(self, letters: str) -> str:
        """`letters` as whole syllables written together: huiyijiyao."""
        return self._commonest(self._exact.spelt(letters)) or self._commonest(
            self._broad.spelt(_BROAD.sub("", letters)) if len(letters) >= LEAST_BROAD_LETTERS else ()
        )

    def _abbreviated(self, letters: str) -> str:
        """`letters` as the initials of syllables: hyjy."""
        places = ((place, place + len(letters)) for place in _places(self._initials, letters))
        found = self._commonest(found for found in places if self._are_words(*found))
        # Three letters stand for far too much, unless it is one word.
        return found if len(letters) > LEAST_INITIALS or self._cut(found) == [found] else ""

    def _are_words(self, first: int, last: int) -> bool:
        """Whether a range of the text begins and ends where words do."""
        begin = self._run_begins[bisect_left(self._run_begins, first + 1) - 1]
        ends = set(
            accumulate(
                map(len, self._cut(self._text[begin : self._text.find(" ", begin) % (len(self._text) + 1)])),
                initial=begin,
            )
        )
        return first in ends and last in ends

    def _commonest(self, ranges: Iterable[tuple[int, int]]) -> str:
        found: Counter[str] = Counter()
        for first, last in ranges:
            run = bisect_left(self._run_begins, first + 1) - 1
            found[self._text[first:last]] += self._times[run]
        return found.most_common(1)[0][0] if found else ""


def _one_slip(run: str) -> re.Pattern[str]:
    """What `run` may have been meant for if one character of it went wrong."""
    cuts = [(run[:at], run[at:]) for at in range(1, len(run))]
    ways = [before[:-1] + after[0] + before[-1] + after[1:] for before, after in cuts]  # two in the wrong order
    ways += [before + "[^ ]" + after for before, after in cuts]  # one missing
    ways += [before + "[^ ]" + after[1:] for before, after in cuts[:-1]]  # one wrong
    ways += [before + after[1:] for before, after in cuts[:-1]]  # one too many
    return re.compile("|".join(ways))


class _Syllables:
    """Syllables in a row, apart and written together, and where each begins in either."""

    def __init__(self, sounds: list[str]) -> None:
        self._apart = "'" + "'".join(sounds) + "'"
        self._begins_apart = _begins(len(sound) + 1 for sound in sounds)
        self._whole = "".join(sounds)
        self._begins = _begins(len(sound) for sound in sounds)

    def places(self, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
        """The ranges, in syllables, where `wanted` stand in a row."""
        syllables = list(wanted)
        for place in _places(self._apart, "'" + "'".join(syllables) + "'"):
            first = bisect_left(self._begins_apart, place)
            yield first, first + len(syllables)

    def spelt(self, letters: str) -> Iterator[tuple[int, int]]:
        """The ranges that `letters` spell, as whole syllables written together: huiyijiyao."""
        for place in _places(self._whole, letters):
            first = bisect_left(self._begins, place)
            if self._begins[first] == place and (last := self.after(letters, first)) >= 0:
                yield first, last

    def after(self, letters: str, first: int) -> int:
        """The syllable after those that `letters` spell from the syllable `first` on, else -1."""
        begin = self._begins[first]
        last = bisect_left(self._begins, begin + len(letters))
        spelt = self._whole.startswith(letters, begin) and self._begins[last] == begin + len(letters)
        return last if spelt else -1

    def before(self, letters: str, last: int) -> int:
        """The first of the syllables that `letters` spell up to the syllable `last`, else -1."""
        begin = self._begins[last] - len(letters)
        first = bisect_left(self._begins, begin)
        return first if begin >= 0 and self.after(letters, first) == last else -1


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _begins(lengths: Iterable[int]) -> array[int]:
    """Where each of pieces with these lengths begins, and the end of the last."""
    return array("I", accumulate(lengths, initial=0))


@lru_cache(_KEPT)
def _syllables(run: str) -> tuple[str, ...]:
    """One syllable without its tone for each character; a character of unknown sound stands for itself."""
    sounds = syllables(run)
    if len(sounds) != len(run):  # characters of no known sound were left together, or a phrase has its own count
        sounds = [syllables(one)[0] for one in run]
    return tuple(sound.replace(*_TWO_SOUNDS) for sound in sounds)
