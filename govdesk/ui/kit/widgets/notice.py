"""The bar at the bottom of the list: what has just been done, and one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from govdesk.ui.kit.widgets import UndoBar


class NoticeBar(UndoBar):
    """An undo bar that can also offer something else, 打开文件夹."""

    def show_message(self, text: str, undo: Callable[[], None] | None = None, *, offer: bool = True) -> None:
        self._link.setText("撤销")
        self._link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().show_message(text, undo, offer=offer)

    def show_offer(self, text: str, offer: str, act: Callable[[], None]) -> None:
        """Show `text` with a link `offer` that calls `act`."""
        super().show_message(text, act)
        self._link.setText(offer)
        self._link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # for this there is no key but Tab and Enter
        self._key.hide()

    def text(self) -> str:
        """What the bar says, whole."""
        return self._text.full_text()
