"""A state has one word and one box, wherever it is said."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from govdesk.present.checklist_lines import make_lines
from govdesk.present.text import checklist_lines, record_lines
from govdesk.present.wording import BOXES, ITEM_STATES
from govdesk.records import ItemState
from govdesk.records.store import Store
from govdesk.wizards.basis import Basis
from govdesk.workdays import OfficialCalendar


@pytest.mark.parametrize("state", list(ItemState))
def test_a_state_has_one_word_on_screen_in_text_and_in_the_history(
    store: Store, basis: Basis, calendar: OfficialCalendar, state: ItemState
) -> None:
    record = store.create(basis, {"others": "yes"}, {"title": "甲"}, "王")
    word = ITEM_STATES[state]
    if state is ItemState.OPEN:
        store.set_state(record, "lend", ItemState.DONE, "王")
    store.set_state(record, "lend", state, "王", "不外借" if state is ItemState.NOT_APPLICABLE else "")
    now = store.load(record)
    checklist = now.checklist(calendar)
    lines = make_lines(now, checklist, calendar, dt.date(2026, 11, 24))
    spoken = next(line for stage in lines for line in stage.items if line.id == "lend")
    assert f"，{word}，" in spoken.sentence
    written = next(line for line in checklist_lines(checklist, now) if "不得转借" in line)
    assert written.strip().startswith(BOXES[state])
    told = [line for line in record_lines(now, store.history(now), calendar) if "“不得转借”" in line or "改为" in line]
    # Of what was done the history tells the act, as paper does; the state has its own word.
    assert ("办结" if state is ItemState.DONE else word) in told[-1]


def test_the_file_for_another_machine_reads_like_the_terminal(
    store: Store, basis: Basis, calendar: OfficialCalendar, tmp_path: Path
) -> None:
    record = store.create(basis, {}, {"title": "甲"}, "王")
    store.set_note(record, "back", "先催一次", "王")
    file = tmp_path / "one.govdesk.json"
    store.export_file(file, [record], describe=record_lines)
    sheet = json.loads(file.read_text("utf-8"))["records"][0]["sheet"]
    now = store.load(record)
    shown = [line for line in checklist_lines(now.checklist(calendar), now) if line]
    assert [line for line in sheet if line in shown] == shown
    assert any("备注：先催一次" in line for line in shown)
