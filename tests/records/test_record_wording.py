"""The history as a clerk reads it."""

from __future__ import annotations

import datetime as dt

import msgspec
from office import Clock

from govdesk.present.wording import change_in_words, history_in_words
from govdesk.records import ItemState, Record
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import CheckItem, Cite
from govdesk.wizards.terms import Level


def last(store: Store, record: Record) -> str:
    return change_in_words(store.history(record)[-1], record.basis.wizard)


def test_the_file_never_says_that_a_forbidden_act_was_done() -> None:
    cite = Cite(article=1, quote="不得转借")
    ban = CheckItem(id="lend", stage="借", level=Level.MUST_NOT, do="转借", cites=(cite,), party=("reader",))
    told = [(ban, "不得转借")]
    told.append((msgspec.structs.replace(ban, level=Level.SHOULD_NOT), "一般不转借"))
    told.append((msgspec.structs.replace(ban, do="不得转借"), "不得转借"))
    told.append((msgspec.structs.replace(ban, party=(), do="图书不转借"), "图书不转借"))  # as version 0.1 wrote it
    assert [item.act_in_words for item, _ in told] == [words for _, words in told]
    assert msgspec.structs.replace(ban, arises="有人来问的").sentence == "有人来问的，不得转借"


def test_every_kind_of_change_in_words(store: Store, basis: Basis) -> None:
    record = store.create(basis, {}, {"title": "甲"}, "王")
    assert last(store, record) == "建立清单 QD-2026-0001"
    store.set_state(record, "lend", ItemState.NOT_APPLICABLE, "王", "不外借")
    assert last(store, record) == "“不得转借”由待办改为不适用（不外借）"
    store.set_state(record, "lend", ItemState.DONE, "王")
    assert last(store, record) == "“不得转借”由不适用（不外借）改为已办"
    store.set_note(record, "back", "先催", "王")
    assert last(store, record) == "“归还”备注“先催”"
    store.set_note(record, "back", "再催", "王")
    assert last(store, record) == "“归还”备注“再催”（原为“先催”）"
    store.set_note(record, "back", "", "王")
    assert last(store, record) == "“归还”删去备注“再催”"
    store.set_fields(record, {"title": "乙", "received": "2026-09-24"}, "王")
    assert last(store, record) == "事项名称由“甲”改为“乙”；填收文日期“2026-09-24”"
    store.set_fields(record, {"received": ""}, "王")
    assert last(store, record) == "清空收文日期“2026-09-24”"
    store.set_answers(record, {"others": "yes"}, "王")
    assert last(store, record) == "改答案：“涉及他人吗？”由未答改为“涉及”"
    store.set_answers(record, {"others": "yes", "many": ""}, "王")
    assert last(store, record) == "改答案：跳过的问题"
    store.set_count_start(record, True, "王")
    assert last(store, record) == "起算方式由次日起算改为当日起算"
    store.archive(record, "王")
    assert last(store, record) == "归档"
    store.unarchive(record, "王")
    assert last(store, record) == "恢复办理"
    store.delete(record, "王")
    assert last(store, record) == "移入回收站"
    store.restore(record, "王")
    assert last(store, record) == "从回收站恢复"


def test_the_day_a_thing_was_done_is_kept_beside_the_day_it_was_noted(store: Store, basis: Basis, clock: Clock) -> None:
    record = store.create(basis, {}, {}, "王")
    then = clock.now - dt.timedelta(days=11)
    day, noted = f"{then.astimezone():%Y-%m-%d}", f"{clock.now.astimezone():%Y-%m-%d}"
    store.set_state(record, "lend", ItemState.DONE, "李", at=then)
    assert last(store, record) == f"“不得转借” {day} 办结（{noted} 记）"
    store.set_state(record, "lend", ItemState.NOT_APPLICABLE, "李", "不外借", at=then)
    assert last(store, record) == f"“不得转借” {day} 定为不适用（不外借）（{noted} 记）"


def test_who_and_when_in_local_time(store: Store, basis: Basis, clock: Clock) -> None:
    record = store.create(basis, {}, {}, "王")
    saved = store.set_state(record, "lend", ItemState.DONE, "")
    assert saved.change is not None
    store.undo(saved.change.id, "李")
    local = f"{clock.now.astimezone():%Y-%m-%d %H:%M}"
    _, ticked, undone = (history_in_words(change, record.basis.wizard) for change in store.history(record))
    assert ticked == f"{local}　（没有记名）　“不得转借”办结"
    assert undone == f"{local}　李　撤销：“不得转借”由已办改为待办"
