"""Between rows of the database and values of the model; every statement on one record.

All functions work on a connection whose transaction is the caller's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Row

from govdesk.errors import UserError
from govdesk.records import schema
from govdesk.records.model import (
    UNTOUCHED,
    ItemMark,
    ItemState,
    Jotting,
    Record,
    RecordState,
    RecordSummary,
    Reply,
    field_of_kind,
)
from govdesk.records.waits import waits
from govdesk.typed import clean_text
from govdesk.wizards.basis import Basis, decode_basis
from govdesk.wizards.provenance import marked
from govdesk.wizards.terms import FieldKind
from govdesk.workdays import OfficialCalendar

_UNVERIFIED = "unverified {}"  # in `fact`, by the digest of a basis
Verify = Callable[[Basis], bool]
_KEPT_BASES = 64  # decoded; an office works with a few dozen


class DamagedRowError(Exception):
    """One record cannot be read; `number` says which."""

    def __init__(self, number: str, detail: str) -> None:
        super().__init__(detail)
        self.number = number


class NewerRowError(DamagedRowError):
    """What one record rests on is whole, and says what only a newer version of the program knows."""


class _NewerBasisError(ValueError):
    """The text of a basis is, letter for letter, what was stored, and this version cannot read it."""


class Bases:
    """Frozen bases by digest, the last used ones kept decoded.

    `verify`: does a basis that came from elsewhere and was not proved then read as the rule at hand now? One that does not
    carries 来源未核实.
    """

    def __init__(self, verify: Verify = lambda _: False) -> None:
        self._verify = verify
        self._decoded: OrderedDict[str, Basis] = OrderedDict()

    def forget(self) -> None:
        """Other rules are at hand: compare anew."""
        self._decoded.clear()

    def load(self, connection: Connection, digest: str) -> Basis:
        """The basis with that digest. Raises ValueError unless its text is, letter for letter, what was stored."""
        if digest in self._decoded:
            self._decoded.move_to_end(digest)
            return self._decoded[digest]
        unverified = connection.execute(
            select(schema.fact.c.name).where(schema.fact.c.name == _UNVERIFIED.format(digest))
        ).first()
        body = connection.execute(
            select(schema.basis.c.body).where(schema.basis.c.digest == digest)
        ).scalar_one_or_none()
        if body is None or _digest(body) != digest:
            raise ValueError(f"basis {digest} is missing or altered")
        try:
            basis = decode_basis(body)
        except msgspec.MsgspecError as error:
            raise _NewerBasisError(str(error)) from error
        return self._keep(digest, basis if unverified is None or self._verify(basis) else marked(basis))

    def has(self, connection: Connection, body: str) -> bool:
        """Is a basis with that text stored here already?"""
        query = select(schema.basis.c.digest).where(schema.basis.c.digest == _digest(body))
        return connection.execute(query).first() is not None

    def mark_unverified(self, connection: Connection, digest: str) -> None:
        """The basis came from elsewhere and was not proved: it says so of itself until the rule at hand proves it."""
        connection.execute(insert(schema.fact).values(name=_UNVERIFIED.format(digest), value="1"))
        self._decoded.pop(digest, None)

    @staticmethod
    def unverified(connection: Connection) -> list[str]:
        """The digests of the bases that came from elsewhere and were not proved then."""
        name = schema.fact.c.name
        found = connection.execute(select(name).where(name.startswith(_UNVERIFIED.format("")))).scalars()
        return [fact.removeprefix(_UNVERIFIED.format("")) for fact in found]

    def store(self, connection: Connection, basis: Basis) -> str:
        """Store a basis where it is new; returns its digest."""
        return self.store_text(connection, msgspec.json.encode(basis).decode())

    def store_text(self, connection: Connection, body: str) -> str:
        """Store the text of a basis as it came from another machine, letter for letter; returns its digest."""
        digest = _digest(body)
        if connection.execute(select(schema.basis.c.digest).where(schema.basis.c.digest == digest)).first() is None:
            connection.execute(insert(schema.basis).values(digest=digest, body=body))
        return digest

    def _keep(self, digest: str, basis: Basis) -> Basis:
        self._decoded[digest] = basis
        while len(self._decoded) > _KEPT_BASES:
            self._decoded.popitem(last=False)
        return basis


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def time_text(at: dt.datetime) -> str:
    """UTC as text of one width: 2026-11-24T01:42:00.123456Z."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_time(text: str | None) -> dt.datetime | None:
    """The inverse of `time_text`; None stays None."""
    return None if text is None else dt.datetime.fromisoformat(text)


def fold(text: str) -> str:
    """Text for the filter to compare: width and case make no difference."""
    return unicodedata.normalize("NFKC", clean_text(text)).casefold()


def find(connection: Connection, ref: str) -> Row[Any]:
    """The row of the record with that id or number. Raises UserError when there is none."""
    table = schema.record
    wanted = ref.strip()
    row = connection.execute(select(table).where(or_(table.c.id == wanted, table.c.number == wanted.upper()))).first()
    if row is None:
        raise UserError(f"没有编号为“{wanted}”的清单", todo="核对编号，写全，如 QD-2026-0001")
    return row


def load(connection: Connection, ref: str, bases: Bases) -> Record:
    """The record with that id or number. Raises UserError when there is none, DamagedRowError when unreadable.

    NewerRowError where nothing is damaged, and a newer version has made it.
    """
    row = find(connection, ref)
    marks = connection.execute(select(schema.mark).where(schema.mark.c.record == row.id)).all()
    try:
        return Record(
            id=row.id,
            number=row.number,
            basis=bases.load(connection, row.basis),
            answers=msgspec.json.decode(row.answers, type=dict[str, str]),
            fields=msgspec.json.decode(row.fields, type=dict[str, str]),
            count_start=row.count_start,
            marks={m.item: ItemMark(ItemState(m.state), m.by, parse_time(m.at), m.reason, m.note) for m in marks},
            created=dt.datetime.fromisoformat(row.created),
            updated=dt.datetime.fromisoformat(row.updated),
            archived_at=parse_time(row.archived_at),
            deleted_at=parse_time(row.deleted_at),
            desk=row.desk,
            replies=msgspec.json.decode(row.replies, type=dict[str, Reply]),
            jottings=msgspec.json.decode(row.jottings, type=dict[str, tuple[Jotting, ...]]),
            matter=row.matter,
            follows=row.follows,
        )
    except _NewerBasisError as error:
        raise NewerRowError(str(row.number), str(error)) from error
    except (ValueError, TypeError, msgspec.MsgspecError) as error:
        raise DamagedRowError(str(row.number), str(error)) from error


def insert_record(connection: Connection, record: Record, digest: str, calendar: OfficialCalendar) -> None:
    """Store a new record with its marks; `digest` is of its basis, stored before."""
    values = _stored(record) | cached(record, calendar) | {"id": record.id, "number": record.number, "basis": digest}
    connection.execute(insert(schema.record).values(values | {"created": time_text(record.created)}))
    if marks := [_mark_row(record, item) for item in record.marks]:
        connection.execute(insert(schema.mark), marks)


def update_record(connection: Connection, record: Record, calendar: OfficialCalendar) -> None:
    """Store everything of a record that can change but its marks."""
    values = _stored(record) | cached(record, calendar)
    connection.execute(update(schema.record).where(schema.record.c.id == record.id).values(values))


def write_mark(connection: Connection, record: Record, item: str) -> None:
    """Store one mark as it stands in `record`."""
    table = schema.mark
    connection.execute(delete(table).where(table.c.record == record.id, table.c.item == item))
    if record.mark(item) != UNTOUCHED:
        connection.execute(insert(table).values(_mark_row(record, item)))


def _mark_row(record: Record, item: str) -> dict[str, Any]:
    mark = record.mark(item)
    at = None if mark.at is None else time_text(mark.at)
    values = {"state": mark.state.value, "by": mark.by, "at": at, "reason": mark.reason, "note": mark.note}
    return values | {"record": record.id, "item": item}


def _stored(record: Record) -> dict[str, Any]:
    return {
        "answers": msgspec.json.encode(record.answers).decode(),
        "fields": msgspec.json.encode(record.fields).decode(),
        "count_start": record.count_start,
        "updated": time_text(record.updated),
        "archived_at": None if record.archived_at is None else time_text(record.archived_at),
        "deleted_at": None if record.deleted_at is None else time_text(record.deleted_at),
        "desk": record.desk,
        "replies": msgspec.json.encode(record.replies).decode(),
        "jottings": msgspec.json.encode(record.jottings).decode(),
        "matter": record.matter,
        "follows": record.follows,
    }


def cached(record: Record, calendar: OfficialCalendar) -> dict[str, Any]:
    """The derived columns. Nothing is due on an archived record."""
    wizard, rule = record.basis.wizard, record.basis.rule
    checklist = record.checklist(calendar)
    open_rows = [row for row in checklist.own_rows if record.item_state(row) is ItemState.OPEN]
    limits = [(date, row) for row in open_rows if (date := row.due_date)] if record.archived_at is None else []
    date, first = min(limits, key=lambda limit: limit[0], default=(None, None))
    started = field_of_kind(wizard, record.fields, FieldKind.DATE)
    wait = next(iter(waits(record, checklist)), None) if record.archived_at is None else None
    progress = record.progress(checklist.state)
    words = [record.number, wizard.title, record.title, *record.fields.values()]
    return {
        "c_rule": rule.id,
        "c_rule_title": rule.short_title,
        "c_wizard": wizard.id,
        "c_wizard_title": wizard.title,
        "c_title": record.title,
        "c_handler": record.handler,
        "c_started": dt.date.fromisoformat(started) if started else None,
        "c_done": progress.settled,
        "c_total": progress.total,
        "c_next_due": date,
        "c_next_due_what": first.item.act_in_words if first else "",
        "c_next_due_provisional": bool(first and first.due and first.due.provisional),
        "c_words": fold("\n".join(words)),
        "c_wait": wait.date if wait else None,
        "c_wait_who": wait.who if wait else "",
        "c_wait_what": wait.what if wait else "",
        "c_desk": record.basis.party_label(record.desk) if record.desk else "",
    }


_table = schema.record
#: What a line of the list is read from, in the order that `summary` takes it apart.
SUMMARY_COLUMNS = (
    _table.c.number,
    _table.c.id,
    _table.c.c_rule,
    _table.c.c_rule_title,
    _table.c.c_wizard,
    _table.c.c_wizard_title,
    _table.c.c_title,
    _table.c.c_handler,
    _table.c.c_done,
    _table.c.c_total,
    _table.c.c_next_due,
    _table.c.c_next_due_what,
    _table.c.c_next_due_provisional,
    _table.c.c_started,
    _table.c.created,
    _table.c.updated,
    _table.c.archived_at,
    _table.c.deleted_at,
    _table.c.c_wait,
    _table.c.c_wait_who,
    _table.c.c_wait_what,
    _table.c.c_desk,
    _table.c.matter,
)


def summary(row: Sequence[Any]) -> RecordSummary:
    """A line of the 清单 page from SUMMARY_COLUMNS. By position: by name it takes several times as long."""
    (number, record_id, rule, rule_title, wizard, wizard_title, title, handler, done, total) = row[:10]
    (next_due, next_due_what, provisional, started, created, updated, archived_at, deleted_at) = row[10:18]
    wait, wait_who, wait_what, desk, matter = row[18:]
    state = RecordState.ONGOING if done < total else RecordState.FINISHED
    if archived_at is not None:
        state = RecordState.ARCHIVED
    return RecordSummary(
        number=number,
        id=record_id,
        rule=rule,
        rule_title=rule_title,
        wizard=wizard,
        wizard_title=wizard_title,
        title=title,
        handler=handler,
        state=state,
        done=done,
        total=total,
        next_due=next_due,
        next_due_what=next_due_what,
        next_due_provisional=provisional,
        started=started,
        created=dt.datetime.fromisoformat(created),
        updated=dt.datetime.fromisoformat(updated),
        deleted_at=parse_time(deleted_at),
        wait=wait,
        wait_who=wait_who,
        wait_what=wait_what,
        desk=desk,
        matter=matter,
    )
