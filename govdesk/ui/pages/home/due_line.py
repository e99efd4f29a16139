"""The quiet line on the first page: how many lists have something overdue or due today."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import Label


class DueLine(QWidget):
    """`2 份清单有逾期的事项，1 份今天到期　看期限`; `opened` asks for the 期限 page."""

    opened = Signal()

    def __init__(self, theme: Theme, words: str, *, late: bool) -> None:
        super().__init__()
        token = "ver" if late else "ink2"
        self.text = Label(theme, words, "ui", token)
        self.link = LinkButton(theme, "看期限", tip=COMMANDS["go.deadlines"].tooltip("看全部期限"))
        self.link.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(SPACE_S))
        row.addWidget(IconLabel(theme, "warning" if late else "clock", token))
        row.addWidget(self.text)
        row.addSpacing(theme.px(SPACE_M))
        row.addWidget(self.link)
        row.addStretch(1)
