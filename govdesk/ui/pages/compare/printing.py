"""打印对照: the comparison as a paper, pair by pair, what differs underlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govdesk.export.jobs import Job, paper_job
from govdesk.present.comparison import Comparison, ShownGroup, comparison_title

if TYPE_CHECKING:
    from govdesk.app import Services


def comparison_job(services: Services, comparison: Comparison, groups: Sequence[ShownGroup]) -> Job:
    """`groups` of a comparison, as they are shown, ready for the preview window."""
    from govdesk.export.comparison import comparison_paper

    title = comparison_title(comparison, groups)

    return paper_job(
        services, "打印对照", title, lambda: comparison_paper(comparison, groups, title, services.today()), title
    )
