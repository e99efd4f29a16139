"""The limits of records as a calendar file, and calling off what was sent and is settled since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from govdesk.app import Services
    from govdesk.export.sent_events import SentEvent
    from govdesk.records.model import Record
    from govdesk.ui.actions.record_export import RecordExporter


def send_to_calendar(
    services: Services,
    outlet: RecordExporter,
    name: str,
    records: Sequence[Record],
    concerns: Callable[[SentEvent], bool],
) -> Path | None:
    """Write the calendar file of those records, and keep what it holds; where it lies, or None where it was not written.

    Of the events sent before, those that `concerns` picks and that are open no more are called off. Raises UserError.
    """
    from govdesk.export.sent_events import load_sent, save_sent, sending

    sent = load_sent(services.data_folder)
    now = dt.datetime.now(dt.UTC)
    content, kept = sending(records, services.calendar, now, sent, concerns=concerns, load=services.store.load)
    path = outlet.save_bytes(name, lambda: content)
    if path is not None:
        save_sent(services.data_folder, kept)
    return path


def any_to_call_off(services: Services, handler: str = "") -> bool:
    """Whether a calendar may hold a deadline of that person, or of anybody, that was sent and not yet called off."""
    from govdesk.export.sent_events import load_sent

    sent = load_sent(services.data_folder).values()
    return any(not event.cancelled and handler in ("", event.handler) for event in sent)
