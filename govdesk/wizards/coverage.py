"""How far the wizards of a rule go: article by article, which words some line quotes, and which none.

A sentence is what stands between 。 or ； in one 款 or 项. It is covered when an item quotes some of it,
accounted for when the pack says why none does (`nothing_to_check`, `unlisted` in articles.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from govdesk.rules.model import Article, Rule
from govdesk.wizards.grounding import Place, locate, shown_lines
from govdesk.wizards.model import Wizard

_SENTENCE = re.compile(r"[^。；]*[。；]?[〕”）]*")


class Use(msgspec.Struct, frozen=True):
    """An item whose quote lies in a sentence."""

    wizard: str
    item: str


class SentenceCoverage(msgspec.Struct, frozen=True):
    """One sentence of an article: the items that rest on it, or the reason why none does."""

    rule: str
    article: str
    paragraph: int
    item: int | None
    text: str
    uses: tuple[Use, ...] = ()
    reason: str = ""

    @property
    def accounted_for(self) -> bool:
        return bool(self.uses or self.reason)


def sentence_coverage(rule: Rule, wizards: Sequence[Wizard]) -> list[SentenceCoverage]:
    """Every sentence of `rule` in reading order. Pure; quotes are located anew, nothing is assumed."""
    quotes: dict[str, list[tuple[Use, Place]]] = {}
    for wizard in wizards:
        for item in wizard.items:
            article = rule.find(item.cite.number)
            for place in locate(article, item.cite.quote) if article else ():
                if (place.paragraph, place.item) == (item.cite.paragraph, item.cite.item):
                    quotes.setdefault(item.cite.number, []).append((Use(wizard.id, item.id), place))
    found: list[SentenceCoverage] = []
    for article in rule.articles:
        found.extend(_of_article(rule, article, quotes.get(article.number, [])))
    return found


def _of_article(rule: Rule, article: Article, quotes: list[tuple[Use, Place]]) -> list[SentenceCoverage]:
    reasons = [(place, entry.why) for entry in article.unlisted for place in locate(article, entry.words)]
    found = []
    for place, text in _sentences(article):
        uses = tuple(dict.fromkeys(use for use, quoted in quotes if _overlap(place, quoted)))
        why = article.nothing_to_check or next((why for where, why in reasons if _overlap(place, where)), "")
        found.append(SentenceCoverage(rule.id, article.number, place.paragraph, place.item, text, uses, why))
    return found


def _sentences(article: Article) -> list[tuple[Place, str]]:
    found = []
    for paragraph, item, line in shown_lines(article):
        for match in _SENTENCE.finditer(line):
            if match[0].strip("。；〕”）"):
                found.append((Place(paragraph, item, match.start(), match.end()), match[0]))
    return found


def _overlap(one: Place, other: Place) -> bool:
    same_line = (one.paragraph, one.item) == (other.paragraph, other.item)
    return same_line and one.start < other.end and other.start < one.end


def missing_topics(rule: Rule, wizards: Sequence[Wizard]) -> list[str]:
    """Topics that the pack has articles for, and that no wizard covers."""
    covered = {topic for wizard in wizards for topic in (wizard.topic, *wizard.topics)}
    return [topic for topic in rule.topics if topic not in covered]
