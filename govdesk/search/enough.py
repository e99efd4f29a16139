"""Whether what an article has of a question is enough to be an answer.

Two words that it has point to the same thing; a word alone has to be half of what was asked. Of a story, one part has
to be answered by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from math import log

from govdesk.search.analyzer import is_word, runs
from govdesk.search.asking import asked_in
from govdesk.search.lexicon import UNIT
from govdesk.search.likeness import COMPANY, Likeness
from govdesk.search.offices import is_setting
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
#: So many words that no text has are what a story is about, if one word of its matter is found. At one, 24 questions with an
#: answer lose it (检查组下来要县长陪吃陪喝); at two none, and 6 of 425 without one are answered, at three 10.
UNKNOWN = 2


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
        self._parts = [self._places(part) for part in parts_told(side)]
        # Words between blanks are no sentence, and the office whose work is asked after is what the question is about.
        self._is_told = len(side.groups) == 1 and not side.offices and frozenset() in standing.values()
        if self._is_told:  # most questions have no word that is nowhere
            self._read_story(standing)

    def _read_story(self, standing: Mapping[Term, Container[int] | None]) -> None:
        # What a question is about, and not who, where and when of it.
        self._matter = [
            name and not is_setting(term.spellings) for name, (term, _) in zip(self._names, self._terms, strict=True)
        ]
        # Two characters that no dictionary has are a scrap of the cutting: 签呀 of 谁签呀.
        self._lost = [
            matter and standing[term] == frozenset() and (len(term.word) != 2 or is_word(term.word))
            for matter, (term, _) in zip(self._matter, self._terms, strict=True)
        ]
        self._is_told = any(self._lost)
        self._asked = [self._places(part) for part in asked_in(self._side.phrases)]

    def _places(self, text: str) -> list[int]:
        return [place for place, (term, _) in enumerate(self._terms) if term.word in text]

    def answers(self, searched: Searched, worths: Sequence[float], like: float, literal: bool) -> bool:
        """Whether there is enough of what was asked. A character is a word only if it is all that was asked."""
        has_word, points = self._pointed_to(worths, range(len(worths)), literal)
        return (
            (like >= LEAST_LIKE or (points and self._answers_a_part(searched, worths)))
            and not self._is_torn(searched, worths, has_word)
            and (max(worths) > ERRAND_WORTH or self._asks_for_errand(searched))
        )

    def _answers_a_part(self, searched: Searched, worths: Sequence[float]) -> bool:
        """Whether a part of a story is answered by itself: a word here and another there point to no one thing."""
        if not self._parts:
            return self._has_matter(searched, worths, range(len(worths)))
        return any(
            self._pointed_to(worths, part)[1] and self._has_matter(searched, worths, part) for part in self._parts
        )

    def _has_matter(self, searched: Searched, worths: Sequence[float], part: Sequence[int]) -> bool:
        """Whether what is found in a part is its matter, if words of the story are nowhere.

        Who, where and when are its setting: 下周办公室搬家 has 下周 and 办公室, and nothing of moving. One word of the matter
        says little beside two that no text has, unless it is what is asked, or a wording is told with it: 领导值班.
        """
        if not self._is_told:
            return True
        lost = {place for place in part if self._lost[place]}
        found = [place for place in part if self._matter[place] and self._is_word(place, worths[place])]
        if not found:
            return not lost
        beside = sum(self._matter[place] and worths[place] > 0 for place in part) - len(found)
        if len(found) > 1 or beside > 1:  # two characters beside it are as good as another word: 请, 站, 台 and 活动
            return True
        if part in self._asked and not lost:
            return True
        for other in self._parts:
            if not any(self._matter[place] and self._is_word(place, worths[place]) for place in other):
                lost.update(place for place in other if self._lost[place])
        named = sum(len(self._terms[place][0].word) > 1 for place in lost)
        return named < UNKNOWN or self._is_told_with(self._terms[found[0]][0], searched, worths)

    def _is_told_with(self, term: Term, searched: Searched, worths: Sequence[float]) -> bool:
        """Whether the words found are most of a wording that has `term`, and more than it: 请领导剪彩 of 企业请市长去剪彩."""
        others = [one for (one, _), value in zip(self._terms, worths, strict=True) if value and one is not term]
        words = [spelling for one in others for spelling in one.spellings]
        for wording in searched.asks.wordings:
            own = next((len(spelling) for spelling in term.spellings if spelling in wording.text), 0)
            more = sum(len(word) for word in words if word in wording.text) if own else 0
            if more and own + more > COMPANY * len(wording.text):
                return True
        return False

    def _asks_for_errand(self, searched: Searched) -> bool:
        """Whether most of a wording of an errand was typed: 食堂 alone is not 食堂接待."""
        return any(
            sum(map(self._side.text.__contains__, wording.text)) > COMPANY * len(wording.text)
            for errand in searched.errands
            for wording in errand.wordings
        )

    def _is_word(self, place: int, value: float) -> bool:
        """Whether a word that is found, with this worth, can point to something: no character, and not everywhere."""
        term, weight = self._terms[place]
        return value >= ERRAND_WORTH and (len(term.word) > 1 or term.measures) and weight >= EVERYWHERE

    def _pointed_to(self, worths: Sequence[float], places: Sequence[int], literal: bool = False) -> tuple[bool, bool]:
        """Whether any of the words at `places` is there, and whether enough of them are."""
        words, named, whole, counted = 0, 0.0, 0.0, 0.0
        for place in places:
            (_, weight), value = self._terms[place], worths[place]
            if self._names[place]:
                words += self._is_word(place, value)
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
            found = [
                entry
                for entry in found
                if entry[2] >= EVERYWHERE and not (self._is_told and is_setting(entry[0].spellings))
            ]
            if any(value not in (WORDING_WORTH, SYNONYM_WORTH) for _, value, _ in found):
                return False
        if self._are_all([term for term, _, _ in found]):
            return False  # nothing else is asked
        torn = [term for term, value, _ in found if value == WORDING_WORTH or not has_word]
        return bool(torn) and not any(self._likeness.keeps_company(term, searched) for term in torn)

    def _are_all(self, terms: Iterable[Term]) -> bool:
        """Whether nothing was typed beside these words: 学 in 学什么, and not in 上大学."""
        return sum(len(term.word) for term in terms) >= self._length
