"""The texts of the statutes in one SQLite file: written once, then only read, an article at a time, each proved by its sum.

The file is never changed in place: an import writes a new one. So nothing here knows of transactions or migrations.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from govdesk.errors import UserError
from govdesk.rules.model import Article, Rule
from govdesk.statutes.model import Front, Statute

FILE = "texts.db"
_SCHEMA = """
create table laws (
    number integer primary key, id text not null unique, title text not null, family text not null, file text not null,
    issuer text not null, doc_number text not null, issued text, effective text, validity text not null,
    stated text not null, chapters integer not null, articles integer not null, first integer not null,
    sum integer not null, front blob not null, front_sum integer not null
);
create table articles (
    number integer primary key, law integer not null, name text not null, chapter text not null,
    body blob not null, sum integer not null
);
create table names (
    name text not null, law integer not null, sum integer not null, primary key (name, law)
) without rowid;
create index families on laws (family);
"""
_COLUMNS = "number, id, title, family, file, issuer, doc_number, issued, effective, validity, stated, chapters, articles, first"
T = TypeVar("T")
_ENCODE = msgspec.msgpack.Encoder()
_ARTICLE = msgspec.msgpack.Decoder(Article)
_FRONT = msgspec.msgpack.Decoder(Front)


def damaged(detail: str) -> UserError:
    """The library of statutes is not what was written."""
    return UserError(
        "法律法规库的文件坏了，读不出来",
        safe="本市的规则、清单和笔记不受影响",
        todo="在规则库里把它移到回收站，再从原来的文件夹导入一次",
        detail=detail,
    )


class Kept(msgspec.Struct, frozen=True):
    """An article as the search reads it."""

    law: int
    number: str
    chapter: str
    article: Article


class Writer:
    """Writes a new file at `path`; `close` makes it whole."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        # A file that is only used when it is whole needs no journal.
        self._connection.execute("pragma journal_mode = off")
        self._connection.execute("pragma synchronous = off")
        self._connection.executescript(_SCHEMA)
        self.laws = self.articles = 0

    def add(self, statute: Statute, front: Front, articles: Sequence[tuple[Article, str]], names: set[str]) -> None:
        """A law with its articles, each with the heading of its chapter. Raises sqlite3.Error where the disk is full."""
        execute = self._connection.execute
        encoded = _ENCODE.encode(front)
        facts = (
            statute.number, statute.id, statute.title, statute.family, statute.file, statute.issuer, statute.doc_number,
            _written(statute.issued), _written(statute.effective), statute.validity.value, statute.stated,
            statute.chapters, statute.articles, statute.first,
        )  # fmt: skip
        row = (*facts, _sum(facts), encoded, _sum((statute.number,), encoded))
        execute(f"insert into laws values ({', '.join('?' * len(row))})", row)
        rows = []
        for number, (article, chapter) in enumerate(articles, start=statute.first):
            body = _ENCODE.encode(article)
            kept = (number, statute.number, article.number, chapter)
            rows.append((*kept, body, _sum(kept, body)))
        self._connection.executemany("insert into articles values (?, ?, ?, ?, ?, ?)", rows)
        named = ((name, statute.number, _sum((name, statute.number))) for name in names)
        self._connection.executemany("insert into names values (?, ?, ?)", named)
        self.laws += 1
        self.articles += len(rows)

    def close(self, *, whole: bool) -> None:
        """Close the file; `whole`: with everything that was added in it."""
        try:
            if whole:
                self._connection.commit()
        finally:
            self._connection.close()


class Texts:
    """An open file of texts. Safe to use from several threads. Its methods raise UserError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        with _told():
            if not path.is_file():
                raise sqlite3.DatabaseError(f"{path.name} is not there")
            self._connection = sqlite3.connect(path, check_same_thread=False)
            self._connection.execute("pragma query_only = on")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def laws(self) -> list[Statute]:
        """All laws in the order of the import."""
        return [_statute(row) for row in self._rows(f"select {_COLUMNS}, sum from laws order by number")]

    def with_id(self, law_id: str) -> Statute | None:
        """The law with an id."""
        rows = self._rows(f"select {_COLUMNS}, sum from laws where id = ?", (law_id,))
        return _statute(rows[0]) if rows else None

    def of_family(self, family: str) -> list[Statute]:
        """All versions of a law."""
        return [_statute(row) for row in self._rows(f"select {_COLUMNS}, sum from laws where family = ?", (family,))]

    def some(self, numbers: Sequence[int]) -> list[Statute]:
        """The laws with these numbers."""
        marks = ", ".join("?" * len(numbers))
        return [
            _statute(row) for row in self._rows(f"select {_COLUMNS}, sum from laws where number in ({marks})", numbers)
        ]

    def named(self, names: Sequence[str]) -> list[int]:
        """The numbers of the laws that bear one of these plain names."""
        marks = ", ".join("?" * len(names))
        rows = self._rows(f"select name, law, sum from names where name in ({marks})", names)
        for name, law, known in rows:
            _prove(known, (name, law))
        return list(dict.fromkeys(int(law) for _, law, _ in rows))

    def front(self, law: int) -> Front:
        """All of a law but its articles."""
        rows = self._rows("select front, front_sum from laws where number = ?", (law,)) or [(b"", -1)]
        return _proved(rows[0][0], rows[0][1], (law,), _FRONT)

    def rule(self, statute: Statute) -> Rule:
        """A whole law as the reader and paper take it."""
        front = self.front(statute.number)
        numbers = statute.first, statute.first + statute.articles
        sql = "select number, law, name, chapter, body, sum from articles where number >= ? and number < ? order by number"
        rows = self._rows(sql, numbers)
        if len(rows) != statute.articles:
            raise damaged(f"{statute.id} has {len(rows)} articles of {statute.articles}")
        return Rule(
            meta=front.meta,
            notice=front.notice,
            title=front.title,
            divisions=front.divisions,
            articles=tuple(_proved(body, known, facts, _ARTICLE) for *facts, body, known in rows),
            preamble=front.preamble,
            appendices=front.appendices,
        )

    def article(self, statute: Statute, name: str) -> Kept | None:
        """One article of a law by its number."""
        values = statute.first, statute.first + statute.articles, name
        sql = "select number from articles where number >= ? and number < ? and name = ?"
        rows = self._rows(sql, values)
        return next((kept for _, kept in self.kept([int(rows[0][0])])), None) if rows else None

    def kept(self, numbers: Sequence[int]) -> Iterator[tuple[int, Kept]]:
        """The articles with these running numbers, as the search reads them; in any order."""
        for start in range(0, len(numbers), 200):
            some = numbers[start : start + 200]
            marks = ", ".join("?" * len(some))
            sql = f"select number, law, name, chapter, body, sum from articles where number in ({marks})"
            for number, law, name, chapter, body, known in self._rows(sql, some):
                article = _proved(body, known, (number, law, name, chapter), _ARTICLE)
                yield number, Kept(law, name, chapter, article)

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _told(), self._lock:
            return self._connection.execute(sql, values).fetchall()


def _statute(kept: tuple[Any, ...]) -> Statute:
    *row, known = kept
    _prove(known, row)
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["issued"], values["effective"] = _read(values["issued"]), _read(values["effective"])
    try:
        return msgspec.convert(values, Statute)
    except msgspec.ValidationError as error:
        raise damaged(repr(error)) from error


def _sum(facts: Sequence[object], content: bytes = b"") -> int:
    """What tells that nothing of a row has changed."""
    return zlib.crc32(content, zlib.crc32(repr(list(facts)).encode(errors="surrogatepass")))


def _prove(known: object, facts: Sequence[object], content: bytes = b"") -> None:
    if _sum(facts, content) != known:
        raise damaged("a row does not agree with its sum")


def _proved(content: object, known: object, facts: Sequence[object], decoder: msgspec.msgpack.Decoder[T]) -> T:
    if not isinstance(content, bytes):
        raise damaged("a text is no text")
    _prove(known, facts, content)
    try:
        return decoder.decode(content)
    except msgspec.MsgspecError as error:
        raise damaged(repr(error)) from error


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise damaged(repr(error)) from error


def _written(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(day)) if day else None
    except ValueError as error:
        raise damaged(repr(error)) from error
