"""The checker at work on an errand, in the background, again whenever something changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from govdesk.drafting.own_errands import OwnErrand
from govdesk.errors import Progress, UserError
from govdesk.ui.actions.background import Background
from govdesk.wizards.loader import Examined
from govdesk.wizards.model import Wizard


class Checking(QObject):
    """`checked()` when `examined` tells of the errand as it now stands; `failed(UserError)` when it could not be read."""

    checked = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        failed = UserError("没有查成", safe="写的都存着", todo="再改一处试试")
        self._work = Background(UserError("已停下"), failed, self)
        self._work.came.connect(self._take)
        self._wanted: tuple[OwnErrand, Sequence[Wizard]] | None = None
        self._again = False
        self.examined: Examined | None = None

    @property
    def busy(self) -> bool:
        """Is something still to be said?"""
        return self._work.busy or self._again

    def start(self, errand: OwnErrand, others: Sequence[Wizard]) -> None:
        """Read `errand`; `others` are the rule's other errands."""
        if self._wanted is None or self._wanted[0] is not errand:
            self.examined = None
        self._wanted = errand, others

        def work(_progress: Progress) -> object:
            content = errand.content
            return errand, content, errand.examine(others)

        self._again = not self._work.start(work)

    def forget(self) -> None:
        """Nothing is at hand: what is still being read counts for nothing."""
        self._wanted = self.examined = None
        self._again = False

    def _take(self, came: object) -> None:
        if self._wanted is None:
            return
        if self._again:
            self.start(*self._wanted)
            return
        if isinstance(came, UserError):
            self.failed.emit(came)
            return
        assert isinstance(came, tuple)
        of, content, examined = came
        errand = self._wanted[0]
        if of is errand and content is errand.content:
            self.examined = examined
            self.checked.emit()
