"""What leaves the 期限 page: the agenda on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govdesk.export.jobs import Job, paper_job
from govdesk.present.agenda import MOST_LISTS, due_records

if TYPE_CHECKING:
    from govdesk.app import Services


def agenda_job(services: Services, handler: str = "") -> Job:
    """期限一览 of everybody, or of one person. Raises UserError from the store."""
    from govdesk.export.agenda import agenda_paper

    # Made here, and not in the preview's thread: the records are read as they stand on the page.
    records, more = due_records(services.store, handler, waiting=True)
    paper = agenda_paper(records, services.calendar, services.today(), handler=handler, most=MOST_LISTS if more else 0)
    title = f"期限一览（{handler}）" if handler else "期限一览"
    return paper_job(services, "打印期限", title, paper, f"{title}-{services.today()}")
