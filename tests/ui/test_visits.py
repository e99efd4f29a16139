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
VISITS = 4


def settle() -> None:
    for _ in range(3):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_qt(window: QWidget) -> Counter[str]:
    """Objects that live in `window`, by Qt's names of their classes."""
    parts: list[QObject] = window.findChildren(QObject)
    found = Counter(part.metaObject().className() for part in parts)
    del found["QTextFrame"]  # a text makes its frames when it is first asked for them
    return found


def in_python() -> Counter[str]:
    """What stands in Python for an object of Qt, alive or gone."""
    return Counter(type(held).__name__ for held in gc.get_objects() if isinstance(held, Shiboken.Object))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, make_office(tmp_path))


def grown(act: Callable[[], object]) -> dict[str, int]:
    """What there is more of in Python, by class, after doing it `VISITS` times: as many at least."""
    for _ in range(2):
        act()
    settle()
    gc.collect()
    before = in_python()
    for _ in range(VISITS):
        act()
    settle()
    gc.collect()
    return {kind: count for kind, count in (in_python() - before).items() if count >= VISITS}


def test_visits_leave_no_object_of_qt_behind(window: MainWindow) -> None:
    def visit() -> None:
        for place in PLACES:
            window.go(place)
            settle()

    for _ in range(2):
        visit()
    before = in_qt(window)
    for _ in range(VISITS):
        visit()
    assert in_qt(window) == before


def test_what_could_not_be_shown_leaves_no_page_behind(window: MainWindow) -> None:
    number = window.services.store.summaries()[0].number

    def visit() -> None:
        for record in (number, "QD-1999-9999"):  # the second there is not
            window.go("checklist", record=record)
            settle()
        window.go("home")
        settle()

    visit()
    before = in_qt(window)
    for _ in range(VISITS):
        visit()
    assert window.stack.count() == 2  # home, and the trouble
    assert not in_qt(window) - before


def test_changes_of_the_look_leave_nothing_in_python(window: MainWindow) -> None:
    for place in ("rules", "checklists", "settings", "home"):
        window.go(place)

    def change() -> None:
        for dark, scale in ((True, 1.5), (False, 1.0)):
            window.theme.change(dark=dark, scale=scale)
            settle()

    more = grown(change)
    # Each change left a thousand; what `forget_places` may only make invalid stays with its layout.
    assert more.pop("QWidgetItem", 0) < 2 * VISITS * 100
    assert not more


def test_to_ask_a_layout_for_its_widgets_leaves_nothing_in_python(qtbot: QtBot) -> None:
    theme, host = make_theme(), QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    for words in ("甲", "乙", "丙"):
        column.addWidget(Label(theme, words))
    assert not grown(lambda: list(widgets_in(column)))
    assert [label.text() for label in widgets_in(column) if isinstance(label, Label)] == ["甲", "乙", "丙"]


def test_a_text_that_is_done_with_leaves_nothing_in_python(qtbot: QtBot) -> None:
    def show() -> None:
        view = TextView()
        view.setPlainText("第一条")
        view.deleteLater()
        settle()

    assert not grown(show)


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

    assert not grown(show)
    command.setEnabled(False)  # nobody who is gone is told
