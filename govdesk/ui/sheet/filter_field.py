"""Lines of text with × to empty them; among them the box over a list or a contents tree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import IconButton, LineEdit


class ClearableLine(LineEdit):
    """× at the right empties it, where something stands in it."""

    def __init__(self, theme: Theme, placeholder: str, *, what: str, **options: Any) -> None:
        super().__init__(theme, placeholder, **options)
        self._clear = IconButton(theme, "x", f"清除{what}", size=24, icon_size=14, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._show_clear)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.setTextMargins(self.textMargins().left(), 0, self._theme.px(20) if text else 0, 0)

    def apply_theme(self) -> None:
        super().apply_theme()
        if self.text():
            self._show_clear(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size: QSize = self._clear.sizeHint()
        self._clear.resize(size)
        self._clear.move(self.width() - size.width() - self._theme.px(5), (self.height() - size.height()) // 2)


class FilterField(ClearableLine):
    """The box over a list or a contents tree: ↓ goes into it (`down_requested`), Esc empties the box first.

    `entered` when the focus comes, so that what the first letters need can be loaded.
    """

    down_requested = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, placeholder: str, *, name: str) -> None:
        super().__init__(theme, placeholder, what="筛选的字", icon="funnel", name=name)

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
