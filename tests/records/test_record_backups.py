"""A backup a day, checked; 14 days and 12 months are kept, and the newest good one is found."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from office import Clock

from govdesk.errors import UserError
from govdesk.records import ItemState, open_store, restore_backup, restore_newest_backup
from govdesk.records.backup import find_offer, holds, list_backups
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

Open = Callable[[], Store]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_one_backup_a_day(reopen: Open, folder: Path, clock: Clock, basis: Basis) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    reopen()
    assert len(names(folder)) == 1
    clock.forward(days=1)
    store = reopen()
    assert len(names(folder)) == 2
    clock.forward(days=1)  # the program was left running over night
    store.set_state(record, "lend", ItemState.DONE, "王")
    assert len(names(folder)) == 3


def test_the_work_of_the_day_is_in_a_backup_when_the_program_ends(
    reopen: Open, folder: Path, clock: Clock, basis: Basis, calendar: OfficialCalendar
) -> None:
    store = reopen()
    assert store.back_up_work() is None  # nothing was done
    record = store.create(basis, {}, {}, "王")
    store.set_state(record, "lend", ItemState.DONE, "王")
    made = store.back_up_work()
    assert made is not None and holds(made) == 1
    assert names(folder) == [made.path.name]  # it takes the place of the morning's
    assert store.back_up_work() is None
    store.delete(record, "王")
    store.close()
    restore_backup(folder, made.path)
    with open_store(folder, calendar, clock=clock) as restored:
        assert restored.load(record.number).mark("lend").state is ItemState.DONE


def test_a_backup_that_is_not_whole_holds_nothing(reopen: Open, folder: Path, basis: Basis) -> None:
    store = reopen()
    store.create(basis, {}, {}, "王")
    made = store.back_up_work()
    assert made is not None
    content = bytearray(made.path.read_bytes())
    content[1000:9000] = b"x" * 8000
    made.path.write_bytes(content)
    assert holds(made) is None


def test_a_backup_is_a_whole_store_in_one_file(
    reopen: Open, folder: Path, clock: Clock, basis: Basis, calendar: OfficialCalendar, tmp_path: Path
) -> None:
    store = reopen()
    record = store.create(basis, {}, {"title": "甲"}, "王")
    elsewhere = tmp_path / "u盘" / "records.db"
    elsewhere.parent.mkdir()
    assert store.backup_to(elsewhere) == elsewhere
    assert [path.name for path in elsewhere.parent.iterdir()] == ["records.db"]
    store.set_state(record, "lend", ItemState.DONE, "王")
    with open_store(elsewhere.parent, calendar, clock=clock) as copy:
        assert copy.load(record.number) == record


def test_a_backup_that_cannot_be_written_leaves_the_old_one(reopen: Open, basis: Basis, tmp_path: Path) -> None:
    store = reopen()
    with pytest.raises(UserError, match="备份没有写成"):
        store.backup_to(tmp_path / "no such folder" / "records.db")
    assert store.create(basis, {}, {}, "王")


def test_a_daily_backup_that_cannot_be_written_does_not_stop_work(
    reopen: Open, folder: Path, basis: Basis, clock: Clock
) -> None:
    reopen()
    for path in (folder / "backups").iterdir():
        path.unlink()
    (folder / "backups").rmdir()
    (folder / "backups").write_text("in the way")
    clock.forward(days=1)
    store = reopen()
    assert "自动备份没有写成" in store.trouble
    assert store.create(basis, {}, {}, "王").number == "QD-2026-0001"


def test_fourteen_days_and_twelve_months_are_kept(reopen: Open, folder: Path, clock: Clock) -> None:
    clock.now = dt.datetime(2026, 1, 1, 9).astimezone()
    store = reopen()
    days = []
    for _ in range(410):  # thirteen months and the last day
        days.append(clock.now.date())
        store._db._start_day()  # what a first write of the day does
        clock.forward(days=1)
    kept = [dt.datetime.strptime(name[8:16], "%Y%m%d").date() for name in names(folder)]  # noqa: DTZ007
    assert kept[-14:] == days[-14:]
    last_of_month = [day for day in days if (day + dt.timedelta(days=1)).day == 1 or day == days[-1]]
    assert kept == sorted({*days[-14:], *last_of_month[-12:]})


def test_a_wrong_clock_throws_no_backup_away(reopen: Open, folder: Path, clock: Clock) -> None:
    for _ in range(3):
        reopen()
        clock.forward(days=1)
    before = names(folder)
    clock.now = dt.datetime(2000, 1, 1, 12).astimezone()
    reopen()
    assert set(before) < set(names(folder))
    clock.now = dt.datetime(2099, 1, 1, 12).astimezone()
    reopen()
    assert set(before) < set(names(folder))


@pytest.mark.parametrize("wrong", [dt.datetime(2027, 9, 24, 9), dt.datetime(2015, 1, 1, 9)])
def test_copies_follow_each_other_as_they_were_made_whatever_the_clock_said(
    reopen: Open, folder: Path, clock: Clock, basis: Basis, wrong: dt.datetime
) -> None:
    right = clock.now
    reopen().create(basis, {}, {"title": "先前"}, "王")
    clock.now = wrong.astimezone()
    reopen().create(basis, {}, {"title": "钟错的那天"}, "王")
    assert find_offer(folder) is not None
    clock.now = right
    for _ in range(20):
        clock.forward(days=1)
        reopen()
    offer = find_offer(folder)
    assert offer is not None
    assert offer.backup.at.date() == clock.now.astimezone().date() and offer.lists == 2
    months = {(backup.at.year, backup.at.month) for backup in list_backups(folder)}
    days = {backup.at.date() for backup in list_backups(folder)[:14]}
    assert len(days) == 14 and min(days) > right.astimezone().date(), "the fourteen days are those just worked"
    assert (wrong.year, wrong.month) in months, "as one of the twelve months"


def test_a_copy_is_made_on_a_day_that_a_wrong_clock_has_had_before(reopen: Open, folder: Path, clock: Clock) -> None:
    battery_is_dead, right = dt.datetime(2015, 1, 1, 9).astimezone(), clock.now
    for now in (battery_is_dead, right, battery_is_dead):
        clock.now = now
        reopen()
    assert [backup.at.year for backup in list_backups(folder)] == [2015, 2026]
    assert list_backups(folder)[0].made == 3


def test_a_clock_that_is_a_year_ahead_does_not_empty_the_bin(
    reopen: Open, clock: Clock, basis: Basis, folder: Path
) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    store.delete(record, "王")
    right = clock.now
    clock.forward(days=365)
    assert [line.number for line in reopen().summaries(deleted=True)] == [record.number]
    clock.now = right
    clock.forward(days=1)
    assert [line.number for line in reopen().summaries(deleted=True)] == [record.number]
    clock.forward(days=20)
    reopen()
    clock.forward(days=20)
    assert reopen().summaries(deleted=True) == [], "forty days of a clock that is right"


def test_copies_of_an_older_version_come_before_those_that_are_counted(
    reopen: Open, folder: Path, clock: Clock, basis: Basis
) -> None:
    store = reopen()
    store.create(basis, {}, {}, "王")
    counted = store.back_up_work()
    assert counted is not None
    old = folder / "backups" / "records-20270101-080000.db"
    old.write_bytes(counted.path.read_bytes())
    assert [backup.path.name for backup in list_backups(folder)] == [counted.path.name, old.name]


def test_the_newest_good_backup_is_chosen(reopen: Open, folder: Path, clock: Clock, basis: Basis) -> None:
    for number in range(4):
        reopen().create(basis, {}, {"title": str(number)}, "王")
        clock.forward(days=1)
    reopen().close()
    made = [folder / "backups" / name for name in names(folder)]
    assert len(made) == 5
    made[4].write_bytes(b"not a database" * 500)
    made[3].write_bytes(made[3].read_bytes()[:3000])
    with closing(sqlite3.connect(made[2], isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'of the future'")
    offer = find_offer(folder)
    found = offer.backup if offer is not None else None
    assert found is not None and found.path == made[1]
    assert found.at.strftime("%Y%m%d-%H%M%S") in made[1].name
    (folder / "records.db").write_bytes(b"\0" * 4096)
    assert restore_newest_backup(folder) == found
    assert [line.title for line in reopen().summaries()] == ["0"]


def test_files_that_are_not_ours_stay(reopen: Open, folder: Path, clock: Clock) -> None:
    reopen()
    mine = folder / "backups" / "records-我自己的.db"
    mine.write_text("kept by hand")
    odd = folder / "backups" / "records-20261399-990000.db"
    odd.write_text("no such day")
    for _ in range(3):
        clock.forward(days=40)
        reopen()
    assert mine.exists() and odd.exists()


def test_of_good_backups_the_newest_that_holds_lists_is_offered_and_a_fuller_one_is_named(
    reopen: Open, folder: Path, clock: Clock, basis: Basis
) -> None:
    store = reopen()
    lists = [store.create(basis, {}, {}, "王") for _ in range(3)]
    full = store.back_up_work()
    clock.forward(days=1)
    for record in lists[1:]:
        store.delete(record, "王")
    one = store.back_up_work()
    clock.forward(days=1)
    store.delete(lists[0], "王")
    store.back_up_work()
    offer = find_offer(folder)
    assert offer is not None and full is not None and one is not None
    assert (offer.backup.path, offer.lists) == (one.path, 1), "the one of today holds nothing"
    assert offer.fuller is not None and (offer.fuller.path, offer.fuller_lists) == (full.path, 3)


def test_work_is_in_a_backup_while_it_goes_on_but_not_at_every_step(
    reopen: Open, folder: Path, clock: Clock, basis: Basis
) -> None:
    store, every = reopen(), dt.timedelta(minutes=5)
    assert store.back_up_work(every) is None
    record = store.create(basis, {}, {}, "王")
    made = store.back_up_work(every)
    assert made is not None and holds(made) == 1
    store.set_state(record, "lend", ItemState.DONE, "王")
    assert store.back_up_work(every) is None
    clock.forward(minutes=6)
    assert store.back_up_work(every) is not None


def test_what_a_killed_program_has_written_is_in_a_backup_soon_after_the_next_start(
    reopen: Open, folder: Path, clock: Clock, basis: Basis, calendar: OfficialCalendar, tmp_path: Path
) -> None:
    reopen().create(basis, {}, {}, "王")
    left = tmp_path / "as the killed program left it"
    shutil.copytree(folder, left, ignore=shutil.ignore_patterns("*.lock"))
    with open_store(left, calendar, clock=clock) as store:
        made = store.back_up_work(dt.timedelta(minutes=5))
        assert made is not None and holds(made) == 1


def test_a_clock_that_is_put_back_does_not_stop_the_backups_of_a_day_of_work(
    reopen: Open, clock: Clock, basis: Basis
) -> None:
    store = reopen()
    record = store.create(basis, {}, {}, "王")
    assert store.back_up_work(dt.timedelta(minutes=5)) is not None
    clock.now -= dt.timedelta(days=2)
    store.set_note(record, "lend", "甲", "王")
    assert store.back_up_work(dt.timedelta(minutes=5)) is not None
    store.set_note(record, "lend", "乙", "王")
    assert store.back_up_work(dt.timedelta(minutes=5)) is None
