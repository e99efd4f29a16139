"""What the window has to say for as long as it holds: strips under the top bar, the newest uppermost."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class NoticeHolder(QWidget):
    """Takes no room while nothing is shown in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, strip: QWidget) -> None:
        """Show `strip` above the others."""
        self._column.insertWidget(0, strip)
