"""GOVDESK_BENCH=1: say when the window takes input, and how much memory is in use then; and end.

Kept to the letter of `benchmarks/bare_window.py`, which it is compared with.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from govdesk.ui.shell.window import MainWindow


class FirstPaint(QObject):
    """Prints `ready RSS` (kB) one turn of the event loop after the first page of `window` was painted, and quits.

    The frame of the window is on the screen before that; it does not count: nobody can work with it yet.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._painted = window, False
        window.started.connect(self._watch)

    def _watch(self) -> None:
        page = self._window.stack.currentWidget()
        page.installEventFilter(self)
        page.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._report)
        return False

    def _report(self) -> None:
        print(f"ready {_resident_kb()}", flush=True)
        QApplication.quit()


def _resident_kb() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
