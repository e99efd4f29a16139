"""One change: what it is, what confirming it does, and the old words beside the new."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from govdesk.present.succession import KINDS, VersionChange, effect_in_words
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.labels import HLine
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.scrolled import ScrolledColumn
from govdesk.ui.kit.widgets.side_by_side import PairRow, legend


class ChangePane(ScrolledColumn):
    """Shows one change; scrolls where there is much to compare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "旧版和新版的话")
        self._shown: tuple[VersionChange, str] | None = None
        self.follow_theme()

    def apply_theme(self) -> None:
        """Show the same again in the theme's measures."""
        if self._shown is not None:
            self.show_change(*self._shown)

    def show_change(self, change: VersionChange, where: str) -> None:
        """Show `change`; `where` is its number among all and what was decided."""
        self._shown = (change, where)
        theme, px = self._theme, self._theme.px
        clear_layout(self.column)
        self.column.setContentsMargins(px(SPACE_XL), px(SPACE_M), px(SPACE_XL), px(SPACE_S))
        self.column.setSpacing(px(SPACE_S))
        head = QHBoxLayout()
        head.setSpacing(px(SPACE_M))
        head.addWidget(Label(theme, where, "secondary", "ink2"))
        head.addStretch(1)
        if not change.gone:
            head.addWidget(legend(theme, "仅旧版有", "仅新版有"))
        self.column.addLayout(head)
        named = QHBoxLayout()
        named.setSpacing(px(SPACE_M))
        named.addWidget(Chip(theme, KINDS[change.kind]), 0, Qt.AlignmentFlag.AlignTop)
        named.addWidget(Label(theme, change.title, "instruction", "ink", bold=True, wrap=True), 1)
        self.column.addLayout(named)
        self.column.addWidget(Label(theme, change.under, "secondary", "ink2", wrap=True))
        self.column.addWidget(Label(theme, effect_in_words(change), "ui", "ink", wrap=True))
        self.column.addWidget(HLine(theme))
        for pair in change.pairs:
            if pair.of and len(change.pairs) > 1:
                self.column.addWidget(Label(theme, f"・{pair.of}", "ui", "ink", bold=True, wrap=True))
            old, new = (pair.old_place, pair.old, pair.old_spans), (pair.new_place, pair.new, pair.new_spans)
            self.column.addWidget(PairRow(theme, old, new))
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)
