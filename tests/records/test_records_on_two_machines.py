"""Random months on two machines: ticks, answers, undo, archive, files carried to and fro, clocks set wrong, SIGKILL.

The model knows nothing of histories. To each place of a record (the state of an item, a note, a field …) it keeps the
value and the set of changes that led there; of two such sets the one that holds the other stands, else the newer
change. What the program shows must be what the model holds, step by step, and after everything is opened again.
"""

from __future__ import annotations

import atexit
import copy
import datetime as dt
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
import shares
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from killing import Server
from office import Clock, make_test_basis
from test_records_as_a_model import ANSWERS, BASIS, CALENDAR, FIELDS, ITEMS, TEXT, on_sheet, template

from govdesk.errors import UserError
from govdesk.records import Change, ChangeKind, ItemState, Record, Saved, open_store
from govdesk.records.store import Store
from govdesk.typed import clean_line

EXAMPLES, STEPS = 30, 80
# In one example: they cost as much as twenty other steps.
KILLS_EACH, REOPENINGS_EACH = 1, 4

DESK = st.sampled_from([0, 1])
UNTOUCHED = {"state": "open", "by": "", "at": None, "reason": ""}
#: Where files are written to memory a commit is quick; what a kill leaves behind is the same.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

steps = itertools.count()
_servers: list[Server] = []


@dataclass
class Spot:
    """One place of one record on one machine: its value, what led to it, and the last change: time and uid."""

    value: Any
    known: frozenset[str] = frozenset()
    last: tuple[str, str] = ("", "")


@dataclass
class Paper:
    """One record on one machine."""

    number: str
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)

    def value(self, kind: str, where: str = "") -> Any:
        spot = self.spots.get((kind, where))
        return spot.value if spot else EMPTY[kind]


EMPTY: dict[str, Any] = {"state": UNTOUCHED, "note": "", "fields": "", "archived": None, "deleted": None}
EMPTY |= {"count_start": False, "answers": {}}


def server() -> Server:
    if not _servers:
        _servers.append(Server())
        atexit.register(_servers[0].stop)
    return _servers[0]


class Office(RuleBasedStateMachine):
    """Two desks; a record is the same on both by its id."""

    records = Bundle("records")
    changes = Bundle("changes")
    files = Bundle("files")

    @initialize()
    def open_both(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="govdesk-test-", dir=MEMORY))
        # Today: the process that is killed lives by the machine's own clock.
        self.today = dt.datetime.now(dt.UTC)
        self.clocks = [Clock(self.today) for _ in (0, 1)]
        self.models: list[dict[str, Paper]] = [{}, {}]
        self.stores: list[Store] = []
        for desk in (0, 1):
            shutil.copytree(template(), self.folder / str(desk))
            self.stores.append(self._open(desk))
        self.kills = self.reopenings = 0
        self.written = 0

    def _open(self, desk: int) -> Store:
        return open_store(self.folder / str(desk), CALENDAR, clock=self.clocks[desk])

    def teardown(self) -> None:
        if not hasattr(self, "stores"):
            return
        for desk in (0, 1):
            self._reopen(desk)
            self.stores[desk].close()
        shutil.rmtree(self.folder)

    # One desk

    @rule(desk=DESK, minutes=st.integers(-3000, 3000))
    def set_the_clock(self, desk: int, minutes: int) -> None:
        next(steps)
        # Not so far that the 回收站 is emptied, which the model knows nothing of.
        wanted = self.clocks[desk].now + dt.timedelta(minutes=minutes)
        ten_days = dt.timedelta(days=10)
        self.clocks[desk].now = min(max(wanted, self.today - ten_days), self.today + ten_days)

    @precondition(lambda self: getattr(self, "reopenings", 0) < REOPENINGS_EACH)
    @rule(desk=DESK)
    def close_and_open_again(self, desk: int) -> None:
        next(steps)
        self.reopenings += 1
        self._reopen(desk)

    def _reopen(self, desk: int) -> None:
        self.stores[desk].close()
        self.stores[desk] = self._open(desk)
        lines = self.stores[desk].summaries() + self.stores[desk].summaries(deleted=True)
        assert sorted(line.id for line in lines) == sorted(self.models[desk])
        for record, paper in self.models[desk].items():
            self._look(desk, record)
            assert self.stores[desk].load(paper.number).id == record

    @rule(target=records, desk=DESK, answers=ANSWERS, fields=FIELDS)
    def create(self, desk: int, answers: dict[str, str], fields: dict[str, str]) -> str:
        next(steps)
        made = self.stores[desk].create(BASIS, answers, fields, "王")
        assert made.number not in {paper.number for paper in self.models[desk].values()}
        paper = self.models[desk][made.id] = Paper(made.number)
        paper.spots["answers", ""] = Spot(dict(answers))
        for key, value in fields.items():
            paper.spots["fields", key] = Spot(clean_line(value).strip())
        return self._look(desk, made.id)

    @rule(target=changes, desk=DESK, record=records, item=st.sampled_from(ITEMS), state=st.sampled_from(ItemState))
    def mark(self, desk: int, record: str, item: str, state: ItemState) -> Any:
        reason = "不用办" if state is ItemState.NOT_APPLICABLE else ""
        allowed = item in on_sheet(self._answers(desk, record))
        return self._change(desk, record, lambda s: s.set_state(record, item, state, "王", reason), allowed)

    @rule(target=changes, desk=DESK, record=records, item=st.sampled_from(ITEMS), note=TEXT)
    def note(self, desk: int, record: str, item: str, note: str) -> Any:
        allowed = item in on_sheet(self._answers(desk, record))
        return self._change(desk, record, lambda s: s.set_note(record, item, note, "王"), allowed)

    @rule(target=changes, desk=DESK, record=records, fields=FIELDS)
    def fields(self, desk: int, record: str, fields: dict[str, str]) -> Any:
        return self._change(desk, record, lambda s: s.set_fields(record, fields, "王"))

    @rule(target=changes, desk=DESK, record=records, answers=ANSWERS)
    def answer(self, desk: int, record: str, answers: dict[str, str]) -> Any:
        return self._change(desk, record, lambda s: s.set_answers(record, answers, "王"))

    @rule(target=changes, desk=DESK, record=records, count=st.booleans())
    def count_start(self, desk: int, record: str, count: bool) -> Any:
        return self._change(desk, record, lambda s: s.set_count_start(record, count, "王"))

    @rule(target=changes, desk=DESK, record=records, act=st.sampled_from(["archive", "unarchive", "delete", "restore"]))
    def put(self, desk: int, record: str, act: str) -> Any:
        kinds = {"deleted"} if act in ("delete", "restore") else {"archived"}
        return self._change(desk, record, lambda s: getattr(s, act)(record, "王"), kinds=kinds)

    @rule(target=changes, change=changes)
    def undo(self, change: tuple[int, str, Change | None]) -> Any:
        desk, record, line = change
        if line is None:
            return change
        paper = self.models[desk].get(record)
        now = paper is not None and all(
            paper.value(*key) == value for key, value in spots(line.kind, line.item, line.after)
        )
        return self._change(desk, record, lambda s: s.undo(line.id, "李"), now, kinds={line.kind.value})

    def _answers(self, desk: int, record: str) -> dict[str, str]:
        paper = self.models[desk].get(record)
        answers: dict[str, str] = paper.value("answers") if paper else {}
        return answers

    def _change(
        self,
        desk: int,
        record: str,
        act: Callable[[Store], Saved],
        allowed: bool = True,
        kinds: set[str] | frozenset[str] = frozenset({"any"}),
    ) -> Any:
        next(steps)
        store, paper = self.stores[desk], self.models[desk].get(record)
        nothing = desk, record, None
        if paper is None:
            with pytest.raises(UserError):
                act(store)
            return nothing
        put_away = bool(paper.value("deleted")) and "deleted" not in kinds
        put_away |= bool(paper.value("archived")) and not kinds & {"archived", "deleted"}
        if put_away or not allowed:
            with pytest.raises(UserError):
                act(store)
            self._look(desk, record)
            return nothing
        line = act(store).change
        if line is None:
            self._look(desk, record)
            return nothing
        for key, value in spots(line.kind, line.item, line.before):
            assert paper.value(*key) == value
        self._write(paper, line.uid, msgspec.to_builtins(line.at), spots(line.kind, line.item, line.after))
        self._look(desk, record)
        return desk, record, line

    @staticmethod
    def _write(paper: Paper, uid: str, at: str, values: list[tuple[tuple[str, str], Any]]) -> None:
        for key, value in values:
            old = paper.spots.get(key, Spot(None))
            paper.spots[key] = Spot(copy.deepcopy(value), old.known | {uid}, (at, uid))

    # A process is killed

    @precondition(lambda self: getattr(self, "kills", KILLS_EACH) < KILLS_EACH and hasattr(os, "fork"))
    @rule(desk=DESK, record=records, heard=st.integers(1, 3))
    def kill(self, desk: int, record: str, heard: int) -> None:
        next(steps)
        self.kills += 1
        at_work = [key for key, p in self.models[desk].items() if not p.value("deleted") and not p.value("archived")]
        if not at_work:
            return
        record = record if record in at_work else at_work[0]
        paper = self.models[desk][record]
        before = len(self.stores[desk].history(record))
        self.stores[desk].close()
        first = next(steps) * 1000
        server().send("tick", str(self.folder / str(desk)), paper.number, first)
        pid = int(server().line()[1])
        lines = [server().line() for _ in range(heard)]
        os.kill(pid, signal.SIGKILL)
        acknowledged = [int(text) for _, text in lines + server().lines_until_ended(pid)]
        self.stores[desk] = self._open(desk)
        ticks = self.stores[desk].history(record)[before:]
        # All that was acknowledged, and at most the one over which it died.
        assert [int(change.after["reason"]) for change in ticks][: len(acknowledged)] == acknowledged
        assert len(ticks) - len(acknowledged) in (0, 1) and acknowledged[0] == first
        for change in ticks:
            self._write(
                paper, change.uid, msgspec.to_builtins(change.at), spots(change.kind, change.item, change.after)
            )
        self._reopen(desk)

    # From one desk to the other

    @rule(target=files, desk=DESK, record=records, everything=st.booleans())
    def export(self, desk: int, record: str, everything: bool) -> Any:
        next(steps)
        if not everything and record not in self.models[desk]:
            return multiple()
        self.written += 1
        path = self.folder / f"{self.written}.govdesk.json"
        self.stores[desk].export_file(path, None if everything else [record])
        wanted = self.models[desk] if everything else {record: self.models[desk][record]}
        return path, copy.deepcopy(wanted)

    @rule(desk=DESK, file=files)
    def bring(self, desk: int, file: tuple[Path, dict[str, Paper]]) -> None:
        next(steps)
        path, papers = file
        arrived = self.stores[desk].import_file(path, "李")
        assert sorted(entry.record.id for entry in arrived) == sorted(papers)
        for entry in arrived:
            record, there = entry.record.id, papers[entry.record.id]
            here = self.models[desk].get(record)
            assert entry.new == (here is None)
            if here is None:
                taken = {paper.number for paper in self.models[desk].values()}
                assert entry.renumbered == (there.number in taken) and entry.record.number not in taken
                self.models[desk][record] = Paper(entry.record.number, copy.deepcopy(there.spots))
            else:
                conflicts = {key for key, spot in there.spots.items() if self._merge(here, key, spot)}
                assert {(conflict.kind.value, conflict.where) for conflict in entry.conflicts} == conflicts
            self._look(desk, record)

    @staticmethod
    def _merge(here: Paper, key: tuple[str, str], theirs: Spot) -> bool:
        """Bring one place in; tells whether both sides had changed it, and not alike."""
        ours = here.spots.get(key, Spot(EMPTY[key[0]]))
        if theirs.known <= ours.known:
            return False
        if ours.known <= theirs.known:
            here.spots[key] = copy.deepcopy(theirs)
            return False
        kept, lost = (ours, theirs) if ours.last > theirs.last else (theirs, ours)
        known = ours.known | theirs.known
        if kept.value != lost.value:
            known |= {f"settled {kept.last[1]} {lost.last[1]}"}
        here.spots[key] = Spot(copy.deepcopy(kept.value), known, kept.last)
        return kept.value != lost.value

    # What the program shows

    def _look(self, desk: int, record: str) -> str:
        store, paper = self.stores[desk], self.models[desk][record]
        found = store.load(record)
        assert (found.number, found.basis) == (paper.number, BASIS)
        assert shown(found) == {key: spot.value for key, spot in paper.spots.items() if spot.value != EMPTY[key[0]]}
        return record


def spots(kind: ChangeKind, item: str, value: Any) -> list[tuple[tuple[str, str], Any]]:
    """The places that a change touches, with their values."""
    if kind is ChangeKind.FIELDS:
        return [(("fields", key), text) for key, text in value.items()]
    return [((kind.value, item), value)]


def shown(record: Record) -> dict[tuple[str, str], Any]:
    """What the record says in every place that is not empty."""
    found: dict[tuple[str, str], Any] = {("fields", key): value for key, value in record.fields.items()}
    for item, mark in record.marks.items():
        state = {"state": mark.state.value, "by": mark.by, "at": msgspec.to_builtins(mark.at), "reason": mark.reason}
        found |= {("state", item): state} if state != UNTOUCHED else {}
        found |= {("note", item): mark.note} if mark.note else {}
    found |= {("answers", ""): record.answers} if record.answers else {}
    found |= {("count_start", ""): True} if record.count_start else {}
    for kind, at in (("archived", record.archived_at), ("deleted", record.deleted_at)):
        found |= {(kind, ""): msgspec.to_builtins(at)} if at else {}
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "first_seed", "examples"),
    [
        pytest.param(1_000, 1000 * shares.NUMBER, 10, id="a-thousand-of-today"),
        pytest.param(10_000, 0, EXAMPLES, id="ten-thousand", marks=pytest.mark.stress),
    ],
)
def test_nothing_is_lost_or_invented_in_random_steps(wanted: int, first_seed: int, examples: int) -> None:
    assert make_test_basis() == BASIS
    before = next(steps)
    for number in itertools.count(first_seed):
        run_state_machine_as_test(
            seed(number)(Office),
            settings=settings(
                max_examples=examples,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                phases=[Phase.generate],  # to shrink takes minutes: add Phase.shrink when there is something to find
                suppress_health_check=list(HealthCheck),
            ),
        )
        if next(steps) - before > wanted:
            break
