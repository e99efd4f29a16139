"""Ways back: one level up and never in circles, by key and by mouse; what else works on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import RULE, WIZARD, made_up_services, make_record, make_theme
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    return window


def press(window: MainWindow, key: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or window, key)
    QApplication.processEvents()


def way(window: MainWindow, key: str, most: int = 8) -> list[str]:
    """The pages that one comes by, pressing `key` until it leads nowhere."""
    pages = [window.stack.current]
    while len(pages) < most:
        press(window, key)
        if window.stack.current == pages[-1] == "home":
            break
        pages.append(window.stack.current)
    return pages


@pytest.mark.parametrize("key", ["Esc", "Alt+Left"])
def test_a_list_leads_up_to_the_lists_and_home(window: MainWindow, services: Services, key: str) -> None:
    number = make_record(services).number
    window.navigate_to("checklists")
    window.go("checklist", record=number)
    assert way(window, key) == ["checklist", "checklists", "home"]


def test_the_link_to_all_lists_and_esc_do_not_go_round(window: MainWindow, services: Services) -> None:
    window.go("checklist", record=make_record(services).number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    page.frame.title.back.click()
    assert way(window, "Esc") == ["checklists", "home"]


@pytest.mark.parametrize("key", ["Esc", "Alt+Left"])
def test_an_article_looked_up_from_a_list_leads_back_to_it(window: MainWindow, services: Services, key: str) -> None:
    number = make_record(services).number
    window.navigate_to("checklists")
    window.go("checklist", record=number)
    window.go("rules", rule=RULE, article="2")
    window.go("help")
    assert way(window, key) == ["help", "rules", "checklist", "checklists", "home"]


def test_the_list_eats_no_alt_left(window: MainWindow, services: Services) -> None:
    window.navigate_to("checklists")
    window.go("checklist", record=make_record(services).number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    assert isinstance(QApplication.focusWidget(), QTreeView)
    before = page.view.currentIndex()
    press(window, "Alt+Left")
    assert window.stack.current == "checklists"
    assert page.view.currentIndex() == before


def test_a_list_that_was_made_does_not_lead_back_to_its_questions(window: MainWindow) -> None:
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    while page.skip_button.isVisible():
        page.skip_button.click()
    page.next_button.click()
    assert window.stack.current == "checklist"
    assert "wizard" not in way(window, "Alt+Left")


def test_questions_half_answered_wait_for_who_looks_up_an_article(window: MainWindow) -> None:
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    page.question.choose(0)
    page.next_button.click()
    assert page.asking is not None
    asked = page.asking.asked()
    page._open_article("2")
    assert window.stack.current == "rules"
    press(window, "Esc")
    assert window.page is page
    assert page.asking.asked() == asked


def test_alt_left_in_a_wizard_is_the_question_before(window: MainWindow) -> None:
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    page.skip_button.click()
    press(window, "Alt+Left")
    assert window.page is page
    press(window, "Alt+Left")
    assert window.stack.current == "home"


def side_button(window: MainWindow, button: Qt.MouseButton) -> None:
    place = QPointF(500, 300)
    for kind, held in (
        (QEvent.Type.MouseButtonPress, button),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind, place, QPointF(window.mapToGlobal(place)), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(window.windowHandle(), event)
    QApplication.processEvents()


def test_the_side_buttons_of_the_mouse_go_back_and_forth(window: MainWindow, services: Services) -> None:
    window.navigate_to("checklists")
    window.go("checklist", record=make_record(services).number)
    side_button(window, Qt.MouseButton.BackButton)
    assert window.stack.current == "checklists"
    side_button(window, Qt.MouseButton.ForwardButton)
    assert window.stack.current == "checklist"
    side_button(window, Qt.MouseButton.BackButton)
    side_button(window, Qt.MouseButton.BackButton)
    side_button(window, Qt.MouseButton.BackButton)
    assert window.stack.current == "home"


def test_ctrl_and_the_wheel_change_the_size_of_the_letters(window: MainWindow) -> None:
    def turn(notches: int) -> None:
        place = QPointF(500, 300)
        event = QWheelEvent(
            place,
            QPointF(window.mapToGlobal(place)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(window.windowHandle(), event)

    turn(1)
    assert window.theme.scale == 1.25
    turn(2)
    assert window.theme.scale == 1.75
    turn(-3)
    assert window.theme.scale == 1.0


def test_f11_is_the_whole_screen_and_back(window: MainWindow) -> None:
    press(window, "F11")
    assert window.isFullScreen()
    press(window, "F11")
    assert not window.isFullScreen()


def test_the_search_box_is_empty_once_one_has_left_the_search(window: MainWindow) -> None:
    window.top_bar.search.setText("会议纪要")
    window.box_search.search("会议纪要")
    assert window.stack.current == "search"
    assert window.top_bar.search.text() == "会议纪要"
    window.navigate_to("checklists")
    assert window.top_bar.search.text() == ""
