"""A page that cannot be shown, said in words, with a way back: no dead end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from govdesk.errors import UserError
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.empty import EmptyState

if TYPE_CHECKING:
    from govdesk.app import Services


class TroublePage(Page):
    """Stands in for a page that could not be made; it is thrown away on leaving, so the next visit tries again."""

    title = "打不开"

    def __init__(self, services: Services, theme: Theme, error: UserError) -> None:
        super().__init__(services, theme)
        words = "".join(f"{part.rstrip('。；')}。" for part in (error.safe, error.todo) if part)
        self.state = EmptyState(theme, error.what.rstrip("。"), words, primary="回到办事", icon="briefcase")
        self.state.primary_clicked.connect(lambda: self.navigate.emit("home", {}))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.state)

    def focus_first(self) -> None:
        if self.state.primary is not None:
            self.state.primary.setFocus()
