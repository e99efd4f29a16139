"""One article's margin: whether it is bookmarked, what was noted beside it, and which words it was noted beside."""

from __future__ import annotations

import datetime as dt

import msgspec

from govdesk.rules.model import Article

Key = tuple[str, str]  # rule id, article number


class Marginal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What stands beside one article. `text` is the hash of the article's words when the note was begun or checked."""

    rule: str
    article: str
    note: str = ""
    bookmarked: bool = False
    text: str = ""
    changed: dt.datetime | None = None  # UTC

    @property
    def key(self) -> Key:
        """Which article it belongs to."""
        return self.rule, self.article

    @property
    def is_blank(self) -> bool:
        """Whether nothing is left that anybody put here."""
        return not self.note and not self.bookmarked

    def is_stale(self, article: Article) -> bool:
        """Whether the article reads otherwise now than when the note was written: 条文已改，核对笔记."""
        return bool(self.note) and self.text != text_hash(article)


class MarginFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """notes.json as a whole."""

    format: int
    entries: tuple[Marginal, ...] = ()


def text_hash(article: Article) -> str:
    """SHA-256 (the first 16 hex digits) of the article's words as shown, without its number and our 条旨."""
    import hashlib

    return hashlib.sha256(article.shown.encode()).hexdigest()[:16]
