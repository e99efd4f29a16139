"""A newer version of a rule beside the older: what became of quotes and articles that something rests on.

Nothing is carried over by itself. What reads word for word the same needs no look; the rest is shown, old words beside new,
for somebody to confirm one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from govdesk.drafting.requoting import Requoting
from govdesk.drafting.sentences import read_sentences
from govdesk.rules.model import Article, Rule
from govdesk.rules.signs import widened
from govdesk.rules.versions import align_versions
from govdesk.wizards.coverage import Use, quotes_of
from govdesk.wizards.grounding import Place, shown_lines
from govdesk.wizards.model import Cite, Wizard


class Fate(StrEnum):
    """What became of words."""

    SAME = "same"  # word for word at the same place, but for signs that are typed narrow in one of them
    MOVED = "moved"  # word for word, under another number
    CHANGED = "changed"  # other words take their place
    GONE = "gone"  # nothing takes their place


class QuoteFate(msgspec.Struct, frozen=True):
    """A quote, and the newer version's words in its place; `alike` from 0 to 1."""

    old: Cite
    fate: Fate
    new: Cite | None = None
    alike: float = 0.0


class ArticleFate(msgspec.Struct, frozen=True):
    """An article under its old number, its new one ("" where it is gone), and the words of both."""

    old: str
    fate: Fate
    new: str = ""
    before: str = ""
    after: str = ""


class Succession:
    """The rule `old` and the version that follows it."""

    def __init__(self, old: Rule, new: Rule) -> None:
        self.old, self.new = old, new
        self._requoting = Requoting(old, read_sentences(new))
        self._heirs = {
            pair.left[0].article: pair.right[0].article
            for group in align_versions(old, new)
            for pair in group.pairs
            if pair.left and pair.right
        }

    def quote(self, cite: Cite) -> QuoteFate:
        """What became of a quote of the old version."""
        numbers = dict.fromkeys(
            (self._heirs.get(cite.number, ""), cite.number, *(article.number for article in self.new.articles))
        )
        for number in filter(None, numbers):
            article = self.new.find(number)
            for place, words in _standing(article, cite.quote) if article else ():
                here = (number, place.paragraph, place.item)
                same = here == (
                    cite.number,
                    cite.paragraph or place.paragraph,
                    cite.item if cite.paragraph else place.item,
                )
                moved = msgspec.structs.replace(
                    cite, article=number, quote=words, paragraph=place.paragraph, item=place.item
                )
                return QuoteFate(cite, Fate.SAME if same else Fate.MOVED, moved, 1.0)
        found = self._requoting.find(cite)
        if not found:
            return QuoteFate(cite, Fate.GONE)
        return QuoteFate(cite, Fate.CHANGED, found[0].cite, round(found[0].alike, 3))

    def article(self, number: str) -> ArticleFate:
        """What became of an article of the old version, for a note or a bookmark on it."""
        former = self.old.find(number)
        before = former.shown if former else ""
        heir = self.new.find(self._heirs.get(number, ""))
        if heir is None:
            return ArticleFate(number, Fate.GONE, before=before)
        changed = widened(heir.shown) != widened(before)
        fate = Fate.CHANGED if changed else Fate.SAME if heir.number == number else Fate.MOVED
        return ArticleFate(number, fate, heir.number, before, heir.shown)

    def wizard(self, wizard: Wizard) -> Iterator[tuple[Use, QuoteFate]]:
        """Every quote of a wizard that is not word for word where it was, with the line it belongs to."""
        for use, cite in quotes_of(wizard):
            fate = self.quote(cite)
            if fate.fate is not Fate.SAME:
                yield use, fate


def _standing(article: Article, quote: str) -> Iterator[tuple[Place, str]]:
    """Every place where a quote stands, and the words there: its own but for the width of signs."""
    wanted = widened(quote)
    for paragraph, item, line in shown_lines(article):
        start = widened(line).find(wanted) if wanted else -1
        if start >= 0:
            end = start + len(wanted)
            yield Place(paragraph, item, start, end), line[start:end]
