"""Export and import on an open file of records; see `exchange` for the file and `merge` for the rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from govdesk.errors import Progress, never_stop, report
from govdesk.marginalia.model import Marginal
from govdesk.records import exchange, rows, schema
from govdesk.records.database import Database
from govdesk.records.exchange import Arrived
from govdesk.records.history import add_change, add_lines, select_history
from govdesk.records.merge import Conflict, merge, places
from govdesk.records.model import Change, ChangeKind, Record, Ref, key_of
from govdesk.records.queries import next_number, raise_series
from govdesk.wizards.basis import Basis
from govdesk.wizards.provenance import marked
from govdesk.workdays import OfficialCalendar

#: With more records than these a file carries no lines for a reader: they would double it.
READABLE = 100
#: After so many records a file's way out or in says how far it is, and asks whether to go on.
_STEP = 50

#: Gives a record and its history as lines for a reader.
Describe = Callable[[Record, Sequence[Change], OfficialCalendar], list[str]]

#: Does a basis read as the rule at hand? Raises UserError for one that is forged; see `provenance.is_verified`.
Verify = Callable[[Basis], bool]


class Exported(msgspec.Struct, frozen=True):
    """What an export wrote, and the numbers of records that could not be read. `notes` counts articles with a margin."""

    path: Path
    records: int
    unreadable: tuple[str, ...] = ()
    notes: int = 0


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record of a file. `number_there` is its number on the machine it came from.

    `new`: it was not here. `changes`: how many changes it brought to one that was here; `conflicts`:
    the places that both sides had changed.
    """

    record: Record
    number_there: str
    new: bool
    changes: int = 0
    conflicts: tuple[Conflict, ...] = ()

    @property
    def renumbered(self) -> bool:
        """Is it new here, under another number than there?"""
        return self.new and self.record.number != self.number_there


class Carrying:
    """What the store does with files for other machines; see `Store`."""

    _db: Database

    def export_file(
        self,
        path: Path,
        refs: Collection[Ref] | None = None,
        notes: Sequence[Marginal] = (),
        describe: Describe | None = None,
        progress: Progress = never_stop,
    ) -> Exported:
        """Write those records, or all (None; those in the 回收站 too), into one file at `path`; see `exchange`.

        `notes` travel along; `Services.export_records` says which. `describe` gives the lines by which a file of few records can be
        read without the program; without it there are none. Records are read and written one after another, so that 50,000
        take no more memory than some.

        A record that cannot be read is left out of the whole and named. Raises UserError, and StoppedError where
        `progress` says so; no half-written file is left.
        """
        unreadable: list[str] = []
        bases = rows.Bases(self._db.verify)  # not the store's: a thread of its own may be at work here
        with self._db.reading() as connection:
            wanted = _found(connection, None if refs is None else [key_of(ref) for ref in refs])
            texts = _basis_texts(connection, wanted, bases)

            def entries() -> Iterator[bytes]:
                for done, (ref, digest) in enumerate(wanted.items()):
                    if done % _STEP == 0:
                        report(progress, done, len(wanted))
                    try:
                        record = rows.load(connection, ref, bases)
                        history = select_history(connection, record)
                    except rows.DamagedRowError as error:
                        if refs is not None:
                            raise
                        unreadable.append(error.number)
                        continue
                    sheet = describe(record, history, self._db.calendar) if describe and len(wanted) <= READABLE else []
                    yield exchange.encode_record(exchange.travelling(record, history, digest), sheet)
                report(progress, len(wanted), len(wanted))

            count = exchange.write_file(path, texts, entries(), self._db.now(), notes)
        return Exported(path, count, tuple(unreadable), len(notes))

    def import_file(
        self,
        path: Path,
        by: str,
        verify: Verify | None = None,
        progress: Progress = never_stop,
        besides: Callable[[], object] = lambda: None,
    ) -> list[Imported]:
        """Bring in the records of a file that `export_file` wrote, all or none; see `merge` for one that is here.

        `verify` compares a basis with the rules at hand; one that is not proved comes in marked 来源未核实. `besides` is
        done last: where it raises, nothing comes in.
        Raises UserError for a file that is no such file, of a newer version, not whole, or that quotes what its own
        articles do not say, and StoppedError where `progress` says so; then nothing is changed.
        """
        arrived = exchange.read_file(path)
        with self._db.writing() as connection:
            received = _receive_all(connection, self._db, arrived, by, verify, progress)
            besides()
            return received

    def preview_file(
        self, path: Path, by: str, verify: Verify | None = None, progress: Progress = never_stop
    ) -> list[Imported]:
        """What `import_file` would do with that file; nothing is changed. Raises as it does."""
        arrived = exchange.read_file(path)
        with self._db.trying() as connection:
            return _receive_all(connection, self._db, arrived, by, verify, progress)


def _found(connection: Connection, refs: Sequence[str] | None) -> dict[str, str]:
    """The ids of those records, or of all, each with the digest of its basis. Raises UserError for one that is not there."""
    table = schema.record
    if refs is None:
        query = select(table.c.id, table.c.basis).order_by(table.c.created, table.c.id)
        return {row.id: row.basis for row in connection.execute(query)}
    found = [rows.find(connection, ref) for ref in refs]
    return {row.id: row.basis for row in found}  # a number typed twice is one record


def _basis_texts(connection: Connection, wanted: Mapping[str, str], bases: rows.Bases) -> dict[str, str]:
    """The texts of the bases that can be read, by digest, in the order of the records."""
    texts: dict[str, str] = {}
    for digest in dict.fromkeys(wanted.values()):
        with suppress(ValueError, msgspec.MsgspecError):  # whoever reads a record on it is told
            bases.load(connection, digest)
            query = select(schema.basis.c.body).where(schema.basis.c.digest == digest)
            texts[digest] = connection.execute(query).scalar_one()
    return texts


def _receive_all(
    connection: Connection,
    db: Database,
    arrived: Sequence[Arrived],
    by: str,
    verify: Verify | None,
    progress: Progress,
) -> list[Imported]:
    # Not the store's: what is read in a transaction that may be taken back must not be remembered.
    bases = rows.Bases(db.verify)
    _mark_unverified(connection, bases, arrived, verify)
    received = []
    for done, entry in enumerate(arrived):
        if done % _STEP == 0:
            report(progress, done, len(arrived))
        received.append(_receive(connection, db, bases, entry, by))
    report(progress, len(arrived), len(arrived))
    return received


def _mark_unverified(
    connection: Connection, bases: rows.Bases, arrived: Sequence[Arrived], verify: Verify | None
) -> None:
    """Bases that are new here and not proved are marked before a record rests on them."""
    if verify is None:
        return
    fresh = {entry.basis_body: entry.record.basis for entry in arrived}
    for body, basis in fresh.items():
        proved = verify(basis)
        if not bases.has(connection, body) and not proved:
            bases.mark_unverified(connection, bases.store_text(connection, body))


def _receive(connection: Connection, db: Database, bases: rows.Bases, entry: Arrived, by: str) -> Imported:
    table = schema.record
    here = connection.execute(select(table.c.id).where(table.c.id == entry.record.id)).first()
    return _merge(connection, db, bases, entry, by) if here else _insert(connection, db, bases, entry, by)


def _insert(connection: Connection, db: Database, bases: rows.Bases, entry: Arrived, by: str) -> Imported:
    digest = bases.store_text(connection, entry.basis_body)
    number = _free_number(connection, entry.record.number)
    record = msgspec.structs.replace(entry.record, number=number, basis=bases.load(connection, digest))
    _check_unknown(connection, entry)
    rows.insert_record(connection, record, digest, db.calendar)
    add_lines(connection, record, entry.history)
    _note_import(connection, db, record, entry, by)
    return Imported(record=record, number_there=entry.record.number, new=True)


def _check_unknown(connection: Connection, entry: Arrived) -> None:
    """Raises UserError where a record that is new here brings a change that is known of another one."""
    table = schema.change
    uids = [line.uid for line in entry.history]
    for at in range(0, len(uids), 500):  # SQLite takes so many values at once
        query = select(table.c.uid).where(table.c.uid.in_(uids[at : at + 500]), table.c.record != entry.record.id)
        if connection.execute(query).first():
            raise exchange.not_fitting(entry.record.number, "a change is known of another record")


def _merge(connection: Connection, db: Database, bases: rows.Bases, entry: Arrived, by: str) -> Imported:
    record = rows.load(connection, entry.record.id, bases)
    if record.basis not in (entry.record.basis, marked(entry.record.basis)):
        # The id is the record's own from its first day: such a file was put together by hand.
        raise exchange.not_fitting(entry.record.number)
    _check_unknown(connection, entry)
    now = db.now()
    here = [exchange.line(change) for change in select_history(connection, record)]
    merged = merge(record, here, entry.history, by, now)
    told = [line for line in merged.lines if line.kind is not ChangeKind.IMPORTED]
    if told:
        record = msgspec.structs.replace(merged.record, updated=now)
        rows.update_record(connection, record, db.calendar)
        for item in {line.item for line in merged.lines if line.item}:
            rows.write_mark(connection, record, item)
        _note_import(connection, db, record, entry, by)
    add_lines(connection, record, merged.lines)
    brought = len([line for line in told if places(line)])
    return Imported(
        record=record, number_there=entry.record.number, new=False, changes=brought, conflicts=merged.conflicts
    )


def _note_import(connection: Connection, db: Database, record: Record, entry: Arrived, by: str) -> None:
    at = msgspec.structs.replace(record, updated=db.now())
    add_change(connection, at, ChangeKind.IMPORTED, by, before=entry.record.number, after=record.number)


def _free_number(connection: Connection, number: str) -> str:
    """The number itself where no record here has it, else the next one of its year; taken for good."""
    year, serial = int(number[3:7]), int(number[8:])
    if connection.execute(select(schema.record.c.id).where(schema.record.c.number == number)).first():
        return next_number(connection, year)
    raise_series(connection, {year: serial})
    return number
