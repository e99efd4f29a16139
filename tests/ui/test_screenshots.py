"""Every screen grabbed at every size and look, for a person to page through: `make screenshots`.

Without GOVDESK_SCREENSHOTS the pictures go to pytest's temporary folder; what can be asserted about them is asserted
all the same: the window is filled, nothing scrolls sideways, no button's words are cut off.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from desk import PLAIN_ANSWERS, RULE, WIZARD, make_theme
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.model import ItemState
from govdesk.ui.shell.window import MainWindow

OTHER = "zhangjiagang-2022"
TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 1, 42, tzinfo=dt.UTC)
#: name -> (width, height, text scale). 768 less the title bar and the task bar is what a small screen leaves.
SIZES = {"1366": (1366, 768, 1.0), "1024": (1024, 640, 1.0), "150": (1366, 768, 1.5)}
LOOKS = ("light", "dark")
SCREENS: dict[str, Callable[[MainWindow, dict[str, str]], None]] = {
    "01-home": lambda window, records: _go(window, "home"),
    "02-reader": lambda window, records: _go(window, "rules", rule=RULE, article="51", find="签发"),
    "02-reader-zhangjiagang": lambda window, records: _go(window, "rules", rule=OTHER, article="35"),
    "03-search": lambda window, records: _go(window, "search", text="请示办复时限"),
    "03-search-empty": lambda window, records: _go(window, "search", text="量子纠缠"),
    "04-wizard": lambda window, records: _go(window, "wizard", rule=RULE, wizard="submit-request"),
    "04-wizard-meeting": lambda window, records: _go(window, "wizard", rule=OTHER, wizard="hold-meeting"),
    "04-chart": lambda window, records: _go(window, "chart", rule=OTHER, wizard="hold-meeting", question="meeting"),
    "05-checklist": lambda window, records: _go(
        window, "checklist", record=records["request"], item="reply-in-ten-days"
    ),
    "06-records": lambda window, records: _go(window, "checklists"),
    "07-deadlines": lambda window, records: _go(window, "deadlines"),
    "09-compare": lambda window, records: _go(window, "compare", rule=RULE, article="52"),
    "rule": lambda window, records: _go(window, "rule", rule=OTHER),
    "help": lambda window, records: _go(window, "help"),
}

pytestmark = pytest.mark.slow


def _go(window: MainWindow, page: str, **target: str) -> None:
    assert window.go(page, **target)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, dict[str, str]]]:
    """A desk in use: three lists, one with ticks, one overdue, and a wizard left half-way. All names are made up."""
    services = Services(tmp_path_factory.mktemp("office"), today=TODAY)
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, handler="王晓梅")
    store = services.store
    basis = services.library.basis(RULE, WIZARD)
    fields = {
        "title": "关于申请2026年老旧小区改造市级配套资金的请示",
        "unit": "市住房和城乡建设局",
        "handler": "王晓梅",
        "doc_number": "咸建字〔2026〕87号",
        "received": "2026-11-20",
    }
    request = store.create(basis, PLAIN_ANSWERS, fields, "王晓梅")
    rows = request.checklist(services.calendar).rows
    for row in rows[:6]:
        store.set_state(request.number, row.item.id, ItemState.DONE, "王晓梅")
    store.set_state(request.number, rows[6].item.id, ItemState.NOT_APPLICABLE, "王晓梅", "与市财政局已协商一致")
    late = store.create(
        basis, PLAIN_ANSWERS, {**fields, "title": "关于供热保障资金的请示", "received": "2026-11-03"}, "张敏"
    )
    meeting = services.library.basis(RULE, "hold-meeting")
    store.create(meeting, {}, {"title": "全市冬季安全生产工作会议", "handler": "李建国"}, "李建国")
    store.save_draft(RULE, "issue-minutes", {})
    yield services, {"request": request.number, "late": late.number}
    store.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wanted = os.environ.get("GOVDESK_SCREENSHOTS")
    chosen = Path(wanted) if wanted else tmp_path_factory.mktemp("screenshots")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
def test_every_screen_fits(
    qtbot: QtBot, office: tuple[Services, dict[str, str]], folder: Path, size: str, look: str
) -> None:
    services, records = office
    width, height, scale = SIZES[size]
    theme = make_theme()
    theme.change(dark=look == "dark", scale=scale)
    window = MainWindow(services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    qtbot.waitExposed(window)
    window.start()
    window.resize(width, height)
    faults = []
    for name, open_screen in SCREENS.items():
        open_screen(window, records)
        settle(qtbot)
        picture = window.grab()
        assert picture.save(str(folder / f"{name}-{size}-{look}.png"))
        faults += [f"{name}: {fault}" for fault in sideways(window)]
        faults += [f"{name}: {fault}" for fault in cut_off(window)]
    assert faults == []


def settle(qtbot: QtBot) -> None:
    """Let layouts, timers of no length and the search's thread come to rest."""
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0, timeout=60_000)
    for _ in range(20):
        QApplication.processEvents()


def sideways(window: MainWindow) -> list[str]:
    """Scroll areas in sight that scroll sideways."""
    return [
        f"{type(area).__name__} scrolls sideways by {area.horizontalScrollBar().maximum()} px"
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.horizontalScrollBar().isVisible()
    ]


def cut_off(window: MainWindow) -> list[str]:
    """Buttons in sight that are narrower than they need to be."""
    return [
        f"“{button.text()}” has {button.width()} px of {button.minimumSizeHint().width()}"
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width()
    ]
