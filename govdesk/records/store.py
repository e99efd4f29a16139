"""The records of one data folder: what a user does is one call, and on the disk when the call returns."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from govdesk.records import changes, limits, queries, rows
from govdesk.records.carrying import Carrying
from govdesk.records.database import Database, now_utc
from govdesk.records.desk import Desk
from govdesk.records.drafts import Drafts, delete_draft
from govdesk.records.errors import Backup
from govdesk.records.history import add_change, select_change, select_history
from govdesk.records.lists import Lists
from govdesk.records.model import (
    Change,
    ChangeKind,
    ItemState,
    Jotting,
    Record,
    RecordSummary,
    Ref,
    Reply,
    Saved,
    key_of,
)
from govdesk.records.opening import Clock
from govdesk.records.queries import next_number
from govdesk.typed import clean_line, clean_text
from govdesk.wizards.basis import Basis
from govdesk.wizards.checklist import check_fields
from govdesk.wizards.session import check_answers, check_desk, compare_items, known_answers
from govdesk.workdays import OfficialCalendar


class Store(Lists, Drafts, Carrying):
    """Reads and writes records. Each writing method is one transaction, committed before it returns.

    Every change goes into the history and can be taken back with `undo(saved.change.id)`, an undo too.
    Methods raise UserError for what a user can mend and DamagedRecords when the file is not whole; then
    nothing has been changed.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._bases = rows.Bases(database.verify)

    @classmethod
    def open(
        cls,
        folder: Path,
        calendar: OfficialCalendar,
        *,
        clock: Clock = now_utc,
        desk: Desk | None = None,
        verify: rows.Verify = lambda _: False,
    ) -> Store:
        """Open the records in `folder`, creating or migrating the file; a first opening on a day makes a backup.

        `clock` gives the present time, aware. `desk`: the program's own place in the folder, for one that
        keeps it longer than the store; else the store takes one. `verify`: does a basis read as the rule at hand? Where
        somebody else holds the folder, or it cannot be written to, the store reads from a copy in memory and says why in
        `read_only_because`. Raises UserError for a folder that cannot be written to with nothing to read in it, or a
        file of a newer version (left as it is), DamagedRecords for a damaged or lost file (left as it is).
        """
        return cls(Database.open(folder, calendar, clock=clock, desk=desk, verify=verify))

    def close(self) -> None:
        """Close the file: afterwards it is one file without companions. Safe to call twice."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        return self._db.folder

    @property
    def warnings(self) -> list[str]:
        """Chinese sentences about what went wrong without harm, e.g. a backup that could not be made."""
        return self._db.warnings

    @property
    def trouble(self) -> str:
        """What does not work at present and is not mended yet: no backup, a full disk, a folder that is gone.

        Chinese sentences, empty where all is well. What could not be used at opening stands in `warnings`.
        """
        return "".join(self._db.troubles.values())

    @property
    def read_only_because(self) -> str:
        """Why nothing can be changed here: who holds the folder. A Chinese clause without 。; empty where it can."""
        return self._db.place.read_only_because

    # Records

    def create(
        self,
        basis: Basis,
        answers: Mapping[str, str],
        fields: Mapping[str, str],
        by: str,
        *,
        desk: str = "",
        count_start: bool = False,
        from_draft: str = "",
        follows: Ref | None = None,
    ) -> Record:
        """A new record of `desk` (empty: the errand's first) with the next number of the year.

        `from_draft` is the id of the draft that it takes the place of. `follows`: the record it was made from by
        接着办; the two are then of one matter.
        """
        check_answers(basis.wizard, answers)
        desk = check_desk(basis.wizard, desk)
        before = None if follows is None else self.load(follows)
        matter = "" if before is None else before.matter or before.id
        if before is not None and not before.matter:
            self._change(before, ChangeKind.MATTER, by, lambda _: matter)
        clean = check_fields(basis.wizard, fields)
        limits.check_typed([clean, by])
        with self._db.writing() as connection:
            now = self._db.now()
            record = Record(
                id=str(uuid.uuid4()),
                number=next_number(connection, now.astimezone().year),
                basis=basis,
                answers=dict(answers),
                fields=clean,
                count_start=count_start,
                created=now,
                updated=now,
                desk=desk,
                matter=matter,
                follows="" if before is None else before.id,
            )
            rows.insert_record(connection, record, self._bases.store(connection, basis), self._db.calendar)
            add_change(connection, record, ChangeKind.CREATED, by, after=record.number)
            if from_draft:
                delete_draft(connection, from_draft)
        return record

    def duplicate(self, ref: Ref, by: str, *, basis: Basis | None = None) -> Record:
        """以此新建: the same answers and fields but dates and document numbers, no ticks, no notes.

        `basis`: today's, where the pack has changed since; what it does not know is left out.
        """
        old = self.load(ref)
        new = basis or old.basis
        answers = known_answers(new.wizard, old.answers)
        fields = {key: value for key, value in changes.copied_fields(old).items() if new.wizard.field(key)}
        desk = old.desk if old.desk in new.wizard.desks else ""
        return self.create(new, answers, fields, by, desk=desk, count_start=old.count_start)

    def load(self, ref: Ref) -> Record:
        """The record as it stands on the disk; deleted ones too."""
        with self._db.reading() as connection:
            return rows.load(connection, key_of(ref), self._bases)

    # Changes

    def set_state(
        self, ref: Ref, item: str, state: ItemState, by: str, reason: str = "", at: dt.datetime | None = None
    ) -> Saved:
        """Tick, untick or put down as 不适用, which needs a reason. `item` is an item's id or a point's (`point_id`).

        `at` (aware): when it was done, where that was not now. The same state again is a change of its own only when
        the reason differs, or a time is given."""

        limits.check_done(at)

        def value(record: Record) -> Any:
            changes.check_item(record, item)
            mark = changes.mark_for(ItemState(state), by, at or self._db.now(), reason)
            old = record.mark(item)
            same = at is None and (old.state, old.reason) == (state, mark.reason)
            return changes.state_value(old if same else mark)

        return self._change(ref, ChangeKind.STATE, by, value, item=item)

    def set_note(self, ref: Ref, item: str, note: str, by: str) -> Saved:
        """Write 本项备注; an empty text removes it."""

        def value(record: Record) -> Any:
            changes.check_item(record, item)
            return clean_text(note).strip()

        return self._change(ref, ChangeKind.NOTE, by, value, item=item)

    def set_fields(self, ref: Ref, fields: Mapping[str, str], by: str) -> Saved:
        """Change those fields of the head and no others; an empty value clears one."""
        return self._change(
            ref, ChangeKind.FIELDS, by, lambda _: {key: clean_line(text).strip() for key, text in fields.items()}
        )

    def set_answers(self, ref: Ref, answers: Mapping[str, str], by: str) -> Saved:
        """Replace all answers; tells which items came and went. Ticks of those that went wait for their return."""

        def value(record: Record) -> Any:
            check_answers(record.basis.wizard, answers)
            return dict(answers)

        return self._change(ref, ChangeKind.ANSWERS, by, value)

    def set_desk(self, ref: Ref, desk: str, by: str) -> Saved:
        """Make it the list of another desk; ticks of items that stay are kept."""
        return self._change(ref, ChangeKind.DESK, by, lambda _: desk)

    def set_reply(self, ref: Ref, open_id: str, reply: Reply, by: str) -> Saved:
        """Write down what was answered to an open point; an empty reply removes it."""

        def value(record: Record) -> Any:
            changes.check_open_point(record, open_id)
            return limits.cleaned(msgspec.to_builtins(reply))

        return self._change(ref, ChangeKind.REPLY, by, value, item=open_id)

    def set_jottings(self, ref: Ref, other_id: str, jottings: Sequence[Jotting], by: str) -> Saved:
        """Replace the notes on what somebody else does, oldest first."""

        def value(record: Record) -> Any:
            changes.check_other(record, other_id)
            return limits.cleaned([msgspec.to_builtins(jotting) for jotting in jottings])

        return self._change(ref, ChangeKind.JOTTING, by, value, item=other_id)

    def tie(self, refs: Sequence[Ref], by: str) -> list[Saved]:
        """归为同一件事: give those records one matter, that of the first which has one; archived ones too, or none at all."""
        records = [self.load(ref) for ref in refs]
        for record in records:
            changes.check_open(record, ChangeKind.MATTER)
        matter = next((record.matter for record in records if record.matter), str(uuid.uuid4()))
        return [self._change(record, ChangeKind.MATTER, by, lambda _: matter) for record in records]

    def untie(self, ref: Ref, by: str) -> Saved:
        """不是同一件: take a record out of its matter."""
        return self._change(ref, ChangeKind.MATTER, by, lambda _: "")

    def kin(self, ref: Ref) -> list[RecordSummary]:
        """The records of the same matter, oldest first, itself among them; empty where it has none."""
        record = self.load(ref)
        if not record.matter:
            return []
        with self._db.reading() as connection:
            return queries.select_matter(connection, record.matter)

    def set_count_start(self, ref: Ref, count_start: bool, by: str) -> Saved:
        """当日起算 (True) or 次日起算."""
        return self._change(ref, ChangeKind.COUNT_START, by, lambda _: count_start)

    def archive(self, ref: Ref, by: str) -> Saved:
        """归档: from now on it only opens and prints."""
        return self._put(ref, ChangeKind.ARCHIVED, by, True)

    def unarchive(self, ref: Ref, by: str) -> Saved:
        """恢复办理."""
        return self._put(ref, ChangeKind.ARCHIVED, by, False)

    def delete(self, ref: Ref, by: str) -> Saved:
        """Move to the 回收站; removed for good 30 days later, its number never used again."""
        return self._put(ref, ChangeKind.DELETED, by, True)

    def restore(self, ref: Ref, by: str) -> Saved:
        """Take out of the 回收站."""
        return self._put(ref, ChangeKind.DELETED, by, False)

    def remove(self, refs: Collection[Ref]) -> int:
        """彻底删除: remove records that are in the 回收站, for good and without undo; how many were removed."""
        with self._db.writing() as connection:
            ids = [rows.load(connection, key_of(ref), self._bases).id for ref in refs]
            return queries.remove(connection, ids)

    def undo(self, change_id: int, by: str) -> Saved:
        """Take a change back; undoing the undo is redo. Raises UserError when the same place was changed since."""
        with self._db.reading() as connection:
            change = select_change(connection, change_id)
        if change.kind is ChangeKind.CREATED:
            return self.delete(change.record, by)

        def value(record: Record) -> Any:
            changes.check_undo(record, change)
            return change.before

        return self._change(change.record, change.kind, by, value, item=change.item, undoes=change.uid)

    def history(self, ref: Ref) -> list[Change]:
        """Every change of a record, oldest first."""
        with self._db.reading() as connection:
            return select_history(connection, rows.load(connection, key_of(ref), self._bases))

    def _put(self, ref: Ref, kind: ChangeKind, by: str, away: bool) -> Saved:
        def value(record: Record) -> Any:
            old = changes.aspect(record, kind, "", None)
            if not away:
                return None
            return old or msgspec.to_builtins(self._db.now())

        return self._change(ref, kind, by, value)

    def _change(
        self, ref: Ref, kind: ChangeKind, by: str, value: Callable[[Record], Any], *, item: str = "", undoes: str = ""
    ) -> Saved:
        """The one way a record changes: read, replace one aspect, write, note in the history."""
        with self._db.writing() as connection:
            old = rows.load(connection, key_of(ref), self._bases)
            changes.check_open(old, kind)
            after = value(old)
            before = changes.aspect(old, kind, item, after)
            if before == after:
                return Saved(record=old)
            long = kind in (ChangeKind.NOTE, ChangeKind.REPLY, ChangeKind.JOTTING)
            limits.check_typed([after, *([] if long else [by])], note=long)
            new = changes.replaced(old, kind, item, after)
            new = msgspec.structs.replace(new, updated=self._db.now())
            rows.update_record(connection, new, self._db.calendar)
            if kind in (ChangeKind.STATE, ChangeKind.NOTE):
                rows.write_mark(connection, new, item)
            change = add_change(connection, new, kind, by, item=item, before=before, after=after, undoes=undoes)
        added, removed = compare_items(old.evaluate(), new.evaluate())
        return Saved(record=new, change=change, added=tuple(added), removed=tuple(removed))

    # The file

    def backup_to(self, path: Path) -> Path:
        """Copy everything into one checked file at `path`, which is never left half-written."""
        self._db.backup_to(path)
        return path

    def backups(self) -> list[Backup]:
        """The automatic backups, newest first; not checked."""
        return self._db.backups()

    def back_up_work(self, after: dt.timedelta | None = None) -> Backup | None:
        """A backup that holds the day's work, where anything was changed since the last one.

        `after`: while work goes on, so only where the last one is so long ago and the file is of usual size.
        None where there was nothing to do, or it could not be written: `warnings` then says why.
        """
        return self._db.back_up_work(after)

    def compare_again(self) -> None:
        """Other rules are at hand: what came from elsewhere is 来源未核实 or no longer, as they read."""
        self._bases.forget()
        self._db.compare_again()

    def set_calendar(self, calendar: OfficialCalendar) -> None:
        """Count by another calendar from now on: every due date in the list is computed again."""
        self._db.use_calendar(calendar)
