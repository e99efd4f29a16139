"""Where the sheet stands, and the panes beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
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


def toggle_pane(pane: QWidget, sheet: QWidget, *, enter: QWidget | None = None) -> None:
    """Put a pane beside the sheet away, or bring it back: with the focus in `enter`, if given. Its focus goes to the sheet."""
    inside = has_focus(pane)
    pane.setVisible(not pane.isVisible())
    if not pane.isVisible() and inside:
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)
    elif pane.isVisible() and enter is not None:
        enter.setFocus(Qt.FocusReason.ShortcutFocusReason)


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
