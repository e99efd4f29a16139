"""The second click of a double click never hits the next thing.

Many people double-click everything. The first click opens a page, makes a list, turns 归档 into 恢复办理; the second
one then lands on whatever stands in that place now. So a press that follows another within the time and about the
place of a double click counts only where the same thing is still under the pointer and still means the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from govdesk.ui.kit.first_frame import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

#: How far apart, in pixels, two clicks of an unsteady hand may be. Qt's own distance (5) is for steady ones.
REACH = 24
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class SecondClick(QObject):
    """Follows the presses in every window that comes to the front, and in those it is shown. One for the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time = -math.inf  # of the last press that counted, on the clock of the events
        self._place = QPointF()
        self._target: QWidget | None = None
        self._meaning: tuple[object, ...] = ()
        self._popup: QWidget | None = None  # what was open over the window then
        self._swallowing = False  # until the button is let go
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
            self._follow(app.focusWindow())

    def watch(self, popup: QWidget) -> None:
        """Follow what is pressed while `popup`, a menu or a month, is on the screen: it never becomes the window in front."""
        self._follow(popup.windowHandle())

    def _follow(self, window: QWindow | None) -> None:
        # Events of whole windows, not of every object in them: a page that is built has thousands.
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def meaning_changed(self) -> None:
        """What lies under the pointer is another thing now, though it may look the same: 先跳过 of the next question."""
        self._target = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() in _PRESSES:
            self._swallowing = not self._counts(event)
            return self._swallowing
        if event.type() == QEvent.Type.MouseButtonRelease and self._swallowing:
            self._swallowing = False
            return True
        return False

    def _counts(self, event: QMouseEvent) -> bool:
        """Whether a press is meant for what it hits; it is remembered if so."""
        place, time = event.globalPosition(), event.timestamp()
        target = QApplication.widgetAt(place.toPoint())
        apart = place - self._place
        second = (
            0 <= time - self._time < QApplication.doubleClickInterval() and math.hypot(apart.x(), apart.y()) <= REACH
        )
        popup = QApplication.activePopupWidget()
        if second and not self._is_as_before(target, popup):
            return False
        self._time, self._place = time, place
        self._target, self._meaning, self._popup = target, _meaning(target), popup
        return True

    def _is_as_before(self, target: QWidget | None, popup: QWidget | None) -> bool:
        if popup is not None and popup is not self._popup:
            return False  # the first click has opened it: the second one, beside it, would close it
        before = self._target
        return before is not None and isValid(before) and before is target and _meaning(target) == self._meaning


def _meaning(widget: QWidget | None) -> tuple[object, ...]:
    """What a person who presses `widget` expects of it."""
    if not isinstance(widget, QAbstractButton):
        return ()
    return (widget.text(), widget.accessibleName(), widget.toolTip(), widget.isChecked())


_made: list[SecondClick] = []  # the program's one


def second_click() -> SecondClick:
    """The program's one."""
    # Not `app.findChild`: it hands over whatever Qt keeps there, and PySide builds every kind of object for that.
    if not _made or not isValid(_made[0]):
        _made[:] = [SecondClick(QCoreApplication.instance())]
    return _made[0]
