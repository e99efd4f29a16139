"""Where in an article a quote stands: exact substrings of one 款 or one 项, nothing looser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govdesk.rules.model import Article


@dataclass(frozen=True)
class Place:
    """A place in an article: 款 from 1, 项 from 1 or None, and the character range in its shown text."""

    paragraph: int
    item: int | None
    start: int
    end: int


def shown_lines(article: Article) -> Iterator[tuple[int, int | None, str]]:
    """(款, 项 or None, text as shown) for each line of an article; a 目 counts to its 项."""
    for number, paragraph in enumerate(article.paragraphs, start=1):
        yield number, None, paragraph.text.shown
        for item in paragraph.items:
            yield number, item.number, item.text.shown
            for sub in item.subitems:
                yield number, item.number, sub.text.shown


def locate(article: Article, quote: str) -> list[Place]:
    """Every place where `quote` stands word for word; an empty quote stands nowhere."""
    places: list[Place] = []
    for paragraph, item, text in shown_lines(article):
        start = text.find(quote) if quote else -1
        while start >= 0:
            places.append(Place(paragraph, item, start, start + len(quote)))
            start = text.find(quote, start + 1)
    return places
