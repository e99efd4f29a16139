"""The parties of a rule while somebody confirms them: renamed, merged, taken out, marked as desks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from govdesk.drafting.parties import Proposed, times_named
from govdesk.errors import Problem, UserError
from govdesk.rules.model import Rule
from govdesk.wizards.grounding import shown_lines
from govdesk.wizards.parties import PARTIES_NAME, Party, check_parties


class PartyList:
    """Proposed parties in order. Every change is one step of `undo`; links between parties follow what is merged or goes."""

    def __init__(self, rule: Rule, proposed: Iterable[Proposed]) -> None:
        self.rule = rule
        self.entries: tuple[Proposed, ...] = tuple(proposed)
        self._former: list[tuple[Proposed, ...]] = []

    @property
    def parties(self) -> tuple[Party, ...]:
        return tuple(entry.party for entry in self.entries)

    @property
    def changed(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._former)

    def party(self, party_id: str) -> Party:
        """Raises KeyError for an unknown id."""
        return {party.id: party for party in self.parties}[party_id]

    def rename(self, party_id: str, label: str) -> None:
        """Another name; the rule's words for the party stay. Raises UserError: empty, or another party's."""
        label = label.strip()
        if not label:
            raise UserError("单位的名称是空的", safe="名称没有改动", todo="写上名称，或点“不要”")
        if any(party.label == label and party.id != party_id for party in self.parties):
            raise UserError(f"已有一个“{label}”", safe="名称没有改动", todo="是同一个，就用“并入”")
        self._change(party_id, label=label)

    def set_desk(self, party_id: str, desk: bool) -> None:
        """Whether a clerk can sit there. Nobody acts through a party that is no desk."""
        self._change(party_id, desk=desk, **({} if desk else {"acts_for": ()}))

    def carrier(self, party_id: str) -> str:
        """The desk that sees to what a party without one has to do; "" for none."""
        return next((party.id for party in self.parties if party.desk and party_id in party.acts_for), "")

    def carry(self, party_id: str, desk: str) -> None:
        """Let `desk` see to what the party has to do; "" for nobody."""

        def told(entry: Proposed) -> Proposed:
            rest = tuple(other for other in entry.party.acts_for if other != party_id)
            return _with(entry, acts_for=(*rest, party_id) if entry.party.id == desk else rest)

        self._set(told(entry) for entry in self.entries)

    def remove(self, party_id: str) -> None:
        """Take a party out, and what points to it."""
        self._set(_without(entry, party_id, "") for entry in self.entries if entry.party.id != party_id)

    def merge(self, party_id: str, into: str) -> None:
        """Make a party one with another: its words are the other's from now on."""
        words = self.party(party_id).words
        named = sum(entry.named for entry in self.entries if entry.party.id == party_id)
        kept = []
        for entry in self.entries:
            if entry.party.id == party_id:
                continue
            if entry.party.id == into:
                both = tuple(dict.fromkeys((*entry.party.words, *words)))
                entry = msgspec.structs.replace(_with(entry, words=both), named=entry.named + named)
            kept.append(_without(entry, party_id, into))
        self._set(kept)

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._former:
            return False
        self.entries = self._former.pop()
        return True

    def problems(self) -> list[Problem]:
        """What keeps the parties from being used."""
        return check_parties(self.parties, self.rule, PARTIES_NAME)

    def _change(self, party_id: str, **values: object) -> None:
        self._set(_with(entry, **values) if entry.party.id == party_id else entry for entry in self.entries)

    def _set(self, entries: Iterable[Proposed]) -> None:
        wanted = tuple(entries)
        if wanted != self.entries:
            self._former.append(self.entries)
            self.entries = wanted


def as_proposed(rule: Rule, parties: Iterable[Party]) -> tuple[Proposed, ...]:
    """Parties that a pack has already, with how often its rule names them."""
    text = "\n".join(line for article in rule.articles for _, _, line in shown_lines(article))
    return tuple(Proposed(party, times_named(party.words, text)) for party in parties)


def places_of(rule: Rule, words: Sequence[str], most: int = 3) -> list[tuple[str, str]]:
    """(article number, the sentence) where the rule names a party first; at most so many."""
    found: list[tuple[str, str]] = []
    for article in rule.articles:
        for _, _, text in shown_lines(article):
            for sentence in text.replace("；", "。").split("。"):
                if any(word in sentence for word in words):
                    found.append((article.number, sentence.strip()))
                    if len(found) == most:
                        return found
    return found


def _with(entry: Proposed, **values: object) -> Proposed:
    return msgspec.structs.replace(entry, party=msgspec.structs.replace(entry.party, **values))


def _without(entry: Proposed, gone: str, heir: str) -> Proposed:
    """An entry whose links lead to `heir` instead of `gone`, or nowhere."""
    party = entry.party
    acts_for = tuple(dict.fromkeys(heir if other == gone else other for other in party.acts_for))
    also = heir if party.also == gone else party.also
    return _with(
        entry,
        acts_for=tuple(other for other in acts_for if other and other != party.id),
        also="" if also == party.id else also,
    )
