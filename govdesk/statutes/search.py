"""Articles of statutes by words: proposed by the index, read from the disk, ordered as the articles of the packs are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from govdesk.files import read_regular
from govdesk.rules.model import Rule, RuleMeta, Text
from govdesk.search.building import LEXICON
from govdesk.search.engine import Engine
from govdesk.search.folding import fold_text
from govdesk.search.lexicon import Lexicon
from govdesk.search.query import Query, Term, read_query
from govdesk.search.ranking import Candidate, order, sentence_worth
from govdesk.search.seeking import grams, grams_of, having
from govdesk.search.snippet import make_snippet
from govdesk.search.synonyms import load_synonyms
from govdesk.search.texts import Searched, Spoken
from govdesk.search.worth import weigh
from govdesk.statutes.model import Statute, StatuteHit
from govdesk.statutes.store import Kept, Texts

#: How many articles the index proposes for closer reading: each is read from the disk.
_CANDIDATES = 120
_MOST_LEXICON = 50_000_000  # bytes
_NOBODY = Spoken(())


class WordSearch:
    """Answers from an open index and open texts. One thread at a time. Raises UserError where the texts are damaged."""

    def __init__(self, folder: Path, engine: Engine, texts: Texts) -> None:
        self._engine, self._texts = engine, texts
        self._lexicon = Lexicon.read(read_regular(folder / LEXICON, _MOST_LEXICON), load_synonyms())

    def close(self) -> None:
        """Let go of the index."""
        self._engine.close()

    def find(
        self, typed: str, limit: int, laws: Sequence[Statute], current: Container[int], today: dt.date
    ) -> tuple[list[StatuteHit], int]:
        """The best `limit` articles for `typed` and how many there are; those of versions to go by first."""
        query = read_query(typed, (), self._lexicon, load_synonyms())
        if not query.terms:
            return [], 0
        weights = weigh(
            {term: having(term, self._engine, self._lexicon) for term in query.terms}, self._engine.documents
        )
        proposed = self._engine.propose(grams(query, self._engine), range(self._engine.documents), _CANDIDATES)
        standing = {term: self._engine.standing(grams_of(term, self._engine)) for term in weights}
        kept = dict(self._texts.kept(proposed))
        candidates = [_candidate(number, kept[number], laws) for number in proposed if number in kept]
        ranked = order(query, candidates, weights, standing, self._engine.rarity)
        ranked.sort(key=lambda entry: kept[entry[0].number].law not in current)  # stable: else as they were ranked
        return [self._hit(query, weights, kept, laws, current, today, *entry) for entry in ranked[:limit]], len(ranked)

    def _hit(
        self,
        query: Query,
        weights: Mapping[Term, float],
        kept: Mapping[int, Kept],
        laws: Sequence[Statute],
        current: Container[int],
        today: dt.date,
        candidate: Candidate,
        score: float,
    ) -> StatuteHit:
        found = kept[candidate.number]
        law = laws[found.law]
        searched = candidate.searched
        words = [phrase for phrase in query.phrases if len(phrase) > 1]
        words += [spelling for term in query.terms for spelling in term.spellings]
        worth = sentence_worth(query, weights)
        snippet, matches = make_snippet(searched.shown, list(dict.fromkeys(words)), searched.body, worth)
        return StatuteHit(
            law.id,
            law.title,
            found.number,
            law.validity,
            law.words_on(today),
            found.law in current,
            snippet,
            round(score, 4),
            matches,
            found.chapter,
        )


def _candidate(number: int, kept: Kept, laws: Sequence[Statute]) -> Candidate:
    law = laws[kept.law]
    shown = kept.article.shown
    chapter = fold_text(f"{law.family} {kept.chapter}")
    return Candidate(number, _bare_rule(law), kept.article, Searched(shown, fold_text(shown), "", chapter, _NOBODY, ()))


def _bare_rule(law: Statute) -> Rule:
    """What the ranking asks of a rule: its id."""
    return Rule(RuleMeta(id=law.id, title=law.title, short_title="", issuer=""), (), Text(), (), ())
