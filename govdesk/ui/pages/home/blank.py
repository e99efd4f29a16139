"""打印空白表: a wizard's form to fill in by hand, shown as it will print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.ui.actions.printing.desk import Desk
    from govdesk.ui.kit.page import Page


def preview_blank_form(
    services: Services, rule_id: str, wizard_id: str, page: Page, desk: Desk | None = None
) -> Path | None:
    """Show the form in the preview window, from which it is printed or written; the file, None where none was made."""
    from govdesk.export.jobs import blank_job
    from govdesk.ui.actions.printing.preview import preview

    written = preview(
        blank_job(services, rule_id, wizard_id, services.settings.desks.get(rule_id, "")), page, page.theme, desk=desk
    ).written
    return written[-1] if written else None
