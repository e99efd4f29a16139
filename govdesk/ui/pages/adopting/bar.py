"""The bars of the page: what is being done with which rule, and how far the review has come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from govdesk.drafting.decisions import Progress
from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Ground, Label, LinkButton, PrimaryButton, ProgressBar, SecondaryButton
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.labels import ElidedLabel


class AdoptBar(Ground):
    """‹ 规则库 | 套用 · the rule · where lines come from · 草稿 · counts · bar · 只看不同 · 没搬来的."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        self._theme, self._narrow = theme, False
        self.back = LinkButton(theme, "规则库", icon="arrow-left")
        self._rule = ElidedLabel(theme, "", "ui", "ink")
        self.draft = Chip(theme, "草稿", dashed=True)
        self._counts = Label(theme, "", "secondary", "ink2")
        self._bar = ProgressBar(theme)
        self._bar.setFixedWidth(theme.px(120))
        self._whole = Label(theme, "", "ui", "ink", bold=True)
        self.different = SecondaryButton(theme, "只看不同", icon="warning", small=True)
        self.different.setCheckable(True)
        self.different.setToolTip("只列和原来不同的行")
        self.lists = SecondaryButton(theme, "没搬来的", small=True)
        self.lists.setToolTip("没搬来的行和为什么；规则里没有人引的话")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SPACE_2XL), 0, theme.px(SPACE_2XL), 1)
        row.setSpacing(theme.px(SPACE_M))
        row.addWidget(self.back)
        row.addWidget(Label(theme, "套用", "section"))
        row.addWidget(self._rule, 1)
        row.addWidget(self.draft)
        for widget in (self._counts, self._bar, self._whole, self.different, self.lists):
            row.addWidget(widget)
        self.apply_theme()
        self.show_rule("")

    def apply_theme(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(self._theme.px(52))
        self._bar.setFixedWidth(self._theme.px(120))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window what is only good to know goes."""
        self._narrow = narrow
        shown = bool(self._whole.text())
        self._counts.setVisible(shown and not narrow)
        self._bar.setVisible(shown and not narrow)

    def show_rule(self, title: str) -> None:
        """The rule that gets lists; nothing is under review yet."""
        self._rule.setText(title)
        self._whole.setText("")
        for widget in (self.draft, self._counts, self._bar, self._whole, self.different, self.lists):
            widget.hide()

    def show_progress(self, progress: Progress, different: int, left: int) -> None:
        """Counts of the whole review; `different` lines differ and are undecided, `left` did not come over."""
        self._counts.setText(f"采用 {progress.taken} · 改过 {progress.edited} · 不要 {progress.refused}")
        self._bar.set_progress(progress.settled, progress.all)
        self._whole.setText(f"{progress.settled}/{progress.all}")
        self.different.setText(f"只看不同 {different}")
        self.lists.setText(f"没搬来的 {left}")
        for widget in (self.draft, self._whole, self.different, self.lists):
            widget.show()
        self.set_narrow(self._narrow)


class ButtonBar(Ground):
    """采用 · 修改 · 不要 · 先放着 · 撤销, each with its key. A click leaves the focus with the list, where the keys work."""

    def __init__(self, theme: Theme, actions: Mapping[str, CommandAction]) -> None:
        super().__init__(theme, "page", "t")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(SPACE_S), theme.px(20), theme.px(SPACE_S))
        row.setSpacing(theme.px(SPACE_S))
        self.take = PrimaryButton(theme, f"采用 {COMMANDS['open'].key}", tip=actions["open"].toolTip())
        self.take.clicked.connect(actions["open"].trigger)
        self.take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.take)
        for name, action in actions.items():
            if name == "open":
                continue
            if name == "retract":
                row.addStretch(1)
            words = "撤销" if name == "retract" else action.text()
            button = SecondaryButton(theme, words)
            button.follow(action, text=f"{words} {action.command.key}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
