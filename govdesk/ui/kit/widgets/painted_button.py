"""What every button that paints itself has in common."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from govdesk.ui.kit.first_frame import Qt, after_first_frame


class PaintedButton(QAbstractButton):
    """Painted anew when the mouse enters or leaves it; Enter presses it, where Qt's own buttons know only the space bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        after_first_frame(lambda: self.setAttribute(Qt.WidgetAttribute.WA_Hover))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
