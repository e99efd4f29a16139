"""How like a query is to the ways in which clerks ask after an article: by its words, and character by character.

Words carry the subject, and know what else is said for them. Characters hear what the cutting into words loses, and the
small words that it leaves out: 请市长参加我们局的会 is 请市长参会, and 出差回来要汇报吗 is after 出差回来要报告吗.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govdesk.search.analyzer import runs
from govdesk.search.query import Side, Term
from govdesk.search.texts import Searched, Spoken, pieces

#: How much of a question its kind is (how long, who, may one), against its words.
KIND_SHARE = 0.35
#: A word that only wordings have means what it means in them: more than half of the wording has to be asked as well.
COMPANY = 0.5
#: What a single character weighs, against the rarity of a pair.
_CHARACTER_WEIGHT = 0.5
#: How much it matters that the query is in the wording, against that the wording is in the query.
_ASKED_SHARE = 0.7


class Likeness:
    """One side of a query, to be likened to wordings. Both measures are from 0 to 1."""

    def __init__(
        self,
        side: Side,
        terms: Sequence[tuple[Term, float]],
        kinds: frozenset[int],
        rarity: Callable[[str], float],
        missing: float,
    ) -> None:
        """`side` is what was typed, `terms` its words with their weights, `rarity` that of a pair of characters.

        `missing` is the weight of the words that are nowhere: no wording says the same without them.
        """
        self._text, self._bare = side.text, side.bare
        self._terms = terms
        self._kinds = kinds
        self._whole = sum(weight for _, weight in terms) or 1.0
        # Where the words are all there is, 会议纪要 for instance, they have said it.
        left = len("".join(runs(side.text))) > sum(len(term.word) for term, _ in terms)
        self._pieces = {piece: rarity(piece) if piece[1:] else _CHARACTER_WEIGHT for piece in pieces(side.text) if left}
        self._whole_pieces = sum(self._pieces.values()) + missing or 1.0
        self._known: dict[Spoken, float] = {}  # an errand's wordings are read once for all the articles it rests on

    def keeps_company(self, term: Term, searched: Searched) -> bool:
        """Whether a wording that has `term` is asked for, and not that word alone out of it: 孩子 of 老婆孩子 in 带孩子."""
        for wording in searched.asks.wordings:
            text = wording.text
            if any(spelling in text for spelling in term.spellings) and (
                self._bare in text or sum(map(self._text.__contains__, text)) > COMPANY * len(text)
            ):
                return True
        return False

    def by_words(self, searched: Searched) -> float:
        """How like the likest wording the query's words are, of the article's own and of errands resting on it."""
        best = 0.0
        for spoken in (searched.asks, *searched.errands):
            likeness = self._known.get(spoken)
            if likeness is None:
                likeness = self._known[spoken] = self._alike(spoken)
            best = max(best, likeness)
        return best

    def _alike(self, spoken: Spoken) -> float:
        """The share of the query that is in the likest of these wordings, and of the wording that is in the query."""
        text = spoken.text
        there = [([word for word in term.spellings if word in text], weight) for term, weight in self._terms]
        there = [(spellings, weight) for spellings, weight in there if spellings]
        asking = KIND_SHARE * self._whole if self._kinds else 0.0
        best = 0.0
        for wording in spoken.wordings if there else ():
            common, covered = 0.0, 0
            for spellings, weight in there:
                for spelling in spellings:
                    if spelling in wording.text:
                        common += weight
                        covered += len(spelling)
                        break
            if common:
                common += asking if self._kinds & wording.kinds else 0.0
                best = max(best, common * (0.5 + 0.5 * min(1.0, covered / len(wording.text))))
        return spoken.worth * best / (self._whole + asking)

    def by_characters(self, searched: Searched) -> float:
        """The same character by character, of the article's own wordings; 0 where the words leave nothing out."""
        if not self._pieces:
            return 0.0
        asks = searched.asks
        asked, common = [0.0] * len(asks.wordings), [0] * len(asks.wordings)
        for piece in self._pieces.keys() & asks.places.keys():
            weight = self._pieces[piece]
            for number in asks.places[piece]:
                asked[number] += weight
                common[number] += 1
        best = 0.0
        for weight, count, length in zip(asked, common, asks.lengths, strict=True):
            share = weight / self._whole_pieces
            if count:
                best = max(best, share**_ASKED_SHARE * (count / length) ** (1 - _ASKED_SHARE))
        return best
