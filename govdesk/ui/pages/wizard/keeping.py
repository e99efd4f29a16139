"""Where the answers of the wizard page are kept: a new list's as drafts, an existing list's until they are put in force.

What no disk has is asked about before it would be lost.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.records.errors import DamagedRecords
from govdesk.records.model import ItemState
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog
from govdesk.ui.pages.wizard.asking import Asking
from govdesk.ui.pages.wizard.drafts import DraftKeeper, ask_which_draft
from govdesk.ui.pages.wizard.leaving import Choice, ask_about_changes, ask_about_unsaved
from govdesk.wizards.outlook import changes_in_words
from govdesk.wizards.session import compare_items

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Draft, Record


class AnswerKeeper(QObject):
    """Begins, keeps and puts in force what is answered on the page `host`, over which its dialogs stand.

    `told(text)` is for the status bar; `trouble(UserError)` for the window, which offers the ways out of it.
    """

    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, services: Services, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._services, self._theme, self._host = services, theme, host
        self._drafts = DraftKeeper(services)
        self.asking: Asking | None = None  # what is being answered; None before the first
        self.record: Record | None = None  # the checklist whose answers are being changed

    @property
    def target(self) -> str | tuple[str, str]:
        """What is being answered: a record's number, or the rule and the wizard; "" for nothing."""
        if self.asking is None:
            return ""
        return self.record.number if self.record is not None else (self.asking.basis.rule.id, self.asking.wizard.id)

    @property
    def is_changing(self) -> bool:
        """Whether an existing checklist gets other answers; one of version 0.1 gets a new list instead."""
        return self.record is not None and self.asking is not None and not self.asking.anew

    @property
    def is_pending(self) -> bool:
        """Are there answers to what is being answered here, and nowhere else?"""
        if self.asking is None:
            return False
        if self.record is not None and not self.asking.anew:
            return self.asking.differs_from(self.record)
        return self._drafts.is_waiting

    # What is answered

    def begin(self, rule: str, wizard: str, follows: str, desk: str) -> None:
        """Begin `wizard` of `rule`, or go on with one of its drafts where there are some and the user says so.

        `follows` is the number of the record it goes on from; `desk` holds where none is chosen for the rule. Raises UserError.
        """
        library = self._services.library
        basis = library.basis(rule, wizard)
        if not follows and (drafts := self._drafts_of(rule, basis.wizard.id)):
            chosen = ask_which_draft(self._theme, basis.wizard, drafts, self._host)
            if chosen is None:
                self.asking = None
                return
            if not isinstance(chosen, str):
                self.go_on_with(chosen.id)
                return
        self._drafts.begin()
        desk = self._services.settings.desks.get(rule, desk)
        before = self._services.store.load(follows) if follows else None
        self.asking = Asking(library, basis, desk, before=before)

    def go_on_with(self, draft_id: str) -> None:
        """Answer a draft further. Raises UserError where it is gone."""
        draft = self._drafts.load(draft_id)
        if draft is None:
            raise UserError("这份草稿已经不在了", safe="清单不受影响", todo="回到办事，重新开始")
        self._drafts.begin(draft.id)
        basis = self._services.library.basis(draft.rule, draft.wizard)
        self.asking = Asking(self._services.library, basis, draft.desk, draft.answers)

    def change(self, number: str) -> None:
        """Show the answers of a record, to be changed. Raises UserError."""
        self.record = self._services.store.load(number)
        desk = self._services.settings.desks.get(self.record.rule, "")
        self.asking = Asking.of_record(self._services.library, self.record, desk)
        self._drafts.begin()

    def take_up(self) -> None:
        """Go on with the answers that waited here; by now they can perhaps be kept."""
        if self.record is not None:
            self.record = self._services.store.load(self.record.number)
        elif self.is_pending:
            self.keep()

    def forget(self) -> None:
        """Nothing is being answered any more."""
        self.asking, self.record = None, None

    def _drafts_of(self, rule: str, wizard: str) -> list[Draft]:
        try:
            return self._drafts.of(rule, wizard)
        except UserError as error:
            self.trouble.emit(error)  # the window tells it once the page stands: the rules can be read all the same
            return []

    # What becomes of the answers

    def keep(self) -> None:
        """Keep the answers as a draft."""
        if self.asking is None or (self.record is not None and not self.asking.anew):
            return
        if (error := self._drafts.keep(self.asking.basis, self.asking.run)) is not None:
            self.told.emit(error.sentence)
            return
        self.told.emit(f"草稿已保存 {dt.datetime.now().astimezone():%H:%M}")

    def finish(self, *, keep_card: bool = False) -> str | None:
        """Make the list, or give an old one its new answers; its number.

        "" for an answer card that is not to be kept; None where it failed: that is told, and everything stays as it is.
        """
        asking = self.asking
        if asking is None:
            return None
        if asking.run.state.is_card and not self.is_changing and not keep_card:
            if self._drafts.current:
                self._services.store.drop_draft(self._drafts.current)
                self._drafts.forget()
            self.forget()
            return ""
        try:
            changed = self.record if not asking.anew else None
            number = self._update(changed, asking) if changed is not None else self._create(asking)
        except UserError as error:
            self._tell(error)
            return None
        self._drafts.forget()
        self.forget()
        return number

    def settle_record(self, *, may_stay: bool = True) -> bool:
        """Other answers for an existing checklist: the user says what becomes of them; False where he stays with them."""
        asking, record = self.asking, self.record
        if asking is None or record is None or asking.anew or not self.is_pending:
            return True
        changes = changes_in_words(record.evaluate(), asking.run.state)
        choice = ask_about_changes(self._theme, record.number, changes, self._host, may_stay=may_stay)
        if choice is Choice.KEEP:
            try:
                self._update(record, asking)
            except UserError as error:
                self._tell(error)
                return False
            self.told.emit(f"已更新清单 {record.number}")
        if choice is not Choice.STAY:
            self.forget()
        return choice is not Choice.STAY

    def settle_drafts(self) -> bool:
        """Try once more to keep the drafts that no disk has; False where the user stays with them."""
        while (error := self._drafts.keep_all()) is not None:
            choice = ask_about_unsaved(self._theme, self._drafts.titles(), error, self._host)
            if choice is not Choice.KEEP:
                return choice is Choice.DROP
        return True

    def changes(self, *, named: bool) -> str:
        """What the new answers do to the existing list, in words; `named` with the items' names."""
        if self.record is None or self.asking is None or self.asking.anew:
            return ""
        before, after = self.record.evaluate(), self.asking.run.state
        _, removed = compare_items(before, after)
        touched = sum(self.record.mark(item.id).state is not ItemState.OPEN for item in removed)
        kept = f"。减少的有 {touched} 项办过，改回答案还在" if touched else ""
        return changes_in_words(before, after, named=named) + kept

    def _create(self, asking: Asking) -> str:
        """Make the list; its number. Raises UserError."""
        store, settings = self._services.store, self._services.settings
        created = store.create(
            asking.basis,
            asking.run.answers,
            asking.first_fields(settings.handler, settings.unit),
            settings.handler,
            desk=asking.run.desk,
            count_start=settings.count_start,
            from_draft=self._drafts.current,
            follows=None if asking.anew else asking.before,
        )
        if asking.before is not None and asking.anew:
            store.tie([asking.before, created], settings.handler)
        return created.number

    def _update(self, record: Record, asking: Asking) -> str:
        """Give an existing checklist its new answers; its number. Raises UserError."""
        by = record.handler or self._services.settings.handler
        if asking.run.desk and asking.run.desk != record.desk:
            self._services.store.set_desk(record, asking.run.desk, by)
        return self._services.store.set_answers(record, asking.run.answers, by).record.number

    def _tell(self, error: UserError) -> None:
        """Damage is told by the window, which offers the ways out of it; whatever was answered stays."""
        if isinstance(error, DamagedRecords):
            self.trouble.emit(error)
        else:
            ErrorDialog.from_error(self._theme, error, self._host).exec()
