"""Every change can be taken back, and what somebody changed since is never overwritten."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from govdesk.errors import UserError
from govdesk.records import ItemState, Record, Saved
from govdesk.records.model import Jotting, Reply
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis

CHANGES: dict[str, Callable[[Store, Record], Saved]] = {
    "tick": lambda store, record: store.set_state(record, "back", ItemState.DONE, "李"),
    "untick": lambda store, record: store.set_state(record, "register", ItemState.OPEN, "李"),
    "not applicable": lambda store, record: store.set_state(record, "lend", ItemState.NOT_APPLICABLE, "李", "无书"),
    "note": lambda store, record: store.set_note(record, "register", "新备注", "李"),
    "fields": lambda store, record: store.set_fields(record, {"title": "乙", "received": "", "doc": "3号"}, "李"),
    "answers": lambda store, record: store.set_answers(record, {"others": "no"}, "李"),
    "count start": lambda store, record: store.set_count_start(record, True, "李"),
    "desk": lambda store, record: store.set_desk(record, "keeper", "李"),
    "reply": lambda store, record: store.set_reply(record, "who-approves", Reply("馆长", "他批", applies=True), "李"),
    "jotting": lambda store, record: store.set_jottings(
        record, "keeper-notes", (Jotting("2026-09-25", "电话问过"),), "李"
    ),
    "matter": lambda store, record: store.tie([record], "李")[0],
    "archive": lambda store, record: store.archive(record, "李"),
    "delete": lambda store, record: store.delete(record, "李"),
}


@pytest.fixture
def record(store: Store, basis: Basis) -> Record:
    made = store.create(basis, {"others": "yes"}, {"title": "甲", "received": "2026-09-24"}, "王")
    store.set_state(made, "register", ItemState.DONE, "王")
    return store.set_note(made, "register", "备注", "王").record


def content(record: Record) -> Record:
    """All of a record but when it was last touched."""
    return msgspec.structs.replace(record, updated=record.created)


@pytest.mark.parametrize("name", CHANGES)
def test_undo_redo_undo(store: Store, record: Record, name: str) -> None:
    lines = store.summaries(), store.summaries(deleted=True)
    changed = CHANGES[name](store, record)
    assert changed.change is not None and content(changed.record) != content(record)
    undone = store.undo(changed.change.id, "王")
    assert content(undone.record) == content(record) == content(store.load(record))
    assert undone.change is not None and undone.change.undoes == changed.change.uid
    assert [[line.done for line in part] for part in (store.summaries(), store.summaries(deleted=True))] == [
        [line.done for line in part] for part in lines
    ]
    redone = store.undo(undone.change.id, "王")
    assert content(redone.record) == content(changed.record)
    assert redone.change is not None
    assert content(store.undo(redone.change.id, "王").record) == content(record)


def test_undo_tells_which_items_come_back(store: Store, record: Record) -> None:
    changed = store.set_answers(record, {"others": "no"}, "李")
    assert changed.change is not None
    undone = store.undo(changed.change.id, "李")
    assert [item.id for item in undone.added] == [item.id for item in changed.removed] == ["ask", "tell"]


def test_a_later_change_in_the_same_place_is_not_overwritten(store: Store, record: Record) -> None:
    first = store.set_note(record, "lend", "一", "王")
    later = store.set_note(record, "lend", "二", "李")
    assert first.change is not None
    with pytest.raises(UserError, match="后来又改过"):
        store.undo(first.change.id, "王")
    assert store.load(record) == later.record


def test_changes_elsewhere_do_not_stand_in_the_way(store: Store, record: Record) -> None:
    first = store.set_note(record, "lend", "一", "王")
    store.set_state(record, "lend", ItemState.DONE, "李")
    assert first.change is not None
    undone = store.undo(first.change.id, "王").record
    assert undone.mark("lend").note == "" and undone.mark("lend").state is ItemState.DONE


def test_undo_of_a_tick_on_an_archived_record_waits(store: Store, record: Record) -> None:
    ticked = store.set_state(record, "lend", ItemState.DONE, "王")
    store.archive(record, "王")
    assert ticked.change is not None
    with pytest.raises(UserError, match="已经归档"):
        store.undo(ticked.change.id, "王")


def test_undo_of_a_new_record_puts_it_into_the_bin(store: Store, record: Record) -> None:
    undone = store.undo(store.history(record)[0].id, "王")
    assert undone.record.deleted_at is not None
    with pytest.raises(UserError, match="已经不在了"):
        store.undo(10**6, "王")
