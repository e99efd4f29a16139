"""A rule as a document whose links know what the library and the statutes hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govdesk.present.related import holds_law, link_words, note_tooltips
from govdesk.rules.links import rule_with_title
from govdesk.rules.model import Rule
from govdesk.ui.kit.theme import Theme
from govdesk.ui.sheet.rule_document import LINK_SCHEME, NOTE_SCHEME, RuleDocument
from govdesk.wizards.library import Library

if TYPE_CHECKING:
    from govdesk.statutes.shelf import Statutes


def make_document(library: Library, laws: Statutes, rule: Rule, theme: Theme, *, notes: bool) -> RuleDocument:
    """`rule` set as a document whose links know what `library` and `laws` hold."""
    known: dict[str, bool] = {}

    def holds(title: str) -> bool:
        if title not in known:
            of_a_rule = rule_with_title(title, (other.meta for other in library.rules.values()))
            known[title] = of_a_rule is not None or holds_law(laws, title)
        return known[title]

    return RuleDocument(rule, theme, notes=notes, holds=holds)


def tooltips(library: Library, laws: Statutes, shown: RuleDocument) -> dict[str, str]:
    """The words over every note mark and link of a document, by their addresses."""
    tips = {NOTE_SCHEME + note: words for note, words in note_tooltips(shown.rule, shown.note_order).items()}
    for placed in shown.links:
        tips[f"{LINK_SCHEME}{placed.number}"] = link_words(library, shown.rule, placed.link, laws)
    return tips
