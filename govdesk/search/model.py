"""What the search takes and gives, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from govdesk.rules.model import Rule


class Errand(Protocol):
    """What the search needs of a wizard: what the errand is called, and the articles that it rests on."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def summary(self) -> str:
        """One line on it."""

    @property
    def asks(self) -> tuple[str, ...]:
        """What clerks call it."""

    @property
    def desks(self) -> tuple[str, ...]:
        """The parties whose clerks have it; none where it is everybody's."""

    def cited_articles(self) -> tuple[str, ...]:
        """Numbers of the articles that it rests on."""


class Rules(Protocol):
    """What the search needs of the library."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by id, in the order in which equals are listed."""

    @property
    def wizards_by_rule(self) -> Mapping[str, Sequence[Errand]]:
        """The errands of each rule, by its id; a rule may have none."""


class Hit(msgspec.Struct, frozen=True):
    """An article found. `matches` are ranges (start, end) in `snippet`, in order, apart from one another."""

    rule: str
    article: str
    score: float
    heading: str
    snippet: str
    matches: tuple[tuple[int, int], ...] = ()


class ChapterHit(msgspec.Struct, frozen=True):
    """A chapter that the query names: its rule, how it is headed (第九章 公文审批), its first article and its last."""

    rule: str
    label: str
    title: str
    first: str
    last: str


class SearchResult(msgspec.Struct, frozen=True):
    """The best hits, best first. `total` counts all, `took_ms` is milliseconds, `suggestion` is 您是不是要找 or "".

    `chapters` are those that the query names, that of the rule in force first.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    suggestion: str = ""
    chapters: tuple[ChapterHit, ...] = ()
