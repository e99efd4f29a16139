"""Another file in the place of the file of records, on the user's word. The present one is kept aside, always.

Numbers that stand on paper are never given out again: the highest ones are read out of what is left of
the damaged file, of its count and of the backups, and the new file goes on from there.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from govdesk.errors import UserError
from govdesk.files import has_no_room, is_full, replacing, temporary_name
from govdesk.records.errors import Backup, Offer

# In a row of `record` the number is followed by the answers, a JSON object.
_NUMBER = re.compile(rb"QD-(\d{4})-(\d{4,7})\{")
_MOST = 10_000_000  # what a damaged file counts beyond seven digits is no number of a list
_LOOKED_THROUGH = 64_000_000  # bytes
_DAMAGED = "records-damaged-{:%Y%m%d-%H%M%S}.db"
_REPLACED = "records-replaced-{:%Y%m%d-%H%M%S}.db"


def restore_newest_backup(folder: Path) -> Backup:
    """Put the newest good backup in the place of the file of records; returns it. See `restore_newest`."""
    return restore_newest(folder)[0].backup


def restore_newest(folder: Path) -> tuple[Offer, Path | None]:
    """Put a backup, chosen as by `find_offer`, in the place of the file of records; gives it and where the present file went.

    That goes aside as `records-damaged-<time>.db`, None if there was none. Raises UserError when there is no good
    backup or the file is in use; the present file then stays where it is.
    """
    from govdesk.records.backup import find_offer

    found = find_offer(folder)
    if found is None:
        raise UserError(
            "没有可用的自动备份", safe="原来的清单文件没有动", todo="可以留着这个文件，另开一份空的清单文件"
        )
    return found, _replace_file(folder, found.backup.path, _DAMAGED)


def restore_backup(folder: Path, source: Path) -> Path | None:
    """Put a copy of `source`, a backup that the user chose, in the place of the file of records.

    Returns where the present file was put (`records-replaced-<time>.db`), or None if there was none. Raises
    UserError when `source` is not whole, of a newer version or no such file; the present file is then not touched.
    """
    import sqlite3

    from govdesk.records import migrate, sqlite

    safe = "现在的清单没有动"
    try:
        # Opened as SQLite would: a file that is not there must not be made.
        revision = sqlite.inspect(source) if source.is_file() else None
    except (sqlite.DamagedFileError, sqlite3.Error, OSError) as error:
        raise UserError(f"“{source}”不是完整的备份", safe=safe, todo="换一份备份再试", detail=str(error)) from error
    if revision is None:
        raise UserError(f"没有找到备份“{source}”，或者它是空的", safe=safe, todo="核对文件名")
    if revision not in migrate.REVISIONS:
        raise UserError(
            f"“{source}”来自更新版本的政务案头，这个版本打不开", safe=safe, todo="请用新版本恢复", detail=revision
        )
    if (folder / sqlite.FILE_NAME).exists() and source.samefile(folder / sqlite.FILE_NAME):
        raise UserError("选的就是现在的清单文件", safe=safe, todo="选一份备份")
    return _replace_file(folder, source, _REPLACED)


def start_afresh(folder: Path) -> Path | None:
    """Begin an empty file of records; returns where the damaged one was put, or None if there was none.

    Raises UserError when the file is in use or the disk cannot be written; it then stays where it is.
    """
    return _replace_file(folder, None, _DAMAGED)


def _replace_file(folder: Path, source: Path | None, aside_name: str) -> Path | None:
    """Every step can be the last one before a crash: the present file keeps its log, and a copy of both aside, until
    the new one is whole and in its place. A log that is left beside the new one is another file's; see `binding`."""
    from govdesk.records import binding, sqlite
    from govdesk.records.place import alone

    present = folder / sqlite.FILE_NAME
    prepared = temporary_name(present)
    try:
        with alone(folder):
            try:
                _prepare(folder, source, prepared)
                aside = _copy_aside(present, aside_name)
                if present.is_dir():
                    _put_away(present)
                os.replace(prepared, present)
                sqlite.sync(folder)
                for companion in (*sqlite.COMPANIONS, binding.JOURNAL):
                    _put_away(present.with_name(present.name + companion))
                sqlite.sync(folder)
            finally:
                _remove(prepared)
    except UserError:
        raise
    except Exception as error:
        raise _unreplaced(error, folder, source) from error
    return aside


def _unreplaced(error: Exception, folder: Path, source: Path | None) -> Exception:
    """What kept the file from being replaced, in words; what is nobody's fault but ours stays as it is."""
    import sqlite3

    from govdesk.records import sqlite

    refused = sqlite.driver_error(error)
    if not isinstance(error, OSError | sqlite.DamagedFileError) and refused is None:
        return error
    what, safe, detail = "清单文件换不了", "原来的文件和备份都没有动", str(error)
    says_full = refused is not None and sqlite.primary_code(refused) == sqlite3.SQLITE_FULL
    if is_full(error) or says_full or has_no_room(folder):
        return UserError(f"磁盘满了，{what}", safe=safe, todo="腾出一些空间再试一次", detail=detail)
    if source is not None and refused is not None and sqlite.is_damage(refused):
        return UserError(f"“{source}”不是完整的备份", safe="现在的清单没有动", todo="换一份备份再试", detail=detail)
    return UserError(what, safe=safe, todo="关掉其他打开着的政务案头，再试一次", detail=detail)


def _remove(prepared: Path) -> None:
    from govdesk.records import sqlite

    for suffix in ("", *sqlite.COMPANIONS):
        with suppress(OSError):
            prepared.with_name(prepared.name + suffix).unlink(missing_ok=True)


def _put_away(path: Path) -> None:
    """Remove a companion of the file; what is no file is kept under another name."""
    if path.is_dir() and not path.is_symlink():
        aside = path.with_name(path.name + ".damaged")
        count = 1
        while aside.exists():
            count += 1
            aside = path.with_name(f"{path.name}.damaged-{count}")
        os.replace(path, aside)
    else:
        path.unlink(missing_ok=True)


def _prepare(folder: Path, source: Path | None, prepared: Path) -> None:
    """Make the new file at `prepared`: whole, of the present schema, and with an id of its own."""
    from govdesk.records import binding, migrate, queries, sqlite
    from govdesk.records.backup import list_backups

    _remove(prepared)
    if source is not None:
        # With what still stands in its log, if it is no backup of ours; but not with what stands in another file's.
        sqlite.copy_database(source, prepared, without_log=bool(binding.foreign_log(source)))
    present = folder / sqlite.FILE_NAME
    backups = [backup.path for backup in list_backups(folder)]
    remains = [present, *(present.with_name(present.name + suffix) for suffix in sqlite.COMPANIONS), *backups[:1]]
    given = numbers_in(remains)
    for path in (present, *backups):
        for year, last in _count_of(path).items():
            given[year] = max(given.get(year, 0), last)
    with sqlite.opened(prepared) as engine:
        migrate.upgrade(engine)
        binding.bind(engine, prepared)
        with sqlite.writer(engine).begin() as connection:
            queries.raise_series(connection, given)
    sqlite.sync(prepared)


def _count_of(path: Path) -> dict[int, int]:
    """Year -> the number given out last, as a file counts them, lists removed for good among them; what can be read of it."""
    import sqlite3

    from govdesk.records import binding, sqlite

    count: dict[int, int] = {}
    if not path.is_file():
        return count
    for alone in (True, False):
        if not alone and binding.foreign_log(path):
            continue
        with suppress(sqlite3.Error, OSError), closing(sqlite.connect(path, "ro", immutable=alone)) as connection:
            for year, last in connection.execute("SELECT year, last FROM series"):
                if isinstance(year, int) and isinstance(last, int) and 0 < last < _MOST:
                    count[year] = max(count.get(year, 0), last)
    return count


def count_numbers(folder: Path) -> int:
    """How many lists' numbers can be made out in the file of records as it lies there, whole or not."""
    from govdesk.records import sqlite

    found: set[tuple[bytes, bytes]] = set()
    for suffix in ("", sqlite.COMPANIONS[0]):
        path = folder / (sqlite.FILE_NAME + suffix)
        with suppress(OSError):
            if path.is_file() and path.stat().st_size <= _LOOKED_THROUGH:
                found.update(_NUMBER.findall(path.read_bytes()))
    return len(found)


def numbers_in(files: Iterable[Path]) -> dict[int, int]:
    """Year -> the highest number of a record found in files that may be damaged."""
    highest: dict[int, int] = {}
    for path in files:
        if not path.is_file():
            continue
        with suppress(OSError):
            for year, number in _NUMBER.findall(path.read_bytes()):
                highest[int(year)] = max(highest.get(int(year), 0), int(number))
    return highest


def _copy_aside(present: Path, name: str) -> Path | None:
    from govdesk.records import sqlite

    if not present.is_file():  # a folder or a pipe is moved, not copied
        return None
    now = dt.datetime.now().astimezone()
    aside = present.with_name(name.format(now))
    while aside.exists():  # the same second
        now += dt.timedelta(seconds=1)
        aside = present.with_name(name.format(now))
    for suffix in ("", *sqlite.COMPANIONS):
        if (part := present.with_name(present.name + suffix)).is_file():
            with part.open("rb") as old, replacing(aside.with_name(aside.name + suffix)) as copy:
                shutil.copyfileobj(old, copy, 1_000_000)
    return aside
