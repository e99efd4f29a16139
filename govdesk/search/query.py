"""What a typed query asks for: an article by its number, or words, perhaps of one city only.

Nothing a user types is ever parsed as query syntax: it is folded, capped, and cut into terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from govdesk.rules.citation import Citation, match_rule, parse_citation
from govdesk.rules.model import Rule, RuleMeta
from govdesk.search.analyzer import is_han, runs, words
from govdesk.search.folding import fold_text
from govdesk.search.synonyms import Synonyms

#: Characters of a query that are read; a pasted page is searched by its beginning.
MAX_QUERY = 200

# A number alone, or one that says that it counts articles. 二十五项 names no article.
_NUMBERED = re.compile(r"^[\W_]*第|条|/|^\W*[\d零〇○一二两三四五六七八九十廿卅百千]+\W*$")

_PHRASE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """A word to look for. `others` are words that documents write in its stead."""

    word: str
    others: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every literal form that counts as this word."""
        return (self.word, *self.others)


@dataclass(frozen=True)
class Query:
    """A query understood.

    `rule` is the only rule wanted, or ""; `phrases` what was typed between blanks and punctuation; `runs` the
    same cut where 汉字, digits and letters meet.
    """

    rule: str
    terms: tuple[Term, ...]
    phrases: tuple[str, ...]
    runs: tuple[str, ...]


def read_citation(typed: str, rules: Mapping[str, Rule]) -> list[tuple[Rule, str]] | None:
    """The articles that `typed` names by number (58, 第58条, 咸阳58, zjg 40); None when it is no such name.

    Empty when it is one, and the article is not there. A bare number that no rule has may still be a word: 2022.
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
    found = [(rule, citation.article) for rule in candidates if rule.find(citation.article)]
    return found if found or citation.rule or "条" in typed else None


def _is_plainly_a_number(citation: Citation, folded: str) -> bool:
    return bool(citation.rule) or _NUMBERED.search(folded) is not None


def read_query(typed: str, rules: Mapping[str, Rule], synonyms: Synonyms) -> Query:
    """The words that `typed` asks for, and the city that it names beside them."""
    folded = fold_text(typed[:MAX_QUERY]).strip()
    rule, rest = _take_rule(folded, (rule.meta for rule in rules.values()))
    return _understood(rule, rest, synonyms)


def _take_rule(folded: str, metas: Iterable[RuleMeta]) -> tuple[str, str]:
    """(rule id, the rest) when a city's name stands first or as a word of its own and something else is asked."""
    names = sorted(
        ((fold_text(name), meta.id) for meta in metas for name in (meta.id, meta.short_title, *meta.aliases)),
        key=lambda pair: -len(pair[0]),
    )
    for name, rule in names:
        apart = re.sub(rf"(^|\s){re.escape(name)}(?=\s|$)", " ", folded).strip()
        if apart != folded.strip() and runs(apart):
            return rule, apart
        rest = folded.removeprefix(name)
        # zjgx is no city; 咸阳请示 is one, and a question.
        if rest != folded and runs(rest) and is_han(runs(rest)[0]):
            return rule, rest
    return "", folded


def _terms(text: str, synonyms: Synonyms) -> Iterable[Term]:
    """The words of `text` that carry its subject, each once; all of them where nothing else is left."""
    plain = text
    said: list[str] = []
    for saying in sorted({word for entry in synonyms.synonyms for word in entry.said}, key=len, reverse=True):
        # What people say may be cut apart by the cutter: it is taken out first, as one word. One character
        # may be part of another word: 天 of 今天.
        if len(saying) > 1 and saying in plain:
            said.append(saying)
            plain = plain.replace(saying, " ")
    for noise in synonyms.noise:
        if len(noise) > 1:  # a particle may be part of a word: 对 of 对外
            plain = plain.replace(noise, " ")
    chosen = [*said, *(word for word in words(plain) if word not in synonyms.noise)]
    if not chosen:  # 规定 alone is a question after 规定; 的 alone is none
        chosen = [word for word in words(text) if len(word) > 1 or word not in synonyms.noise]
    return [Term(word, synonyms.written_for(word)) for word in dict.fromkeys(chosen)]


@dataclass(frozen=True)
class Respelling:
    """What was probably meant. `sure`: every stretch with an unknown word is heard as a whole, not word by word."""

    meant: str
    sure: bool


def respell(query: Query, unknown: Sequence[str], respelt: Callable[[str], str]) -> Respelling | None:
    """The query as it was probably meant, or None; `respelt` gives what a word or a stretch sounds like, or ""."""
    meant, sure = [], True
    for run in query.runs:
        new = run
        inside = [word for word in unknown if word in run]
        if inside and not (new := respelt(run)):
            # 出国有什么限制 as a whole is heard nowhere; its 限制 alone may be anything that sounds so.
            new, sure = run, False
            for word in inside:
                new = new.replace(word, respelt(word) or word)
        meant.append(new)
    return Respelling(" ".join(meant), sure) if tuple(meant) != query.runs else None


def reworded(query: Query, meant: str, synonyms: Synonyms) -> Query:
    """`query` with other words, for the same city."""
    return _understood(query.rule, meant, synonyms)


def _understood(rule: str, text: str, synonyms: Synonyms) -> Query:
    return Query(rule, tuple(_terms(text, synonyms)), tuple(_PHRASE.findall(text)), tuple(runs(text)))
