"""The last step of the wizard: what the rule answers at once, and the whole list as it will be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from govdesk.present.wording import advice_in_words
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.answer_block import AnswerBlock
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.marks import Badge
from govdesk.ui.pages.wizard.centre import CentreColumn
from govdesk.wizards.basis import Basis
from govdesk.wizards.checklist import badge_of
from govdesk.wizards.model import Cite
from govdesk.wizards.outlook import total_in_words
from govdesk.wizards.session import State

#: Over an answer card: a new one, and what a list has come to.
_CARD = ("规则这样写。要记下问了谁、怎么答复，或者要打印，就存进清单。", "规则这样写：")


class ReviewView(CentreColumn):
    """The whole list below what is answered at once; `question_requested(id)` on 改答案."""

    question_requested = Signal(str)
    errand_requested = Signal(str)
    article_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = Label(theme, "", "question", wrap=True)
        self._words = Label(theme, "", "ui", "ink2", wrap=True)
        self._says = QVBoxLayout()
        self._lines = QGridLayout()
        self._used = 0  # rows of the grid in use: its own count only ever grows
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._title)
        self._box.addWidget(self._words)
        self._box.addLayout(self._says)
        self._box.addLayout(self._lines)
        self._box.addStretch(1)
        self._space()

    def show_list(self, state: State, basis: Basis, titles: dict[str, str], *, changing: bool = False) -> None:
        """Show the list that `state` comes to; `titles` name the errands that answers and links lead to."""
        card = state.is_card
        act = "更新" if changing else "生成"
        self._title.setText(basis.wizard.title if card else f"看一遍，就可以{act}清单")
        self._words.setText(_CARD[changing] if card else f"{total_in_words(state)}，列在下面。{act}以后仍可以改答案。")
        clear_layout(self._says)
        for answer in state.say:
            block = AnswerBlock(self._theme, answer, basis, titles.get(answer.to, ""))
            block.change_requested.connect(self.question_requested)
            block.errand_requested.connect(self.errand_requested)
            block.article_requested.connect(self.article_requested)
            self._says.addWidget(block)
        self._show_lines(state, basis, titles)
        self.verticalScrollBar().setValue(0)

    def _show_lines(self, state: State, basis: Basis, titles: dict[str, str]) -> None:
        clear_layout(self._lines)
        for row in range(self._used):
            self._lines.setRowMinimumHeight(row, 0)  # else the room above heads stays, and the list sinks
        self._used = 0
        self._lines.setColumnStretch(1, 1)
        for stage, items in state.stages(basis.wizard):
            self._head(stage)
            for entry in items:
                badge = badge_of(
                    entry.item.level,
                    conditional=entry.conditional,
                    legacy=basis.wizard.legacy,
                    arises=bool(entry.item.arises),
                )
                self._add_row(Badge(self._theme, badge), entry.item.words, _places(basis, entry.cites))
        if state.others:
            self._head("别人来办")
            for act in state.others:
                who = act.who or basis.party_label(act.party)
                self._add_row(Label(self._theme, "・", "ui", "ink3"), f"{who}：{act.do}", _places(basis, act.cites))
        if state.open:
            self._head("先问清")
            for shown in state.open:
                advice = advice_in_words(shown)
                words = f"{shown.ask}（{advice}）" if advice else shown.ask
                self._add_row(Label(self._theme, "？", "ui", "ink3"), words, _places(basis, shown.cites))
        for name, links in (("先办", state.before), ("接着办", state.next)):
            if links:
                self._head(f"{name}：{'、'.join(titles.get(link.wizard, link.wizard) for link in links)}")

    def _head(self, words: str) -> None:
        row = self._used
        self._used += 2
        self._lines.setRowMinimumHeight(row, self._theme.px(SPACE_S))
        self._lines.addWidget(Label(self._theme, words, "group", wrap=True), row + 1, 0, 1, 3)

    def _add_row(self, mark: QWidget, words: str, place: str) -> None:
        row, top = self._used, Qt.AlignmentFlag.AlignTop
        self._used += 1
        self._lines.addWidget(mark, row, 0, top)
        self._lines.addWidget(Label(self._theme, words, "ui", wrap=True), row, 1)
        self._lines.addWidget(Label(self._theme, place, "secondary", "ink3"), row, 2, top)

    def _space(self) -> None:
        px = self._theme.px
        self._box.setSpacing(px(SPACE_S))
        self._says.setContentsMargins(0, px(SPACE_S), 0, 0)
        self._says.setSpacing(px(SPACE_M))
        self._lines.setContentsMargins(0, px(SPACE_S), 0, px(SPACE_2XL))
        self._lines.setHorizontalSpacing(px(SPACE_M))
        self._lines.setVerticalSpacing(px(SPACE_XS))


def _places(basis: Basis, cites: Iterable[Cite]) -> str:
    labels = basis.labels(cites)
    return labels[0] + (f" +{len(labels) - 1}" if len(labels) > 1 else "") if labels else ""
