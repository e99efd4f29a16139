"""Every key that the manual's tables name does something in the window."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from screens import SCREENS, Office, make_office, open_window, settle
from test_keyboard import PAGES, focus, press

from govdesk.paths import shipped_manual
from govdesk.ui.kit.widgets import Dialog

pytestmark = pytest.mark.slow

_QT = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down", "−": "-", "Delete": "Del", "PgDn": "PgDown"}
#: What a list, a page or the window sees to without an action, and the screen where that is looked at.
WITHOUT_ACTION = {
    **{str(number): "04-wizard" for number in (2, 1, 3, 4)},
    "S": "06-records",
    "Shift+S": "06-records",
    "N": "05-checklist",
    "R": "05-checklist",
    "Ctrl+O": "05-checklist",
    "Ctrl+N": "05-checklist",
    "Ctrl+C": "02-reader",
    "PgDown": "02-reader",
    "PgUp": "02-reader",
    "Shift+F10": "06-records",
    "Tab": "23-settings",
    "Shift+Tab": "23-settings",
    "Down": "06-records",
    "Up": "06-records",
    "Right": "01-home",
    "Left": "01-home",
    "Shift+Down": "06-records",
    "Shift+Up": "06-records",
    "Ctrl+A": "06-records",
    "Ctrl+Space": "06-records",
}
#: Of nine answers a question has four in the trial's errand.
FURTHER = {"5", "6", "7", "8", "9"}


def keys_of_the_manual() -> set[str]:
    """The first column of every table headed 键, in Qt's spelling."""
    found: set[str] = set()
    inside = False
    for line in (shipped_manual() / "manual.md").read_text("utf-8").splitlines():
        inside = line.startswith("|") and (inside or line.startswith("| 键 |"))
        cell = line.split("|")[1].strip() if inside else ""
        if cell in ("", "键") or cell.startswith("---"):
            continue
        for part in cell.split(" / "):
            before, plus, last = part.rpartition("+") if not part.endswith("+") else (part[:-2], "+", "+")
            if several := re.fullmatch(r"(\d)…(\d)", last):
                names = [str(number) for number in range(int(several[1]), int(several[2]) + 1)]
            elif set(last) <= set("↑↓←→"):
                names = list(last)
            else:
                names = [last]
            found |= {before + plus + _QT.get(name, name) for name in names}
    return found


def with_actions(window_actions: list[QAction]) -> set[str]:
    return {key.toString() for action in window_actions for key in action.shortcuts()}


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


def test_every_key_of_the_manual_is_the_key_of_an_action_or_of_a_widget(qtbot: QtBot, office: Office) -> None:
    window = open_window(qtbot, office)
    known: set[str] = set()
    for name in PAGES:
        SCREENS[name](window, office.records)
        settle(qtbot)
        known |= with_actions(window.findChildren(QAction))
    written = keys_of_the_manual()
    assert {"Ctrl+1", "Ctrl+4", "Alt+8", "9", "Ctrl+-", "Del", "Left", "Shift+F3"} <= written
    missing = {key for key in written if QKeySequence(key).toString() not in known} - set(WITHOUT_ACTION) - FURTHER
    assert missing == set()
    assert set(WITHOUT_ACTION) <= written, "a key that the manual no longer names"


@pytest.mark.qt_log_ignore("grabbing the keyboard", r"raise\(\)", extend=True)
def test_keys_without_an_action_do_something(qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is seen, where the focus is, what lies on the clipboard or which dialog is asked for: one of it changes."""
    asked: list[str] = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: asked.append(dialog.windowTitle()) or -1)
    window = open_window(qtbot, office)
    shown = page = ""
    for key, screen in WITHOUT_ACTION.items():
        if screen != shown or window.stack.current != page:
            SCREENS[screen](window, office.records)
            settle(qtbot)
            shown, page = screen, window.stack.current
            assert window.page is not None
            window.page.focus_first()
            settle(qtbot)
        QGuiApplication.clipboard().clear()
        before = (window.grab().toImage(), focus(), len(asked))
        press(window, key)
        settle(qtbot)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            menu.close()
            continue
        copied = QGuiApplication.clipboard().text()
        assert (window.grab().toImage(), focus(), len(asked)) != before or copied, (key, screen)
