"""How alike two stretches of rule text are, by their words: character n-grams, the rare ones counting for more.

Salton's cosine with inverse document frequency over sentences. Figures count as one word whatever they say, so that 10 个工作日
finds 7 个工作日; so do the signs of punctuation, which count for nothing.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from govdesk.rules.signs import widened

_SIGNS = re.compile(r"[，。；、：“”‘’（）〔〕《》\s]")
_FIGURES = re.compile(r"[0-9]+|[一二两三四五六七八九十百]+(?=个|次|天|日|名|周|年|小时|分钟|万元|份|季度)")
#: Rules bid in the words of their time, 要 in the one and 应当 in the other; how binding words are is judged elsewhere.
_MODAL = re.compile(
    r"必须|应当|(?<![相响适对反供报答])应(?![急用对邀聘])|(?<!无)须|(?<![重主简摘纪只需不概紧扼])要(?![求素点件闻案么领务目])"
)
_SAME = (
    ("负责同志", "负责人"),
    ("领导同志", "领导"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("人民政府", "政府"),
)
Vector = Mapping[str, float]
_KEPT = 300  # vectors


def plain(text: str) -> str:
    """`text` without signs and modal words, each figure as one character, what is called in two ways called in one."""
    bare = _MODAL.sub("", widened(text))
    for long, short in _SAME:
        bare = bare.replace(long, short)
    return _FIGURES.sub("#", _SIGNS.sub("", bare))


def grams(text: str) -> set[str]:
    """The runs of two and three characters of `text`."""
    bare = plain(text)
    return {bare[at : at + 2] for at in range(len(bare) - 1)} | {bare[at : at + 3] for at in range(len(bare) - 2)}


class Wording:
    """Weights of n-grams over a body of sentences."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(grams(text))
            total += 1
        self._rarest = math.log(1 + max(total, 1))
        self._weights = {gram: math.log(1 + total / count) for gram, count in counts.items()}
        # The same stretches are weighed for every line that may rest on them: fifty times each in a draft.
        self.vector = functools.lru_cache(_KEPT)(self._vector)

    def _vector(self, text: str) -> Vector:
        """The n-grams of `text` with their weights."""
        return {gram: self._weights.get(gram, self._rarest) for gram in grams(text)}

    def alike(self, one: str, other: str) -> float:
        """From 0, nothing in common, to 1, the same words."""
        return cosine(self.vector(one), self.vector(other))


def weight(vector: Vector) -> float:
    """The sum of the weights."""
    return sum(vector.values())


def shared(one: Vector, other: Vector) -> float:
    """The weight of what both have."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value for gram, value in one.items() if gram in other)


def cosine(one: Vector, other: Vector) -> float:
    """Shared weight over the geometric mean of both weights: each n-gram counts once, with its weight."""
    size = weight(one) * weight(other)
    return shared(one, other) / math.sqrt(size) if size else 0.0
