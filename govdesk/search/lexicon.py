"""The words that the library's texts use, and the cutting of a query into them.

A query is cut by the words of the very texts it is asked of: that is exact where it matters, and no general
dictionary has to be loaded for it. What these words leave over is cut by the general one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import log
from typing import Self

import msgspec

from govdesk.search.analyzer import cut, is_han, is_word, runs
from govdesk.search.denial import DENYING
from govdesk.search.synonyms import Synonyms

#: How many words are kept, the commonest; the rest is cut by the general dictionary.
MOST_WORDS = 60_000
#: Longer words are not looked for when a query is cut.
_LONGEST = 8
#: What a single character that is no word costs, in nats: more than any word does.
_STRANGE = 14.0
#: Longer words of the language mean what their parts mean: 领导班子成员.
_LONGEST_TORN = 3
#: Small words that leave the next character what it means: 大门 is a 门, 那边 a 边.
_QUALIFYING = "大小老好新那这哪各每某本"
#: Small words that say where, behind what is meant: 县上, 村里.
_PLACES = "上里"
#: What a number counts, and the two together: 三天.
_NUMERALS = "一二两三四五六七八九十百"
#: A number that is asked for: in 多少天开一回 is no 天开.
_NUMBER_ASKED = re.compile(r"(?:多少|几)$")
#: Behind a number it counts: 四个人 are no 个人.
_COUNTER = "个"
_NUMBERS = re.compile(rf"([{_NUMERALS}]+)")
UNIT = re.compile(r"个?(?:天|日|周|星期|礼拜|月|年|次|回|小时|钟头|分钟|工作日)")
COUNTED = re.compile(rf"(?P<number>[{_NUMERALS}]+)(?P<unit>{UNIT.pattern})")


class Lexicon:
    """Words and in how many articles each stands; `known` are further words that people type, `small` those that say nothing.

    Both cost as little as a common word: 来不了 is one word although no document has it. The single characters
    among them stand alone.
    """

    def __init__(
        self,
        having: Mapping[str, int],
        said: Iterable[str] = (),
        known: Iterable[str] = (),
        small: Iterable[str] = (),
    ) -> None:
        self._having = having
        self._said = frozenset(said)
        self._whole_texts = len(having) < MOST_WORDS
        whole = log(sum(having.values()) + 1)
        self._whole = whole
        self._small = frozenset(small)
        self._known = self._small.union(known)
        self._known_cost = min(whole, 6.0)

    @classmethod
    def read(cls, kept: bytes, synonyms: Synonyms) -> Self:
        """The lexicon that an index keeps, with what else people say. Raises msgspec.MsgspecError for other bytes."""
        having, said = msgspec.msgpack.decode(kept, type=tuple[dict[str, int], list[str]])
        known = {word for entry in synonyms.synonyms for word in entry.said}
        return cls(having, said, known, synonyms.empty | DENYING)

    def prepare(self) -> None:
        """Load the general dictionary now."""
        cut("")

    def is_torn(self, word: str) -> bool:
        """Whether a word is one of the language and none of the texts': 入学 where they say 深入学习, 会议室 for 会议."""
        ours = word in self._having or word in self._said or word in self._known
        return 1 < len(word) <= _LONGEST_TORN and is_han(word) and not ours and self._whole_texts and is_word(word)

    def having(self, word: str) -> int:
        """In how many articles `word` stands as a word."""
        return self._having.get(word, 0)

    def cut(self, text: str) -> list[str]:
        """The words of a folded text in order.

        Single characters side by side are no words of ours: those stretches are cut by the general dictionary.
        """
        found: list[str] = []
        for run in runs(text):
            found += self._cut(run) if is_han(run) and not self._is_foreign(run) else [run]
        return found

    def _is_foreign(self, run: str) -> bool:
        """Whether a stretch is one word of the language that the texts lack: 工会 is not 工 and 会."""
        return len(run) <= 3 and COUNTED.fullmatch(run) is None and self.is_torn(run)

    def _cut(self, run: str) -> list[str]:
        words: list[str] = []
        strange = ""
        for word in self._kept_whole(run, self._cheapest(run)):
            is_unit = not strange and words and _NUMBER_ASKED.match(words[-1]) and UNIT.fullmatch(word)
            if is_unit:
                words[-1] += word
                continue
            if len(word) == 1 and word not in self._known:
                strange += word
                continue
            words += _general(strange)
            strange = ""
            is_counter = word[0] == _COUNTER and len(word) == 2 and words and not words[-1].strip(_NUMERALS)
            words += word if is_counter else [word]
        return words + _general(strange)

    def _kept_whole(self, run: str, words: list[str]) -> list[str]:
        """`words` with what the language has as one word put together again where a part of it is strange: 天气预报."""
        if not any(len(word) == 1 and word not in self._known for word in words):
            return words
        whole = {}  # begin -> end, of the general dictionary's words
        end = 0
        for word in cut(run):
            end += len(word)
            if _NUMBER_ASKED.search(run, 0, end - len(word)) and UNIT.match(word):
                continue
            if is_word(word) and (len(word) > 2 or (len(word) == 2 and self._is_strange(word))):
                whole[end - len(word)] = end
        kept: list[str] = []
        begin = 0
        begins = list(accumulate(map(len, words), initial=0))
        while begin < len(run):
            end = whole.get(begin, 0)
            inside = [word for word, at in zip(words, begins, strict=False) if begin <= at < end]
            strange = any(len(word) == 1 and word not in self._known for word in inside)
            others = [word for word in inside if len(word) > 1]
            # 送上去 is 送 with one of the known words that say nothing; 招待所 is no 招待, but 出国访问 is 出国.
            keeps = end - begin > _LONGEST_TORN or run[begin] in _QUALIFYING
            parts = self._known if keeps else self._small
            torn = strange and not (others and parts.issuperset(others))
            kept.append(run[begin:end] if torn and end in begins else words[begins.index(begin)])
            begin += len(kept[-1])
        return kept

    def _is_strange(self, word: str) -> bool:
        """Whether a word of two is a character that the texts lack, and a small word beside it: 婚前, 住院."""
        first, second = word[0], word[1]
        if first in _NUMERALS or first in _QUALIFYING or second in _PLACES:
            return False
        lacked = [character not in self._having and character not in self._known for character in word]
        return (lacked[0] and second in self._known) or (lacked[1] and first in self._known)

    def _cheapest(self, run: str) -> list[str]:
        """The likeliest cut: every word costs the less, the more articles have it."""
        costs, begins = [0.0], [0]
        for end in range(1, len(run) + 1):
            best, begin = costs[end - 1] + self._cost(run[end - 1]), end - 1
            for start in range(max(0, end - _LONGEST), end - 1):
                word = run[start:end]
                if word in self._having or word in self._known:
                    cost = costs[start] + self._cost(word)
                    if cost <= best:  # of two cuts alike, the one that keeps the last word: 不上会 is 不 and 上会
                        best, begin = cost, start
            costs.append(best)
            begins.append(begin)
        words = []
        end = len(run)
        while end:
            words.append(run[begins[end] : end])
            end = begins[end]
        return words[::-1]

    def _cost(self, word: str) -> float:
        if word in self._known:
            return self._known_cost
        times = self._having.get(word, 0)
        return self._whole - log(times) if times else _STRANGE


def _general(stretch: str) -> list[str]:
    """A stretch as the general dictionary cuts it; a number in what is no word of it stands apart: 拖十 in 拖十天."""
    if len(stretch) < 2:
        return [stretch] if stretch else []
    words = cut(stretch)
    return [part for word in words for part in (_NUMBERS.split(word) if not is_word(word) else (word,)) if part]
