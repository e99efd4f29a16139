"""Hit ticks: where in the document the words found stand, as short vermilion strokes on the scroll bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from govdesk.ui.kit.theme import Theme


class Ticks(QWidget):
    """Lies over `bar` and lets every click through."""

    def __init__(self, theme: Theme, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._theme, self._bar = theme, bar
        self._marks: tuple[float, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar.installEventFilter(self)
        self.setGeometry(bar.rect())

    @property
    def marks(self) -> tuple[float, ...]:
        """How far down each tick stands, 0 to 1."""
        return self._marks

    def set_marks(self, marks: Sequence[float]) -> None:
        """Show ticks at these shares of the document's height."""
        self._marks = tuple(marks)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._bar.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self._theme.color("ver")
        for y in {round(mark * (self.height() - 2)) for mark in self._marks}:
            painter.fillRect(2, y, self.width() - 4, 2, color)
