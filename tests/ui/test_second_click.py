"""Whoever double-clicks everything: the second click hits the same thing or nothing."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from desk import RULE, WIZARD, made_up_services, make_record, make_theme
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.model import ItemState
from govdesk.ui.kit.date_popup import DatePopup
from govdesk.ui.kit.second_click import second_click
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow

_LEFT = Qt.MouseButton.LeftButton
_NO_BUTTON = Qt.MouseButton.NoButton
_NO_KEY = Qt.KeyboardModifier.NoModifier
#: What the offscreen platform says whenever a menu opens.
_MENUS = pytest.mark.qt_log_ignore("does not support", extend=True)
_hours = itertools.count(3_600_000, 3_600_000)  # in ms, since the machine was started


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    return window


def click(widget: QWidget, ms: int, wander: int = 0) -> None:
    """A press and its release at that time, the program having its turn after each."""
    window = widget.window()
    handle = window.windowHandle()
    place = QPointF(widget.mapTo(window, widget.rect().center()) + QPoint(wander, 0))
    for kind, held, later in (
        (QEvent.Type.MouseButtonPress, _LEFT, 0),
        (QEvent.Type.MouseButtonRelease, _NO_BUTTON, 80),
    ):
        event = QMouseEvent(kind, place, QPointF(window.mapToGlobal(place)), _LEFT, held, _NO_KEY)
        event.setTimestamp(ms + later)
        QApplication.sendEvent(handle, event)
        QApplication.processEvents()


def double_click(widget: QWidget, wander: int = 0) -> None:
    """As a hand does it: two clicks on one place of the window, 200 ms from press to press."""
    begun = next(_hours)
    click(widget, begun)
    click(widget, begun + 200, wander)


def test_the_same_thing_takes_both_clicks(qtbot: QtBot) -> None:
    second_click()
    button = QPushButton("下个月")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))
    button.show()
    qtbot.waitActive(button)
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    double_click(button)
    assert pressed == ["下个月", "下个月"]


@pytest.mark.parametrize("wander", [0, 15])
def test_starting_an_errand_answers_no_question(window: MainWindow, services: Services, wander: int) -> None:
    home = window.page
    assert isinstance(home, HomePage)
    double_click(next(cell for cell in home.findChildren(ProcedureCell) if cell.isVisible()), wander)
    page = window.page
    assert isinstance(page, WizardPage)
    assert page.asking is not None
    assert dict(page.asking.run.answers) == {}
    assert services.store.drafts() == []


def test_one_question_is_skipped_at_a_time(window: MainWindow) -> None:
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    assert page.asking is not None
    double_click(page.skip_button)
    assert len(page.asking.run.answers) == 1


def test_the_list_that_was_just_made_is_not_archived(window: MainWindow, services: Services) -> None:
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    while page.skip_button.isVisible():
        page.skip_button.click()
    QApplication.processEvents()
    double_click(page.next_button)
    page = window.page
    assert isinstance(page, ChecklistPage)
    assert QApplication.activeModalWidget() is None
    assert page.editor.record.archived_at is None


def test_a_button_that_turned_into_its_opposite_does_not_take_it_back(window: MainWindow, services: Services) -> None:
    record = make_record(services)
    for row in record.checklist(services.calendar).rows:
        services.store.set_state(record.number, row.item.id, ItemState.DONE, "王晓梅")
    window.go("checklist", record=record.number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    QApplication.processEvents()
    double_click(page.frame.footer.archive)
    assert services.store.load(record.number).archived_at is not None


# -- what the first click opens over the window stays


@_MENUS
def test_a_menu_over_its_button(window: MainWindow, services: Services) -> None:
    window.go("checklist", record=make_record(services).number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    QApplication.processEvents()
    footer = page.frame.footer
    double_click(footer.more)
    assert QApplication.activePopupWidget() is footer.more_menu
    footer.more_menu.close()


@_MENUS
def test_a_menu_that_its_button_waits_for(window: MainWindow) -> None:
    """The second click comes while the first one is still being answered."""
    button, begun = window.top_bar.size_button, next(_hours)
    left_open: list[bool] = []
    timer = QTimer(window)

    def second() -> None:
        if QApplication.activePopupWidget() is None:
            return
        timer.stop()
        click(button, begun + 200)
        menu = QApplication.activePopupWidget()
        left_open.append(menu is not None)
        if menu is not None:
            menu.close()

    timer.timeout.connect(second)
    timer.start(0)
    click(button, begun)
    assert left_open == [True]


@_MENUS
def test_the_month_under_a_date(window: MainWindow, services: Services) -> None:
    window.go("checklist", record=make_record(services).number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    QApplication.processEvents()
    edit = page.frame.fields.fields["received"].edit
    page.frame.fields.focus_field("received")  # only then it has a sign to press
    QApplication.processEvents()
    sign = next(button for button in edit.findChildren(QToolButton) if button.isVisible())
    double_click(sign)
    month = QApplication.activePopupWidget()
    assert isinstance(month, DatePopup)
    month.close()
