"""The panel beside the list: the month with its deadlines, where its days off come from, and 算工作日."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.days import day_of, year_in_words
from govdesk.ui.kit.month import MonthView
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import HLine, Label, LinkButton, SidePanel
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.pages.deadlines.counter import WorkdayCounter
from govdesk.ui.pages.deadlines.starting import words_of

if TYPE_CHECKING:
    from govdesk.app import Services


class DeadlinesSide(SidePanel):
    """`day_chosen(date or None)`: show that day's deadlines, or all; the other signals ask for a window."""

    day_chosen = Signal(object)
    import_requested = Signal()
    carry_requested = Signal(int)  # the year whose file is to be taken along
    starting_requested = Signal()

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__(theme, "月历和算工作日")
        self._services = services
        self._due: dict[dt.date, int] = {}
        self._today = services.today()
        self.month = MonthView(theme, services.today)
        self.told = Label(theme, "", "secondary", "ink2", wrap=True)
        self.all = LinkButton(theme, "看全部期限", role="secondary")
        self.source = Label(theme, "", "secondary", "ink3", wrap=True)
        self.take_in = LinkButton(theme, "导入放假安排…", role="secondary")
        self.carry = LinkButton(
            theme, "带到别的电脑…", role="secondary", tip="把这一年的安排另存一份文件，在别的电脑上导入"
        )
        self.counter = WorkdayCounter(
            theme, lambda: services.calendar, services.today, count_start=services.settings.count_start
        )
        self.starting = Label(theme, "", "secondary", "ink2")
        self.change_starting = LinkButton(theme, "改", role="secondary", tip="新建的清单从哪一天起算")
        self._lay_out(theme)
        self.month.chosen.connect(self.choose)
        self.month.month_shown.connect(lambda *_: self._say_source())
        self.all.clicked.connect(lambda: self.choose(None))
        self.take_in.clicked.connect(self.import_requested)
        self.carry.clicked.connect(lambda: self.carry_requested.emit(self.month.year))
        self.counter.import_requested.connect(self.import_requested)
        self.change_starting.clicked.connect(self.starting_requested)
        self.choose(None)

    def show_today(self) -> None:
        """Where the month stood on today it goes on with the day; so does the tool, unless something was written there."""
        before, self._today = self._today, self._services.today()
        if before != self._today:
            if self.month.grid.cursor_day == before and self.month.grid.selected is None:
                self.month.show_day(self._today)
            self.counter.follow(before)

    def show_deadlines(self, due: Mapping[dt.date, int]) -> None:
        """How many deadlines fall on which day; everything else here is read again too."""
        self._due = dict(due)
        self.month.set_days(self._services.calendar, self._due)
        self.starting.setText(f"新清单：{words_of(self._services.settings.count_start)}")
        self.counter.count()
        self._say_source()

    def choose(self, day: dt.date | None) -> None:
        """Say what a day is, and have its deadlines shown where it has any; None: all again."""
        self.month.select(day)
        shown = day if day is not None and self._due.get(day) else None
        if day is None:
            self.told.setText("")
        else:
            words = day_of(day, self._services.calendar, self._due, self._services.today()).sentence
            self.told.setText(words if shown else f"{words}，没有到期的事")
        self.told.setVisible(day is not None)
        self.all.setVisible(shown is not None)
        self.day_chosen.emit(shown)

    def _say_source(self) -> None:
        year, calendar = self.month.year, self._services.calendar
        words = year_in_words(year, calendar)
        faulty = self._services.calendar_problems
        if faulty:
            words += f"。有放假安排文件读不通，没有用上：{faulty[0]}"
        self.source.setText(f"{words}。")
        self.source.setToolTip(plain_tip("\n".join(str(problem) for problem in faulty)))
        self.carry.setVisible(year in calendar.notices)

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        month = QWidget()
        box = QVBoxLayout(month)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(SPACE_XS))
        box.addWidget(self.month)
        for widget in (self.told, self.all, self.source):
            box.addWidget(widget)
        links = QHBoxLayout()
        links.setSpacing(px(SPACE_L))
        links.addWidget(self.take_in)
        links.addWidget(self.carry)
        links.addStretch(1)
        box.addLayout(links)
        counting = QWidget()
        box = QVBoxLayout(counting)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(SPACE_M))
        box.addWidget(self.counter)
        box.addWidget(HLine(theme))
        row = QHBoxLayout()
        row.setSpacing(px(SPACE_S))
        row.addWidget(self.starting)
        row.addWidget(self.change_starting)
        row.addStretch(1)
        box.addLayout(row)
        self.add_section(month)
        self.add_section(counting)
