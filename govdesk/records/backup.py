"""Daily copies of the file of records: the last 14 days and the last 12 months that have one.

Days and months with a copy are counted, not days on the calendar, and copies follow each other as they were made,
which a number in their names tells, not as they are dated: neither a long holiday nor a clock that is wrong by a year,
one way or the other, throws a copy away or lets an old one pass for the newest.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from pathlib import Path

from govdesk.records import sqlite
from govdesk.records.errors import Backup, Offer
from govdesk.records.migrate import REVISIONS

FOLDER_NAME = "backups"
KEPT_DAYS = 14
KEPT_MONTHS = 12
KEPT_BEFORE_MIGRATIONS = 3
#: So many lists are not gone within a day because somebody deleted them.
_MANY = 5

#: Bytes up to which a copy is gone through just to be shown in a list; before it is restored it always is.
_CHECKED_UP_TO = 64_000_000
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"records-(\d{8}-\d{6})(?:-(\d{5,}))?(-schema-\w+)?\.db")


def list_backups(folder: Path, *, migrations: bool | None = None) -> list[Backup]:
    """The copies in data folder `folder`, the one made last first; not checked.

    `migrations`: only the copies made before a migration (True), only the daily ones (False), both (None).
    """
    found = []
    for path in (folder / FOLDER_NAME).glob("records-*.db"):
        match = _NAME.fullmatch(path.name)
        if match is None or (migrations is not None and migrations != bool(match[3])):
            continue
        try:
            at = dt.datetime.strptime(match[1], _STAMP).astimezone()
        except ValueError:
            continue
        found.append(Backup(path, at, int(match[2] or 0)))
    return sorted(found, key=lambda backup: (backup.made, backup.at, backup.path.name), reverse=True)


def holds(backup: Backup) -> int | None:
    """How many records a copy holds, those in the 回收站 left out; None where it is not whole or of a newer version."""
    try:
        small = backup.path.stat().st_size <= _CHECKED_UP_TO
        if sqlite.inspect(backup.path, check=small) not in REVISIONS:
            return None
        return sqlite.count_records(backup.path)
    except (sqlite.DamagedFileError, sqlite3.Error, OSError):
        return None


def find_offer(folder: Path) -> Offer | None:
    """The backup to restore where the file is damaged: the newest good one that holds any lists, else the newest good one.

    The first backup of a new office holds nothing, and the one after a mishap perhaps less than the one before: an older
    one that holds more is named as well.
    """
    counted = [(backup, count) for backup in list_backups(folder) if (count := holds(backup)) is not None]
    in_turn = [found for found in counted if found[1]] + [found for found in counted if not found[1]]
    best = next((found for found in in_turn if _is_whole(found[0])), None)
    if best is None:
        return None
    fuller, most = max(counted, key=lambda found: found[1])  # the newest of those that hold most
    return Offer(*best, fuller, most) if most > best[1] else Offer(*best)


def _is_whole(backup: Backup) -> bool:
    """Gone through, however large it is."""
    try:
        return sqlite.inspect(backup.path) in REVISIONS
    except (sqlite.DamagedFileError, sqlite3.Error, OSError):
        return False


def make_backup(folder: Path, now: dt.datetime, *, before_leaving: str = "") -> Backup:
    """Copy the file of records into `backups/`; `before_leaving` names the schema that a migration leaves.

    Raises sqlite.DamagedFileError, sqlite3.Error, OSError; older copies are thrown away only after this one
    is whole and on the disk.
    """
    now = now.astimezone().replace(microsecond=0)
    target = folder / FOLDER_NAME
    target.mkdir(exist_ok=True)
    suffix = f"-schema-{before_leaving}" if before_leaving else ""
    made = 1 + max((old.made for old in list_backups(folder)), default=0)
    backup = Backup(target / f"records-{now:{_STAMP}}-{made:05}{suffix}.db", now, made)
    sqlite.copy_database(folder / sqlite.FILE_NAME, backup.path)
    for old in _superfluous(folder):
        if old.path != backup.path:
            old.path.unlink(missing_ok=True)
    return backup


def last_backup(folder: Path) -> Backup | None:
    """The daily copy made last, None where there is none."""
    return next(iter(list_backups(folder, migrations=False)), None)


def backed_up_on(folder: Path, day: dt.date) -> bool:
    """Was the daily copy made last made on `day` (local date)?"""
    last = last_backup(folder)
    return last is not None and last.at.date() == day


def _worth_keeping(made: list[Backup]) -> set[Backup]:
    """Of the copies of one day or month, the one made last first: that one, and the fullest if it holds far more.

    A file that was exchanged for an empty one by mistake is backed up as faithfully as any other: its copy must not
    take the place of the one that holds the lists.
    """
    kept = {made[0]}
    if len(made) > 1:
        counts = {backup: _count(backup) for backup in made}
        fullest = max(made, key=lambda backup: counts[backup])
        if counts[fullest] >= _MANY and counts[made[0]] * 2 < counts[fullest]:
            kept.add(fullest)
    return kept


def _count(backup: Backup) -> int:
    try:
        return sqlite.count_records(backup.path)
    except (sqlite3.Error, OSError):
        return 0


def _superfluous(folder: Path) -> list[Backup]:
    daily = list_backups(folder, migrations=False)
    days: dict[dt.date, list[Backup]] = {}
    months: dict[tuple[int, int], list[Backup]] = {}
    for backup in daily:
        days.setdefault(backup.at.date(), []).append(backup)
        months.setdefault((backup.at.year, backup.at.month), []).append(backup)
    kept: set[Backup] = set()
    for made in (*list(days.values())[:KEPT_DAYS], *list(months.values())[:KEPT_MONTHS]):
        kept |= _worth_keeping(made)
    return [b for b in daily if b not in kept] + list_backups(folder, migrations=True)[KEPT_BEFORE_MIGRATIONS:]
