"""The left of the review: the errands, and whether the one at hand can be published."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from govdesk.present.adopting import ErrandRow
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Ground, Label, LinkButton, SecondaryButton
from govdesk.ui.pages.adopting.lists import ErrandList


class ErrandSide(Ground):
    """The list, 发布这一件 with what it waits for, and 撤回发布."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "r")
        px = theme.px
        self.errands = ErrandList(theme)
        self.publish = SecondaryButton(theme, "发布这一件")
        self.withdraw = LinkButton(theme, "撤回发布", role="secondary")
        self._left = Label(theme, "", "secondary", "ink2", wrap=True)
        self._left.setFixedHeight(2 * theme.line_height("secondary"))
        self._left.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(SPACE_S), 1, px(SPACE_M))
        column.setSpacing(px(SPACE_S))
        column.addWidget(self.errands, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(20), 0, px(20), 0)
        foot.setSpacing(px(4))
        for widget in (self.publish, self._left, self.withdraw):
            foot.addWidget(widget)
        column.addLayout(foot)

    def show_state(self, row: ErrandRow) -> None:
        """What can be done with the errand at hand."""
        left = row.all - row.settled
        self.publish.setEnabled(row.can_publish)
        self.publish.setVisible(not row.published)
        self.withdraw.setVisible(row.published)
        self._left.setText(
            "已发布：办事、搜索里有了。" if row.published
            else f"还有 {left} 条没有定，定完就能发布" if left
            else "都定了，可以发布。" if row.can_publish
            else "没有自己办的行，不用发布。"
        )  # fmt: skip
