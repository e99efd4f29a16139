"""The last step of the wizard: every answer with 修改, and the lines that the list will hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import HLine, Label, LinkButton
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.pages.wizard.centre import CentreColumn
from govdesk.wizards.basis import Basis
from govdesk.wizards.checklist import badge_of
from govdesk.wizards.navigation import WizardRun
from govdesk.wizards.session import State


class ReviewView(CentreColumn):
    """Answers above, the coming list below; `question_requested(id)` on 修改."""

    question_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = Label(theme, "", "question", wrap=True)
        self._words = Label(theme, "", "ui", "ink2", wrap=True)
        self._answers = QGridLayout()
        self._lines = QGridLayout()
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._title)
        self._box.addWidget(self._words)
        self._box.addLayout(self._answers)
        self._box.addLayout(self._lines)
        self._box.addStretch(1)
        theme.changed.connect(self._space)
        self._space()

    def show_run(self, run: WizardRun, basis: Basis, *, changing: bool = False) -> None:
        """Show all answers of `run`, and the lines that follow from them; `changing`: for a checklist that exists."""
        state = run.state
        ready = "看一遍答案，就可以更新清单" if changing else "看一遍答案，就可以生成清单"
        self._title.setText(ready if state.asked else "这件事不用回答问题")
        self._words.setText(_summary(state, "更新" if changing else "生成"))
        self._show_answers(run, state)
        self._show_lines(basis, state)
        self.verticalScrollBar().setValue(0)

    def _show_answers(self, run: WizardRun, state: State) -> None:
        clear_layout(self._answers)
        self._answers.setColumnStretch(0, 1)
        row = 0
        for question in state.asked:
            option = question.option(run.answers.get(question.id, ""))
            answer = Label(self._theme, option.label, "card", wrap=True) if option else self._open_answer()
            change = LinkButton(self._theme, "修改")
            change.setAccessibleName(f"修改：{question.ask}")
            change.clicked.connect(lambda _=False, wanted=question.id: self.question_requested.emit(wanted))
            words = QVBoxLayout(holder := QWidget())
            words.setSpacing(0)
            words.setContentsMargins(0, self._theme.px(SPACE_M), 0, self._theme.px(SPACE_M))
            words.addWidget(Label(self._theme, question.ask, "ui", "ink2", wrap=True))
            words.addWidget(answer)
            self._answers.addWidget(HLine(self._theme), row, 0, 1, 2)
            self._answers.addWidget(holder, row + 1, 0)
            self._answers.addWidget(change, row + 1, 1)
            row += 2
        self._answers.addWidget(HLine(self._theme), row, 0, 1, 2)

    def _show_lines(self, basis: Basis, state: State) -> None:
        clear_layout(self._lines)
        self._lines.setColumnStretch(1, 1)
        row = 0
        top = Qt.AlignmentFlag.AlignTop
        for stage, items in state.stages(basis.wizard):
            self._lines.addWidget(Label(self._theme, stage, "group"), row, 0, 1, 3)
            row += 1
            for entry in items:
                badge = badge_of(entry.item.level, conditional=entry.conditional)
                self._lines.addWidget(Label(self._theme, badge, "secondary", "ink3"), row, 0, top)
                self._lines.addWidget(Label(self._theme, entry.item.do, "ui", "ink2", wrap=True), row, 1)
                self._lines.addWidget(
                    Label(self._theme, basis.label(entry.item.cite), "secondary", "ink3"), row, 2, top
                )
                row += 1
            self._lines.setRowMinimumHeight(row, self._theme.px(SPACE_S))
            row += 1

    def _open_answer(self) -> Label:
        return Label(self._theme, "先跳过了，相关事项标为视情", "ui", "ink3", wrap=True)

    def _space(self) -> None:
        px = self._theme.px
        self._box.setSpacing(px(SPACE_S))
        for grid, below in ((self._answers, 0), (self._lines, SPACE_2XL)):
            grid.setContentsMargins(0, px(SPACE_L), 0, px(below))
            grid.setHorizontalSpacing(px(SPACE_L))
        self._answers.setVerticalSpacing(0)
        self._lines.setVerticalSpacing(px(SPACE_XS))


def _summary(state: State, act: str) -> str:
    open_lines = sum(entry.conditional for entry in state.items)
    told = f"清单共 {len(state.items)} 项"
    if open_lines:
        told += f"，其中 {open_lines} 项还没有定，标为视情"
    return f"{told}，列在下面。{act}以后仍可以改答案。" if state.asked else f"{told}，列在下面。"
