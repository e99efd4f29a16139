"""归档: asks first where something that is bound to be done stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.checklist.dialogs import ArchiveDialog
from govdesk.ui.pages.checklist.lines import make_lines, must_be_settled

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record


def may_archive(services: Services, theme: Theme, record: Record, parent: QWidget) -> bool:
    """Whether `record` is to be archived: at once where no 必办 or 不得 item is open, else if the user says so."""
    calendar, today = services.calendar, services.today()
    stages = make_lines(record, record.checklist(calendar), calendar, today)
    still = [line for stage in stages for line in stage.items if must_be_settled(line)]
    return not still or ArchiveDialog(theme, still, calendar, today, parent).exec() == 0
