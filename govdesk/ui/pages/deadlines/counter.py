"""算工作日: a start date, a number, and the date with its account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present.dates import NO_SUCH_DAY, read_date
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Ground, Label, LineEdit, LinkButton, mark_invalid
from govdesk.ui.pages.deadlines.starting import NEXT_DAY, SAME_DAY
from govdesk.workdays import basis_note, count_workdays, due_in_words, explain

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


class WorkdayCounter(QWidget):
    """Counts as it is typed; what cannot be counted says why and stays. `import_requested` where the date is provisional."""

    import_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        calendar: Callable[[], OfficialCalendar],
        today: dt.date,
        *,
        count_start: bool = False,
    ) -> None:
        super().__init__()
        self._calendar, self._today = calendar, today
        self.start = LineEdit(theme, "年-月-日", name="起始日期")
        self.days = LineEdit(theme, "天数", name="工作日数")
        self.counting = ComboBox(theme, name="起算方式")
        self.counting.addItems([NEXT_DAY, SAME_DAY])
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
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
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
        self.start.setText(today.isoformat())
        self.days.setText("10")
        self.start.textEdited.connect(self.count)
        self.days.textEdited.connect(self.count)
        self.counting.currentIndexChanged.connect(self.count)
        self.provisional.clicked.connect(self.import_requested)

    def count(self) -> None:
        """Count what stands there."""
        start, number = read_date(self.start.text(), self._today), self.days.text().strip()
        mark_invalid(self.start, start is None)
        sound = number.isascii() and number.isdigit()
        mark_invalid(self.days, not sound)
        self.provisional.hide()
        if start is None or not sound:
            self.answer.setText("—")
            self.account.setText(f"{NO_SUCH_DAY}，写成 2026-09-24 这样。" if start is None else "工作日数写成整数。")
            return
        try:
            due = count_workdays(start, int(number), self._calendar(), count_start=self.counting.currentIndex() == 1)
        except UserError as error:
            mark_invalid(self.days, True)
            self.answer.setText("—")
            self.account.setText(error.sentence)
            return
        self.answer.setText(f"到 {due_in_words(due)}")
        self.account.setText(explain(due, start_label="起始日") + basis_note(due, start_label="起始日"))
        self.provisional.setVisible(due.provisional or due.year_end_open)
