"""Where quotes stand in an article, and which of them rest on the same words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from govdesk.wizards.model import Cite
from govdesk.wizards.terms import CiteRole

#: A shared run at the edges of two quotes that is shorter than this is taken for chance.
LEAST_SHARED = 4


class Span(NamedTuple):
    """Where a quote stands: article, 款, 项, and the quote itself."""

    article: str
    paragraph: int | None
    item: int | None
    quote: str


def spans(cites: Iterable[Cite]) -> list[Span]:
    """The places of quotes."""
    return [Span(cite.number, cite.paragraph, cite.item, cite.quote) for cite in cites]


def main_spans(cites: Iterable[Cite]) -> list[Span]:
    """The places of those quotes that say what is done."""
    return spans(cite for cite in cites if cite.role is CiteRole.MAIN)


def shared(one: Span, other: Span, least: int = LEAST_SHARED) -> str:
    """The words that two quotes of the same 款 or 项 share: one holds the other, or the end of one begins the other."""
    if one[:3] != other[:3]:
        return ""
    a, b = one.quote, other.quote
    if a in b:
        return a
    if b in a:
        return b
    for length in range(min(len(a), len(b)) - 1, least - 1, -1):
        if a[-length:] == b[:length]:
            return b[:length]
        if b[-length:] == a[:length]:
            return a[:length]
    return ""


def overlap(one: Span, other: Span) -> bool:
    """Whether two quotes share words."""
    return bool(shared(one, other))
