"""What is done in a moment: its faults are heard of, and nothing is done for what is gone."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

import pytest
from desk import RULE, made_up_services, make_theme
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from govdesk.app import Services
from govdesk.ui.kit.later import later
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.trouble import TroublePage


@pytest.mark.parametrize("ms", [0, 1])
def test_a_fault_reaches_the_hook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ms: int) -> None:
    heard: list[BaseException] = []

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        heard.append(error)

    monkeypatch.setattr(sys, "excepthook", hook)
    owner = QObject()
    with qtbot.captureExceptions() as caught:

        def fail() -> None:
            raise LookupError("no such thing")

        later(owner, fail, ms)
        qtbot.waitUntil(lambda: bool(heard or caught))
    assert [type(error) for error in [*heard, *(entry[1] for entry in caught)]] == [LookupError]


def test_nothing_is_done_for_what_is_gone(qtbot: QtBot) -> None:
    done: list[str] = []
    gone, here = QObject(), QObject()
    later(gone, lambda: done.append("gone"))
    later(here, lambda: done.append("here"))
    delete(gone)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["here"]


def test_a_start_that_fails_says_so_on_a_page_and_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = made_up_services(tmp_path)
    sound = Services.front_page

    def broken(_services: Services) -> object:
        raise RuntimeError("the front page is broken")

    monkeypatch.setattr(Services, "front_page", property(broken))
    monkeypatch.setattr(MainWindow, "rule_id", RULE)
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    taken: list[str] = []
    window.starting.connect(lambda: taken.append("place"))
    with qtbot.waitSignal(window.started):
        window.show()
    page = window.page
    assert isinstance(page, TroublePage)
    assert "没有料到" in page.state.title.text()
    assert page.state.secondary is not None and page.state.secondary.text() == "技术信息"
    monkeypatch.setattr(Services, "front_page", sound)
    assert page.state.primary is not None
    page.state.primary.click()
    assert window.page is not page and window.stack.current == "home"
    assert taken == ["place"], "the window takes its place in the data folder once"
