"""A page that cannot be shown, said in words, with a way on: no dead end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.empty import EmptyState

if TYPE_CHECKING:
    from govdesk.app import Services


class TroublePage(Page):
    """Stands in for a page that could not be made; it is thrown away on leaving, so the next visit tries again.

    `try_again`: for a start that failed, what the first button does, and the technical information is offered;
    else it goes home.
    """

    title = "打不开"

    def __init__(
        self, services: Services, theme: Theme, error: UserError, try_again: Callable[[], object] | None = None
    ) -> None:
        super().__init__(services, theme)
        self._error = error
        words = "".join(f"{part.rstrip('。；')}。" for part in (error.safe, error.todo) if part)
        self.state = EmptyState(
            theme,
            error.what.rstrip("。"),
            words,
            primary="再试一次" if try_again else "回到办事",
            icon="" if try_again else "briefcase",
            secondary="技术信息" if try_again and error.detail else "",
        )
        self.state.primary_clicked.connect(try_again or (lambda: self.go(targets.Home())))
        self.state.secondary_clicked.connect(self._show_detail)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.state)

    def focus_first(self) -> None:
        if self.state.primary is not None:
            self.state.primary.setFocus()

    def _show_detail(self) -> None:
        from govdesk.ui.actions.diagnosing import show_with_diagnosis

        done = show_with_diagnosis(self.theme, self._error, self.services.data_folder, self)
        if done:
            self.status_message.emit(done)
