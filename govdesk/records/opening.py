"""What is looked at before a file of records is opened: its kind, its version, and the log beside it."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Callable
from pathlib import Path

from govdesk.errors import UserError
from govdesk.records import backup, binding, migrate, sqlite
from govdesk.records.place import Place

#: The time of now, with its zone.
Clock = Callable[[], dt.datetime]

#: Bytes up to which the file is checked at every opening: some ten thousand records.
ALWAYS_CHECKED = 64_000_000

FOREIGN = "清单文件旁边留着别的清单文件的日志，没有用它，清单以“records.db”为准"


def check_version(revision: str | None) -> None:
    """Raises UserError for a file that a newer program has made."""
    if revision is not None and revision not in migrate.REVISIONS:
        raise UserError(
            "清单文件来自更新版本的政务案头，这个版本打不开",
            safe="文件原样没有动",
            todo="请用新版本打开",
            detail=f"schema {revision}, this program knows {', '.join(migrate.REVISIONS)}",
        )


def check_kinds(path: Path) -> None:
    """Raises DamagedFileError where a folder, a pipe or a device lies in the place of the file or its log."""
    for name in (path.name, *(path.name + suffix for suffix in (*sqlite.COMPANIONS, binding.JOURNAL))):
        try:
            mode = path.with_name(name).stat().st_mode
        except OSError:
            if path.with_name(name).is_symlink():  # to nowhere, or to itself
                raise sqlite.DamagedFileError(f"{name} is a link that leads nowhere") from None
            continue
        if not stat.S_ISREG(mode):
            raise sqlite.DamagedFileError(f"{name} is not a file")


def settle_log(path: Path, place: Place, clock: Clock) -> list[str]:
    """Put a log that is not this file's own out of SQLite's reach; what the user is told of it."""
    if not path.exists():
        return []
    journal = binding.set_journal_aside(path, clock()) if place.holds_desk else None
    warnings = [] if journal is None else [f"清单文件旁边有一份来路不明的日志，没有用它，留作“{journal.name}”。"]
    if not (why := binding.foreign_log(path)):
        return warnings
    if not place.holds_desk:
        raise UserError(
            "清单文件被换过，另一个政务案头还开着原来的",
            safe="两份都没有动",
            todo="关掉那边的政务案头，再打开一次",
            detail=why,
        )
    aside = binding.set_log_aside(path, clock())
    return [*warnings, f"{FOREIGN}；日志留作“{aside.name}”，少了清单就把它交给技术人员。"]


def worth_checking(path: Path, folder: Path, clock: Clock) -> bool:
    """Should SQLite go through the whole file? It takes about a second for every 200 MB.

    A file of usual size always; a very large one the first time on a day and after a crash.
    """
    if path.stat().st_size <= ALWAYS_CHECKED or not backup.backed_up_on(folder, clock().astimezone().date()):
        return True
    return has_log(path)


def is_empty(path: Path) -> bool:
    return path.exists() and path.stat().st_size == 0


def has_log(path: Path) -> bool:
    log = path.with_name(path.name + sqlite.COMPANIONS[0])
    return log.exists() and log.stat().st_size > 0
