"""Leaving the wizard: no answer is lost that the user has not given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import (
    PLAIN_ANSWERS,
    RULE,
    WIZARD,
    made_up_services,
    make_record,
    make_theme,
    on_dialog,
    press,
    reopened,
    show,
)
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from wizards import asked, asking, choose

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.records import DamagedRecords
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.navigator import Navigator


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def open_page(qtbot: QtBot, services: Services) -> Callable[..., WizardPage]:
    def open_it(**target: Any) -> WizardPage:
        page = WizardPage(services, make_theme())
        page.activate(**target)
        show(qtbot, page)
        return page

    return open_it


def refuse(monkeypatch: pytest.MonkeyPatch, services: Services, method: str, error: UserError) -> None:
    """From now on the store cannot do `method`."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(services.store, method, fail)


def changed_page(services: Services, open_page: Callable[..., WizardPage]) -> tuple[WizardPage, str]:
    """The answers of a checklist, with another first answer that the checklist has not been given."""
    number = make_record(services).number
    page = open_page(record=number)
    choose(page, "no")
    return page, number


@pytest.mark.parametrize(
    ("button", "leaves", "kept"), [("更新清单", True, True), ("不改了", True, False), ("接着答", False, False)]
)
def test_changed_answers_of_a_list_are_asked_about(
    qtbot: QtBot, services: Services, open_page: Callable[..., WizardPage], button: str, leaves: bool, kept: bool
) -> None:
    page, number = changed_page(services, open_page)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, button))
    assert page.leave() is leaves
    assert number in seen[0].title.text()
    assert (reopened(services).load(number).answers != PLAIN_ANSWERS) is kept
    assert (page.keeper.is_pending) is not leaves, "who stays still has the new answer"


def test_unchanged_answers_of_a_list_are_left_without_a_word(
    services: Services, open_page: Callable[..., WizardPage]
) -> None:
    page = open_page(record=make_record(services).number)
    choose(page, PLAIN_ANSWERS["others"])
    assert page.leave(), "a dialog here would wait for ever"


def test_the_words_beside_the_answers_of_a_list_are_true(
    services: Services, open_page: Callable[..., WizardPage]
) -> None:
    page, _ = changed_page(services, open_page)
    assert ("Esc", "退出") in page.status_keys
    assert "下次接着答" not in page.steps._foot_words.text()
    page.keeper.forget()
    page.activate(rule=RULE, wizard=WIZARD)
    assert ("Esc", "退出并保存") in page.status_keys
    assert "下次接着答" in page.steps._foot_words.text()


def test_changed_answers_wait_while_the_article_is_read(
    services: Services, open_page: Callable[..., WizardPage]
) -> None:
    page, number = changed_page(services, open_page)
    answers = dict(asking(page).run.answers)
    page.navigate.connect(lambda *_: page.leave())  # as the window asks
    page._open_article("2")
    page.activate(record=number)  # and back
    assert asking(page).run.answers == answers


def test_a_closing_window_asks_about_answers_on_a_page_that_is_not_shown(
    qtbot: QtBot, services: Services, open_page: Callable[..., WizardPage]
) -> None:
    page, number = changed_page(services, open_page)
    stack = Navigator(services, page.theme)
    qtbot.addWidget(stack)
    stack._pages["wizard"] = page
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "更新清单"))
    assert stack.leave_all()
    assert seen and reopened(services).load(number).answers != PLAIN_ANSWERS


def test_answers_that_cannot_be_kept_are_asked_about_and_wait(
    qtbot: QtBot, services: Services, open_page: Callable[..., WizardPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(rule=RULE, wizard=WIZARD)
    refuse(monkeypatch, services, "save_draft", UserError("数据文件夹写不进去"))
    choose(page, "agreed")
    answers = dict(asking(page).run.answers)
    assert ("Esc", "退出") in page.status_keys, "nothing is saved, so nothing says so"
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "留在这里"))
    assert not page.leave()
    assert "没有存上" in seen[0].title.text()
    on_dialog(qtbot, lambda dialog: press(dialog, "不存，离开"))
    assert page.leave()
    page.activate(rule=RULE, wizard="handle-assigned")
    on_dialog(qtbot, lambda dialog: press(dialog, "接着办"))
    page.activate(rule=RULE, wizard=WIZARD)
    assert asking(page).run.answers == answers, "as the dialog says, while no disk takes them"
    page.activate(rule=RULE, wizard="handle-assigned")
    monkeypatch.undo()
    on_dialog(qtbot, lambda dialog: press(dialog, "接着办"))
    page.activate(rule=RULE, wizard=WIZARD)
    assert asking(page).run.answers == answers
    assert page.leave()
    (draft,) = reopened(services).drafts()
    assert draft.answers == answers, "now that it can be, it is kept"


def test_damage_met_while_the_list_is_made_goes_to_the_window_which_can_repair_it(
    qtbot: QtBot, services: Services, open_page: Callable[..., WizardPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(rule=RULE, wizard=WIZARD)
    damage = DamagedRecords("清单文件打不开", safe="文件原样没有动", offer=None, now=services.store._db.now())
    for method in ("save_draft", "create"):
        refuse(monkeypatch, services, method, damage)
    while asked(page):
        page.question.choose(0)
        page._next()
    answers = dict(asking(page).run.answers)
    with qtbot.waitSignal(page.trouble) as told:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert told.args == [damage]
    monkeypatch.undo()  # the window has put the backup in its place, and shows the page again
    page.activate(rule=RULE, wizard=WIZARD)
    assert asking(page).run.answers == answers
    (draft,) = reopened(services).drafts()
    assert draft.answers == answers
