"""清单: finds, opens, copies, archives and deletes checklists. What a line says lives in `listing`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.record_listing import Column, order_of
from govdesk.records.finding import Find
from govdesk.records.model import RecordState, RecordSummary, Saved
from govdesk.records.trail import Step, UndoTrail
from govdesk.ui.actions.archiving import may_archive
from govdesk.ui.actions.record_actions import RecordErrands
from govdesk.ui.actions.record_export import RecordExporter
from govdesk.ui.kit.command import INSIDE, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, EmptyState, ErrorDialog, Ground
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.records.footer import RecordsFooter
from govdesk.ui.pages.records.header import RecordsHeader
from govdesk.ui.pages.records.keeping import Keeping
from govdesk.ui.pages.records.revised import RevisedBanner
from govdesk.ui.pages.records.sorting import add_orders, order_in_words
from govdesk.ui.pages.records.table import RecordsModel, RecordsTable

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record

_STATES = (RecordState.ONGOING, RecordState.FINISHED, RecordState.ARCHIVED)
_ALL = len(_STATES)


_ROOM_FOR_NUMBER = 800  # effective pixels


class RecordsPage(Page):
    """The page `checklists`; `filter` is a state's name, `all`, or `deleted` for the 回收站."""

    title = "清单"
    nav = "checklists"
    status_keys = (("↑↓", "选择"), *hints("open", "new", "print", ("find", "筛选")))

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._in_bin = False
        self._visited = False
        self._find = Find()
        self.outlet = RecordExporter(services, theme, self)
        self.header = RecordsHeader(theme)
        self.model = RecordsModel(lambda: services.calendar, services.today, self)
        self.table = RecordsTable(theme, self.model)
        self.none_yet = EmptyState(
            theme,
            "还没有清单",
            "从“办事”里选一件事，回答几个问题，清单就会出现在这里，并自动保存在本机。",
            primary="去选事项",
            icon="briefcase",
        )
        self.none_left = EmptyState(theme, "没有符合条件的清单", "换一个状态，或去掉筛选条件。", primary="看全部清单")
        self.bin_empty = EmptyState(
            theme, "回收站是空的", "删除的清单在这里保留 30 天，其间可以恢复。", primary="看全部清单"
        )
        self.footer = RecordsFooter(theme)
        self.revised = RevisedBanner(theme)
        self.buttons = self.footer.buttons
        self._lay_out()
        self.notice = Toast(theme, self.stack)
        self._trail = UndoTrail(lambda: services.store)
        self.errands = RecordErrands(services, theme, self.outlet, self.notice, self)
        self.keeping = Keeping(services, theme, self.outlet, self.errands, self.notice, self)
        self._fill_menu()
        self._connect()

    # What the window asks

    def activate(self, filter: str = "", **_: Any) -> None:
        """List anew; `filter` chooses a state first."""
        names = [*(state.value for state in _STATES), "all"]
        if filter in (*names, "deleted") or not self._visited:
            self._in_bin = filter == "deleted"
            self.header.segments.choose(-1 if self._in_bin else names.index(filter) if filter in names else _ALL)
            self.header.clear_filters()
            self._visited = True
        self.revised.look(self.services)
        self.refresh()

    def focus_first(self) -> None:
        """The table, or the button of the empty page."""
        shown = self.stack.currentWidget()
        if isinstance(shown, EmptyState) and shown.primary is not None:
            shown.primary.setFocus()
        else:
            self.table.setFocus()

    def apply_theme(self) -> None:
        """A larger text needs other widths."""
        self.header.apply_theme()

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the filters stand below, and columns go."""
        narrow, small = layout.side_below, layout.toc_drawer
        self.header.set_narrow(narrow)
        self.footer.set_narrow(small)
        self._enable()
        hidden = [Column.WIZARD] if narrow else []
        if small:
            hidden += [Column.HANDLER, Column.STARTED]
        if layout.effective < _ROOM_FOR_NUMBER:  # a list is known by its name
            hidden += [Column.NUMBER, Column.STATE]
        self.table.hide_columns(hidden)

    def day_changed(self) -> None:
        """What is late by now. Raises UserError from the store."""
        self.refresh()

    def panes(self) -> list[QWidget]:
        """Filter, table, footer."""
        return [self.header.text, self.table, self.buttons["open"]]

    def default_status(self) -> str:
        """Whether what is done here is saved."""
        return self.services.saving_in_words

    # What is shown

    def refresh(self, select: str = "", *, beside: bool = False) -> None:
        """Read the records again; the chosen line, or `select`, stays chosen. Raises UserError from the store.

        Where that is no longer listed the first line is chosen, or with `beside` the one that has taken its place.
        """
        place = self.table.currentIndex().row() if beside else 0
        chosen = self.table.selected()
        wanted = select or (chosen.number if chosen else "")
        store, segment = self.services.store, self.header.segments.index
        counts = store.counts()
        self.header.segments.set_counts([*(counts[state] for state in _STATES), sum(counts.values())])
        states = None if self._in_bin or segment == _ALL else (_STATES[segment],)
        every = Find(states=states, text=self.header.text.text(), deleted=self._in_bin)
        if self.revised.bases and not self._in_bin:
            live = every.states or (RecordState.ONGOING, RecordState.FINISHED)
            every = msgspec.structs.replace(every, bases=self.revised.bases, states=live)
        facets = store.facets(every)
        self.header.set_choices(facets)
        self._find = find = msgspec.structs.replace(every, **self.header.filters)
        sort, turned = order_of(self.model.column, descending=self.model.descending)
        total = facets.count(**self.header.filters)
        self.model.set_source(
            total, lambda offset, limit: store.page(find, sort, reverse=turned, limit=limit, offset=offset)
        )
        row = self.model.row_in_first_page(wanted)
        if row is None and wanted and total:
            row = store.position(wanted, find, sort, reverse=turned)
        if total:
            self.table.selectRow(min(max(place, 0), total - 1) if row is None else row)
        self.header.title.setText("回收站" if self._in_bin else "清单")
        self.header.bin.setText("回到清单" if self._in_bin else "回收站")
        self.header.bin.set_icon("arrow-left" if self._in_bin else "trash")
        self.stack.setCurrentWidget(self._what_to_show(any(counts.values())))
        self._enable()

    def _what_to_show(self, any_records: bool) -> QWidget:
        if self.model.rowCount():
            return self.table
        if self._in_bin and not self.header.text.text():
            return self.bin_empty
        return self.none_left if any_records or self._in_bin else self.none_yet

    def _enable(self) -> None:
        self.footer.fit(self.table.selected(), self.model.rowCount(), in_bin=self._in_bin)

    def _list_again(self) -> None:
        try:
            self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()

    # What a hand does

    def open_chosen(self) -> None:
        """Open the chosen checklist."""
        chosen = self.table.selected()
        if chosen is not None:
            self.go(targets.Checklist(record=chosen.number))

    def _with_chosen(self, act: Callable[[RecordSummary], object]) -> Callable[[], None]:
        def run() -> None:
            chosen = self.table.selected()
            if chosen is None:
                return
            try:
                act(chosen)
            except UserError as error:
                ErrorDialog.from_error(self.theme, error, self).exec()

        return run

    def _print(self, chosen: RecordSummary) -> None:
        if self.outlet.print_record(self.services.store.load(chosen.number)):
            self.notice.show_message("已送到打印机", offer=False)

    def _copy(self, chosen: RecordSummary) -> None:
        made = self.errands.copy(self.services.store.load(chosen.number))
        self.go(targets.Checklist(record=made.number))

    def _archive(self, chosen: RecordSummary) -> None:
        store = self.services.store
        record = store.load(chosen.number)
        if record.archived_at is not None:
            saved, words = store.unarchive(record, self._by()), f"{chosen.number} 已恢复办理"
        elif may_archive(self.services, self.theme, record, self):
            saved, words = store.archive(record, self._by()), f"{chosen.number} 已归档"
        else:
            return
        self._done(words, saved)

    def _delete(self, chosen: RecordSummary) -> None:
        if self._in_bin:
            return
        dialog = Dialog(self.theme, f"把 {chosen.number} 删到回收站？", self)
        dialog.add_text(chosen.title)
        dialog.add_text("回收站里保留 30 天，其间可以恢复。")
        dialog.add_button("删除")
        dialog.add_button("取消", primary=True)
        if dialog.exec() == 0:
            saved = self.services.store.delete(chosen.number, self._by())
            self._done(f"{chosen.number} 已删到回收站", saved)

    def _restore(self, chosen: RecordSummary) -> None:
        saved = self.services.store.restore(chosen.number, self._by())
        self._done(f"{chosen.number} 已放回清单", saved)

    def _done(self, words: str, saved: Saved) -> None:
        self.refresh(beside=True)
        undo = self.undo if self._trail.add(saved) else None
        self.notice.show_message(words, undo, offer=undo is not None)

    def undo(self) -> None:
        """Take the last change made here back."""
        self._step(self._trail.undo, "已撤销", "没有可以撤销的改动")

    def redo(self) -> None:
        """Make the change last taken back again."""
        self._step(self._trail.redo, "已恢复", "没有可以恢复的改动")

    def _step(self, act: Callable[[str], Step | None], words: str, none: str) -> None:
        try:
            step = act(self._by())
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()
            return
        if step is None:
            self.notice.show_message(none, offer=False)
            return
        self.refresh(step.saved.record.number)
        self.notice.show_message(f"{step.saved.record.number} {words}", offer=False)

    def _errand(self, act: Callable[[Record], object]) -> Callable[[], None]:
        """`act` on the chosen record."""
        return self._with_chosen(lambda chosen: act(self.services.store.load(chosen.number)))

    def _keep(self, act: Callable[[], object]) -> Callable[[], None]:
        """`act`; the list is read again where it has changed anything."""

        def run() -> None:
            self.errands.attempt(lambda: self.refresh() if act() else None)

        return run

    def bring_in(self, file: Path) -> None:
        """Look at a file of lists, as 导入清单 does with one that was picked; the user says whether it comes in."""
        self._keep(lambda: self.keeping.import_path(file))()

    def _export_table(self) -> None:
        sort, turned = order_of(self.model.column, descending=self.model.descending)
        self.keeping.export_table(self.services.store.page(self._find, sort, reverse=turned))

    def _by(self) -> str:
        return self.services.settings.handler

    def _toggle_bin(self) -> None:
        self.activate(filter="all" if self._in_bin else "deleted")

    def _show_all(self) -> None:
        self.activate(filter="all")
        self.focus_first()

    # How the parts are joined

    def _connect(self) -> None:
        def home() -> None:
            self.go(targets.Home())

        header, buttons = self.header, self.buttons
        header.changed.connect(self._on_filter)
        header.bin_requested.connect(self._toggle_bin)
        header.new_requested.connect(home)
        self.none_yet.primary_clicked.connect(home)
        self.none_left.primary_clicked.connect(self._show_all)
        self.bin_empty.primary_clicked.connect(self._show_all)
        self.table.open_requested.connect(self.open_chosen)
        self.table.delete_requested.connect(self._with_chosen(self._delete))
        self.table.selection_changed.connect(self._enable)
        self.table.menu_requested.connect(self._show_menu)
        self.model.sorted.connect(self._sort)
        self.revised.turned.connect(self._list_again)
        # It is met while painting: a dialog waits until that is over.
        self.model.failed.connect(
            lambda error: ErrorDialog.from_error(self.theme, error, self).exec(), Qt.ConnectionType.QueuedConnection
        )
        buttons["table"].clicked.connect(lambda: self.errands.attempt(self._export_table))
        buttons["open"].clicked.connect(self.open_chosen)
        for name, act in (
            ("print", self._print),
            ("copy", self._copy),
            ("archive", self._archive),
            ("delete", self._delete),
            ("restore", self._restore),
        ):
            buttons[name].clicked.connect(self._with_chosen(act))
        add_commands(self, {"find": header.text.setFocus, "undo": self.undo, "redo": self.redo}, INSIDE)

    def _fill_menu(self) -> None:
        errands, keeping = self.errands, self.keeping
        for_record = (
            ("办理记录…", errands.show_history),
            ("加入日历…", errands.add_to_calendar),
            ("带到另一台电脑…", errands.carry),
        )
        self.footer.add([(words, self._errand(act)) for words, act in for_record], record=True)
        for_all = (
            ("导入清单…", keeping.import_file),
            ("全部导出…", keeping.export_all),
            ("备份和恢复…", keeping.back_up),
        )
        self.footer.add([(words, self._keep(act)) for words, act in for_all], record=False)
        self.footer.fold()

    def _show_menu(self, at: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        self.footer.offer(menu)
        add_orders(menu, self.table)
        menu.popup(at)

    def _sort(self) -> None:
        self._list_again()
        self.status_message.emit(order_in_words(self.model.column, descending=self.model.descending))

    def _on_filter(self) -> None:
        if self.header.segments.index >= 0:
            self._in_bin = False
        self._list_again()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for widget in (self.table, self.none_yet, self.none_left, self.bin_empty):
            self.stack.addWidget(widget)
        ground = Ground(self.theme, "page")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.stack)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.revised)
        box.addWidget(ground, 1)
        box.addWidget(self.footer)
