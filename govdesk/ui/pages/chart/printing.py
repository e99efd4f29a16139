"""打印审核表: the wizard on paper, to be signed by whoever answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govdesk.export.jobs import Job, paper_job
from govdesk.wizards.basis import Basis

if TYPE_CHECKING:
    from govdesk.app import Services


def approval_job(services: Services, basis: Basis) -> Job:
    """The approval sheet of `basis.wizard`, ready for the preview window."""
    from govdesk.export.approval import approval_paper

    title = f"{basis.rule.short_title}“{basis.wizard.title}”向导审核表"
    name = title.replace("“", "").replace("”", "")
    return paper_job(services, "打印审核表", title, lambda: approval_paper(basis, services.today()), name)
