"""The same record from two machines made one: which change stands, decided place by place.

A place is what one change can replace: the state of one item, its note, one field, the answers, 当日起算,
archived, deleted. Of two changes to one place, the one whose maker knew the other stands: it comes later
in a history that has both. Where neither knew the other, the newer by the clock stands, and the one that
lost stays in the history, from where an undo brings it back. Clocks thus decide nothing but true conflicts.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from govdesk.records import changes
from govdesk.records.exchange import Line
from govdesk.records.model import ChangeKind, Record

#: Kind, and the item or the field.
Place = tuple[ChangeKind, str]

_MERGED = uuid.UUID("6f0c1f0e-5f3b-4e0b-9a63-3a5a0f6b7d21")
_NO_PLACE = (ChangeKind.CREATED, ChangeKind.IMPORTED)


class Conflict(msgspec.Struct, frozen=True):
    """A place that both sides had changed, and the two values."""

    kind: ChangeKind
    where: str  # the item's or the field's id
    kept: Line
    lost: Line


class Merged(msgspec.Struct, frozen=True):
    """The record after a merge, the lines to add to its history, and what both sides had changed."""

    record: Record
    lines: tuple[Line, ...]
    conflicts: tuple[Conflict, ...]


def merge(record: Record, here: Sequence[Line], there: Sequence[Line], by: str, at: dt.datetime) -> Merged:
    """Bring the changes of `there` into `record`, whose history is `here`; both oldest first.

    `by` and `at` are for the lines that settle a conflict. Nothing new gives no lines.
    """
    known = {line.uid for line in here}
    new = [line for line in there if line.uid not in known]
    used = known | {line.uid for line in new}
    settled: list[Line] = []
    conflicts: list[Conflict] = []
    for place in dict.fromkeys(place for line in new for place in places(line)):
        kept, lost = _stands(place, here, there)
        value = value_at(place, kept)
        record = changes.replaced(record, place[0], _item(place), _as_change(place, value))
        # What both sides changed alike is no conflict to tell of.
        if lost is not None and value_at(place, lost) != value:
            conflicts.append(Conflict(*place, kept=kept, lost=lost))
        last = _last(place, new)
        assert last is not None
        overtaken = lost if lost is not None else last
        # The last line on a place says what stands there; the one that settles a conflict can be undone.
        if value_at(place, overtaken) != value or value_at(place, last) != value:
            line = _settling(place, kept, overtaken, by, at, used)
            used.add(line.uid)
            settled.append(line)
    return Merged(record, (*new, *settled), tuple(conflicts))


def places(line: Line) -> list[Place]:
    """What a change touched."""
    if line.kind in _NO_PLACE:
        return []
    if line.kind is ChangeKind.FIELDS:
        return [(line.kind, field) for field in line.after]
    return [(line.kind, line.item)]


def value_at(place: Place, line: Line) -> Any:
    """The value that a change gave a place."""
    return line.after[place[1]] if place[0] is ChangeKind.FIELDS else line.after


def _stands(place: Place, here: Sequence[Line], there: Sequence[Line]) -> tuple[Line, Line | None]:
    """The change that stands, and the one that lost to it unknown to its maker, if any."""
    ours, theirs = _last(place, here), _last(place, there)
    assert theirs is not None
    if ours is None or ours.uid in {line.uid for line in there}:
        return theirs, None
    if theirs.uid in {line.uid for line in here}:
        return ours, None
    if (ours.at, ours.uid) > (theirs.at, theirs.uid):
        return ours, theirs
    return theirs, ours


def _last(place: Place, lines: Iterable[Line]) -> Line | None:
    last = None
    for line in lines:
        if place in places(line):
            last = line
    return last


def _settling(place: Place, kept: Line, overtaken: Line, by: str, at: dt.datetime, used: set[str]) -> Line:
    # Two machines that settle the same conflict write the same line: it is no new one to either.
    uid = str(uuid.uuid5(_MERGED, f"{kept.uid} {overtaken.uid} {place[1]}"))
    return Line(
        uid=str(uuid.uuid4()) if uid in used else uid,
        at=at,
        by=by,
        kind=place[0],
        item=_item(place),
        before=_as_change(place, value_at(place, overtaken)),
        after=_as_change(place, value_at(place, kept)),
    )


def _item(place: Place) -> str:
    return "" if place[0] is ChangeKind.FIELDS else place[1]


def _as_change(place: Place, value: Any) -> Any:
    return {place[1]: value} if place[0] is ChangeKind.FIELDS else value
