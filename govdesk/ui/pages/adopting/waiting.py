"""While lines are being drafted: how far it has come, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_2XL, SPACE_3XL, SPACE_M, Theme
from govdesk.ui.kit.widgets import Label, ProgressBar, SecondaryButton


class WaitingStep(QWidget):
    """正在拟清单, n/m, 停下."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Label(theme, "", "section", wrap=True)
        self._said = Label(theme, "", "ui", "ink2", wrap=True)
        self.bar = ProgressBar(theme)
        self.bar.setMaximumWidth(px(480))
        self.stop = SecondaryButton(theme, "停下")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_3XL), px(SPACE_2XL), px(SPACE_3XL), px(SPACE_2XL))
        column.setSpacing(px(SPACE_M))
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self, title: str) -> None:
        """Drafting for the rule `title` has begun."""
        self._title.setText(f"正在给《{title}》拟清单")
        self.show_progress(0, 0)

    def show_progress(self, done: int, of: int) -> None:
        """`done` of `of` errands are looked through."""
        self.bar.set_progress(done, of)
        self._said.setText(
            f"逐件到条文里找每一句依据：{done}/{of} 件" if of else "在读条文……可以先去做别的，拟好了停在这里。"
        )
