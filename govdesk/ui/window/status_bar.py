"""The status bar: save state or source at the left, this screen's keys in the middle, the library at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from govdesk.ui.kit.layout import FOOT, WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_XL, SPACE_XS, STATUS_BAR, Theme
from govdesk.ui.kit.widgets.labels import ElidedLabel, Ground, KeyCap, Label
from govdesk.ui.kit.widgets.layouts import clear_layout

_MOST_KEYS = 5
_MOST_KEYS_NARROW = 3
OFFLINE = "离线可用"


class StatusBar(Ground):
    """Three parts; the middle one stays in the middle of the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "t", parent)
        self._library, self._narrow = "", False
        self._keys: tuple[tuple[str, str], ...] = ()
        self._shown: tuple[tuple[str, str], ...] = ()
        self.setAccessibleName("状态栏")
        self.setObjectName(FOOT)
        self.left = ElidedLabel(theme, "", "smallest", "ink2")
        self.right = Label(theme, "", "smallest", "ink2")
        self._middle = QWidget(self)
        self._row = QHBoxLayout(self._middle)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self.left, 0, 0)
        self._grid.addWidget(self._middle, 0, 1)
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(self.right)
        self._grid.addLayout(ends, 0, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 1)
        self.apply_theme()
        self._say_library()

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these (key, what it does); at most five, three in a narrow window."""
        self._keys = tuple(keys)
        shown = self._keys[: _MOST_KEYS_NARROW if self._narrow else _MOST_KEYS]
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def set_library(self, library: str) -> None:
        """Say at the right what the library holds: 规则库 2 部 133 条."""
        self._library = library
        self._say_library()

    def set_left(self, text: str) -> None:
        """Show `text` at the left."""
        self.left.setText(text)

    def apply_layout(self, layout: WindowLayout) -> None:
        """Fold what has no room."""
        self._narrow = not layout.nav_icons
        self._say_library()
        self.set_keys(self._keys)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(STATUS_BAR))
        self._grid.setContentsMargins(px(SPACE_L), 1, px(SPACE_L), 0)
        self._grid.setHorizontalSpacing(px(SPACE_L))
        self._row.setSpacing(px(SPACE_XL))

    def _say_library(self) -> None:
        long = self._library and not self._narrow
        self.right.setText(f"{self._library} · {OFFLINE}" if long else OFFLINE)

    def _fill(self) -> None:
        clear_layout(self._row)
        for key, words in self._shown:
            pair = QWidget(self._middle)
            box = QHBoxLayout(pair)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(self._theme.px(SPACE_XS))
            box.addWidget(KeyCap(self._theme, key))
            box.addWidget(Label(self._theme, words, "smallest", "ink2"))
            self._row.addWidget(pair)
