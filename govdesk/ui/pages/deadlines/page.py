"""期限: every open limit of every checklist, by urgency. What is due follows from the records; nothing is kept here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.agenda import MOST_LISTS, Deadline, due_by_day, due_records, handlers, read_deadlines, settled_wait
from govdesk.present.commands import hints
from govdesk.records.model import ItemState
from govdesk.records.trail import Step, UndoTrail
from govdesk.ui.actions.calendar_export import any_to_call_off, send_to_calendar
from govdesk.ui.actions.paper import PaperCommands
from govdesk.ui.actions.record_actions import RecordErrands
from govdesk.ui.actions.record_export import RecordExporter
from govdesk.ui.kit.command import INSIDE, CommandAction, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_XL, Theme
from govdesk.ui.kit.widgets import ComboBox, EmptyState, ErrorDialog, Ground, Label, SecondaryButton
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.deadlines.listview import AgendaModel, AgendaView
from govdesk.ui.pages.deadlines.papers import agenda_job
from govdesk.ui.pages.deadlines.side import DeadlinesSide
from govdesk.ui.pages.deadlines.starting import choose_starting
from govdesk.workdays import date_zh, whole_year

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.jobs import Job

SIDE_WIDTH = 328
_NO_LIMIT = 16_777_215  # Qt's own widest
_ALL = "全部经办人"


class DeadlinesPage(Page):
    """The page `deadlines`."""

    title = "期限"
    nav = "deadlines"
    status_keys = (("↑↓", "选择"), *hints("settle", ("open", "打开清单"), "print"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._deadlines: list[Deadline] = []
        self._trail = UndoTrail(lambda: services.store)
        self._day: dt.date | None = None  # only this day's deadlines are shown
        self.outlet = RecordExporter(services, theme, self)
        self.model = AgendaModel(self)
        self.view = AgendaView(theme, self.model)
        self.who = ComboBox(theme, name="经办人")
        self.add = SecondaryButton(
            theme, "加入日历", icon="calendar-plus", tip="写成日历文件，手机和电脑上的日历都能打开"
        )
        self.print = SecondaryButton(theme, "")
        self.side = DeadlinesSide(services, theme)
        self.turn = SecondaryButton(theme, "看月历", icon="calendar-check")
        self.turn.hide()
        self._narrow = False
        self.month, self.counter = self.side.month, self.side.counter
        self.nothing = EmptyState(
            theme,
            "没有逾期，今天也没有到期的事",
            "清单里填了收文日期，要在限期内办的事项就会出现在这里。",
            primary="看全部清单",
            icon="clipboard-text",
        )
        self._lay_out()
        self.notice = Toast(theme, self.stack)
        self.errands = RecordErrands(services, theme, self.outlet, self.notice, self)
        self.view.open_requested.connect(self.open_chosen)
        self.view.done_requested.connect(self.finish_chosen)
        self.view.menu_requested.connect(self._show_menu)
        self.who.activated.connect(lambda _: self._show())
        self.add.clicked.connect(self.add_to_calendar)
        self.side.day_chosen.connect(self._show_day)
        self.side.import_requested.connect(self.import_holidays)
        self.side.carry_requested.connect(self.carry_year)
        self.side.starting_requested.connect(self._choose_starting)
        self.nothing.primary_clicked.connect(lambda: self.go(targets.Checklists()))
        self.paper = PaperCommands(self, self.outlet, self._job, self._say, context=INSIDE)
        self.print.follow(self.paper.print)
        self._turn = CommandAction(self, "side", self._turn_over, text="看月历")
        self.turn.follow(self._turn)
        add_commands(self, {"undo": self.undo, "redo": self.redo}, INSIDE)

    def activate(self, **_: Any) -> None:
        """Read the records again. Raises UserError from the store."""
        self.refresh()

    def focus_first(self) -> None:
        """The list, or the button of the empty page."""
        if self.stack.currentWidget() is self.view or self.nothing.primary is None:
            self.view.setFocus()
        else:
            self.nothing.primary.setFocus()

    def apply_theme(self) -> None:
        """A larger text needs other widths."""
        if self._narrow:
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(_NO_LIMIT)
        else:
            self._panel.setFixedWidth(self.theme.px(SIDE_WIDTH))

    def apply_layout(self, layout: WindowLayout) -> None:
        """Where there is no room for the month beside the list, F4 turns from one to the other."""
        if layout.toc_drawer != self._narrow:
            self._narrow = layout.toc_drawer
            (self._left if self._narrow else self._whole).addWidget(self._panel)
            self.turn.setVisible(self._narrow)
            self._turn.setEnabled(self._narrow)
            self.add.setVisible(not self._narrow)  # the month and the list need the room; 清单 has it too
            self._show_month(False)
        self.apply_theme()

    def _turn_over(self) -> None:
        self._show_month(not self._panel.isVisible())

    def _show_month(self, shown: bool) -> None:
        """In a narrow window: the month instead of the list."""
        self._panel.setVisible(shown or not self._narrow)
        self._list.setVisible(not (shown and self._narrow))
        self._turn.say("看期限" if shown else "看月历")
        if self._narrow:
            (self.month.grid if shown else self.view).setFocus()

    def panes(self) -> list[QWidget]:
        """Filter, list, month, tool."""
        return [self.who, self.view, self.month.grid, self.counter.start]

    def default_status(self) -> str:
        """What is counted."""
        return "工作日不含周六、周日和法定节假日，含调休上班的日子"

    def day_changed(self) -> None:
        """Heading, list, month and tool. Raises UserError from the store."""
        self.refresh()

    def refresh(self) -> None:
        """Read the records again. Raises UserError from the store."""
        store, today = self.services.store, self.services.today()
        self.today.setText(f"今天 {date_zh(today)}")
        self.side.show_today()
        self._deadlines, more = read_deadlines(store, self.services.calendar, today)
        self.left_out.setText(f"清单太多，只列最紧的 {MOST_LISTS} 份" if more else "")
        before = self.who.currentData() or ""
        self.who.clear()
        self.who.addItem(_ALL, "")
        for name in handlers(self._deadlines):
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(0, self.who.findData(before)))
        self._show()

    def _show(self) -> None:
        chosen = self.view.current()
        who = self.who.currentData() or ""
        lines = [line for line in self._deadlines if who in ("", line.handler)]
        self.side.show_deadlines(due_by_day(lines))
        if self._day is not None and not any(line.due == self._day for line in lines):
            self._day = None  # the last of that day has been settled
            self.side.choose(None)
        self.model.set_deadlines([line for line in lines if self._day in (None, line.due)])
        self.add.setEnabled(bool(lines))
        self.add.setToolTip("" if lines else "没有期限")
        if not lines and any_to_call_off(self.services, who):
            self.add.setEnabled(True)
            self.add.setToolTip("把已经办结的从日历里撤去")
        for command in self.paper.all():
            command.setEnabled(bool(lines))
            command.setToolTip(command.command.tooltip() if lines else "没有期限")
        self.view.setCurrentIndex(self.model.find(chosen.number if chosen else "", chosen.item if chosen else ""))
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else self.nothing)

    def _show_day(self, day: dt.date | None) -> None:
        if day != self._day:
            self._day = day
            self._show()
            if day is not None and self._narrow:
                self._show_month(False)

    # What leaves the page, and what comes in

    def add_to_calendar(self) -> None:
        """加入日历: what is shown for the person chosen, as a calendar file."""
        who = self.who.currentData() or ""
        try:
            path = send_to_calendar(
                self.services,
                self.outlet,
                f"期限-{self.services.today()}.ics",
                due_records(self.services.store, who, waiting=True)[0],
                lambda event: who in ("", event.handler),
            )
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.errands.tell(path, "已写成日历文件")

    def _job(self) -> Job:
        """期限一览. Raises UserError from the store."""
        return agenda_job(self.services, self.who.currentData() or "")

    def _say(self, words: str) -> None:
        self.notice.show_message(words, offer=False)

    def import_holidays(self, file: Path | None = None) -> None:
        """导入放假安排, from `file` where one is given; what is due is counted anew."""
        if self.errands.import_holidays(file):
            self.refresh()

    def carry_year(self, year: int) -> None:
        """Save a year's arrangement where another machine can take it in."""
        folder = self.services.calendar_folders[-1]
        path = self.outlet.save_bytes(f"{year}.toml", lambda: whole_year(folder, year))
        self.errands.tell(path, f"{year} 年放假安排已另存")

    def _choose_starting(self) -> None:
        if choose_starting(self.services, self.theme, self):
            self._show()

    # What a hand does

    def open_chosen(self) -> None:
        """Open the checklist at the item."""
        chosen = self.view.current()
        if chosen is not None:
            self.go(targets.Checklist(record=chosen.number, item=chosen.item))

    def _show_menu(self, at: QPoint) -> None:
        chosen = self.view.current()
        if chosen is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        menu.addAction("打开清单", self.open_chosen)
        menu.addAction("已办好，不再等" if chosen.waits else "记为办结", self.finish_chosen)
        menu.addSeparator()
        menu.addAction("复制这一行", lambda: QGuiApplication.clipboard().setText(chosen.sentence))
        menu.addAction(f"打印 {chosen.number}", lambda: self.errands.attempt(lambda: self._print_one(chosen.number)))
        menu.popup(at)

    def _print_one(self, number: str) -> None:
        if self.outlet.print_record(self.services.store.load(number)):
            self._say("已送到打印机")

    def finish_chosen(self) -> None:
        """办结: on the disk first, then gone from here."""
        chosen = self.view.current()
        if chosen is None:
            return
        store, by = self.services.store, chosen.handler or self.services.settings.handler
        try:
            if chosen.waits:
                jottings = settled_wait(store.load(chosen.number), chosen.item, self.services.today())
                saved = store.set_jottings(chosen.number, chosen.item, jottings, by)
            else:
                saved = store.set_state(chosen.number, chosen.item, ItemState.DONE, by)
            words = f"{chosen.waits}已办好，不再等" if chosen.waits else "已记为办结"
            told = f"{words}：{chosen.what}"
            self._trail.add(saved, told.removeprefix("已"))
            self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.notice.show_message(told, self.undo)

    def undo(self) -> None:
        """Take back the last 办结 made here."""
        self._step(self._trail.undo, "已撤销", "没有可以撤销的改动")

    def redo(self) -> None:
        """Make the 办结 last taken back again."""
        self._step(self._trail.redo, "已重做", "没有可以重做的改动")

    def _step(self, act: Callable[[str], Step | None], words: str, none: str) -> None:
        try:
            step = act(self.services.settings.handler)
            if step is not None:
                self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.notice.show_message(f"{words}：{step.words}" if step is not None else none, offer=False)

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        head = Ground(theme, "panel", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(px(32), px(SPACE_L - 2), px(32), px(SPACE_M))
        row.setSpacing(px(SPACE_XL))
        row.addWidget(Label(theme, "期限", "page_title"))
        self.today = Label(theme, "", "ui", "ink2")
        row.addWidget(self.today)
        self.left_out = Label(theme, "", "ui", "ver")
        row.addWidget(self.left_out)
        row.addStretch(1)
        self.who.setMinimumWidth(px(140))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(SPACE_M - 2))
        for widget in (self.turn, self.who, self.add, self.print):
            buttons.addWidget(widget)
        row.addLayout(buttons)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self._list = Ground(theme, "page")
        inner = QVBoxLayout(self._list)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.stack)
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addWidget(head)
        self._left.addWidget(self._list, 1)
        self._panel = Ground(theme, "panel", "l")
        side = QVBoxLayout(self._panel)
        side.setContentsMargins(1, 0, 0, 0)
        side.addWidget(self.side)
        self._whole = whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._left, 1)
        whole.addWidget(self._panel)
