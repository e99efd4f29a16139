"""几个条件: under which answers a part of the errand stands, ticked case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.editing_conditions import Asked, Case, Wanted, cases_of, when_of
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import CheckBox, ComboBox, Dialog, Label, LinkButton
from govdesk.ui.kit.widgets.flow import FlowRow
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.scrolled import scrolling

_CHOSE, _CHOSE_NOT = range(2)


class ConditionsDialog(Dialog):
    """就这样定 is button 0. In a case all questions with a tick must be answered so; one of the cases is enough."""

    def __init__(self, theme: Theme, asked: Sequence[Asked], when: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, "什么时候列", parent)
        self._asked = asked
        self.cases: list[_CaseForm] = []
        self.widen(560)
        self.add_text("打勾的问题都这样答了才列；一个也不勾，就总是列。")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(SPACE_M), 0)
        self._column.setSpacing(theme.px(SPACE_S))
        area = scrolling(inside, "什么时候列")
        area.setMinimumHeight(self.room(300))
        self.body.addWidget(area, 1)
        self.more = LinkButton(theme, "再加一种情形", icon="plus")
        self.more.clicked.connect(lambda: self._show([*self._written(), ()]))
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button("就这样定", primary=True)
        self.add_button("取消")
        self._show(cases_of(when) or [()])

    def when(self) -> Any:
        """The condition as the file has it; None for what always holds."""
        return when_of(self._written())

    def _written(self) -> list[Case]:
        return [case.case() for case in self.cases]

    def _show(self, cases: Sequence[Case]) -> None:
        clear_layout(self._column)
        self.cases = [_CaseForm(self.theme, self._asked, case) for case in cases]
        for number, form in enumerate(self.cases, start=1):
            if len(self.cases) > 1:
                self._column.addLayout(self._heading(number))
            self._column.addWidget(form)
        self._column.addStretch(1)

    def _heading(self, number: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(self.theme, f"情形 {number}" if number == 1 else f"或者，情形 {number}", "ui", bold=True))
        row.addStretch(1)
        gone = LinkButton(self.theme, "去掉这种情形", role="secondary")
        gone.clicked.connect(lambda: self._show([c for n, c in enumerate(self._written(), start=1) if n != number]))
        row.addWidget(gone)
        return row


class _CaseForm(QWidget):
    """The questions of one case, each with its answers to tick."""

    def __init__(self, theme: Theme, asked: Sequence[Asked], case: Case) -> None:
        super().__init__()
        self._former = {wanted.question: wanted for wanted in case}
        self.ways: dict[str, ComboBox] = {}
        self.ticks: dict[tuple[str, str], CheckBox] = {}
        # A question may be wanted twice, by a hand that wrote the file: what is not shown stays.
        self._kept = [w for w in case if self._former[w.question] is not w or w.question not in {a.id for a in asked}]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(SPACE_S))
        for question in asked:
            wanted = self._former.get(question.id)
            column.addWidget(Label(theme, question.ask, "ui", wrap=True))
            way = self.ways[question.id] = ComboBox(theme, name=f"{question.ask}怎么算")
            way.addItems(["选了", "没有选"])
            way.setCurrentIndex(_CHOSE_NOT if wanted is not None and wanted.but else _CHOSE)
            ticks = []
            for value, words in question.answers:
                tick = CheckBox(theme, words)
                tick.setChecked(wanted is not None and value in wanted.values)
                self.ticks[question.id, value] = tick
                ticks.append(tick)
            answers = FlowRow()
            answers.set_gaps(theme.px(SPACE_M), theme.px(4))
            answers.set_parts([way, *ticks])
            column.addWidget(answers)

    def case(self) -> Case:
        """What is ticked."""
        found = []
        for question, way in self.ways.items():
            values = tuple(value for (of, value), tick in self.ticks.items() if of == question and tick.isChecked())
            if values:
                found.append(Wanted(question, values, way.currentIndex() == _CHOSE_NOT))
        return (*found, *self._kept)
