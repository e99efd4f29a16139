"""The copies of notes.json: one a day in `backups/`, beside those of the records, and what to read where the file is gone.

As with the records', a number in their names tells in which turn they were made: a clock that is wrong by a year neither
throws a copy away nor lets an old one pass for the newest.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from govdesk.errors import UserError
from govdesk.files import NotRegularError, TooLargeError, read_regular
from govdesk.marginalia.model import Key, Marginal, MarginFile
from govdesk.paths import write_atomically

FILE_NAME = "notes.json"
FORMAT = 1
BACKUPS = "backups"
KEPT_DAYS = 14
KEPT_MONTHS = 12

_MAX = 64_000_000  # bytes: a few hundred articles with a book beside each
_NAME = re.compile(r"notes-(\d{8})(?:-(\d{5,}))?\.json")
_MANY = 5  # so many entries are not gone within a day because somebody took them away

Entries = dict[Key, Marginal]


def read_entries(path: Path) -> Entries | None:
    """The entries at `path`; None where it is not what we write. Raises FileNotFoundError, UserError."""
    try:
        data = read_regular(path, _MAX)
    except FileNotFoundError:
        raise
    except (NotRegularError, TooLargeError):
        return None
    except OSError as error:
        raise UserError(
            "笔记文件读不出来", safe="规则和清单不受影响", todo="看看别的程序是不是正开着它", detail=str(error)
        ) from error
    try:
        format_ = msgspec.json.decode(data).get("format")
        if isinstance(format_, int) and format_ > FORMAT:
            raise UserError("笔记是更新的版本写的，这个版本读不懂", safe="笔记文件没有动", todo="请用新版本打开")
        file = msgspec.json.decode(data, type=MarginFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, AttributeError, RecursionError):
        return None
    return {entry.key: entry for entry in file.entries}


def newest_copy(folder: Path) -> tuple[Entries, str]:
    """What the newest good copy holds, and its name; nothing and "" where there is none."""
    for path in (folder / (FILE_NAME + ".bak"), *_daily(folder)):
        with suppress(OSError, UserError):
            if entries := read_entries(path):
                return entries, path.name
    return {}, ""


def back_up(folder: Path, day: dt.date, *, again: bool) -> None:
    """Copy notes.json, as it stands, to `backups/notes-YYYYMMDD-NNNNN.json`; `again`: also where today has one.

    That takes the place of today's, if it is the last one made; one that holds far more than the file does is left as
    it is. Older ones are thrown away. Raises OSError.
    """
    last = next(iter(_daily(folder)), None)
    if last is not None and last.name[6:14] == f"{day:%Y%m%d}":
        if not again:
            return
        target = last
    else:
        made = 1 + (0 if last is None else _made(last))
        target = folder / BACKUPS / f"notes-{day:%Y%m%d}-{made:05}.json"
    try:
        now = read_entries(folder / FILE_NAME)
    except (FileNotFoundError, UserError):
        return
    if not now:
        return
    with suppress(OSError, UserError):
        if len(then := read_entries(target) or {}) >= _MANY and len(now) * 2 < len(then):
            return
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, read_regular(folder / FILE_NAME, _MAX))
    _throw_away(folder)


def _daily(folder: Path) -> list[Path]:
    """The daily copies, the one made last first."""
    copies = [path for path in (folder / BACKUPS).glob("notes-*.json") if _NAME.fullmatch(path.name)]
    return sorted(copies, key=lambda path: (_made(path), path.name), reverse=True)


def _made(path: Path) -> int:
    """In which turn a copy was made; 0 for those of former versions, which do not say."""
    match = _NAME.fullmatch(path.name)
    return int(match[2] or 0) if match else 0


def _throw_away(folder: Path) -> None:
    copies = _daily(folder)
    months: dict[str, Path] = {}
    for path in copies:
        months.setdefault(path.name[6:12], path)
    kept = {*copies[:KEPT_DAYS], *list(months.values())[:KEPT_MONTHS]}
    for path in copies:
        if path not in kept:
            path.unlink(missing_ok=True)


def names_aside(path: Path) -> Iterator[Path]:
    """Where a damaged file can be kept: NAME.damaged, NAME.damaged-2, …"""
    yield path.with_name(path.name + ".damaged")
    number = 2
    while True:
        yield path.with_name(f"{path.name}.damaged-{number}")
        number += 1
