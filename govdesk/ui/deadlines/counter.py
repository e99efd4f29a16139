"""算工作日: a start date, a number, and the date with its account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.ui.checklist.dates import read_date
from govdesk.ui.checklist.fields import NO_SUCH_DAY
from govdesk.ui.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.widgets import CheckBox, Ground, Label, LineEdit, mark_invalid
from govdesk.workdays import count_workdays, due_in_words, explain

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


class WorkdayCounter(QWidget):
    """Counts as it is typed; what cannot be counted says why and stays."""

    def __init__(self, theme: Theme, calendar: Callable[[], OfficialCalendar], today: dt.date) -> None:
        super().__init__()
        self._calendar, self._today = calendar, today
        self.start = LineEdit(theme, "年-月-日", name="起始日期")
        self.days = LineEdit(theme, "天数", name="工作日数")
        self.same_day = CheckBox(theme, "当日起算")
        self.same_day.setToolTip("不选就是次日起算")
        ground = Ground(theme, "actT")
        self.answer = Label(theme, "", "section", "act", bold=True)
        self.account = Label(theme, "", "secondary", "ink2", wrap=True)
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        inner.addWidget(self.answer)
        grid = QGridLayout()
        grid.setSpacing(theme.px(SPACE_S))
        grid.addWidget(Label(theme, "自", "ui"), 0, 0)
        grid.addWidget(self.start, 0, 1)
        grid.addWidget(Label(theme, "起", "ui"), 0, 2)
        grid.addWidget(self.days, 0, 3)
        grid.addWidget(Label(theme, "个工作日", "ui"), 1, 0, 1, 3)
        grid.addWidget(self.same_day, 1, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_L - 4))
        box.addWidget(Label(theme, "算工作日", "section"))
        box.addLayout(grid)
        box.addWidget(ground)
        box.addWidget(self.account)
        self.start.setText(today.isoformat())
        self.days.setText("10")
        self.start.textEdited.connect(self.count)
        self.days.textEdited.connect(self.count)
        self.same_day.toggled.connect(self.count)

    def count(self) -> None:
        """Count what stands there."""
        start, number = read_date(self.start.text(), self._today), self.days.text().strip()
        mark_invalid(self.start, start is None)
        sound = number.isascii() and number.isdigit()
        mark_invalid(self.days, not sound)
        if start is None or not sound:
            self.answer.setText("—")
            self.account.setText(f"{NO_SUCH_DAY}，写成 2026-09-24 这样。" if start is None else "工作日数写成整数。")
            return
        try:
            due = count_workdays(start, int(number), self._calendar(), count_start=self.same_day.isChecked())
        except UserError as error:
            mark_invalid(self.days, True)
            self.answer.setText("—")
            self.account.setText(error.sentence)
            return
        self.answer.setText(f"到 {due_in_words(due)}")
        self.account.setText(explain(due, start_label="起始日"))
