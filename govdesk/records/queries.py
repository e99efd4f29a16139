"""Statements on more than one record: the list, numbers, the 回收站."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from govdesk.records import rows, schema
from govdesk.records.model import RecordState, RecordSummary

#: How long a deleted record stays in the 回收站.
KEPT_DELETED = dt.timedelta(days=30)


class Sort(StrEnum):
    """Order of the list: last worked on first, most urgent first, newest number first."""

    UPDATED = "updated"
    NEXT_DUE = "next_due"
    NUMBER = "number"


_table = schema.record
_IN_STATE: dict[RecordState, ColumnElement[bool]] = {
    RecordState.ONGOING: and_(_table.c.archived_at.is_(None), _table.c.c_done < _table.c.c_total),
    RecordState.FINISHED: and_(_table.c.archived_at.is_(None), _table.c.c_done >= _table.c.c_total),
    RecordState.ARCHIVED: _table.c.archived_at.is_not(None),
}
# A number with five digits comes after all with four.
_BY_NUMBER = (func.substr(_table.c.number, 1, 7).desc(), func.length(_table.c.number).desc(), _table.c.number.desc())
_ORDER = {
    Sort.UPDATED: (_table.c.updated.desc(), *_BY_NUMBER),
    Sort.NEXT_DUE: (_table.c.c_next_due.is_(None), _table.c.c_next_due, *_BY_NUMBER),
    Sort.NUMBER: _BY_NUMBER,
}


def select_summaries(
    connection: Connection,
    states: Collection[RecordState] | None,
    text: str,
    deleted: bool,
    sort: Sort,
    limit: int | None,
    offset: int,
) -> list[RecordSummary]:
    """See `Store.summaries`."""
    query = select(*rows.SUMMARY_COLUMNS)
    query = query.where(_table.c.deleted_at.is_not(None) if deleted else _table.c.deleted_at.is_(None))
    if states is not None:
        query = query.where(or_(False, *(_IN_STATE[state] for state in states)))
    for word in rows.fold(text).split():
        query = query.where(_table.c.c_words.contains(word, autoescape=True))
    query = query.order_by(*_ORDER[sort]).limit(limit).offset(offset or None)
    return [rows.summary(row) for row in connection.execute(query)]


def count_states(connection: Connection) -> dict[RecordState, int]:
    """See `Store.counts`."""
    sums = [func.sum(case((condition, 1), else_=0)) for condition in _IN_STATE.values()]
    found = connection.execute(select(*sums).where(_table.c.deleted_at.is_(None))).one()
    return {state: int(count or 0) for state, count in zip(_IN_STATE, found, strict=True)}


def next_number(connection: Connection, year: int) -> str:
    """The next number of a year, taken for good if the transaction commits."""
    series = schema.series
    raised = connection.execute(update(series).where(series.c.year == year).values(last=series.c.last + 1))
    if raised.rowcount == 0:
        connection.execute(insert(series).values(year=year, last=1))
    last = connection.execute(select(series.c.last).where(series.c.year == year)).scalar_one()
    return f"QD-{year:04}-{last:04}"


def raise_series(connection: Connection, floors: dict[int, int]) -> None:
    """See to it that no number up to the given one of each year is given out again."""
    series = schema.series
    for year, floor in floors.items():
        last = connection.execute(select(series.c.last).where(series.c.year == year)).scalar_one_or_none()
        if last is None:
            connection.execute(insert(series).values(year=year, last=floor))
        elif last < floor:
            connection.execute(update(series).where(series.c.year == year).values(last=floor))


def empty_bin(connection: Connection, now: dt.datetime) -> None:
    """Remove for good what was deleted more than 30 days ago, and bases that nothing rests on any more."""
    old = _table.c.deleted_at < rows.time_text(now - KEPT_DELETED)
    if connection.execute(delete(_table).where(old)).rowcount:
        used = select(_table.c.basis)
        connection.execute(delete(schema.basis).where(schema.basis.c.digest.not_in(used)))
