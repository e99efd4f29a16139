"""办事清单汇编 on the screen: set with a bar that moves and a button that stops, then shown in the preview."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.ui.printing.desk import Desk
from govdesk.ui.printing.jobs import Job, file_stem
from govdesk.ui.printing.preview import Outcome, preview
from govdesk.ui.printing.setting import Setter
from govdesk.ui.theme import Theme
from govdesk.ui.widgets import Dialog, ErrorDialog, ProgressBar

if TYPE_CHECKING:
    from govdesk.app import Services


class CompilingDialog(Dialog):
    """Sets all blank forms of a rule. `pdf` holds them after `exec` unless they were stopped or failed."""

    advanced = Signal(int, int)

    def __init__(self, services: Services, theme: Theme, rule_id: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "正在编排办事清单汇编", parent)
        self.pdf = b""
        self.error: UserError | None = None
        self._services, self._rule_id = services, rule_id
        self._stop = threading.Event()
        self.words = self.add_text("每件事一份空白表，前面有目录。")
        self.bar = ProgressBar(theme)
        self.body.addWidget(self.bar)
        self.add_button("停下")
        self.advanced.connect(self._advance)
        self._setter = Setter(self)
        self._setter.ready.connect(self._ready)
        self._setter.failed.connect(self._failed)
        QTimer.singleShot(0, lambda: self._setter.start(self._work))

    def _work(self) -> bytes:
        from govdesk.export.compilation import StoppedError, compilation_pdf
        from govdesk.export.style import load_style

        services = self._services
        try:
            return compilation_pdf(
                services.library,
                self._rule_id,
                services.calendar,
                services.today(),
                style=load_style(services.data_folder),
                progress=self._progress,
            )
        except StoppedError:
            return b""

    def _progress(self, done: int, total: int) -> bool:
        """Called in the thread."""
        self.advanced.emit(done, total)
        return not self._stop.is_set()

    def _advance(self, done: int, total: int) -> None:
        self.bar.set_progress(done, total)
        self.words.setText(f"已排好 {done} 份，共 {total} 份。")

    def _ready(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.accept()

    def _failed(self, error: UserError) -> None:
        self.error = error
        self.reject()

    def done(self, result: int) -> None:
        """Stop at the next part, and wait for the thread."""
        self._stop.set()
        self._setter.stop()
        super().done(result)


def preview_compilation(
    services: Services, theme: Theme, rule_id: str, parent: QWidget, desk: Desk | None = None
) -> Outcome | None:
    """Set and show 办事清单汇编 of a rule; what came of it, None where it was stopped or could not be set."""
    dialog = CompilingDialog(services, theme, rule_id, parent)
    dialog.exec()
    if dialog.error is not None:
        ErrorDialog.from_error(theme, dialog.error, parent).exec()
    if not dialog.pdf:
        return None
    pdf, name = dialog.pdf, f"{services.library.rule(rule_id).meta.short_title}办事清单汇编"
    return preview(Job("打印汇编", name, file_stem(name), lambda _: pdf), parent, theme, desk=desk)
