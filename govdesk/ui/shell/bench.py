"""GOVDESK_BENCH=1: say when the window takes input, and how much memory is in use then; and end.

Kept to the letter of `benchmarks/bare_window.py`, which it is compared with.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Prints `ready RSS` (kB) one turn of the event loop after the first paint of `window`, and quits."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._painted = False
        window.installEventFilter(self)

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
