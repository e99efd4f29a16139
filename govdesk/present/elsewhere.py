"""What is found outside the rules' texts: checklists, one's own notes, the manual. For any thread."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from govdesk.errors import UserError
from govdesk.present.search_results import Row, article_row, literal_marks
from govdesk.present.wording import STATES
from govdesk.records.finding import Find
from govdesk.rules.citation import parse_citation
from govdesk.search.folding import fold_text
from govdesk.search.manual import excerpt
from govdesk.workdays import weekday_zh

if TYPE_CHECKING:
    from govdesk.manual.model import Manual
    from govdesk.marginalia.store import Marginalia
    from govdesk.records.model import RecordSummary
    from govdesk.records.store import Store
    from govdesk.search.manual import ManualSearch
    from govdesk.wizards.library import Library

log = logging.getLogger(__name__)

MOST_TOPICS = 5
MANUAL = "使用手册"


class Found(NamedTuple):
    """Rows for checklists, notes and topics of the manual in this order; `looked` says what was looked through, `trouble` what could not be."""

    rows: tuple[Row, ...] = ()
    looked: str = ""
    trouble: str = ""


class Holdings(Protocol):
    """What is looked through, each opened on first use."""

    @property
    def store(self) -> Store: ...
    @property
    def margins(self) -> Marginalia: ...
    @property
    def manual(self) -> Manual: ...
    @property
    def manual_search(self) -> ManualSearch: ...
    @property
    def library(self) -> Library: ...


class Elsewhere:
    """Looks through what one desk has beside the rules."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def prepare(self) -> None:
        """Open what will be looked through. What fails is met again, and told, by the search."""
        with suppress(Exception):
            _ = self._holdings.store
            _ = self._holdings.margins
            _ = self._holdings.manual_search

    def find(self, text: str, limit: int) -> Found:
        """At most `limit` of each kind. What cannot be read is told of, and does not keep the rest from being found."""
        words = fold_text(text).split()
        if not words or parse_citation(text) is not None:  # 58 means an article, and stands in many numbers and dates
            return Found()
        rows: list[Row] = []
        looked, troubles = [], []
        for look in (self._records, self._notes, self._topics):
            try:
                found, said = look(text, words, limit)
            except UserError as error:
                troubles.append(error.sentence)
                continue
            except Exception as error:  # the rules are found all the same
                log.exception("search elsewhere")
                troubles.append(UserError("清单和笔记这次没有查到", safe="都在，没有改动", detail=repr(error)).sentence)
                continue
            rows += found
            looked.append(said)
        return Found(tuple(rows), "、".join(filter(None, looked)), "".join(troubles))

    def _records(self, text: str, words: Sequence[str], limit: int) -> tuple[list[Row], str]:
        store = self._holdings.store
        rules = self._holdings.library.rules
        rows = [
            _record_row(summary, words, rules[summary.rule].meta.short_title if summary.rule in rules else "")
            for summary in store.page(Find(text=text), limit=limit)
        ]
        return rows, f"{sum(store.counts().values())} 份清单"

    def _notes(self, text: str, words: Sequence[str], limit: int) -> tuple[list[Row], str]:
        notes = [entry for entry in self._holdings.margins if entry.note]
        rules = self._holdings.library.rules
        rows = []
        for entry in notes:
            rule = rules.get(entry.rule)
            article = rule.find(entry.article) if rule is not None else None
            said = fold_text(entry.note)
            if rule is not None and article is not None and all(word in said for word in words):
                body = " ".join(entry.note.split())
                made = article_row(rule, article, body, literal_marks(body, words), words)._replace(
                    kind="note", chapter=""
                )
                rows.append((tuple(rules).index(rule.id), rule.index_of(article.number) or 0, made))
        return [made for _, _, made in sorted(rows, key=lambda row: row[:2])][:limit], f"{len(notes)} 条笔记"

    def _topics(self, text: str, words: Sequence[str], limit: int) -> tuple[list[Row], str]:
        topics = self._holdings.manual.topics
        rows = []
        for found in self._holdings.manual_search.find(text)[: min(limit, MOST_TOPICS)]:
            topic = topics[found.place]
            body = excerpt(topic, text)
            path = MANUAL if topic.chapter == topic.title else f"{MANUAL} · {topic.chapter}"
            marks = literal_marks(topic.title, words), literal_marks(body, words)
            rows.append(Row("manual", "", topic.title, path, body, *marks, topic=topic.title, aside=MANUAL))
        return rows, MANUAL


def _record_row(summary: RecordSummary, words: Sequence[str], city: str) -> Row:
    """`city` is told where there is one line only: lists of two cities lie side by side."""
    progress = f"{summary.done}/{summary.total}"
    parts = [summary.wizard_title, f"{STATES[summary.state]} {progress}"]
    if summary.next_due is not None:
        provisional = "（暂）" if summary.next_due_provisional else ""
        parts.append(f"期限 {summary.next_due.isoformat()} {weekday_zh(summary.next_due)}{provisional}")
    if summary.handler:
        parts.append(f"经办人 {summary.handler}")
    body = " · ".join(parts)
    return Row(
        "record",
        summary.rule,
        summary.title,
        f"{summary.number} · {summary.rule_title}",
        body,
        literal_marks(summary.title, words),
        literal_marks(body, words),
        record=summary.number,
        aside=f"{city} {progress}".strip(),
    )
