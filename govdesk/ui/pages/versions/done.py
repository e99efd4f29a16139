"""The end: everything is looked at, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Label, PrimaryButton, SecondaryButton

_REPLACE = "先按新版来，停用旧版；在规则库里随时能再启用"
_ADOPT = "照旧版和别的市的办事清单，给新版拟清单"


class DonePane(QWidget):
    """都看过了，共 12 处: the newer version takes the older one's place, or its lists are drafted first."""

    replace_requested = Signal()
    adopt_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self._title = Label(theme, "", "section", wrap=True)
        self._text = Label(theme, "", "ui", "ink2", wrap=True)
        # Which of the two comes first is another thing for a version that has its errands already.
        self._replace_first = PrimaryButton(theme, "换成新版", tip=_REPLACE)
        self._adopt_then = SecondaryButton(theme, "套用", icon="copy", tip=_ADOPT)
        self._adopt_first = PrimaryButton(theme, "套用", icon="copy", tip=_ADOPT)
        self._replace_then = SecondaryButton(theme, "换成新版", tip=_REPLACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_XL), px(SPACE_L), px(SPACE_XL), px(SPACE_M))
        column.setSpacing(px(SPACE_S))
        column.addWidget(self._title)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(px(SPACE_S))
        for button in (self._replace_first, self._adopt_first, self._adopt_then, self._replace_then):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        for button in (self._replace_first, self._replace_then):
            button.clicked.connect(self.replace_requested)
        for button in (self._adopt_first, self._adopt_then):
            button.clicked.connect(self.adopt_requested)

    def show_end(self, title: str, text: str, *, can_replace: bool, can_adopt: bool, adopt_first: bool) -> None:
        """Say how it stands, and what can be done; `adopt_first`: the newer version has no errands yet."""
        self._title.setText(title)
        self._text.setText(text)
        first = can_adopt and adopt_first
        self._adopt_first.setVisible(first)
        self._adopt_then.setVisible(can_adopt and not first)
        self._replace_first.setVisible(can_replace and not first)
        self._replace_then.setVisible(can_replace and first)

    def text(self) -> str:
        """What is said."""
        return f"{self._title.text()}。{self._text.text()}"

    def offered(self) -> list[PrimaryButton | SecondaryButton]:
        """The buttons that can be pressed now, the first one first."""
        all_of_them = (self._replace_first, self._adopt_first, self._adopt_then, self._replace_then)
        return [button for button in all_of_them if not button.isHidden()]
