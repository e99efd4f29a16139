"""Which sentence of a new rule says what a sentence of another says: by words, by figures, and by where both stand.

Many may belong to many. What stands beside an aligned sentence, or in a chapter on the same matter, needs fewer words in common.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from govdesk.drafting.sentences import Sentence
from govdesk.drafting.wording import Wording, cosine, shared, weight

_FIGURE = re.compile(r"[0-9]+(?:个工作日|个月|天|小时|分钟|万元|次|年)?")
_BESIDE = 2  # sentences before and after that lend their likeness
_FROM_BESIDE, _FROM_CHAPTER, _FROM_LEAD, _FROM_FIGURES = 0.12, 0.08, 0.10, 0.04
_KEPT = 12  # candidates for each sentence
_LEAST = 0.08  # words in common below which a place alone proves nothing


class Match(NamedTuple):
    """A sentence of the new rule that may say the same. `words` is the likeness of words alone, `score` with the place."""

    sentence: Sentence
    score: float
    words: float


class Alignment:
    """The sentences of `old` beside those of `new`."""

    def __init__(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        self.old, self.new = old, new
        self.wording = Wording(sentence.text for sentence in (*old, *new))
        self._matches = self._align()

    def matches(self, old_index: int) -> list[Match]:
        """The best of the new rule's sentences for one of the old rule's, best first."""
        return self._matches.get(old_index, [])

    def backwards(self, new_index: int) -> list[tuple[Sentence, float]]:
        """The best of the old rule's sentences for one of the new rule's, best first."""
        return self._backwards.get(new_index, [])

    def _align(self) -> dict[int, list[Match]]:
        alike = self._by_words()
        chapters = self._chapters()
        found: dict[int, list[Match]] = defaultdict(list)
        turned: dict[int, list[tuple[Sentence, float]]] = defaultdict(list)
        for (a, b), words in alike.items():
            if words < _LEAST:
                continue
            one, other = self.old[a], self.new[b]
            beside = max(
                (
                    alike.get((a + i, b + j), 0.0)
                    for i in range(-_BESIDE, _BESIDE + 1)
                    for j in range(-_BESIDE, _BESIDE + 1)
                    if (i, j) != (0, 0)
                ),
                default=0.0,
            )
            score = words + _FROM_BESIDE * beside + _FROM_CHAPTER * chapters.get((one.chapter, other.chapter), 0.0)
            if one.lead and other.lead:
                score += _FROM_LEAD * self.wording.alike(one.lead, other.lead)
            if set(_FIGURE.findall(one.text)) & set(_FIGURE.findall(other.text)):
                score += _FROM_FIGURES
            found[a].append(Match(other, score, words))
            turned[b].append((one, score))
        self._backwards = {key: sorted(pairs, key=lambda pair: -pair[1])[:_KEPT] for key, pairs in turned.items()}
        return {key: sorted(matches, key=lambda match: -match.score)[:_KEPT] for key, matches in found.items()}

    def _by_words(self) -> dict[tuple[int, int], float]:
        olds = [self.wording.vector(sentence.text) for sentence in self.old]
        news = [self.wording.vector(sentence.text) for sentence in self.new]
        holders: dict[str, list[int]] = defaultdict(list)
        for index, vector in enumerate(news):
            for gram in vector:
                holders[gram].append(index)
        sizes = [weight(vector) for vector in news]
        found: dict[tuple[int, int], float] = {}
        for a, vector in enumerate(olds):
            sums: dict[int, float] = defaultdict(float)
            for gram, value in vector.items():
                for b in holders.get(gram, ()):
                    sums[b] += value
            size = weight(vector)
            for b, both in sums.items():
                found[a, b] = both / (size * sizes[b]) ** 0.5
        return found

    def _chapters(self) -> dict[tuple[str, str], float]:
        texts: list[dict[str, list[str]]] = []
        for side in (self.old, self.new):
            by_chapter: dict[str, list[str]] = defaultdict(list)
            for sentence in side:
                by_chapter[sentence.chapter].append(sentence.text)
            texts.append(by_chapter)
        vectors = [
            {chapter: self.wording.vector("".join((chapter, *lines))) for chapter, lines in side.items()}
            for side in texts
        ]
        return {(one, other): cosine(vectors[0][one], vectors[1][other]) for one in vectors[0] for other in vectors[1]}


def best_stretch(wording: Wording, old_quote: str, choices: Sequence[str]) -> tuple[str, float]:
    """The one of `choices` whose words are most those of `old_quote`, and how alike they are; "" where none is at all."""
    wanted = wording.vector(old_quote)
    best, best_score = "", 0.0
    for choice in choices:
        vector = wording.vector(choice)
        size = weight(wanted) + weight(vector)
        score = 2 * shared(wanted, vector) / size if size else 0.0
        if score > best_score + 1e-9:
            best, best_score = choice, score
    return best, best_score
