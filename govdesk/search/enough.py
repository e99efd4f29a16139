"""Whether what an article has of a question is enough to be an answer.

Two words that it has point to the same thing; a word alone has to be half of what was asked. Of a story, one part has
to be answered by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from math import log

from govdesk.search.analyzer import runs
from govdesk.search.lexicon import UNIT
from govdesk.search.likeness import Likeness
from govdesk.search.query import Side, Term, parts_told
from govdesk.search.texts import Searched
from govdesk.search.worth import ERRAND_WORTH, SYNONYM_WORTH, WORDING_WORTH

#: What an answer must have. One word that is found must be half of what was asked, by rarity; two point to the same thing
#: and need a fifth; or the question is much like a wording by its words. With these, of 275 judged queries without an
#: answer one is answered, and of 1069 with one 15 are left empty.
LEAST_ALONE, LEAST_TOGETHER = 0.5, 0.2
LEAST_LIKE = 0.45
#: What a word weighs that half of all articles have: beside another it points to no second thing (工作 in 老婆调动工作).
EVERYWHERE = log(3)


def is_counted(term: Term, where: Container[int] | None) -> bool:
    """Whether a word is a number of things that no text has: no second thing, but a word alone beside it is too little."""
    return term.measures and where == frozenset() and UNIT.search(term.word) is None


class Enough:
    """What has to be found of one side of a query."""

    def __init__(
        self,
        side: Side,
        terms: Sequence[tuple[Term, float]],
        standing: Mapping[Term, Container[int] | None],
        likeness: Likeness,
    ) -> None:
        """`terms` are the side's words with their weights, `standing` tells where each can stand."""
        self._side = side
        self._terms = terms
        self._likeness = likeness
        self._length = len("".join(runs(side.bare)))
        self._counted = [is_counted(term, standing[term]) for term, _ in terms]
        # How much of it and how often is no second thing: 值班补贴一天多少钱 has 值班, and nothing of 补贴.
        self._names = [not term.measures for term, _ in self._terms]
        if not any(self._names):
            self._names = [True for _ in self._terms]
        self._parts = [
            [place for place, (term, _) in enumerate(self._terms) if term.word in part] for part in parts_told(side)
        ]

    def answers(self, searched: Searched, worths: Sequence[float], like: float, literal: bool) -> bool:
        """Whether there is enough of what was asked. A character is a word only if it is all that was asked."""
        has_word, points = self._pointed_to(worths, range(len(worths)), literal)
        enough = like >= LEAST_LIKE or (points and (not self._parts or self._answers_a_part(worths)))
        return enough and not self._is_torn(searched, worths, has_word)

    def _answers_a_part(self, worths: Sequence[float]) -> bool:
        """Whether a part of a story is answered by itself: a word here and another there point to no one thing."""
        return any(self._pointed_to(worths, part)[1] for part in self._parts)

    def _pointed_to(self, worths: Sequence[float], places: Sequence[int], literal: bool = False) -> tuple[bool, bool]:
        """Whether any of the words at `places` is there, and whether enough of them are."""
        words, named, whole, counted = 0, 0.0, 0.0, 0.0
        for place in places:
            (term, weight), value = self._terms[place], worths[place]
            if self._names[place]:
                words += value >= ERRAND_WORTH and (len(term.word) > 1 or term.measures) and weight >= EVERYWHERE
                named += weight * value
                whole += weight
            elif self._counted[place]:
                counted += weight
        is_word = literal or (
            len(places) == 1 and (len(self._terms[places[0]][0].word) > 1 or self._are_all(self._side.terms))
        )
        has_word = bool(words) or is_word
        least = LEAST_TOGETHER * whole if words > 1 else LEAST_ALONE * (whole + counted)
        return has_word, has_word and named >= (least or LEAST_ALONE)

    def _is_torn(self, searched: Searched, worths: Sequence[float], has_word: bool) -> bool:
        """Whether all there is was torn out of a wording that is not asked for: 孩子 of 老婆孩子 in 带孩子, 学 in 上大学."""
        found = [(term, value, weight) for (term, weight), value in zip(self._terms, worths, strict=True) if value]
        if has_word:
            found = [entry for entry in found if entry[2] >= EVERYWHERE]
            if any(value not in (WORDING_WORTH, SYNONYM_WORTH) for _, value, _ in found):
                return False
        if self._are_all([term for term, _, _ in found]):
            return False  # nothing else is asked
        torn = [term for term, value, _ in found if value == WORDING_WORTH or not has_word]
        return bool(torn) and not any(self._likeness.keeps_company(term, searched) for term in torn)

    def _are_all(self, terms: Iterable[Term]) -> bool:
        """Whether nothing was typed beside these words: 学 in 学什么, and not in 上大学."""
        return sum(len(term.word) for term in terms) >= self._length
