"""The first start asks one thing only: which city's rule applies here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.ui.kit.widgets.painted_button import PaintedButton

QUESTION = "您在哪个市办事？"
EXPLANATION = "办事、条文和搜索先按这里选的规则来，随时可在右上角“适用规则”里换。"


class CityButton(PaintedButton):
    """A city by its short title, its rule's title below."""

    def __init__(self, theme: Theme, name: str, title: str) -> None:
        super().__init__()
        self._theme, self._title = theme, title
        self.setText(name)
        self.setAccessibleName(f"{name}，{title}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(80))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("act"), 2) if focused else QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("actT" if focused else "hover" if self.underMouse() else "page"))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_PANEL, RADIUS_PANEL)
        inner = self.rect().adjusted(px(24), px(14), -px(56), -px(14))
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, self.text())
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        words = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, words)
        side = px(20)
        box = QRectF(self.width() - px(24) - side, (self.height() - side) / 2, side, side)
        draw_icon(painter, box, "arrow-right", theme.color("act"))


class FirstStart(Ground):
    """The question and one big button for each rule. `chosen(rule id)` is emitted once."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, rules: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """`rules` are (id, short title, title)."""
        super().__init__(theme, "window", parent=parent)
        self.buttons: dict[str, CityButton] = {}
        column = QWidget(self)
        column.setMaximumWidth(theme.px(560))
        self._box = QVBoxLayout(column)
        self._box.addWidget(Label(theme, QUESTION, "page_title"))
        self._box.addWidget(Label(theme, EXPLANATION, "ui", "ink2", wrap=True))
        self._box.addSpacing(theme.px(SPACE_M))
        self._box.setSpacing(theme.px(SPACE_S))
        for rule_id, name, title in rules:
            button = CityButton(theme, name, title)
            button.clicked.connect(lambda _checked=False, rule_id=rule_id: self.chosen.emit(rule_id))
            self._box.addWidget(button)
            self.buttons[rule_id] = button
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def focus_first(self) -> None:
        """Focus on the first city."""
        for button in self.buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
