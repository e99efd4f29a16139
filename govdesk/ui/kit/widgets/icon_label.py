"""A single icon as a widget, for beside a line of text; it says nothing to assistive tools."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme


class IconLabel(QWidget):
    """`name` in the colour of `token`, `size` pixels at 100 %."""

    def __init__(
        self, theme: Theme, name: str, token: str = "ink", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._token, self._size = theme, name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size) + self._theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(self._size)
        rect = self.rect()
        rect.setTop((rect.height() - side) // 2 + self._theme.px(1))
        rect.setSize(QSize(side, side))
        draw_icon(QPainter(self), rect, self._name, self._theme.color(self._token))
