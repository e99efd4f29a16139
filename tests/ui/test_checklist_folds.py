"""What a clerk has folded or unfolded in a list stands as she left it: when she comes back, and after a restart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from checklists import line, opened, stages, stand_on, unfolded
from desk import made_up_services, make_record, make_theme
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.folds import FILE_NAME, KEPT, Folds
from govdesk.present.checklist_lines import GENERAL, OPEN_POINTS, OTHERS
from govdesk.records.model import Record
from govdesk.ui.pages.checklist.page import ChecklistPage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


def make(services: Services) -> Record:
    return make_record(services, others="pending", secret="no")


def turn(qtbot: QtBot, page: ChecklistPage, name: str) -> None:
    """Fold that heading, or unfold it, by a click."""
    header = page.model.index(list(stages(page)).index(name), 0)
    page.view.scrollTo(header)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(header).center())


def after_a_restart(qtbot: QtBot, page: ChecklistPage) -> ChecklistPage:
    """The list that is open there in a program that has been started anew on the same folder."""
    page.services.close()
    anew = ChecklistPage(made_up_services(page.services.data_folder), make_theme())
    qtbot.addWidget(anew)
    anew.activate(record=page.editor.record.number)
    return anew


def test_folds_stand_as_they_were_left_on_coming_back_from_another_list(qtbot: QtBot, services: Services) -> None:
    first, second = make(services), make(services)
    page = opened(qtbot, services, first)
    turn(qtbot, page, OTHERS)
    turn(qtbot, page, "起草")
    page.activate(record=second.number)
    assert unfolded(page) == ["起草", "协商", "报送"], "each list has its own"
    page.activate(record=first.number)
    assert unfolded(page) == ["协商", "报送", OTHERS]


def test_folds_stand_as_they_were_left_after_a_restart(qtbot: QtBot, services: Services) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    for name in (OPEN_POINTS, GENERAL, "报送"):
        turn(qtbot, page, name)
    turn(qtbot, page, GENERAL)
    page = after_a_restart(qtbot, page)
    assert unfolded(page) == ["起草", "协商", OPEN_POINTS]


def test_a_key_folds_as_well_as_a_click(qtbot: QtBot, services: Services) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert "起草" not in unfolded(page)
    assert "起草" not in unfolded(after_a_restart(qtbot, page))


def test_what_the_program_unfolds_by_itself_is_no_choice_of_the_clerk(qtbot: QtBot, services: Services) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    stand_on(page, "office-opinion")  # as from 期限
    assert OTHERS in unfolded(page)
    assert OTHERS not in unfolded(after_a_restart(qtbot, page))


def test_a_finished_stage_that_was_unfolded_again_stays_so(qtbot: QtBot, services: Services) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    stand_on(page, "one-matter")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert stages(page)["起草"].finished
    page.activate(record=make(services).number)
    page.activate(record=record.number)
    assert "起草" not in unfolded(page)
    turn(qtbot, page, "起草")
    assert "起草" in unfolded(after_a_restart(qtbot, page))


def test_a_folded_stage_is_not_unfolded_to_stand_on_its_first_open_line(qtbot: QtBot, services: Services) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    for name in list(stages(page))[:3]:
        turn(qtbot, page, name)
    assert unfolded(page) == []
    page.frame.title.only_open.click()
    page.frame.title.only_open.click()
    assert unfolded(page) == [], "lines that come and go do not unfold it"
    assert unfolded(after_a_restart(qtbot, page)) == []


def test_folding_is_no_change_of_the_record(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    record = make(services)
    page = opened(qtbot, services, record)
    history, updated = services.store.history(record), services.store.load(record).updated
    turn(qtbot, page, OTHERS)
    assert services.store.history(record) == history
    assert services.store.load(record).updated == updated
    assert "folds" not in msgspec.json.encode(services.store.load(record)).decode()


def test_a_file_of_folds_that_cannot_be_read_or_written_stops_nothing(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff{")
    record = make(services)
    page = opened(qtbot, services, record)
    assert unfolded(page) == ["起草", "协商", "报送"]
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    turn(qtbot, page, OTHERS)
    page.activate(record=make(services).number)
    page.activate(record=record.number)
    assert OTHERS in unfolded(page), "it is remembered as long as the program runs"
    assert line(page, "one-matter").open


def test_the_file_stays_small(tmp_path: Path) -> None:
    folds = Folds(tmp_path)
    folds.keep("a", {OTHERS: False})
    folds.keep("b", {OTHERS: False})
    folds.keep("a", {})
    assert Folds(tmp_path).of("a") == {} and Folds(tmp_path).of("b") == {OTHERS: False}
    for number in range(KEPT):
        folds.keep(f"list {number}", {OTHERS: False}, on_disk=number == KEPT - 1)
    assert Folds(tmp_path).of("b") == {}, "the one folded in longest ago is forgotten"
    assert Folds(tmp_path).of("list 0") == {OTHERS: False}
