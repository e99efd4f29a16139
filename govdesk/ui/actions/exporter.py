"""What a page gives to paper and to files: asks where, shows the preview, and tells of every failure in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.errors import Progress, StoppedError, UserError
from govdesk.export.formats import Format
from govdesk.export.jobs import Job, Options
from govdesk.ui.actions.printing.desk import Desk, documents_folder
from govdesk.ui.actions.waiting import waiting
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog

if TYPE_CHECKING:
    from govdesk.ui.actions.printing.preview import Outcome


class Exporter:
    """For one page, `parent`: it remembers the folder that was last written to."""

    def __init__(self, theme: Theme, parent: QWidget, desk: Desk | None = None) -> None:
        self._theme, self._parent = theme, parent
        self.desk = desk or Desk()
        self._folder: Path | None = None

    def export_job(self, job: Job, format: Format) -> Path | None:
        """Ask where, and write `job` there; the path, or None where nothing was written."""
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
            with waiting():
                write(path)
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._parent).exec()
            return None
        self._folder = path.parent
        return path

    def save_long(
        self,
        name: str,
        title: str,
        counted: str,
        write: Callable[[Path, Progress], None],
        stopped: Callable[[], None],
    ) -> Path | None:
        """As `save`, in a thread, with a bar and a button that stops it; None also where it was, after `stopped`.

        `counted` says how far it is, of how much: `已写 {} 份，共 {} 份。`.
        """
        path = self.desk.ask_path(self._parent, self._default_folder() / name)
        if path is None:
            return None
        try:
            if not self.work_long(title, f"写到“{path}”。", counted, lambda progress: write(path, progress)):
                stopped()
                return None
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._parent).exec()
            return None
        self._folder = path.parent
        return path

    def work_long(self, title: str, words: str, counted: str, work: Callable[[Progress], object]) -> bool:
        """Do `work` in a thread, behind a bar and a button that stops it; False where it was stopped. Raises UserError."""
        from govdesk.ui.actions.printing.working import WorkDialog

        finished = []

        def guarded(progress: Progress) -> bytes:
            try:
                work(progress)
            except StoppedError:
                return b""
            finished.append(True)
            return b"done"

        dialog = WorkDialog(self._theme, title, words, guarded, counted, self._parent)
        dialog.exec()
        if dialog.error is not None:
            raise dialog.error
        return bool(finished)

    def preview(self, job: Job) -> Outcome:
        """Show what is to be printed, and wait until that is closed; what came of it."""
        from govdesk.ui.actions.printing.preview import preview

        found = preview(job, self._parent, self._theme, desk=self.desk, folder=self._default_folder())
        if found.written:
            self._folder = found.written[-1].parent
        return found

    @property
    def folder(self) -> Path:
        """Where the next file is offered to go."""
        return self._default_folder()

    def _default_folder(self) -> Path:
        return self._folder if self._folder is not None and self._folder.is_dir() else documents_folder()
