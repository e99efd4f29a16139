"""Widgets side by side, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.widgets.layouts import tab_through, take_focus_from


class FlowRow(QWidget):
    """Holds widgets at their own sizes, `gap` pixels apart; what finds no room begins the next line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._gap = self._leading = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Hold these; former ones that are not among them go. Tab goes through them in this order."""
        going = [old for old in self._parts if old not in parts]
        take_focus_from(going, self)
        for old in going:
            old.hide()
            old.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
            part.show()
        tab_through(*self._parts)
        self._lay_out()

    def set_gaps(self, gap: int, leading: int) -> None:
        """Pixels between two widgets, and between two lines."""
        self._gap, self._leading = gap, leading
        self._lay_out()

    def sizeHint(self) -> QSize:
        wide = sum(part.sizeHint().width() + self._gap for part in self._parts) - self._gap + self._margin
        return QSize(max(0, wide), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        widest = max((part.sizeHint().width() for part in self._parts), default=0) + self._margin
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        return max((place.bottom() + 1 for place in self._places(width)), default=margins.top()) + margins.bottom()

    @property
    def _margin(self) -> int:
        return self.contentsMargins().left() + self.contentsMargins().right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    def _lay_out(self) -> None:
        for part, place in zip(self._parts, self._places(self.width()), strict=True):
            part.setGeometry(place)
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        margins = self.contentsMargins()
        left, right = margins.left(), width - margins.right()
        at, low = QPoint(left, margins.top()), 0
        for part in self._parts:
            size = part.sizeHint()
            if at.x() > left and at.x() + size.width() > right:
                at = QPoint(left, low + self._leading)
            places.append(QRect(at, size))
            low = max(low, at.y() + size.height())
            at = QPoint(at.x() + size.width() + self._gap, at.y())
        return places
