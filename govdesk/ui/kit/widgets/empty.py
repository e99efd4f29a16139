"""空页面: says what will appear here and gives one thing to do. Never a blank page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_2XL, SPACE_3XL, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets.buttons import PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.labels import Label


class EmptyState(QWidget):
    """A title, a sentence, a primary and perhaps a secondary button, at the upper left of its room."""

    primary_clicked = Signal()
    secondary_clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        *,
        primary: str = "",
        icon: str = "",
        secondary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = Label(theme, title, "section")
        self.text = Label(theme, text, "ui", "ink2", wrap=True)
        self._buttons = QHBoxLayout()
        self.primary = PrimaryButton(theme, primary, icon=icon) if primary else None
        self.secondary = SecondaryButton(theme, secondary) if secondary else None
        if self.primary:
            self.primary.clicked.connect(self.primary_clicked)
            self._buttons.addWidget(self.primary)
        if self.secondary:
            self.secondary.clicked.connect(self.secondary_clicked)
            self._buttons.addWidget(self.secondary)
        self._buttons.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.title)
        self._box.addWidget(self.text)
        self._box.addLayout(self._buttons)
        self._box.addStretch(1)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.text.setMaximumWidth(px(420))
        self._box.setContentsMargins(px(48), px(SPACE_3XL + SPACE_S), px(SPACE_2XL), px(SPACE_2XL))
        self._box.setSpacing(px(SPACE_S))
        self._buttons.setContentsMargins(0, px(SPACE_XL - SPACE_S), 0, 0)
        self._buttons.setSpacing(px(SPACE_S))
