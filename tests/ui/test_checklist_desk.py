"""Whose list it is, and the lists that belong to it: another desk, 先办 and 接着办, what the rule answers at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from checklists import line, on_sheet, opened, stages, stand_on, unfolded
from desk import DESK, PLAIN_ANSWERS, RULE, WIZARD, made_up_services, make_record, make_theme, reopened, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.checklist_lines import OPEN_POINTS, OTHERS
from govdesk.records.model import ItemState
from govdesk.ui.kit.widgets import Button
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.wizard.page import WizardPage

CTRL = Qt.KeyboardModifier.ControlModifier
MINE, THEIRS = "chief-signs", "consult"  # of both desks; of a department only


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    fields = {"title": "关于资金的请示", "handler": "王晓梅", "doc_number": "云住建〔2026〕8号"}
    return opened(qtbot, services, make_record(services, fields))


def choose_desk(page: ChecklistPage, label: str) -> None:
    next(action for action in page.frame.title.desk_menu().actions() if action.text() == label).trigger()


def take_desk(page: ChecklistPage, label: str) -> None:
    """Choose it, and 换."""
    choose_desk(page, label)
    page.frame.desk.links[0].click()


def test_another_desk_is_told_before_it_is_taken(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    stand_on(page, THEIRS)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    bar, before = page.frame.desk, services.store.history(page.editor.record)
    assert not bar.isVisible()
    choose_desk(page, "乡镇")
    assert bar.isVisible() and bar.text.text() == "换成乡镇：减少 2 项，其中 1 项办过，换回来还在"
    assert bar.links[0].hasFocus()
    assert services.store.history(page.editor.record) == before and on_sheet(page, THEIRS), "nothing is done yet"
    qtbot.keyClick(bar.links[0], Qt.Key.Key_Escape)
    assert not bar.isVisible() and page.view.hasFocus()
    choose_desk(page, "乡镇")
    bar.links[1].click()
    assert not bar.isVisible() and services.store.history(page.editor.record) == before
    choose_desk(page, "市政府部门")
    assert not bar.isVisible(), "it is that desk's list already"
    choose_desk(page, "乡镇")
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert not bar.isVisible(), "what it said is no longer so"
    choose_desk(page, "乡镇")
    page.activate(record=make_record(services).number)
    assert not bar.isVisible(), "it was asked of another list"


def test_the_list_says_whose_it_is_and_for_whom_it_could_be(page: ChecklistPage) -> None:
    title = page.frame.title
    assert title.desk.text() == "您是：市政府部门 ▾"
    assert [(a.text(), a.isChecked()) for a in title.desk_menu().actions()] == [("市政府部门", True), ("乡镇", False)]


def test_the_list_says_of_which_city_it_is(qtbot: QtBot, services: Services) -> None:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services).number)
    show(qtbot, page, 900, 480)
    assert page.frame.title.city.isVisible()
    assert page.frame.title.city.text() == "云川市"


def test_another_desk_keeps_the_ticks_and_is_taken_back_in_one_step(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    for item in (MINE, THEIRS):
        stand_on(page, item)
        qtbot.keyClick(page.view, Qt.Key.Key_Space)
    take_desk(page, "乡镇")
    assert page.frame.title.desk.text() == "您是：乡镇 ▾" and page.view.hasFocus()
    assert line(page, MINE).state is ItemState.DONE and not on_sheet(page, THEIRS)
    assert page.frame.notice.text().startswith("换了单位：减少 2 项，其中 1 项办过")
    with reopened(services) as store:
        record = store.load(page.editor.record.number)
    assert (record.desk, record.mark(THEIRS).state) == ("town", ItemState.DONE)
    assert services.settings.desks[RULE] == DESK, "the list's desk is not the clerk's"
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    assert page.editor.record.desk == DESK
    assert line(page, THEIRS).state is ItemState.DONE
    assert page.frame.title.share.text() == "2/5"


def test_a_list_that_is_put_away_stays_its_desk_s(page: ChecklistPage, services: Services) -> None:
    services.store.archive(page.editor.record, "王晓梅")
    page.activate()
    assert not page.frame.title.desk.isEnabled()


def test_an_errand_of_one_desk_offers_no_other(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, make_record(services, wizard="handle-assigned", urgent="no"))
    assert page.frame.title.desk.text() == "您是：市政府部门"
    assert not page.frame.title.desk.isEnabled()


def test_the_head_has_the_fields_that_the_answers_and_the_desk_call_for(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="handle-assigned", urgent="no")
    page = opened(qtbot, services, record)
    assert "transferred" in page.frame.fields.fields and "deadline" not in page.frame.fields.fields
    services.store.set_answers(record, {"urgent": "yes"}, "王晓梅")
    page.activate(record=record.number)
    assert "deadline" in page.frame.fields.fields and "transferred" not in page.frame.fields.fields


def test_a_date_that_somebody_sets_is_the_limit(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="handle-assigned", urgent="yes")
    page = opened(qtbot, services, record)
    assert line(page, "in-time-given").side_text == "填定下的期限"
    services.store.set_fields(record, {"deadline": "2026-09-29"}, "王晓梅")
    page.activate(record=record.number)
    assert line(page, "in-time-given").side_text == "2026-09-29 周二"


# -- what comes next


def test_what_comes_next_takes_fields_along_and_the_two_know_each_other(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    (button,) = page.frame.next.buttons()
    assert button.text() == "办理批办的公文"
    with qtbot.waitSignal(page.navigate) as asked:
        button.click()
    first = page.editor.record
    assert asked.args == ["wizard", {"rule": RULE, "wizard": "handle-assigned", "follows": first.number}]
    wizard = WizardPage(services, make_theme())
    wizard.activate(**asked.args[1])
    show(qtbot, wizard)
    wizard.question.choose(0)
    wizard._next()
    with qtbot.waitSignal(wizard.navigate) as made:
        wizard._next()
    second = services.store.load(made.args[1]["record"])
    assert second.fields == {"title": "关于资金的请示", "handler": "王晓梅"}, "fields that both have"
    assert second.follows == first.id
    assert [kin.number for kin in services.store.kin(first)] == [first.number, second.number]

    page.activate(record=first.number)
    (button,) = page.frame.next.buttons()
    assert button.text() == f"办理批办的公文 {second.number}"
    with qtbot.waitSignal(page.navigate) as asked:
        button.click()
    assert asked.args == ["checklist", {"record": second.number}]
    page.activate(record=second.number)
    assert page.frame.fields.origin.text() == f"从 {first.number} 来"


def test_what_comes_first_stands_above_the_list_and_brings_the_answers_along(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"title": "安全会议"}, wizard="citywide-meeting")
    page = opened(qtbot, services, record)
    strip = page.frame.before
    assert strip.isVisible()
    (button,) = strip.buttons()
    with qtbot.waitSignal(page.navigate) as asked:
        button.click()
    assert asked.args[1]["wizard"] == "department-meeting"
    wizard = WizardPage(services, make_theme())
    wizard.activate(**asked.args[1])
    show(qtbot, wizard)
    assert wizard.asking is not None and wizard.asking.first_fields("李建国") == {
        "title": "安全会议",
        "handler": "李建国",
    }


def test_answers_to_the_same_questions_come_along(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, others="agreed", secret="yes")
    page = WizardPage(services, make_theme())
    page.activate(rule=RULE, wizard="publish", follows=record.number)
    show(qtbot, page)
    assert page.asking is not None
    assert page.asking.run.answers == {"secret": "yes"}, "the answer to 涉密吗, and no other"


def test_a_list_that_is_put_away_begins_nothing(page: ChecklistPage, services: Services) -> None:
    services.store.archive(page.editor.record, "王晓梅")
    page.activate()
    assert [button.isEnabled() for button in page.frame.next.buttons()] == [False]


# -- what the rule answers at once


def test_a_direct_answer_stands_above_the_list(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="department-meeting", desk=DESK, invite="leaders")
    page = opened(qtbot, services, record)
    says = [label.text() for label in page.frame.says.findChildren(QLabel)]
    assert "请市领导的，先报批" in says
    button = next(found for found in page.frame.says.findChildren(Button) if found.text() == "改答案")
    with qtbot.waitSignal(page.navigate) as asked:
        button.click()
    assert asked.args == ["wizard", {"record": record.number}]
    services.store.set_answers(record, {"invite": "none"}, "王晓梅")
    page.activate(record=record.number)
    assert not page.frame.says.isVisible()


def test_other_answers_are_a_way_back_to_the_wizard(qtbot: QtBot, page: ChecklistPage) -> None:
    with qtbot.waitSignal(page.navigate) as asked:
        page.frame.title.answers.click()
    assert asked.args == ["wizard", {"record": page.editor.record.number}]
    assert page.editor.record.answers == PLAIN_ANSWERS and page.editor.record.wizard == WIZARD


def test_a_list_without_items_of_its_own_opens_with_its_parts(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="department-meeting", desk="office")
    page = opened(qtbot, services, record)
    assert unfolded(page) == list(stages(page)) == [OTHERS, OPEN_POINTS]
    assert page.frame.title.share.text() == "0/1", "nothing to tick: what was asked counts"


def test_a_field_of_the_head_is_as_wide_as_its_words_where_there_is_room(qtbot: QtBot, services: Services) -> None:
    unit = "市人力资源和社会保障局办公室"
    page = opened(qtbot, services, make_record(services, {"unit": unit}))
    edit = page.frame.fields.fields["unit"].edit
    assert edit.isVisible()
    assert edit.whole_tip() == "", "nothing is cut"
