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


class Offer(msgspec.Struct, frozen=True):
    """A good backup that can take the place of a damaged file, with how many lists it holds.

    `fuller`: an older good one that holds more of them, `fuller_lists`; None where there is none.
    """

    backup: Backup
    lists: int
    fuller: Backup | None = None
    fuller_lists: int = 0


class DamagedRecords(UserError):  # noqa: N818 — a state of the file that the interface offers a way out of
    """The file of records, or one record in it, cannot be read. Nothing has been changed.

    `offer` is the backup to restore, checked just now, or None: `restore_newest_backup(folder)`
    takes it; `start_afresh(folder)` begins an empty file. Both keep the damaged file aside, and both
    are for the user to choose. `seen`: how many lists' numbers can still be made out in the damaged file.
    """

    def __init__(
        self, what: str, *, safe: str, offer: Offer | None, now: dt.datetime, detail: str = "", seen: int = 0
    ) -> None:
        self.offer = offer
        self.backup = offer.backup if offer else None
        #: Restoring would give less than the damaged file still seems to hold.
        self.nothing_to_gain = offer is not None and not offer.lists and seen > 0
        if seen:
            safe += f"，里面还认得出 {seen} 份清单的编号"
        super().__init__(what, safe=safe, todo=_todo(offer, now, worth_saving=seen > 0), detail=detail)


def _todo(offer: Offer | None, now: dt.datetime, *, worth_saving: bool) -> str:
    if offer is None:
        return "没有可用的自动备份；可以留着这个文件，另开一份空的清单文件"
    made = f"{day_and_time(offer.backup.at, now)}有一份自动备份"
    if not offer.lists:
        advice = "先别急着恢复，把数据文件夹交给技术人员看看还救不救得回" if worth_saving else "可以恢复"
        return f"{made}，里面一份清单也没有，{advice}"
    told = f"{made}，里面有 {offer.lists} 份清单，可以恢复"
    if offer.fuller is None:
        return told
    return f"{told}；更早的一份（{day_and_time(offer.fuller.at, now).strip()}）有 {offer.fuller_lists} 份"


def day_and_time(at: dt.datetime, now: dt.datetime) -> str:
    """今天 17:58, 昨天 17:58, 2026-11-20 17:58 — with a closing space. Both times aware."""
    at, now = at.astimezone(), now.astimezone()
    days = (now.date() - at.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, at.date().isoformat())
    return f"{day} {at:%H:%M} "
