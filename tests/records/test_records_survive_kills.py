"""SIGKILL at any moment: what was acknowledged is there, and the file is whole. Real processes, real files."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import new_records
import pytest
import shares
from killing import Server

from govdesk.records import ItemState, open_store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, to have hundreds of them")

ITEMS = ("register", "lend", "back")


@pytest.mark.slow
@pytest.mark.parametrize(("kills", "seed"), [(50, shares.NUMBER), pytest.param(200, 1, marks=pytest.mark.stress)])
def test_no_tick_is_lost_in_kills_at_any_moment(
    kills: int, seed: int, server: Server, folder: Path, basis: Basis, calendar: OfficialCalendar
) -> None:
    with open_store(folder, calendar) as store:
        number = store.create(basis, {}, {}, "王").number
    choose = random.Random(seed)
    acknowledged: set[int] = set()
    in_flight: set[int] = set()  # neither promised nor forbidden: the process died over them
    latest: dict[str, int] = {}
    count = 0
    for _ in range(kills):
        server.send("tick", str(folder), number, count)
        pid = int(server.line()[1])
        lines = [server.line() for _ in range(choose.randint(1, 4))]
        os.kill(pid, signal.SIGKILL)
        for _, text in lines + server.lines_until_ended(pid):
            count = int(text)
            acknowledged.add(count)
            latest[ITEMS[count % 3]] = count
        in_flight.add(count + 1)
        count += 2

        with open_store(folder, calendar) as store:
            record = store.load(number)
        for item, least in latest.items():
            found = int(record.mark(item).reason)
            assert found >= least and found in acknowledged | in_flight and ITEMS[found % 3] == item
            assert record.mark(item).state is (ItemState.DONE, ItemState.NOT_APPLICABLE)[found % 2]

    with open_store(folder, calendar) as store:
        in_history = {change.after["reason"] for change in store.history(number) if change.item}
    assert {str(count) for count in acknowledged} <= in_history
    assert in_history <= {str(count) for count in acknowledged | in_flight}
    with closing(sqlite3.connect(folder / "records.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_killed_while_the_file_is_being_made(server: Server, folder: Path, calendar: OfficialCalendar) -> None:
    choose = random.Random(2)
    for attempt in range(20):
        data = folder / str(attempt)
        server.send("open", str(data))
        pid = int(server.line()[1])
        # Looking at the folder is a clock that runs as fast as the machine does.
        for _ in range(choose.randint(0, 400)):
            (data / "records.db").exists()
        os.kill(pid, signal.SIGKILL)
        server.lines_until_ended(pid)
        with open_store(data, calendar) as store:
            assert store.summaries() == [] and store.warnings == []


def test_many_programs_on_one_new_folder(server: Server, folder: Path, calendar: OfficialCalendar) -> None:
    programs, each = 4, 10
    for program in range(programs):
        server.send("create", str(folder), each, f"程序{program}")
    numbers, ended = [], 0
    while ended < programs:
        line = server.line()
        numbers += [line[1]] if line[0] == "created" else []
        ended += line[0] == "ended"
    assert sorted(numbers) == [f"{numbers[0][:8]}{n:04}" for n in range(1, programs * each + 1)]
    with open_store(folder, calendar) as store:
        lines = store.summaries()
        assert len(lines) == programs * each and {line.done for line in lines} == {1}


def test_a_commit_waits_for_the_disk(folder: Path, calendar: OfficialCalendar, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGKILL cannot show this: a power cut keeps only what was synced."""
    new_records.as_in_the_program(monkeypatch)
    with open_store(folder, calendar) as store, store._db.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
