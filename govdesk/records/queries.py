"""Statements on more than one record: the list, numbers, drafts, the 回收站."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

import msgspec
from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from govdesk.errors import UserError
from govdesk.records import rows, schema, sqlite
from govdesk.records.model import Change, Draft, RecordState, RecordSummary

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


def select_change(connection: Connection, change_id: int) -> Change:
    """A line of history. Raises UserError when it is not there."""
    query = select(schema.change, _table.c.number).join(_table).where(schema.change.c.id == change_id)
    row = connection.execute(query).first()
    if row is None:
        raise UserError("要撤销的改动已经不在了", safe="现有的内容没有改动")
    return rows.change(row, row.number)


def empty_bin(connection: Connection, now: dt.datetime) -> None:
    """Remove for good what was deleted more than 30 days ago, and bases that nothing rests on any more."""
    old = _table.c.deleted_at < rows.time_text(now - KEPT_DELETED)
    if connection.execute(delete(_table).where(old)).rowcount:
        used = select(_table.c.basis)
        connection.execute(delete(schema.basis).where(schema.basis.c.digest.not_in(used)))


def write_draft(connection: Connection, draft: Draft) -> None:
    """Store a draft in place of the former one of its wizard."""
    delete_draft(connection, draft.rule, draft.wizard)
    values = {"rule": draft.rule, "wizard": draft.wizard, "updated": rows.time_text(draft.updated)}
    connection.execute(insert(schema.draft).values(answers=msgspec.json.encode(draft.answers).decode(), **values))


def delete_draft(connection: Connection, rule: str, wizard: str) -> None:
    """Forget a draft, if there is one."""
    connection.execute(delete(schema.draft).where(schema.draft.c.rule == rule, schema.draft.c.wizard == wizard))


def select_drafts(connection: Connection) -> list[Draft]:
    """All drafts, newest first."""
    found = connection.execute(select(schema.draft).order_by(schema.draft.c.updated.desc()))
    return [_draft(row.rule, row.wizard, row.answers, row.updated) for row in found]


def select_draft(connection: Connection, rule: str, wizard: str) -> Draft | None:
    """The draft of that wizard, or None."""
    query = select(schema.draft).where(schema.draft.c.rule == rule, schema.draft.c.wizard == wizard)
    row = connection.execute(query).first()
    return _draft(row.rule, row.wizard, row.answers, row.updated) if row else None


def _draft(rule: str, wizard: str, answers: str, updated: str) -> Draft:
    try:
        decoded = msgspec.json.decode(answers, type=dict[str, str])
        return Draft(rule, wizard, decoded, dt.datetime.fromisoformat(updated))
    except (ValueError, msgspec.MsgspecError) as error:
        raise sqlite.DamagedFileError(f"draft {rule} {wizard}: {error}") from error
