"""Every screen grabbed at every size and look, for a person to page through: `make screenshots`.

Without GOVDESK_SCREENSHOTS only pictures with a fault are written, to pytest's temporary folder; with GOVDESK_SCREENS only
screens with that in their name are grabbed. What can be asserted about them is asserted all the same: nothing scrolls
sideways or is wider than its room, no button's words are cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screens import DIALOGS, SCREENS, Office, in_sight, make_office, open_dialog, open_window, settle, without_room
from shares import todays

#: name -> (width, height, text scale). 768 less the title bar and the task bar is what a small screen leaves.
SIZES = {
    "1366": (1366, 768, 1.0),
    "1024": (1024, 640, 1.0),
    "1920": (1920, 1080, 1.0),
    "150": (1366, 768, 1.5),
    "1024-150": (1024, 640, 1.5),
    "175": (1366, 768, 1.75),
    # Scaled screens, in their own pixels, less title bar and task bar.
    "1366-at-125": (1093, 536, 1.0),
    "1366-at-150": (911, 438, 1.0),
    "1920-at-200": (960, 470, 1.0),
}
_ROUNDING = 1  # of a text's width, in pixels
_SCREEN = 720  # what the lowest screen leaves for a dialog
#: Every day the usual screen, the least room and the largest text in it; of the others a share.
PICTURES = [
    ("1366", "light"),
    ("1366-at-150", "dark"),
    ("1024-150", "light"),
    *todays(
        (
            ("1366", "dark"),
            ("1024", "light"),
            ("1024", "dark"),
            ("150", "light"),
            ("150", "dark"),
            ("1920", "light"),
            ("175", "light"),
            ("1366-at-125", "light"),
            ("1920-at-200", "light"),
        )
    ),
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wanted = os.environ.get("GOVDESK_SCREENSHOTS")
    chosen = Path(wanted) if wanted else tmp_path_factory.mktemp("screenshots")
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.mark.parametrize(("size", "look"), PICTURES)
def test_every_screen_fits(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, folder: Path, size: str, look: str
) -> None:
    width, height, scale = SIZES[size]
    window = open_window(qtbot, office, width, height, scale=scale, dark=look == "dark")
    faults = []
    wanted = os.environ.get("GOVDESK_SCREENS", "")
    for name, open_screen in SCREENS.items():
        if wanted not in name:
            continue
        open_screen(window, office.records)
        settle(qtbot)
        picture = window.grab()
        found = [*sideways(window), *cut_off(window), *without_room(window)]
        keep(picture, folder / f"{name}-{size}-{look}.png", found)
        faults += [f"{name}: {fault}" for fault in found]
    for name in DIALOGS:
        if wanted not in name:
            continue
        dialog = open_dialog(qtbot, monkeypatch, window, office, name)
        settle(qtbot)
        picture = dialog.grab()
        found = [*sideways(dialog), *cut_off(dialog), *squeezed(dialog), *without_room(dialog)]
        found += [f"{dialog.size()} in {window.size()}"] if dialog.height() > max(height, _SCREEN) else []
        keep(picture, folder / f"dialog-{name}-{size}-{look}.png", found)
        faults += [f"{name}: {fault}" for fault in found]
        dialog.close()
    assert not faults, "\n".join(faults)


def keep(picture: QPixmap, file: Path, faults: list[str]) -> None:
    """Write a picture that somebody will look at: to compress one takes as long as to draw three."""
    assert not picture.isNull()
    if faults or os.environ.get("GOVDESK_SCREENSHOTS"):
        assert picture.save(str(file))


def sideways(root: QWidget) -> list[str]:
    """Scroll areas in sight that scroll sideways, or would have to if they were allowed to."""
    return [
        f"{type(area).__name__} “{area.accessibleName()}” is {area.horizontalScrollBar().maximum()} px too narrow"
        for area in in_sight(root)
        if isinstance(area, QAbstractScrollArea)
        and (area.horizontalScrollBar().isVisible() or area.horizontalScrollBar().maximum() > _ROUNDING)
    ]


def cut_off(root: QWidget) -> list[str]:
    """Buttons in sight that are narrower than they need to be."""
    return [
        f"“{button.text()}” has {button.width()} px of {button.minimumSizeHint().width()}"
        for button in in_sight(root)
        if isinstance(button, QPushButton) and button.text() and button.width() < button.minimumSizeHint().width()
    ]


def squeezed(root: QWidget) -> list[str]:
    """Paragraphs in sight that have less height than their lines need."""
    return [
        f"“{label.text()}” has {label.height()} px of {label.heightForWidth(label.width())}"
        for label in in_sight(root)
        if isinstance(label, QLabel) and label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ]
