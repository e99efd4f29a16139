"""All that is SQLite's own: how the file is opened, locked, checked, copied, and what its errors mean.

The rest of the package speaks SQLAlchemy Core and could speak it to another database.

Why these settings. WAL lets a reader and a writer work at the same time. `synchronous=FULL` makes a
commit wait until the words are on the disk, so that a tick survives the process and the power.
Every write begins with BEGIN IMMEDIATE: it waits its turn before it reads what it will change.
https://www.sqlite.org/pragma.html, https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from govdesk.errors import UserError
from govdesk.files import is_full, replacing, sync_folder, temporary_name

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

FILE_NAME = "records.db"
#: Files that belong to a database while it is open, or after a crash.
COMPANIONS = ("-wal", "-shm")
#: How long a program waits for another one that writes to the same file.
BUSY_SECONDS = 15.0

_WRITES = "govdesk_writes"
_POOL = "govdesk_pool"
#: A transaction that writes begins with this, so that every log says whose it is; see `binding`.
_COUNT_TURN = (
    "UPDATE fact SET value = CASE name WHEN 'file_turn' THEN printf('%012d', CAST(value AS INTEGER) + 1)"
    " ELSE substr(value, 33) || lower(hex(randomblob(16))) END WHERE name IN ('file_turn', 'file_step')"
)
_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",  # notice a broken page when it is read, not later
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_size_limit = 4194304",  # give the disk back after a large write
)


class DamagedFileError(Exception):
    """The database file is not whole; the text is SQLite's own, for 技术信息."""


class FileMovedError(Exception):
    """The database file is no longer the one at its path: what is written would be lost."""


@contextmanager
def opened(path: Path) -> Iterator[Engine]:
    """An engine on `path` whose connections are closed when the block ends."""
    engine = open_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def open_engine(place: Path | Callable[[], sqlite3.Connection]) -> Engine:
    """An engine on the file at `place`, created if missing, or on what `place` connects to. Whoever calls this disposes of it.

    That closes the file; a connection at work on another thread at that moment is closed when its work is done.
    """
    from sqlalchemy import QueuePool, create_engine, event
    from sqlalchemy.engine import URL

    if isinstance(place, Path):
        # Transactions are ours alone to begin: without isolation_level=None the driver begins its own.
        arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
        engine = create_engine(URL.create("sqlite", database=str(place)), connect_args=arguments)
    else:
        engine = create_engine("sqlite://", creator=place, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info[_POOL] = engine.pool
        _use_wal(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "checkin")
    def take_back(_connection: sqlite3.Connection | None, entry: ConnectionPoolEntry) -> None:
        # Disposed of while another thread was reading: the pool that this connection comes from closes nothing any more.
        if entry.info.get(_POOL) is not engine.pool:
            entry.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, "")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes == "records":
            connection.exec_driver_sql(_COUNT_TURN)

    return engine


def writer(engine: Engine) -> Engine:
    """The same engine, whose transactions hold the write lock from their beginning."""
    return engine.execution_options(**{_WRITES: "records"})


def _use_wal(connection: sqlite3.Connection) -> None:
    # The change to WAL needs the file alone and does not wait for its turn as other statements do.
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction for a change of the tables: all of it or nothing.

    Rebuilding a table needs foreign keys off, which SQLite allows only outside a transaction; they
    are checked as a whole before the commit. Raises DamagedFileError if they do not hold.
    """
    with engine.execution_options(**{_WRITES: "schema"}).connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise DamagedFileError(f"foreign keys do not hold after a migration: {broken[:3]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def inspect(path: Path, *, check: bool = True) -> str | None:
    """The schema revision of the database at `path`, or None where it has no tables yet.

    Reads only, and changes no byte. With `check`, SQLite goes through the whole file. Raises DamagedFileError when
    the file is not whole or not ours, sqlite3.Error when it cannot be read at all.
    """
    with closing(connect(path, "ro")) as connection:
        return inspect_open(connection, check=check)


def inspect_open(connection: sqlite3.Connection, *, check: bool = True) -> str | None:
    """As `inspect`, on an open connection."""
    try:
        if check:
            _quick_check(connection)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise DamagedFileError(str(error)) from error
        raise
    if len(rows) != 1:
        raise DamagedFileError("the file does not say which schema it has")
    return str(rows[0][0])


def count_records(path: Path) -> int:
    """How many records that are not deleted the file at `path` holds, in every schema. Raises sqlite3.Error."""
    with closing(connect(path, "ro")) as connection:
        return int(connection.execute("SELECT count(*) FROM record WHERE deleted_at IS NULL").fetchone()[0])


def copy_database(source: Path, target: Path, *, without_log: bool = False) -> None:
    """A whole, checked copy of a database that may be in use, as one file that needs no other, with an id of its own.

    `without_log`: what lies in the log beside `source` is another file's. `target` is the old file or the complete new one
    at any moment. Raises DamagedFileError, sqlite3.Error, OSError.
    """
    temporary = temporary_name(target)
    temporary.unlink(missing_ok=True)
    try:
        with closing(connect(source, "ro", immutable=without_log)) as old, closing(connect(temporary, "rwc")) as new:
            try:
                old.backup(new)
            except sqlite3.DatabaseError as error:
                if is_damage(error):
                    raise DamagedFileError(str(error)) from error
                raise
            # A copy in WAL mode could not be read from a write-protected stick.
            new.execute("PRAGMA journal_mode = DELETE")
            finish_copy(new)
        sync(temporary)
        os.replace(temporary, target)
        sync_folder(target.parent)
    finally:
        for suffix in ("", "-journal"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def copy_out(source: Path, target: Path, own: Path) -> None:
    """As `copy_database`, to a folder that is not ours: what a kill leaves behind lies in `own`, where it is swept.

    Where there is no room in `own` it is made beside `target`. Raises as `copy_database`.
    """
    staged = temporary_name(own / FILE_NAME)
    try:
        try:
            copy_database(source, staged)
        except (OSError, sqlite3.OperationalError):
            copy_database(source, target)
            return
        with staged.open("rb") as copy, replacing(target) as stream:
            shutil.copyfileobj(copy, stream, 1_000_000)
    finally:
        staged.unlink(missing_ok=True)


def finish_copy(connection: sqlite3.Connection) -> None:
    """Give a copy an id of its own, and go through it. Raises DamagedFileError, sqlite3.Error."""
    _name_copy(connection)
    _quick_check(connection)


def _name_copy(connection: sqlite3.Connection) -> None:
    """A copy is another file: a log of the file that it was copied from does not go on from it."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone() is None:
        return
    connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES ('file_id', ?)", (uuid.uuid4().hex,))
    for name in ("file_base", "file_turn"):
        connection.execute("INSERT OR IGNORE INTO fact (name, value) VALUES (?, ?)", (name, f"{0:012}"))


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name != "posix":
        return  # Windows writes names through
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def identity(path: Path) -> tuple[int, int]:
    """Which file lies at `path`. Raises FileMovedError when there is none."""
    try:
        status = path.stat()
    except OSError as error:
        raise FileMovedError(str(error)) from error
    # On Windows an open file cannot be replaced, and the numbers of a FAT stick mean nothing.
    return (status.st_dev, status.st_ino) if os.name == "posix" else (0, 0)


def primary_code(error: BaseException) -> int:
    """SQLite's primary result code, or -1 where the error is not SQLite's own."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def driver_error(error: BaseException) -> sqlite3.Error | None:
    """The sqlite3 error in `error`, also when SQLAlchemy has wrapped it; None for any other."""
    if isinstance(error, sqlite3.Error):
        return error
    original = getattr(error, "orig", None)
    return original if isinstance(original, sqlite3.Error) else None


def is_damage(error: sqlite3.Error) -> bool:
    """Does the error say that the file is not whole?"""
    if primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return True
    told = str(error)
    # A table that is gone is damage as much as a broken page: nothing but a backup brings it back.
    known = ("no such table", "no such column", "unsupported file format", "malformed database schema")
    return told.startswith(known) or "Could not decode to UTF-8" in told


def in_words(error: sqlite3.Error | OSError, *, saving: bool = True, full: bool = False) -> UserError:
    """What a failed write (`saving`) or read means to the user, damage apart; `full`: the disk is, whatever the error says."""
    safe = "先前存下的都在，这一次没有存上" if saving else "文件原样没有动"
    detail = f"{getattr(error, 'sqlite_errorname', type(error).__name__)}: {error}"
    code = primary_code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError("另一个程序正占着清单文件", safe=safe, todo="等它写完再试一次", detail=detail)
    if full or code == sqlite3.SQLITE_FULL or is_full(error):
        return UserError("磁盘满了", safe=safe, todo="腾出一些空间再试一次", detail=detail)
    if not saving:
        todo = "看看数据文件夹还在不在、有没有读写的权限，再打开一次；还不行，请管理员看看"
        return UserError("清单文件打不开", safe=safe, todo=todo, detail=detail)
    return UserError(
        "清单文件读写不了", safe=safe, todo="看看数据文件夹还在不在、能不能写，然后重新打开政务案头", detail=detail
    )


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """A connection, to be closed. `mode` as SQLite has it: ro, rw, rwc. https://www.sqlite.org/uri.html

    `immutable`: read the file alone, without its log.
    """
    posix = path.absolute().as_posix()
    root = "" if posix.startswith("/") else "/"
    uri: Any = f"file://{root}{quote(posix)}?mode={mode}" + ("&immutable=1" if immutable else "")
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _quick_check(connection: sqlite3.Connection) -> None:
    answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if answer != "ok":
        raise DamagedFileError(answer)
