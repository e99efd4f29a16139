"""What can be wrong with the file of records, in words for the person at the desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from govdesk.errors import UserError


class Backup(msgspec.Struct, frozen=True):
    """A copy of the whole file of records, and when it was made (local time, aware) by the clock of that day.

    `made` counts the copies of a data folder, whatever the clock said; 0 for those that do not tell.
    """

    path: Path
    at: dt.datetime
    made: int = 0


class DamagedRecords(UserError):  # noqa: N818 — a state of the file that the interface offers a way out of
    """The file of records, or one record in it, cannot be read. Nothing has been changed.

    `backup` is the newest good backup, checked just now, or None: `restore_newest_backup(folder)`
    takes it; `start_afresh(folder)` begins an empty file. Both keep the damaged file aside, and both
    are for the user to choose.
    """

    def __init__(self, what: str, *, safe: str, backup: Backup | None, now: dt.datetime, detail: str = "") -> None:
        self.backup = backup
        todo = "没有可用的自动备份；可以留着这个文件，另开一份空的清单文件"
        if backup:
            todo = f"{day_and_time(backup.at, now)}有一份自动备份，可以恢复"
        super().__init__(what, safe=safe, todo=todo, detail=detail)


def day_and_time(at: dt.datetime, now: dt.datetime) -> str:
    """今天 17:58, 昨天 17:58, 2026-11-20 17:58 — with a closing space. Both times aware."""
    at, now = at.astimezone(), now.astimezone()
    days = (now.date() - at.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, at.date().isoformat())
    return f"{day} {at:%H:%M} "
