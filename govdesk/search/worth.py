"""What each word of a query weighs, by how rare it is, and how much of it an article has."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import log

from govdesk.search.analyzer import is_han, pairs
from govdesk.search.asking import kinds_asked
from govdesk.search.literal import stands_in
from govdesk.search.query import Term
from govdesk.search.texts import Searched

#: What a word counts for in another spelling, in clerks' wordings alone, in parts alone, and in errands' wordings alone,
#: against 1 for the word in the law. Each a little less sure than the one before; a tenth more or less changes nothing.
SYNONYM_WORTH, WORDING_WORTH, PARTIAL_WORTH, ERRAND_WORTH = 0.85, 0.8, 0.55, 0.35
#: What a single character weighs, which may be part of any word (单 of 单位), and a word that says how one asks (时限).
CHARACTER_WEIGHT, ASKING_WEIGHT = 0.4, 0.5


def weigh(having: Mapping[Term, int], articles: int) -> dict[Term, float]:
    """How much each term says, from how many of the `articles` have it: the rarer, the more.

    A word that none has cannot tell one article from another, but that it is missing everywhere speaks
    against all of them; a character less than a word, which is mostly a verb: 请示搁了多少天.
    """
    return {term: log(1 + articles / (count + 1)) * _kind_weight(term, count) for term, count in having.items()}


def _kind_weight(term: Term, count: int) -> float:
    if len(term.word) == 1 and is_han(term.word):
        return CHARACTER_WEIGHT
    if count and kinds_asked(term.word):
        return ASKING_WEIGHT
    return 1.0


def worth(term: Term, searched: Searched) -> float:
    """How much of `term` an article has: 1 for the word, less for another spelling or a part of it, else 0."""
    own, asked, done = searched.own, searched.asks.text, searched.done
    if stands_in(term.word, own):
        return 1.0
    for other in term.others:
        if stands_in(other, own):
            return 1.0 if term.measures else SYNONYM_WORTH
    for spelling in term.spellings:
        if stands_in(spelling, asked):
            return WORDING_WORTH
    part = _part(term.word, own, asked)
    for spelling in term.spellings:
        if stands_in(spelling, done):
            return max(part, ERRAND_WORTH)
    return part


def _part(word: str, own: str, asked: str) -> float:
    """What pairs of a longer word are worth. A word of three is mostly one of two and a suffix: 请假条, 审批单."""
    if len(word) < 3 or not is_han(word):
        return 0.0
    if len(word) == 3:
        begins = 1.0 if word[:2] in own else WORDING_WORTH if word[:2] in asked else 0.0
        return PARTIAL_WORTH * begins or (PARTIAL_WORTH / 3 if word[1:] in own else 0.0)
    return PARTIAL_WORTH * max(_covered(word, own), WORDING_WORTH * _covered(word, asked))


def _covered(word: str, text: str) -> float:
    """The share of a longer word's characters that are in a pair of it that `text` has: 出国考察 in 因公出国……学习考察."""
    found = [part in text for part in pairs(word)]
    return sum(one or other for one, other in pairwise([False, *found, False])) / len(word)
