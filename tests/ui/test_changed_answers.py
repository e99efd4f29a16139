"""Other answers for a list that is being worked on: what came and went is told, and Ctrl+Z takes it back first."""

from __future__ import annotations

from pathlib import Path

import pytest
from checklists import on_sheet, opened
from desk import PLAIN_ANSWERS, made_up_services, make_record, make_theme, show
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.model import ItemState
from govdesk.ui.pages.checklist.page import ChecklistPage

CTRL = Qt.KeyboardModifier.ControlModifier
#: A line that is on the sheet only where other departments are concerned.
THEIRS = "consult"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services).number)
    show(qtbot, page)
    return page


def tick(qtbot: QtBot, page: ChecklistPage, item: str) -> None:
    page.view.select(page.model.item_index(item))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)


def answer(services: Services, page: ChecklistPage, **answers: str) -> None:
    """Other answers, as the wizard stores them, and back to the list."""
    number = page.editor.record.number
    services.store.set_answers(number, {**PLAIN_ANSWERS, **answers}, "王晓梅")
    page.activate(record=number)


def test_the_list_says_what_came_and_what_went_and_that_ticks_wait(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    tick(qtbot, page, THEIRS)
    answer(services, page, others="no", secret="yes")
    assert page.frame.notice.text() == "清单已更新：增加 2 项；减少 2 项，其中 1 项办过，改回答案还在"
    answer(services, page)
    assert page.frame.notice.text() == "清单已更新：增加 2 项，其中 1 项原来办过；减少 2 项"


def test_other_answers_come_off_before_what_was_ticked_earlier(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    tick(qtbot, page, THEIRS)
    answer(services, page, others="no")
    assert not on_sheet(page, THEIRS)
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    record = services.store.load(page.editor.record.number)
    assert record.answers == PLAIN_ANSWERS and on_sheet(page, THEIRS)
    assert record.mark(THEIRS).state is ItemState.DONE, "a tick out of sight is not taken back unseen"
    assert page.frame.notice.text() == "已撤销：更新清单"
    qtbot.keyClick(page.view, Qt.Key.Key_Y, CTRL)
    assert not on_sheet(page, THEIRS)


def test_answers_that_change_no_line_say_so(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, make_record(services, desk="town", others="no", secret="no"))
    answer(services, page, others="split")
    assert page.frame.notice.text() == "清单已更新：事项没有增减"


def test_another_desk_chosen_with_the_answers_is_told_and_taken_back(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    number = page.editor.record.number
    services.store.set_desk(number, "town", "王晓梅")
    page.activate(record=number)
    assert page.frame.notice.text() == "清单已更新：减少 2 项"
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    assert on_sheet(page, THEIRS)


def test_a_list_opened_again_as_it_was_tells_nothing(page: ChecklistPage) -> None:
    page.activate(record=page.editor.record.number)
    assert not page.frame.notice.isVisible()
