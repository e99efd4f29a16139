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
from typing import NamedTuple

from govdesk.rules.model import Article, Rule
from govdesk.search.asking import answers_kind, kinds_asked
from govdesk.search.denial import Denied, denial_told, tells_denied
from govdesk.search.enough import Enough, is_counted
from govdesk.search.likeness import Likeness
from govdesk.search.literal import stands_in
from govdesk.search.offices import is_bound, is_other_body, tells_work_of
from govdesk.search.query import Query, Side, Term
from govdesk.search.texts import Searched
from govdesk.search.worth import ERRAND_WORTH, PARTIAL_WORTH, worth

#: The least share that a further answer must have, of the best one's. 0.35 and 0.45 lose articles, 0.15 adds noise.
LEAST_OF_BEST = 0.25
#: What adds to the score: how much of the question is there, how far the article is about it, how like it the likest
#: wording is by words; each against the best article's share. Between 0.3 and 0.6 nothing changes but the third digit.
SHARE, ABOUT, LIKE = 0.45, 0.35, 0.45
#: What each tier above the lowest adds, what an exception, a ban or an office's work adds to a question after it, and
#: what any other kind of answer adds. The last is small because many articles have a date or a name: 0.2 loses.
TIER, FITS, KIND = 0.4, 0.4, 0.1
#: An article denies what a question denies from this share of its words on, of which the first is half.
HALF_TOLD = 0.5
#: By how much another rule's article must be better to stand above one of the rule in force. At 1.5 one query in
#: twenty that both answer alike begins with the other city, at 2.5 one in a hundred.
IN_FORCE = 2.5
#: What a sentence that is the kind of answer asked for counts, against the rarest word in it.
ANSWERS = 0.6

#: What the last of several words counts, against the others, where one sentence is to be shown.
HEAD = 1.2

#: So many characters that stand in an article as they are were pasted from it: the longest terms of art have twelve.
SHORTEST_QUOTE = 13

# The chapter of who does what.
_DUTIES = "职责"
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article proposed by the index, its number there, and what of it is searched."""

    number: int
    rule: Rule
    article: Article
    searched: Searched


def order(
    query: Query,
    candidates: Sequence[Candidate],
    weights: Mapping[Term, float],
    standing: Mapping[Term, Container[int] | None],
    rarity: Callable[[str], float],
    first_rule: str = "",
) -> list[tuple[Candidate, float]]:
    """The candidates that answer, each with its score, best first; equals as they were given.

    `standing` holds the numbers of the articles where anything of a term can stand; None where that is not known.
    `rarity` weighs a pair of characters.
    """
    readings = [_Reading(side, weights, standing, rarity) for side in query.sides]
    shared = [
        (candidate, [reading.share(candidate) for reading in readings])
        for candidate in candidates
        if candidate.rule.id not in query.not_rules and _allowed(query, candidate.searched)
    ]
    if query.sides and not any(_has_work(side, shared) for side in query.sides):
        return []
    most = max((share for _, sides in shared for share, _ in sides), default=0.0)
    if not most:
        return []
    judged = []  # reading closely takes time: only what has enough
    for candidate, sides in shared:
        if max(sides)[0] >= LEAST_OF_BEST * most:
            found = [reading.judge(candidate.searched, *side) for reading, side in zip(readings, sides, strict=True)]
            judged.append((candidate, max(found, key=_by_score)))
    if not any(found.answers for _, found in judged):
        return []
    if any(found.held for _, found in judged):  # a blank means both, wherever there is something with both
        judged = [(candidate, found) for candidate, found in judged if found.held]
    quoted = [candidate.rule.id for candidate, found in judged if found.is_quote]
    if quoted and first_rule not in quoted:  # a sentence pasted from another city's rule is sought there
        first_rule = quoted[0]
    scored = [
        (candidate, found.score(most) * (IN_FORCE if candidate.rule.id == first_rule else 1.0))
        for candidate, found in judged
    ]
    return sorted(scored, key=lambda entry: -entry[1])


def _has_work(side: Side, shared: Sequence[tuple[Candidate, object]]) -> bool:
    """Whether a question after an office's work can have an answer: a rule of a city gives 国务院 none, though it names it."""
    if not side.offices or not is_other_body(side.offices[0]):
        return True
    bodies = (candidate.searched.body for candidate, _ in shared)
    return any(tells_work_of(side.offices, body) or is_bound(side.offices, body) for body in bodies)


def _by_score(found: _Found) -> tuple[bool, float]:
    return found.held, found.score(1.0)


def _allowed(query: Query, searched: Searched) -> bool:
    return all(stands_in(words, searched.own) for words in query.exact) and not any(
        stands_in(words, searched.own) for words in query.without
    )


class _Found(NamedTuple):
    """What an article has of one side of a query.

    `share` of what was asked by rarity, whether that `answers` it, whether each group is `held`, how far the article is
    `about` it, how `like` it a wording is by words and how much `alike` by characters; whether it `is_quote`, a sentence
    of the law; `fits` is what its tier and the kind of answer add.
    """

    share: float
    answers: bool
    held: bool
    about: float
    like: float
    alike: float
    is_quote: bool
    fits: float

    def score(self, most: float) -> float:
        """How well the article answers, where the best article has `most` of what was asked: a long story has little in any."""
        return self.fits + self.alike + (SHARE * self.share + ABOUT * self.about + LIKE * self.like) / most


_NOTHING = _Found(0.0, False, False, 0.0, 0.0, 0.0, False, 0.0)


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
        self._offices = side.offices
        missing = sum(weight for term, weight in self._terms if standing[term] == frozenset())
        alike = [entry for entry in self._terms if not is_counted(entry[0], standing[entry[0]])] or self._terms
        self._likeness = Likeness(side, alike, self._kinds, rarity, missing)
        self._enough = Enough(side, self._terms, standing, self._likeness)

    def share(self, candidate: Candidate) -> tuple[float, list[float]]:
        """The share of this side that an article has, by rarity, and how much it has of each word."""
        worths, share = [], 0.0
        for term, weight in self._terms:
            where = self._standing[term]
            value = 0.0 if where is not None and candidate.number not in where else worth(term, candidate.searched)
            worths.append(value)
            share += weight * value
        return share / self._whole, worths

    def judge(self, searched: Searched, share: float, worths: Sequence[float]) -> _Found:
        """How well an article answers this side."""
        if not share:
            return _NOTHING
        about = sum(weight * _about(term, searched) for term, weight in self._terms) / self._whole
        like, alike = self._likeness.by_words(searched), self._likeness.by_characters(searched)
        literal = self._is_literal(searched)
        tier = TIER * self._tier(searched, worths, literal)
        told = self._denial_told(self._side.denied, searched) if self._side.denied else 1.0
        # All words, and the no on another of them, are not what was asked: 不邀请县区领导 is not 一般不出席.
        fits = (tier if told >= HALF_TOLD or not self._side.denies else tier / 2) + self._fits(searched, worths, told)
        held, is_quote = self._holds(worths), literal and self._is_quote(searched)
        answers = self._enough.answers(searched, worths, like, literal)
        return _Found(share, answers, held, about, like, alike, is_quote, fits)

    def _fits(self, searched: Searched, worths: Sequence[float], told: float) -> float:
        """How far an article is the kind of answer that was asked for; `told` says how far it denies what was denied."""
        fits = 0.0
        if self._offices and tells_work_of(self._offices, searched.body):
            fits += FITS * (2 if _DUTIES in searched.chapter else 1)
        elif self._offices and is_bound(self._offices, searched.body):
            fits += FITS / 2
        if self._side.denied:
            fits += FITS * self._denied_share(self._side.denied, searched, worths)
            fits += 2 * FITS * told
        if self._kinds:
            fits += KIND * len(self._kinds & searched.kinds) / len(self._kinds)
        return fits

    def _denied_share(self, what: Denied, searched: Searched, worths: Sequence[float]) -> float:
        """How much of what was asked stands in one sentence with an exception or a ban."""
        there = [entry for entry, value in zip(self._terms, worths, strict=True) if value]
        held = (
            sum(weight for term, weight in there if _in_any_spelling(term, sentence))
            for sentence in searched.sentences
            if tells_denied(what, sentence)
        )
        return max(held, default=0.0) / self._whole

    def _denial_told(self, what: Denied, searched: Searched) -> float:
        """How far a sentence denies the very thing that the question denies."""
        words = [term.spellings for term in self._side.denies]
        told = [denial_told(what, words, sentence) for sentence in searched.sentences] if words else []
        return best if (best := max(told, default=0.0)) > 0 else min(told, default=0.0)

    def _is_literal(self, searched: Searched) -> bool:
        """Whether each phrase stands as typed, in the law or in a wording."""
        own, asked = searched.own, searched.asks.text
        return all(stands_in(phrase, own) or stands_in(phrase, asked) for phrase in self._side.phrases)

    def _is_quote(self, searched: Searched) -> bool:
        """Whether a sentence of the law was typed, or part of one: it stands there as it is, and is no term of art."""
        text = _EDGES.sub("", self._side.text)
        return len(text) >= SHORTEST_QUOTE and stands_in(text, searched.body)

    def _holds(self, worths: Sequence[float]) -> bool:
        """Whether most words of each group are there, and not in errands' wordings alone."""
        if len(self._side.groups) < 2:
            return True
        there = {term for (term, _), value in zip(self._terms, worths, strict=True) if value > ERRAND_WORTH}
        return all(2 * sum(term in there for term in group) >= len(group) for group in self._side.groups)

    def _tier(self, searched: Searched, worths: Sequence[float], literal: bool) -> int:
        if literal:
            return 4 if len(self._side.phrases) > 1 and stands_in(self._side.text, searched.own) else 3
        # How much and how often is no second thing: 办公会议多少天开一回.
        named = [value for (term, _), value in zip(self._terms, worths, strict=True) if not term.measures]
        if min(named or worths) < PARTIAL_WORTH:
            return 0
        return 2 if any(self._together(sentence) for sentence in searched.sentences) else 1

    def _together(self, sentence: str) -> bool:
        return all(_in_any_spelling(term, sentence) for term, _ in self._terms)


def _in_any_spelling(term: Term, text: str) -> bool:
    return any(stands_in(spelling, text) for spelling in term.spellings)


def sentence_worth(query: Query, weights: Mapping[Term, float]) -> Callable[[str], float]:
    """What tells how well a folded sentence answers: the words in it by rarity, and whether it is the kind of answer asked for."""
    # A word for how one asks is no matter of the sentence: 办理时限 wants a number, and not another 时限.
    named = [term for term in query.terms if term in weights and not kinds_asked(term.word)] or list(weights)
    terms = [(_apart(term, named), weights[term]) for term in named]
    if len(terms) > 1:  # the last says what of the others is asked: 审计整改 is a 整改
        terms[-1] = terms[-1][0], HEAD * terms[-1][1]
    kinds = {kind for side in query.sides for kind in kinds_asked(" ".join(side.phrases))}
    denied = {side.denied: [term.spellings for term in side.denies] for side in query.sides if side.denied}
    offices = [office for side in query.sides for office in side.offices]
    answer = ANSWERS * max((weight for _, weight in terms), default=1.0)

    def worth(sentence: str) -> float:
        found = sum(weight for spellings, weight in terms if any(stands_in(word, sentence) for word in spellings))
        if not found:
            return 0.0
        fits = float(sum(answers_kind(kind, sentence) for kind in kinds))
        for no, words in denied.items():
            fits += tells_denied(no, sentence) + 2 * denial_told(no, words, sentence)
        return found + answer * (fits + 2 * bool(offices and tells_work_of(offices, sentence)))

    return worth


def _apart(term: Term, terms: Sequence[Term]) -> tuple[str, ...]:
    """The spellings of a word that are not another word asked for: in 周末值班, 值班 alone says nothing of 周末."""
    others = {other.word for other in terms if other is not term}
    return tuple(spelling for spelling in term.spellings if spelling not in others)


def _about(term: Term, searched: Searched) -> float:
    """How much an article is about a term: whether its 条旨 names it, and how often the text does."""
    times, named = 0, 0.0
    for spelling in term.spellings:
        times = max(times, searched.body.count(spelling))
        if spelling in searched.heading:
            named = 0.5
    return named + 0.5 * times / (times + 1 + len(searched.body) / 200)
