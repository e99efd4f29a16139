"""The end of an errand: all its lines are decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.decisions import Progress
from govdesk.present.adopting import ErrandRow
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Label, PrimaryButton, SecondaryButton


class DonePane(QWidget):
    """这一件定完了，共 9 行: publish it, or go on."""

    publish_requested = Signal()
    withdraw_requested = Signal()
    try_requested = Signal()
    next_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self._title = Label(theme, "", "section", wrap=True)
        self._text = Label(theme, "", "ui", "ink2", wrap=True)
        self._asks = Label(theme, "", "ui", "ink", wrap=True)
        self.publish = PrimaryButton(theme, "发布这一件", tip="写进规则包，办事里就有了（Enter）")
        self.try_it = PrimaryButton(theme, "去办这一件", tip="看看清单什么样，可以马上用")
        self.next = SecondaryButton(theme, "下一件")
        self.withdraw = SecondaryButton(theme, "撤回发布", tip="从办事里拿下来，接着改")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_XL), px(SPACE_L), px(SPACE_XL), px(SPACE_M))
        column.setSpacing(px(SPACE_S))
        column.addWidget(self._title)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(px(SPACE_S))
        for button in (self.publish, self.try_it, self.next, self.withdraw):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(px(SPACE_S))
        column.addWidget(self._asks)
        column.addStretch(1)
        self.publish.clicked.connect(self.publish_requested)
        self.try_it.clicked.connect(self.try_requested)
        self.next.clicked.connect(self.next_requested)
        self.withdraw.clicked.connect(self.withdraw_requested)

    def show_errand(
        self, row: ErrandRow, progress: Progress, held: int, foreign: str, questions: Sequence[str]
    ) -> None:
        """What can be done with a settled errand; `held` lines had no room, `foreign` names are another city's."""
        used = progress.taken + progress.edited
        self.publish.setVisible(row.can_publish)
        self.try_it.setVisible(row.published)
        self.withdraw.setVisible(row.published)
        if row.published:
            self._title.setText(f"“{row.title}”已发布")
            said = "办事、搜索里有了，清单每一行都引这部规则自己的话。"
            said += f"有 {held} 行没有放进去，原因在“没搬来的”里。" if held else ""
        elif row.settled < row.all:
            self._title.setText("只看不同的看完了")
            said = f"这一件还有 {row.all - row.settled} 行没有定，再点一次“只看不同”就都列出来。"
        elif not used:
            self._title.setText(f"“{row.title}”一行也没有采用")
            said = "不办这件事，就不用发布。"
        elif not row.can_publish:
            self._title.setText(f"“{row.title}”没有自己办的行")
            said = "采用的都是别人办的、要问的，列不成清单，不用发布。"
        else:
            self._title.setText(f"“{row.title}”定完了，共 {used} 行")
            said = "发布以后，办事、搜索里就有它；随时可以撤回来改。"
        self._text.setText(said + foreign)
        asks = "\n".join(f"{number}. {ask}" for number, ask in enumerate(questions, start=1))
        self._asks.setText(f"办的时候先问：\n{asks}" if asks else "办的时候不用回答问题。")
        self._asks.setVisible(row.can_publish or row.published)

    def press(self) -> None:
        """Enter: publish, or go on."""
        if not self.publish.isHidden():
            self.publish.click()
        else:
            self.next.click()
