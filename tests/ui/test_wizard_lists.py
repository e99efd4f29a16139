"""What a wizard leads to: the list as it will be, several answers, an entry errand, an answer card, a newer list."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import DESK, RULE, WIZARD, made_up_services, reopened
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from screens import settle
from wizards import answer_all, asked, asking, choose, key, opened, went

from govdesk.app import Services
from govdesk.ui.kit.widgets import Button
from govdesk.ui.pages.wizard.page import WizardPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
MEETING = "department-meeting"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> WizardPage:
    return opened(qtbot, services, rule=RULE, wizard=WIZARD)


def live(page: WizardPage) -> dict[str, str]:
    """The lines of 清单会是这样 with the signs before them, and what a screen reader is told."""
    drop_old()
    found = {}
    for label in page.live.scroller.findChildren(QLabel):
        if label.accessibleName():
            found[label.text()] = label.accessibleName()
    return found


def says(page: WizardPage) -> str:
    drop_old()
    return "　".join(label.text() for label in page.live.findChildren(QLabel))


def drop_old() -> None:
    """What was taken out of a layout is deleted with the next turn of the event loop: now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# -- the list as it will be


def test_the_list_is_there_from_the_first_question(page: WizardPage) -> None:
    assert "您来办 3 项" in says(page)
    assert live(page)["一份请示只写一件事"] == "必办，一份请示只写一件事"
    assert "通过公文平台报送（第 2 问再定）" in live(page)
    assert "主动与有关部门协商（第 1 问再定）" in live(page)
    assert "别人来办　2 件" in says(page) and "总要求　1 条" in says(page)


def test_an_answer_shows_what_it_brings_and_what_it_takes_away(qtbot: QtBot, page: WizardPage) -> None:
    choose(page, "split")
    assert live(page)["列出各方理由"].endswith("这一问带来")
    assert "＋ 是这一问的答案带来的" in says(page)
    assert "您来办 5 项" in says(page)
    choose(page, "no")
    assert live(page)["列出各方理由"].endswith("这一问去掉")
    assert "－ 是这一问的答案去掉的" in says(page)
    assert "您来办 3 项" in says(page)
    page._next()
    assert not [words for words in live(page) if "列出各方理由" in words], "with the next question it is gone"


def test_what_may_arise_is_shown_and_counted_apart(page: WizardPage) -> None:
    choose(page, "pending")
    assert live(page)["协商不成的，列出各方理由"].startswith("遇到")
    assert "您来办 4 项" in says(page) and "遇到再办　1 项" in says(page)


def test_the_option_that_the_focus_rests_on_is_tried_out(qtbot: QtBot, page: WizardPage) -> None:
    choose(page, "no")
    page.question.buttons()[2].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: "您来办 5 项" in says(page))
    assert asking(page).run.answers == {"others": "no"}, "nothing is chosen by looking"


def test_in_a_narrow_window_the_list_is_one_line_that_f4_opens(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, 1024, 556, rule=RULE, wizard=WIZARD)
    choose(page, "split")
    assert not page.live.isVisible()
    assert "您来办 5 项 ・ 别人来办 2 件" in page.sum.findChildren(QLabel)[0].text()
    key(qtbot, page, Qt.Key.Key_F4)
    assert page.live.isVisible() and page.sum.link.text() == "收起清单"
    key(qtbot, page, Qt.Key.Key_F4)
    assert not page.live.isVisible()


def test_in_a_low_window_the_list_takes_the_place_of_the_question(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, 911, 380, rule=RULE, wizard=WIZARD)
    key(qtbot, page, Qt.Key.Key_F4)
    settle(qtbot)
    assert page.minimumSizeHint().height() <= 380, "nothing is pushed off the screen"
    assert page.live.scroller.height() >= 100
    assert page.live.height() > page.height() * 2 // 3, "no empty ground where the question was"
    assert page.live.scroller.hasFocus()
    key(qtbot, page, Qt.Key.Key_1)
    assert asking(page).run.answers == {}, "what is not in sight is not answered"
    key(qtbot, page, Qt.Key.Key_F4)
    assert not page.live.isVisible()
    assert any(button.hasFocus() for button in page.question.buttons())
    key(qtbot, page, Qt.Key.Key_1)
    key(qtbot, page, Qt.Key.Key_F4)
    page.next_button.click()
    assert page.question.isVisible() and not page.live.isVisible(), "the next question is seen"


def test_in_a_low_window_four_answers_are_in_sight_at_once(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, 1024, 556, rule=RULE, wizard=WIZARD)
    assert len(page.question.buttons()) == 4
    assert all(button.visibleRegion().boundingRect() == button.rect() for button in page.question.buttons())
    assert {button.height() for button in page.question.buttons()} <= set(range(48, 56))


def test_an_option_says_what_it_does_to_the_list(qtbot: QtBot, page: WizardPage) -> None:
    told = [button.accessibleDescription() for button in page.question.buttons()]
    assert told == [
        "少 3 项",
        "要“主动与有关部门协商”",
        "要“列出各方理由”等 2 项",
        "协商不成的，要“列出各方理由”等 2 项",
    ], "what tells an answer from the others is named first"
    page._go_to("others")
    choose(page, "no")
    page._next()
    assert page.question.buttons()[1].accessibleDescription() == "不走平台", "the pack's own words come first"


def test_the_last_step_shows_the_whole_list(qtbot: QtBot, page: WizardPage) -> None:
    answer_all(qtbot, page)
    words = [label.text() for label in page.review.findChildren(QLabel)]
    for expected in (
        "一份请示只写一件事",
        "市政府办公室：提出办理意见",
        "多久批下来？（可问：市政府办公室　实务：报送时问一声。）",
        "接着办：办理批办的公文",
        "第一条第一款",
    ):
        assert expected in words
    assert page.next_button.text() == "生成清单"


# -- several answers


def test_several_answers_are_chosen_one_by_one(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, rule=RULE, wizard=MEETING)
    buttons = page.question.buttons()
    assert [button.text() for button in buttons] == ["市领导", "乡镇负责人", "都不请"]
    key(qtbot, page, Qt.Key.Key_2)
    key(qtbot, page, Qt.Key.Key_1)
    assert asking(page).run.answers == {"invite": "leaders+towns"}
    assert [button.isChecked() for button in buttons] == [True, True, False]
    key(qtbot, page, Qt.Key.Key_1)
    assert asking(page).run.answers == {"invite": "towns"}
    key(qtbot, page, Qt.Key.Key_3)
    assert asking(page).run.answers == {"invite": "none"}
    assert [button.isChecked() for button in buttons] == [False, False, True]
    key(qtbot, page, Qt.Key.Key_1)
    assert [button.isChecked() for button in buttons] == [True, False, False]
    key(qtbot, page, Qt.Key.Key_1)
    assert [button.isChecked() for button in buttons] == [False, False, True], "with the last one gone there is none"
    key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) == ""


def test_several_answers_are_told_in_words(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, rule=RULE, wizard=MEETING)
    for number in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        key(qtbot, page, number)
    row = next(row for row in page.steps.rows() if row.property("question") == "invite")
    assert "市领导、乡镇负责人" in row.accessibleName()


# -- an entry errand


@pytest.fixture
def entry(qtbot: QtBot, services: Services) -> WizardPage:
    """召开会议, which leads to the list of the meeting that it is."""
    return opened(qtbot, services, rule=RULE, wizard="hold-meeting")


def test_an_entry_leads_into_its_errand_and_back(qtbot: QtBot, entry: WizardPage) -> None:
    assert [button.accessibleDescription() for button in entry.question.buttons()] == ["不超过半天", "要先报批"]
    key(qtbot, entry, Qt.Key.Key_1)
    key(qtbot, entry, Qt.Key.Key_Return)
    assert (asked(entry), asking(entry).wizard.id) == ("invite", MEETING)
    assert entry.question._count.text() == "第 2 问，共 2 问"
    first = entry.steps.rows()[0]
    assert "部门自己的会" in first.accessibleName() and first.isEnabled()
    choose(entry, "towns")
    entry.back_button.click()
    assert (asked(entry), asking(entry).wizard.id) == ("kind", "hold-meeting")
    key(qtbot, entry, Qt.Key.Key_Return)
    assert asking(entry).wizard.id == MEETING and asking(entry).run.answers == {"invite": "towns"}
    entry.steps.rows()[0].click()
    assert asked(entry) == "kind", "its row leads back, too"
    choose(entry, "city")
    key(qtbot, entry, Qt.Key.Key_Return)
    assert asking(entry).wizard.id == "citywide-meeting"
    assert asking(entry).run.answers == {}


def test_the_list_is_that_of_the_errand_it_led_to(qtbot: QtBot, entry: WizardPage, services: Services) -> None:
    places = went(entry)
    key(qtbot, entry, Qt.Key.Key_1)
    key(qtbot, entry, Qt.Key.Key_Return)
    choose(entry, "none")
    for _ in range(2):
        key(qtbot, entry, Qt.Key.Key_Return)
    record = services.store.load(places[0][1]["record"])
    assert (record.wizard, record.answers, record.desk) == (MEETING, {"invite": "none"}, DESK)
    with reopened(services) as store:
        assert store.drafts() == []


def test_a_draft_of_an_entry_goes_on_into_its_errand(qtbot: QtBot, entry: WizardPage, services: Services) -> None:
    choose(entry, "own")
    (draft,) = services.store.drafts()
    again = opened(qtbot, services, draft=draft.id)
    assert asked(again) == "kind" and again.next_button.text() == "下一步"
    key(qtbot, again, Qt.Key.Key_Return)
    assert asking(again).wizard.id == MEETING
    choose(again, "towns")
    (draft,) = services.store.drafts()
    assert (draft.wizard, draft.answers) == (MEETING, {"invite": "towns"}), "one draft for one thing"


def test_the_desk_chosen_in_an_entry_is_that_of_its_errand(qtbot: QtBot, services: Services) -> None:
    services.settings.desks.clear()
    page = opened(qtbot, services, rule=RULE, wizard="hold-meeting")
    assert asked(page) == "desk"
    key(qtbot, page, Qt.Key.Key_3)
    key(qtbot, page, Qt.Key.Key_2)
    key(qtbot, page, Qt.Key.Key_Return)
    assert (asking(page).wizard.id, asking(page).run.desk) == ("citywide-meeting", "office")


# -- an answer card


def test_an_answer_card_gives_the_answer_and_makes_no_list(qtbot: QtBot, services: Services) -> None:
    services.settings.desks[RULE] = "town"
    page = opened(qtbot, services, rule=RULE, wizard=MEETING)
    assert asked(page) == ""
    words = [label.text() for label in page.review.findChildren(QLabel)]
    assert "乡镇开会由乡镇自己定" in words and "“各乡镇召开会议，由各乡镇自行决定”" in words
    assert page.next_button.text() == "知道了"
    go = next(button for button in page.review.findChildren(Button) if button.text().startswith("去办："))
    assert go.text() == "去办：向市政府报送请示"
    with qtbot.waitSignal(page.navigate) as place:
        go.click()
    assert place.args == ["wizard", {"rule": RULE, "wizard": WIZARD}]
    places = went(page)
    key(qtbot, page, Qt.Key.Key_Return)
    assert places == [("home", {})]
    assert services.store.summaries() == [] and services.store.drafts() == []


def test_an_entry_that_leads_to_a_card_leaves_no_draft(qtbot: QtBot, services: Services) -> None:
    services.settings.desks[RULE] = "town"
    page = opened(qtbot, services, rule=RULE, wizard="hold-meeting")
    choose(page, "city")
    assert services.store.drafts()
    key(qtbot, page, Qt.Key.Key_Return)
    assert page.next_button.text() == "知道了"
    key(qtbot, page, Qt.Key.Key_Return)
    assert services.store.drafts() == []


def test_the_list_to_look_over_stands_as_high_the_second_time(
    qtbot: QtBot, services: Services, page: WizardPage
) -> None:
    def first_line() -> int:
        settle(qtbot)
        lines = [label for label in page.review.findChildren(QLabel) if label.isVisible()]
        return sorted(label.mapTo(page.review, label.rect().topLeft()).y() for label in lines)[2]

    answer_all(qtbot, page)
    before = first_line()
    for _ in range(4):
        page.back_button.click()
        page.next_button.click()
    assert asked(page) == ""
    assert first_line() == before
