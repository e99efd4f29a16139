"""The foot of the wizard: what the answers have changed, always in sight, and the ways back and on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Ground, Label, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.pages.wizard.centre import MAX_WIDTH


class Foot(Ground):
    """上一步, 先跳过, 下一步, and above them a sentence where there is one to tell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "t", parent)
        self._theme, self.narrow, self.low = theme, False, False
        self._flat = False
        self.told = Label(theme, "", "ui", "ink2", wrap=True)
        self.told.hide()
        self.back = SecondaryButton(theme, "上一步", icon="arrow-left", tip=COMMANDS["back"].tooltip("上一步"))
        self.skip = LinkButton(theme, "先跳过", tip="这一问先不答，清单上列一行“先定”")
        self.law = LinkButton(theme, "看条文", tip=COMMANDS["side"].tooltip())
        self.law.hide()
        self.wanted = Label(theme, "", "ui", "ver")
        self.wanted.hide()
        self.keep = SecondaryButton(theme, "存进清单", tip="存成一份：问了谁、怎么答复记在上面，也能打印")
        self.keep.hide()
        self.next = PrimaryButton(theme, "下一步", icon="arrow-right", trailing=True, tip="下一步（Enter）")
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.back)
        self._bar.addStretch(1)
        for part in (self.wanted, self.law, self.skip, self.keep, self.next):
            self._bar.addWidget(part)
        self._column = QWidget()
        lines = self._pile = QVBoxLayout(self._column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.told)
        lines.addLayout(self._bar)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._column, 1)
        self._row.addStretch(0)
        self._space()

    def place(self, part: Ground, column: QVBoxLayout, *, shown: bool, between: bool) -> None:
        """Put `part` in a line above the foot, or between its buttons where a low window has no line to spare."""
        part.setVisible(shown)
        if between and shown:
            self._bar.insertWidget(1, part, 100)
        else:
            column.insertWidget(1, part)
        part.set_lines("" if between and shown else "t")

    def tell(self, changes: str, total: str) -> None:
        """`changes`: what another answer does to the list, without its 。, or ""; `total`: how many lines it has.

        The total is told here only where the window has no room for the counts beside the question.
        """
        parts = [f"改了答案：{changes}。" if changes else "", f"{total}。" if self.narrow and total else ""]
        self.told.setText("".join(parts))
        self.told.setVisible(any(parts))

    def want(self, words: str) -> None:
        """Say beside the button why it does not go on; "" takes it away."""
        self.wanted.setText(words)
        self.wanted.setVisible(bool(words))

    def show_step(self, *, first: bool, last: bool, changing: bool, card: bool = False) -> None:
        """Name the buttons for a step; `changing`: an existing checklist gets other answers; `card`: an answer and no list.

        A card that is new can be kept, or only read.
        """
        card = card and not changing
        self.keep.setVisible(last and card)
        self.skip.setVisible(not last)
        self.next.setText(("知道了" if card else "更新清单" if changing else "生成清单") if last else "下一步")
        self.next.set_icon("check" if last else "arrow-right")
        self.back.setText("退出" if first else "上一步")

    def apply_layout(self, layout: WindowLayout) -> None:
        """Take the room that there is; `low`: the article lies below, and every line is taken from the question."""
        self.narrow, self.low, self._flat = layout.toc_drawer, layout.side_below, layout.low
        self._space()

    def _space(self) -> None:
        px = self._theme.px
        side = px(SPACE_L if self.narrow else 48)
        self._column.setMaximumWidth(px(MAX_WIDTH))
        above = px(SPACE_XS if self._flat else SPACE_M)
        self._row.setContentsMargins(side, above, side, above)
        self._pile.setSpacing(px(SPACE_S))
        self._bar.setSpacing(px(SPACE_S if self.narrow else SPACE_XL))
        for button in (self.back, self.keep, self.next):
            button.setMinimumSize(px(84 if self.narrow else 112), px(42))
