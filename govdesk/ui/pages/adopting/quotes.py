"""What differs between a line and where it comes from, in one row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.drafting.model import Difference
from govdesk.present.adopting import what_differs
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import Label
from govdesk.ui.kit.widgets.side_by_side import NOTHING, MarkedText


class DifferenceRow(QWidget):
    """数字　10个工作日 → 7个工作日."""

    def __init__(self, theme: Theme, change: Difference) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        row.setSpacing(theme.px(SPACE_M))
        what = Label(theme, what_differs(change), "secondary", "ink2")
        what.setFixedWidth(theme.px(44))
        row.addWidget(what)
        for words, old in ((change.old, True), (change.new, False)):
            shown = words or NOTHING
            row.addWidget(MarkedText(theme, shown, [(0, len(shown))] if words else [], old=old, law=False), 1)
            if old:
                row.addWidget(IconLabel(theme, "arrow-right", "ink3", 14))
        self.setAccessibleName(f"{what_differs(change)}：原来{change.old or NOTHING}，这里{change.new or NOTHING}")
