"""What the mouse does on every page: its side buttons go back and forth, Ctrl and the wheel change the text's size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent, QWheelEvent

from govdesk.ui.kit.first_frame import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_NOTCH = 120  # eighths of a degree: one step of an ordinary wheel
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class MouseKeys(QObject):
    """Follows one window, before anything in it: a list would select the row under a side button."""

    def __init__(
        self,
        parent: QObject,
        *,
        back: Callable[[], object],
        forward: Callable[[], object],
        step_scale: Callable[[int], object],
    ) -> None:
        super().__init__(parent)
        self._back, self._forward = back, forward
        self._step_scale = step_scale
        self._turned = 0

    def follow(self, window: QWindow | None) -> None:
        """Follow `window`; once more does nothing."""
        self._sides = {Qt.MouseButton.BackButton: self._back, Qt.MouseButton.ForwardButton: self._forward}
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            return self._turn(event)
        if not isinstance(event, QMouseEvent) or (act := self._sides.get(event.button())) is None:
            return False
        if event.type() in _PRESSES:
            act()
        return True

    def _turn(self, event: QWheelEvent) -> bool:
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            self._turned = 0
            return False
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            step = 1 if self._turned > 0 else -1
            self._turned -= step * _NOTCH
            self._step_scale(step)
        return True
