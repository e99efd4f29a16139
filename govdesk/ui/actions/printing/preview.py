"""The one way from a page to paper: `preview(job, page)`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.window import PreviewWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from govdesk.export.jobs import Job
    from govdesk.ui.kit.theme import Theme


@dataclass(frozen=True)
class Outcome:
    """What came of it: whether pages went to a printer, and which files were written."""

    printed: bool
    written: tuple[Path, ...]

    def in_words(self) -> str:
        """For the status bar; empty where nothing was done."""
        if self.printed:
            return "已送到打印机"
        return f"已导出：{self.written[-1]}" if self.written else ""


def preview(
    job: Job, parent: QWidget, theme: Theme, *, desk: Desk | None = None, folder: Path | None = None
) -> Outcome:
    """Show `job` in the preview window, from which it is printed or written, and wait until that is closed.

    `parent` is the page it is asked from; `folder` is where files are suggested, the user's documents by default.
    """
    desk = desk or Desk()
    window = PreviewWindow(theme, job, parent, desk=desk, folder=folder)
    desk.show(window)
    outcome = Outcome(window.printed, tuple(window.written))
    window.deleteLater()
    return outcome
