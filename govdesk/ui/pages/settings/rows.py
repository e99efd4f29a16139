"""How the page of settings is built: sections of rows, each a name, what is chosen, and what it touches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import ElidedLabel, Ground, Label, RadioButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.painted_button import PaintedButton

_NAMES, _SECTION = 168, 40


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


class SectionRow(Themed, PaintedButton):
    """A section of the page in the list at the left; `lit` is the one that is in sight. ↑ ↓ go to the next one."""

    def __init__(self, theme: Theme, name: str, icon: str) -> None:
        super().__init__()
        self._theme, self._icon, self._lit = theme, icon, False
        self.setText(name)
        self.setToolTip(plain_tip(f"到“{name}”"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_lit(False)
        self.follow_theme()

    @property
    def is_lit(self) -> bool:
        """Whether this section is in sight."""
        return self._lit

    def set_lit(self, lit: bool) -> None:
        """Mark it as the section in sight."""
        self._lit = lit
        self.setAccessibleName(f"{self.text()}，正在看" if lit else self.text())
        self.update()

    def apply_theme(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(self._theme.px(_SECTION))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_SECTION))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            other = QApplication.focusWidget()
            if isinstance(other, SectionRow):
                other.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        if self._lit:
            painter.fillRect(self.rect(), theme.color("actT"))
            painter.fillRect(0, 0, px(3), self.height(), theme.color("act"))
        elif self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        ink = "act" if self._lit else "ink" if self.isEnabled() else "ink3"
        side = px(18)
        theme.icon(self._icon, ink).paint(painter, QRect(px(SPACE_2XL), (self.height() - side) // 2, side, side))
        painter.setFont(theme.font("ui", bold=self._lit))
        painter.setPen(theme.color(ink))
        left = px(SPACE_2XL + SPACE_S) + side
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class RadioChoices(QWidget):
    """Radio buttons side by side, one of them on."""

    def __init__(self, theme: Theme, choices: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self._values = [value for value, _ in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(SPACE_M))
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
