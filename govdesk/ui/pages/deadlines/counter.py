"""算工作日: a start date and a number give a date, forwards or back; two dates give a number. With its account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.typed import read_number
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Ground, Label, LineEdit, LinkButton, mark_invalid
from govdesk.ui.pages.deadlines.starting import NEXT_DAY, SAME_DAY
from govdesk.workdays import (
    NO_SUCH_DAY,
    PROVISIONAL,
    WRITE_IT,
    DueDate,
    count_back,
    count_between,
    count_workdays,
    due_in_words,
    explain,
    explain_between,
    read_typed,
)

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

#: As in 会前 3 个工作日: the day itself does not count.
BACK = "往前数"
#: More is no number of days any more; from how many on is too many the counting itself says.
_MOST_DAYS = 10**18


class WorkdayCounter(QWidget):
    """Counts as it is typed; what cannot be counted says why and stays. `import_requested` where the date is provisional."""

    import_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        calendar: Callable[[], OfficialCalendar],
        today: Callable[[], dt.date],
        *,
        count_start: bool = False,
    ) -> None:
        super().__init__()
        self._calendar, self._today = calendar, today
        self.start = LineEdit(theme, "年-月-日", name="起始日期")
        self.days = LineEdit(theme, "天数或日期", name="工作日数，或另一个日期")
        self.days.setToolTip("写天数，算出到哪天；写另一个日期，算出两天之间有几个工作日")
        self.counting = ComboBox(theme, name="起算方式")
        self.counting.addItems([NEXT_DAY, SAME_DAY, BACK])
        self.counting.setCurrentIndex(int(count_start))
        ground = Ground(theme, "actT")
        self.answer = Label(theme, "", "section", "act", bold=True)
        self.account = Label(theme, "", "secondary", "ink2", wrap=True)
        self.provisional = LinkButton(theme, "导入放假安排…", role="secondary")
        self.provisional.hide()
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        inner.addWidget(self.answer)
        grid = QGridLayout()
        grid.setSpacing(theme.px(SPACE_S))
        grid.addWidget(Label(theme, "自", "ui"), 0, 0)
        grid.addWidget(self.start, 0, 1)
        grid.addWidget(Label(theme, "起", "ui"), 0, 2)
        grid.addWidget(self.days, 0, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        counted = QHBoxLayout()
        counted.setSpacing(theme.px(SPACE_S))
        counted.addWidget(Label(theme, "个工作日，", "ui"))
        counted.addWidget(self.counting)
        counted.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_L - 6))
        box.addWidget(Label(theme, "算工作日", "section"))
        box.addLayout(grid)
        box.addLayout(counted)
        box.addWidget(ground)
        box.addWidget(self.account)
        box.addWidget(self.provisional)
        self.start.setText(today().isoformat())
        self.days.setText("10")
        self.start.textEdited.connect(self.count)
        self.days.textEdited.connect(self.count)
        self.counting.currentIndexChanged.connect(self.count)
        self.provisional.clicked.connect(self.import_requested)

    def follow(self, before: dt.date) -> None:
        """It is another day: a start that was yesterday's today is today's, anything else was written there."""
        if self.start.text() == before.isoformat():
            self.start.setText(self._today().isoformat())
            self.count()

    def count(self) -> None:
        """Count what stands there."""
        start, typed = read_typed(self.start.text(), self._today()), self.days.text().strip()
        number = read_number(typed, _MOST_DAYS)
        until = read_typed(typed, self._today()) if number is None else None
        mark_invalid(self.start, start.day is None)
        mark_invalid(self.days, until is not None and until.day is None)
        self.counting.setEnabled(until is None)
        self.provisional.hide()
        if start.day is None:
            self._refuse(f"{start.fault}，{WRITE_IT}。")
            return
        if until is not None and until.day is None:
            self._refuse(f"{NO_SUCH_DAY}。" if until.fault == NO_SUCH_DAY else "写天数，或另一个日期。")
            return
        try:
            if until is not None and until.day is not None:
                due = count_between(start.day, until.day, self._calendar())
                self.answer.setText(f"{due.workdays} 个工作日" + (PROVISIONAL if due.provisional else ""))
                self.account.setText(explain_between(due))
            else:
                due = self._counted(start.day, number or 0)
                self.answer.setText(f"到 {due_in_words(due)}")
                self.account.setText(explain(due, start_label="起始日"))
        except UserError as error:
            mark_invalid(self.days, True)
            self._refuse(error.sentence)
            return
        self.provisional.setVisible(due.provisional or due.year_end_open)

    def _counted(self, start: dt.date, number: int) -> DueDate:
        if self.counting.currentText() == BACK:
            return count_back(start, number, self._calendar())
        return count_workdays(start, number, self._calendar(), count_start=self.counting.currentText() == SAME_DAY)

    def _refuse(self, words: str) -> None:
        self.answer.setText("—")
        self.account.setText(words)
