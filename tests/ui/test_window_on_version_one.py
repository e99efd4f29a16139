"""Lists that version 0.1.0 left, in the window, where the rules have been edited since and none of their errands is left.

The desk is the one of `tests/records/test_records_of_version_one.py`.
"""

from __future__ import annotations

import json
import lzma
import shutil
import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk import RULE, make_services, make_theme, reopened, show
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.checklist_lines import ItemLine, StageLine
from govdesk.records.model import ItemState
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.wizards.library import Library

HERE = Path(__file__).parents[1] / "records" / "version_one"
CTRL = Qt.KeyboardModifier.ControlModifier
OPEN_LIST, ARCHIVED_LIST = "QD-2026-0001", "QD-2026-0002"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("version-one")
    with tarfile.open(HERE / "desk.tar.xz") as tar:
        for member in tar:  # not extractall: its `filter`, without which 3.12 warns, is not in Debian 12's 3.11.2
            content = tar.extractfile(member)
            assert content is not None
            (folder / member.name).write_bytes(content.read())
    return folder


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    lines = lzma.decompress((HERE / "expected.jsonl.xz").read_bytes()).splitlines()
    return {found["number"]: found["show"] for found in map(json.loads, lines)}


@pytest.fixture
def services(tmp_path: Path, written: Path) -> Services:
    shutil.copy(written / "records.db", tmp_path / "records.db")
    services = make_services(tmp_path)
    rules = {rule.id: msgspec.structs.replace(rule, hash="0" * 64) for rule in services.library.rules.values()}
    services.library = Library(rules, dict.fromkeys(rules, ()), services.library.groups)
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=OPEN_LIST)
    show(qtbot, page)
    return page


def shown(page: ChecklistPage) -> list[ItemLine]:
    """Every line on the page, in order."""
    found, model = [], page.model
    for row in range(model.rowCount()):
        stage = model.index(row, 0)
        assert isinstance(model.line(stage), StageLine)
        for place in range(model.rowCount(stage)):
            line = model.line(model.index(place, 0, stage))
            assert isinstance(line, ItemLine)
            found.append(line)
    return found


def test_every_list_opens_with_its_lines(
    qtbot: QtBot, page: ChecklistPage, services: Services, expected: dict[str, Any]
) -> None:
    for number, old in list(expected.items())[::4]:
        page.activate(record=number)
        assert number in page.title
        lines = shown(page)
        assert [(line.row.badge, line.item.do, line.row.label, line.mark.state.value) for line in lines] == [
            (item["badge"], item["do"], item["label"], item["mark"]["state"]) for item in old["items"]
        ]
        assert page.frame.title.share.text() == f"{old['done']}/{old['total']}"
        assert any(revision.what == "这件事" for revision in page.revised)


def test_an_old_list_is_ticked_and_the_tick_is_taken_back(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    item = next(line.id for line in reversed(shown(page)) if line.open)
    page.view.select(page.model.item_index(item))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    with reopened(services) as store:
        assert store.load(OPEN_LIST).mark(item).state is ItemState.DONE
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    with reopened(services) as store:
        assert store.load(OPEN_LIST).mark(item).state is ItemState.OPEN


def test_an_archived_list_shows_and_does_not_change(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    page.activate(record=ARCHIVED_LIST)
    before = services.store.load(ARCHIVED_LIST)
    page.view.select(page.model.item_index(shown(page)[0].id))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert services.store.load(ARCHIVED_LIST) == before
    assert page.default_status() == "已归档，恢复办理后才能改"


def test_the_answers_of_an_old_list_are_shown(qtbot: QtBot, services: Services) -> None:
    record = services.store.load(OPEN_LIST)
    wizard = WizardPage(services, make_theme())
    wizard.activate(record=OPEN_LIST)
    show(qtbot, wizard)
    asked = record.evaluate().asked
    assert wizard._run is not None
    assert wizard._run.shown == asked[0]
    assert wizard.title == record.basis.wizard.title


def test_home_stands_where_lists_and_drafts_have_lost_their_errands(qtbot: QtBot, services: Services) -> None:
    home = HomePage(services, make_theme())
    home.apply_rule(RULE)
    home.activate()
    show(qtbot, home)
    home.refresh_side()
    assert home.side.begun.rows()
