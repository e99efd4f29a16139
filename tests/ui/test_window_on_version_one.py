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
from desk import RULE as MADE_UP_RULE
from desk import WIZARD, made_up, make_services, make_theme, reopened, show
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
RULE = "xianyang-2013"
CTRL = Qt.KeyboardModifier.ControlModifier
OPEN_LIST, ARCHIVED_LIST = "QD-2026-0001", "QD-2026-0002"
UNDECIDED_LIST = "QD-2026-0152"


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
        assert any(revision.what == "办事清单的写法" for revision in page.revised)


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
    """None of its errands is left: there is no newer list to offer."""
    record = services.store.load(OPEN_LIST)
    wizard = WizardPage(services, make_theme())
    wizard.activate(record=OPEN_LIST)
    show(qtbot, wizard)
    shown = record.evaluate().asked
    assert wizard.asking is not None and not wizard.asking.anew
    assert wizard.asking.run.shown == shown[0]
    assert wizard.title == f"改答案 {record.title} {record.number}"


def with_heir(services: Services, formerly: str) -> None:
    """As after an update: the errand has been written anew, with the desks and parts of today."""
    made = made_up()
    (heir,) = (wizard for wizard in made.wizards(MADE_UP_RULE) if wizard.id == WIZARD)
    heir = msgspec.structs.replace(heir, rule=RULE, formerly=(formerly,))
    library = services.library
    rule = made.rules[MADE_UP_RULE]
    rule = msgspec.structs.replace(rule, meta=msgspec.structs.replace(rule.meta, id=RULE))
    rules = library.rules | {RULE: rule}
    parties = {RULE: made.parties(MADE_UP_RULE)}
    services.library = Library(rules, {RULE: (heir,)}, library.groups, (), parties)


def test_other_answers_of_an_old_list_make_a_new_one_beside_it(qtbot: QtBot, services: Services) -> None:
    old = services.store.load(OPEN_LIST)
    with_heir(services, old.wizard)
    page = WizardPage(services, make_theme())
    page.activate(record=OPEN_LIST)
    show(qtbot, page)
    assert page.asking is not None and page.asking.anew
    assert page.asking.wizard.id == WIZARD
    while page._shows_question():
        page.question.choose(0)
        page._next()
    assert page.next_button.text() == "生成清单"
    with qtbot.waitSignal(page.navigate) as asked:
        page._next()
    made = services.store.load(asked.args[1]["record"])
    assert made.number != old.number and made.basis.wizard.desks
    assert made.title == old.title, "the matter is the same"
    kept = services.store.load(OPEN_LIST)
    assert (kept.basis, kept.answers, kept.marks) == (old.basis, old.answers, old.marks)
    assert {kin.number for kin in services.store.kin(made)} == {made.number, OPEN_LIST}


def test_a_new_list_left_before_it_is_made_is_a_draft_and_the_old_one_as_it_was(
    qtbot: QtBot, services: Services
) -> None:
    old = services.store.load(OPEN_LIST)
    with_heir(services, old.wizard)
    page = WizardPage(services, make_theme())
    page.activate(record=OPEN_LIST)
    show(qtbot, page)
    page.question.choose(0)
    assert page.leave(), "nothing to ask: the answers are kept"
    assert services.store.load(OPEN_LIST) == old
    assert [draft.wizard for draft in services.store.drafts(RULE, WIZARD)] == [WIZARD]


def test_an_old_list_keeps_what_it_had(page: ChecklistPage) -> None:
    """视情, no parts, no desk, nobody to note on; its own words about a tick."""
    page.activate(record=UNDECIDED_LIST)
    lines = shown(page)
    assert any(line.row.badge == "视情" for line in lines)
    assert not any(line.row.arises or line.points for line in lines)
    assert not page.frame.title.desk.isVisible()
    assert not page.frame.tick.words.isVisible()
    noted = next(line for line in lines if line.item.note)
    page.view.select(page.model.item_index(noted.id))
    assert page.frame.advice.words("说明") == noted.item.note


def test_home_stands_where_lists_and_drafts_have_lost_their_errands(qtbot: QtBot, services: Services) -> None:
    home = HomePage(services, make_theme())
    home.apply_rule(RULE)
    home.activate()
    show(qtbot, home)
    home.refresh_side()
    assert home.side.begun.rows()
