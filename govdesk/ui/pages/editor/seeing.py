"""An errand that is being written, seen as its chart and as the form that would be printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govdesk.drafting.own_errands import OwnErrand
from govdesk.present import targets
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.dialogs import attempt

if TYPE_CHECKING:
    from govdesk.app import Services


class Seeing:
    """Leads to the chart by `go`, and opens the preview over `host`."""

    def __init__(self, services: Services, theme: Theme, host: QWidget, go: Callable[[targets.Target], object]) -> None:
        self._services, self._theme, self._host, self._go = services, theme, host, go
        self.exporter = Exporter(theme, host)

    def show_chart(self, errand: OwnErrand) -> None:
        """The errand's chart, as it now stands."""
        self._go(targets.Chart(rule=errand.rule.id, wizard=errand.id, draft=True))

    def show_paper(self, errand: OwnErrand, desk: str) -> None:
        """The form of `desk`; why there is none, where the errand is too unfinished."""
        from govdesk.export.jobs import blank_job_of

        attempt(
            self._theme,
            lambda: self.exporter.preview(blank_job_of(self._services, errand.basis(), desk)),
            self._host,
        )
