"""Changing the library of packs off the interface's thread: the change, the packs read again, their index made."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import UserError

if TYPE_CHECKING:
    from govdesk.app import Packs, Services

log = logging.getLogger(__name__)


class _Answer(QObject):
    came = Signal(object, object)


class _Task(QRunnable):
    def __init__(self, services: Services, act: Callable[[], object], answer: _Answer) -> None:
        super().__init__()
        self._services, self._act, self._answer = services, act, answer

    def run(self) -> None:
        result: object
        packs: Packs | None = None
        try:
            result = self._act()
            packs = self._services.read_packs_again()
        except UserError as error:
            result = error
        except Exception as error:  # a dead thread would leave the page waiting for ever
            log.exception("packs")
            result = UserError(
                "规则库没有重新读成", safe="清单和原有的规则不受影响", todo="关闭程序再打开", detail=repr(error)
            )
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._answer.came.emit(result, packs)


class PackChange(QObject):
    """`start(act)` does `act` in another thread; then `done(what act gave)` with the new library in use, or `failed(error)`."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.busy = False
        self._answer = _Answer()
        self._answer.came.connect(self._take)

    def start(self, act: Callable[[], object]) -> bool:
        """False where another change is under way."""
        if self.busy:
            return False
        self.busy = True
        QThreadPool.globalInstance().start(_Task(self._services, act, self._answer))
        return True

    def _take(self, result: object, packs: Packs | None) -> None:
        self.busy = False
        if packs is not None:
            self._services.use_packs(packs)
        if isinstance(result, UserError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
