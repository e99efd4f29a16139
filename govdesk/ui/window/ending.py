"""The program is ended from outside: SIGTERM, SIGHUP, Ctrl+C in its terminal, the end of the desktop's session.

Nobody can be asked then, and a second may be all there is: what is typed is written first, then the closing backup.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager

from govdesk.errors import UserError

if TYPE_CHECKING:
    from types import FrameType

    from govdesk.ui.window.main_window import MainWindow

log = logging.getLogger(__name__)


class Ending(QObject):
    """Listens from now on. A second signal ends the process at once, as it would without us."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._on_session_end)
        self._listen()

    def keep(self) -> None:
        """Write what is typed on every page, ask nothing, and make the closing backup."""
        from govdesk.ui.kit.widgets.dialogs import Dialog

        Dialog.hushed = True
        try:
            self._window.keep_everything()
        finally:
            Dialog.hushed = False
        with suppress(UserError):
            self._window.services.back_up_work()

    def _listen(self) -> None:
        if sys.platform == "win32":
            return  # there a session ends through Qt alone
        # Python runs a handler only when it is its turn, which under Qt may be never: a byte in a pipe wakes Qt.
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            signal.signal(getattr(signal, name), self._on_signal)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._take(reading))

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        """What is to be done is done in Qt's turn; see `_take`."""

    def _take(self, reading: int) -> None:
        with suppress(BlockingIOError):
            os.read(reading, 64)
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        log.info("ended by a signal")
        self.keep()
        QGuiApplication.exit(0)

    def _on_session_end(self, _: QSessionManager) -> None:
        self.keep()
