"""What a checklist rests on, frozen at the moment it is made.

A basis carries its own wizard, articles, parties and front matter, so that an edited pack never rewrites what
somebody ticked off, and the sheet can always be shown, replayed and printed again.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from govdesk.rules.citation import cite_article, cite_in_full, place_label
from govdesk.rules.model import Article, Note, Rule, RuleMeta
from govdesk.wizards.legacy import convert_wizard, is_legacy
from govdesk.wizards.model import Cite, Wizard
from govdesk.wizards.parties import Party, find_party

#: Who acts, where the rule names nobody.
NOBODY = "没有写明谁办"


class BasisArticle(msgspec.Struct, frozen=True):
    """A cited article with what its head shows: 第九章 公文审批, 注3 …"""

    article: Article
    chapter: str
    notes: tuple[Note, ...] = ()


class Basis(msgspec.Struct, frozen=True):
    """The wizard, the rule's front matter, the cited articles, the pack's hash (SHA-256, hex), and the parties."""

    wizard: Wizard
    rule: RuleMeta
    articles: tuple[BasisArticle, ...]
    hash: str
    parties: tuple[Party, ...] = ()

    def article(self, number: str) -> BasisArticle | None:
        """A cited article by number, or None."""
        return next((entry for entry in self.articles if entry.article.number == number), None)

    def label(self, cite: Cite) -> str:
        """第五十八条 — with 款 and 项 where the article has several: 第四十条第一款第（二）项."""
        entry = self.article(cite.number)
        return place_label(entry.article, cite.paragraph, cite.item) if entry else cite_article(cite.number)

    def labels(self, cites: Iterable[Cite]) -> tuple[str, ...]:
        """The places of several quotes, each once, in order."""
        return tuple(dict.fromkeys(self.label(cite) for cite in cites))

    def citation(self, cite: Cite) -> str:
        """《咸阳市人民政府工作规则（试行）》第五十八条."""
        return cite_in_full(self.rule, self.label(cite))

    def party_label(self, party_id: str) -> str:
        """市政府办公室 for `office`; NOBODY where the rule names none, the id itself for a party not declared."""
        if not party_id:
            return NOBODY
        party = find_party(self.parties, party_id)
        return party.label if party else party_id


class _StoredBasis(msgspec.Struct, frozen=True):
    """A basis as it lies in a record: its wizard may be in the form of version 0.1."""

    wizard: msgspec.Raw
    rule: RuleMeta
    articles: tuple[BasisArticle, ...]
    hash: str
    parties: tuple[Party, ...] = ()


def make_basis(rule: Rule, wizard: Wizard, parties: tuple[Party, ...] = ()) -> Basis:
    """Freeze `wizard` with the articles of `rule` that it cites, in the rule's order, and the pack's `parties`."""
    cited = set(wizard.cited_articles())
    entries = []
    for article in rule.articles:
        if article.number in cited:
            chapter = rule.division_of(article.number)
            notes = tuple(note for note_id in article.note_ids if (note := rule.note(note_id)))
            entries.append(BasisArticle(article, chapter.name if chapter else "", notes))
    return Basis(wizard, rule.meta, tuple(entries), rule.hash, parties)


def is_legacy_body(body: str | bytes) -> bool:
    """Whether a stored basis has the form of version 0.1."""
    return is_legacy(bytes(msgspec.json.decode(body, type=_StoredBasis).wizard))


def decode_basis(body: str | bytes) -> Basis:
    """The basis in a record's text, of this version or of 0.1. Raises msgspec.ValidationError or DecodeError."""
    stored = msgspec.json.decode(body, type=_StoredBasis)
    wizard = (
        convert_wizard(bytes(stored.wizard))
        if is_legacy(bytes(stored.wizard))
        else msgspec.json.decode(stored.wizard, type=Wizard)
    )
    return Basis(wizard, stored.rule, stored.articles, stored.hash, stored.parties)
