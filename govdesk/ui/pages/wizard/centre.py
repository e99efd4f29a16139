"""The centre of the wizard: one question with its answers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.kit.widgets.marked_words import MarkedWords
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.ui.pages.wizard.options import OptionButton
from govdesk.wizards.conditions import chosen
from govdesk.wizards.model import NONE, Question

MAX_WIDTH = 670
LOW_WINDOW = 700  # px: below it options are less high and the quoted words take one line
_MOST_PLACES = 3
_MOST_LINES = 3


class Asked(msgspec.Struct, frozen=True):
    """A question as it is put: where it stands, its options (value, label), what each does, and the words behind it."""

    question: Question
    number: int
    total: int
    options: tuple[tuple[str, str], ...]
    effects: tuple[str, ...]
    cites: tuple[tuple[str, str, str], ...] = ()


class CentreColumn(ScrollArea):
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
        self._fit()

    def sizeHint(self) -> QSize:
        # It scrolls: what it holds must not make the page higher than a low window.
        return self.minimumSizeHint()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the margins out where the words need the room."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        side = px(SPACE_L if self._narrow else 48)
        self._row.setContentsMargins(side, px(SPACE_L if self._narrow else SPACE_2XL + 4), side, px(SPACE_XL))
        self.column.setMaximumWidth(px(MAX_WIDTH))


class Ground(QWidget):
    """The words that make the question matter, behind a rule at the left, with the place they stand in at the right."""

    opened = Signal(str)  # an article's number

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = MarkedWords(theme, lines=_MOST_LINES)
        self._low = self._open = False
        self.more = LinkButton(theme, "展开", role="secondary", tip="看引用的全部原话")
        self.more.hide()
        self.more.clicked.connect(self._turn)
        self.words.elided_changed.connect(lambda elided: self.more.setVisible(elided or self._open))
        self._places = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        self._right = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._right.addLayout(self._places)
        self._right.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        self._right.addStretch(1)
        self._row.addLayout(self._right)
        self._space()

    def show_cites(self, cites: Sequence[tuple[str, str, str]]) -> None:
        """`cites`: (quote, place in words, article's number) of each."""
        text = "……".join(quote for quote, _, _ in cites)
        if text != self.words.text():
            self._open = False
            self.words.show_words(text)
            self._set_lines()
        clear_layout(self._places)
        for place, article in dict.fromkeys((place, article) for _, place, article in cites[:_MOST_PLACES]):
            link = LinkButton(self._theme, place, role="secondary", tip=f"看{place}")
            link.clicked.connect(lambda _=False, article=article: self.opened.emit(article))
            self._places.addWidget(link, 0, Qt.AlignmentFlag.AlignRight)
        self.setVisible(bool(cites))

    def set_low(self, low: bool) -> None:
        """One line where the window is low; the whole is in the tip."""
        self._low = low
        # Low: the words on a line of their own, what leads on in a line under them.
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if low else across)
        for part in (self._right, self._places):
            part.setDirection(across if low else down)
        self._row.setSpacing(0 if low else self._theme.px(SPACE_M))
        self._set_lines()

    def _turn(self) -> None:
        self._open = not self._open
        self._set_lines()

    def _set_lines(self) -> None:
        self.words.set_lines(None if self._open else 1 if self._low else _MOST_LINES)
        self.more.setText("收起" if self._open else "展开")
        self.more.setVisible(self._open or self.words.is_elided())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self._theme.px(3), self.height(), self._theme.color("line"))

    def _space(self) -> None:
        self._row.setContentsMargins(self._theme.px(SPACE_L), 0, 0, 0)
        self._row.setSpacing(self._theme.px(SPACE_M))


class QuestionView(CentreColumn):
    """第 n 问，共 m 问; the question; 为什么问; the words it rests on; its options.

    `chosen(value)` on every choice, `toggled(value)` where several may apply, `previewed(value)` where the focus rests.
    """

    chosen = Signal(str)
    toggled = Signal(str)
    previewed = Signal(str)
    article_requested = Signal(str)

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
        self.ground = Ground(theme)
        self.ground.opened.connect(self.article_requested)
        self._options = QVBoxLayout()
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part in (self._count, self._ask):
            self._box.addWidget(part)
        self._box.addLayout(why)
        self._box.addWidget(self.ground)
        self._box.addLayout(self._options)
        self._box.addStretch(1)
        self._group: QButtonGroup | None = None
        self._question: Question | None = None
        self._values: list[str] = []
        self._low = False
        self._space()

    def show_question(self, asked: Asked, answer: str) -> None:
        """Show a question with its answer (several values joined); the same question is only brought up to date."""
        question = asked.question
        self._count.setText(f"第 {asked.number} 问，共 {asked.total} 问" if asked.total else "")
        self._ask.setText(question.ask)
        self._why.setText(f"为什么问：{question.why}" if question.why else "")
        self._why.setVisible(bool(question.why))
        self._info.setVisible(bool(question.why))
        self.ground.show_cites(asked.cites)
        if self._question is not question:
            self._build(asked)
        chosen_values = chosen(answer) if question.many and answer != NONE else (answer,)
        for button, value, effect in zip(self.buttons(), self._values, asked.effects, strict=True):
            button.set_effect(effect)
            self._check(button, value in chosen_values)

    def _check(self, button: OptionButton, checked: bool) -> None:
        if self._group is None or button.isChecked() == checked:
            return
        # An exclusive group would refuse to let its last choice go.
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        button.setChecked(checked)
        self._group.setExclusive(exclusive)

    def _build(self, asked: Asked) -> None:
        question = self._question = asked.question
        for button in self.buttons():
            self._options.removeWidget(button)
            button.hide()
            button.deleteLater()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._group.setExclusive(not question.many)
        self._values = [value for value, _ in asked.options]
        for index, (value, label) in enumerate(asked.options):
            button = OptionButton(
                self._theme, index + 1, label, "", many=question.many and value != NONE, low=self._low
            )
            button.previewed.connect(lambda value=value: self.previewed.emit(value))
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
        chosen_one = next((button for button in buttons if button.isChecked()), None)
        if buttons:
            (chosen_one or buttons[0]).setFocus()
            self._reveal(chosen_one or buttons[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < self._theme.px(LOW_WINDOW)
        if low != self._low:
            self._low = low
            self._count.setVisible(not low)  # the list at the left has it
            self.ground.set_low(low)
            self._space()
            for button in self.buttons():
                button.set_low(low)
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
        if self._question is None or self._group is None:
            return
        value = self._values[self._group.id(button)]
        if self._question.many:
            self.toggled.emit(value)
        else:
            self.chosen.emit(value)

    def _space(self) -> None:
        px = self._theme.px
        self._box.setSpacing(px(SPACE_S))
        self._options.setContentsMargins(0, px(SPACE_S if self._low else SPACE_M), 0, 0)
        self._options.setSpacing(px(6 if self._low else 10))
