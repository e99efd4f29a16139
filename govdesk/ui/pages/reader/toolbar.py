"""The bar over a rule, with what only a rule has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import SecondaryButton
from govdesk.ui.sheet.find_bar import ROOM_FOR_ICONS, FindBar


class ReaderBar(FindBar):
    """The bar over a rule, with what only a rule has: editorial notes and comparing."""

    side_requested = Signal()
    notes_toggled = Signal(bool)
    compare_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.notes_button = SecondaryButton(theme, "校注", icon="check", tip="在正文里标出校注", small=True)
        self.notes_button.setCheckable(True)
        self.notes_button.setChecked(True)
        self.compare_button = SecondaryButton(theme, "对照", icon="columns", tip="同另一部规则左右对照", small=True)
        self.side_button = SecondaryButton(
            theme, "本条", tip=COMMANDS["side"].tooltip("显示本条的引用和校注"), small=True
        )
        self.side_button.hide()
        super().__init__(theme, parent)
        for button in (self.notes_button, self.compare_button, self.side_button):
            self.add_tool(button)
        self.side_button.clicked.connect(self.side_requested)
        self.compare_button.clicked.connect(self.compare_requested)
        self.notes_button.toggled.connect(self._toggle_notes)

    def _give_way(self) -> None:
        super()._give_way()
        self.compare_button.set_icon("columns" if self.width() / self._theme.scale >= ROOM_FOR_ICONS else "")

    def _toggle_notes(self, on: bool) -> None:
        self.notes_button.set_icon("check" if on else "")
        self.notes_toggled.emit(on)
