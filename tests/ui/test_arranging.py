"""Panes stay as wide as they were made: over other sizes of the window, and over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens import SCREENS, Office, make_office, open_window, settle

from govdesk.settings import load_settings
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.window.main_window import MainWindow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.services.store.close()


def splitter_of(window: MainWindow, name: str) -> Splitter:
    assert window.page is not None
    found: list[Splitter] = list(window.page.findChildren(Splitter))
    return next(splitter for splitter in found if splitter._name == name)


def drag(splitter: Splitter, by: int) -> None:
    handle = splitter.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(handle, middle + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(by, 0))
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("screen", "name"),
    [
        ("05-checklist", "checklist.article"),
        ("02-reader", "reader.article"),
        ("03-search", "search.preview"),
        ("04-wizard", "wizard.list"),
    ],
)
def test_a_pane_that_was_made_wider_stays_so(qtbot: QtBot, office: Office, screen: str, name: str) -> None:
    window = open_window(qtbot, office)
    SCREENS[screen](window, office.records)
    settle(qtbot)
    splitter = splitter_of(window, name)
    before = splitter.sizes()[1]
    drag(splitter, -80)
    wider = splitter.sizes()[1]
    assert wider > before + 40
    window.resize(1500, 768)
    window.resize(1366, 768)
    assert abs(splitter.sizes()[1] - wider) <= 3
    window.close()
    office.services.settings = load_settings(office.services.data_folder)[0]
    again = open_window(qtbot, office)
    SCREENS[screen](again, office.records)
    settle(qtbot)
    assert abs(splitter_of(again, name).sizes()[1] - wider) <= 3


def test_what_was_kept_in_another_hand_is_passed_over(qtbot: QtBot, office: Office) -> None:
    settings = office.services.settings
    office.services.settings = msgspec.structs.replace(
        settings, window={"checklist.article.h": "1.5 nonsense", "reader.article.h": "0 1"}
    )
    window = open_window(qtbot, office)
    for screen, name in (("05-checklist", "checklist.article"), ("02-reader", "reader.article")):
        SCREENS[screen](window, office.records)
        settle(qtbot)
        assert all(size > 100 for size in splitter_of(window, name).sizes())
