"""A look that is chosen while the window is open is the look it has when it starts with it: every widget follows the theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens import SCREENS, Office, make_office, open_window, settle

from govdesk.ui.window.main_window import MainWindow

#: Screens of every kind of page whose picture follows from the look alone. The others keep a place in a text, the room of a
#: pane, or the width that a box had when it was first seen.
_PURE = (
    "01-home",
    "02-reader-zhangjiagang",
    "05-checklist-parts",
    "06-records",
    "07-deadlines",
    "23-settings",
    "rule",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


def look_of(window: MainWindow) -> QImage:
    """The window's picture without the blinking caret."""
    caret = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    picture = window.grab().toImage()
    QApplication.setCursorFlashTime(caret)
    return picture


@pytest.mark.parametrize("name", _PURE)
def test_a_look_chosen_later_is_the_look_from_the_start(
    qtbot: QtBot, office: Office, tmp_path: Path, name: str
) -> None:
    started = open_window(qtbot, office, height=_height(name), scale=1.5, dark=True)
    SCREENS[name](started, office.records)
    settle(qtbot)
    wanted = look_of(started)
    started.close()

    window = open_window(qtbot, office, height=_height(name))
    SCREENS[name](window, office.records)
    settle(qtbot)
    window.theme.change(scale=1.5, dark=True)
    settle(qtbot)
    SCREENS[name](window, office.records)  # what was in sight may have moved
    settle(qtbot)
    assert look_of(window) == wanted or _keep(window, wanted, tmp_path)


@pytest.mark.parametrize("name", _PURE)
def test_a_look_tried_and_put_back_leaves_nothing_behind(
    qtbot: QtBot, office: Office, tmp_path: Path, name: str
) -> None:
    window = open_window(qtbot, office, height=_height(name))
    SCREENS[name](window, office.records)
    settle(qtbot)
    wanted = look_of(window)
    for scale, dark in ((1.25, True), (1.75, True), (1.5, False), (1.0, False)):
        window.theme.change(scale=scale, dark=dark)
        settle(qtbot)
    SCREENS[name](window, office.records)
    settle(qtbot)
    assert look_of(window) == wanted or _keep(window, wanted, tmp_path)


def _height(name: str) -> int:
    """Where a list is longer than the window, what was in sight stays in sight, and so it may stand elsewhere."""
    return 1700 if name == "05-checklist-parts" else 768


def _keep(window: MainWindow, wanted: QImage, folder: Path) -> bool:
    """Leave both pictures for a person to look at."""
    look_of(window).save(str(folder / "later.png"))
    wanted.save(str(folder / "wanted.png"))
    return False
