"""A thin bar: the progress of a checklist."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.theme import Theme


class ProgressBar(QWidget):
    """A bar 5 px high: `done` of `total`. Its accessible name says 进度 10/13."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._done, self._total = theme, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 is an empty bar."""
        self._done, self._total = done, total
        self.setAccessibleName(f"进度 {done}/{total}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._done and self._total:
            whole.setWidth(max(whole.height(), whole.width() * min(1.0, self._done / self._total)))
            painter.setBrush(self._theme.color("actFill"))
            painter.drawRoundedRect(whole, radius, radius)
