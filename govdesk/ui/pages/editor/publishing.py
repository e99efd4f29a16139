"""What becomes of an errand as a whole: begun, published, withdrawn, its changes given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from govdesk.drafting.own_errands import OwnErrand
from govdesk.rules.model import Rule
from govdesk.ui.actions.pack_reload import PackChange
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import attempt
from govdesk.ui.pages.editor.asking import NewErrandDialog, may_discard, may_withdraw

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.wizards.model import Wizard
    from govdesk.wizards.parties import Party


class Publishing(QObject):
    """Asks and tells in dialogs over the page `host`; reads the library again in the background.

    `library_changed("")` and `told(text)`, for the status bar, when the library has what was written; `failed(UserError)`
    when it could not be read again.
    """

    library_changed = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, services: Services, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._services, self._theme, self._host = services, theme, host
        self._news = ""
        self._change = PackChange(services, self)
        self._change.done.connect(self._on_library)
        self._change.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Is the library being read again?"""
        return self._change.busy

    def begin(self, pack: Path, rule: Rule, parties: tuple[Party, ...]) -> OwnErrand | None:
        """A new errand, named in a dialog; None where nothing came of it."""
        dialog = NewErrandDialog(self._theme, self._services.library.groups, self._host)
        if dialog.exec() != 0:
            return None
        taken = [wizard.id for wizard in self._services.library.wizards(rule.id)]
        begun: list[OwnErrand] = []
        self._attempt(lambda: begun.append(OwnErrand.begin(pack, rule, parties, taken, *dialog.answers())))
        return begun[0] if begun else None

    def publish(self, errand: OwnErrand) -> bool:
        """发布 into the pack: whether it is there. The library follows."""
        return self._write(errand, errand.publish, "已发布，办事、搜索里有了")

    def withdraw(self, errand: OwnErrand) -> bool:
        """撤下, asked about once: whether the pack has it no more. The library follows."""
        if not may_withdraw(self._theme, errand, self._host):
            return False
        return self._write(errand, errand.withdraw, "已撤下，办事、搜索里没有它了")

    def discard(self, errand: OwnErrand) -> bool:
        """放弃改动, asked about once: whether they are gone."""
        return may_discard(self._theme, errand, self._host) and self._attempt(errand.discard)

    def _write(self, errand: OwnErrand, act: Callable[[Sequence[Wizard]], None], news: str) -> bool:
        others = self._services.library.wizards(errand.rule.id)
        if self.busy or not self._attempt(lambda: act(others)):
            return False
        self._news = news
        self._change.start(lambda: None)
        return True

    def _on_library(self, _result: object) -> None:
        self.library_changed.emit("")
        self.told.emit(self._news)

    def _attempt(self, act: Callable[[], object]) -> bool:
        return attempt(self._theme, act, self._host)
