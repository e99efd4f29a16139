"""Who is who: the parties of another pack under the new rule, and whose duty a sentence of the new rule is."""

from __future__ import annotations

from collections.abc import Sequence

from govdesk.drafting.levels import bindings
from govdesk.drafting.parties import names_in
from govdesk.drafting.saying import bidden, told
from govdesk.drafting.sentences import Sentence
from govdesk.wizards.parties import Party


class Cast:
    """The parties of another pack, `theirs`, beside those of the new rule, `ours`, whose sentences are `new`."""

    def __init__(self, theirs: Sequence[Party], ours: Sequence[Party], new: Sequence[Sentence]) -> None:
        self._theirs, self._ours, self._new = theirs, ours, new
        self._known = {party.id for party in ours}

    def mapped(self, *ids: str) -> tuple[str, ...]:
        """The new rule's parties for parties of the other pack: the same id, or one that is called the same."""
        found: list[str] = []
        for identifier in ids:
            if identifier in self._known:
                found.append(identifier)
                continue
            theirs = next((party for party in self._theirs if party.id == identifier), None)
            others = {word for party in self._theirs if party is not theirs for word in party.words}
            words = set(theirs.words) - others if theirs else set()  # 部门、单位 may be anybody
            heir = next((party.id for party in self._ours if words & set(party.words)), "")
            if not heir and theirs is not None and theirs.also in self._known:
                heir = theirs.also
            if heir:
                found.append(heir)
        return tuple(dict.fromkeys(found))

    def heir(self, party: Party) -> Party | None:
        """Who stands for a party of the other rule under his own name; a desk that only takes its errands does not."""
        found = self.mapped(party.id)
        return next((own for own in self._ours if own.id in found and own.id != party.also), None)

    def named(self, sentence: Sentence) -> tuple[str, ...]:
        """Who a sentence names first."""
        return tuple(party.id for _, _, party in names_in(sentence.text, self._ours)[:1])

    def actors(self, quote: str, sentence: Sentence, *, by: bool = False) -> list[Party]:
        """Whose duty a quote of a sentence plainly is.

        His is what stands right behind his name (主办部门应), or what a sentence bids that begins with it, or that goes on
        from one that bids him and names nobody itself. `by`: what is done 由 somebody is his as well.
        """
        found = bidden(quote, sentence.text, self._ours, by=by)
        before = self._new[sentence.order - 1] if sentence.order else None
        first = next(iter(bindings(sentence.text)), None)
        if found or first is None or before is None or before.same_line != sentence.same_line:
            return found
        return [] if names_in(sentence.text[: first.start], self._ours) else told(before.text, self._ours)

    def seats(self, actors: Sequence[Party]) -> set[str]:
        """Those of `actors`, and the desks that see to things for them."""
        ids = {party.id for party in actors}
        return ids | {party.id for party in self._ours if ids & {*party.acts_for, party.also}}
