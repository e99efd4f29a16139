"""按现有答案，清单 13 项: how many lines each stage would hold, at the right under the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.kit.widgets import ArticlePane, HLine, Label, SidePanel
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.wizards.model import Wizard
from govdesk.wizards.session import State

_BESIDE = 240  # px
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not give


class ItemCounts(QWidget):
    """The total, and a line per stage."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, 0
        self._total = Label(theme, "", "ui", bold=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(theme.px(4))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(self._total)
        box.addLayout(self._grid)

    def show_state(self, wizard: Wizard, state: State) -> None:
        """Count the items of `state` by stage."""
        stages = state.stages(wizard)
        self._lines = len(stages)
        self._total.setText(f"按现有答案，清单 {len(state.items)} 项")
        clear_layout(self._grid)
        for row, (stage, items) in enumerate(stages):
            conditional = sum(item.conditional for item in items)
            name = f"{stage}（含 {conditional} 项视情）" if conditional else stage
            self._grid.addWidget(Label(self._theme, name, "ui", "ink2", wrap=True), row, 0)
            self._grid.addWidget(
                Label(self._theme, f"{len(items)} 项", "ui", "ink2"),
                row,
                1,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
            )

    def needed_height(self) -> int:
        """Pixels for all lines, each on one line; at once, where a layout knows only after the next event."""
        line = self._theme.line_height("ui") + self._theme.px(4)
        return line * (self._lines + 1) + self._theme.px(SPACE_S)


class Grounds(QWidget):
    """The right of the wizard: the article, which scrolls, and the counts, which stay in sight below it or beside it."""

    def __init__(self, theme: Theme, article: ArticlePane, counts: ItemCounts) -> None:
        super().__init__()
        self._theme, self._counts, self._beside = theme, counts, False
        self.law = SidePanel(theme, "这一问的依据")
        self.sums = SidePanel(theme, "清单有几项")
        self.law.add_section(article, padded=False)
        self.sums.add_section(counts)
        self._edge = HLine(theme)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.law, 1)
        self._box.addWidget(self._edge)
        self._box.addWidget(self.sums)
        theme.changed.connect(self.fit)

    def apply_layout(self, layout: WindowLayout) -> None:
        """The counts at the right of the article where both lie under the question, and not at all where it is narrow."""
        self._beside = beside = layout.side_below
        self.sums.setVisible(layout.brand)
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._edge.setVisible(not beside)
        self.fit()

    def fit(self) -> None:
        """Give the counts what they need, at most half of the height."""
        px = self._theme.px
        needed = self._counts.needed_height() + 2 * px(SPACE_L) + 2
        if self._beside:
            self.sums.setMinimumHeight(0)
            self.sums.setMaximumHeight(_NO_LIMIT)
            self.sums.setFixedWidth(px(_BESIDE))
            given = self.height()
        else:
            self.sums.setMinimumWidth(0)
            self.sums.setMaximumWidth(_NO_LIMIT)
            given = min(needed, max(self.height() // 2, px(120)))
            self.sums.setFixedHeight(given)
        # A stop of the Tab key only where there is something to scroll to.
        self.sums.setFocusPolicy(Qt.FocusPolicy.NoFocus if needed <= given else Qt.FocusPolicy.StrongFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
