"""What a checklist rests on, frozen at the moment it is made.

A basis carries its own wizard, articles and front matter, so that an edited pack never rewrites what
somebody ticked off, and the sheet can always be shown, replayed and printed again.
"""

from __future__ import annotations

import msgspec

from govdesk.rules.citation import cite_article, cite_in_full, place_label
from govdesk.rules.model import Article, Note, Rule, RuleMeta
from govdesk.wizards.model import Cite, Wizard


class BasisArticle(msgspec.Struct, frozen=True):
    """A cited article with what its head shows: 第九章 公文审批, 注3 …"""

    article: Article
    chapter: str
    notes: tuple[Note, ...] = ()


class Basis(msgspec.Struct, frozen=True):
    """The wizard, the rule's front matter, the cited articles, and the pack's hash (SHA-256, hex)."""

    wizard: Wizard
    rule: RuleMeta
    articles: tuple[BasisArticle, ...]
    hash: str

    def article(self, number: str) -> BasisArticle | None:
        """A cited article by number, or None."""
        return next((entry for entry in self.articles if entry.article.number == number), None)

    def label(self, cite: Cite) -> str:
        """第五十八条 — with 款 and 项 where the article has several: 第四十条第一款第（二）项."""
        entry = self.article(cite.number)
        return place_label(entry.article, cite.paragraph, cite.item) if entry else cite_article(cite.number)

    def citation(self, cite: Cite) -> str:
        """《咸阳市人民政府工作规则（试行）》第五十八条."""
        return cite_in_full(self.rule, self.label(cite))


def make_basis(rule: Rule, wizard: Wizard) -> Basis:
    """Freeze `wizard` with the articles of `rule` that it cites, in the rule's order."""
    cited = set(wizard.cited_articles())
    entries = []
    for article in rule.articles:
        if article.number in cited:
            chapter = rule.division_of(article.number)
            notes = tuple(note for note_id in article.note_ids if (note := rule.note(note_id)))
            entries.append(BasisArticle(article, chapter.name if chapter else "", notes))
    return Basis(wizard, rule.meta, tuple(entries), rule.hash)
