"""打印 and 导出 of a record: one typeset PDF serves preview, printer and file; nothing here decides what a sheet says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.export.formats import PDF, Format
from govdesk.export.jobs import record_job
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record


class RecordExporter(Exporter):
    """Prints and exports records."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget, desk: Desk | None = None) -> None:
        super().__init__(theme, parent, desk)
        self._services = services

    def export(self, record: Record, format: Format = PDF) -> Path | None:
        """Ask where, and write the sheet there; the path, or None where nothing was written."""
        return self.export_job(record_job(self._services, record), format)

    def print_record(self, record: Record) -> bool:
        """Show the preview, from which it is printed; whether anything was sent to a printer."""
        return self.preview(record_job(self._services, record)).printed
