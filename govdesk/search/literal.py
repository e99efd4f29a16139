"""Where words stand literally, character for character, in folded text."""

from __future__ import annotations

from collections.abc import Iterator


def places(text: str, word: str) -> Iterator[int]:
    """Each place where `word` begins in `text`, both folded. A number counts as a whole: 5 does not stand in 15."""
    place = text.find(word) if word else -1
    while place >= 0:
        if not _cuts_a_number(text, place, place + len(word)):
            yield place
        place = text.find(word, place + 1)


def stands_in(word: str, text: str) -> bool:
    """Whether `word` stands in `text` at all."""
    if not word or word not in text:  # mostly, and there are thousands of looks a query
        return False
    return not (word[0].isdecimal() or word[-1].isdecimal()) or next(places(text, word), -1) >= 0


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (text[start].isdecimal() and before.isdecimal()) or (text[end - 1].isdecimal() and after.isdecimal())
