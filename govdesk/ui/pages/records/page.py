"""清单: finds, opens, copies, archives, ties and deletes checklists and drafts. What a line says lives in `present`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.draft_listing import DraftLine, draft_lines, find_drafts
from govdesk.present.record_listing import hidden_columns
from govdesk.records.finding import Find
from govdesk.records.model import RecordState, RecordSummary, Saved
from govdesk.ui.actions.record_actions import RecordErrands
from govdesk.ui.actions.record_export import RecordExporter
from govdesk.ui.kit.command import INSIDE, add_commands
from govdesk.ui.kit.layout import WIDE, WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog, Ground
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.records.chain import chain
from govdesk.ui.pages.records.drafting import Drafting
from govdesk.ui.pages.records.drafts import DraftsPanel
from govdesk.ui.pages.records.footer import RecordsFooter
from govdesk.ui.pages.records.header import RecordsHeader
from govdesk.ui.pages.records.keeping import Keeping
from govdesk.ui.pages.records.kin import KinStrip
from govdesk.ui.pages.records.listing import Listing
from govdesk.ui.pages.records.model import RecordsModel
from govdesk.ui.pages.records.revised import RevisedBanner
from govdesk.ui.pages.records.several import Several
from govdesk.ui.pages.records.sorting import add_orders, order_in_words
from govdesk.ui.pages.records.stack import RecordsStack
from govdesk.ui.pages.records.table import RecordsTable
from govdesk.ui.pages.records.undoing import Undoing

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Draft, Record

_STATES = (RecordState.ONGOING, RecordState.FINISHED, RecordState.ARCHIVED)
#: Segments: 草稿, the states, 全部.
_DRAFTS, _ALL = 0, len(_STATES) + 1
_NAMES = ("drafts", *(state.value for state in _STATES), "all")
_MOST_KEPT = 100  # chosen lines that stay chosen when the list is read again


class RecordsPage(Page):
    """The page `checklists`; `filter` is a state's name, `drafts`, `all`, or `deleted` for the 回收站."""

    title = "清单"
    nav = "checklists"
    status_keys = (
        ("Shift+↑↓", "连选"),
        ("Ctrl+Space", "加选"),
        ("Ctrl+A", "全选"),
        *hints("open", "new", ("find", "筛选")),
    )

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._in_bin = False
        self._opened_from_bin = False
        self._visited = False
        self._narrow = False
        self._room = WIDE  # effective pixels
        self.outlet = RecordExporter(services, theme, self)
        self.header = RecordsHeader(theme)
        self.model = RecordsModel(lambda: services.calendar, services.today, self)
        self._listing = Listing(services, self.model)
        self.table = RecordsTable(theme, self.model)
        self.stack = RecordsStack(theme, self.table)
        self.footer = RecordsFooter(theme)
        self.revised = RevisedBanner(theme)
        self.drafts = DraftsPanel(theme)
        self.kin = KinStrip(theme)
        self.buttons = self.footer.buttons
        self._lay_out()
        self.notice = Toast(theme, self.stack)
        self.errands = RecordErrands(services, theme, self.outlet, self.notice, self)
        self.undoing = Undoing(services, self.errands, self.notice, self.refresh, self)
        self.several = Several(services, theme, self.outlet, self.errands, self.notice, self._done, self)
        self.drafting = Drafting(services, theme, self.errands, self.go, self._dropped, self)
        self.keeping = Keeping(services, theme, self.outlet, self.errands, self.notice, self)
        self._fill_menu()
        self._connect()

    # What the window asks

    def activate(self, filter: str = "", **_: Any) -> None:
        """List anew; `filter` chooses a state first."""
        if not filter and self._in_bin and not self._opened_from_bin:
            filter = "all"  # by the tab one leaves the 回收站; from a list opened there one comes back to it
        self._opened_from_bin = False
        if filter in (*_NAMES, "deleted") or not self._visited:
            self._in_bin = filter == "deleted"
            self.header.segments.choose(-1 if self._in_bin else _NAMES.index(filter) if filter in _NAMES else _ALL)
            self.header.clear_filters()
            self._visited = True
        self.revised.look(self.services)
        self.refresh()

    def focus_first(self) -> None:
        """The table, or the button of the empty page."""
        if self._on_drafts() and self.drafts.rows():
            self.drafts.rows()[0].setFocus()
        else:
            self.stack.focus_first()

    def apply_theme(self) -> None:
        """A larger text needs other widths."""
        self.header.apply_theme()

    def apply_layout(self, layout: WindowLayout) -> None:
        """In a narrow window the filters stand below, and columns go."""
        narrow, small = layout.side_below, layout.toc_drawer
        self.header.set_narrow(narrow, cramped=layout.cramped, low=layout.low)
        self.footer.set_narrow(small or narrow, low=layout.low)
        self._room, self._narrow = layout.effective, narrow
        self.drafts.set_low(layout.low)
        self.table.hide_columns(hidden_columns(self._room, in_bin=self._in_bin))
        self._enable()

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
        """Read the records again; the chosen lines, or `select`, stay chosen. Raises UserError from the store.

        Where none of them is listed any more the first line is chosen, or with `beside` the one that has taken the place.
        """
        place = self.table.currentIndex().row() if beside else 0
        wanted = [select] if select else [line.number for line in self.table.chosen()[:_MOST_KEPT]]
        store, segment = self.services.store, self.header.segments.index
        counts = store.counts()
        lines = [] if self._in_bin else draft_lines(store.drafts(), self.services.library)
        self.header.segments.set_counts([len(lines), *(counts[state] for state in _STATES), sum(counts.values())])
        self._show_drafts(lines)
        states = None if self._in_bin or segment in (_ALL, _DRAFTS) else (_STATES[segment - 1],)
        every = Find(states=states, text=self.header.text.text(), deleted=self._in_bin)
        if self.revised.bases and not self._in_bin:
            live = every.states or (RecordState.ONGOING, RecordState.FINISHED)
            every = msgspec.structs.replace(every, bases=self.revised.bases, states=live)
        facets = store.facets(every)
        self.header.set_choices(facets)
        filters = self.header.filters
        total = 0 if self._on_drafts() else facets.count(**filters)
        self._listing.fill(every, filters, total)
        rows = [row for number in wanted if (row := self._listing.row_of(number)) is not None] if total else []
        if total:
            self.table.choose(rows or [min(max(place, 0), total - 1)])
        self.header.title.setText("回收站" if self._in_bin else "清单")
        self.header.bin.setText("回到清单" if self._in_bin else "回收站")
        self.header.bin.set_icon("arrow-left" if self._in_bin else "trash")
        self.table.hide_columns(hidden_columns(self._room, in_bin=self._in_bin))
        self.stack.choose(
            listed=total > 0,
            drafts=self._on_drafts(),
            in_bin=self._in_bin,
            filtered=bool(self.header.text.text()),
            any_records=any(counts.values()),
        )
        self.ground.setVisible(not (self._on_drafts() and lines))
        self._enable()

    def _on_drafts(self) -> bool:
        return not self._in_bin and self.header.segments.index == _DRAFTS

    def _show_drafts(self, lines: list[DraftLine]) -> None:
        """Over the whole list, or alone in their own segment; the filters hold for them too."""
        shown = find_drafts(lines, self.header.text.text(), self.header.filters)
        everywhere = self._on_drafts() or self.header.segments.index == _ALL
        self.drafts.show_lines(shown, self.services.today(), alone=self._on_drafts(), narrow=self._narrow)
        self.drafts.setVisible(bool(shown) and everywhere and not self._in_bin)

    def _enable(self) -> None:
        self.footer.fit(self._chosen(), self.model.rowCount(), in_bin=self._in_bin)
        self.footer.setVisible(not self._on_drafts())
        self._show_kin()

    def _chosen(self) -> list[RecordSummary]:
        return self.table.chosen() if self.model.rowCount() else []

    def _show_kin(self) -> None:
        """The chain of the line with the focus, where it has one."""
        line = self.table.focused() if self.model.rowCount() else None
        if self._in_bin or self.table.count() != 1:
            line = None
        kin, after = chain(self.services, line)
        self.kin.show_kin(kin, line.number if line is not None else "", after)

    def _list_again(self) -> None:
        try:
            self.refresh()
        except UserError as error:
            ErrorDialog.from_error(self.theme, error, self).exec()

    # User actions

    def open_chosen(self) -> None:
        """Open the chosen checklist."""
        chosen = self.table.selected()
        if chosen is not None:
            self._opened_from_bin = self._in_bin
            self.go(targets.Checklist(record=chosen.number))

    def _with_chosen(self, act: Callable[[RecordSummary], object]) -> Callable[[], None]:
        """`act` on the one chosen line."""
        return self._with_all(lambda lines: act(lines[0]) if len(lines) == 1 else None)

    def _with_all(self, act: Callable[[list[RecordSummary]], object]) -> Callable[[], None]:
        """`act` on all chosen lines."""

        def run() -> None:
            if lines := self._chosen():
                self.errands.attempt(lambda: act(lines))

        return run

    def _copy(self, chosen: RecordSummary) -> None:
        made = self.errands.copy(self.services.store.load(chosen.number))
        self.go(targets.Checklist(record=made.number))

    def _delete(self, lines: list[RecordSummary]) -> None:
        if self._in_bin:
            self.several.remove(lines)
        else:
            self.several.delete(lines)

    def _done(self, saved: Sequence[Saved], words: str, step: str) -> None:
        """Something was changed: list anew, and offer to take it back."""
        self.refresh(beside=True)
        self.undoing.changed(saved, words, step)

    def _dropped(self, draft: Draft | None, words: str) -> None:
        """A draft was deleted."""
        self.refresh()
        self.undoing.dropped(draft, words)
        if self.drafts.rows():
            self.drafts.rows()[0].setFocus()

    def _menu(self) -> Menu:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        return menu

    def _errand(self, act: Callable[[Record], object]) -> Callable[[], None]:
        """`act` on the chosen record."""
        return self._with_chosen(lambda chosen: act(self.services.store.load(chosen.number)))

    def _begin_next(self, wizard: str) -> None:
        """The errand that comes next, with what the last list of the chain can give it."""
        line = self.table.focused()
        if line is not None:
            last = self.services.store.kin(line.number)[-1]
            self.go(targets.RunWizard(rule=last.rule, wizard=wizard, follows=last.number))

    def _keep(self, act: Callable[[], object]) -> Callable[[], None]:
        """`act`; the list is read again where it has changed anything."""

        def run() -> None:
            self.errands.attempt(lambda: self.refresh() if act() else None)

        return run

    def bring_in(self, file: Path) -> None:
        """Look at a file of lists, as 导入清单 does with one that was picked; the user says whether it comes in."""
        self._keep(lambda: self.keeping.import_path(file))()

    def _lines(self) -> list[RecordSummary]:
        """The chosen lines where there are several, else all that are listed."""
        chosen = self._chosen()
        return chosen if len(chosen) > 1 else self._listing.every()

    def _export_table(self) -> None:
        self.keeping.export_table(self._lines())

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
        self.stack.home_requested.connect(home)
        self.stack.all_requested.connect(self._show_all)
        self.table.open_requested.connect(self.open_chosen)
        self.table.delete_requested.connect(self._with_all(self._delete))
        self.table.selection_changed.connect(self._enable)
        self.table.kin_requested.connect(self._to_kin)
        self.footer.none.clicked.connect(lambda: self.table.choose([max(0, self.table.currentIndex().row())]))
        self.drafts.opened.connect(self.drafting.open)
        self.drafts.left.connect(self.table.setFocus)
        self.drafts.dropped.connect(self.drafting.drop)
        self.drafts.menu_requested.connect(lambda line, at: self.drafting.fill(self._menu(), line, at))
        self.kin.opened.connect(lambda number: self.go(targets.Checklist(record=number)))
        self.kin.begun.connect(lambda wizard: self.errands.attempt(lambda: self._begin_next(wizard)))
        self.kin.untied.connect(self._with_chosen(self.several.untie))
        self.kin.covered.connect(self._with_chosen(self.several.print_cover))
        self.table.menu_requested.connect(self._show_menu)
        self.model.sorted.connect(self._sort)
        self.revised.turned.connect(self._list_again)
        # It is met while painting: a dialog waits until that is over.
        self.model.failed.connect(
            lambda error: ErrorDialog.from_error(self.theme, error, self).exec(), Qt.ConnectionType.QueuedConnection
        )
        buttons["table"].clicked.connect(lambda: self.errands.attempt(self._export_table))
        header.text.down_requested.connect(self.table.setFocus)
        buttons["open"].clicked.connect(self.open_chosen)
        buttons["copy"].clicked.connect(self._with_chosen(self._copy))
        for name, act in (
            ("print", self.several.print_all),
            ("archive", self.several.archive),
            ("delete", self._delete),
            ("restore", self.several.restore),
            ("remove", self.several.remove),
            ("tie", self.several.tie),
        ):
            buttons[name].clicked.connect(self._with_all(act))
        add_commands(self, {"find": header.text.setFocus, "undo": self.undoing.undo, "redo": self.undoing.redo}, INSIDE)

    def _fill_menu(self) -> None:
        errands, keeping = self.errands, self.keeping
        for_several = (("导出 PDF…", self.several.export), ("带到另一台电脑…", self.several.carry))
        self.footer.add([(words, self._with_all(act)) for words, act in for_several], record=True, several=True)
        for_record = (("办理记录…", errands.show_history), ("加入日历…", errands.add_to_calendar))
        self.footer.add([(words, self._errand(act)) for words, act in for_record], record=True)
        for_all = (
            ("导出表格（CSV）…", lambda: keeping.export_csv(self._lines())),
            ("导入清单…", keeping.import_file),
            ("全部导出…", keeping.export_all),
            ("备份和恢复…", keeping.back_up),
        )
        self.footer.add([(words, self._keep(act)) for words, act in for_all], record=False)
        self.footer.fold()

    def _show_menu(self, at: QPoint) -> None:
        menu = self._menu()
        self.footer.offer(menu)
        add_orders(menu, self.table)
        menu.popup(at)

    def _to_kin(self, inwards: bool) -> None:
        """→ goes into the chain under the table."""
        if inwards and self.kin.isVisible() and self.kin.nodes():
            self.kin.nodes()[0].setFocus()

    def _sort(self) -> None:
        self._list_again()
        self.status_message.emit(order_in_words(self.model.column, descending=self.model.descending))

    def _on_filter(self) -> None:
        if self.header.segments.index >= 0:
            self._in_bin = False
        self._list_again()

    def _lay_out(self) -> None:
        self.ground = Ground(self.theme, "page")
        inner = QVBoxLayout(self.ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.stack)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.revised)
        box.addWidget(self.drafts)
        box.addWidget(self.ground, 1)
        box.addWidget(self.kin)
        box.addWidget(self.footer)
