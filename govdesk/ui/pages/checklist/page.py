"""办事清单: lays out the list, its head and its panel, and leads what they ask for to the record.

What is changed lives in `RecordEditor`, ticks in `Ticking`, notes in `Noting`, what a line says in `present`; this page connects them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.export.formats import PDF, Format
from govdesk.present import targets
from govdesk.present.checklist_lines import (
    GeneralLine,
    ItemLine,
    OpenLine,
    OtherLine,
    make_lines,
)
from govdesk.present.commands import hints
from govdesk.records.model import ItemState
from govdesk.ui.actions.archiving import may_archive
from govdesk.ui.actions.record_actions import RecordErrands
from govdesk.ui.actions.record_export import RecordExporter
from govdesk.ui.kit.command import INSIDE, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog
from govdesk.ui.kit.widgets.menus import show_menu
from govdesk.ui.pages.checklist.editor import RecordEditor
from govdesk.ui.pages.checklist.frame import ChecklistFrame
from govdesk.ui.pages.checklist.leaving import flush, may_leave
from govdesk.ui.pages.checklist.links import MOST_LINKS, Links
from govdesk.ui.pages.checklist.noting import Noting
from govdesk.ui.pages.checklist.revised import RevisedDialog, bar_text
from govdesk.ui.pages.checklist.ticking import Ticking
from govdesk.ui.sheet.copying import copy_citation
from govdesk.wizards.revision import Revision, revisions

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record


class ChecklistPage(Page):
    """The page `checklist`: `record` is a number, `item` an item to stand on."""

    title = "清单"
    nav = "checklists"
    status_keys = hints(
        ("settle", "办结/取消"), "not_applicable", ("open", "看条文"), ("note", "备注、记一笔"), "print"
    )

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.editor = RecordEditor(services, self)
        self.outlet = RecordExporter(services, theme, self)
        self.frame = ChecklistFrame(theme, services.today, lambda: services.calendar, self)
        self.errands = RecordErrands(services, theme, self.outlet, self.frame.notice, self)
        self.ticking = Ticking(theme, self.editor, self.frame.model, services.today, self._refuse, self)
        self.noting = Noting(self.frame, self.editor, self.ticking, self)
        self.view, self.model = self.frame.view, self.frame.model
        self._shown: ItemLine | None = None
        self.revised: tuple[Revision, ...] = ()  # what has changed in the rule since
        self._connect()

    # What the window asks

    def activate(self, record: str = "", item: str = "", **_: Any) -> None:
        """Open a checklist, or come back to the one that is open, as it now stands on the disk."""
        before = self.editor.record.number if self.editor.is_open else ""
        number = record or before
        if not number:
            raise UserError("还没有打开清单", todo="到“全部清单”里选一份")
        self.editor.open(number)
        if number != before:
            self._begin(item)
        else:
            self._refresh()
            if item:
                self.view.select(self.model.item_index(item))

    def focus_first(self) -> None:
        """The list."""
        self.view.setFocus()

    def apply_theme(self) -> None:
        """A larger text needs other widths."""
        self.frame.fit()

    def apply_layout(self, layout: WindowLayout) -> None:
        """Under 1200 px the article lies below the list, and the head folds; under 1000 px the article comes with F4."""
        self.frame.apply_layout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fit()

    def panes(self) -> list[QWidget]:
        """Head, list, article, footer."""
        head = self.frame.fields
        fields: list[QWidget] = [field.edit for field in head.fields.values()]
        first = next((edit for edit in fields if edit.isVisible()), head.change)  # folded: what unfolds them
        return [first, self.view, self.frame.side, self.frame.footer.print]

    def default_status(self) -> str:
        """Where a checklist is put away, or a field of its head cannot be stored, it says so."""
        if self.editor.is_open and self.editor.locked:
            return "已归档，恢复办理后才能改" if self.editor.record.deleted_at is None else "在回收站里，恢复后才能改"
        field = self.frame.fields.unsaved()
        if field is not None and field.invalid:
            return f"“{field.field.label}”还没有存上"
        return self.services.saving_in_words

    def leave(self) -> bool:
        """Store what is typed; ask where that cannot be."""
        return not self.editor.is_open or may_leave(self.theme, self.frame, self.editor.record, self)

    # What is shown

    def _begin(self, item: str) -> None:
        record = self.editor.record
        self.frame.notice.hide()
        self.frame.forget()
        self.frame.title.only_open.setChecked(False)
        wizard = record.basis.wizard
        self.frame.title.show_record(record.basis.rule.short_title, wizard.title, record.number)
        self._show_head()
        self.frame.fields.set_names(self.editor.known_names())
        self.revised = revisions(record.basis, self.services.library)
        self.frame.set_revised(bar_text(self.revised) if self.revised else "")
        self._refresh()
        by_hand = self.services.folds.of(record.id)
        self.view.begin(item, unfold_parts=not record.evaluate().items, by_hand=by_hand)
        self.status_changed.emit()

    def _show_head(self) -> None:
        """The fields that this desk's list has."""
        record = self.editor.record
        wizard = msgspec.structs.replace(record.basis.wizard, fields=self.editor.checklist.state.fields)
        self.frame.set_fields(wizard, record.fields)
        origin = self._kin_number(record.follows)
        self.frame.fields.set_origin(f"从 {origin} 来" if origin else "")
        self.frame.title.answers.setVisible(bool(wizard.questions))

    def _kin_number(self, record_id: str) -> str:
        """The number of a record by its id; "" where it is not at hand."""
        if not record_id:
            return ""
        with contextlib.suppress(UserError):
            return self.services.store.load(record_id).number
        return ""

    def _show_links(self) -> None:
        """先办, 接着办 and what the rule answers at once."""
        record, state = self.editor.record, self.editor.checklist.state
        links, usable = Links(self.services, record), not self.editor.locked
        before, after = links.shown(state.before), links.shown(state.next)[:MOST_LINKS]
        self.frame.show_links(before, after, usable=usable, finished=not record.progress().open)
        for block in self.frame.show_says(state.say, record.basis, links.titles):
            block.change_requested.connect(lambda _: self._change_answers())
            block.errand_requested.connect(lambda wizard: self._open_linked(wizard, links.made.get(wizard, "")))
            block.article_requested.connect(lambda article: self.go(targets.Rules(rule=record.rule, article=article)))

    def _refresh(self) -> None:
        record, checklist = self.editor.record, self.editor.checklist
        stages = make_lines(record, checklist, self.services.calendar, self.services.today())
        self.model.set_lines(stages)
        self.frame.title.show_progress(record.progress(), card=not checklist.state.own)
        wizard = record.basis.wizard
        desks = [(desk, record.basis.party_label(desk)) for desk in wizard.desks]
        self.frame.title.answers.setEnabled(not self.editor.locked)
        self.frame.title.show_desk(desks, checklist.desk, usable=not self.editor.locked)
        if tuple(self.frame.fields.fields) != tuple(field.id for field in checklist.state.fields):
            self._show_head()
        self._show_links()
        self.frame.fields.show_values(record.fields)
        self.frame.fields.set_locked(self.editor.locked)
        self.frame.note.setReadOnly(self.editor.locked)
        put_away = "恢复" if record.deleted_at else "恢复办理" if record.archived_at else ""
        self.frame.footer.set_put_away(put_away)
        self.view.viewport().update()
        self._show_current()
        if self.title != f"{record.title} {record.number}":
            self.title = f"{record.title} {record.number}"
            self.status_changed.emit()

    def day_changed(self) -> None:
        """What is late, and how long there is; what is being typed stays."""
        if self.editor.is_open:
            self._refresh()

    def _show_current(self) -> None:
        current = self.view.current_line()
        if isinstance(current, (OtherLine, OpenLine, GeneralLine)):
            self._shown = None
            self.frame.show_part(self.editor.record, current, locked=self.editor.locked)
            return
        line = self.view.current_item() or self.ticking.line(self._shown.id if self._shown else "")
        self._shown = line
        if line is None:
            self.frame.show_no_item()
            return
        self.frame.show_item(self.editor.checklist, line, self.editor.by(), locked=self.editor.locked)

    # User actions

    def _tick_as(self, state: ItemState, day: str, by: str) -> None:
        self.ticking.tick_as(self._shown, state, day, by)

    def _change_answers(self) -> None:
        flush(self.frame)
        self.go(targets.RunWizard(record=self.editor.record.number))

    def _ask_desk(self, desk: str) -> None:
        """Say what another desk's list would have, and make it so on 换."""
        flush(self.frame)
        editor = self.editor
        if desk != editor.checklist.desk:
            self.frame.desk.ask(editor.record, desk, lambda: editor.set_desk(desk), self.view.setFocus)

    def _open_linked(self, wizard: str, number: str) -> None:
        """Open the list that was made of a linked errand, or begin one that follows this."""
        flush(self.frame)
        record = self.editor.record
        if number:
            self.go(targets.Checklist(record=number))
        else:
            self.go(targets.RunWizard(rule=record.rule, wizard=wizard, follows=record.number))

    def focus_start(self, item_id: str) -> None:
        """Go to the field that the item's limit counts from."""
        line = self.ticking.line(item_id)
        if line is not None and line.item.due is not None and self.ticking.may_change():
            self.frame.fields.focus_field(line.item.due.field)

    def show_article(self, item_id: str) -> None:
        """The article, with the focus, so that it can be read and scrolled by key."""
        self.frame.show_pane(True)
        self.frame.side.verticalScrollBar().setValue(0)
        self.frame.side.setFocus()

    def ask_counting(self) -> None:
        """改起算方式."""
        self.ticking.ask_counting(self._shown)

    def export(self, format: Format = PDF) -> None:
        """Write the sheet as a file, then say where it lies."""
        flush(self.frame)
        self.errands.tell(self.outlet.export(self.editor.record, format), "已导出")

    def _with_record(self, act: Callable[[Record], object]) -> Callable[[], None]:
        """`act` on the record, what is typed being stored first."""

        def run() -> None:
            flush(self.frame)
            self.errands.attempt(lambda: act(self.editor.record))

        return run

    def _copy(self, record: Record) -> None:
        self.go(targets.Checklist(record=self.errands.copy(record).number))

    def _show_revised(self, record: Record) -> None:
        if RevisedDialog(self.theme, self.revised, self).exec() == 0:
            self._copy(record)

    def _import_holidays(self, record: Record) -> None:
        if self.errands.import_holidays():
            self.editor.open(record.number)
            self._refresh()

    def print_out(self) -> None:
        """打印."""
        flush(self.frame)
        if self.outlet.print_record(self.editor.record):
            self.frame.notice.show_message("已送到打印机", offer=False)

    def archive(self) -> None:
        """归档, with a warning for what is bound to be done and is not; or take back what is put away."""
        flush(self.frame)
        if self.editor.locked:
            if self.editor.take_back():
                self.frame.notice.show_message("已恢复，可以接着办", self.editor.undo)
                self.status_changed.emit()
            return
        if not may_archive(self.services, self.theme, self.editor.record, self):
            return
        if self.editor.archive():
            self.frame.notice.show_message("已归档，仍可打开、打印和恢复", self.editor.undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if self.view.hasFocus():
                self.go(targets.Checklists())
            else:
                self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _refuse(self) -> None:
        self.frame.notice.show_message(self.default_status(), offer=False)

    def _menu(self, at: QPoint) -> None:
        line = self.view.current_item()
        if line is None:
            return
        actions = (
            ("记为办结" if line.state is ItemState.OPEN else "改回待办", "Space", self.ticking.toggle),
            ("不适用…", "N", self.ticking.ask_not_applicable),
            ("看条文", "Enter", self.show_article),
            ("写备注", "R", self.noting.focus_note),
            ("复制这一行", "Ctrl+C", lambda _: QGuiApplication.clipboard().setText(self.view.currentIndex().data())),
            ("复制引文", "Ctrl+Shift+C", lambda _: self.status_message.emit(copy_citation(self.frame.article.shown))),
        )
        show_menu(self, self.view.viewport().mapToGlobal(at), line.id, actions)

    # How the parts are joined

    def _connect(self) -> None:
        frame, editor, view = self.frame, self.editor, self.view
        editor.changed.connect(frame.desk.forget)  # what it says would be of a list that has changed since
        editor.changed.connect(self._refresh)
        editor.failed.connect(lambda error: ErrorDialog.from_error(self.theme, error, self).exec())
        editor.saved_at.connect(self.status_message)
        editor.noticed.connect(
            lambda words, undoable: frame.notice.show_message(words, editor.undo if undoable else None, offer=undoable)
        )
        view.toggle_requested.connect(self.ticking.toggle)
        view.not_applicable_requested.connect(self.ticking.ask_not_applicable)
        view.article_requested.connect(self.show_article)
        view.start_requested.connect(self.focus_start)
        view.current_changed.connect(self._show_current)
        view.folds_changed.connect(lambda folded: self.services.keep_folds(editor.record.id, folded))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        frame.title.back_requested.connect(lambda: self.go(targets.Checklists()))
        frame.title.desk_requested.connect(self._ask_desk)
        frame.title.answers_requested.connect(self._change_answers)
        frame.tick.tick_requested.connect(self._tick_as)
        frame.before.requested.connect(self._open_linked)
        frame.next.requested.connect(self._open_linked)
        view.point_requested.connect(self.ticking.toggle_point)
        frame.title.only_open_toggled.connect(self.model.set_only_open)
        frame.fields.edited.connect(lambda values, finished: editor.set_fields(values, quiet=not finished))
        frame.due.start_requested.connect(lambda: self.focus_start(self._shown.id if self._shown else ""))
        frame.due.counting_requested.connect(self.ask_counting)
        frame.article.open_article_requested.connect(
            lambda rule, article: self.go(targets.Rules(rule=rule, article=article))
        )
        frame.footer.print_requested.connect(self.print_out)
        frame.footer.export_requested.connect(self.export)
        frame.footer.calendar_requested.connect(self._with_record(self.errands.add_to_calendar))
        frame.footer.history_requested.connect(self._with_record(self.errands.show_history))
        frame.footer.copy_requested.connect(self._with_record(self._copy))
        frame.footer.carry_requested.connect(self._with_record(self.errands.carry))
        frame.revised_requested.connect(self._with_record(self._show_revised))
        frame.copy_requested.connect(self._with_record(self._copy))
        frame.due.import_requested.connect(self._with_record(self._import_holidays))
        frame.footer.archive_requested.connect(self.archive)
        frame.footer.pane_requested.connect(frame.toggle_pane)
        add_commands(self, {"undo": editor.undo, "redo": editor.redo, "side": frame.toggle_pane}, INSIDE)
