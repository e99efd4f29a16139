"""History between rows of the database and values of the model.

All functions work on a connection whose transaction is the caller's.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select
from sqlalchemy.engine import Connection

from govdesk.errors import UserError
from govdesk.records import schema
from govdesk.records.exchange import Line
from govdesk.records.model import Change, ChangeKind, Record
from govdesk.records.rows import DamagedRowError, time_text
from govdesk.typed import clean_line


def add_change(
    connection: Connection,
    record: Record,
    kind: ChangeKind,
    by: str,
    *,
    item: str = "",
    before: Any = None,
    after: Any = None,
    undoes: str = "",
) -> Change:
    """Write a line of history, at the time the record was last updated."""
    values = {"uid": str(uuid.uuid4()), "record": record.id, "by": clean_line(by), "item": item, "undoes": undoes}
    texts = {"before": msgspec.json.encode(before).decode(), "after": msgspec.json.encode(after).decode()}
    result = connection.execute(
        insert(schema.change).values(values | texts | {"at": time_text(record.updated), "kind": kind.value})
    )
    assert result.inserted_primary_key is not None
    return Change(
        id=int(result.inserted_primary_key[0]), at=record.updated, kind=kind, before=before, after=after, **values
    )


def add_lines(connection: Connection, record: Record, lines: Iterable[Line]) -> None:
    """Write lines of history as they came from another machine, in their order."""
    if written := [_line_row(record, line) for line in lines]:
        connection.execute(insert(schema.change), written)


def _line_row(record: Record, line: Line) -> dict[str, Any]:
    texts = {"before": msgspec.json.encode(line.before).decode(), "after": msgspec.json.encode(line.after).decode()}
    same = {"uid": line.uid, "by": line.by, "item": line.item, "undoes": line.undoes}
    return {"record": record.id, "at": time_text(line.at), "kind": line.kind.value} | texts | same


def select_history(connection: Connection, record: Record) -> list[Change]:
    """Every change of a record, oldest first."""
    table = schema.change
    found = connection.execute(select(table).where(table.c.record == record.id).order_by(table.c.id))
    return [change(row, record.number) for row in found]


def select_change(connection: Connection, change_id: int) -> Change:
    """A line of history. Raises UserError when it is not there."""
    query = select(schema.change, schema.record.c.number).join(schema.record).where(schema.change.c.id == change_id)
    row = connection.execute(query).first()
    if row is None:
        raise UserError("要撤销的改动已经不在了", safe="现有的内容没有改动")
    return change(row, row.number)


def change(row: Row[*tuple[Any, ...]], number: str) -> Change:
    """A line of history of the record with that number, from its row. Raises DamagedRowError."""
    try:
        return Change(
            id=row.id,
            uid=row.uid,
            record=row.record,
            at=dt.datetime.fromisoformat(row.at),
            by=row.by,
            kind=ChangeKind(row.kind),
            item=row.item,
            before=msgspec.json.decode(row.before),
            after=msgspec.json.decode(row.after),
            undoes=row.undoes,
        )
    except (ValueError, TypeError, msgspec.MsgspecError) as error:
        raise DamagedRowError(number, str(error)) from error
