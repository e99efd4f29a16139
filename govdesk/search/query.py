"""What a typed query asks for: an article by its number, or words, perhaps of one city only.

Three signs mean something: “quotes” ask for exactly these words, a blank for what stands on both sides of it, a
hyphen before a word for articles without it; 或 between blanks asks for either side. Whatever else is typed is words:
folded, capped, and cut by the words of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from govdesk.rules.citation import Citation, match_rule, parse_citation
from govdesk.rules.model import Article, Rule, RuleMeta
from govdesk.search.analyzer import HAN, RUN, is_han, is_word, runs
from govdesk.search.folding import fold_text
from govdesk.search.lexicon import Lexicon
from govdesk.search.synonyms import Synonyms

#: Characters of a query that are read; a pasted page is searched by its beginning.
MAX_QUERY = 200
#: Words of a query that are looked for.
MAX_TERMS = 40
#: How many characters in the middle of a question are taken as one slip: fewer sound like too much.
SHORTEST_SLIP, LONGEST_SLIP = 4, 8

# A number alone, or one that says that it counts articles. 二十五项 names no article.
_NUMBERED = re.compile(r"^[\W_]*第|条|/|^\W*[\d零〇○一二两三四五六七八九十廿卅百千]+\W*$")

_PHRASE = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"(?P<not>(?<!\S)-)?(?:“(?P<a>[^“”]+)”|\"(?P<b>[^\"]+)\"|「(?P<c>[^「」]+)」|『(?P<d>[^『』]+)』)")
_EXCLUDED = re.compile(r"(?<!\S)-(?P<word>[^\W_]\S*)")
# Pinyin typed with a blank after each syllable, and 汉字 with pinyin beside them.
_SPACED = re.compile(r"\b[a-z]+(?:\s+[a-z]+)+\b")
_MIXED = re.compile(rf"(?:[{HAN}]+[a-z]+|[a-z]+[{HAN}]+)[{HAN}a-z]*")
_EITHER = re.compile(r"(?<=\s)(?:或|或者|or|\|)(?=\s)")


@dataclass(frozen=True)
class Term:
    """A word to look for. `others` are words that documents write in its stead."""

    word: str
    others: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Every literal form that counts as this word."""
        return (self.word, *self.others)


@dataclass(frozen=True)
class Side:
    """What stands on one side of 或: the words between blanks, of which an answer needs something from each group.

    `text` is this side as typed, `phrases` the same between blanks and punctuation.
    """

    text: str
    groups: tuple[tuple[Term, ...], ...]
    phrases: tuple[str, ...]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All words of this side, each once."""
        return tuple(dict.fromkeys(term for group in self.groups for term in group))


@dataclass(frozen=True)
class Query:
    """A query understood.

    `rule` is the only rule wanted, or ""; `text` what is left after it and after the signs; `exact` must stand as
    they are, `without` must not.
    """

    rule: str
    text: str
    sides: tuple[Side, ...]
    exact: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

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


def read_citation(typed: str, rules: Mapping[str, Rule]) -> list[tuple[Rule, str]] | None:
    """The articles that `typed` names by number (58, 第58条, 咸阳58, zjg 40); None when it is no such name.

    First those that have the 款 and 项 named. Empty when it is one, and the article is not there. A bare number that no rule has may still be a word: 2022.
    """
    citation = parse_citation(typed[:MAX_QUERY])
    if citation is None or not _is_plainly_a_number(citation, fold_text(typed[:MAX_QUERY])):
        return None
    candidates: Iterable[Rule] = rules.values()
    if citation.rule:
        meta = match_rule(citation.rule, (rule.meta for rule in rules.values()))
        if meta is None:  # 会议 10 is no citation
            return None
        candidates = [rules[meta.id]]
    found = [(rule, article) for rule in candidates if (article := rule.find(citation.article))]
    found.sort(key=lambda pair: not _has_place(pair[1], citation))
    return [(rule, article.number) for rule, article in found] if found or citation.rule or "条" in typed else None


def _has_place(article: Article, citation: Citation) -> bool:
    """Whether an article has the 款 and the 项 that are named: 四十一条第三款 is of the city whose 四十一 has three."""
    paragraphs = article.paragraphs
    if citation.paragraph is not None:
        paragraphs = paragraphs[citation.paragraph - 1 : citation.paragraph]
    return any(len(paragraph.items) >= (citation.item or 0) for paragraph in paragraphs)


def _is_plainly_a_number(citation: Citation, folded: str) -> bool:
    return bool(citation.rule) or _NUMBERED.search(folded) is not None


def rule_names(metas: Iterable[RuleMeta]) -> list[tuple[str, str]]:
    """What a query may call a rule, with the rule's id, the longest names first."""
    names = ((fold_text(name), meta.id) for meta in metas for name in (meta.id, meta.short_title, *meta.aliases))
    return sorted(names, key=lambda pair: -len(pair[0]))


def read_query(typed: str, names: Iterable[tuple[str, str]], lexicon: Lexicon, synonyms: Synonyms) -> Query:
    """The words that `typed` asks for, and the city that it names beside them."""
    folded = fold_text(typed[:MAX_QUERY]).strip()
    rule, text = _take_rule(folded, names, lexicon)
    exact: list[str] = []
    without: list[str] = []

    def take_quoted(match: re.Match[str]) -> str:
        words = next(group for group in match.group("a", "b", "c", "d") if group)
        if not _PHRASE.search(words):
            return " "
        (without if match["not"] else exact).append(words.strip())
        # Beside other words without a blank, the quotes are part of a sentence of the law.
        return " " if match["not"] else words

    def take_excluded(match: re.Match[str]) -> str:
        without.append("".join(_PHRASE.findall(match["word"])))
        return " "

    text = _QUOTED.sub(take_quoted, text)
    text = _EXCLUDED.sub(take_excluded, text)
    query = _understood(rule, text, lexicon, synonyms)
    return replace(query, exact=tuple(exact), without=tuple(without))


def _take_rule(folded: str, names: Iterable[tuple[str, str]], lexicon: Lexicon) -> tuple[str, str]:
    """(rule id, the rest) when a city's name stands first or as a word of its own and something else is asked."""
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
            if not lexicon.having(name[-1] + rest[0]):
                return rule, rest
            torn = rule, rest
    return torn


def _terms(text: str, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Term, ...]:
    """The words of `text` that carry its subject, each once."""
    words = lexicon.cut(text)
    return tuple(Term(word, synonyms.written_for(word)) for word in dict.fromkeys(words) if word not in synonyms.empty)


def _understood(rule: str, text: str, lexicon: Lexicon, synonyms: Synonyms) -> Query:
    sides = tuple(side for part in _EITHER.split(text) if (side := _side(part, lexicon, synonyms)).groups)
    return Query(rule, text, sides)


def _side(text: str, lexicon: Lexicon, synonyms: Synonyms) -> Side:
    groups = tuple(group for part in text.split() if (group := _terms(part, lexicon, synonyms)))
    if not groups:  # 规定 alone is a question after 规定; 的 alone is none
        words = lexicon.cut(text)
        groups = tuple((Term(word),) for word in dict.fromkeys(words) if len(word) > 1)
    return Side(text.strip(), groups, tuple(_PHRASE.findall(text)))


@dataclass(frozen=True)
class Respelling:
    """What was probably meant. `sure`: every stretch with an unknown word is heard as a whole, not word by word."""

    meant: str
    sure: bool


class Hearing(Protocol):
    """What tells which words of the texts were probably meant; all give "" for none."""

    def respelt(self, run: str) -> str:
        """The words that sound or look like a stretch of 汉字, or of Latin letters."""

    def nearly(self, run: str) -> str:
        """The words that are `run` but for one slip of the hand."""

    def completed(self, stretch: str) -> str:
        """The words for 汉字 with pinyin among them."""


def respell(
    query: Query,
    unknown: Collection[str],
    doubtful: Mapping[str, Sequence[int]],
    hearing: Hearing,
    are_words: Callable[[str], bool],
) -> Respelling | None:
    """The query as it was probably meant, or None.

    `unknown` words are nowhere in the library; a `doubtful` run has a slip at one of the places named if it is heard as
    something else.
    """
    sure = True

    def whole(match: re.Match[str]) -> str:
        return hearing.completed(match[0]) or match[0]

    def spaced(match: re.Match[str]) -> str:
        parts = match[0].split()
        return (all(part in unknown for part in parts) and hearing.respelt("".join(parts))) or match[0]

    def each(match: re.Match[str]) -> str:
        nonlocal sure
        run = match[0]
        inside = [word for word in unknown if word in run]
        if not inside:
            return _mended(run, doubtful.get(run, ()), hearing, are_words)
        if meant := hearing.respelt(run):
            return meant
        # 出国有什么限制 as a whole is heard nowhere; its 限制 alone may be anything that sounds so.
        typed = run
        for word in inside:
            # A word of the language may be meant as it is: 工伤 is no slip for 工商.
            heard = "" if is_word(word) else hearing.respelt(word)
            if heard and are_words(heard):  # 医保 is no 益保, cut out of 权益保障
                run = run.replace(word, heard)
        if run == typed and (meant := hearing.nearly(run)) and are_words(meant):
            return meant
        sure = False
        return run

    meant = _MIXED.sub(whole, query.text) if any(word.isascii() for word in unknown) else query.text
    meant = RUN.sub(each, _SPACED.sub(spaced, meant))
    return Respelling(" ".join(meant.split()), sure) if runs(meant) != list(query.runs) else None


def _mended(run: str, places: Sequence[int], hearing: Hearing, are_words: Callable[[str], bool]) -> str:
    """`run` with the longest stretch over one of the `places` that is heard as other words of the texts."""
    if not places:
        return run
    if meant := hearing.respelt(run):
        return meant
    for length in range(min(len(run) - 1, LONGEST_SLIP), SHORTEST_SLIP - 1, -1):
        for first in range(len(run) - length + 1):
            part = run[first : first + length]
            if any(first < place < first + length for place in places):
                heard = hearing.respelt(part)
                if heard and heard != part and are_words(heard):
                    return run[:first] + heard + run[first + length :]
    return run


def reworded(query: Query, meant: str, lexicon: Lexicon, synonyms: Synonyms) -> Query:
    """`query` with other words, for the same city."""
    new = _understood(query.rule, meant, lexicon, synonyms)
    return replace(new, without=query.without)
