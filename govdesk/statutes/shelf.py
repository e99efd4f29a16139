"""The library of statutes in use: laws by their names, the right version first, and their articles by words.

Nothing of it is read before somebody asks; of the texts only what is asked for.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from govdesk.rules.citation import Citation, parse_citation
from govdesk.rules.links import plain_title
from govdesk.rules.model import Article, Rule, RuleMeta
from govdesk.statutes.manifest import FOLDER, INDEX, MANIFEST, Contents, read_contents
from govdesk.statutes.model import Statute, StatuteHit
from govdesk.statutes.store import FILE, Texts, damaged

if TYPE_CHECKING:
    from govdesk.statutes.search import WordSearch

#: Laws whose name holds what was typed that are listed before articles.
_MOST_BY_NAME = 5
_SHORTEST_NAME = 2


class StatuteResult(msgspec.Struct, frozen=True):
    """Laws called so and articles that answer, best first. `total` counts all."""

    total: int
    hits: tuple[StatuteHit, ...]
    took_ms: float


NOTHING = StatuteResult(0, (), 0.0)


class Cited(NamedTuple):
    """An article that was named, with its law."""

    statute: Statute
    rule: Rule
    article: Article
    citation: Citation


class Statutes:
    """The statutes in a data folder, or none. Safe to use from several threads; whoever made it closes it.

    `contents` and finding raise UserError only where the files are damaged.
    """

    def __init__(self, data_folder: Path, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._folder = data_folder / FOLDER
        self._today = today
        self._lock = threading.RLock()
        self._searching = threading.Lock()  # a text that names laws is not kept waiting by a search
        self._contents: Contents | None = None
        self._opened: Texts | None = None
        self._current_on: tuple[dt.date | None, frozenset[int]] = (None, frozenset())
        #: Another number says that other laws may be here than before.
        self.generation = 0

    @property
    def is_there(self) -> bool:
        """Is there a library? Costs one look at the disk."""
        return (self._folder / MANIFEST).is_file()

    @property
    def contents(self) -> Contents | None:
        """What the library holds; None where there is none, until one is brought in. Raises UserError where it is damaged."""
        if self._contents is None and self.is_there:
            self._contents = read_contents(self._folder)
            if self._contents is None:
                raise damaged("the manifest does not agree with the files")
        return self._contents

    def close(self) -> None:
        """Let go of the files; the next use opens them anew, as after an import."""
        with self._searching, self._lock:
            if (search := self.__dict__.pop("_search", None)) is not None:
                search.close()
            if self._opened is not None:
                self._opened.close()
                self._opened = None
            self._current_on = None, frozenset()
            for name in ("_laws", "_folded"):
                self.__dict__.pop(name, None)
            self._contents = None
            self.generation += 1

    # -- laws by name

    def holds(self, title: str) -> bool:
        """Is there a law called `title`? The cheapest question: a text asks it for every name in it."""
        if self.contents is None:
            return False
        with self._lock:
            return bool(self._texts.named([plain_title(title)]))

    def named(self, title: str) -> list[Statute]:
        """The versions of the law that is called `title`, the newest in force first; none for any other name."""
        if self.contents is None:
            return []
        with self._lock:
            return self._in_order(self._texts.some(self._texts.named([plain_title(title)])))

    def find(self, title: str) -> Statute | None:
        """The law that a text means by `title`."""
        return next(iter(self.named(title)), None)

    def by_id(self, law_id: str) -> Statute | None:
        """A law by its id."""
        with self._lock:
            return self._texts.with_id(law_id) if self.contents is not None else None

    def cited(self, text: str) -> Cited | None:
        """The article that a typed citation names with its law: 行政许可法第十二条. None where no version has it."""
        citation = parse_citation(text)
        if citation is None or len(citation.rule) < _SHORTEST_NAME:
            return None
        for law in self.named(citation.rule) or self.named(citation.rule.removesuffix("的")):
            rule = self.rule(law)
            if article := rule.find(citation.article):
                return Cited(law, rule, article, citation)
        return None

    def versions(self, statute: Statute) -> list[Statute]:
        """All versions of a law, the newest in force first."""
        with self._lock:
            laws = self._texts.of_family(statute.family)
        return self._in_order([law for law in laws if law.is_version_of(statute)])

    def matching(self, words: str) -> list[Statute]:
        """The laws whose title has all of `words`, in the order of the import; all for ""."""
        if self.contents is None:
            return []
        wanted = [plain_title(_fold(word)) for word in words.split()]
        with self._lock:
            return [law for law in self._laws if all(word in _fold(plain_title(law.title)) for word in wanted)]

    def rule(self, statute: Statute) -> Rule:
        """The whole law as a rule, to be read."""
        with self._lock:
            return self._texts.rule(statute)

    def article(self, law_id: str, number: str) -> tuple[RuleMeta, Article, str] | None:
        """One article with its law's particulars and the heading of its chapter; the rest of the law is not read."""
        with self._lock:
            law = self.by_id(law_id)
            kept = self._texts.article(law, number) if law is not None else None
            if law is None or kept is None:
                return None
            return self._texts.front(law.number).meta, kept.article, kept.chapter

    def doubts(self, statute: Statute) -> tuple[str, ...]:
        """What is to be looked at in a law's text: numbers missing, another law in the same file and the like."""
        with self._lock:
            return self._texts.front(statute.number).warnings

    def is_current(self, statute: Statute) -> bool:
        """Is it the version to go by: the newest of those in force, or that may be?"""
        first = self.versions(statute)[0]
        return first.number == statute.number and _may_be_gone_by(first, self._today())

    def status(self, statute: Statute) -> str:
        """What is to be said today of whether it is in force."""
        return statute.words_on(self._today())

    def _in_order(self, laws: Sequence[Statute]) -> list[Statute]:
        today = self._today()
        return sorted(laws, key=lambda law: (law.standing(today), -law.dated.toordinal(), -law.number))

    @property
    def _texts(self) -> Texts:
        with self._lock:  # of two that two threads open one would never be closed
            if self._opened is None:
                self._opened = Texts(self._folder / FILE)
            return self._opened

    @cached_property
    def _laws(self) -> list[Statute]:
        laws = self._texts.laws()
        if [law.number for law in laws] != list(range(len(laws))):
            raise damaged("laws are missing")
        return laws

    @cached_property
    def _folded(self) -> list[str]:
        """What each law is called, as a query is folded."""
        return [_fold(law.family) for law in self._laws]

    def _current(self) -> frozenset[int]:
        """The numbers of the versions to go by today."""
        today = self._today()
        if self._current_on[0] != today:
            families: dict[str, list[Statute]] = {}
            for law in self._laws:
                families.setdefault(law.family, []).append(law)
            found: list[Statute] = []
            for laws in families.values():
                first: list[Statute] = []
                for law in self._in_order(laws):
                    if _may_be_gone_by(law, today) and not any(law.is_version_of(other) for other in first):
                        first.append(law)
                found += first
            self._current_on = today, frozenset(law.number for law in found)
        return self._current_on[1]

    # -- finding

    def search(self, typed: str, limit: int = 20) -> StatuteResult:
        """Laws called as `typed`, an article named by law and number, and articles that answer; versions in force first.

        Never raises for a query's sake; UserError where the library is damaged.
        """
        began = time.perf_counter()
        if self.contents is None or not typed.strip():
            return NOTHING
        with self._searching:
            cited = self.cited(typed)
            if cited is not None:
                hits, total = [self._article_hit(cited.statute, cited.article)], 1
            else:
                laws = self._called(typed)
                found, total = self._search.find(typed, limit, self._laws, self._current(), self._today())
                hits = [self._law_hit(law) for law in laws] + found
                total += len(laws)
        return StatuteResult(total, tuple(hits[:limit]), round((time.perf_counter() - began) * 1000, 3))

    @cached_property
    def _search(self) -> WordSearch:
        from govdesk.search.engine import Engine  # a text that is read asks for names, and for none of this
        from govdesk.statutes.search import WordSearch

        contents = self.contents
        assert contents is not None
        try:
            engine = Engine(self._folder / INDEX, contents.articles)
            return WordSearch(self._folder / INDEX, engine, self._texts)
        except Exception as error:  # whoosh raises what its parts happen to raise
            raise damaged(repr(error)) from error

    def _called(self, typed: str) -> list[Statute]:
        """The laws whose name `typed` is, or else those in whose name it stands: the shortest first."""
        name = plain_title(typed)
        if len(name) < _SHORTEST_NAME:
            return []
        numbers = self._texts.named([name])
        if not numbers:
            folded = _fold(name)
            near = [self._laws[place] for place in sorted(self._current()) if folded in self._folded[place]]
            return sorted(near, key=lambda law: (len(law.family), law.number))[:_MOST_BY_NAME]
        return self._in_order([self._laws[number] for number in numbers])[:_MOST_BY_NAME]

    def _law_hit(self, law: Statute) -> StatuteHit:
        return StatuteHit(
            law.id,
            law.title,
            "",
            law.validity,
            self.status(law),
            law.number in self._current(),
            facts_of(law),
            1.0,
        )

    def _article_hit(self, law: Statute, article: Article) -> StatuteHit:
        current = law.number in self._current()
        return StatuteHit(
            law.id, law.title, article.number, law.validity, self.status(law), current, article.shown[:90], 1.0
        )


def _fold(text: str) -> str:
    from govdesk.search.folding import fold_text

    return fold_text(text)


def _may_be_gone_by(law: Statute, today: dt.date) -> bool:
    return law.standing(today) < 2


def facts_of(law: Statute) -> str:
    """文号, dates and how long it is, as far as they are known: `国令第1号，2019-04-23，2020-01-01 起施行，10 条`."""
    parts = (
        law.doc_number,
        str(law.issued or ""),
        f"{law.effective} 起施行" if law.effective else "",
        f"{law.chapters} 章" if law.chapters else "",
        f"{law.articles} 条",
    )
    return "，".join(part for part in parts if part)
