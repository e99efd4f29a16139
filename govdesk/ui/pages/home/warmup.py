"""Opening the records costs an import of SQLAlchemy: done on a thread of its own, after the first frame."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.ui.kit.later import later

_MODULE = "govdesk.records.store"
_AFTER_FIRST_FRAME_MS = 200


class _Import(QRunnable):
    def __init__(self, done: _Done) -> None:
        super().__init__()
        self._done = done

    def run(self) -> None:
        try:
            importlib.import_module(_MODULE)
        finally:
            # A failed import is met again, and told, by whoever opens the records.
            with suppress(RuntimeError):  # the window was closed meanwhile
                self._done.done.emit()


class _Done(QObject):
    done = Signal()


class RecordsWarmup(QObject):
    """Emits `ready` once the records can be opened without a noticeable wait; `start` may be called again and again."""

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running = False
        self._done = _Done()
        self._done.done.connect(self._finish)

    def start(self) -> None:
        """Emit `ready` soon; the import itself never holds up the window."""
        if _MODULE in sys.modules:
            later(self, self.ready.emit)
        elif not self._running:
            self._running = True
            later(self, self._import, _AFTER_FIRST_FRAME_MS)

    def _import(self) -> None:
        QThreadPool.globalInstance().start(_Import(self._done))

    def _finish(self) -> None:
        self._running = False
        self.ready.emit()
