"""The words of a document as people look for them: without note marks and our brackets, and where each one stands."""

from __future__ import annotations

import bisect
from typing import NamedTuple

from govdesk.typed import RADICALS

#: Typed in half width, printed in full width. Each maps one character to one, so places stay what they are.
_FOLD = str.maketrans(",;:()?!\u201c\u201d", '，；：（）？！""') | RADICALS


def fold(text: str) -> str:
    """`text` for comparing: small letters, full-width punctuation, quotation marks alike. Keeps its length."""
    folded = text.translate(_FOLD).lower()
    return folded if len(folded) == len(text) else text.translate(_FOLD)


class Hit(NamedTuple):
    """A place found, as ranges (start, end) of character positions in the document; a note mark inside is left out."""

    ranges: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first character's position."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """The position behind the last character."""
        return self.ranges[-1][1]


class SearchText:
    """Text put together piece by piece as a document is set; then looked through with `find`."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._offsets: list[int] = []  # where each piece begins in the text
        self._starts: list[int] = []  # and in the document
        self._length = 0
        self._folded: str | None = None
        self.skipped: list[tuple[int, int]] = []  # document ranges that are no part of the words: marks, tabs

    def add(self, text: str, start: int) -> None:
        """`text` stands at position `start` of the document."""
        if not text:
            return
        self._pieces.append(text)
        self._offsets.append(self._length)
        self._starts.append(start)
        self._length += len(text)

    def line_break(self) -> None:
        """What follows is another line: nothing is found across."""
        self._pieces.append("\n")
        self._length += 1
        self._offsets.append(self._length - 1)
        self._starts.append(-1)

    def skip(self, place: tuple[int, int]) -> None:
        """This range of the document is never copied as words of the rule."""
        self.skipped.append(place)

    def find(self, words: str) -> list[Hit]:
        """Every place where `words` stand literally, in order, apart from one another."""
        wanted = fold(words.strip())
        if not wanted or "\n" in wanted:
            return []
        if self._folded is None:
            self._folded = fold("".join(self._pieces))
        hits = []
        at = self._folded.find(wanted)
        while at >= 0:
            hits.append(Hit(self._ranges(at, at + len(wanted))))
            at = self._folded.find(wanted, at + len(wanted))
        return hits

    def _ranges(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        piece = bisect.bisect_right(self._offsets, start) - 1
        while start < end:
            text, offset = self._pieces[piece], self._offsets[piece]
            last = min(end, offset + len(text))
            begin = self._starts[piece] + _units(text[: start - offset])
            found.append((begin, begin + _units(text[start - offset : last - offset])))
            start = last
            piece += 1
        merged = found[:1]
        for first, behind in found[1:]:
            if first == merged[-1][1]:
                merged[-1] = (merged[-1][0], behind)
            else:
                merged.append((first, behind))
        return tuple(merged)


def _units(text: str) -> int:
    """How many positions Qt counts for `text`: two for a character beyond the basic plane."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
