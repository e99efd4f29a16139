"""先办 and 接着办: the errands before and after, as buttons in a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.buttons import Button
from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground, Label
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in

#: (wizard id, title, number of the record already made or "")
Linked = tuple[str, str, str]


class LinkStrip(Ground):
    """`requested(wizard, number)`: begin that errand, or open the list that was made of it."""

    requested = Signal(str, str)

    def __init__(self, theme: Theme, name: str, hint: str, lines: str) -> None:
        super().__init__(theme, "panel", lines)
        self._theme, self.name = theme, name
        self.links: tuple[Linked, ...] = ()
        self.usable = True
        self.setAccessibleName(name)
        self._name = Label(theme, name, "group")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(SPACE_S))
        self._words = ElidedLabel(theme, hint, "secondary", "ink2")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._name)
        self._row.addLayout(self._buttons)
        self._row.addWidget(self._words, 1)
        self.hide()

    def show_links(self, links: Sequence[Linked], *, usable: bool = True) -> None:
        """Show these; nothing hides the strip. Not `usable`: the list is put away, made ones still open."""
        self.links, self.usable = tuple(links), usable
        clear_layout(self._buttons)
        for wizard, title, number in links:
            words = f"{title} {number}" if number else title
            icon = "check" if number else "arrow-right"
            button = Button(self._theme, words, icon=icon, height=CONTROL_SMALL)
            button.setEnabled(usable or bool(number))
            button.clicked.connect(lambda _=False, w=wizard, n=number: self.requested.emit(w, n))
            self._buttons.addWidget(button)
        self.setVisible(bool(links))

    def buttons(self) -> list[Button]:
        """One for each errand, from left to right."""
        return [widget for widget in widgets_in(self._buttons) if isinstance(widget, Button)]

    def set_margins(self, left: int, right: int) -> None:
        """Stand in line with the list."""
        self._row.setContentsMargins(left, self._theme.px(6), right, self._theme.px(6))
        self._row.setSpacing(self._theme.px(SPACE_M))
