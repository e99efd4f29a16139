"""直接回答: what the rule answers at once, above a list or alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import DirectAnswer


class AnswerBlock(Ground):
    """直接回答: our sentence, the rule's words with their places, and one button where there is somewhere to go.

    Where there is little height (`set_low`) it is the sentence alone, until somebody unfolds it.
    """

    change_requested = Signal(str)  # a question's id
    errand_requested = Signal(str)  # a wizard's id
    article_requested = Signal(str)
    folded = Signal()  # or unfolded, in a low window

    def __init__(self, theme: Theme, answer: DirectAnswer, basis: Basis, to_title: str) -> None:
        super().__init__(theme, "page", "")
        self._theme, self.id = theme, answer.id
        self._low = self._unfolded = False
        px = theme.px
        self._box = QVBoxLayout(self)
        self._box.setSpacing(px(SPACE_S))
        self.fold_link = LinkButton(theme, "")
        self.fold_link.clicked.connect(lambda: self._set_unfolded(not self._unfolded))
        head = QHBoxLayout()
        head.addWidget(Label(theme, answer.say, "card", wrap=True), 1)
        head.addWidget(self.fold_link, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(head)
        self._basis = QWidget()
        box = QVBoxLayout(self._basis)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(SPACE_S))
        self._box.addWidget(self._basis)
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
        self._show()

    @property
    def is_unfolded(self) -> bool:
        """Whether a hand has unfolded what a low window folds."""
        return self._low and self._unfolded

    def set_low(self, low: bool, *, unfolded: bool = False) -> None:
        """Whether there is little height; `unfolded`: but a hand has unfolded this before."""
        if (low, unfolded) != (self._low, self._unfolded):
            self._low, self._unfolded = low, unfolded
            self._show()

    def fold(self) -> None:
        """Give the room back."""
        if self._unfolded:
            self._set_unfolded(False)

    def _set_unfolded(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._show()
        self.folded.emit()

    def _show(self) -> None:
        px, shut = self._theme.px, self._low and not self._unfolded
        self._basis.setVisible(not shut)
        self.fold_link.setVisible(self._low)
        self.fold_link.setText("看依据" if shut else "收起")
        self.fold_link.setToolTip("看这句话依据的条文" if shut else "只留这一句话")
        over = px(SPACE_XS if shut else SPACE_M)
        self._box.setContentsMargins(px(SPACE_L + 3), over, px(SPACE_L), over)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("actT"))
        painter.fillRect(0, 0, self._theme.px(3), self.height(), self._theme.color("act"))
