"""What to do about a damaged file, on the user's word. The damaged file is kept aside, always.

Numbers that stand on paper are never given out again: the highest ones are read out of what is left of
the damaged file, and the new file goes on from there.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from govdesk.errors import UserError
from govdesk.records.errors import Backup

# In a row of `record` the number is followed by the answers, a JSON object.
_NUMBER = re.compile(rb"QD-(\d{4})-(\d{4,7})\{")
_ASIDE = "records-damaged-{:%Y%m%d-%H%M%S}.db"


def restore_newest_backup(folder: Path) -> Backup:
    """Put the newest good backup in the place of the file of records; returns it.

    The present file goes aside as `records-damaged-<time>.db`. Raises UserError when there is no good
    backup or the file is in use; the present file then stays where it is.
    """
    from govdesk.records.backup import newest_good_backup

    found = newest_good_backup(folder)
    if found is None:
        raise UserError(
            "没有可用的自动备份", safe="原来的清单文件没有动", todo="可以留着这个文件，另开一份空的清单文件"
        )
    _replace_file(folder, found.path)
    return found


def start_afresh(folder: Path) -> Path | None:
    """Begin an empty file of records; returns where the damaged one was put, or None if there was none.

    Raises UserError when the file is in use or the disk cannot be written; it then stays where it is.
    """
    return _replace_file(folder, None)


def _replace_file(folder: Path, source: Path | None) -> Path | None:
    """Every step can be the last one before a crash: the damaged file stays in place, and a copy of it aside,
    until the new one is whole."""
    from govdesk.records import sqlite

    present = folder / sqlite.FILE_NAME
    try:
        prepared = _prepare(folder, source)
        aside = _copy_aside(present)
        for companion in sqlite.COMPANIONS:
            # What is left in the old log must not be read into the new file.
            present.with_name(present.name + companion).unlink(missing_ok=True)
        os.replace(prepared, present)
        sqlite.sync(folder)
    except Exception as error:
        if not isinstance(error, OSError | sqlite.DamagedFileError) and sqlite.driver_error(error) is None:
            raise
        raise UserError(
            "清单文件换不了",
            safe="原来的文件和备份都没有动",
            todo="关掉其他打开着的政务案头，看看磁盘还有没有空间，再试一次",
            detail=str(error),
        ) from error
    return aside


def _prepare(folder: Path, source: Path | None) -> Path:
    from govdesk.records import migrate, queries, sqlite
    from govdesk.records.backup import list_backups

    prepared = folder / ".records.db.new"
    for suffix in ("", *sqlite.COMPANIONS):
        prepared.with_name(prepared.name + suffix).unlink(missing_ok=True)
    if source is not None:
        shutil.copyfile(source, prepared)
    present = folder / sqlite.FILE_NAME
    remains = [present, *(present.with_name(present.name + suffix) for suffix in sqlite.COMPANIONS)]
    remains += [backup.path for backup in list_backups(folder)[:1]]
    engine = sqlite.open_engine(prepared)
    try:
        migrate.upgrade(engine)
        with sqlite.writer(engine).begin() as connection:
            queries.raise_series(connection, numbers_in(remains))
    finally:
        engine.dispose()
    sqlite.sync(prepared)
    return prepared


def numbers_in(files: Iterable[Path]) -> dict[int, int]:
    """Year -> the highest number of a record found in files that may be damaged."""
    highest: dict[int, int] = {}
    for path in files:
        with suppress(OSError):
            for year, number in _NUMBER.findall(path.read_bytes()):
                highest[int(year)] = max(highest.get(int(year), 0), int(number))
    return highest


def _copy_aside(present: Path) -> Path | None:
    from govdesk.records import sqlite

    if not present.exists():
        return None
    now = dt.datetime.now().astimezone()
    aside = present.with_name(_ASIDE.format(now))
    while aside.exists():  # the same second
        now += dt.timedelta(seconds=1)
        aside = present.with_name(_ASIDE.format(now))
    for suffix in ("", *sqlite.COMPANIONS):
        if (part := present.with_name(present.name + suffix)).exists():
            copy = aside.with_name(aside.name + suffix)
            shutil.copy2(part, copy)
            sqlite.sync(copy)
    return aside
