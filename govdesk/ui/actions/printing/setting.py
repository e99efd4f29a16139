"""Sets pages in a thread, so that the window answers meanwhile; the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import UserError


class Setter(QObject):
    """`ready(pdf)` or `failed(UserError)` for the last work given to `start`; earlier ones are dropped."""

    ready = Signal(bytes)
    failed = Signal(object)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._finished.connect(self._take)

    def start(self, work: Callable[[], bytes]) -> None:
        """Do `work` in a thread; nothing any more once it has been stopped."""
        if self._stopped:
            return
        self._number += 1
        self._pool.clear()
        self._pool.start(_Work(work, self._number, self._finished.emit))

    def stop(self) -> None:
        """Forget what is under way, and wait until the thread is done with it."""
        self._stopped = True
        self._number += 1
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, number: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, bytes):
            self.ready.emit(result)
        else:
            self.failed.emit(result)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], bytes], number: int, tell: Callable[[int, object], None]) -> None:
        super().__init__()
        self._work, self._number, self._tell = work, number, tell

    def run(self) -> None:
        try:
            result: object = self._work()
        except UserError as error:
            result = error
        except Exception as error:
            result = UserError(
                "这份文件没有做成", safe="清单没有改动", todo="请把技术信息发给维护的人", detail=repr(error)
            )
        with suppress(RuntimeError):  # the preview was closed meanwhile
            self._tell(self._number, result)
