"""How the page of settings is built: sections of rows, each a name, what is chosen, and what it touches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import ElidedLabel, Ground, Label, RadioButton

_NAMES = 168


class SettingRow(Ground):
    """One setting: `name`, its controls side by side, a hint below, a sentence where what is typed cannot be."""

    def __init__(self, theme: Theme, name: str, controls: Sequence[QWidget], hint: str = "") -> None:
        super().__init__(theme, "page", "b")
        self._theme = theme
        self.name, self.hint = name, hint
        self._label = Label(theme, name, "ui")
        self.told = Label(theme, hint, "secondary", "ink2", wrap=True)
        beside = QHBoxLayout()
        for control in controls:
            if isinstance(control, ElidedLabel):  # of its own it leaves all room to the stretch
                control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            beside.addWidget(control)
        beside.addStretch(1)
        self._beside = beside
        right = self._right = QVBoxLayout()
        right.addLayout(beside)
        right.addWidget(self.told)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(right, 1)
        self.told.setVisible(bool(hint))  # only now: a label of its own would be a window
        self._space()

    def tell(self, fault: str = "") -> None:
        """Say what is wrong with what is typed; without, the hint stands again."""
        self.told.set_token("ver" if fault else "ink2")
        self.told.setText(fault or self.hint)
        self.told.setVisible(bool(fault or self.hint))

    def matches(self, words: str) -> bool:
        """Whether somebody who looks for `words` means this row."""
        return words in self.name + self.hint

    def _space(self) -> None:
        px = self._theme.px
        self._label.setFixedWidth(px(_NAMES))
        self._label.setContentsMargins(0, px(6), 0, 0)
        self._row.setContentsMargins(0, px(SPACE_S), 0, px(SPACE_S))
        self._row.setSpacing(px(SPACE_L))
        self._beside.setSpacing(px(SPACE_M))
        self._right.setSpacing(px(SPACE_S))


class RadioChoices(QWidget):
    """Radio buttons side by side, one of them on."""

    def __init__(self, theme: Theme, choices: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self._values = [value for value, _ in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(SPACE_L))
        for number, (_, words) in enumerate(choices):
            button = RadioButton(theme, words)
            self.group.addButton(button, number)
            row.addWidget(button)

    def show_value(self, value: object) -> None:
        """Turn on the button of `value`."""
        if value in self._values:
            self.group.button(self._values.index(value)).setChecked(True)

    def value(self) -> object:
        """What is on."""
        return self._values[max(0, self.group.checkedId())]
