"""The head of the page: which errand of which rule, how far it is from being published."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from govdesk.drafting.own_errands import OwnEntry
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, Theme
from govdesk.ui.kit.widgets import ComboBox, ElidedLabel, Ground, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.labels import plain_tip


class EditorBar(Ground):
    """‹ 规则库 | the rule | the errand ▾ | 草稿 | 自己编一件 · 撤下 · 放弃改动 · 发布. `errand_chosen(id)` when a hand picks another."""

    errand_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        self._theme = theme
        self.back = LinkButton(theme, "规则库", icon="arrow-left")
        self._rule = ElidedLabel(theme, "", "ui", "ink2")
        self.errands = ComboBox(theme, name="要编的办事", bold=True)
        self.draft = Chip(theme, "草稿", dashed=True)
        self.new = SecondaryButton(theme, "自己编一件", icon="plus")
        self.discard = SecondaryButton(theme, "放弃改动", tip="没有发布的改动不要了")
        self.withdraw = SecondaryButton(theme, "撤下", tip="从办事里拿下来，留作草稿")
        self.publish = PrimaryButton(theme, "发布", tip="写进规则包，办事、搜索里就有了")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back)
        self._row.addWidget(self._rule, 1)
        self._row.addWidget(self.errands, 2)
        for widget in (self.draft, self.new, self.withdraw, self.discard, self.publish):
            self._row.addWidget(widget)
        self.errands.activated.connect(lambda _i: self.errand_chosen.emit(self.errands.currentData() or ""))
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(52))
        self._row.setContentsMargins(px(SPACE_2XL), 0, px(SPACE_2XL), 1)
        self._row.setSpacing(px(SPACE_M))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the rule's name goes."""
        self._rule.setVisible(not narrow)

    def show_errands(self, rule: str, entries: Sequence[OwnEntry], current: str) -> None:
        """The rule's title and what there is to edit."""
        self._rule.setText(rule)
        self.errands.clear()
        for entry in entries:
            state = "" if not entry.waiting else "（草稿）" if not entry.published else "（改了还没有发布）"
            self.errands.addItem(entry.title + state, entry.id)
            self.errands.setItemData(self.errands.count() - 1, plain_tip(entry.title), Qt.ItemDataRole.ToolTipRole)
        self.errands.setCurrentIndex(self.errands.findData(current) if current else -1)
        self.errands.setPlaceholderText("选一件事")
        self.errands.setEnabled(bool(entries))

    def show_state(self, problems: int | None, *, waiting: bool, published: bool) -> None:
        """What can be done; `problems` is None while the checker is at work."""
        self.draft.setVisible(waiting)
        self.discard.setVisible(waiting)
        self.withdraw.setVisible(published and not waiting)
        self.publish.setEnabled(waiting and problems == 0)
        self.publish.setText("发布改动" if published else "发布")
        self.publish.setToolTip("改完才能发布，看下面的检查" if problems else "写进规则包，办事、搜索里就有了")
