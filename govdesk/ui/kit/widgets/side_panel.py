"""The right-hand panel of several screens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_XL, Theme
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.labels import Ground
from govdesk.ui.kit.widgets.scroll_area import ScrollArea


class SidePanel(ScrollArea):
    """The right-hand panel: sections one under the other with hairlines between, scrolling as one.

    It takes the focus itself, so that what does not fit can be read by key; `name` is its accessible name.
    """

    def __init__(self, theme: Theme, name: str = "右栏", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = theme
        self._ground = Ground(theme, "panel")
        self._box = QVBoxLayout(self._ground)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addStretch(1)
        self.setWidget(self._ground)
        # Tab and F6 come here; a click on the paper leaves the focus at the list, where Space ticks.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ring = FocusRing(theme, self)

    def add_section(self, content: QWidget, *, padded: bool = True) -> QWidget:
        """Add `content` at the bottom, a hairline above it unless it is the first; returns the section to show or hide."""
        section = _Section(self._theme, content, padded, lines="t" if self._box.count() > 1 else "")
        self._box.insertWidget(self._box.count() - 1, section)
        return section


class _Section(Ground):
    def __init__(self, theme: Theme, content: QWidget, padded: bool, lines: str) -> None:
        super().__init__(theme, "panel", lines)
        self._padded = padded
        self._room = QVBoxLayout(self)
        self._room.addWidget(content)
        self._pad()

    def _pad(self) -> None:
        px = self._theme.px
        top = 1 if self._lines else 0  # room for the hairline
        if self._padded:
            self._room.setContentsMargins(px(SPACE_XL), px(SPACE_L) + top, px(SPACE_XL), px(SPACE_L))
        else:
            self._room.setContentsMargins(0, top, 0, 0)
