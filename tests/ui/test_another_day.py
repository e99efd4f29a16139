"""The program is left open over night: everything on the screen speaks of the new day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from desk import DESK, RULE, made_up_services, make_record, make_theme, type_chinese
from pytestqt.qtbot import QtBot
from screens import settle

from govdesk.app import Services
from govdesk.present.checklist_lines import ItemLine, Side, make_lines
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.deadlines.page import DeadlinesPage
from govdesk.ui.pages.records.page import RecordsPage
from govdesk.ui.pages.records.table import Column
from govdesk.ui.window.main_window import MainWindow

EVE, LATER = dt.date(2026, 10, 14), dt.date(2026, 10, 19)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """A list that falls due on 2026-10-15."""
    made = made_up_services(tmp_path, EVE)
    made.settings = msgspec.structs.replace(made.settings, rule=RULE, desks={RULE: DESK})
    fields = {"title": "关于供热的请示", "handler": "张敏", "transferred": "2026-09-24"}
    make_record(made, fields, wizard="handle-assigned", urgent="no")
    return made


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    made = MainWindow(services, make_theme())
    qtbot.addWidget(made)
    made.show()
    made.start()
    return made


@pytest.fixture
def sleep(window: MainWindow, services: Services) -> Callable[[], None]:
    """The computer sleeps, and wakes up some days later."""

    def until_later() -> None:
        services._today = LATER
        window.day_watch.look()

    return until_later


def test_the_lists_by_number(qtbot: QtBot, window: MainWindow, sleep: Callable[[], None]) -> None:
    window.go("checklists")
    page = window.page
    assert isinstance(page, RecordsPage)
    due = page.model.index(0, list(Column).index(Column.DUE))
    assert "逾期" not in str(due.data())
    sleep()
    assert "逾期 2 个工作日" in str(page.model.index(0, list(Column).index(Column.DUE)).data())


def test_the_deadlines_by_date(qtbot: QtBot, window: MainWindow, sleep: Callable[[], None]) -> None:
    window.go("deadlines")
    page = window.page
    assert isinstance(page, DeadlinesPage)
    page.counter.start.clear()
    page.counter.start.setText(EVE.isoformat())
    sleep()
    assert page.today.text() == "今天 2026-10-19 周一"
    assert page.counter.start.text() == "2026-10-19"
    today = page.month.grid.day(LATER)
    assert today is not None and today.today
    page.counter.start.setText("2026-09-24")
    assert page.counter.start.text() == "2026-09-24"


def test_the_first_page(qtbot: QtBot, window: MainWindow, sleep: Callable[[], None]) -> None:
    settle(qtbot)
    home = window.page
    qtbot.waitUntil(lambda: not home.side.is_empty())  # type: ignore[union-attr]
    sleep()
    qtbot.waitUntil(lambda: home.due_line is not None and "逾期" in home.due_line.text.text())  # type: ignore[union-attr]


def test_a_checklist_with_something_half_typed(
    qtbot: QtBot, window: MainWindow, services: Services, sleep: Callable[[], None]
) -> None:
    window.go("checklist", record="QD-2026-0001")
    page = window.page
    assert isinstance(page, ChecklistPage)
    window.activateWindow()
    field = page.frame.fields.fields["title"].edit
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.clear()
    type_chinese(field, "市财")
    sleep()
    assert field.text() == "市财"
    stages = make_lines(page.editor.record, page.editor.checklist, services.calendar, LATER)
    late = [
        line.id for stage in stages for line in stage.items if isinstance(line, ItemLine) and line.side is Side.OVERDUE
    ]
    shown = [page.model.line(page.model.item_index(item)) for item in late]
    assert late and [line.side for line in shown] == [Side.OVERDUE] * len(late)  # type: ignore[union-attr]


def test_a_year_less_date_after_new_year_is_of_the_new_year(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    window.go("checklist", record="QD-2026-0001")
    page = window.page
    assert isinstance(page, ChecklistPage)
    services._today = dt.date(2027, 1, 5)
    window.day_watch.look()
    field = page.frame.fields.fields["transferred"]
    field.edit.setText("1.5")
    field.flush()
    assert services.store.load("QD-2026-0001").fields["transferred"] == "2027-01-05"
    field.edit.setText("1.7")
    field.flush()
    assert services.store.load("QD-2026-0001").fields["transferred"] == "2027-01-07"
    assert field.error.text() == "在今天以后，核对一下" and not field.edit.property("invalid")
    field.edit.setText("随便")
    field.flush()
    assert field.error.text() == "看不懂这个日期" and field.edit.property("invalid")
    assert services.store.load("QD-2026-0001").fields["transferred"] == "2027-01-07"
    field.edit.setText("1.5")  # a window with something that cannot be stored would ask before it closes
    field.flush()


def test_a_page_opened_after_midnight_looks_at_the_clock_first(window: MainWindow, services: Services) -> None:
    services._today = LATER
    window.go("deadlines")
    assert isinstance(window.page, DeadlinesPage)
    assert window.page.today.text() == "今天 2026-10-19 周一"
    assert services.today() == LATER
