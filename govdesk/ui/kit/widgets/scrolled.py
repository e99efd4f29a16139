"""What is longer than its place and scrolls there, on the ground of what stands around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.focus_ring import FocusRing

_TRIES = 3


class ScrollArea(QScrollArea):
    """Qt's, which gives its content a size only so often in one go.

    Qt settles whether a bar is needed by giving the content a size inside the content's own event of getting one. Where
    the content is higher without the bar than with it (words whose place takes its height from the width it had before),
    that has no end: the stack runs over and the program is gone, with no word said. See docs/decisions/0315.
    """

    _depth = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        if self._depth == _TRIES:
            return False  # the content asks for its place once more when it has laid itself out
        self._depth += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._depth -= 1


def let_scroll(area: QScrollArea, content: QWidget) -> None:
    """Put `content` into `area`: as wide as this, up and down only, without a frame or a ground of their own."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)


def scrolling(content: QWidget, name: str) -> ScrollArea:
    """`content` in an area called `name`, which Tab passes over for what stands in it."""
    area = ScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    let_scroll(area, content)
    return area


class ScrolledColumn(Themed, ScrollArea):
    """Words to read in `column`, scrolled by keys. What it shows takes its measures in `apply_theme`."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        let_scroll(self, inside)
        self._ring = FocusRing(theme, self)
