"""What a thousand tests would wait for and no test is about: making the tables of a new file of records, SQL, and the disk.

Alembic makes them in three steps, at a tenth of a second a file. Here it does so once a process; every other new file is
given the same tables by the statements that SQLite kept of them. A file that holds anything is migrated as in the program.

SQLAlchemy keeps the statements that it has compiled for as long as a file is open, a hundred of them for a page of the
window. Here all files have them together: the program opens one file, the tests thousands.

Nor does a test pull the plug: whether what was written has reached the disk is seen by nobody, and a file of records waits
twenty times for it before its first list. What a test asserts of either, it asserts of the program as it is: see
`as_in_the_program`. The long trials have nothing of this.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from govdesk.records import migrate, sqlite

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_upgrade: Callable[[Engine], None] = migrate.upgrade
_pragmas, _connect, _use_wal = sqlite._PRAGMAS, sqlite.connect, sqlite._use_wal
_open_engine = sqlite.open_engine
_first: list[Engine] = []


def begin() -> None:
    """From now on new files of records are made at once, and nothing waits for the disk."""
    migrate.upgrade = make_or_upgrade
    os.fsync = lambda _descriptor: None
    sqlite._PRAGMAS = tuple(pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in _pragmas)
    sqlite.connect = _connect_to
    sqlite._use_wal = _use_wal_at_once
    sqlite.open_engine = _open_engine_of_one_kind


def as_in_the_program(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone, as if `begin` had not been called; os.fsync has no test that needs it."""
    patch.setattr(migrate, "upgrade", _upgrade)
    patch.setattr(sqlite, "_PRAGMAS", _pragmas)
    patch.setattr(sqlite, "connect", _connect)
    patch.setattr(sqlite, "_use_wal", _use_wal)
    patch.setattr(sqlite, "open_engine", _open_engine)


def _connect_to(path: Path, mode: str, **options: Any) -> sqlite3.Connection:
    connection = _connect(path, mode, **options)
    if mode == "rwc":  # a new file: to ask this of one that may be damaged would read it
        connection.execute("PRAGMA synchronous = OFF")
    return connection


def _use_wal_at_once(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # what is wrong with the file, the next line meets too
        connection.execute("PRAGMA synchronous = OFF")
    _use_wal(connection)


def _open_engine_of_one_kind(place: Path | Callable[[], sqlite3.Connection]) -> Engine:
    engine = _open_engine(place)
    if not _first:
        _first.append(engine)
    # A compiled statement is found again by its dialect, and each engine has one of its own: all are alike.
    engine.dialect, engine._compiled_cache = _first[0].dialect, _first[0]._compiled_cache
    return engine


def make_or_upgrade(engine: Engine) -> None:
    """As `migrate.upgrade`."""
    with sqlite.migrating(engine) as connection:
        is_new = not connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
        if is_new:
            for statement in _statements(migrate.HEAD):
                connection.exec_driver_sql(statement)
    if not is_new:
        _upgrade(engine)


@cache
def _statements(head: str) -> tuple[str, ...]:
    """What makes the tables of a new file at the revision `head`, as SQLite wrote them down."""
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as driver:
        engine = sqlite.open_engine(lambda: driver)
        try:
            _upgrade(engine)
            return tuple(line for line in driver.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;"))
        finally:
            engine.dispose()
