"""One long work at a time off the interface's thread, with progress and a way to stop it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import Progress, StoppedError, UserError

log = logging.getLogger(__name__)


class _Answer(QObject):
    went = Signal(int, int)
    came = Signal(object)


class _Task(QRunnable):
    def __init__(
        self,
        work: Callable[[Progress], object],
        stopped: UserError,
        failed: UserError,
        stop: threading.Event,
        answer: _Answer,
    ) -> None:
        super().__init__()
        self._work, self._stopped, self._failed = work, stopped, failed
        self._stop, self._answer = stop, answer

    def run(self) -> None:
        came: object
        try:
            came = self._work(self._tell)
        except StoppedError:
            came = self._stopped
        except UserError as error:
            came = error
        except Exception as error:  # a dead thread would leave the page waiting for ever
            log.exception("background")
            told = self._failed
            came = UserError(told.what, safe=told.safe, todo=told.todo, detail=repr(error))
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._answer.came.emit(came)

    def _tell(self, done: int, of: int) -> bool:
        with suppress(RuntimeError):
            self._answer.went.emit(done, of)
        return not self._stop.is_set()


class Background(QObject):
    """`start(work)`, then `went(done, of)` as it goes on, and `came(what it gave, or a UserError)`; at most one at a time.

    `stopped` and `failed` say in words that it was stopped, or broke off for a fault of the program.
    """

    went = Signal(int, int)
    came = Signal(object)

    def __init__(self, stopped: UserError, failed: UserError, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = stopped, failed
        self._stop = threading.Event()
        self.busy = False
        self._answer = _Answer()
        self._answer.went.connect(self.went)
        self._answer.came.connect(self._take)

    def start(self, work: Callable[[Progress], object]) -> bool:
        """False where something is under way."""
        if self.busy:
            return False
        self.busy, self._stop = True, threading.Event()
        QThreadPool.globalInstance().start(_Task(work, *self._told, self._stop, self._answer))
        return True

    def stop(self) -> None:
        """Stop where the work asks the next time."""
        self._stop.set()

    def _take(self, came: object) -> None:
        self.busy = False
        self.came.emit(came)
