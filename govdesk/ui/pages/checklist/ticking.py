"""Ticks of the 清单 page: 办结, 不适用, 改回待办, of items and of their points; and how a limit is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from govdesk.present.checklist_lines import ItemLine
from govdesk.present.counting import start_label
from govdesk.records.model import POINT_JOIN, ItemState
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.checklist.dialogs import CountingDialog, NotApplicableDialog
from govdesk.ui.pages.checklist.editor import RecordEditor
from govdesk.ui.pages.checklist.model import ChecklistModel
from govdesk.ui.pages.checklist.part_side import moment_of


class Ticking(QObject):
    """Ticks through `editor` what `model` lists. `refuse` is called where the list is locked, and says so.

    `today` gives the program's day. Dialogs stand over `host`.
    """

    def __init__(
        self,
        theme: Theme,
        editor: RecordEditor,
        model: ChecklistModel,
        today: Callable[[], dt.date],
        refuse: Callable[[], None],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._theme, self._editor, self._model, self._host = theme, editor, model, host
        self._today, self._refuse = today, refuse

    def may_change(self) -> bool:
        """Whether the list can be changed; where it cannot, that is said."""
        if self._editor.locked:
            self._refuse()
        return not self._editor.locked

    def line(self, item_id: str) -> ItemLine | None:
        """The item's line; None where it is not listed."""
        line = self._model.line(self._model.item_index(item_id)) if item_id else None
        return line if isinstance(line, ItemLine) else None

    def toggle(self, item_id: str) -> None:
        """Tick an open item; anything else becomes open again."""
        line = self.line(item_id)
        if line is not None and self.may_change():
            if line.state is ItemState.DONE and line.mark.state is ItemState.OPEN:
                self._open_points(line)
                return
            done = line.state is not ItemState.OPEN
            self._editor.set_state(item_id, ItemState.OPEN if done else ItemState.DONE)

    def _open_points(self, line: ItemLine) -> None:
        """An item that is done because its points are: take them back, the last one first."""
        for point in reversed(line.points):
            if not self._editor.set_state(point.id, ItemState.OPEN):
                return

    def toggle_point(self, mark_id: str) -> None:
        """Tick a point with a box of its own, or take it back."""
        if self.may_change():
            item_id = mark_id.partition(POINT_JOIN)[0]
            if self._editor.record.mark(item_id).state is not ItemState.OPEN:
                self._editor.set_state(item_id, ItemState.OPEN)  # what was settled as a whole is taken apart again
                return
            done = self._editor.record.mark(mark_id).state is ItemState.DONE
            self._editor.set_state(mark_id, ItemState.OPEN if done else ItemState.DONE)

    def tick_as(self, line: ItemLine | None, state: ItemState, day: str, by: str) -> None:
        """Give an item a state, with the day it was done (as typed, "" for now) and who did it."""
        if line is None or not self.may_change():
            return
        at = moment_of(day, self._today()) if day else None
        if state is ItemState.DONE and at is None and line.state is ItemState.DONE:
            at = dt.datetime.now(dt.UTC)
        self._editor.set_state(line.id, state, by=by, at=at)

    def ask_not_applicable(self, item_id: str) -> None:
        """Ask why, and put it down."""
        line = self.line(item_id)
        if line is None or not self.may_change():
            return
        dialog = NotApplicableDialog(self._theme, line, self._host)
        if dialog.exec() == 1:
            self._editor.set_state(item_id, ItemState.NOT_APPLICABLE, dialog.reason)

    def ask_counting(self, line: ItemLine | None) -> None:
        """改起算方式."""
        if line is None or not self.may_change():
            return
        record = self._editor.record
        start = start_label(self._editor.checklist, line.row)
        dialog = CountingDialog(self._theme, record.count_start, start, line.row.due, self._host)
        if dialog.exec() == 1:
            self._editor.set_count_start(dialog.count_start)
