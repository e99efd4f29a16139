"""直接回答: what the rule answers at once, above a list or alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import DirectAnswer


class AnswerBlock(Ground):
    """直接回答: our sentence, the rule's words with their places, and one button where there is somewhere to go."""

    change_requested = Signal(str)  # a question's id
    errand_requested = Signal(str)  # a wizard's id
    article_requested = Signal(str)

    def __init__(self, theme: Theme, answer: DirectAnswer, basis: Basis, to_title: str) -> None:
        super().__init__(theme, "page", "")
        self._theme = theme
        px = theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(SPACE_L + 3), px(SPACE_M), px(SPACE_L), px(SPACE_M))
        box.setSpacing(px(SPACE_S))
        box.addWidget(Label(theme, answer.say, "card", wrap=True))
        for cite in answer.cites:
            line = QHBoxLayout()
            line.addWidget(Label(theme, f"“{cite.quote}”", "snippet", "ink2", wrap=True), 1)
            place = LinkButton(theme, basis.label(cite), role="secondary")
            place.clicked.connect(lambda _=False, number=cite.number: self.article_requested.emit(number))
            line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
            box.addLayout(line)
        if answer.to:
            button = SecondaryButton(theme, f"去办：{to_title}", icon="arrow-right")
            button.clicked.connect(lambda: self.errand_requested.emit(answer.to))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        elif answer.change:
            button = SecondaryButton(theme, "改答案")
            button.clicked.connect(lambda: self.change_requested.emit(answer.change))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("actT"))
        painter.fillRect(0, 0, self._theme.px(3), self.height(), self._theme.color("act"))
