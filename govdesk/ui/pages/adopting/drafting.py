"""Drafting off the interface's thread, with progress and a way to stop it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from govdesk.errors import StoppedError, UserError

if TYPE_CHECKING:
    from govdesk.wizards.library import Library
    from govdesk.wizards.parties import Party

log = logging.getLogger(__name__)


class _Answer(QObject):
    went = Signal(int, int)
    came = Signal(object)


class _Task(QRunnable):
    def __init__(
        self,
        library: Library,
        rule: str,
        sources: Sequence[str],
        parties: Sequence[Party],
        stop: threading.Event,
        answer: _Answer,
    ) -> None:
        super().__init__()
        self._asked = library, rule, tuple(sources), tuple(parties)
        self._stop, self._answer = stop, answer

    def run(self) -> None:
        from govdesk.drafting.drafting import draft_rule

        library, rule, sources, parties = self._asked
        came: object
        try:
            came = draft_rule(library, rule, sources, parties=parties, progress=self._tell)
        except StoppedError:
            came = UserError("已停下，没有拟", safe="规则没有改动", todo="要拟的话再点一次")
        except UserError as error:
            came = error
        except Exception as error:  # a dead thread would leave the page waiting for ever
            log.exception("drafting")
            came = UserError("清单没有拟成", safe="规则没有改动", todo="再试一次", detail=repr(error))
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._answer.came.emit(came)

    def _tell(self, done: int, of: int) -> bool:
        with suppress(RuntimeError):
            self._answer.went.emit(done, of)
        return not self._stop.is_set()


class Drafting(QObject):
    """`start(…)`, then `went(done, of)` as it goes on, and `came(Draft or UserError)`; at most one at a time."""

    went = Signal(int, int)
    came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self.busy = False
        self._answer = _Answer()
        self._answer.went.connect(self.went)
        self._answer.came.connect(self._take)

    def start(self, library: Library, rule: str, sources: Sequence[str], parties: Sequence[Party]) -> None:
        """Draft for `rule` from `sources` with these parties."""
        if self.busy:
            return
        self.busy, self._stop = True, threading.Event()
        QThreadPool.globalInstance().start(_Task(library, rule, sources, parties, self._stop, self._answer))

    def stop(self) -> None:
        """Stop after the wizard that is being looked through."""
        self._stop.set()

    def _take(self, came: object) -> None:
        self.busy = False
        self.came.emit(came)
