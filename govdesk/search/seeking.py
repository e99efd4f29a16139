"""What the index is asked for a query's terms, and how common they are; for the rules and for the laws alike."""

from __future__ import annotations

from govdesk.search.analyzer import is_han, sought
from govdesk.search.engine import Engine
from govdesk.search.lexicon import Lexicon
from govdesk.search.query import Query, Term
from govdesk.search.worth import CHARACTER_WEIGHT, SYNONYM_WORTH


def grams_of(term: Term, engine: Engine) -> dict[str, float]:
    """The index's terms for one of a query, in all its spellings, weighed."""
    found: dict[str, float] = {}
    for spelling in term.spellings:
        weight = 1.0 if spelling == term.word else SYNONYM_WORTH
        if len(spelling) == 1 and is_han(spelling):
            weight *= CHARACTER_WEIGHT
            parts = engine.beginning(spelling)
        else:
            parts = sought(spelling)
        for gram in parts:
            found.setdefault(gram, weight)
    return found


def grams(query: Query, engine: Engine) -> dict[str, float]:
    """The index's terms for a query, weighed."""
    found: dict[str, float] = {}
    for term in query.terms:
        for gram, weight in grams_of(term, engine).items():
            found[gram] = max(found.get(gram, 0.0), weight)
    return found


def having(term: Term, engine: Engine, lexicon: Lexicon) -> int:
    """In how many articles the commonest spelling of a term stands; an estimate for one that is cut in parts there."""
    return max(_having(spelling, engine, lexicon) for spelling in term.spellings)


def _having(word: str, engine: Engine, lexicon: Lexicon) -> int:
    known = lexicon.having(word)
    if len(word) == 1 and is_han(word):
        return max(known, len(engine.beginning(word)))
    return known or min((engine.having(gram) for gram in sought(word)), default=0)
