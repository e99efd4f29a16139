"""What is done to drafts in the list: going on, reading those of version 0.1, deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from govdesk.present import targets
from govdesk.present.draft_listing import DraftLine
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.pages.records.old_draft import BEGIN, DROP, OldDraftDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from govdesk.app import Services
    from govdesk.present.targets import Target
    from govdesk.records.model import Draft
    from govdesk.ui.actions.record_actions import RecordErrands
    from govdesk.ui.kit.theme import Theme


class Drafting:
    """For the 清单 page: `go` is asked for pages, `dropped(draft, words)` told of what was deleted."""

    def __init__(
        self,
        services: Services,
        theme: Theme,
        errands: RecordErrands,
        go: Callable[[Target], object],
        dropped: Callable[[Draft | None, str], object],
        parent: QWidget,
    ) -> None:
        self._services, self._theme, self._errands = services, theme, errands
        self._go, self._dropped, self._parent = go, dropped, parent

    def open(self, line: DraftLine) -> None:
        """接着办; one of version 0.1 is shown as it was, and its errand can be begun anew."""
        if not line.old:
            self._go(targets.RunWizard(draft=line.draft.id))
            return
        heir = self._services.library.heir(line.draft.rule, line.heir) if line.heir else None
        chosen = OldDraftDialog(self._theme, line, heir.title if heir else "", self._parent).exec()
        if chosen == DROP:
            self.drop(line)
        elif chosen == BEGIN and heir is not None:
            self._go(targets.RunWizard(rule=line.draft.rule, wizard=heir.id))

    def drop(self, line: DraftLine) -> None:
        """Delete a draft; it can be taken back."""
        self._errands.attempt(
            lambda: self._dropped(self._services.store.drop_draft(line.draft.id), f"删除草稿“{line.wizard}”")
        )

    def fill(self, menu: Menu, line: DraftLine, at: QPoint) -> None:
        """Show what can be done with a draft as a menu at that point."""
        menu.addAction("看内容" if line.old else "接着办", lambda: self.open(line))
        menu.addAction("删除", lambda: self.drop(line))
        menu.popup(at)
