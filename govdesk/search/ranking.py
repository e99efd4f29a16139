"""Reads the articles that the index proposes, and puts them in an order that a person can predict.

First what has the very words (of a sentence: with its commas before without), then what has all of them in one
sentence, then what has all of them, then what has most of the rare ones. Within a tier counts how much of what was
asked is there, whether the article is about it, and how like it clerks put what the article answers. An article that
has too little of what was asked is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import is_han, pairs
from govdesk.search.asking import kinds_asked
from govdesk.search.literal import stands_in
from govdesk.search.query import Query, Side, Term
from govdesk.search.texts import Searched, Wording

#: The least share of what was asked, by rarity, that the best answer must have; if none has it, nothing answers.
#: One word of a longer question is little to go by, two point to the same thing.
LEAST_ALONE = 0.5
LEAST_TOGETHER = 0.3
#: The least share that any other answer must have.
LEAST_ANSWER = 0.3
#: What a word's other spelling counts for, against 1 for the word itself.
SYNONYM_WORTH = 0.85
#: What a word counts for that only clerks' wordings have.
WORDING_WORTH = 0.8
#: What a word counts for that only errands resting on the article have.
ERRAND_WORTH = 0.35
#: How much of a question its kind is (how long, who, may one), against its words.
KIND_SHARE = 0.35
#: What a word counts for of which only pairs of characters are there.
PARTIAL_WORTH = 0.55
#: What a single character weighs, which may be part of any word: 单 of 单位.
CHARACTER_WEIGHT = 0.4
#: What a word that is nowhere in the library weighs, against a word that stands in one article.
UNKNOWN_WEIGHT = 0.7
#: What it weighs where it only says how one asks: 限制, 期限.
ASKING_WEIGHT = 0.2
#: What each tier above the lowest adds.
TIER = 0.4

_SENTENCE = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article proposed by the index, and what of it is searched."""

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
    if len(term.word) == 1 and is_han(term.word):
        return CHARACTER_WEIGHT
    if count:
        return 1.0
    return ASKING_WEIGHT if kinds_asked(term.word) else UNKNOWN_WEIGHT


def order(
    query: Query, candidates: Sequence[Candidate], weights: Mapping[Term, float]
) -> list[tuple[Candidate, float]]:
    """The candidates that answer, each with its score, best first; equals as the library has them."""
    readings = [_Reading(query, side, weights) for side in query.sides]
    judged = []
    for candidate in candidates:
        searched = candidate.searched
        if _allowed(query, searched):
            best = max((reading.judge(searched) for reading in readings), key=lambda found: (found.held, found.score))
            if best.share >= LEAST_ANSWER:
                judged.append((candidate, best))
    if not any(found.share >= (LEAST_TOGETHER if found.words > 1 else LEAST_ALONE) for _, found in judged):
        return []
    if any(found.held for _, found in judged):  # a blank means both, wherever there is something with both
        judged = [(candidate, found) for candidate, found in judged if found.held]
    judged.sort(key=lambda entry: -entry[1].score)
    return [(candidate, found.score) for candidate, found in judged]


def _allowed(query: Query, searched: Searched) -> bool:
    return all(stands_in(words, searched.own) for words in query.exact) and not any(
        stands_in(words, searched.own) for words in query.without
    )


def worth(term: Term, searched: Searched) -> float:
    """How much of `term` an article has: 1 for the word, less for another spelling or a part of it, else 0."""
    if stands_in(term.word, searched.own):
        return 1.0
    if any(stands_in(other, searched.own) for other in term.others):
        return SYNONYM_WORTH
    if any(stands_in(spelling, searched.asked) for spelling in term.spellings):
        return WORDING_WORTH
    part = max(_part(term.word, searched.own), _part(term.word, searched.asked) * WORDING_WORTH)
    if any(stands_in(spelling, searched.done) for spelling in term.spellings):
        return max(part, ERRAND_WORTH)
    return part


def _part(word: str, text: str) -> float:
    """What pairs of a longer word are worth. A word of three is mostly one of two and a suffix: 请假条, 审批单."""
    if len(word) < 3 or not is_han(word):
        return 0.0
    if len(word) == 3:
        return PARTIAL_WORTH if word[:2] in text else PARTIAL_WORTH / 3 if word[1:] in text else 0.0
    parts = list(pairs(word))
    return PARTIAL_WORTH * sum(part in text for part in parts) / len(parts)


@dataclass(frozen=True, slots=True)
class _Found:
    """`share` of what was asked, whether each group is `held`, how many `words` are there, the `score` of it all."""

    share: float
    words: int
    held: bool
    score: float


class _Reading:
    """One side of a query, to be judged against articles."""

    def __init__(self, query: Query, side: Side, weights: Mapping[Term, float]) -> None:
        self._side = side
        self._weights = {term: weights[term] for term in side.terms if term in weights}
        self._whole = sum(self._weights.values()) or 1.0
        self._kinds = kinds_asked(" ".join(side.phrases))

    def judge(self, searched: Searched) -> _Found:
        """How well an article answers this side."""
        worths = {term: worth(term, searched) for term in self._weights}
        share = sum(weight * worths[term] for term, weight in self._weights.items()) / self._whole
        if share < LEAST_ANSWER:
            return _Found(share, 0, False, 0.0)
        held = len(self._side.groups) < 2 or all(_holds(group, worths) for group in self._side.groups)
        about = sum(weight * _about(term, searched) for term, weight in self._weights.items()) / self._whole
        alike = max((self._alike(wording) for wording in (*searched.asks, *searched.errands)), default=0.0)
        kind = 0.1 * len(self._kinds & searched.kinds) / len(self._kinds) if self._kinds else 0.0
        tier = TIER * self._tier(searched, worths)
        words = sum(len(term.word) > 1 and value >= ERRAND_WORTH for term, value in worths.items())
        return _Found(share, words, held, tier + 0.45 * share + 0.35 * about + 0.45 * alike + kind)

    def _tier(self, searched: Searched, worths: Mapping[Term, float]) -> int:
        if all(stands_in(phrase, searched.own) or stands_in(phrase, searched.asked) for phrase in self._side.phrases):
            whole = len(self._side.phrases) > 1 and stands_in(self._side.text, searched.own)
            return 4 if whole else 3
        if not all(value >= PARTIAL_WORTH for value in worths.values()):
            return 0
        return 2 if any(_together(worths, sentence) for sentence in _SENTENCE.split(searched.body)) else 1

    def _alike(self, wording: Wording) -> float:
        """How like a clerk's wording the query is: the share of the query in it, and of it in the query."""
        common, covered = 0.0, 0
        for term, weight in self._weights.items():
            for spelling in term.spellings:
                if spelling in wording.text:
                    common += weight
                    covered += len(spelling)
                    break
        if not common:
            return 0.0
        whole = self._whole
        if self._kinds:
            weight = KIND_SHARE * whole
            whole += weight
            common += weight if self._kinds & wording.kinds else 0.0
        return wording.worth * common / whole * (0.5 + 0.5 * min(1.0, covered / len(wording.text)))


def _holds(group: Sequence[Term], worths: Mapping[Term, float]) -> bool:
    """Whether most words of a group are there."""
    return 2 * sum(worths.get(term, 0.0) >= ERRAND_WORTH for term in group) >= len(group)


def _together(terms: Iterable[Term], sentence: str) -> bool:
    return all(any(stands_in(spelling, sentence) for spelling in term.spellings) for term in terms)


def _about(term: Term, searched: Searched) -> float:
    """How much an article is about a term: whether its 条旨 names it, and how often the text does."""
    named = any(stands_in(spelling, searched.heading) for spelling in term.spellings)
    times = max(searched.body.count(spelling) for spelling in term.spellings)
    return 0.5 * named + 0.5 * times / (times + 1 + len(searched.body) / 200)
