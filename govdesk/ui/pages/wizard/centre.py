"""The centre of the wizard: one question with its answers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.layouts import widgets_in
from govdesk.ui.pages.wizard.options import OptionButton
from govdesk.wizards.model import Question
from govdesk.wizards.navigation import WizardRun
from govdesk.wizards.outlook import option_effect

MAX_WIDTH = 670


class CentreColumn(QScrollArea):
    """A scrolling sheet with one column at most 670 px wide, its left edge in line with the steps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._narrow = theme, False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner, self.column = QWidget(), QWidget()
        self._row = QHBoxLayout(inner)
        self._row.addWidget(self.column, 1)
        self._row.addStretch(0)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        theme.changed.connect(self._fit)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the margins out where the words need the room."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        side = px(SPACE_L if self._narrow else 48)
        self._row.setContentsMargins(side, px(SPACE_L if self._narrow else SPACE_2XL + 4), side, px(SPACE_XL))
        self.column.setMaximumWidth(px(MAX_WIDTH))


class QuestionView(CentreColumn):
    """第 n 问，共 m 问; the question; 为什么问; its options. `chosen(value)` on every choice."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._count = Label(theme, "", "ui", "ink2")
        self._ask = Label(theme, "", "question", wrap=True)
        self._why = Label(theme, "", "ui", "ink2", wrap=True)
        self._info = IconLabel(theme, "info", "ink2", 18)
        why = QHBoxLayout()
        why.setSpacing(theme.px(10))
        why.addWidget(self._info, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self._why, 1)
        self._options = QVBoxLayout()
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part in (self._count, self._ask):
            self._box.addWidget(part)
        self._box.addLayout(why)
        self._box.addLayout(self._options)
        self._box.addStretch(1)
        self._group: QButtonGroup | None = None
        self._question: Question | None = None
        theme.changed.connect(self._space)
        self._space()

    def show_question(self, run: WizardRun, question: Question) -> None:
        """Show `question` with the answer that `run` has for it; the same question is only brought up to date."""
        number, total = run.position
        self._count.setText(f"第 {number} 问，共 {total} 问")
        self._ask.setText(question.ask)
        self._why.setText(f"为什么问：{question.why}")
        if self._question is not question:
            self._build(question)
        effects = [option_effect(run.wizard, run.answers, question, option) for option in question.options]
        for button, option, effect in zip(self.buttons(), question.options, effects, strict=True):
            button.set_effect(effect)
            self._check(button, run.answers.get(question.id) == option.value)

    def _check(self, button: OptionButton, checked: bool) -> None:
        if self._group is None or button.isChecked() == checked:
            return
        # An exclusive group would refuse to let its last choice go.
        self._group.setExclusive(False)
        button.setChecked(checked)
        self._group.setExclusive(True)

    def _build(self, question: Question) -> None:
        self._question = question
        for button in self.buttons():
            self._options.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for index, option in enumerate(question.options):
            button = OptionButton(self._theme, index + 1, option.label, "")
            self._group.addButton(button, index)
            self._options.addWidget(button)
            button.show()  # at once, so that it can take the focus
        self._group.buttonClicked.connect(self._on_clicked)
        self.verticalScrollBar().setValue(0)

    def buttons(self) -> list[OptionButton]:
        """The options from top to bottom."""
        return [widget for widget in widgets_in(self._options) if isinstance(widget, OptionButton)]

    def choose(self, index: int) -> None:
        """Choose by number key; a number without an option does nothing."""
        buttons = self.buttons()
        if index < len(buttons):
            buttons[index].setFocus()
            buttons[index].click()
            self._reveal(buttons[index])

    def focus_first(self) -> None:
        """Focus the chosen option, or the first."""
        buttons = self.buttons()
        chosen = next((button for button in buttons if button.isChecked()), None)
        if buttons:
            (chosen or buttons[0]).setFocus()
            self._reveal(chosen or buttons[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = next((button for button in self.buttons() if button.hasFocus()), None)
        if focused is not None:
            self._reveal(focused)

    def _reveal(self, button: OptionButton) -> None:
        """Bring an answer into sight, with the question above it wherever both have room."""
        # The answers of another question are laid out with the next turn of the event loop.
        later(button, lambda: self._scroll_to(button))

    def _scroll_to(self, button: OptionButton) -> None:
        below = self._theme.px(SPACE_M)
        bottom = button.mapTo(self.widget(), QPoint(0, button.height())).y() + below
        if bottom <= self.viewport().height():
            self.verticalScrollBar().setValue(0)
        else:
            self.ensureWidgetVisible(button, 0, below)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if self._question is not None and self._group is not None:
            self.chosen.emit(self._question.options[self._group.id(button)].value)

    def _space(self) -> None:
        px = self._theme.px
        self._box.setSpacing(px(SPACE_S))
        self._options.setContentsMargins(0, px(SPACE_L), 0, 0)
        self._options.setSpacing(px(SPACE_M))
