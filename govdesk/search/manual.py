"""Which topics of the manual answer words: by pairs of characters, because a clerk asks in whole sentences (怎么换电脑)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from govdesk.manual.model import Manual, Topic
from govdesk.search.analyzer import grams, sought
from govdesk.search.folding import fold_text

#: How one asks, which says nothing about what one asks for.
_ASKING = re.compile(r"怎么办|怎么样|怎么|怎样|如何|为什么|在哪里|在哪|哪里|什么|能不能|可以|是不是|请问|[吗呢啊的了]")
#: What a pair weighs in the title or the other names, against one in the text.
_TITLE, _TEXT = 1.0, 0.6
#: The least share of what was asked that a topic must have.
_LEAST = 0.5


class Found(NamedTuple):
    """A topic that answers, by its place; `worth` is up to 1: 1 where all that was asked stands in its names."""

    place: int
    worth: float


class ManualSearch:
    """Looks through `manual`."""

    def __init__(self, manual: Manual) -> None:
        self._names = [_terms((topic.title, *topic.also)) for topic in manual.topics]
        self._texts = [_terms((topic.text,)) for topic in manual.topics]
        self._titles = [fold_text(topic.title) for topic in manual.topics]
        self._also = [fold_text("\n".join(topic.also)) for topic in manual.topics]
        self._having = Counter(
            term for names, text in zip(self._names, self._texts, strict=True) for term in names | text
        )

    def find(self, asked: str) -> list[Found]:
        """The topics that answer, best first; none for an empty question.

        Something of what was asked must stand in a topic's names: the manual mentions 请示 here and there, and is about
        none of it.
        """
        core = _core(asked)
        terms = set(sought(core))
        if not terms:
            return [Found(index, _TITLE) for index, title in enumerate(self._titles) if core and core in title]
        weights = {term: log(1 + len(self._names) / max(1, self._having[term])) for term in terms}
        whole = sum(weights.values())
        found = []
        for index, (names, text) in enumerate(zip(self._names, self._texts, strict=True)):
            in_names = sum(weight for term, weight in weights.items() if term in names)
            in_text = sum(weight for term, weight in weights.items() if term in text and term not in names)
            worth = (_TITLE * in_names + _TEXT * in_text) / whole
            if in_names and worth >= _LEAST:
                found.append(Found(index, worth))
        joined = core.replace(" ", "")
        return sorted(found, key=lambda entry: self._rank(entry, joined), reverse=True)

    def _rank(self, found: Found, core: str) -> tuple[bool, bool, bool, float, int]:
        """The very title first, then what has the very words in the title, then in the other names."""
        title, also = self._titles[found.place], self._also[found.place]
        return title == core, core in title, core in also, found.worth, len(_terms((core,)) & _terms((title,)))


def excerpt(topic: Topic, asked: str, length: int = 90) -> str:
    """The line of a topic that has most of what was asked, cut to `length` characters; the first where none has any."""
    terms = set(sought(_core(asked)))
    lines = [line for line in topic.text.split("\n") if line]
    best = max(lines, key=lambda line: len(terms & _terms((line,))), default="")
    return best if len(best) <= length else best[: length - 1] + "…"


def _core(asked: str) -> str:
    """What is asked for, without the words of asking."""
    return _ASKING.sub(" ", fold_text(asked)).strip()


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(gram for text in texts for gram in grams(fold_text(text)))
