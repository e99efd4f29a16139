"""Statements on more than one record: the list, numbers, the 回收站."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from govdesk.records import rows, schema
from govdesk.records.finding import Facets, Find, Sort
from govdesk.records.model import RecordState, RecordSummary

#: How long a deleted record stays in the 回收站.
KEPT_DELETED = dt.timedelta(days=30)


_table = schema.record
_year: ColumnElement[str] = func.substr(_table.c.number, 4, 4)
_IN_STATE: dict[RecordState, ColumnElement[bool]] = {
    RecordState.ONGOING: and_(_table.c.archived_at.is_(None), _table.c.c_done < _table.c.c_total),
    RecordState.FINISHED: and_(_table.c.archived_at.is_(None), _table.c.c_done >= _table.c.c_total),
    RecordState.ARCHIVED: _table.c.archived_at.is_not(None),
}
# A number with five digits comes after all with four.
_BY_NUMBER = (func.substr(_table.c.number, 1, 7).desc(), func.length(_table.c.number).desc(), _table.c.number.desc())
_UP_NUMBER = (func.substr(_table.c.number, 1, 7), func.length(_table.c.number), _table.c.number)
_PROGRESS = _table.c.c_done * 1.0 / _table.c.c_total
_STATE = case((_table.c.archived_at.is_not(None), 2), (_table.c.c_done < _table.c.c_total, 0), else_=1)
# An archived record waits for nothing.
_DUE = case((_table.c.archived_at.is_(None), _table.c.c_next_due))
_NEAREST = case(
    (_table.c.archived_at.is_not(None), None),
    (_table.c.c_wait.is_(None), _table.c.c_next_due),
    (_table.c.c_next_due.is_(None), _table.c.c_wait),
    (_table.c.c_wait < _table.c.c_next_due, _table.c.c_wait),
    else_=_table.c.c_next_due,
)
#: What an order compares, rising, where that is not the derived column of its own name (`title`: `c_title`).
_COMPARED: dict[Sort, ColumnElement[Any]] = {
    Sort.UPDATED: _table.c.updated,
    Sort.NEXT_DUE: _DUE,
    Sort.NEAREST: _NEAREST,
    Sort.CITY: _table.c.c_rule_title,
    Sort.DELETED: _table.c.deleted_at,
    Sort.WIZARD: _table.c.c_wizard_title,
    Sort.HANDLER: func.nullif(_table.c.c_handler, ""),
    Sort.PROGRESS: _PROGRESS,
    Sort.STATE: _STATE,
}
#: Empty values of these come last either way. The others have none, and an index serves them only if nothing is asked first.
_MAY_BE_EMPTY = (Sort.NEXT_DUE, Sort.NEAREST, Sort.HANDLER, Sort.STARTED)


def select_summaries(
    connection: Connection, find: Find, sort: Sort, reverse: bool, limit: int | None, offset: int
) -> list[RecordSummary]:
    """See `Lists.page`."""
    query = select(*rows.SUMMARY_COLUMNS).where(*_conditions(find)).order_by(*_order(sort, reverse))
    return [rows.summary(row) for row in connection.execute(query.limit(limit).offset(offset or None))]


def select_facets(connection: Connection, find: Find) -> Facets:
    """See `Lists.facets`."""
    groups = (_table.c.c_rule_title, _year, _table.c.c_wizard_title, _table.c.c_handler)
    found = connection.execute(select(*groups, func.count()).where(*_conditions(find)).group_by(*groups))
    return Facets(tuple((str(c), str(y), str(w), str(h), int(count)) for c, y, w, h, count in found))


def select_position(connection: Connection, number: str, find: Find, sort: Sort, reverse: bool) -> int | None:
    """See `Lists.position`."""
    place = func.row_number().over(order_by=_order(sort, reverse)).label("place")
    listed = select(_table.c.number, place).where(*_conditions(find)).subquery()
    found = connection.execute(select(listed.c.place).where(listed.c.number == number)).scalar_one_or_none()
    return None if found is None else int(found) - 1


def _order(sort: Sort, reverse: bool) -> tuple[ColumnElement[Any], ...]:
    if sort is Sort.NUMBER:
        return _UP_NUMBER if reverse else _BY_NUMBER
    compared = _COMPARED[sort] if sort in _COMPARED else _table.c[f"c_{sort}"]
    empty_last = (compared.is_(None),) if sort in _MAY_BE_EMPTY else ()
    return (*empty_last, compared.desc() if sort.falls != reverse else compared, *_BY_NUMBER)


def _conditions(find: Find) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        _table.c.deleted_at.is_not(None) if find.deleted else _table.c.deleted_at.is_(None)
    ]
    if find.states is not None:
        found.append(or_(False, *(_IN_STATE[state] for state in find.states)))
    if find.city:
        found.append(_table.c.c_rule_title == find.city)
    if find.year:
        found.append(_year == find.year)
    if find.wizard:
        found.append(_table.c.c_wizard_title == find.wizard)
    if find.handler:
        found.append(_table.c.c_handler == find.handler)
    if find.bases:
        found.append(_table.c.basis.in_(find.bases))
    found += [_table.c.c_words.contains(word, autoescape=True) for word in rows.fold(find.text).split()]
    return found


def select_matter(connection: Connection, matter: str) -> list[RecordSummary]:
    """The records of a matter that are not deleted, oldest first."""
    query = select(*rows.SUMMARY_COLUMNS).where(_table.c.matter == matter, _table.c.deleted_at.is_(None))
    return [rows.summary(row) for row in connection.execute(query.order_by(_table.c.created, _table.c.number))]


def select_on_rule(connection: Connection, rule: str) -> list[tuple[RecordSummary, str]]:
    """The records of a rule that are not deleted, oldest first, each with the digest of its basis."""
    query = select(*rows.SUMMARY_COLUMNS, _table.c.basis).where(_table.c.c_rule == rule, _table.c.deleted_at.is_(None))
    found = connection.execute(query.order_by(_table.c.created, _table.c.number))
    return [(rows.summary(row[:-1]), row[-1]) for row in found]


def select_bases(connection: Connection) -> list[str]:
    """The digests of all bases: some dozens, however many records there are."""
    return list(connection.execute(select(schema.basis.c.digest)).scalars())


def count_on(connection: Connection, digests: Collection[str]) -> dict[str, int]:
    """By the digest of a basis, how many records rest on it that are neither archived nor deleted; none is left out."""
    live = _table.c.deleted_at.is_(None), _table.c.archived_at.is_(None)
    query = select(_table.c.basis, func.count()).where(_table.c.basis.in_(digests), *live).group_by(_table.c.basis)
    return {str(digest): int(count) for digest, count in connection.execute(query)}


def count_states(connection: Connection) -> dict[RecordState, int]:
    """See `Lists.counts`."""
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


def remove(connection: Connection, ids: Collection[str]) -> int:
    """Remove these for good where they are in the 回收站; how many were. Their numbers are never used again."""
    gone = delete(_table).where(_table.c.id.in_(ids), _table.c.deleted_at.is_not(None))
    removed = connection.execute(gone).rowcount
    if removed:
        used = select(_table.c.basis)
        connection.execute(delete(schema.basis).where(schema.basis.c.digest.not_in(used)))
    return removed


def empty_bin(connection: Connection, now: dt.datetime) -> None:
    """Remove for good what was deleted more than 30 days ago, and bases that nothing rests on any more."""
    old = _table.c.deleted_at < rows.time_text(now - KEPT_DELETED)
    if connection.execute(delete(_table).where(old)).rowcount:
        used = select(_table.c.basis)
        connection.execute(delete(schema.basis).where(schema.basis.c.digest.not_in(used)))


__all__ = ["Sort"]
