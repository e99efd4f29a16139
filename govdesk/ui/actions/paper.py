"""打印 and 导出 of a page: the preview on Ctrl+P and a key for each format, everywhere the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from govdesk.export.formats import FORMATS, Format
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.kit.command import IN_WINDOW, CommandAction, Context

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from govdesk.export.jobs import Job


class PaperCommands:
    """For a page whose paper `make_job` gives, None where there is nothing: `print`, and `exports` by a format's id.

    `say` gets what was done in words. `text` is the page's own word for 打印. What `make_job` raises reaches the user as
    a dialog, as from every command.
    """

    def __init__(
        self,
        page: QWidget,
        exporter: Exporter,
        make_job: Callable[[], Job | None],
        say: Callable[[str], object],
        *,
        text: str = "",
        context: Context = IN_WINDOW,
    ) -> None:
        self._exporter, self._make_job, self._say = exporter, make_job, say
        self.print = CommandAction(page, "print", self.show_preview, text=text, context=context)
        self.exports = {
            format.id: CommandAction(page, format.command, partial(self.export, format), context=context)
            for format in FORMATS
        }

    def all(self) -> Iterable[CommandAction]:
        """Every one of them, to be enabled and disabled together."""
        return (self.print, *self.exports.values())

    def show_preview(self) -> None:
        """Show the paper, from which it is printed or kept as a file."""
        job = self._make_job()
        if job is not None and (words := self._exporter.preview(job).in_words()):
            self._say(words)

    def export(self, format: Format) -> None:
        """Ask where, and write the paper there."""
        job = self._make_job()
        if job is not None and (path := self._exporter.export_job(job, format)):
            self._say(f"已导出：{path}")
