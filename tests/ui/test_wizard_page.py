"""办事向导页: driven by keyboard and hand, its drafts and its list on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import PLAIN_ANSWERS, RULE, WIZARD, make_record, make_services, make_theme, reopened, show
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens import settle

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.records.model import ItemState
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.wizard.page import WizardPage

# The offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> WizardPage:
    page = WizardPage(services, make_theme())
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page)
    page.focus_first()
    return page


def key(qtbot: QtBot, page: WizardPage, pressed: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key goes to whatever has the focus, as from a keyboard."""
    target = QApplication.focusWidget() or page
    qtbot.keyClick(target, pressed, modifier or Qt.KeyboardModifier.NoModifier)


def asked(page: WizardPage) -> str:
    return page._run.shown.id if page._run and page._run.shown else ""


def went(page: WizardPage) -> list[tuple[str, dict[str, Any]]]:
    """Where the page asks the window to go from now on."""
    places: list[tuple[str, dict[str, Any]]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def answer_all(qtbot: QtBot, page: WizardPage) -> None:
    """Choose the first answer of every question by its number key, and go on with Enter."""
    for _ in range(8):
        if not asked(page):
            return
        key(qtbot, page, Qt.Key.Key_1)
        key(qtbot, page, Qt.Key.Key_Return)


def test_number_keys_choose_and_enter_goes_on(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    key(qtbot, page, Qt.Key.Key_1)
    assert asked(page) == first, "choosing does not advance"
    assert next(button.isChecked() for button in page.question.buttons())
    key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) != first
    key(qtbot, page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asked(page) == first


def test_enter_without_an_answer_stays_and_says_so(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    with qtbot.waitSignal(page.status_message) as told:
        key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) == first
    assert "先选一个答案" in told.args[0]


def test_each_answer_is_a_draft_on_the_disk(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    first = asked(page)
    key(qtbot, page, Qt.Key.Key_2)
    draft = reopened(services).load_draft(RULE, WIZARD)
    assert draft is not None and list(draft.answers) == [first]
    again = WizardPage(services, make_theme())
    again.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, again)
    assert asked(again) != first, "a draft goes on where it was left"


def test_the_last_step_makes_the_list_and_drops_the_draft(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    places = went(page)
    answer_all(qtbot, page)
    key(qtbot, page, Qt.Key.Key_Return)
    ((name, target),) = places
    store = reopened(services)
    record = store.load(target["record"])
    assert name == "checklist" and record.wizard == WIZARD
    assert store.load_draft(RULE, WIZARD) is None


def test_the_article_shows_the_words_the_question_rests_on(page: WizardPage) -> None:
    question = page._run.shown if page._run else None
    assert question is not None
    assert page.article.quoted_text() == question.cite.quote
    assert question.cite.quote in page.article.view.toPlainText()


def test_a_skipped_question_can_be_answered_later(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    page.skip_button.click()
    assert asked(page) != first
    row = next(row for row in page.steps.rows() if row.property("question") == first)
    assert "先跳过" in row.accessibleName()
    row.click()
    assert asked(page) == first


def test_changing_an_early_answer_says_what_comes_and_goes_and_keeps_the_later_ones(
    qtbot: QtBot, page: WizardPage, services: Services
) -> None:
    for wanted in ("department", "disputed", "disputed", "neither"):
        assert page._run is not None and page._run.shown is not None
        page.question.choose([option.value for option in page._run.shown.options].index(wanted))
        assert page.foot.told.text() == "", "a first answer changes nothing that was there"
        page._next()
    page._go_to("others")
    key(qtbot, page, Qt.Key.Key_1)  # 不涉及
    assert page.foot.told.text().startswith("改了答案：减少 ")
    gone = next(row for row in page.steps.rows() if "已不适用" in row.accessibleName())
    assert not gone.isEnabled()
    key(qtbot, page, Qt.Key.Key_5)  # 还不清楚
    assert "改为视情" in page.foot.told.text()
    assert page._run.answers["channel"] == "neither"
    key(qtbot, page, Qt.Key.Key_3)  # 协商后仍不一致, as before
    assert page.foot.told.text() == ""
    assert page._run.state.answers["coordinated"] == "disputed"
    draft = services.store.load_draft(RULE, WIZARD)
    assert draft is not None and draft.answers["channel"] == "neither"


def test_changing_the_answers_of_a_list_keeps_its_ticks(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = WizardPage(services, make_theme())
    places = went(page)
    page.activate(record=record.number)
    show(qtbot, page)
    page._go_to("others")
    page.question.choose(0)  # 不涉及
    assert "减少" in page.foot.told.text()
    while asked(page):
        page._next()
    assert page.next_button.text() == "更新清单"
    page._next()
    assert places == [("checklist", {"record": record.number})]
    changed = reopened(services).load(record.number)
    assert changed.answers["others"] != PLAIN_ANSWERS["others"]
    assert services.store.history(changed)[-1].by == "王晓梅", "whose checklist it is, as for a tick"


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 684, 1.0), (1024, 556, 1.0), (1024, 530, 1.5)])
def test_what_an_answer_changes_and_how_many_lines_there_are_is_in_sight(
    qtbot: QtBot, services: Services, width: int, height: int, scale: float
) -> None:
    theme = make_theme()
    theme.change(scale=scale)
    page = WizardPage(services, theme)
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page, width, height, scale)
    for number in (Qt.Key.Key_1, Qt.Key.Key_2):
        key(qtbot, page, number)
        key(qtbot, page, Qt.Key.Key_Return)
    page._go_to("others")
    key(qtbot, page, Qt.Key.Key_1)
    told = page.foot.told
    assert told.isVisible() and "改了答案：减少 3 项" in told.text()
    assert page.rect().contains(QRect(told.mapTo(page, QPoint()), told.size()))
    lines = f"清单 {len(page._run.state.items)} 项" if page._run else ""
    assert (lines in told.text()) != page.side.sums.isVisible(), "told once: in the panel, or else in the foot"


def test_the_question_and_its_step_are_in_sight_after_going_on(qtbot: QtBot, services: Services) -> None:
    page = WizardPage(services, make_theme())
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page, 1024, 556)
    for _ in range(5):
        key(qtbot, page, Qt.Key.Key_1)
        key(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot)
    assert page.question.verticalScrollBar().value() == 0
    (row,) = (row for row in page.steps.rows() if row.is_current)
    assert row.visibleRegion().boundingRect() == row.rect()


def test_with_all_questions_answered_the_last_step_is_one_click_away(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = WizardPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    key(qtbot, page, Qt.Key.Key_2)  # 县市区政府
    page.steps.rows()[-1].click()
    assert not asked(page) and page.next_button.text() == "更新清单"
    assert page.foot.told.text().startswith("改了答案：减少 1 项"), "the last step still says what changes"
    fresh = WizardPage(services, make_theme())
    fresh.activate(rule=RULE, wizard="hold-meeting")
    assert not fresh.steps.rows()[-1].isEnabled()


def test_lines_that_go_with_their_ticks_are_told(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    services.store.set_state(record, "consult-departments", ItemState.DONE, "王晓梅")
    page = WizardPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    page._go_to("others")
    key(qtbot, page, Qt.Key.Key_1)
    assert page.foot.told.text().endswith("减少的有 1 项办过，改回答案还在。")


def test_a_list_that_cannot_be_saved_leaves_every_answer(
    qtbot: QtBot, page: WizardPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(qtbot, page)
    answers = dict(page._run.answers) if page._run else {}

    def refuse(*_: object, **__: object) -> None:
        raise UserError("磁盘满了", safe="答案都在", todo="腾出空间再试")

    monkeypatch.setattr(services.store, "create", refuse)
    told: list[str] = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: told.append(dialog.windowTitle()) or 0)
    key(qtbot, page, Qt.Key.Key_Return)
    assert len(told) == 1
    assert page._run is not None and page._run.answers == answers


def test_every_control_has_a_name_for_assistive_tools(page: WizardPage) -> None:
    for button in [*page.question.buttons(), *page.steps.rows(), page.back_button, page.skip_button, page.next_button]:
        assert button.accessibleName()
