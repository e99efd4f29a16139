"""Tells when the day changes: at midnight, after the computer has slept, after its clock was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from govdesk.ui.kit.first_frame import Qt

if TYPE_CHECKING:
    from govdesk.app import Services

LOOK_MS = 20_000  # a timer that was due while the computer slept goes off when it wakes


class DayWatch(QObject):
    """`changed()` when everything that shows a day has to be shown anew."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Watch from now on: before the first page nothing shows a day."""
        self._told = self._services.today()
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.start(LOOK_MS)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self.look)

    def look(self, *_: object) -> None:
        """See whether it is another day by now."""
        self._services.clock.look()
        if self._services.today() != self._told:
            self._told = self._services.today()
            self.changed.emit()
