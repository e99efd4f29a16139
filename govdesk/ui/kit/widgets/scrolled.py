"""What is longer than its place and scrolls there, on the ground of what stands around it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.scroll_area import ScrollArea


def let_scroll(area: ScrollArea, content: QWidget) -> None:
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
