"""A row of joined buttons of which one is chosen: 办理中 6 | 已办结 2 | 已归档 16 | 全部 24."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from govdesk.ui.kit.theme import CONTROL, RADIUS_CONTROL, Theme
from govdesk.ui.kit.widgets.painted_button import PaintedButton


class _Segment(PaintedButton):
    def __init__(self, theme: Theme, name: str, unit: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme, self._first, self._last = theme, first, last
        self.name, self._unit = name, unit
        self.setText(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Put a number behind the name."""
        self.setText(self.name if count is None else f"{self.name} {count}")
        self.setAccessibleName(self.name if count is None else f"{self.name}，{count} {self._unit}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # As wide as in bold, so that choosing moves nothing.
        self.setFont(self._theme.font("ui", bold=True))
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._theme.px(28)
        return QSize(width, self._theme.px(CONTROL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5 if self._first else 0.5, 1.5, -1.5 if self._last else 0.5, -1.5)
        ground = "actFill" if self.isChecked() else "hover" if self.underMouse() else "ctl"
        path = _rounded(rect, RADIUS_CONTROL, self._first, self._last)
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawPath(path)
        painter.setFont(theme.font("ui", bold=self.isChecked()))
        painter.setPen(theme.color("onAct" if self.isChecked() else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("onAct" if self.isChecked() else "act"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), RADIUS_CONTROL - 1, RADIUS_CONTROL - 1)


def _rounded(rect: QRectF, radius: float, left: bool, right: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, radius, radius)
    if not left:
        path.addRect(QRectF(rect.left(), rect.top(), radius * 2, rect.height()))
    if not right:
        path.addRect(QRectF(rect.right() - radius * 2, rect.top(), radius * 2, rect.height()))
    return path.simplified()


class Segments(QWidget):
    """Exclusive choices by name; `chosen(index)` when a hand changes them."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str], unit: str = "份") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, name in enumerate(names):
            button = _Segment(theme, name, unit, first=index == 0, last=index == len(names) - 1)
            self._group.addButton(button, index)
            row.addWidget(button)
        self._group.idToggled.connect(self._toggled)

    @property
    def index(self) -> int:
        """Which one is chosen; -1 for none."""
        return self._group.checkedId()

    def button(self, index: int) -> QAbstractButton:
        """One of the buttons."""
        return self._group.button(index)

    def choose(self, index: int) -> None:
        """Choose one; -1 chooses none. Emits nothing."""
        self._group.blockSignals(True)
        if index < 0:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(index).setChecked(True)
        self._group.blockSignals(False)

    def set_counts(self, counts: Sequence[int | None]) -> None:
        """Numbers behind the names."""
        for button, count in zip(self._group.buttons(), counts, strict=True):
            if isinstance(button, _Segment):
                button.set_count(count)

    def _toggled(self, index: int, on: bool) -> None:
        if on:
            self.chosen.emit(index)
