"""GOVDESK_BENCH=1: say when the window takes input, and how much memory is in use then; and end.

Kept to the letter of `benchmarks/bare_window.py`, which it is compared with.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from govdesk.ui.kit.later import later

if TYPE_CHECKING:
    from govdesk.ui.window.main_window import MainWindow


class FirstPaint(QObject):
    """Prints `ready RSS` (kB) one turn of the event loop after the first paint of `window`: from then on it takes input.

    Then `home RSS`, likewise after the first paint of its first page, and quits.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: dict[QObject, str] = {}
        self._watch(window, "ready")
        window.started.connect(self._watch_page)

    def _watch_page(self) -> None:
        page: QWidget = self._window.stack.currentWidget()
        if isinstance(page, QAbstractScrollArea):
            page = page.viewport()  # the area itself paints nothing where it has no frame
        self._watch(page, "home")
        page.update()

    def _watch(self, widget: QWidget, word: str) -> None:
        self._waiting[widget] = word
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and (word := self._waiting.pop(watched, "")):
            later(self, lambda: self._report(word))
        return False

    def _report(self, word: str) -> None:
        print(f"{word} {_resident_kb()}", flush=True)
        if word == "home":
            QApplication.quit()


def _resident_kb() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
