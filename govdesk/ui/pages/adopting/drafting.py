"""Drafting off the interface's thread, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from govdesk.errors import Progress, UserError
from govdesk.ui.actions.background import Background

if TYPE_CHECKING:
    from govdesk.wizards.library import Library
    from govdesk.wizards.parties import Party


class Drafting(Background):
    """`draft(…)`, then `went(done, of)` as it goes on, and `came(Draft or UserError)`."""

    def __init__(self, parent: QObject | None = None) -> None:
        stopped = UserError("已停下，没有拟", safe="规则没有改动", todo="要拟的话再点一次")
        super().__init__(stopped, UserError("清单没有拟成", safe="规则没有改动", todo="再试一次"), parent)

    def draft(self, library: Library, rule: str, sources: Sequence[str], parties: Sequence[Party]) -> None:
        """Draft for `rule` from `sources` with these parties."""

        def work(progress: Progress) -> object:
            from govdesk.drafting.drafting import draft_rule

            return draft_rule(library, rule, tuple(sources), parties=tuple(parties), progress=progress)

        self.start(work)
