"""Whoosh, kept behind two functions' worth of interface: build an index from articles, rank articles for a query.

The index holds terms and no text; terms are cut by our analyzer before whoosh sees them, so that nothing
of ours is pickled into the index and its positions are counted in terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from govdesk.rules.model import Article, Rule
from govdesk.search.analyzer import grams, index_words, is_han, pairs
from govdesk.search.folding import fold_text
from govdesk.search.query import Query, Term

# How much a term counts in each field. 条旨 names the article's subject in our own words: a term in it
# says more than one in the body.
FIELD_WEIGHTS = {"body": 1.0, "heading": 1.6, "chapter": 0.4}
WORD_WEIGHT = 1.0
PAIR_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.1
SYNONYM_WEIGHT = 0.6


def build(rules: Mapping[str, Rule]) -> dict[str, bytes]:
    """An index of all articles, as its files' names and contents."""
    fields, storage = _whoosh().fields, _memory({})
    index = storage.create_index(_schema(fields))
    writer = index.writer()
    for rule in rules.values():
        for article in rule.articles:
            writer.add_document(rule=rule.id, article=article.number, **_terms_of(rule, article))
    writer.commit()
    return {name: bytes(content) for name, content in storage.files.items()}


@cache
def _whoosh() -> Any:
    """The library, imported without the warnings that today's compiler has for its old text."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.codec.whoosh3
        import whoosh.fields
        import whoosh.filedb.filestore
        import whoosh.index
        import whoosh.query
        import whoosh.searching
        import whoosh.writing
    return whoosh


def _memory(files: Mapping[str, bytes]) -> Any:
    """A place in memory that holds `files`: nothing on the disk stays open while somebody searches."""
    storage = _whoosh().filedb.filestore.RamStorage()
    storage.files.update(files)
    return storage


def _schema(fields: Any) -> Any:
    terms = {f"{field}_words": fields.KEYWORD(scorable=True) for field in FIELD_WEIGHTS}
    terms |= {f"{field}_grams": fields.KEYWORD(scorable=True) for field in FIELD_WEIGHTS}
    return fields.Schema(rule=fields.ID(stored=True), article=fields.STORED(), **terms)


def _terms_of(rule: Rule, article: Article) -> dict[str, str]:
    chapter = rule.division_of(article.number)
    texts = {"body": article.shown, "heading": article.heading, "chapter": chapter.name if chapter else ""}
    terms = {}
    for field, text in texts.items():
        folded = fold_text(text)
        terms[f"{field}_words"] = " ".join(index_words(folded))
        terms[f"{field}_grams"] = " ".join(grams(folded))
    return terms


class Engine:
    """An open index. One thread at a time: whoosh's readers share their places in the files."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._searcher = _memory(files).open_index().searcher()

    @property
    def articles(self) -> int:
        """How many articles are in the index."""
        return int(self._searcher.doc_count())

    def having(self, word: str) -> int:
        """In how many articles `word` stands; an estimate where the cutter cuts it in parts."""
        reader = self._searcher.reader()
        fields = [f"{field}_{kind}" for field in FIELD_WEIGHTS for kind in ("words", "grams")]
        found = max(int(reader.doc_frequency(field, word)) for field in fields)
        if found or not is_han(word) or len(word) < 3:
            return found
        return min(int(reader.doc_frequency("body_grams", pair)) for pair in pairs(word))

    def rank(self, query: Query, rule: str, limit: int) -> list[tuple[str, str, float]]:
        """The best `limit` articles as (rule, article, score), best first; `rule` "" searches all."""
        q = _whoosh().query
        wanted = [clause for term in query.terms for clause in _clauses(q, term)]
        wanted += [clause for run in query.runs for clause in _gram_clauses(q, run, 1.0)]
        if not wanted:
            return []
        only = q.Term("rule", rule) if rule else None
        hits = self._searcher.search(q.Or(wanted), limit=limit, filter=only)
        return [(hit["rule"], hit["article"], hit.score) for hit in hits]


def _clauses(q: Any, term: Term) -> Iterable[Any]:
    for spelling in term.spellings:
        weight = WORD_WEIGHT if spelling == term.word else SYNONYM_WEIGHT
        for field, field_weight in FIELD_WEIGHTS.items():
            yield q.Term(f"{field}_words", spelling, boost=weight * field_weight)
        if spelling != term.word:
            yield from _gram_clauses(q, spelling, SYNONYM_WEIGHT)


def _gram_clauses(q: Any, run: str, weight: float) -> Iterable[Any]:
    """The pairs and characters of a run. They find what words cut otherwise miss; characters only break ties."""
    parts = [(pair, PAIR_WEIGHT) for pair in pairs(run)] + [(one, CHARACTER_WEIGHT) for one in run]
    for gram, gram_weight in parts if is_han(run) else [(run, PAIR_WEIGHT)]:
        for field, field_weight in FIELD_WEIGHTS.items():
            yield q.Term(f"{field}_grams", gram, boost=weight * gram_weight * field_weight)
