"""期限: every open limit of every checklist, by urgency. What is due follows from the records; nothing is kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.records.model import ItemState
from govdesk.ui.checklist.notice import NoticeBar
from govdesk.ui.deadlines.agenda import Deadline, handlers, read_deadlines
from govdesk.ui.deadlines.counter import WorkdayCounter
from govdesk.ui.deadlines.listview import AgendaModel, AgendaView
from govdesk.ui.shell.layout import WindowLayout
from govdesk.ui.shell.page import Page
from govdesk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Theme
from govdesk.ui.widgets import ComboBox, EmptyState, ErrorDialog, Ground, Label
from govdesk.workdays import date_zh

if TYPE_CHECKING:
    from govdesk.app import Services

SIDE_WIDTH = 328
_ALL = "全部经办人"


class DeadlinesPage(Page):
    """The page `deadlines`."""

    title = "期限"
    nav = "deadlines"
    status_keys = (("↑↓", "选择"), ("Space", "办结"), ("Enter", "打开清单"))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._deadlines: list[Deadline] = []
        self._changes: list[int] = []
        self.model = AgendaModel(self)
        self.view = AgendaView(theme, self.model)
        self.who = ComboBox(theme, name="经办人")
        self.counter = WorkdayCounter(theme, lambda: services.calendar, services.today())
        self.nothing = EmptyState(
            theme,
            "没有逾期，今天也没有到期的事",
            "清单里填了收文日期，要在限期内办的事项就会出现在这里。",
            primary="看全部清单",
            icon="clipboard-text",
        )
        self._lay_out()
        self.notice = NoticeBar(theme, self.stack)
        self.view.open_requested.connect(self.open_chosen)
        self.view.done_requested.connect(self.finish_chosen)
        self.who.activated.connect(lambda _: self._show())
        self.nothing.primary_clicked.connect(lambda: self.navigate.emit("checklists", {}))
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    def activate(self, **_: Any) -> None:
        """Read the records again. Raises UserError from the store."""
        self.refresh()
        self.counter.count()

    def focus_first(self) -> None:
        """The list, or the button of the empty page."""
        if self.stack.currentWidget() is self.view or self.nothing.primary is None:
            self.view.setFocus()
        else:
            self.nothing.primary.setFocus()

    def apply_theme(self) -> None:
        """A larger text needs other widths."""
        self.side.setFixedWidth(self.theme.px(SIDE_WIDTH))

    def apply_layout(self, layout: WindowLayout) -> None:
        """The tool goes where there is no room for it beside the list."""
        self.apply_theme()
        self.side.setVisible(not layout.toc_drawer)

    def panes(self) -> list[QWidget]:
        """Filter, list, tool."""
        return [self.who, self.view, self.counter.start]

    def default_status(self) -> str:
        """What is counted."""
        return "工作日不含周六、周日和法定节假日，含调休上班的日子"

    def refresh(self) -> None:
        """Read the records again. Raises UserError from the store."""
        self._deadlines = read_deadlines(self.services.store, self.services.calendar, self.services.today())
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
        self.model.set_deadlines([line for line in self._deadlines if who in ("", line.handler)])
        self.view.setCurrentIndex(self.model.find(chosen.number if chosen else "", chosen.item if chosen else ""))
        self.stack.setCurrentWidget(self.view if self.model.rowCount() else self.nothing)

    def open_chosen(self) -> None:
        """Open the checklist at the item."""
        chosen = self.view.current()
        if chosen is not None:
            self.navigate.emit("checklist", {"record": chosen.number, "item": chosen.item})

    def finish_chosen(self) -> None:
        """办结: on the disk first, then gone from here."""
        chosen = self.view.current()
        if chosen is None:
            return
        by = chosen.handler or self.services.settings.handler
        try:
            saved = self.services.store.set_state(chosen.number, chosen.item, ItemState.DONE, by)
            if saved.change is not None:
                self._changes.append(saved.change.id)
            self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.notice.show_message(f"已记为办结：{chosen.what}", self.undo)

    def undo(self) -> None:
        """Take back the last 办结 made here."""
        if not self._changes:
            return
        try:
            self.services.store.undo(self._changes.pop(), self.services.settings.handler)
            self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        self.notice.show_message("已撤销", offer=False)

    def _lay_out(self) -> None:
        theme, px = self.theme, self.theme.px
        head = Ground(theme, "panel", "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(px(32), px(SPACE_L - 2), px(32), px(SPACE_M))
        row.setSpacing(px(SPACE_XL))
        row.addWidget(Label(theme, "期限", "page_title"))
        row.addWidget(Label(theme, f"今天 {date_zh(self.services.today())}", "ui", "ink2"))
        row.addStretch(1)
        self.who.setMinimumWidth(px(140))
        row.addWidget(self.who)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        ground = Ground(theme, "page")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.stack)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(head)
        left.addWidget(ground, 1)
        self.side = Ground(theme, "panel", "l")
        side = QVBoxLayout(self.side)
        side.setContentsMargins(px(24), px(SPACE_XL), px(24), px(SPACE_L))
        side.addWidget(self.counter)
        side.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)
