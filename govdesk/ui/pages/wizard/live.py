"""The list as it will be in one line, where the window is narrow; the whole of it is `LivePane`."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_XS, Theme
from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground
from govdesk.wizards.outlook import LiveList


class LiveSum(Ground):
    """The counts, and a link to the list: 您来办 8 项 ・ 别人来办 5 件 ・ 看清单."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "t", parent)
        from govdesk.ui.kit.widgets.buttons import LinkButton

        self._words = ElidedLabel(theme, "", "ui", "ink2")
        self.link = LinkButton(theme, "看清单", tip="看清单，或收起（F4）")
        self.link.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SPACE_L), theme.px(SPACE_XS), theme.px(SPACE_L), theme.px(SPACE_XS))
        row.addWidget(self._words, 1)
        row.addWidget(self.link)

    def show_list(self, live: LiveList) -> None:
        """Count the parts; an answer card has none."""
        parts = [f"您来办 {live.own} 项"] if live.own or live.others or live.open else []
        parts += [f"别人来办 {live.others} 件"] if live.others else []
        parts += [f"先问清 {live.open} 问"] if live.open else []
        self._words.setText(" ・ ".join(parts))
