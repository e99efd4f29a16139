"""Changes to a record, as values: what a change touches, how it is made and how it is taken back.

Every kind of change is the replacement of one aspect of the record (the state of an item, its note, some
fields …) by another value. History keeps both values, so that any change can be undone, and an undo too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from govdesk.errors import UserError
from govdesk.records.model import (
    NO_REPLY,
    POINT_JOIN,
    UNTOUCHED,
    Change,
    ChangeKind,
    ItemMark,
    ItemState,
    Jotting,
    Record,
    Reply,
)
from govdesk.typed import clean_line
from govdesk.wizards.checklist import check_fields, parse_date
from govdesk.wizards.session import check_desk

#: What may still be changed on a record that is put away.
_ON_ARCHIVED = {ChangeKind.ARCHIVED, ChangeKind.DELETED, ChangeKind.MATTER}
_ON_DELETED = {ChangeKind.DELETED}


def state_value(mark: ItemMark) -> dict[str, Any]:
    """The aspect STATE of a mark: all of it but the note."""
    value: dict[str, Any] = msgspec.to_builtins(mark)
    del value["note"]
    return value


def aspect(record: Record, kind: ChangeKind, item: str, like: Any) -> Any:
    """The present value of what a change of that kind touches; `like` says which fields FIELDS means."""
    match kind:
        case ChangeKind.STATE:
            return state_value(record.mark(item))
        case ChangeKind.NOTE:
            return record.mark(item).note
        case ChangeKind.FIELDS:
            return {key: record.fields.get(key, "") for key in like}
        case ChangeKind.ANSWERS:
            return record.answers
        case ChangeKind.COUNT_START:
            return record.count_start
        case ChangeKind.ARCHIVED:
            return msgspec.to_builtins(record.archived_at)
        case ChangeKind.DELETED:
            return msgspec.to_builtins(record.deleted_at)
        case ChangeKind.DESK:
            return record.desk
        case ChangeKind.REPLY:
            return msgspec.to_builtins(record.reply(item))
        case ChangeKind.JOTTING:
            # A list, as the history has it.
            return [msgspec.to_builtins(jotting) for jotting in record.jottings.get(item, ())]
        case ChangeKind.MATTER:
            return record.matter
        case ChangeKind.CREATED | ChangeKind.IMPORTED:
            return record.number


def replaced(record: Record, kind: ChangeKind, item: str, value: Any) -> Record:
    """The record with that aspect replaced. Raises UserError for fields or answers that cannot be."""
    match kind:
        case ChangeKind.STATE:
            mark = msgspec.convert(value | {"note": record.mark(item).note}, ItemMark)
            return _with_mark(record, item, mark)
        case ChangeKind.NOTE:
            return _with_mark(record, item, msgspec.structs.replace(record.mark(item), note=value))
        case ChangeKind.FIELDS:
            return msgspec.structs.replace(record, fields=check_fields(record.basis.wizard, record.fields | value))
        case ChangeKind.ANSWERS:
            return msgspec.structs.replace(record, answers=value)
        case ChangeKind.COUNT_START:
            return msgspec.structs.replace(record, count_start=value)
        case ChangeKind.ARCHIVED:
            return msgspec.structs.replace(record, archived_at=_time(value))
        case ChangeKind.DELETED:
            return msgspec.structs.replace(record, deleted_at=_time(value))
        case ChangeKind.DESK:
            return msgspec.structs.replace(record, desk=check_desk(record.basis.wizard, value))
        case ChangeKind.REPLY:
            reply = msgspec.convert(value, Reply)
            _check_day(reply.date)
            return msgspec.structs.replace(record, replies=_with(record.replies, item, reply, NO_REPLY))
        case ChangeKind.JOTTING:
            jottings = msgspec.convert(value, tuple[Jotting, ...])
            for jotting in jottings:
                _check_day(jotting.date)
                _check_day(jotting.until)
            return msgspec.structs.replace(record, jottings=_with(record.jottings, item, jottings, ()))
        case ChangeKind.MATTER:
            return msgspec.structs.replace(record, matter=msgspec.convert(value, str))
        case ChangeKind.CREATED | ChangeKind.IMPORTED:
            raise ValueError(f"{kind} touches nothing that could be replaced")


def _with(values: Mapping[str, Any], key: str, value: Any, empty: Any) -> dict[str, Any]:
    """`values` with one of them replaced, or left out where it is empty."""
    kept = {old: kept for old, kept in values.items() if old != key}
    return kept if value == empty else kept | {key: value}


def _check_day(text: str) -> None:
    if text:
        parse_date(text)


def _with_mark(record: Record, item: str, mark: ItemMark) -> Record:
    marks = {key: old for key, old in record.marks.items() if key != item}
    if mark != UNTOUCHED:
        marks[item] = mark
    return msgspec.structs.replace(record, marks=marks)


def _time(value: Any) -> dt.datetime | None:
    return msgspec.convert(value, dt.datetime | None)


def check_open(record: Record, kind: ChangeKind) -> None:
    """Raises UserError when the record is archived or deleted and this kind of change must wait."""
    if record.deleted_at is not None and kind not in _ON_DELETED:
        raise UserError(f"清单 {record.number} 在回收站里", safe="内容都在，没有改动", todo="先从回收站恢复，再改")
    if record.archived_at is not None and kind not in _ON_ARCHIVED:
        raise UserError(f"清单 {record.number} 已经归档", safe="内容都在，没有改动", todo="先恢复办理，再改")


def check_item(record: Record, item_id: str) -> None:
    """Raises UserError unless the item, or the point with a box, stands on the sheet under the present answers."""
    plain, _, point = item_id.partition(POINT_JOIN)
    for entry in record.evaluate().items:
        if entry.item.id == plain and (not point or (entry.item.boxes and any(p.id == point for p in entry.points))):
            return
    item = record.basis.wizard.item(plain)
    if item is None:
        raise UserError(f"清单 {record.number} 里没有事项“{item_id}”", safe="清单没有改动")
    raise UserError(
        f"按现在的答案，“{item.act_in_words}”不在清单上", safe="它先前的记录都留着", todo="要办这一项，先改答案"
    )


def check_open_point(record: Record, open_id: str) -> None:
    """Raises UserError unless the open point stands on the sheet."""
    if all(shown.id != open_id for shown in record.evaluate().open):
        raise UserError(f"清单 {record.number} 的先问清里没有“{open_id}”这一问", safe="清单没有改动")


def check_other(record: Record, other_id: str) -> None:
    """Raises UserError unless what somebody else does stands on the sheet."""
    if all(act.id != other_id for act in record.evaluate().others):
        raise UserError(f"清单 {record.number} 的别人来办里没有“{other_id}”这一行", safe="清单没有改动")


def check_undo(record: Record, change: Change) -> None:
    """Raises UserError when what the change set has been changed again since, or it is no change to take back."""
    if change.kind is ChangeKind.IMPORTED:
        raise UserError("导入不能整个撤销", safe="导入前后的内容都在历史里", todo="要改哪一处，撤销那一处的改动")
    if aspect(record, change.kind, change.item, change.after) != change.after:
        raise UserError("这一处后来又改过，没有撤销", safe="后来的改动都在", todo="需要的话直接改成想要的样子")


def mark_for(state: ItemState, by: str, at: dt.datetime, reason: str) -> ItemMark:
    """A mark for a new state. Raises UserError for 不适用 without a reason."""
    reason = clean_line(reason).strip()
    if state is ItemState.NOT_APPLICABLE and not reason:
        raise UserError("还没有写为什么不适用", safe="这一项没有改动", todo="写一句原因再记为不适用")
    return ItemMark(state, clean_line(by).strip(), at, reason)


def copied_fields(record: Record) -> Mapping[str, str]:
    """The fields a new errand of the same kind begins with: neither dates nor document numbers."""
    from govdesk.wizards.terms import FieldKind

    kept = (FieldKind.TEXT, FieldKind.PERSON)
    return {f.id: record.fields[f.id] for f in record.basis.wizard.fields if f.kind in kept and f.id in record.fields}
