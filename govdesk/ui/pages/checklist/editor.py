"""The record on the page: every change is on the disk before anything shows it, and can be taken back.

It knows no widgets but says in signals what has happened, so that the page only lays out and forwards.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from govdesk.errors import UserError
from govdesk.present.wording import kind_in_words, update_in_words
from govdesk.records.model import ChangeKind, ItemState, Jotting, Record, Reply, Saved, field_of_kind
from govdesk.records.trail import Step, UndoTrail
from govdesk.wizards.checklist import Checklist
from govdesk.wizards.terms import FieldKind, Level

if TYPE_CHECKING:
    from govdesk.app import Services


class RecordEditor(QObject):
    """Changes one record through the store and keeps what Ctrl+Z and Ctrl+Y need.

    `changed` follows every change on the disk, `failed(UserError)` every one that did not get there: then nothing
    on screen has moved. `noticed(words, undoable)` is for the bar at the bottom of the list.
    """

    changed = Signal()
    failed = Signal(object)
    saved_at = Signal(str)
    noticed = Signal(str, bool)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._record: Record | None = None
        self._checklist: Checklist | None = None
        self._trail = UndoTrail(lambda: services.store)

    @property
    def record(self) -> Record:
        """The record as it stands on the disk. Only after `open`."""
        assert self._record is not None
        return self._record

    @property
    def checklist(self) -> Checklist:
        """Its rows with due dates. Only after `open`."""
        assert self._checklist is not None
        return self._checklist

    @property
    def is_open(self) -> bool:
        """Whether a record has been opened at all."""
        return self._record is not None

    @property
    def locked(self) -> bool:
        """Archived, or in the 回收站: it opens and prints, and changes only after it is taken back."""
        return self._record is not None and (self._record.archived_at or self._record.deleted_at) is not None

    def open(self, number: str) -> None:
        """Read the record from the disk. Raises UserError or DamagedRecords."""
        record, seen = self._services.store.load(number), self._record
        if seen is None or record.id != seen.id:
            self._trail.clear()
        elif record.updated != seen.updated:
            self._catch_up(seen)
        self._take(record)
        if seen is not None and record.id == seen.id and (record.answers, record.desk) != (seen.answers, seen.desk):
            self.noticed.emit(f"清单已更新：{update_in_words(seen, record)}", bool(self._trail))

    def _catch_up(self, seen: Record) -> None:
        """What has come on other pages — other answers, a tick on 期限 — comes off by Ctrl+Z before what is older."""
        since = [change for change in self._services.store.history(seen) if change.at > seen.updated]
        undone = {change.undoes for change in since}
        self._trail.extend(
            (change.id, "更新清单" if change.kind is ChangeKind.ANSWERS else kind_in_words(change))
            for change in since
            if not change.undoes and change.uid not in undone
        )

    def by(self) -> str:
        """Who is at the desk: the record's 经办人, else the one last used here."""
        return self.record.handler or self._services.settings.handler

    def known_names(self) -> list[str]:
        """People that the records know, to offer for 经办人; none where they cannot be read."""
        known = {self._services.settings.handler, *self._services.settings.people}
        with contextlib.suppress(UserError):
            known |= {summary.handler for summary in self._services.store.summaries(limit=200)}
        return sorted(known - {""})

    # What is changed

    def set_state(
        self, item: str, state: ItemState, reason: str = "", by: str = "", at: dt.datetime | None = None
    ) -> bool:
        """Tick, untick, or put down as 不适用 with a reason; False where it did not get to the disk.

        `by` and `at` say who did it and when, where that is not the one at the desk, now.
        """
        held = self.record.basis.wizard.item(item)
        words = {
            # A ban is never done: the tick says that it was looked into.
            ItemState.DONE: "已核对" if held is not None and held.level is Level.MUST_NOT else "已记为办结",
            ItemState.OPEN: "已改回待办",
            ItemState.NOT_APPLICABLE: "已记为不适用",
        }[state]
        done = self._change(
            lambda: self._services.store.set_state(self.record, item, state, by or self.by(), reason, at), words
        )
        if done:
            self.noticed.emit(words, True)
        return done

    def set_note(self, item: str, note: str, *, quiet: bool = False) -> bool:
        """Write 本项备注. `quiet`: a failure is only told, without a dialog."""
        return self._change(
            lambda: self._services.store.set_note(self.record, item, note, self.by()), "备注", quiet=quiet
        )

    def set_desk(self, desk: str) -> bool:
        """Make it another desk's list; tells what came and went."""
        before = self.record
        done = self._change(lambda: self._services.store.set_desk(self.record, desk, self.by()), "单位")
        if done:
            self.noticed.emit(f"换了单位：{update_in_words(before, self.record, '换回来还在')}", True)
        return done

    def set_reply(self, open_id: str, reply: Reply, *, quiet: bool = False) -> bool:
        """Write down what was answered to an open point."""
        return self._change(
            lambda: self._services.store.set_reply(self.record, open_id, reply, self.by()), "答复", quiet=quiet
        )

    def add_jotting(self, other_id: str, jotting: Jotting) -> bool:
        """记一笔 on what somebody else does."""
        jottings = (*self.record.jottings.get(other_id, ()), jotting)
        done = self._change(
            lambda: self._services.store.set_jottings(self.record, other_id, jottings, self.by()), "记一笔"
        )
        if done:
            self.noticed.emit("已记下", True)
        return done

    def drop_jotting(self, other_id: str, index: int) -> bool:
        """Take a note away."""
        kept = [j for i, j in enumerate(self.record.jottings.get(other_id, ())) if i != index]
        return self._change(
            lambda: self._services.store.set_jottings(self.record, other_id, kept, self.by()), "删去一笔"
        )

    def set_fields(self, fields: Mapping[str, str], *, quiet: bool = False) -> bool:
        """Change fields of the head; a person's name is remembered for the next checklist."""
        done = self._change(
            lambda: self._services.store.set_fields(self.record, fields, self.by()), "表头", quiet=quiet
        )
        if done:
            self._remember_handler(fields)
        return done

    def set_count_start(self, count_start: bool) -> bool:
        """当日起算 or 次日起算."""
        words = "已改为当日起算" if count_start else "已改为次日起算"
        done = self._change(lambda: self._services.store.set_count_start(self.record, count_start, self.by()), words)
        if done:
            self.noticed.emit(words, True)
        return done

    def archive(self) -> bool:
        """归档."""
        return self._change(lambda: self._services.store.archive(self.record, self.by()), "归档")

    def take_back(self) -> bool:
        """恢复办理, or out of the 回收站."""
        store, record = self._services.store, self.record
        if record.deleted_at is not None:
            return self._change(lambda: store.restore(record, self.by()), "恢复")
        return self._change(lambda: store.unarchive(record, self.by()), "恢复办理")

    # Back and forth

    def undo(self) -> None:
        """Take the last change of this visit back."""
        self._step(self._trail.undo, "已撤销：", "没有可以撤销的改动")

    def redo(self) -> None:
        """Make it again."""
        self._step(self._trail.redo, "已重做：", "没有可以重做的改动")

    def _step(self, act: Callable[[str], Step | None], verb: str, nothing: str) -> None:
        try:
            step = act(self.by())
        except UserError as error:
            self.failed.emit(error)
            return
        if step is None:
            self.noticed.emit(nothing, False)
            return
        self._settle(step.saved)
        self.noticed.emit(verb + step.words.removeprefix("已"), False)

    def _change(self, write: Callable[[], Saved], words: str, *, quiet: bool = False) -> bool:
        try:
            saved = write()
        except UserError as error:
            if quiet:
                self.saved_at.emit(error.sentence)
            else:
                self.failed.emit(error)
            return False
        self._trail.add(saved, words)
        self._settle(saved)
        return True

    def _settle(self, saved: Saved) -> None:
        self._take(saved.record)
        self.saved_at.emit(f"已自动保存 {dt.datetime.now().astimezone():%H:%M}")
        self.changed.emit()

    def _take(self, record: Record) -> None:
        self._record = record
        self._checklist = record.checklist(self._services.calendar)

    def _remember_handler(self, fields: Mapping[str, str]) -> None:
        name = field_of_kind(self.record.basis.wizard, fields, FieldKind.PERSON).strip()
        if not name or name == self._services.settings.handler:
            return
        self._services.settings = msgspec.structs.replace(self._services.settings, handler=name)
        with contextlib.suppress(UserError):  # the record has the name; only the convenience for the next one is lost
            self._services.save_settings()
