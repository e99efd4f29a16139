"""The limits of records as a calendar file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govdesk.app import Services
    from govdesk.records.model import Record


def calendar_bytes(services: Services, records: Iterable[Record]) -> bytes:
    """The calendar file of those records."""
    from govdesk.export.calendar_file import records_calendar

    return records_calendar(records, services.calendar, dt.datetime.now(dt.UTC))
