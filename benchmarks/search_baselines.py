"""The engines one could have taken instead, asked in the plainest way: what ours is measured against."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import rjieba

from govdesk.search.analyzer import runs

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.analysis import Token, Tokenizer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage, RamStorage
    from whoosh.qparser import AndGroup, OrGroup, QueryParser

#: query -> numbers of the texts found, best first.
Asked = Callable[[str], Sequence[int]]
LIMIT = 20


def words_of(text: str) -> list[str]:
    """rjieba's words, without punctuation."""
    return [word for run in runs(text.lower()) for word in rjieba.cut(run)]


def substring(texts: Iterable[str]) -> Asked:
    """Ctrl-F: texts that hold the query literally, in their order."""
    kept = list(texts)
    return lambda query: [number for number, text in enumerate(kept) if query in text]


def fts5(texts: Iterable[str], tokenizer: str, database: sqlite3.Connection) -> Asked:
    """SQLite's full-text search: over `trigram`s of the query as typed, or over rjieba's `words`, any of them.

    `database` is empty, and stays open as long as is asked.
    """
    trigram = tokenizer == "trigram"
    database.execute(f"create virtual table texts using fts5(t, tokenize='{'trigram' if trigram else 'unicode61'}')")
    rows = ((text if trigram else " ".join(words_of(text)),) for text in texts)
    database.executemany("insert into texts values (?)", rows)
    database.commit()

    def ask(query: str) -> Sequence[int]:
        parts = query.split() if trigram else words_of(query)
        wanted = (" AND " if trigram else " OR ").join('"' + part.replace('"', "") + '"' for part in parts)
        sql = "select rowid - 1 from texts where texts match ? order by rank limit ?"
        return [number for (number,) in database.execute(sql, (wanted, LIMIT))] if wanted else []

    return ask


def tantivy(texts: Iterable[str], path: Path | None = None) -> Asked:
    """Tantivy over rjieba's words, any of them."""
    import tantivy as engine

    schema = (
        engine.SchemaBuilder()
        .add_text_field("words", tokenizer_name="whitespace")
        .add_unsigned_field("number", stored=True)
        .build()
    )
    index = engine.Index(schema, path=str(path) if path else None)
    writer = index.writer(heap_size=100_000_000)
    for number, text in enumerate(texts):
        writer.add_document(engine.Document(words=" ".join(words_of(text)), number=number))
    writer.commit()
    index.reload()

    def ask(query: str) -> Sequence[int]:
        terms = [engine.Query.term_query(schema, "words", word) for word in words_of(query)]
        wanted = engine.Query.boolean_query([(engine.Occur.Should, term) for term in terms])
        searcher = index.searcher()
        return [searcher.doc(address)["number"][0] for _, address in searcher.search(wanted, LIMIT).hits]

    return ask


class Words(Tokenizer):  # type: ignore[misc]
    """rjieba's words as whoosh wants them."""

    def __call__(self, text: str, **_: Any) -> Iterator[Any]:
        """One token, said again and again."""
        token = Token()
        for place, word in enumerate(words_of(text)):
            token.text, token.boost, token.pos = word, 1.0, place
            yield token


def whoosh(texts: Iterable[str], path: Path | None = None, any_word: bool = True) -> Asked:
    """Whoosh as its manual has it, over rjieba's words: any of them, or by its default all."""
    schema = Schema(number=STORED, body=TEXT(analyzer=Words()))
    if path:
        path.mkdir()
    index = (FileStorage(str(path)) if path else RamStorage()).create_index(schema)
    writer = index.writer()
    for number, text in enumerate(texts):
        writer.add_document(number=number, body=text)
    writer.commit()
    searcher = index.searcher()
    parser = QueryParser("body", schema, group=OrGroup if any_word else AndGroup)
    return lambda query: [hit["number"] for hit in searcher.search(parser.parse(query), limit=LIMIT)]
