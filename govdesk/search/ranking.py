"""Reads the articles that the index proposes, and puts them in an order that a person can predict.

First what has the very words, then what has all of them, then what has most of the rare ones; within a
tier the index's own score decides. An article that has too little of what was asked is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import is_han, pairs
from govdesk.search.folding import fold_text
from govdesk.search.literal import stands_in
from govdesk.search.query import Query, Term

#: The least share of what was asked, by rarity, that an answer must have.
LEAST_COVERAGE = 0.4
#: What a word's other spelling counts for, against 1 for the word itself.
SYNONYM_WORTH = 0.9
#: What a word counts for of which only pairs of characters are there.
PARTIAL_WORTH = 0.6
#: What a single character counts for, which may be part of any word: 单 of 单位.
CHARACTER_WORTH = 0.5


#: What it is worth, against all words for 1, that they stand together as typed.
PHRASE_WORTH = 0.5
#: What a word that is nowhere in the library weighs, against a word that stands in one article.
UNKNOWN_WEIGHT = 0.5


@dataclass(frozen=True)
class Candidate:
    """An article proposed by the index, with the index's score and the folded text to look in."""

    rule: Rule
    article: Article
    score: float
    text: str


def searched_text(rule: Rule, article: Article) -> str:
    """Everything of an article to look in, folded: 条旨, chapter, body."""
    chapter = rule.division_of(article.number)
    return fold_text("\n".join((article.heading, chapter.name if chapter else "", article.shown)))


def weigh(having: Mapping[Term, int], articles: int) -> dict[Term, float]:
    """How much each term says, from how many of the `articles` have it: the rarer, the more.

    A word that none has cannot tell one article from another, but that it is missing everywhere speaks
    against all of them.
    """
    return {
        term: log(1 + articles / (count + 1)) * (1.0 if count else UNKNOWN_WEIGHT) for term, count in having.items()
    }


def order(
    query: Query, candidates: Sequence[Candidate], weights: Mapping[Term, float]
) -> list[tuple[Candidate, float]]:
    """The candidates that answer, each with its score, best first; equals as the index had them."""
    best = max((candidate.score for candidate in candidates), default=0.0) or 1.0
    whole = sum(weights.values()) or 1.0
    found = []
    for candidate in candidates:
        share = sum(weight * worth(term, candidate.text) for term, weight in weights.items()) / whole
        if share < LEAST_COVERAGE:
            continue
        verbatim = all(stands_in(phrase, candidate.text) for phrase in query.phrases)
        found.append((candidate, candidate.score / best + share + (PHRASE_WORTH if verbatim else 0.0)))
    found.sort(key=lambda pair: -pair[1])
    return found


def worth(term: Term, text: str) -> float:
    """How much of `term` is in `text`: 1 for the word, less for another spelling or a part of it, else 0."""
    if stands_in(term.word, text):
        return CHARACTER_WORTH if len(term.word) == 1 and is_han(term.word) else 1.0
    if any(stands_in(other, text) for other in term.others):
        return SYNONYM_WORTH
    parts = list(pairs(term.word)) if is_han(term.word) else []
    return PARTIAL_WORTH * sum(part in text for part in parts) / len(parts) if parts else 0.0
