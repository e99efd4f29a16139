"""What a typed query asks for: an article by its number, or words, perhaps of one city only.

Three signs mean something: “quotes” ask for exactly these words, a blank for what stands on both sides of it, a
hyphen before a word for articles without it; 或 between blanks asks for either side. Whatever else is typed is words:
folded, capped, and cut by the words of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from govdesk.rules.model import RuleMeta
from govdesk.search.analyzer import is_han, runs
from govdesk.search.asking import (
    ROLE_ASKED,
    as_one_question,
    asked_in,
    is_asking,
    office_asked,
)
from govdesk.search.denial import DENYING, Denied, denied, without_doubt, without_idle_nos, words_denied
from govdesk.search.folding import fold_text
from govdesk.search.lexicon import COUNTED, UNIT, Lexicon
from govdesk.search.offices import in_general, offices_meant
from govdesk.search.synonyms import Synonyms
from govdesk.search.typed import joined_lines, other_numerals, plain_letters

#: Characters of a query that are read; a pasted page is searched by its beginning.
MAX_QUERY = 200
#: Words of a query that are looked for.
MAX_TERMS = 40

_PHRASE = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"(?P<not>(?<!\S)-)?(?:“(?P<a>[^“”]+)”|\"(?P<b>[^\"]+)\"|「(?P<c>[^「」]+)」|『(?P<d>[^『』]+)』)")
_EXCLUDED = re.compile(r"(?<!\S)-(?P<word>[^\W_]\S*)")
# Whether or not, of a verb before its object: 合不合规矩 has no 不合规.
_A_NOT_A = r"(\w)[不没]\1"
_MARK = r"[,。;!?]+"
_HOW_MANY = "一二两三四五六七八九十百半每"
# What is counted in everyday stories and in no rule's term: 谈了两轮, 送来两箱酒. 三包 and 一本 are words of their own.
_COUNTERS = "轮趟遍箱瓶盒袋桌间层页篇笔套批台辆名位家份张件项条块元万米斤"
_TOWARDS = "去到赴往来"
_COMPARED = "不同|不一样|一样|区别|差别|差异|异同|对比|相比|比较"
_EITHER = re.compile(r"(?<=\s)(?:或|或者|or|\|)(?=\s)")


@dataclass(frozen=True)
class Term:
    """A word to look for. `others` are words that documents write in its stead, or the same number in other numerals.

    `measures` says that it is a number or what a number counts: how much of something, and not of what.
    """

    word: str
    others: tuple[str, ...] = ()
    measures: bool = False

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Every literal form that counts as this word."""
        return (self.word, *self.others)


@dataclass(frozen=True)
class Side:
    """What stands on one side of 或: the words between blanks, of which an answer needs something from each group.

    `text` is this side as typed, `phrases` the same between blanks and punctuation, `bare` without the words that only
    ask; `denies` are the words that a no in it denies, `offices` the names of the office whose work is asked after.
    """

    text: str
    groups: tuple[tuple[Term, ...], ...]
    phrases: tuple[str, ...]
    bare: str
    denied: Denied | None = None
    denies: tuple[Term, ...] = ()
    offices: tuple[str, ...] = ()

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All words of this side, each once."""
        return tuple(dict.fromkeys(term for group in self.groups for term in group))


@dataclass(frozen=True)
class Query:
    """A query understood.

    `rule` is the only rule wanted, or ""; `text` what is left after it and after the signs; `exact` must stand as
    they are, `without` must not, and nothing of `not_rules` is wanted.
    """

    rule: str
    text: str
    sides: tuple[Side, ...]
    exact: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_rules: frozenset[str] = frozenset()

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All words, each once."""
        return tuple(dict.fromkeys(term for side in self.sides for term in side.terms))[:MAX_TERMS]

    @property
    def phrases(self) -> tuple[str, ...]:
        """What was typed between blanks and punctuation."""
        return tuple(phrase for side in self.sides for phrase in side.phrases)

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """`text` cut where 汉字, digits and letters meet."""
        return tuple(runs(self.text))


def parts_told(side: Side) -> tuple[str, ...]:
    """The parts of a story between its commas; none of a single question, nor of words between blanks."""
    return side.phrases if len(side.phrases) > 1 and len(side.groups) == 1 else ()


def rule_names(metas: Iterable[RuleMeta]) -> list[tuple[str, str]]:
    """What a query may call a rule, with the rule's id, the longest names first."""
    names = ((fold_text(name), meta.id) for meta in metas for name in (meta.id, meta.short_title, *meta.aliases))
    return sorted(names, key=lambda pair: -len(pair[0]))


@dataclass(frozen=True)
class Signs:
    """What was typed, apart from its signs: `text` is what is left for words, `rule` a city named, `not_rules` those left out."""

    rule: str
    not_rules: frozenset[str]
    text: str
    exact: tuple[str, ...]
    without: tuple[str, ...]


def read_signs(typed: str, names: Sequence[tuple[str, str]], having: Callable[[str], int] = lambda _: 0) -> Signs:
    """The city that `typed` names beside its words, the quotes and the hyphens; `having` counts the texts with a pair."""
    folded = plain_letters(fold_text(joined_lines(typed.strip()[:MAX_QUERY]))).strip()
    exact: list[str] = []
    without: list[str] = []
    not_rules: set[str] = set()
    cities = dict(names)

    def take_quoted(match: re.Match[str]) -> str:
        words = next(group for group in match.group("a", "b", "c", "d") if group)
        if not _PHRASE.search(words):
            return " "
        (without if match["not"] else exact).append(words.strip())
        beside = folded[match.start() - 1 : match.start()].isalnum() or folded[match.end() : match.end() + 1].isalnum()
        # Beside other words without a blank, the quotes are part of a sentence of the law.
        return " " if match["not"] else match[0] if beside else words

    def take_excluded(match: re.Match[str]) -> str:
        word = "".join(_PHRASE.findall(match["word"]))
        if word in cities:
            not_rules.add(cities[word])
        else:
            without.append(word)
        return " "

    text = _EXCLUDED.sub(take_excluded, _QUOTED.sub(take_quoted, folded)).strip()
    rule, text = _take_rule(text, names, having)
    return Signs(rule, frozenset(not_rules), text, tuple(exact), tuple(without))


def read_query(typed: str, names: Sequence[tuple[str, str]], lexicon: Lexicon, synonyms: Synonyms) -> Query:
    """The words that `typed` asks for, and the city that it names beside them."""
    signs = read_signs(typed, names, lexicon.having)
    query = _understood(signs.rule, signs.text, lexicon, synonyms)
    return replace(query, exact=signs.exact, without=signs.without, not_rules=signs.not_rules)


def _take_rule(folded: str, names: Sequence[tuple[str, str]], having: Callable[[str], int]) -> tuple[str, str]:
    """(rule id, the rest) when a city's name stands first or as a word of its own and something else is asked."""
    if len({rule for name, rule in names if name in folded and is_han(name)}) > 1:  # both are asked the same
        of_all = "|".join(re.escape(name) for name, _ in names if is_han(name))
        return "", re.sub(f"{of_all}|{_COMPARED}", " ", folded).strip() or folded
    torn = ("", folded)
    for name, rule in names:
        if name not in folded:
            continue
        apart = re.sub(rf"(^|\s){re.escape(name)}(?=\s|$)", " ", folded).strip()
        if apart != folded.strip() and runs(apart):
            return rule, apart
        rest = folded.removeprefix(name)
        # zjgx is no city; 咸阳请示 is one, and a question. 咸阳市长 is of 咸阳, and not of 咸阳市.
        if rest != folded and runs(rest) and is_han(runs(rest)[0]):
            if not having(name[-1] + rest[0]):
                return rule, rest
            torn = rule, rest
    return torn


def rule_spoken_of(typed: str, names: Sequence[tuple[str, str]]) -> str:
    """The only rule whose city a question speaks of, anywhere in it: 离开张家港要向谁报告; "" for none or several.

    Who goes to a city asks their own rule: 去张家港出差.
    """
    folded = fold_text(typed.strip()[:MAX_QUERY])
    named = {rule for name, rule in names if name in folded and is_han(name)}
    if len(named) != 1:
        return ""
    rule = named.pop()
    of_it = (name for name, of in names if of == rule and is_han(name))
    return rule if any(re.search(rf"(?<![{_TOWARDS}-]){re.escape(name)}", folded) for name in of_it) else ""


def _terms(text: str, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Term, ...]:
    """The words of `text` that carry its subject, each once."""
    text = re.sub(_A_NOT_A, lambda match: match[0] if match[0] in synonyms.empty else match[1], text)
    words = [part for word in lexicon.cut(text) for part in _number_apart(word, lexicon)]
    units = {unit for number, unit in pairwise(words) if other_numerals(number) and UNIT.fullmatch(unit)}
    terms = (
        Term(
            word,
            synonyms.written_for(word) or other_numerals(word),
            word in units or _measures(word) or _counts(word, lexicon),
        )
        for word in dict.fromkeys(words)
        if word not in synonyms.empty and word not in DENYING
    )
    return tuple(term for term in terms if term.others or lexicon.having(term.word) or not is_asking(term.word))


def _measures(word: str) -> bool:
    """Whether a word says how much or how often: 10, 三天, 每月."""
    what = word.lstrip(_HOW_MANY)
    is_counted = what != word or len(word) > 1  # 日 alone may be anything
    return bool(other_numerals(word)) or (is_counted and UNIT.fullmatch(what) is not None)


def _counts(word: str, lexicon: Lexicon) -> bool:
    """Whether a word that no text has is a number of things: 两轮, 三箱."""
    number, counter = word[:-1], word[-1:]
    return counter in _COUNTERS and number != "" and not number.strip(_HOW_MANY) and not lexicon.having(word)


def _put_together(text: str, lexicon: Lexicon) -> str:
    """`text` without the blanks that tear its words into characters: 会议 纪 要."""
    parts = text.split()
    if len(parts) < 2 or not all(map(is_han, parts)) or min(map(len, parts)) > 1:
        return text
    whole = "".join(parts)
    return whole if all(len(word) > 1 for word in lexicon.cut(whole)) else text


def _number_apart(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """三天 as 三 and 天, where no text has the two as a word."""
    match = None if lexicon.having(word) else COUNTED.fullmatch(word)
    return (match["number"], match["unit"]) if match else (word,)


def _understood(rule: str, text: str, lexicon: Lexicon, synonyms: Synonyms) -> Query:
    text = _put_together(text, lexicon)
    sides = tuple(side for part in _EITHER.split(text) if (side := _side(part, lexicon, synonyms)).groups)
    return Query(rule, text, sides)


def _otherwise(office: str, lexicon: Lexicon, synonyms: Synonyms) -> list[str]:
    """What documents write for an office, or for a part of its name: 县区政府 is 县市区政府."""
    parts = ((part, written) for part in lexicon.cut(office) for written in synonyms.written_for(part))
    return [*synonyms.written_for(office), *(office.replace(part, written) for part, written in parts)]


def _telling(text: str) -> str:
    """`text` without the parts between commas that say no more than that one does not know: 我不知道."""
    parts = re.split(_MARK, text)
    if len(parts) < 2:
        return text
    kept = [sure for part in parts if (sure := without_doubt(part))]
    return ",".join(kept) if 0 < len(kept) < len(parts) else text


def _side(text: str, lexicon: Lexicon, synonyms: Synonyms) -> Side:
    text = as_one_question(_telling(text))
    office = office_asked(text)  # is cut as if it stood alone: 工会 is not 工 and 会, in 工会职责 neither
    if general := in_general(office, lexicon.having):
        office = general[0]
        text = office + ROLE_ASKED
    offices = offices_meant(office, [*general, *_otherwise(office, lexicon, synonyms)]) if office else ()
    words = f"{offices[1] if offices[1:] and '人民政府' in office else office} {ROLE_ASKED}" if office else text
    groups = tuple(group for part in words.split() if (group := _terms(part, lexicon, synonyms)))
    if general[1:]:
        groups = ((Term(office, general[1:]),),)
    if not groups:  # 规定 alone is a question after 规定; 的 alone is none, nor is 干什么
        alone = lexicon.cut(office or text)
        groups = tuple((Term(word),) for word in dict.fromkeys(alone) if len(word) > 1 and not is_asking(word))
    phrases = tuple(_PHRASE.findall(text))
    # Of a story, a no counts where something is asked.
    cut = lexicon.cut(without_idle_nos(" ".join(asked_in(phrases)) or text))
    behind = words_denied(cut)
    denies = sorted(
        {term for group in groups for term in group if term.word in behind}, key=lambda term: behind.index(term.word)
    )
    return Side(text.strip(), groups, phrases, synonyms.without_noise(text), denied(cut), tuple(denies), offices)


def reworded(query: Query, meant: str, lexicon: Lexicon, synonyms: Synonyms) -> Query:
    """`query` with other words, for the same city."""
    new = _understood(query.rule, meant, lexicon, synonyms)
    return replace(new, without=query.without, not_rules=query.not_rules)
