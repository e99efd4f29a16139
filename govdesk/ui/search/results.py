"""What was found, as rows: errands first, then articles, one's own notes, the manual. No widgets, no threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from govdesk.errors import UserError
from govdesk.marginalia.model import Marginal
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, Rule
from govdesk.search.errands import find_errands
from govdesk.search.manual import excerpt
from govdesk.ui.reader.contents_filter import Pinyin
from govdesk.wizards.library import Library
from govdesk.wizards.model import Wizard

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.search.model import Hit

Kind = Literal["wizard", "article", "note", "manual"]
KIND_NAMES: dict[Kind, str] = {"wizard": "事项", "article": "条文", "note": "笔记", "manual": "手册"}
MANUAL = "使用手册"
Marks = tuple[tuple[int, int], ...]


class Row(NamedTuple):
    """A result. `title_marks` and `body_marks` are ranges of the words asked for.

    `number` is an article's, also that of a note; `wizard` an id; `topic` a title in the manual, which has no `rule`.
    """

    kind: Kind
    rule: str
    title: str
    path: str
    body: str
    title_marks: Marks = ()
    body_marks: Marks = ()
    number: str = ""
    wizard: str = ""
    topic: str = ""

    @property
    def page(self) -> tuple[str, dict[str, str]]:
        """The page that shows it, and what to ask that page for."""
        if self.kind == "wizard":
            return "wizard", {"rule": self.rule, "wizard": self.wizard}
        if self.kind == "manual":
            return "help", {"topic": self.topic}
        return "rules", {"rule": self.rule, "article": self.number}

    @property
    def spoken(self) -> str:
        """The row in words, for assistive tools."""
        return "，".join(part for part in (KIND_NAMES[self.kind], self.title, self.path, self.body) if part)


def literal_marks(text: str, words: Iterable[str]) -> Marks:
    """Where `words` stand in `text`, in order, overlaps joined."""
    found = []
    folded = text.lower()
    for word in words:
        at = folded.find(word)
        while word and at >= 0:
            found.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def errand_rows(library: Library, text: str, first_rule: str, pinyin: Pinyin) -> list[Row]:
    """Rows for the errands that `text` asks for; the rule in force first."""
    words = text.strip().lower().split()
    found = find_errands(library, text, first_rule, pinyin.matches)
    return [_errand_row(library.rules[one.rule], library.wizard(one.rule, one.errand.id), words) for one in found]


def _errand_row(rule: Rule, wizard: Wizard, words: Sequence[str]) -> Row:
    body = f"{wizard.summary.rstrip('。')}。依据 {len(wizard.cited_articles())} 条，共 {len(wizard.items)} 项。"
    return Row(
        "wizard",
        rule.id,
        wizard.title,
        rule.meta.short_title,
        body,
        literal_marks(wizard.title, words),
        wizard=wizard.id,
    )


def article_rows(library: Library, hits: Iterable[Hit], text: str) -> list[Row]:
    """Rows for the index's hits, in its order; articles that the library no longer holds are left out."""
    words = text.lower().split()
    rows = []
    for hit in hits:
        rule = library.rules.get(hit.rule)
        article = rule.find(hit.article) if rule is not None else None
        if rule is not None and article is not None:
            rows.append(article_row(rule, article, hit.snippet, hit.matches, words))
    return rows


def article_row(rule: Rule, article: Article, body: str, marks: Marks, words: Sequence[str]) -> Row:
    """A row for one article."""
    division = rule.division_of(article.number)
    title = "　".join(part for part in (cite_article(article.number), article.heading) if part)
    path = " · ".join(part for part in (rule.meta.short_title, division.title.shown if division else "") if part)
    return Row("article", rule.id, title, path, body, literal_marks(title, words), marks, number=article.number)


def find_notes(library: Library, margins: Iterable[Marginal], text: str) -> list[Row]:
    """One's own notes that hold all words of `text`, in the order of rules and articles."""
    words = text.lower().split()
    rows = []
    for entry in margins:
        rule = library.rules.get(entry.rule)
        article = rule.find(entry.article) if rule is not None else None
        if words and rule is not None and article is not None and all(word in entry.note.lower() for word in words):
            body = " ".join(entry.note.split())
            made = article_row(rule, article, body, literal_marks(body, words), ())
            rows.append((tuple(library.rules).index(rule.id), rule.index_of(article.number) or 0, made))
    return [made._replace(kind="note") for _, _, made in sorted(rows, key=lambda row: row[:2])]


def find_topics(services: Services, text: str) -> list[Row]:
    """Topics of the manual that answer `text`, best first; none where there is no manual."""
    try:
        manual, found = services.manual, services.manual_search.find(text)
    except UserError:
        return []  # whoever opens it is told
    words = text.lower().split()
    rows = []
    for place in (entry.place for entry in found):
        topic = manual.topics[place]
        body = excerpt(topic, text)
        path = MANUAL if topic.chapter == topic.title else f"{MANUAL} · {topic.chapter}"
        marks = literal_marks(topic.title, words), literal_marks(body, words)
        rows.append(Row("manual", "", topic.title, path, body, *marks, topic=topic.title))
    return rows


def read_margins(services: Services) -> tuple[Marginal, ...]:
    """One's own notes and bookmarks; none where they cannot be read."""
    try:
        return tuple(services.margins)
    except UserError:
        return ()  # the rules page says why
