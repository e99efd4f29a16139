"""Tests of the window draw on Qt's offscreen platform, in a home folder of their own."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from functools import partialmethod

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import built_indexes
import pytest
from desk import let_go_of_keys, owner, waiting
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.ui.kit.widgets.dialogs import Dialog

#: For every wait in these tests, in milliseconds. It ends a test that would wait for ever; nothing here is about speed.
PATIENCE_MS = 60_000
_EXEC = Dialog.exec


class PatientBot(QtBot):
    """Waits as long as a loaded machine may need."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815 — pytest-qt's names
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE_MS)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """As pytest-qt's own, but patient."""
    return PatientBot(request)


@pytest.fixture(scope="module", autouse=True)
def owner_of_the_modules_services() -> Iterator[None]:
    """Closes what a fixture made for all tests of a module."""
    with owner():
        yield


@pytest.fixture(scope="module", autouse=True)
def one_index_of_the_same_texts(pytestconfig: pytest.Config) -> Iterator[None]:
    """See `built_indexes`."""
    with pytest.MonkeyPatch.context() as patch:
        if pytestconfig.getoption("markexpr") != "stress":
            built_indexes.use(patch)
        yield


@pytest.fixture(autouse=True)
def owner_of_the_tests_services(owner_of_the_modules_services: None) -> Iterator[None]:
    """Closes what one test made. pytest-qt has closed its windows by then, which may still write."""
    with owner():
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """A window that asks something while pytest-qt closes it would wait for ever: its test fails instead."""

    def answered(dialog: Dialog) -> int:
        assert any(timer.isActive() for timer in waiting), f"nobody answers at the test's end: {dialog.windowTitle()}"
        return _EXEC(dialog)

    Dialog.exec = answered  # type: ignore[method-assign]
    try:
        return (yield)
    finally:
        for timer in waiting:
            timer.stop()
            timer.deleteLater()
        waiting.clear()
        Dialog.exec = _EXEC  # type: ignore[method-assign]  # a patch would put back what the test had put there
        let_go_of_keys()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of each window with a least size that it cannot pass that on."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


def pytest_sessionfinish() -> None:
    """The offscreen clipboard outlives Python, and must not be left with an object of ours to destroy."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
