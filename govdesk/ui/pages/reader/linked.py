"""A rule as a document whose links know what the library holds."""

from __future__ import annotations

from govdesk.present.related import link_words, note_tooltips
from govdesk.rules.links import rule_with_title
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import Theme
from govdesk.ui.sheet.rule_document import LINK_SCHEME, NOTE_SCHEME, RuleDocument
from govdesk.wizards.library import Library


def make_document(library: Library, rule: Rule, theme: Theme, *, notes: bool) -> RuleDocument:
    """`rule` set as a document whose links know what `library` holds."""
    known: dict[str, bool] = {}

    def holds(title: str) -> bool:
        if title not in known:
            known[title] = rule_with_title(title, (other.meta for other in library.rules.values())) is not None
        return known[title]

    return RuleDocument(rule, theme, notes=notes, holds=holds)


def tooltips(library: Library, shown: RuleDocument) -> dict[str, str]:
    """The words over every note mark and link of a document, by their addresses."""
    tips = {NOTE_SCHEME + note: words for note, words in note_tooltips(shown.rule, shown.note_order).items()}
    for placed in shown.links:
        tips[f"{LINK_SCHEME}{placed.number}"] = link_words(library, shown.rule, placed.link)
    return tips
