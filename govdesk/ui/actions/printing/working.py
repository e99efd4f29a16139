"""A long work in a thread, with a bar that moves and a button that stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govdesk.errors import Progress, UserError
from govdesk.ui.actions.printing.setting import Setter
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, ProgressBar


class WorkDialog(Dialog):
    """Does `work` in a thread. `made` is what it gave, empty where it was stopped; `error` where it could not be done.

    `counted` says how far it is, of how much: `已写 {} 份，共 {} 份。`.
    """

    advanced = Signal(int, int)

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        work: Callable[[Progress], bytes],
        counted: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, parent)
        self.made = b""
        self.error: UserError | None = None
        self._work, self._counted = work, counted
        self._stop = threading.Event()
        self.words = self.add_text(words)
        self.bar = ProgressBar(theme)
        self.body.addWidget(self.bar)
        self.add_button("停下")
        self.advanced.connect(self._advance)
        self._setter = Setter(self)
        self._setter.ready.connect(self._ready)
        self._setter.failed.connect(self._failed)
        later(self, lambda: self._setter.start(lambda: self._work(self._progress)))

    def _progress(self, done: int, total: int) -> bool:
        """Called in the thread."""
        self.advanced.emit(done, total)
        return not self._stop.is_set()

    def _advance(self, done: int, total: int) -> None:
        self.bar.set_progress(done, total)
        self.words.setText(self._counted.format(done, total))

    def _ready(self, made: bytes) -> None:
        self.made = made
        self.accept()

    def _failed(self, error: UserError) -> None:
        self.error = error
        self.reject()

    def done(self, result: int) -> None:
        """Stop at the next part, and wait for the thread."""
        self._stop.set()
        self._setter.stop()
        super().done(result)
