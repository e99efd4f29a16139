"""Which log belongs to which file of records.

SQLite replays a write-ahead log into whatever database lies beside it: nothing in the log names its file. A log left by
another file of records, or by a later state of this one, would silently replace all lists. So each file says in its
table `fact` who it is (`file_id`), how many transactions it has seen (`file_turn`), and how many it had seen when its log
was last empty (`file_base`). Copies that somebody made by hand share all three, and go on differently: so each transaction
also draws a number at random, and notes it behind that of the one before (`file_step`). Every transaction writes that page,
so every log carries it, and all can be compared before SQLite sees the log. Every copy that the program makes gets an id of
its own. https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sqlite3
import struct
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from govdesk.records import memory, sqlite

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

JOURNAL = "-journal"
_ASIDE = "records-log-{:%Y%m%d-%H%M%S}"
_HEAD, _FRAME = 32, 24  # bytes: the log's header, and the header of each page in it
_LOGGED = re.compile(rb"file_(?:id([0-9a-f]{32})|(base|turn)(\d{12})|step([0-9a-f]{64}))")
_DRAWN = 32  # digits of a number that a transaction draws
_COMPARED = 200  # changes
_LOOKS = 20  # at a log that is not the same twice
_Open = Callable[[], sqlite3.Connection]


class Mark(msgspec.Struct, frozen=True):
    """Who a file is. `base` and `turn` count transactions; `drawn` is the last one's number, "" in files that draw none."""

    id: str
    base: int
    turn: int
    drawn: str


class _Logged(msgspec.Struct, frozen=True):
    """What a log tells: the ids, the base and the last turn, and all numbers drawn, that of the one before its first too."""

    ids: set[str]
    base: int
    turn: int
    drawn: set[str]


def foreign_log(path: Path) -> str:
    """Why the log beside the file of records at `path` is not its own, in English; empty where it is, or holds nothing.

    Reads only. A file that cannot be read has no log of another: opening it tells what is wrong. Nor is a log foreign that
    somebody is writing at this moment: file and log are read one after the other, and what he has moved from the log into
    the file in between looks as if the log lacked it.
    """
    log = path.with_name(path.name + sqlite.COMPANIONS[0])
    for _ in range(_LOOKS):
        data = _bytes_of(log)
        why = _foreign(_committed(data), lambda: _alone(path), lambda: sqlite.connect(path, "ro"))
        if not why or _bytes_of(log) == data:
            return why
    return ""


def foreign_image(main: bytes, log: bytes) -> str:
    """As `foreign_log`, for a file and a log that have been read into memory."""
    pages = _committed(log)
    return _foreign(pages, lambda: memory.opened(main), lambda: memory.opened(memory.replayed(main, log)))


def _foreign(pages: bytes, alone: _Open, through: _Open) -> str:
    """`alone` opens the file without its log, `through` with it."""
    if not pages:
        return ""
    try:
        with closing(alone()) as connection:
            if not _has_records(connection):
                return ""  # made and killed before anything was moved out of the log
            mark = _mark(connection)
    except sqlite3.Error:
        return ""
    logged = _logged(pages)
    if mark is None or logged is None:
        return _other_history(alone, through)
    if mark.id not in logged.ids:
        return f"the log is of {', '.join(sorted(logged.ids))}, the file is {mark.id}"
    if not logged.base <= mark.turn <= logged.turn:
        return f"the log goes from {logged.base} to {logged.turn}, the file stands at {mark.turn}"
    if mark.drawn and logged.drawn and mark.drawn not in logged.drawn:
        return f"the log does not go on from the file, which stands at {mark.turn}"
    return ""


def set_log_aside(path: Path, now: dt.datetime) -> Path:
    """Keep the log of another file as `records-log-TIME.db-wal`, from where nothing reads it. Raises OSError."""
    aside = _free_name(path, now, sqlite.COMPANIONS[0])
    os.replace(path.with_name(path.name + sqlite.COMPANIONS[0]), aside)
    path.with_name(path.name + sqlite.COMPANIONS[1]).unlink(missing_ok=True)
    sqlite.sync(path.parent)
    return aside


def set_journal_aside(path: Path, now: dt.datetime) -> Path | None:
    """Keep a rollback journal aside, None where there is none. Raises OSError.

    The program never works with one: its files are in WAL mode from the first moment, and SQLite would put the old pages
    of some other database into this one.
    """
    journal = path.with_name(path.name + JOURNAL)
    try:
        if journal.stat().st_size == 0 or path.stat().st_size == 0:
            return None
    except FileNotFoundError:
        return None
    aside = _free_name(path, now, JOURNAL)
    os.replace(journal, aside)
    return aside


def bind(engine: Engine, path: Path) -> int:
    """See to it that the open file says who it is, also without its log.

    Gives the count from which its log goes on, to be written with the first change (`raise_base`); 0 where that is known.
    """
    mark = _mark_of(path)
    if mark is not None and mark.drawn:
        is_empty = not _committed(_bytes_of(path.with_name(path.name + sqlite.COMPANIONS[0])))
        return mark.turn if is_empty else 0
    with sqlite.writer(engine).begin() as connection:
        _insert(connection, uuid.uuid4().hex)
    with engine.connect() as connection:
        # From here on the file is known without its log: what is put beside it can be told from its own.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
    return 0


def raise_base(connection: Connection, floor: int) -> None:
    """Note in the log that it goes on from `floor`. The file never stands lower from there on, so neither may its log."""
    connection.exec_driver_sql(
        "UPDATE fact SET value = ? WHERE name = 'file_base' AND value < ?", (f"{floor:012}", f"{floor:012}")
    )


def _insert(connection: Connection, file_id: str) -> None:
    first = f"{'0' * _DRAWN}{uuid.uuid4().hex}"
    for name, value in (("id", file_id), ("base", f"{0:012}"), ("turn", f"{1:012}"), ("step", first)):
        connection.exec_driver_sql("INSERT OR IGNORE INTO fact (name, value) VALUES (?, ?)", (f"file_{name}", value))


def _alone(path: Path) -> sqlite3.Connection:
    """The file itself, as if it had no log."""
    return sqlite.connect(path, "ro", immutable=True)


def _mark_of(path: Path) -> Mark | None:
    with suppress(sqlite3.Error), closing(_alone(path)) as connection:
        return _mark(connection)
    return None


def _mark(connection: sqlite3.Connection) -> Mark | None:
    try:
        facts = dict(connection.execute("SELECT name, value FROM fact WHERE name LIKE 'file\\_%' ESCAPE '\\'"))
        drawn = str(facts.get("file_step", ""))[_DRAWN:]
        return Mark(str(facts["file_id"]), int(facts["file_base"]), int(facts["file_turn"]), drawn)
    except (sqlite3.OperationalError, KeyError, ValueError):
        return None


def _has_records(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'record'").fetchone() is not None


def _bytes_of(log: Path) -> bytes:
    try:
        return log.read_bytes()
    except OSError:
        return b""


def _committed(data: bytes) -> bytes:
    """The part of a log that SQLite would replay, by its salts and marks; its sums are SQLite's to check."""
    if len(data) < _HEAD:
        return b""
    _magic, _version, size, _sequence, salt1, salt2 = struct.unpack_from(">6I", data)
    if size == 1:
        size = 65536
    if size < 512 or size > 65536:
        return b""
    end = at = _HEAD
    while at + _FRAME + size <= len(data):
        _page, commit, frame1, frame2 = struct.unpack_from(">4I", data, at)
        if (frame1, frame2) != (salt1, salt2):
            break
        at += _FRAME + size
        if commit:
            end = at
    return data[_HEAD:end]


def _logged(pages: bytes) -> _Logged | None:
    """What a log tells of its file; None where it tells of none."""
    ids: set[str] = set()
    drawn: set[str] = set()
    counts = {b"base": 0, b"turn": 0}
    for file_id, name, count, step in _LOGGED.findall(pages):
        if file_id:
            ids.add(file_id.decode())
        elif step:
            drawn |= {step[:_DRAWN].decode(), step[_DRAWN:].decode()}
        else:
            counts[name] = max(counts[name], int(count))
    return _Logged(ids, counts[b"base"], counts[b"turn"], drawn) if ids else None


def _other_history(alone: _Open, through: _Open) -> str:
    """For files and logs of version 0.1, which do not say who they are: does the log know the changes of the file?"""
    query = f"SELECT id, uid FROM change ORDER BY id DESC LIMIT {_COMPARED}"
    last = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"
    try:
        with closing(alone()) as connection:
            here = dict(connection.execute(query))
            here_last = (connection.execute(last).fetchone() or (0,))[0]
            whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.Error:
        return ""
    try:
        with closing(through()) as connection:
            there_last = (connection.execute(last).fetchone() or (0,))[0]
            marks = ",".join("?" * len(here))
            there = dict(connection.execute(f"SELECT id, uid FROM change WHERE id IN ({marks})", tuple(here)))
    except sqlite3.Error as error:
        return (
            f"the file is whole, and cannot be read through the log: {error}"
            if whole and sqlite.is_damage(error)
            else ""
        )
    if there_last < here_last or any(here[known] != uid for known, uid in there.items()):
        return "the log tells of other changes than the file"
    return ""


def _free_name(path: Path, now: dt.datetime, suffix: str) -> Path:
    now = now.astimezone()
    while True:
        aside = path.with_name(_ASIDE.format(now) + ".db" + suffix)
        if not aside.exists():
            return aside
        now += dt.timedelta(seconds=1)
