"""等: what others owe, by which day, and when nobody waits for it any longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govdesk.errors import UserError
from govdesk.records import Record
from govdesk.records.finding import Find, Sort
from govdesk.records.model import Jotting
from govdesk.records.store import Store
from govdesk.records.waits import waits
from govdesk.wizards.basis import Basis
from govdesk.wizards.model import Due
from govdesk.workdays import OfficialCalendar

NOTES = "keeper-notes"


@pytest.fixture
def dated(basis: Basis) -> Basis:
    """The keeper has five working days."""
    act = msgspec.structs.replace(basis.wizard.others[0], due=Due(5, "received"))
    return msgspec.structs.replace(basis, wizard=msgspec.structs.replace(basis.wizard, others=(act,)))


def days(record: Record, calendar: OfficialCalendar) -> list[tuple[str, str, dt.date]]:
    return [(wait.who, wait.what, wait.date) for wait in waits(record, record.checklist(calendar))]


def test_what_others_have_to_do_by_a_day_is_waited_for(
    store: Store, dated: Basis, basis: Basis, calendar: OfficialCalendar
) -> None:
    record = store.create(dated, {}, {"title": "甲", "received": "2026-11-02"}, "王")
    assert days(record, calendar) == [("管理员", "记入台账", dt.date(2026, 11, 9))]
    [line] = store.page()
    assert (line.wait, line.wait_who, line.wait_what) == (dt.date(2026, 11, 9), "管理员", "记入台账")
    assert line.next_due == dt.date(2026, 11, 9)  # one's own stands apart
    assert days(store.create(basis, {}, {"received": "2026-11-02"}, "王"), calendar) == []


def test_the_day_that_was_noted_counts_and_what_is_settled_is_waited_for_no_longer(
    store: Store, dated: Basis, calendar: OfficialCalendar
) -> None:
    record = store.create(dated, {}, {"received": "2026-11-02"}, "王")
    asked = (Jotting("2026-11-03", "电话问过，要等领导回来", "2026-11-20"), Jotting("2026-11-06", "还没有回来"))
    record = store.set_jottings(record, NOTES, asked, "王").record
    [wait] = waits(record, record.checklist(calendar))
    assert (wait.date, wait.own, wait.last) == (dt.date(2026, 11, 20), True, "还没有回来")
    saved = store.set_jottings(record, NOTES, (*asked, Jotting("2026-11-19", "记好了", settled=True)), "王")
    assert days(saved.record, calendar) == [] and store.page()[0].wait is None
    assert saved.change is not None
    back = store.undo(saved.change.id, "王").record
    assert back.jottings == {NOTES: asked} and days(back, calendar)[0][2] == dt.date(2026, 11, 20)
    assert store.set_jottings(back, NOTES, asked, "王").change is None


def test_an_archived_list_waits_for_nothing_and_the_nearest_day_of_both_kinds_sorts(
    store: Store, dated: Basis, basis: Basis
) -> None:
    archived = store.create(dated, {}, {"title": "归档", "received": "2026-11-02"}, "王")
    store.archive(archived, "王")
    store.create(basis, {}, {"title": "自己的", "received": "2026-11-03"}, "王")  # ten working days: 17 November
    waiting = store.create(dated, {}, {"title": "等人的"}, "王")
    store.set_jottings(waiting, NOTES, (Jotting("2026-11-03", "等回话", "2026-11-05"),), "王")
    store.create(basis, {}, {"title": "没有期限"}, "王")
    assert store.load(archived).archived_at and store.page(Find(text="归档"))[0].wait is None
    assert [line.title for line in store.page(sort=Sort.NEAREST)][:2] == ["等人的", "自己的"]
    assert next(line.title for line in store.page(sort=Sort.NEXT_DUE)) == "自己的"


def test_what_is_in_the_bin_can_be_removed_for_good_and_nothing_else(reopen: Callable[[], Store], basis: Basis) -> None:
    store = reopen()
    gone, kept = (store.create(basis, {}, {"title": name}, "王") for name in ("甲", "乙"))
    store.delete(gone, "王")
    assert store.remove([gone, kept]) == 1
    store = reopen()
    assert [line.title for line in [*store.page(), *store.page(Find(deleted=True))]] == ["乙"]
    with pytest.raises(UserError, match="没有编号"):
        store.load(gone.number)
    assert store.create(basis, {}, {}, "王").number == "QD-2026-0003"  # its number is not used again


def test_cities_are_counted_and_filtered(store: Store, basis: Basis) -> None:
    rule = msgspec.structs.replace(basis.rule, id="other-room", short_title="另一间")
    store.create(basis, {}, {"title": "这里的"}, "王")
    store.create(msgspec.structs.replace(basis, rule=rule), {}, {"title": "那里的"}, "王")
    assert store.facets().cities == {"阅览室": 1, "另一间": 1}
    assert [line.title for line in store.page(Find(city="另一间"))] == ["那里的"]
    assert store.facets().count(city="另一间", handler="没有") == 0
    assert [line.rule_title for line in store.page(sort=Sort.CITY)] == sorted(["另一间", "阅览室"])
