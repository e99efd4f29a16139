"""The sentence that shows best why an article was found, with the words that were asked for marked in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from govdesk.search.folding import fold, fold_text
from govdesk.search.literal import places

LONGEST = 90  # characters: two lines of the results page
_CLAUSE = re.compile(r"[^，；]+[，；]?")
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?|\n")


def find_words(text: str, words: Iterable[str], folded_text: str = "") -> list[tuple[int, int]]:
    """Where the folded `words` stand literally in `text`: ranges in order, overlapping ones joined.

    `folded_text` is `text` folded, where it is at hand.
    """
    if len(folded_text) == len(text):  # one for one: places are the same in both
        return joined((place, place + len(word)) for word in words for place in places(folded_text, word))
    folded = fold(text)
    found = (folded.original_range(place, place + len(word)) for word in words for place in places(folded.text, word))
    return joined(found)


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def make_snippet(
    text: str, words: Sequence[str], folded_text: str = "", worth: Callable[[str], float] | None = None
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The best sentence of `text` for `words` and the ranges in it to mark; long sentences are cut with ….

    `folded_text` is `text` folded, where it is at hand. `worth` tells how well a folded sentence answers; without it the
    sentence with most of `words` is the best.
    """
    found = find_words(text, words, folded_text)
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]
    if not sentences:
        return "", ()

    is_alike = len(folded_text) == len(text)

    def answers(span: tuple[int, int]) -> tuple[float, int]:
        if worth is None:
            return _worth(text, span, found), -span[0]
        return worth(folded_text[slice(*span)] if is_alike else fold_text(text[slice(*span)])), -span[0]

    start, end = max(sentences, key=answers)
    inside = [place for place, last in found if start <= place and last <= end]
    first = inside[0] if inside else start
    if worth and end - start > LONGEST:  # of a long sentence, the clause that answers
        clauses = [(start + clause.start(), start + clause.end()) for clause in _CLAUSE.finditer(text[start:end])]
        first = max(clauses, key=answers)[0]
    if end - start > LONGEST:
        start = max(
            start, min(first - (LONGEST // 4 if inside and first == inside[0] else LONGEST // 6), end - LONGEST)
        )
    else:  # a short sentence is shown with what follows, as far as it fits
        for _, following in sentences:
            if end < following <= start + LONGEST:
                end = following
    last = min(end, start + LONGEST)
    before = "…" if start > 0 and text[start - 1] not in "。；！？\n" else ""
    after = "…" if last < end else ""
    return _cleaned(text, start, last, found, before, after)


def _worth(text: str, span: tuple[int, int], found: Sequence[tuple[int, int]]) -> int:
    """How many characters of different words are asked for in a sentence."""
    return sum(len(word) for word in {text[s:e] for s, e in found if span[0] <= s and e <= span[1]})


def _cleaned(
    text: str, start: int, end: int, found: Sequence[tuple[int, int]], before: str, after: str
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The cut of `text` on one line, and the ranges that lie in it."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    shift = len(before) - start
    marks = tuple((max(s, start) + shift, min(e, end) + shift) for s, e in found if s < end and e > start)
    return before + text[start:end].rstrip().replace("\n", " ") + after, marks
