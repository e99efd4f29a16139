"""The first start: which city, then which desk; and both from the top bar later on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from desk import DESK, RULE, made_up_services, make_theme, shipped_and_made_up
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.settings import load_settings
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.window.first_start import DeskStart, FirstStart
from govdesk.ui.window.main_window import MainWindow
from govdesk.wizards.frontpage import FrontDesk

LAW = "xianyang-2013"  # which has no errands here, hence no desks
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """Several cities, and nothing chosen yet."""
    services = made_up_services(tmp_path)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule="", desks={})
    return services


@pytest.fixture
def open_window(qtbot: QtBot) -> Callable[[Services], MainWindow]:
    def opened(services: Services) -> MainWindow:
        window = MainWindow(services, make_theme())
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window._started and window.isActiveWindow())
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    return opened


@pytest.fixture
def window(open_window: Callable[[Services], MainWindow], services: Services) -> MainWindow:
    return open_window(services)


def key(qtbot: QtBot, window: MainWindow, pressed: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, pressed, modifier)


def at_the_desks(qtbot: QtBot, window: MainWindow) -> DeskStart:
    """The second question, its first desk in focus."""
    first = window.stack.currentWidget()
    assert isinstance(first, FirstStart)
    first.buttons[RULE].click()
    asked = window.stack.currentWidget()
    assert isinstance(asked, DeskStart)
    qtbot.waitUntil(next(iter(asked.buttons.values())).hasFocus)
    return asked


def test_the_city_is_asked_for_first_and_nothing_else_works(qtbot: QtBot, window: MainWindow) -> None:
    first = window.stack.currentWidget()
    assert isinstance(first, FirstStart)
    assert list(first.buttons) == list(window.services.library.rules)
    bar = window.top_bar
    assert not bar.navigation.isEnabled() and bar.navigation.toolTip() == "选好单位再用"
    assert not bar.search.isVisible() and not bar.rule_box.isVisible() and not bar.desk_box.isVisible()
    assert bar.size_button.isEnabled() and bar.dark_button.isEnabled()
    for pressed in (Qt.Key.Key_2, Qt.Key.Key_K, Qt.Key.Key_N):
        key(qtbot, window, pressed, CTRL)
        assert window.stack.currentWidget() is first
    key(qtbot, window, Qt.Key.Key_F1)
    assert window.stack.currentWidget() is first


def test_what_has_to_wait_looks_like_it_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.top_bar

    def darkest(button: QWidget) -> int:
        image = button.grab().toImage()
        return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))

    waiting = [darkest(button) for button in (bar.settings_button, bar.help_button)]
    assert all("选好单位再用" in button.toolTip() for button in (bar.settings_button, bar.help_button))
    asked = at_the_desks(qtbot, window)
    next(iter(asked.buttons.values())).click()
    qtbot.waitUntil(lambda: bar.help_button.isEnabled())
    live = [darkest(button) for button in (bar.settings_button, bar.help_button)]
    assert all(faint > ink + 40 for faint, ink in zip(waiting, live, strict=True))
    assert "F1" in bar.help_button.toolTip()


def test_arrows_and_enter_choose_a_city(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first = window.stack.currentWidget()
    assert isinstance(first, FirstStart)
    names = list(first.buttons)
    qtbot.waitUntil(first.buttons[names[0]].hasFocus)
    key(qtbot, window, Qt.Key.Key_Down)
    assert first.buttons[names[1]].hasFocus()
    key(qtbot, window, Qt.Key.Key_Return)
    assert load_settings(tmp_path)[0].rule == names[1]


def test_then_the_desk_with_what_the_rule_calls_it(qtbot: QtBot, window: MainWindow) -> None:
    asked = at_the_desks(qtbot, window)
    assert [button.text() for button in asked.buttons.values()] == ["市政府部门", "乡镇", "市政府办公室", "市档案局"]
    names = [button.accessibleName() for button in asked.buttons.values()]
    assert names[0] == "1，市政府部门，各局、委、办，规则里写作各部门、主办部门，自己办的 7 件"
    assert not window.top_bar.navigation.isEnabled()


@pytest.mark.parametrize(("pressed", "desk"), [(Qt.Key.Key_2, "town"), (Qt.Key.Key_Return, DESK)])
def test_a_number_or_enter_chooses_the_desk_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, pressed: Qt.Key, desk: str
) -> None:
    at_the_desks(qtbot, window)
    key(qtbot, window, pressed)
    assert isinstance(window.page, HomePage)
    assert load_settings(tmp_path)[0].desks == {RULE: desk}
    bar = window.top_bar
    assert bar.navigation.isEnabled() and bar.search.isVisible()
    assert (bar.rule_box.currentData(), bar.desk_box.currentData()) == (RULE, desk)


def test_arrows_move_among_the_desks(qtbot: QtBot, window: MainWindow) -> None:
    asked = at_the_desks(qtbot, window)
    key(qtbot, window, Qt.Key.Key_Down)
    assert asked.buttons["town"].hasFocus()
    key(qtbot, window, Qt.Key.Key_Up)
    assert asked.buttons[DESK].hasFocus()


def test_a_number_without_a_desk_does_nothing(qtbot: QtBot, window: MainWindow) -> None:
    asked = at_the_desks(qtbot, window)
    key(qtbot, window, Qt.Key.Key_9)
    assert window.stack.currentWidget() is asked


@pytest.mark.parametrize("by_key", [True, False])
def test_the_city_can_be_changed_before_the_desk_is_chosen(qtbot: QtBot, window: MainWindow, by_key: bool) -> None:
    asked = at_the_desks(qtbot, window)
    if by_key:
        key(qtbot, window, Qt.Key.Key_Left, ALT)
    else:
        asked.back.click()
    first = window.stack.currentWidget()
    assert isinstance(first, FirstStart)
    first.buttons[LAW].click()
    assert isinstance(window.page, HomePage), "a city without desks asks for none"
    assert window.rule_id == LAW


def test_everything_can_be_looked_at_first(
    qtbot: QtBot, window: MainWindow, open_window: Callable[[Services], MainWindow], tmp_path: Path
) -> None:
    at_the_desks(qtbot, window).everything.click()
    assert isinstance(window.page, HomePage)
    assert window.desk == "" and window.top_bar.desk_box.currentText() == "单位未定"
    assert "共 7 件" in window.page._purpose.text()
    window.close()
    again = made_up_services(tmp_path)
    again.settings = load_settings(tmp_path)[0]
    assert isinstance(open_window(again).page, HomePage), "it is not asked for again"


def test_one_city_alone_asks_for_the_desk_only(
    qtbot: QtBot, open_window: Callable[[Services], MainWindow], tmp_path: Path
) -> None:
    services = made_up_services(tmp_path)
    services.settings = msgspec.structs.replace(services.settings, rule="", desks={})
    window = open_window(services)
    asked = window.stack.currentWidget()
    assert isinstance(asked, DeskStart) and not hasattr(asked, "back")


def choose_desk(window: MainWindow, desk: str) -> None:
    box = window.top_bar.desk_box
    box.setCurrentIndex(box.findData(desk))
    box.activated.emit(box.currentIndex())


def test_another_desk_from_the_top_bar_sorts_home_and_is_kept(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    at_the_desks(qtbot, window)
    key(qtbot, window, Qt.Key.Key_1)
    choose_desk(window, "office")
    assert isinstance(window.page, HomePage)
    assert "市政府办公室自己办的 4 件" in window.page._purpose.text()
    assert load_settings(tmp_path)[0].desks == {RULE: "office"}


def test_another_city_has_a_desk_of_its_own(qtbot: QtBot, window: MainWindow) -> None:
    at_the_desks(qtbot, window)
    key(qtbot, window, Qt.Key.Key_2)
    window.choices.change_city(LAW)
    assert not window.top_bar.desk_box.isVisible()
    window.choices.change_city(RULE)
    assert window.top_bar.desk_box.currentData() == "town"
    assert window.desk == "town"


def test_who_sits_at_a_desk_is_read_whole(qtbot: QtBot) -> None:
    long = "各局、委、办。规则没有单列的直属单位、派出机构，也选这一项（实务）"
    desks = [
        FrontDesk("department", "市政府部门", long, ("各部门",), 40, ("department",)),
        FrontDesk("town", "乡镇", "乡镇", ("乡镇",), 9, ("town",)),
    ]
    asked = DeskStart(make_theme(), "云川市", desks)
    qtbot.addWidget(asked)
    asked.resize(640, 600)
    asked.show()
    first, second = asked.buttons.values()
    qtbot.waitUntil(lambda: first.height() == first.height_needed(first.width()) > second.height())
    qtbot.waitUntil(lambda: first.geometry().bottom() < second.geometry().top())
    asked.resize(1200, 600)
    qtbot.waitUntil(lambda: first.height() == first.height_needed(first.width()))
