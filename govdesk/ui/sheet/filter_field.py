"""The box over a contents tree: ↓ goes into the tree, Esc empties it first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import LineEdit


class FilterField(LineEdit):
    """`down_requested` on ↓; `entered` when the focus comes, so that what the first letters need can be loaded."""

    down_requested = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, placeholder: str, *, name: str) -> None:
        super().__init__(theme, placeholder, icon="funnel", name=name)
        self.setClearButtonEnabled(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
