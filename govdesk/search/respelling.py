"""What a query was probably meant for where its words are nowhere in the library: pinyin, homophones, slips of the hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from govdesk.search.analyzer import HAN, RUN, is_han, is_word, runs
from govdesk.search.asking import is_asking
from govdesk.search.lexicon import UNIT
from govdesk.search.query import Query
from govdesk.search.typed import other_numerals

#: How many characters in the middle of a question are taken as one slip: fewer sound like too much.
SHORTEST_SLIP, LONGEST_SLIP = 4, 8
#: Parts of pinyin between blanks that are one word; a longer name is heard as its words.
LONGEST_SPACED = 4
#: So many characters are taken for what sounds like them only if that is one word.
LONGEST_SCRAP = 3
#: So many syllables without a blank may be a question: three are a name, or a word that the texts lack.
SHORTEST_QUESTION = 4

# Pinyin typed with a blank after each syllable, and 汉字 with pinyin beside them.
_SPACED = r"\b[a-z]+(?:\s+[a-z]+)+\b"
_MIXED = rf"(?:[{HAN}]+[a-z]+|[a-z]+[{HAN}]+)[{HAN}a-z]*"  # compiled only where it is needed


@dataclass(frozen=True)
class Respelling:
    """What was probably meant. `sure`: every stretch with an unknown word is heard as a whole, not word by word."""

    meant: str
    sure: bool


class Hearing(Protocol):
    """What tells which words of the texts were probably meant; all give "" for none."""

    def respelt(self, run: str) -> str:
        """The words that sound or look like a stretch of 汉字, or of Latin letters."""

    def respelt_part(self, run: str, first: int, last: int) -> str:
        """The same for a part of a stretch of 汉字."""

    def nearly(self, run: str) -> str:
        """The words that are `run` but for one slip of the hand."""

    def parted(self, letters: str) -> list[str]:
        """Latin letters as syllables; none where they are not."""

    def completed(self, stretch: str) -> str:
        """The words for 汉字 with pinyin among them."""


def respell(
    query: Query,
    unknown: Collection[str],
    doubtful: Mapping[str, Sequence[int]],
    hearing: Hearing,
    are_words: Callable[[str], bool],
) -> Respelling | None:
    """The query as it was probably meant, or None.

    `unknown` words are nowhere in the library; a `doubtful` run has a slip at one of the places named if it is heard as
    something else.
    """
    sure = True
    letters = [word for word in unknown if word.isascii() and word.isalpha()]

    def whole(match: re.Match[str]) -> str:
        return hearing.completed(match[0]) or match[0]

    def spaced(match: re.Match[str]) -> str:
        parts = match[0].split()
        if not all(part in unknown for part in parts):
            return match[0]
        if heard := heard_whole("".join(parts)):
            return heard
        return " ".join(_heard_apart(parts, hear) or parts)

    def heard_whole(spelt: str) -> str:
        heard = hearing.respelt(spelt)
        # Two syllables sound like any scrap of a text: huihe is no 会和, nor is yibao 一报 out of 一周一报.
        is_ours = are_words(heard) and not other_numerals(heard[:1])
        is_scrap = 1 < len(heard) <= LONGEST_SCRAP and not (is_word(heard) or is_ours or is_asking(heard))
        return "" if is_scrap else heard

    def hear(spelt: str, is_joined: bool = False) -> str:
        heard = heard_whole(spelt)
        if is_joined:
            return heard if heard and (are_words(heard) or is_asking(heard)) else ""
        # A character alone is no word: qing jia is not 请 加. Beside others, shui asks who and tian counts days.
        return heard if heard[1:] or (heard and len(query.runs) > 1 and _only_asks(heard)) else ""

    def unbroken(spelt: str) -> str:
        """A question without a blank, if all of it is heard and something is asked after: huiyiduochang."""
        parts = hearing.parted(spelt)
        words = _heard_apart(parts, hear_in_a_row) if len(parts) >= SHORTEST_QUESTION else []
        return " ".join(words) if not all(map(is_asking, words)) else ""

    def hear_in_a_row(spelt: str, is_joined: bool) -> str:
        heard = hear(spelt, is_joined)
        return heard if heard else alone if not is_joined and _only_asks(alone := hearing.respelt(spelt)) else ""

    def each(match: re.Match[str]) -> str:
        nonlocal sure
        run = match[0]
        if not is_han(run):
            # Of several that are not all heard, shui may be a part of any word.
            heard = hear(run) or unbroken(run) if run in unknown else ""
            heard = heard if heard[1:] or len(letters) == 1 else ""
            sure = sure and (bool(heard) or run not in unknown)
            return heard or run
        inside = [word for word in unknown if word in run]
        if not inside:
            return _mended(run, doubtful.get(run, ()), hearing, are_words)
        meant = hearing.respelt(run)
        if meant and _may_be_meant(run, meant, are_words):
            return meant
        # 出国有什么限制 as a whole sounds like nothing in the texts; 限制 alone sounds like several words there.
        typed = run
        for word in inside:
            # A word of the language may be meant as it is: 工伤 is no slip for 工商.
            heard = "" if is_word(word) else hearing.respelt(word)
            if heard and are_words(heard):  # 医保 is no 益保, cut out of 权益保障
                run = run.replace(word, heard)
        if run == typed and (meant := hearing.nearly(run)) and are_words(meant):
            return meant
        sure = False
        return run

    meant = re.sub(_MIXED, whole, query.text) if any(word.isascii() for word in unknown) else query.text
    meant = RUN.sub(each, re.sub(_SPACED, spaced, meant))
    return Respelling(" ".join(meant.split()), sure) if runs(meant) != list(query.runs) else None


def _heard_apart(parts: Sequence[str], hear: Callable[[str, bool], str]) -> list[str]:
    """Pinyin with blanks as the fewest words that are heard so, each from some parts: meiyue ji ci; none if a part is not heard.

    `hear` gives the word for letters, and is told whether they are several parts.
    """
    ways: list[list[str] | None] = [[]]  # the fewest words for the first 0, 1, 2, … parts
    for end in range(1, len(parts) + 1):
        found = []
        for begin in range(max(0, end - LONGEST_SPACED), end):
            before = ways[begin]
            if before is not None and (word := hear("".join(parts[begin:end]), end - begin > 1)):
                found.append([*before, word])
        ways.append(min(found, key=len, default=None))
    return ways[-1] or []


def _only_asks(character: str) -> bool:
    """Whether a character says how one asks, or counts: 谁, 天."""
    return is_asking(character) or UNIT.fullmatch(character) is not None


def _may_be_meant(run: str, meant: str, are_words: Callable[[str], bool]) -> bool:
    """Whether a whole stretch may be a slip for `meant`. A few characters sound like much: 医保 is no 一报."""
    if is_word(run):  # 坐谈会 is one, and 座谈会 but for a character
        return len(run) > 2 and sum(map(str.__eq__, run, meant)) >= len(run) - 1 and is_word(meant)
    return len(run) > LONGEST_SCRAP or is_word(meant)


def _mended(run: str, places: Sequence[int], hearing: Hearing, are_words: Callable[[str], bool]) -> str:
    """`run` with the longest stretch over one of the `places` that is heard as other words of the texts."""
    if not places:
        return run
    if meant := hearing.respelt(run):
        return meant
    for length in range(min(len(run) - 1, LONGEST_SLIP), SHORTEST_SLIP - 1, -1):
        for first in range(len(run) - length + 1):
            part = run[first : first + length]
            if any(first < place < first + length for place in places):
                heard = hearing.respelt_part(run, first, first + length)
                if heard and heard != part and are_words(heard):
                    return run[:first] + heard + run[first + length :]
    return run
