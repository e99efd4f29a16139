"""The handle between two panes: none can be dragged away, and a double click puts both back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from govdesk.ui.kit.widgets.splitter import LEAST_HEIGHT, LEAST_WIDTH, Splitter

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def splitter(qtbot: QtBot) -> Splitter:
    splitter = Splitter("try.article", ACROSS)
    qtbot.addWidget(splitter)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(QPlainTextEdit())
    splitter.addWidget(QScrollArea())
    splitter.resize(1206, 700)
    splitter.show()
    splitter.setSizes([860, 340])
    return splitter


@pytest.mark.parametrize(("orientation", "least"), [(ACROSS, LEAST_WIDTH), (DOWN, LEAST_HEIGHT)])
def test_no_pane_can_be_made_too_small_to_read(splitter: Splitter, orientation: Qt.Orientation, least: int) -> None:
    splitter.setOrientation(orientation)
    for place in (0, 5000):
        splitter.moveSplitter(place, 1)
        assert min(splitter.sizes()) >= least


def test_a_double_click_on_the_handle_takes_back_what_was_dragged(splitter: Splitter) -> None:
    told: list[tuple[str, str]] = []
    before = splitter.sizes()
    splitter.rearranged.connect(lambda key, shares: told.append((key, shares)))
    splitter.moveSplitter(400, 1)
    splitter._keep()
    assert splitter.sizes() != before
    QTest.mouseDClick(splitter.handle(1), Qt.MouseButton.LeftButton)
    assert splitter.sizes() == before
    assert told[-1] == ("try.article.h", "")
    splitter.setSizes([860, 340])
    assert splitter.sizes() == before
    splitter.recall({"try.article.h": ""})  # as it is kept for the next start
    assert splitter.sizes() == before
