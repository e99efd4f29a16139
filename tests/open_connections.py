"""Counts the SQLite connections that are opened and closed while the tests run.

A connection that nobody closes is noticed at some later time, in whatever test the garbage collector happens to run;
Python says so only from 3.13 on. Here it is counted, on every Python, and named with the line that opened it.
"""

from __future__ import annotations

import sqlite3
import sqlite3.dbapi2
import traceback
from pathlib import Path
from typing import Any

_TESTS = Path(__file__).parent
_PROJECT = _TESTS.parent
_connect = sqlite3.dbapi2.connect
#: id of each open connection -> its file, and the lines of the project that led to it.
_open: dict[int, str] = {}


class Counted(sqlite3.Connection):
    """A connection that is known to be open until `close` is called. Being forgotten is not being closed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)  # one that cannot be opened is none
        _kept.append(self)
        _open[id(self)] = f"{arguments[0] if arguments else options}, opened by {' < '.join(_our_lines()[:12])}"

    def close(self) -> None:
        super().close()
        if _open.pop(id(self), None) is not None:
            _kept[:] = [connection for connection in _kept if connection is not self]


def _our_lines() -> list[str]:
    """The lines of the program and the tests that are running, the innermost first."""
    folders = f"{_PROJECT / 'govdesk'}", f"{_TESTS}"
    running = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_stack(None))
    return [
        f"{Path(name).relative_to(_PROJECT)}:{line}"
        for name, line in running
        if name.startswith(folders) and name != __file__
    ]


#: Kept from the garbage collector, so that no id is used twice and nothing is closed by chance.
_kept: list[Counted] = []


def count() -> None:
    """From now on every connection is counted, whoever opens it: SQLAlchemy's too."""

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        options.setdefault("factory", Counted)
        return _connect(*arguments, **options)

    sqlite3.connect = sqlite3.dbapi2.connect = connect


def open_connections() -> list[str]:
    """What is open at this moment, one line each."""
    return list(_open.values())


def close_leftovers() -> list[str]:
    """Close what is open and tell what it was: the next module shall not answer for it."""
    left = open_connections()
    for connection in list(_kept):
        connection.close()
    return left
