"""Errands found by what a clerk calls them: their names, usual wordings, pinyin, and the words of a whole question.

The rule in force comes first whatever the other has: a clerk of one city is not led into another city's errand.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from govdesk.search.model import Errand, Rules
from govdesk.search.synonyms import load_synonyms
from govdesk.typed import clean_line

#: A question's words count from this length; errands with less than this share of the best one's weight are no answer.
_LEAST_WORD = 2
_LEAST_SHARE = 0.6
#: A wording within a query says what it is about from so many letters on, or where it is so large a part of it.
_TELLING = 4
_TELLING_PART = 1 / 3
#: Letters of a usual wording, which is longer than a name and would be hit by any two.
_LEAST_LETTERS = 2

#: Whether letters (initials or syllables) stand in the sound of some words: (words, letters, only at their beginning).
Sounds = Callable[[str, str, bool], bool]


class FoundErrand(NamedTuple):
    """An errand of the rule `rule`; a smaller `rank` answers better, then whatever has more of its words in the query."""

    rule: str
    errand: Errand
    rank: int
    words: tuple[int, int] = (0, 0)  # letters of the longest wording within the query, and of what the name shares


def find_errands(rules: Rules, typed: str, first_rule: str, sounds: Sounds) -> list[FoundErrand]:
    """Errands that answer `typed`, those of `first_rule` first, then by how well they answer."""
    text = unicodedata.normalize("NFKC", clean_line(typed)).strip().lower()
    words = text.split()
    if not words or text in load_synonyms().empty:  # 怎么办 stands in many wordings and names nothing
        return []
    letters = "".join(words) if all(word.isascii() and word.isalpha() for word in words) else ""
    found: list[FoundErrand] = []
    for rule_id in sorted(rules.rules, key=lambda rule_id: rule_id != first_rule):
        errands = rules.wizards_by_rule.get(rule_id, ())
        ranked = [(_rank(errand, text, words, letters, sounds), errand) for errand in errands]
        own = [
            FoundErrand(rule_id, errand, rank, (_longest_within(errand, text), _in_title(errand, text)))
            for rank, errand in ranked
            if rank is not None
        ]
        if not own and not letters:
            own = [FoundErrand(rule_id, errand, 9) for errand in _asked_for(errands, text)]
        found += sorted(own, key=lambda one: (one.rank, -one.words[0], -one.words[1]))
    return found


def _rank(errand: Errand, text: str, words: Sequence[str], letters: str, sounds: Sounds) -> int | None:
    """0 for the name, 1 to 3 for a wording (as it is, its beginning, a part), 4 for words here and there, None for no."""
    title, asks = errand.title.lower(), [ask.lower() for ask in errand.asks]
    if text in title or title in text or (letters and sounds(errand.title, letters, False)):
        return 0
    if text in asks or any(ask in text and _carries(ask, text) for ask in asks):
        return 1
    if any(ask.startswith(text) for ask in asks):
        return 2
    if any(text in ask for ask in asks):
        return 3
    if len(letters) >= _LEAST_LETTERS and any(sounds(ask, letters, True) for ask in errand.asks):
        return 3
    everything = _everything(errand)
    return 4 if all(word in everything for word in words) else None


def _carries(ask: str, text: str) -> bool:
    """Whether a wording is what a longer query is about: 出国 is not, in 市长出国谁主持工作."""
    return len(ask) >= _TELLING or len(ask) >= _TELLING_PART * len(text)


def _in_title(errand: Errand, text: str) -> int:
    """Letters of the longest run that the name shares with the query: of two errands for 会议纪要谁签, 印发会议纪要."""
    title = errand.title.lower()
    runs = (
        end - at for at in range(len(title)) for end in range(at + _LEAST_WORD, len(title) + 1) if title[at:end] in text
    )
    return max(runs, default=0)


def _longest_within(errand: Errand, text: str) -> int:
    """会议纪要谁签 has 会议纪要 of one errand in it, and only 会议 of another."""
    return max((len(ask) for ask in errand.asks if ask.lower() in text), default=0)


def _everything(errand: Errand) -> str:
    return "\n".join((errand.title, errand.summary, *errand.asks)).lower()


def _asked_for(errands: Sequence[Errand], text: str) -> list[Errand]:
    """The errands nearest to a whole question: 局长出差要跟谁请假."""
    described = [(errand, _everything(errand)) for errand in errands]
    weights: dict[Sequence[str], float] = {}
    for spellings in _words_of(text, [words for _, words in described]):
        times = sum(any(word in words for word in spellings) for _, words in described)
        if times:
            weights[spellings] = len(spellings[0]) * math.log(1 + len(described) / times)
    scored = [
        (sum(weight for spellings, weight in weights.items() if any(word in words for word in spellings)), errand)
        for errand, words in described
    ]
    best = max((score for score, _ in scored), default=0.0)
    if best <= 0:
        return []
    wanted = [(score, errand) for score, errand in scored if score >= best * _LEAST_SHARE]
    return [errand for _, errand in sorted(wanted, key=lambda one: (-one[0], -_in_title(one[1], text)))]


def _words_of(text: str, known: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The words in `text` that some errand has, or that stand for such a word; longest first, each place once."""
    synonyms = load_synonyms()
    everything = "\n".join(known)
    found: dict[tuple[str, ...], None] = {}
    # How one asks, and everyday words, name no errand: 要不要 is no 要不.
    for empty in sorted(synonyms.empty, key=len, reverse=True):
        if len(empty) >= _LEAST_WORD:
            text = text.replace(empty, " ")
    at = 0
    while at < len(text):
        for end in range(len(text), at + _LEAST_WORD - 1, -1):
            word = text[at:end]
            spellings = (word, *synonyms.written_for(word))
            if " " not in word and any(spelling in everything for spelling in spellings):
                found.setdefault(spellings)
                at = end
                break
        else:
            at += 1
    return found
