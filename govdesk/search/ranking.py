"""Reads the articles that the index proposes, and puts them in an order that a person can predict.

First what has the very words (of a sentence: with its commas before without), then what has all of them in one
sentence, then what has all of them, then what has most of the rare ones. Within a tier counts how much of what was
asked is there, whether the article is about it, and how like it clerks put what the article answers. An article that
has too little of what was asked is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import is_han, pairs
from govdesk.search.asking import kinds_asked
from govdesk.search.likeness import Likeness
from govdesk.search.literal import stands_in
from govdesk.search.query import Query, Side, Term
from govdesk.search.texts import Searched

#: The least share of what was asked, by rarity, that the best answer must have; if none has it, nothing answers.
#: One word of a longer question is little to go by, two point to the same thing.
LEAST_ALONE = 0.5
LEAST_TOGETHER = 0.3
#: A word that the table of synonyms knows is a word of this trade: where it is rare, it counts as two.
SAID_COUNTS, SAID_RARITY = 2, log(1 + 20)
#: The least share that any other answer must have.
LEAST_ANSWER = 0.3
#: What a word's other spelling counts for, against 1 for the word itself.
SYNONYM_WORTH = 0.85
#: What a word counts for that only clerks' wordings have.
WORDING_WORTH = 0.8
#: What a word counts for that only errands resting on the article have.
ERRAND_WORTH = 0.35
#: What a word counts for of which only pairs of characters are there.
PARTIAL_WORTH = 0.55
#: What a single character weighs, which may be part of any word: 单 of 单位.
CHARACTER_WEIGHT = 0.4
#: What a word that is nowhere in the library weighs, against a word that stands in one article.
UNKNOWN_WEIGHT = 0.9
#: What a word weighs that says how one asks rather than after what: 限制, 期限.
ASKING_WEIGHT = 0.5
#: What each tier above the lowest adds.
TIER = 0.4

_SENTENCE = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article proposed by the index, its number there, and what of it is searched."""

    number: int
    rule: Rule
    article: Article
    searched: Searched


def weigh(having: Mapping[Term, int], articles: int) -> dict[Term, float]:
    """How much each term says, from how many of the `articles` have it: the rarer, the more.

    A word that none has cannot tell one article from another, but that it is missing everywhere speaks
    against all of them.
    """
    return {term: log(1 + articles / (count + 1)) * _kind_weight(term, count) for term, count in having.items()}


def _kind_weight(term: Term, count: int) -> float:
    if not count:
        return UNKNOWN_WEIGHT
    if len(term.word) == 1 and is_han(term.word):
        return CHARACTER_WEIGHT
    if kinds_asked(term.word):
        return ASKING_WEIGHT
    return 1.0


def order(
    query: Query,
    candidates: Sequence[Candidate],
    weights: Mapping[Term, float],
    standing: Mapping[Term, Container[int] | None],
    rarity: Callable[[str], float],
) -> list[tuple[Candidate, float]]:
    """The candidates that answer, each with its score, best first; equals as they were given.

    `standing` holds the numbers of the articles where anything of a term can stand; None where that is not known.
    `rarity` weighs a pair of characters.
    """
    readings = [_Reading(side, weights, standing, rarity) for side in query.sides]
    judged = []
    for candidate in candidates:
        searched = candidate.searched
        best = max((reading.judge(candidate.number, searched) for reading in readings), key=_by_score)
        if best.share >= LEAST_ANSWER and _allowed(query, searched):
            judged.append((candidate, best))
    if not any(found.share >= (LEAST_TOGETHER if found.words > 1 else LEAST_ALONE) for _, found in judged):
        return []
    if any(found.held for _, found in judged):  # a blank means both, wherever there is something with both
        judged = [(candidate, found) for candidate, found in judged if found.held]
    judged.sort(key=lambda entry: -entry[1].score)
    return [(candidate, found.score) for candidate, found in judged]


def _by_score(found: _Found) -> tuple[bool, float]:
    return found.held, found.score


def _allowed(query: Query, searched: Searched) -> bool:
    return all(stands_in(words, searched.own) for words in query.exact) and not any(
        stands_in(words, searched.own) for words in query.without
    )


def worth(term: Term, searched: Searched) -> float:
    """How much of `term` an article has: 1 for the word, less for another spelling or a part of it, else 0."""
    own, asked, done = searched.own, searched.asks.text, searched.done
    if stands_in(term.word, own):
        return 1.0
    for other in term.others:
        if stands_in(other, own):
            return SYNONYM_WORTH
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


class _Found(NamedTuple):
    """`share` of what was asked, how many `words` are there, whether each group is `held`, the `score` of it all."""

    share: float
    words: int
    held: bool
    score: float


_NOTHING = _Found(0.0, 0, False, 0.0)


class _Reading:
    """One side of a query, to be judged against articles."""

    def __init__(
        self,
        side: Side,
        weights: Mapping[Term, float],
        standing: Mapping[Term, Container[int] | None],
        rarity: Callable[[str], float],
    ) -> None:
        self._side = side
        self._standing = standing
        self._terms = [(term, weights[term]) for term in side.terms if term in weights]
        self._whole = sum(weight for _, weight in self._terms) or 1.0
        self._kinds = kinds_asked(" ".join(side.phrases))
        self._likeness = Likeness(side.text, self._terms, self._kinds, rarity)

    def judge(self, number: int, searched: Searched) -> _Found:
        """How well an article answers this side."""
        worths, share = [], 0.0
        for term, weight in self._terms:
            where = self._standing[term]
            value = 0.0 if where is not None and number not in where else worth(term, searched)
            worths.append(value)
            share += weight * value
        share /= self._whole
        if share < LEAST_ANSWER:
            return _NOTHING
        words = sum(
            SAID_COUNTS if term.others and weight >= SAID_RARITY else 1
            for (term, weight), value in zip(self._terms, worths, strict=True)
            if term.word[1:] and value >= ERRAND_WORTH
        )
        score = TIER * self._tier(searched, worths) + 0.45 * share
        score += 0.35 * sum(weight * _about(term, searched) for term, weight in self._terms) / self._whole
        score += 0.45 * self._likeness.by_words(searched) + self._likeness.by_characters(searched)
        if self._kinds:
            score += 0.1 * len(self._kinds & searched.kinds) / len(self._kinds)
        return _Found(share, words, self._holds(worths), score)

    def _holds(self, worths: Sequence[float]) -> bool:
        """Whether most words of each group are there, and not in errands' wordings alone."""
        if len(self._side.groups) < 2:
            return True
        there = {term for (term, _), value in zip(self._terms, worths, strict=True) if value > ERRAND_WORTH}
        return all(2 * sum(term in there for term in group) >= len(group) for group in self._side.groups)

    def _tier(self, searched: Searched, worths: Sequence[float]) -> int:
        own, asked = searched.own, searched.asks.text
        if all(stands_in(phrase, own) or stands_in(phrase, asked) for phrase in self._side.phrases):
            whole = len(self._side.phrases) > 1 and stands_in(self._side.text, own)
            return 4 if whole else 3
        if min(worths) < PARTIAL_WORTH:
            return 0
        return 2 if any(self._together(sentence) for sentence in _SENTENCE.split(searched.body)) else 1

    def _together(self, sentence: str) -> bool:
        return all(any(stands_in(spelling, sentence) for spelling in term.spellings) for term, _ in self._terms)


def _about(term: Term, searched: Searched) -> float:
    """How much an article is about a term: whether its 条旨 names it, and how often the text does."""
    times, named = 0, 0.0
    for spelling in term.spellings:
        times = max(times, searched.body.count(spelling))
        if spelling in searched.heading:
            named = 0.5
    return named + 0.5 * times / (times + 1 + len(searched.body) / 200)
