"""What scrolls comes to rest at every size of the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from screens import SCREENS, Office, make_office, open_window, settle

from govdesk.paths import program_root


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


def test_a_question_stands_at_every_height(qtbot: QtBot, shared: Office) -> None:
    """With Qt's own scroll area the program ends at one of them: a bar comes and goes within itself for ever."""
    window = open_window(qtbot, shared)
    SCREENS["04-wizard"](window, shared.records)
    for height in range(720, 480, -20):
        window.resize(1366, 768)
        settle(qtbot)
        window.resize(1024, height)
        settle(qtbot)
        assert window.height() == height


def test_nothing_scrolls_but_in_our_own_area() -> None:
    own = Path("ui", "kit", "widgets", "scroll_area.py")
    for path in (program_root() / "govdesk").rglob("*.py"):
        if path.relative_to(program_root() / "govdesk") != own:
            assert not re.search(r"\bQScrollArea\b", path.read_text(encoding="utf-8")), path
