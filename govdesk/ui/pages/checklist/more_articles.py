"""The further articles that a line rests on: one under the other, below the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ArticlePane
from govdesk.wizards.model import Cite

if TYPE_CHECKING:
    from govdesk.wizards.basis import Basis


class MoreArticles(QWidget):
    """`open_article_requested(rule id, article number)` as from the first article's pane."""

    open_article_requested = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.panes: list[ArticlePane] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_cites(self, basis: Basis, cites: Sequence[Cite]) -> bool:
        """Show every article of `cites` but the first, with the words that are quoted; whether there is any."""
        first = cites[0].number if cites else ""
        numbers = dict.fromkeys(cite.number for cite in cites if cite.number != first)
        entries = [entry for number in numbers if (entry := basis.article(number)) is not None]
        while len(self.panes) < len(entries):
            pane = ArticlePane(self._theme)
            pane.set_compact(True)  # the rule's name stands over the first one
            pane.open_article_requested.connect(self.open_article_requested)
            self.panes.append(pane)
            self._column.addWidget(pane)
        for pane, entry in zip(self.panes, entries, strict=False):
            pane.show_article(entry, basis.rule, cites)
        for number, pane in enumerate(self.panes):
            pane.setVisible(number < len(entries))
        return bool(entries)

    def shown(self) -> list[str]:
        """The numbers of the articles that stand here."""
        return [pane.shown[1].number for pane in self.panes if not pane.isHidden() and pane.shown is not None]
