"""Tests of the window draw on Qt's offscreen platform, in a home folder of their own."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QGuiApplication


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of each window with a least size that it cannot pass that on."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


def pytest_sessionfinish() -> None:
    """The offscreen clipboard outlives Python, and must not be left with an object of ours to destroy."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
