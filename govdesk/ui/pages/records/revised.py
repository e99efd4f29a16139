"""规则已更新，3 份清单的依据有变化: the bar over the list, which can leave only those in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.banner import Banner
from govdesk.wizards.revision import revisions

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.wizards.library import Library


class RevisedBanner(Banner):
    """`bases` are the digests to list, none for all; `turned` follows where that has changed."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", [("查看", self._turn)])
        self._changed: dict[str, int] = {}  # digests of bases that have changed since, with how many lists rest on them
        self._library: Library | None = None
        self._known: dict[str, bool] = {}  # by digest, whether a basis has changed: a library never does
        self._only = False
        self._say()

    @property
    def bases(self) -> tuple[str, ...]:
        return tuple(self._changed) if self._only else ()

    def look(self, services: Services) -> None:
        """Which lists rest on something that is otherwise in today's rules. Raises UserError from the store."""
        library = services.library
        if library is not self._library:
            self._library, self._known = library, {}
        self._changed = services.store.count_revised(lambda basis: revisions(basis, library), self._known)
        self._only = self._only and bool(self._changed)
        self._say()

    def _turn(self) -> None:
        self._only = not self._only
        self._say()
        self.turned.emit()

    def _say(self) -> None:
        count = sum(self._changed.values())
        self.say(f"只列依据有变化的 {count} 份清单" if self._only else f"规则已更新，{count} 份清单的依据有变化")
        self.links[0].setText("看全部清单" if self._only else "查看")
        self.setVisible(count > 0)
