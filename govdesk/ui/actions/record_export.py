"""打印 and 导出 of a record: one typeset PDF serves preview, printer and file; nothing here decides what a sheet says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.export.formats import PDF, Format
from govdesk.export.jobs import Job, Options, record_job
from govdesk.ui.actions.printing.desk import Desk, documents_folder
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record


class Outlet:
    """Prints and exports records for a page. Every failure ends in a dialog that says what to do."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget, desk: Desk | None = None) -> None:
        self._services, self._theme, self._parent = services, theme, parent
        self.desk = desk or Desk()
        self._folder: Path | None = None

    def export(self, record: Record, format: Format = PDF) -> Path | None:
        """Ask where, and write the sheet there; the path, or None where nothing was written."""
        job = record_job(self._services, record)
        return self.save_bytes(job.name + format.suffix, lambda: job.make(format.id, Options()))

    def save_bytes(self, name: str, make: Callable[[], bytes]) -> Path | None:
        """Ask where, and write there what `make` gives; the path, or None where nothing was written."""
        from govdesk.export.pdf import write_file

        return self.save(name, lambda path: write_file(path, make()))

    def save(self, name: str, write: Callable[[Path], object]) -> Path | None:
        """Ask where, and let `write` make the file there; the path, or None where nothing was written."""
        path = self.desk.ask_path(self._parent, self._default_folder() / name)
        if path is None:
            return None
        try:
            with _waiting():
                write(path)
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._parent).exec()
            return None
        self._folder = path.parent
        return path

    def print_record(self, record: Record) -> bool:
        """Show the preview, from which it is printed; whether anything was sent to a printer."""
        return self.preview(record_job(self._services, record))

    def preview(self, job: Job) -> bool:
        """Show what is to be printed; whether anything was sent to a printer."""
        from govdesk.ui.actions.printing.preview import preview

        found = preview(job, self._parent, self._theme, desk=self.desk, folder=self._default_folder())
        if found.written:
            self._folder = found.written[-1].parent
        return found.printed

    def _default_folder(self) -> Path:
        return self._folder if self._folder is not None and self._folder.is_dir() else documents_folder()


@contextmanager
def _waiting() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
