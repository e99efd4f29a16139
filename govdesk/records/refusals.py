"""What the database refuses, in words: every error that comes out of it becomes a UserError or DamagedRecords."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govdesk.errors import UserError
from govdesk.files import has_no_room
from govdesk.records import backup, recovery, rows, sqlite
from govdesk.records.errors import DamagedRecords
from govdesk.records.opening import Clock

_LOST = "数据文件夹在使用中被移走或换掉了，这一次没有存上"


@contextmanager
def in_words(folder: Path, clock: Clock, *, saving: bool = True) -> Iterator[None]:
    """Turn what the database raises into UserError and DamagedRecords."""
    try:
        yield
    except UserError:
        raise
    except rows.NewerRowError as error:
        # Nothing is to be restored: the backup would take the place of what the newer version has written.
        raise UserError(
            f"清单 {error.number} 是更新版本的政务案头做的，这个版本打不开",
            safe="它原样没有动，其他清单不受影响",
            todo="请用新版本打开",
            detail=str(error),
        ) from error
    except rows.DamagedRowError as error:
        raise DamagedRecords(
            f"清单 {error.number} 打不开，文件可能在断电时没有写完",
            safe="其他清单不受影响",
            offer=backup.find_offer(folder),
            now=clock(),
            detail=str(error),
        ) from error
    except sqlite.DamagedFileError as error:
        raise damaged(folder, clock(), str(error)) from error
    except sqlite.FileMovedError as error:
        raise UserError(_LOST, todo="把数据文件夹放回原处，重新打开政务案头", detail=str(error)) from error
    except Exception as error:
        cause = error if isinstance(error, OSError) else sqlite.driver_error(error)
        if cause is None:
            raise
        if isinstance(cause, sqlite3.Error) and sqlite.is_damage(cause):
            raise damaged(folder, clock(), str(cause)) from error
        raise sqlite.in_words(cause, saving=saving, full=has_no_room(folder)) from error


def damaged(folder: Path, now: dt.datetime, detail: str) -> DamagedRecords:
    """The whole file cannot be used; says which backup could take its place."""
    path = folder / sqlite.FILE_NAME
    if path.exists() and path.stat().st_size:
        what, safe = "清单文件打不开，可能在断电时没有写完", "文件原样没有动"
    else:
        what, safe = "清单文件不见了或是空的", "自动备份没有动"
    offer, seen = backup.find_offer(folder), recovery.count_numbers(folder)
    return DamagedRecords(what, safe=safe, offer=offer, now=now, detail=detail, seen=seen)


def says_full(error: BaseException | None) -> bool:
    cause = None if error is None else sqlite.driver_error(error)
    return cause is not None and sqlite.primary_code(cause) == sqlite3.SQLITE_FULL
