"""What of an article is searched, folded: its own words, and what we say of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import is_han, pairs, runs
from govdesk.search.asking import as_one_question, kinds_answered, kinds_asked
from govdesk.search.folding import fold_text
from govdesk.search.model import Errand, Rules

#: Characters of a library that are read aloud, to hear slips: five times our two rules; it takes a second.
MOST_HEARD = 100_000
#: How far an article is about an errand that rests on it alone.
ERRAND_SHARE = 0.8
_SENTENCE_END = re.compile(r"[。;]")


def pieces(text: str) -> Iterator[str]:
    """Each 汉字 of a folded text and each pair of neighbouring ones; other stretches whole."""
    for run in runs(text):
        if is_han(run):
            yield from run
            yield from pairs(run)
        else:
            yield run


@dataclass(frozen=True)
class Wording:
    """How clerks put a question, and what kind of answer it wants."""

    text: str

    @cached_property
    def kinds(self) -> frozenset[int]:
        """What kind of answer it wants."""
        return kinds_asked(self.text)


@dataclass(frozen=True, eq=False)
class Spoken:
    """What clerks say of one thing, as packs have it, and how far an article is about that very thing (to 1)."""

    said: tuple[str, ...]
    worth: float = 1.0

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """What is said, folded; when it is first read, for one query reads few of a library's errands."""
        return tuple(Wording(as_one_question(fold_text(text))) for text in self.said)

    @cached_property
    def text(self) -> str:
        """All wordings, a line each."""
        return "\n".join(wording.text for wording in self.wordings)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """In which wordings, by their place, each character stands and each pair of them."""
        found: dict[str, list[int]] = {}
        for number, wording in enumerate(self.wordings):
            for piece in set(pieces(wording.text)):
                found.setdefault(piece, []).append(number)
        return found

    @cached_property
    def lengths(self) -> list[int]:
        """How many different characters and pairs each wording has."""
        return [len(set(pieces(wording.text))) for wording in self.wordings]


@dataclass(frozen=True)
class Searched:
    """An article as the search reads it. `asks` are its own wordings, `errands` those of errands resting on it."""

    shown: str  # as it is printed, not folded
    body: str
    heading: str
    chapter: str
    asks: Spoken
    errands: tuple[Spoken, ...]

    @cached_property
    def own(self) -> str:
        """The law's words, with 条旨 and chapter."""
        return "\n".join((self.heading, self.chapter, self.body))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The law's sentences, and what stands between semicolons."""
        return tuple(filter(None, _SENTENCE_END.split(self.body)))

    @cached_property
    def done(self) -> str:
        """The wordings of errands, a line each."""
        return "\n".join(errand.text for errand in self.errands)

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The kinds of question that it can answer."""
        return kinds_answered(self.body)


class Texts:
    """The searched texts of a library's articles, numbered through all rules in order."""

    def __init__(self, library: Rules) -> None:
        self._rules = tuple(library.rules.values())
        self._begins: list[int] = []
        self.articles = 0
        for rule in self._rules:
            self._begins.append(self.articles)
            self.articles += len(rule.articles)
        self._places = {rule.id: place for place, rule in enumerate(self._rules)}
        self._errands = {rule.id: _errands_by_article(library.wizards_by_rule, rule.id) for rule in self._rules}

    def within(self, rule_id: str) -> range:
        """The numbers of a rule's articles; of all for ""; of none for an unknown rule."""
        if not rule_id:
            return range(self.articles)
        place = self._places.get(rule_id)
        if place is None:
            return range(0)
        return range(self._begins[place], self._begins[place] + len(self._rules[place].articles))

    def at(self, number: int) -> tuple[Rule, Article]:
        """The article with a running number."""
        place = bisect_right(self._begins, number) - 1
        rule = self._rules[place]
        return rule, rule.articles[number - self._begins[place]]

    def all(self) -> Iterator[Searched]:
        """Every article's texts in order."""
        for rule in self._rules:
            for article in rule.articles:
                yield self.searched(rule, article)

    def heard(self) -> Iterator[str]:
        """What a slip may have been meant for: the texts as far as they can be read aloud in a moment."""
        read = 0
        for rule in self._rules:
            for article in rule.articles:
                for text in (article.heading, article.shown, *article.asks):
                    read += len(text)
                    yield fold_text(text)
                if read > MOST_HEARD:
                    return

    def searched(self, rule: Rule, article: Article) -> Searched:
        """An article's texts."""
        chapter = rule.division_of(article.number)
        shown = article.shown
        return Searched(
            shown=shown,
            body=fold_text(shown),
            heading=fold_text(article.heading),
            chapter=fold_text(chapter.title.shown) if chapter else "",
            asks=Spoken(tuple(article.asks)),
            errands=self._errands[rule.id].get(article.number, ()),
        )


def _errands_by_article(errands: Mapping[str, Sequence[Errand]], rule_id: str) -> dict[str, tuple[Spoken, ...]]:
    """Titles and wordings of the errands that rest on each article.

    An errand over many articles says little of any one of them.
    """
    found: dict[str, tuple[Spoken, ...]] = {}
    for errand in errands.get(rule_id, ()):
        cited = errand.cited_articles()
        spoken = Spoken((errand.title, *errand.asks), ERRAND_SHARE / sqrt(max(1, len(cited))))
        for number in cited:
            found[number] = (*found.get(number, ()), spoken)
    return found
