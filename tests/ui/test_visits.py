"""A page that is visited, and a look that is changed, again and again leave nothing behind."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import make_theme
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from screens import make_office, open_window
from shiboken6 import Shiboken

from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.widgets import Label, SecondaryButton
from govdesk.ui.kit.widgets.article import TextView
from govdesk.ui.kit.widgets.layouts import widgets_in
from govdesk.ui.window.main_window import MainWindow

PLACES = (
    "home",
    "rules",
    "rule",
    "compare",
    "checklists",
    "deadlines",
    "search",
    "settings",
    "library",
    "import",
    "help",
)
VISITS = 20


def settle() -> None:
    for _ in range(3):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def in_qt(window: QWidget) -> Counter[str]:
    """Objects that live in `window`, by Qt's names of their classes."""
    found = Counter(part.metaObject().className() for part in window.findChildren(QObject))
    del found["QTextFrame"]  # a text makes its frames when it is first asked for them
    return found


def in_python() -> int:
    """What stands in Python for an object of Qt, alive or gone."""
    return sum(isinstance(held, Shiboken.Object) for held in gc.get_objects())


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, make_office(tmp_path))


def grown(act: Callable[[], object]) -> int:
    """How many more there are in Python after doing it `VISITS` times than after twice."""
    for _ in range(2):
        act()
    settle()
    before = in_python()
    for _ in range(VISITS):
        act()
    settle()
    return in_python() - before


@pytest.mark.parametrize("place", PLACES)
def test_visits_leave_no_object_of_qt_behind(window: MainWindow, place: str) -> None:
    def visit() -> None:
        window.go(place)
        settle()
        window.go("home" if place != "home" else "settings")
        settle()

    for _ in range(2):
        visit()
    before = in_qt(window)
    for _ in range(VISITS):
        visit()
    assert in_qt(window) == before


def test_changes_of_the_look_leave_nothing_in_python(window: MainWindow) -> None:
    for place in ("rules", "checklists", "settings", "home"):
        window.go(place)

    def change() -> None:
        for dark, scale in ((True, 1.5), (False, 1.0)):
            window.theme.change(dark=dark, scale=scale)
            settle()

    assert grown(change) < VISITS  # each change left a thousand


def test_to_ask_a_layout_for_its_widgets_leaves_nothing_in_python(qtbot: QtBot) -> None:
    theme, host = make_theme(), QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    for words in ("甲", "乙", "丙"):
        column.addWidget(Label(theme, words))
    assert grown(lambda: list(widgets_in(column))) == 0
    assert [label.text() for label in widgets_in(column) if isinstance(label, Label)] == ["甲", "乙", "丙"]


def test_a_text_that_is_done_with_leaves_nothing_in_python(qtbot: QtBot) -> None:
    def show() -> None:
        view = TextView()
        view.setPlainText("第一条")
        view.deleteLater()
        settle()

    assert grown(show) == 0


def test_a_text_goes_on_taking_the_height_of_its_words(qtbot: QtBot) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(200, 40)
    view.show()
    view.setPlainText("第一条")
    settle()
    low = view.height()
    view.setPlainText("\n".join("第一条" for _ in range(9)))
    settle()
    assert view.height() > 4 * low


def test_a_button_that_is_done_with_is_not_kept_by_its_command(qtbot: QtBot) -> None:
    theme, host = make_theme(), QWidget()
    qtbot.addWidget(host)
    command = CommandAction(host, "print", lambda: None)

    def show() -> None:
        button = SecondaryButton(theme, "")
        button.follow(command)
        button.deleteLater()
        settle()

    assert grown(show) == 0
    command.setEnabled(False)  # nobody who is gone is told
