"""按现有答案，清单 13 项: how many lines each stage would hold, at the right under the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from govdesk.ui.theme import SPACE_S, Theme
from govdesk.ui.widgets import Label
from govdesk.ui.widgets.layouts import clear_layout
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State


class ItemCounts(QWidget):
    """The total, a line per stage, and what a changed answer adds and removes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._total = Label(theme, "", "ui", bold=True)
        self._changes = Label(theme, "", "secondary", "ink2", wrap=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(theme.px(4))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(self._total)
        box.addLayout(self._grid)
        box.addWidget(self._changes)

    def show_state(self, wizard: Wizard, state: State, changes: str = "") -> None:
        """Count the items of `state` by stage; `changes` is a sentence without its 。, or ""."""
        self._total.setText(f"按现有答案，清单 {len(state.items)} 项")
        self._changes.setText(f"{changes}。" if changes else "")
        self._changes.setVisible(bool(changes))
        clear_layout(self._grid)
        for row, (stage, items) in enumerate(state.stages(wizard)):
            conditional = sum(item.conditional for item in items)
            name = f"{stage}（含 {conditional} 项视情）" if conditional else stage
            self._grid.addWidget(Label(self._theme, name, "ui", "ink2"), row, 0)
            self._grid.addWidget(
                Label(self._theme, f"{len(items)} 项", "ui", "ink2"), row, 1, Qt.AlignmentFlag.AlignRight
            )
