"""Records: checklists that somebody works on, kept in one file in the data folder.

Importing this package is cheap; SQLAlchemy is imported by the first `open_store`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.records.errors import Backup, DamagedRecords
from govdesk.records.model import (
    UNTOUCHED,
    Change,
    ChangeKind,
    Draft,
    ItemMark,
    ItemState,
    Progress,
    Record,
    RecordState,
    RecordSummary,
    Saved,
)
from govdesk.records.recovery import restore_backup, restore_newest_backup, start_afresh

if TYPE_CHECKING:
    from govdesk.records.desk import Desk
    from govdesk.records.store import Store
    from govdesk.workdays import OfficialCalendar

__all__ = [
    "UNTOUCHED",
    "Backup",
    "Change",
    "ChangeKind",
    "DamagedRecords",
    "Draft",
    "ItemMark",
    "ItemState",
    "Progress",
    "Record",
    "RecordState",
    "RecordSummary",
    "Saved",
    "open_store",
    "restore_backup",
    "restore_newest_backup",
    "start_afresh",
]


def open_store(
    folder: Path,
    calendar: OfficialCalendar,
    *,
    clock: Callable[[], dt.datetime] | None = None,
    desk: Desk | None = None,
) -> Store:
    """Open the records in `folder`; the same as `Store.open`, without its cost to importers."""
    from govdesk.records.store import Store

    if clock is None:
        return Store.open(folder, calendar, desk=desk)
    return Store.open(folder, calendar, clock=clock, desk=desk)
