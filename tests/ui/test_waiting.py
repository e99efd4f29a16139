"""等: what others owe, from the note on the checklist to 期限, home and the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from checklists import opened, stages, stand_on
from desk import made_up_services, make_record, make_theme, show
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.checklist_lines import OTHERS, OtherLine
from govdesk.present.home import near_deadlines
from govdesk.records.finding import Sort
from govdesk.records.model import Jotting
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.pages.home.side import DeadlineRow

OFFICE = "office-opinion"
NOW = dt.date(2026, 11, 24)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path, NOW)


def other(page: ChecklistPage) -> OtherLine:
    found = next(line for line in stages(page)[OTHERS].items if line.id == OFFICE)
    assert isinstance(found, OtherLine)
    return found


def test_a_note_that_it_is_done_ends_the_waiting(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"received": "2026-11-16"})
    page = opened(qtbot, services, record)
    assert services.store.page()[0].wait == dt.date(2026, 11, 23) and other(page).late
    stand_on(page, OFFICE)
    page.frame.jotting.settled.setChecked(True)
    page.frame.jotting.save.click()
    assert services.store.load(record).jottings == {OFFICE: (Jotting("2026-11-24", "已办好", settled=True),)}
    assert services.store.page()[0].wait is None
    assert (other(page).by, other(page).late) == ("已办好", False)
    assert not page.frame.jotting.settled.isChecked()


def test_at_home_one_s_own_overdue_days_come_first(qtbot: QtBot, services: Services) -> None:
    waiting = make_record(services, {"title": "等办公室", "received": "2026-11-02"})
    fields = {"title": "自己的", "transferred": "2026-11-09"}
    own = make_record(services, fields, wizard="handle-assigned", urgent="no")
    store = services.store
    lines = near_deadlines(store.summaries(sort=Sort.NEXT_DUE), store.summaries(sort=Sort.NEAREST), NOW)
    assert [(line.number, waits) for line, waits in lines] == [(own.number, False), (waiting.number, True)]
    page = HomePage(services, make_theme())
    page.activate()
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.side.deadlines.rows()) == 2)
    spoken = [row.accessibleName() for row in page.side.deadlines.rows() if isinstance(row, DeadlineRow)]
    assert spoken[1].startswith("2026-11-09 周一，等办公室，等市政府办公室：提出办理意见，已过 11 个工作日，云川市")
