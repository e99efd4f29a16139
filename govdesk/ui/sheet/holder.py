"""Where the sheet stands, and the panes beside it."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Ground
from govdesk.ui.sheet.sheet import RuleSheet

LEFT_WIDTH = 284  # pixels at 100 %, of the contents


def has_focus(pane: QWidget) -> bool:
    """Whether the focus is in `pane`: where it is put away, the focus must not be left to chance."""
    focused = QApplication.focusWidget()
    return focused is not None and pane.isAncestorOf(focused)


class SheetHolder(Ground):
    """Window ground beside the sheet; the wheel scrolls the sheet from there too."""

    def __init__(self, theme: Theme, sheet: RuleSheet) -> None:
        super().__init__(theme, "window")
        self._sheet = sheet
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(sheet)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._sheet.verticalScrollBar(), event)
