"""Parts at the left, the fields of one and what the checker says in the middle, article or list at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.editing import KINDS
from govdesk.ui.kit.layout import MEDIUM, WIDE, WindowLayout
from govdesk.ui.kit.theme import SPACE_S, Theme
from govdesk.ui.kit.widgets import Ground, SecondaryButton
from govdesk.ui.kit.widgets.flow import FlowRow
from govdesk.ui.kit.widgets.scrolled import scrolling
from govdesk.ui.pages.editor.checks import ChecksPane
from govdesk.ui.pages.editor.form import PartForm
from govdesk.ui.pages.editor.parts import PartList
from govdesk.ui.pages.editor.side import EditorSide


class EditorBody(QWidget):
    """Where an errand is edited. `add_wanted(table)`: a new part of that kind."""

    add_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.parts = PartList(theme)
        self.form = PartForm(theme)
        self.checks = ChecksPane(theme)
        self.side = EditorSide(theme)
        self.add_buttons = {
            table: SecondaryButton(theme, name, icon="plus", small=True, tip=f"加{new}：{name}")
            for table, name, new in KINDS
        }
        self._left = Ground(theme, "panel", "r")
        left = _column(self._left)
        left.addWidget(self.parts, 1)
        for table, button in self.add_buttons.items():
            button.clicked.connect(lambda _c=False, table=table: self.add_wanted.emit(table))
        adding = FlowRow()
        adding.setContentsMargins(px(SPACE_S), px(SPACE_S), px(SPACE_S), px(SPACE_S))
        adding.set_gaps(px(4), px(4))
        adding.set_parts(list(self.add_buttons.values()))
        left.addWidget(adding)
        middle = Ground(theme, "panel")
        inside = QWidget()
        within = _column(inside)
        within.addWidget(self.form)
        within.addWidget(self.checks)
        within.addStretch(1)
        area = scrolling(inside, "这一处")
        area.setMinimumHeight(px(150))
        _column(middle).addWidget(area)
        self._work = QHBoxLayout()
        self._work.setSpacing(0)
        self._work.addWidget(middle, 54)
        self._work.addWidget(self.side, 46)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._left)
        outer.addLayout(self._work, 1)

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the article stands below the fields."""
        small = layout.effective < MEDIUM
        self._left.setFixedWidth(self._theme.px(262 if layout.effective >= WIDE else 236))
        way = QBoxLayout.Direction
        self._work.setDirection(way.TopToBottom if small else way.LeftToRight)
        self.side.set_lines("t" if small else "l")


def _column(owner: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
