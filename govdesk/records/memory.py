"""A file of records read into memory, while somebody else works on it or its folder cannot be written to.

SQLite cannot read a file and its log where it may not write beside them. So the log is replayed here, as SQLite does it,
and what comes of it is a database in memory: no copy lies anywhere, and none is left by a kill.
https://www.sqlite.org/fileformat2.html#walformat, https://www.sqlite.org/c3ref/deserialize.html
"""

from __future__ import annotations

import sqlite3
import struct
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.files import read_regular
from govdesk.records import sqlite

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_TRIES = 40
_WAIT_SECONDS = 0.05
_MAX = 2_000_000_000  # bytes: 50,000 lists have some 180 million
_MAGIC = b"SQLite format 3\0"
_LOG_HEAD, _FRAME_HEAD = 32, 24  # bytes
_LITTLE, _BIG = 0x377F0682, 0x377F0683  # what a log begins with: the byte order of its sums
_WORD = 0xFFFFFFFF


def read_live(path: Path) -> tuple[bytes, bytes]:
    """A file that SQLite may read, for it is in use on this machine only; its log is in it. Raises sqlite3.Error."""
    with closing(sqlite.connect(path, "ro")) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # one state of the file from here on
        return connection.serialize(), b""


def read_at_rest(path: Path) -> tuple[bytes, bytes]:
    """The file and its log while nobody writes: what stood before they were read must stand after it. Raises OSError."""
    log = path.with_name(path.name + sqlite.COMPANIONS[0])
    for _ in range(_TRIES):
        before = _state(path), _state(log)
        read = read_regular(path, _MAX), b"" if before[1] is None else _read_log(log)
        if (_state(path), _state(log)) == before:
            return read
        time.sleep(_WAIT_SECONDS)
    raise OSError(f"{path} is being written to without a pause")


def _read_log(log: Path) -> bytes:
    try:
        return read_regular(log, _MAX)
    except FileNotFoundError:
        return b""


def _state(path: Path) -> tuple[int, int, bytes] | None:
    """Size, time of the last change, and the head: SQLite counts its changes there, and log restarts too."""
    try:
        status = path.stat()
        with path.open("rb") as stream:
            return status.st_size, status.st_mtime_ns, stream.read(100)
    except FileNotFoundError:
        return None


def replayed(main: bytes, log: bytes) -> bytes:
    """The file with what its log has committed, up to the first page of the log that is not whole."""
    if len(log) < _LOG_HEAD:
        return main
    magic, _version, size, _sequence, salt1, salt2, sum1, sum2 = struct.unpack_from(">8I", log)
    size = 65536 if size == 1 else size
    order = {_LITTLE: "<", _BIG: ">"}.get(magic, "")
    if not order or not 512 <= size <= 65536 or (running := _summed(log[:24], (0, 0), order)) != (sum1, sum2):
        return main
    pages: dict[int, int] = {}  # committed: page number, and where it stands in the log
    waiting: dict[int, int] = {}
    count, at = 0, _LOG_HEAD
    while at + _FRAME_HEAD + size <= len(log):
        page, commit, *known = struct.unpack_from(">6I", log, at)
        if known[:2] != [salt1, salt2]:
            break
        running = _summed(log[at : at + 8], running, order)
        running = _summed(log[at + _FRAME_HEAD : at + _FRAME_HEAD + size], running, order)
        if running != (known[2], known[3]):
            break
        waiting[page] = at + _FRAME_HEAD
        if commit:
            pages.update(waiting)
            waiting.clear()
            count = commit
        at += _FRAME_HEAD + size
    if not count:
        return main
    whole = bytearray(main[: count * size].ljust(count * size, b"\0"))
    for page, start in pages.items():
        if page <= count:
            whole[(page - 1) * size : page * size] = log[start : start + size]
    return bytes(whole)


def _summed(data: bytes, running: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's sum over words of 32 bits, going on from `running`."""
    first, second = running
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second


def opened(data: bytes) -> sqlite3.Connection:
    """A connection, to be closed, to a database that is `data` and lies in memory alone. Raises sqlite3.Error."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if data:
            connection.deserialize(_without_log(data))
    except BaseException:
        connection.close()
        raise
    return connection


def _without_log(data: bytes) -> bytes:
    """The same, not in WAL mode: in memory there is no room for a log."""
    return data[:18] + b"\1\1" + data[20:] if data.startswith(_MAGIC) else data


class MemoryFile:
    """A database in memory that several connections of this process share; `close` gives it up."""

    def __init__(self, data: bytes) -> None:
        """Raises sqlite3.Error."""
        self._uri = f"file:/govdesk-{uuid.uuid4().hex}?vfs=memdb"
        self._keeper = self.connect()
        try:
            with closing(opened(data)) as whole:
                del data
                whole.backup(self._keeper)
        except BaseException:
            self._keeper.close()
            raise

    def connect(self) -> sqlite3.Connection:
        """Another connection, to be closed."""
        return sqlite3.connect(
            self._uri, uri=True, timeout=sqlite.BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    def open_engine(self) -> Engine:
        """An engine. Whoever calls this disposes of it."""
        return sqlite.open_engine(self.connect)

    def copied(self) -> bytes:
        """The bytes of a checked copy, with an id of its own. Raises DamagedFileError, sqlite3.Error."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            self._keeper.backup(copy)
            sqlite.finish_copy(copy)
            return copy.serialize()

    def close(self) -> None:
        """Safe to call twice."""
        self._keeper.close()
