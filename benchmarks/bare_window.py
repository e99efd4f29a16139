"""The yardstick of the start-up benchmark: the least PySide6 program with a window and a QTextBrowser.

It reports exactly as GovDesk does under GOVDESK_BENCH=1: once the window is on screen, has painted, and its event loop has come
round to an event posted after that first paint (so a key pressed now would be taken), it prints `ready RSS`, its resident
memory in kB, and ends.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser


def resident_kb() -> int:
    """Resident memory of this process in kB, as Linux tells it; 0 where /proc does not exist."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))


class FirstPaint(QObject):
    """Reports once, after the first paint of the window it is installed on."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watches for the first paint; lets every event through."""
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.report)
        return False

    def report(self) -> None:
        """Tells the harness and ends the program."""
        print(f"ready {resident_kb()}", flush=True)
        QApplication.quit()


def main() -> int:
    """Opens the window; gives the exit status."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QTextBrowser())
    window.resize(1366, 768)
    watcher = FirstPaint()
    window.installEventFilter(watcher)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
