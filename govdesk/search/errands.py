"""Errands found by what a clerk calls them: their names, usual wordings, pinyin, and the words of a whole question.

The rule in force comes first whatever the other has: a clerk of one city is not led into another city's errand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from govdesk.search.analyzer import is_han, is_word
from govdesk.search.folding import fold_text
from govdesk.search.model import Errand, Rules
from govdesk.search.query import Signs, read_signs, rule_names
from govdesk.search.synonyms import load_synonyms

#: A question's words count from this length; errands with less than this share of the best one's weight are no answer.
_LEAST_WORD = 2
_LEAST_SHARE = 0.6
#: What it counts that an errand rests on the best article, against all words of the question: 0.3 and 0.7 are alike.
_RESTS = 0.5
#: What an errand's words count that is the desk's own, that of what the desk also is, or of others.
_NEARNESS = (1.0, 0.9, 0.8)
#: A wording within a query says what it is about from so many letters on, or where it is so large a part of it.
_TELLING = 4
_TELLING_PART = 1 / 3
#: Ranks up to this are what an errand is called; `_NEAR` is the rank of what is only near a question.
_CALLED_SO, _NEAR = 1, 9
#: So many characters are one word, or none.
_OTHER_WORD = 3
#: Letters of a usual wording, which is longer than a name and would be hit by any two.
_LEAST_LETTERS = 2

#: Whether letters (initials or syllables) stand in the sound of some words: (words, letters, only at their beginning).
Sounds = Callable[[str, str, bool], bool]


class FoundErrand(NamedTuple):
    """An errand of the rule `rule`; a smaller `rank` answers better, then whatever has more of its words in the query.

    Errands that are only near a question are ranked one by one.
    """

    rule: str
    errand: Errand
    rank: int
    words: tuple[int, int] = (0, 0)  # letters of the longest wording within the query, and of what the name shares

    @property
    def is_named(self) -> bool:
        """Whether the query is what the errand is called, and not a question that has some of its words."""
        return self.rank <= _CALLED_SO


def find_errands(
    rules: Rules,
    typed: str,
    first_rule: str,
    sounds: Sounds,
    desks: Sequence[str] = (),
    answers: Sequence[tuple[str, str]] | None = None,
) -> list[FoundErrand]:
    """Errands that answer `typed`, those of `first_rule` first, then by how well they answer.

    A city named beside the words, a hyphen and quotes mean what they mean for articles. `desks` is what the desk in
    force is, if there is one (市司法局 is 市政府部门, too): of errands that answer alike, those that its clerks have stand first.
    `answers` are the articles that answer, as rule and number, best first, None where that is not known: to a question, an
    errand that rests on them does. What no article answers no errand does, unless it is called so: 孩子上学.
    """
    signs = read_signs(typed, rule_names(rule.meta for rule in rules.rules.values()))
    words = signs.text.split()
    text = " ".join(words)
    if not words or text in load_synonyms().empty:  # 怎么办 stands in many wordings and names nothing
        return []
    letters = "".join(words) if all(word.isascii() and word.isalpha() for word in words) else ""
    wanted = [signs.rule] if signs.rule else [rule for rule in rules.rules if rule not in signs.not_rules]
    found: list[FoundErrand] = []
    for rule_id in sorted(wanted, key=lambda rule_id: rule_id != first_rule):
        errands = [one for one in rules.wizards_by_rule.get(rule_id, ()) if _allowed(one, signs)]
        ranked = [(_rank(errand, text, words, letters, sounds), errand) for errand in errands]
        own = [
            FoundErrand(rule_id, errand, rank, (_longest_within(errand, text), _in_title(errand, text)))
            for rank, errand in ranked
            if rank is not None
        ]
        if not own and answers != () and not letters and not _is_other_word(text):
            near = _asked_for(errands, text, desks, [article for rule, article in answers or () if rule == rule_id])
            found += [FoundErrand(rule_id, errand, _NEAR + place) for place, errand in enumerate(near)]
        # Of several that are called so, and of several that are not, those of the desk.
        found += sorted(own, key=lambda one: _order(one, text, desks))
    return found


def _order(found: FoundErrand, text: str, desks: Sequence[str]) -> tuple[bool, bool, int, int, int, int, int, int]:
    """What is called just so stands first; then the desk's own, first those that mostly its clerks do.

    Of two names alike the shorter one stands first: it says nothing else.
    """
    errand = found.errand
    exactly = fold_text(errand.title) == text
    near, place = _is_of(errand, desks)
    shared = -found.words[0], -found.words[1]
    return not exactly, not found.is_named, near, found.rank, place, *shared, len(errand.title)


def _is_of(errand: Errand, desks: Sequence[str]) -> tuple[int, int]:
    """How near an errand is to a desk: 0 its own, 1 of what the desk also is, 2 of others; and its place among the errand's desks.

    An errand that names no desk is everybody's.
    """
    if not desks or not errand.desks:
        return 0, 0
    near = next((index for index, desk in enumerate(desks) if desk in errand.desks), len(desks))
    return min(near, 2), errand.desks.index(desks[near]) if near < len(desks) else 0


def _allowed(errand: Errand, signs: Signs) -> bool:
    everything = _everything(errand)
    return all(words in everything for words in signs.exact) and not any(
        word in errand.title or word in errand.asks for word in signs.without
    )


def _is_other_word(text: str) -> bool:
    """Whether a short text is one word of the language that no errand has: 会议室 is not 会议."""
    return 1 < len(text) <= _OTHER_WORD and is_han(text) and not load_synonyms().written_for(text) and is_word(text)


def _rank(errand: Errand, text: str, words: Sequence[str], letters: str, sounds: Sounds) -> int | None:
    """0 for the name, 1 to 4 for a wording (itself, in the query, its beginning, a part), 5 for words here and there."""
    title, asks = fold_text(errand.title), [fold_text(ask) for ask in errand.asks]
    if (len(text) > 1 and text in title) or title in text or (letters and sounds(errand.title, letters, False)):
        return 0
    if text in asks:
        return 0
    if any(ask in text and _carries(ask, text) for ask in asks):
        return 2
    if any(ask.startswith(text) for ask in asks):
        return 3
    if any(text in ask for ask in asks) or text in title:
        return 4
    if len(letters) >= _LEAST_LETTERS and any(sounds(ask, letters, True) for ask in errand.asks):
        return 4
    everything = _everything(errand)
    return 5 if all(word in everything for word in words) else None


def _carries(ask: str, text: str) -> bool:
    """Whether a wording is what a longer query is about: 出国 is not, in 市长出国谁主持工作."""
    return len(ask) >= _TELLING or len(ask) >= _TELLING_PART * len(text)


def _in_title(errand: Errand, text: str) -> int:
    """Letters of the longest run that the name shares with the query: of two errands for 会议纪要谁签, 印发会议纪要."""
    title = fold_text(errand.title)
    runs = (
        end - at for at in range(len(title)) for end in range(at + _LEAST_WORD, len(title) + 1) if title[at:end] in text
    )
    return max(runs, default=0)


def _longest_within(errand: Errand, text: str) -> int:
    """会议纪要谁签 has 会议纪要 of one errand in it, and only 会议 of another."""
    return max((len(ask) for ask in errand.asks if fold_text(ask) in text), default=0)


def _everything(errand: Errand) -> str:
    return fold_text("\n".join((errand.title, errand.summary, *errand.asks)))


def _asked_for(errands: Sequence[Errand], text: str, desks: Sequence[str], answers: Sequence[str]) -> list[Errand]:
    """The errands nearest to a whole question: 局长出差要跟谁请假.

    What counts is how much of the question an errand has, by the length and rarity of its words; whether it rests on an
    article of `answers`, best first; and, less, whether it is the desk's.
    """
    described = [(errand, _everything(errand)) for errand in errands]
    weights: dict[Sequence[str], float] = {}
    for spellings in _words_of(text, [words for _, words in described]):
        times = sum(any(word in words for word in spellings) for _, words in described)
        if times:
            weights[spellings] = len(spellings[0]) * math.log(1 + len(described) / times)
    whole = sum(weights.values()) or 1.0
    scored = []
    for errand, words in described:
        has = sum(weight for spellings, weight in weights.items() if any(word in words for word in spellings))
        best = min((answers.index(number) for number in errand.cited_articles() if number in answers), default=None)
        score = has / whole + (_RESTS / (1 + best) if has and best is not None else 0.0)
        scored.append((score * _NEARNESS[_is_of(errand, desks)[0]], errand))
    most = max((score for score, _ in scored), default=0.0)
    wanted = [(score, errand) for score, errand in scored if score and score >= most * _LEAST_SHARE]
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
