"""The first frame pays for itself alone: what only later screens need is not loaded before a key is taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from desk import make_theme
from PySide6.QtCore import QLibraryInfo, Qt, QVersionNumber
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.first_frame import await_first_frame, first_frame_stands
from govdesk.ui.kit.widgets.icon_button import IconButton

ROOT = Path(__file__).resolve().parents[2]
OURS = str(ROOT / "govdesk") + os.sep
CITY = "xianyang-2013"

#: Starts the window as `python main.py` does; in the place of the memory it tells what is loaded.
PROBE = """
import enum, json, linecache, sys
from govdesk.ui.window import bench

def kinds(parent):
    for kind in parent.__subclasses__():
        yield kind.__module__ + "." + kind.__qualname__
        yield from kinds(kind)

def told():
    loaded = json.dumps([sorted(sys.modules), sorted(kinds(enum.Enum)), sorted(linecache.cache)])
    from govdesk.ui.pages.home import warmup
    warmup._AFTER_FIRST_FRAME_MS = 1_000_000  # on a busy machine it would come before the page is painted
    return loaded

bench._resident_kb = told
from govdesk.cli import main
sys.exit(main([]))
"""
#: By the word with which the benchmark reports a moment.
LATER = {
    "ready": (
        "govdesk.records",
        "govdesk.wizards",
        "govdesk.rules",
        "hashlib",
        "html",
        "msgspec",
        "whoosh",
        "sqlalchemy",
    ),
    "home": ("govdesk.records.store", "govdesk.search", "hashlib", "whoosh", "sqlalchemy", "typst", "docx", "markdown"),
}


class Loaded(NamedTuple):
    """Modules and enumerations there are, and files whose source is kept in memory."""

    modules: set[str]
    kinds: set[str]
    sources: set[str]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Loaded]:
    """What there is, by the moment: `ready` and `home`."""
    folder = tmp_path_factory.mktemp("data")
    chosen = {"rule": CITY, "desks": {CITY: "department"}}
    (folder / "settings.json").write_text(json.dumps(chosen), encoding="utf-8")
    env = dict(os.environ, GOVDESK_BENCH="1", GOVDESK_DATA=str(folder), QT_QPA_PLATFORM="offscreen")
    for _ in range(2):  # the first start makes what the next ones read
        told = subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, encoding="utf-8", check=True, env=env, cwd=ROOT
        )
    lines = dict(line.split(" ", 1) for line in told.stdout.splitlines())
    return {word: Loaded(*map(set, json.loads(text))) for word, text in lines.items()}


@pytest.mark.parametrize("moment", LATER)
def test_what_later_screens_need_is_not_loaded_yet(loaded: dict[str, Loaded], moment: str) -> None:
    modules = loaded[moment].modules
    assert "govdesk.ui.window.main_window" in modules
    assert not modules & set(LATER[moment])


@pytest.mark.parametrize(
    ("moment", "others"), [("ready", {"WizardStyle", "ComplexControl"}), ("home", {"WizardStyle"})]
)
def test_pyside_builds_no_kinds_of_widgets_that_are_not_shown(
    loaded: dict[str, Loaded], moment: str, others: set[str]
) -> None:
    """A widget that Qt made, handed to Python, has PySide build every kind of widget: QWizard stands for them."""
    names = {kind.rpartition(".")[2] for kind in loaded[moment].kinds}
    assert "RenderHint" in names
    assert not names & others


@pytest.mark.skipif(
    QLibraryInfo.version() >= QVersionNumber(6, 10), reason="from Qt 6.10 on the wish for high contrast is asked first"
)
def test_the_first_frame_has_pyside_build_no_enumeration_of_the_namespace(loaded: dict[str, Loaded]) -> None:
    """All 92 come together, an eighth of the time to the first frame. `kit/painting` tells what asks for them unseen."""
    assert "PySide6.QtCore.Qt.AlignmentFlag" in loaded["home"].kinds
    assert not {kind for kind in loaded["ready"].kinds if kind.startswith("PySide6.QtCore.Qt.")}


def test_keys_are_given_without_the_class_of_key_sequences(loaded: dict[str, Loaded]) -> None:
    assert "PySide6.QtGui.QPainter.RenderHint" in loaded["ready"].kinds
    assert not {kind for kind in loaded["ready"].kinds if kind.startswith("PySide6.QtGui.QKeySequence.")}


def test_the_second_key_of_a_command_comes_right_after_the_first_frame(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    await_first_frame()
    try:
        larger = CommandAction(owner, "larger", lambda: None)
        assert [key.toString() for key in larger.shortcuts()] == ["Ctrl+="]
    finally:
        first_frame_stands()
    assert [key.toString() for key in larger.shortcuts()] == ["Ctrl+=", "Ctrl++"]


@pytest.mark.parametrize("moment", LATER)
def test_no_source_is_read_for_what_is_imported(loaded: dict[str, Loaded], moment: str) -> None:
    """PySide would read that of every module imported after it, looking for features that nobody asks for."""
    assert not {path for path in loaded[moment].sources if path.startswith(OURS)}


def test_what_the_pointer_needs_comes_right_after_the_first_frame(qtbot: QtBot) -> None:
    await_first_frame()
    try:
        button = IconButton(make_theme(), "question", "帮助")
        qtbot.addWidget(button)
        assert button.cursor().shape() is Qt.CursorShape.ArrowCursor
    finally:
        first_frame_stands()
    assert button.cursor().shape() is Qt.CursorShape.PointingHandCursor
    later = IconButton(make_theme(), "question", "帮助")
    qtbot.addWidget(later)
    assert later.cursor().shape() is Qt.CursorShape.PointingHandCursor
