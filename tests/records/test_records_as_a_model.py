"""Random days at the desk against a plain dictionary: nothing is lost, nothing is invented."""

from __future__ import annotations

import atexit
import copy
import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from office import Clock, make_test_basis

from govdesk.errors import UserError
from govdesk.records import ItemState, Record, Saved, open_store
from govdesk.records.model import NO_REPLY, Jotting, Reply, point_id
from govdesk.records.store import Store
from govdesk.typed import clean_line, clean_text
from govdesk.workdays import load_calendar

CALENDAR = load_calendar([])
BASIS = make_test_basis()
ITEMS = [item.id for item in BASIS.wizard.items]
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "others": st.sampled_from(["yes", "no", "unknown", ""]),
        "many": st.sampled_from(["yes", "no", "unknown", ""]),
    },
)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
FIELDS = st.fixed_dictionaries(
    {},
    optional={"title": TEXT, "handler": TEXT, "received": st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 1)).map(str)},
)


#: What the test wizard has on other parts of its sheet.
DOUBT, OTHER = "who-approves", "keeper-notes"
DESKS = st.sampled_from(["reader", "keeper"])
REPLIES = st.builds(
    Reply, asked=TEXT, reply=TEXT, date=st.just("2026-09-25"), applies=st.sampled_from([None, True, False])
)
JOTTINGS = st.lists(
    st.builds(
        Jotting,
        date=st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 1)).map(str),
        words=TEXT,
        until=st.sampled_from(["", "2026-10-08"]),
        settled=st.booleans(),
    ),
    max_size=2,
).map(tuple)


def on_sheet(answers: dict[str, str], desk: str = "reader", applies: bool = False) -> set[str]:
    """Which items the test wizard shows, written out by hand. What is not answered yet is 还不清楚."""
    if desk == "keeper":
        return {"register"}
    shown = {"register", "lend", "back", "late"}
    if answers.get("others") != "no":
        shown |= {"ask", "tell"}
    if answers.get("others") == "yes" and (answers.get("many") == "yes" or (applies and doubted(answers, desk))):
        shown |= {"approve"}
    return shown


def counted(answers: dict[str, str], desk: str = "reader", applies: bool = False) -> set[str]:
    """Those of them that count: what may only arise does not."""
    return on_sheet(answers, desk, applies) - {"late"}


def doubted(answers: dict[str, str], desk: str = "reader") -> bool:
    """Whether the open point stands on the sheet."""
    return desk == "reader" and answers.get("others") == "yes" and answers.get("many") != "yes"


class Desk(RuleBasedStateMachine):
    """`model` maps a record's number to its content, one entry for each place that a change can touch.

    A state, an archiving or a deletion is told apart from the next one of the same kind by the id of
    the change that made it, as a clerk would by its time.
    """

    records = Bundle("records")
    changes = Bundle("changes")

    @initialize()
    def open_for_the_first_time(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="govdesk-test-"))
        shutil.copytree(template(), self.folder, dirs_exist_ok=True)
        self.clock = Clock(dt.datetime(2026, 9, 24, 1, tzinfo=dt.UTC))
        self.model: dict[str, dict[str, Any]] = {}
        self.drafts: dict[str, tuple[dict[str, str], str]] = {}
        self.last = 0
        self.store: Store = open_store(self.folder, CALENDAR, clock=self.clock)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    @rule()
    def close_and_open_again(self) -> None:
        self.store.close()
        self.store = open_store(self.folder, CALENDAR, clock=self.clock)

    @rule()
    def go_home_for_the_night(self) -> None:
        self.clock.forward(hours=15)

    @rule(target=records, answers=ANSWERS, fields=FIELDS, desk=DESKS, from_draft=st.booleans())
    def create(self, answers: dict[str, str], fields: dict[str, str], desk: str, from_draft: bool) -> str:
        draft = next(iter(self.drafts), "") if from_draft else ""
        record = self.store.create(BASIS, answers, fields, "王", desk=desk, from_draft=draft)
        self.drafts.pop(draft, None)
        return self._created(
            record,
            {"answers": answers, "desk": desk} | {f"field {k}": clean_line(v).strip() for k, v in fields.items()},
        )

    @rule(target=records, number=records, answers=ANSWERS)
    def go_on(self, number: str, answers: dict[str, str]) -> str:
        """接着办: the two are of one matter from now on."""
        before = self.model[number]
        if before.get("deleted"):
            return number
        made = self.store.create(BASIS, answers, {}, "王", desk="reader", follows=number)
        before.setdefault("matter", "")
        before["matter"] = before["matter"] or self.store.load(number).id
        return self._created(
            made,
            {"answers": answers, "desk": "reader", "matter": before["matter"], "follows": self.store.load(number).id},
        )

    @rule(number=records, other=records)
    def tie(self, number: str, other: str) -> None:
        both = [self.model[number], self.model[other]]
        if any(one.get("deleted") for one in both):
            with pytest.raises(UserError):
                self.store.tie([number, other], "王")
            return
        saved = self.store.tie([number, other], "王")
        wanted = next((one["matter"] for one in both if one.get("matter")), saved[0].record.matter)
        for one in both:
            one["matter"] = wanted
        assert wanted and {number, other} <= {line.number for line in self.store.kin(number)}

    @rule(target=changes, number=records)
    def untie(self, number: str) -> Any:
        return self._change(number, {"matter": ""}, lambda: self.store.untie(number, "王"))

    @rule(target=changes, number=records, desk=DESKS)
    def change_desk(self, number: str, desk: str) -> Any:
        return self._change(number, {"desk": desk}, lambda: self.store.set_desk(number, desk, "王"))

    @rule(target=changes, number=records, reply=REPLIES)
    def reply(self, number: str, reply: Reply) -> Any:
        model = self.model[number]
        allowed = doubted(model["answers"], model["desk"])
        return self._change(
            number, {f"reply {DOUBT}": reply}, lambda: self.store.set_reply(number, DOUBT, reply, "王"), allowed
        )

    @rule(target=changes, number=records, jottings=JOTTINGS)
    def jot(self, number: str, jottings: tuple[Jotting, ...]) -> Any:
        allowed = self.model[number]["desk"] == "reader"
        return self._change(
            number,
            {f"jotting {OTHER}": jottings},
            lambda: self.store.set_jottings(number, OTHER, jottings, "王"),
            allowed,
        )

    @rule(target=changes, number=records, point=st.sampled_from(["face", "paper"]), done=st.booleans())
    def mark_point(self, number: str, point: str, done: bool) -> Any:
        model, item = self.model[number], point_id("ask", point)
        state = ItemState.DONE if done else ItemState.OPEN
        old = model.get(f"state {item}", (ItemState.OPEN, "", 0))
        new = old if old[0] is state else (state, "", "this change")
        allowed = "ask" in self._shown(model)
        return self._change(
            number, {f"state {item}": new}, lambda: self.store.set_state(number, item, state, "王"), allowed
        )

    def _shown(self, model: dict[str, Any], by: Any = on_sheet) -> set[str]:
        found: set[str] = by(model["answers"], model["desk"], bool(model.get(f"reply {DOUBT}", NO_REPLY).applies))
        return found

    @rule(target=records, number=records)
    def duplicate(self, number: str) -> str:
        old = self.model[number]
        kept = {
            key: value
            for key, value in old.items()
            if key in ("answers", "desk", "field title", "field handler", "count")
        }
        return self._created(self.store.duplicate(number, "李"), kept)

    def _created(self, record: Record, content: dict[str, Any]) -> str:
        self.last += 1
        assert record.number == f"QD-2026-{self.last:04}"
        self.model[record.number] = {"answers": {}, "desk": "reader"} | copy.deepcopy(content)
        return record.number

    @rule(target=changes, number=records, item=st.sampled_from(ITEMS), state=st.sampled_from(ItemState), reason=TEXT)
    def mark(self, number: str, item: str, state: ItemState, reason: str) -> Any:
        model = self.model[number]
        allowed = item in self._shown(model) and (
            state is not ItemState.NOT_APPLICABLE or bool(clean_line(reason).strip())
        )
        old = model.get(f"state {item}", (ItemState.OPEN, "", 0))
        new = (
            old
            if old[:2] == (state, clean_line(reason).strip())
            else (state, clean_line(reason).strip(), "this change")
        )
        act = lambda: self.store.set_state(number, item, state, "王", reason)  # noqa: E731
        return self._change(number, {f"state {item}": new}, act, allowed)

    @rule(target=changes, number=records, item=st.sampled_from(ITEMS), note=TEXT)
    def note(self, number: str, item: str, note: str) -> Any:
        allowed = item in self._shown(self.model[number])
        new = {f"note {item}": clean_text(note).strip()}
        return self._change(number, new, lambda: self.store.set_note(number, item, note, "王"), allowed)

    @rule(target=changes, number=records, fields=FIELDS)
    def fields(self, number: str, fields: dict[str, str]) -> Any:
        new = {f"field {key}": clean_line(value).strip() for key, value in fields.items()}
        return self._change(number, new, lambda: self.store.set_fields(number, fields, "王"))

    @rule(target=changes, number=records, answers=ANSWERS)
    def answer(self, number: str, answers: dict[str, str]) -> Any:
        return self._change(number, {"answers": answers}, lambda: self.store.set_answers(number, answers, "王"))

    @rule(target=changes, number=records, count=st.booleans())
    def count_start(self, number: str, count: bool) -> Any:
        return self._change(number, {"count": count}, lambda: self.store.set_count_start(number, count, "王"))

    @rule(target=changes, number=records, away=st.booleans())
    def archive(self, number: str, away: bool) -> Any:
        act = self.store.archive if away else self.store.unarchive
        return self._put(number, "archived", away, act)

    @rule(target=changes, number=records, away=st.booleans())
    def delete(self, number: str, away: bool) -> Any:
        act = self.store.delete if away else self.store.restore
        return self._put(number, "deleted", away, act)

    def _put(self, number: str, place: str, away: bool, act: Any) -> Any:
        old = self.model[number].get(place, "")
        new = (old or "this change") if away else ""
        return self._change(number, {place: new}, lambda: act(number, "王"))

    @rule(target=changes, change=consumes(changes))
    def undo(self, change: tuple[int, str, dict[str, Any], dict[str, Any]]) -> Any:
        change_id, number, before, after = change
        model = self.model[number]
        untouched = all(model.get(key, empty(key)) == value for key, value in after.items())
        return self._change(number, before, lambda: self.store.undo(change_id, "李"), untouched)

    def _change(self, number: str, new: dict[str, Any], act: Any, allowed: bool = True) -> Any:
        """Do it in the store; do it in the model if the store must allow it; give what an undo needs."""
        model = self.model[number]
        places = {key.split()[0] for key in new}
        if model.get("deleted") and places != {"deleted"}:
            allowed = False
        if model.get("archived") and not places <= {"archived", "deleted", "matter"}:
            allowed = False
        # Changing no field at all touches no place, but is a change of fields all the same.
        if not new and (model.get("deleted") or model.get("archived")):
            allowed = False
        if not allowed:
            with pytest.raises(UserError):
                act()
            return multiple()
        saved: Saved = act()
        before = {key: model.get(key, empty(key)) for key in new}
        if before == new:
            assert saved.change is None
            return multiple()
        assert saved.change is not None
        shown = self._shown(model)
        after = {key: resolve(value, saved.change.id) for key, value in new.items()}
        model.update(copy.deepcopy(after))
        assert {item.id for item in saved.added} == self._shown(model) - shown
        assert {item.id for item in saved.removed} == shown - self._shown(model)
        return saved.change.id, number, before, after

    @rule(answers=ANSWERS, desk=DESKS, again=st.booleans())
    def save_draft(self, answers: dict[str, str], desk: str, again: bool) -> None:
        old = next(iter(self.drafts), "") if again else ""
        draft = self.store.save_draft("reading-room", "borrow-book", answers, desk=desk, draft_id=old)
        assert not old or draft.id == old
        self.drafts[draft.id] = (dict(answers), desk)

    @rule(back=st.booleans())
    def drop_draft(self, back: bool) -> None:
        wanted = next(iter(self.drafts), "")
        dropped = self.store.drop_draft(wanted)
        assert (dropped is None) == (not wanted)
        if dropped is not None and back:
            self.store.restore_draft(dropped)
        else:
            self.drafts.pop(wanted, None)

    @invariant()
    def everything_is_as_it_was_left(self) -> None:
        if not hasattr(self, "store"):
            return
        assert {draft.id: (draft.answers, draft.desk) for draft in self.store.drafts()} == self.drafts
        lines = self.store.summaries() + self.store.summaries(deleted=True)
        assert sorted(line.number for line in lines) == sorted(self.model)
        for line in lines:
            model, record = self.model[line.number], self.store.load(line.number)
            assert record.basis == BASIS and record.answers == model["answers"]
            assert record.fields == {k.split()[1]: v for k, v in model.items() if k.startswith("field ") and v}
            assert record.count_start == model.get("count", False)
            assert (record.archived_at is not None) == bool(model.get("archived"))
            assert (record.deleted_at is not None) == bool(model.get("deleted"))
            assert (record.desk, record.matter) == (model["desk"], model.get("matter", ""))
            assert record.follows == model.get("follows", "")
            assert record.reply(DOUBT) == model.get(f"reply {DOUBT}", NO_REPLY)
            assert record.jottings.get(OTHER, ()) == model.get(f"jotting {OTHER}", ())
            shown = self._shown(model, counted)
            for item in [*ITEMS, point_id("ask", "face"), point_id("ask", "paper")]:
                state, reason, _ = model.get(f"state {item}", (ItemState.OPEN, "", 0))
                mark = record.mark(item)
                assert (mark.state, mark.reason, mark.note) == (state, reason, model.get(f"note {item}", ""))
            settled = sum(1 for item in shown if not open_in(record, item))
            assert (line.done, line.total, line.state) == (settled, len(shown), record.state)
            limits = [
                row.due.due for row in record.checklist(CALENDAR).own_rows if row.due and open_in(record, row.item.id)
            ]
            assert line.next_due == (None if model.get("archived") else min(limits, default=None))


def open_in(record: Record, item: str) -> bool:
    """The item that has points with boxes is done when both are."""
    points = [record.mark(point_id(item, point)).state for point in ("face", "paper")] if item == "ask" else []
    all_done = bool(points) and ItemState.OPEN not in points
    return record.mark(item).state is ItemState.OPEN and not all_done


def empty(place: str) -> Any:
    """What stands in a place that nobody has touched."""
    kind = place.split(maxsplit=1)[0]
    nothing = {"state": (ItemState.OPEN, "", 0), "count": False, "answers": {}, "reply": NO_REPLY, "jotting": ()}
    return nothing.get(kind, "")


def resolve(value: Any, change_id: int) -> Any:
    """Put the change's id where the model left room for it."""
    if isinstance(value, tuple) and "this change" in value:
        return tuple(change_id if part == "this change" else part for part in value)
    return change_id if value == "this change" else value


_templates: list[Path] = []


def template() -> Path:
    """An empty data folder, made once: Alembic's part is tested elsewhere."""
    if not _templates:
        folder = Path(tempfile.mkdtemp(prefix="govdesk-test-"))
        atexit.register(shutil.rmtree, folder)
        open_store(folder, CALENDAR, clock=Clock(dt.datetime(2026, 9, 23, 1, tzinfo=dt.UTC))).close()
        _templates.append(folder)
    return _templates[0]


Desk.TestCase.settings = settings(
    max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDesk = Desk.TestCase
