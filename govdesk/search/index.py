"""The search index of a library: opened or built, asked, and rebuilt on any doubt."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import ANALYZER_VERSION, cut_finely, is_han, is_word
from govdesk.search.asking import is_asking, office_asked
from govdesk.search.calling import read_citation
from govdesk.search.chapters import chapter_articles, chapters_named
from govdesk.search.engine import Engine, build
from govdesk.search.folding import is_traditional
from govdesk.search.lexicon import MOST_WORDS, Lexicon
from govdesk.search.model import Hit, Rules, SearchResult
from govdesk.search.query import (
    Query,
    Term,
    read_query,
    reworded,
    rule_names,
    rule_spoken_of,
)
from govdesk.search.ranking import Candidate, order, sentence_worth
from govdesk.search.respelling import Respelling, respell
from govdesk.search.seeking import grams, grams_of, having
from govdesk.search.snippet import make_snippet
from govdesk.search.sounds import Sounds
from govdesk.search.storage import load, prove, save, size_of
from govdesk.search.synonyms import Synonyms, packed, unpacked
from govdesk.search.texts import Texts
from govdesk.search.worth import weigh

__all__ = ["Hit", "SearchIndex", "SearchResult"]

_INDEX_VERSION = 7
_LEXICON = "lexicon"
_SYNONYMS = "synonyms"
#: An index of more bytes is read from the disk as it is needed.
_MOST_IN_MEMORY = 16_000_000
#: How many articles the index proposes for closer reading.
_CANDIDATES = 200
#: How many folded articles are kept for the next query, at about five kilobytes each.
_KEPT_TEXTS = 2000


@dataclass(frozen=True)
class _Answer:
    """The articles that answer `query`, best first, each with its score."""

    query: Query
    ranked: list[tuple[Candidate, float]]
    suggestion: str = ""


@dataclass(frozen=True)
class _Opened:
    """An index in use, the words that its texts use, and what else people say for them."""

    engine: Engine
    lexicon: Lexicon
    synonyms: Synonyms


class SearchIndex:
    """Answers queries over all articles. Safe to use from several threads."""

    def __init__(self, rules: Rules, cache_folder: Path | None, prebuilt: Path | None = None) -> None:
        self._rules = rules.rules
        self._texts = Texts(rules)
        self._names = rule_names(rule.meta for rule in self._rules.values())
        self._cache_folder = cache_folder
        self._prebuilt = prebuilt
        self._key = library_key(rules)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._sounds: Sounds | None = None
        self._read: dict[int, Candidate] = {}

    @classmethod
    def open(cls, library: Rules, cache_folder: Path | None, prebuilt: Path | None = None) -> SearchIndex:
        """The index of `library`. It is read, or built where there is none that fits, by the first search for words.

        `prebuilt` is a folder like the cache that is only read: the built app brings the index of the shipped packs. Where
        the cache folder cannot be written (or is None) the index is kept in memory.
        """
        return cls(library, cache_folder, prebuilt)

    def prepare(self) -> None:
        """Read or build the index now, for instance in the background after the window has opened."""
        with self._lock:
            self._ready().lexicon.prepare()
            self._hearing()

    def search(self, query: str, rule: str | None = None, limit: int = 20, first_rule: str = "") -> SearchResult:
        """The articles that `query` names or asks for, in `rule` (an id) alone where it is given.

        `first_rule` is the rule in force: where its articles answer as well as others', they stand first; those of a city
        that the query speaks of do so instead. A chapter named by its number is all its articles. An empty query, or one
        that nothing answers, gives no hits. Never raises for a query's sake.
        """
        began = time.perf_counter()
        suggestion = ""
        first_rule = rule_spoken_of(query, self._names) or first_rule
        allowed = [rule] if rule else sorted(self._rules, key=lambda known: known != first_rule)
        rules = {known: self._rules[known] for known in allowed if known in self._rules}
        chapters, is_asked = chapters_named(query, self._rules, rules)
        named = chapter_articles(rules, chapters) if is_asked else self._named(query, rules)
        if named is not None:
            total = len(named)
            hits = [_hit_by_number(found, article) for found, article in named[:limit]]
        else:
            with self._lock:
                answer = self._search_words(query, rule, first_rule)
                weights = self._weights(answer.query) if answer.ranked else {}
            total, suggestion = len(answer.ranked), answer.suggestion
            words, worth = _to_mark(answer.query), sentence_worth(answer.query, weights)
            hits = [_hit(candidate, score, words, worth) for candidate, score in answer.ranked[:limit]]
        took = (time.perf_counter() - began) * 1000
        return SearchResult(query, total, round(took, 3), tuple(hits), suggestion, chapters)

    def _named(self, typed: str, rules: Mapping[str, Rule]) -> list[tuple[Rule, Article]] | None:
        """The articles of `rules` that are called by their number, if that is what was typed."""
        order = {**rules, **self._rules}
        named = read_citation(typed, order)
        if named is None:
            return None
        return [
            (found, article)
            for found, number in named
            if found.id in rules and (article := found.find(number)) is not None
        ]

    def _search_words(self, typed: str, rule: str | None, first_rule: str) -> _Answer:
        """What answers, and what was probably meant where words as typed are nowhere in the library.

        The answer is to what was meant where that is sure, or where the words as typed have none.
        """
        lexicon, synonyms = self._ready().lexicon, self._ready().synonyms
        query = read_query(typed, self._names, lexicon, synonyms)
        if not query.terms or (rule and query.rule and rule != query.rule):
            return _Answer(query, [])
        respelling = None if query.exact else self._respelling(query)
        ranked = [] if respelling and respelling.sure else self._ranked(query, rule, first_rule)
        if respelling is None:
            return _Answer(query, ranked, query.text if ranked and is_traditional(typed) else "")
        if not ranked:
            query = reworded(query, respelling.meant, lexicon, synonyms)
            ranked = self._ranked(query, rule, first_rule)
        return _Answer(query, ranked, respelling.meant)

    def _ranked(self, query: Query, rule: str | None, first_rule: str) -> list[tuple[Candidate, float]]:
        engine = self._ready().engine
        weights = self._weights(query)
        proposed = engine.propose(grams(query, engine), self._texts.within(rule or query.rule), _CANDIDATES)
        standing = {term: self._standing_of(term) for term in weights}
        return order(
            query, [self._candidate(number) for number in proposed], weights, standing, engine.rarity, first_rule
        )

    def _weights(self, query: Query) -> dict[Term, float]:
        return weigh({term: self._having(term) for term in query.terms}, self._ready().engine.documents)

    def _standing_of(self, term: Term) -> frozenset[int] | None:
        """Where a term can stand; nowhere for a word torn out of others (入学 in 深入学习)."""
        if not term.others and self._ready().lexicon.is_torn(term.word):
            return frozenset()
        return self._ready().engine.standing(grams_of(term, self._ready().engine))

    def _candidate(self, number: int) -> Candidate:
        candidate = self._read.get(number)
        if candidate is None:
            if len(self._read) >= _KEPT_TEXTS:
                self._read.clear()
            rule, article = self._texts.at(number)
            candidate = self._read[number] = Candidate(number, rule, article, self._texts.searched(rule, article))
        return candidate

    def _having(self, term: Term) -> int:
        return having(term, self._ready().engine, self._ready().lexicon)

    def _respelling(self, query: Query) -> Respelling | None:
        """The query with what is nowhere in the library replaced by what sounds so; None where there is nothing."""
        if any(self._ready().lexicon.is_torn(office_asked(side.text)) for side in query.sides):
            return None  # an office that the texts lack is another office
        unknown = [term.word for term in query.terms if not self._having(term)]
        doubtful = {run: places for run in query.runs if (places := self._doubtful_places(run))}
        if not unknown and not doubtful:
            return None
        return respell(query, unknown, doubtful, self._hearing(), self._are_words)

    def _hearing(self) -> Sounds:
        if self._sounds is None:
            ready = self._ready()
            asking = filter(is_asking, ready.synonyms.noise)  # duoshao is typed, and no text has it
            self._sounds = Sounds(self._texts.heard(), ready.lexicon.cut, ready.synonyms.alike, asking)
        return self._sounds

    def _are_words(self, heard: str) -> bool:
        lexicon = self._ready().lexicon
        return all(len(word) > 1 and lexicon.having(word) for word in lexicon.cut(heard))

    def _doubtful_places(self, run: str) -> list[int]:
        """Where a character that is no small word stands alone beside one that no text has it beside: 会议记要 for 会议纪要."""
        if len(run) < 3 or not is_han(run):
            return []
        ready = self._ready()
        found, end, small = [], 0, ready.synonyms.empty
        for one, next_one in pairwise(ready.lexicon.cut(run)):
            end += len(one)
            alone = [word for word in (one, next_one) if len(word) == 1 and word not in small]
            if alone and not ready.engine.having(one[-1] + next_one[0]):
                found.append(end)
        return found

    def _ready(self) -> _Opened:
        """The open index. A damaged one, also where only whoosh notices, is built anew."""
        if self._opened is None:
            self._opened = self._kept()
        if self._opened is None:
            files = build_index(self._texts)
            if self._cache_folder and save(self._cache_folder, self._key, files):
                self._opened = self._kept()
            self._opened = self._opened or self._open(files)
            assert self._opened is not None
        return self._opened

    def _kept(self) -> _Opened | None:
        """The index on the disk, if it is whole: a small one read into memory, a large one left where it is."""
        for folder in filter(None, (self._cache_folder, self._prebuilt)):
            large = size_of(folder, self._key) > _MOST_IN_MEMORY
            files = (prove if large else load)(folder, self._key)
            opened = self._open(files) if files is not None else None
            if opened is not None:
                return opened
        return None

    def _open(self, files: Mapping[str, bytes] | Path) -> _Opened | None:
        try:
            words, table = (
                (files / name).read_bytes() if isinstance(files, Path) else files[name]
                for name in (_LEXICON, _SYNONYMS)
            )
            synonyms = unpacked(table)
            return _Opened(Engine(files, self._texts.articles), Lexicon.read(words, synonyms), synonyms)
        except Exception:  # whoosh raises what its parts happen to raise
            return None


def build_index(texts: Texts) -> dict[str, bytes]:
    """The files of an index of all texts, with the words they use."""
    searched = list(texts.all())
    words: Counter[str] = Counter()
    said: set[str] = set()
    for text in searched:
        words.update(set(cut_finely((text.own,))))
        said.update(filter(is_word, cut_finely((text.asks.text, text.done))))
    files = build("\n".join((text.own, text.asks.text, text.done)) for text in searched)
    return files | {
        _LEXICON: msgspec.msgpack.encode((dict(words.most_common(MOST_WORDS)), sorted(said - words.keys()))),
        _SYNONYMS: packed(),
    }


def library_key(rules: Rules) -> str:
    """Names a state of the library and a way of cutting it into terms: 32 hex digits."""
    from whoosh import __version__ as whoosh_version

    # Not rjieba's: to ask for it loads its dictionary, and another cut of the words only moves weights a little.
    lines = [f"{_INDEX_VERSION} {ANALYZER_VERSION} whoosh {whoosh_version}"]
    for rule in rules.rules.values():
        lines.append(f"{rule.id} {len(rule.articles)} {rule.hash}")
        for errand in rules.wizards_by_rule.get(rule.id, ()):
            lines.append(" ".join((errand.title, *errand.asks, "|", *errand.cited_articles())))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def _hit_by_number(rule: Rule, article: Article) -> Hit:
    snippet, _ = make_snippet(article.shown, ())
    return Hit(rule.id, article.number, 1.0, article.heading, snippet)


def _hit(candidate: Candidate, score: float, words: Sequence[str], worth: Callable[[str], float]) -> Hit:
    article, searched = candidate.article, candidate.searched
    snippet, matches = make_snippet(searched.shown, words, searched.body, worth)
    return Hit(candidate.rule.id, article.number, round(score, 4), article.heading, snippet, matches)


def _to_mark(query: Query) -> list[str]:
    """What to mark in a hit: the query as typed, its words, and what stands for them."""
    words = [phrase for phrase in query.phrases if len(phrase) > 1]
    words += [spelling for term in query.terms for spelling in term.spellings]
    return list(dict.fromkeys(words))
