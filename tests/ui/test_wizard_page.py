"""办事向导页: driven by keyboard and hand, its drafts and its list on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import (
    DESK,
    PLAIN_ANSWERS,
    RULE,
    WIZARD,
    made_up_services,
    make_record,
    make_theme,
    on_dialog,
    press,
    reopened,
)
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from screens import settle
from wizards import answer_all, asked, asking, choose, key, opened, went

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.records.model import Draft, ItemState
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.wizard.page import WizardPage

# The offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> WizardPage:
    return opened(qtbot, services, rule=RULE, wizard=WIZARD)


def drafts(services: Services) -> list[Draft]:
    """The drafts on the disk, newest first."""
    with reopened(services) as store:
        return store.drafts()


def words(page: WizardPage) -> list[str]:
    """What stands in the centre of the last step."""
    return [label.text() for label in page.review.findChildren(QLabel)]


def test_number_keys_choose_and_enter_goes_on(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    key(qtbot, page, Qt.Key.Key_1)
    assert asked(page) == first, "choosing does not advance"
    assert next(button.isChecked() for button in page.question.buttons())
    key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) != first
    assert page.step_back()
    assert asked(page) == first


def test_enter_without_an_answer_stays_and_says_so(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) == first
    told = page.foot.wanted
    assert told.isVisible() and told.text() == "先选一个，或先跳过"
    assert (
        told.mapTo(page, told.rect().center()).x() < page.skip_button.mapTo(page, page.skip_button.rect().center()).x()
    )
    key(qtbot, page, Qt.Key.Key_1)
    assert not told.isVisible()


def test_the_last_step_makes_the_list_and_drops_the_draft(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    places = went(page)
    answer_all(qtbot, page)
    assert drafts(services)
    key(qtbot, page, Qt.Key.Key_Return)
    ((name, target),) = places
    with reopened(services) as store:
        record = store.load(target["record"])
    assert (name, record.wizard, record.desk) == ("checklist", WIZARD, DESK)
    assert drafts(services) == []


def test_the_words_that_the_question_rests_on_lead_to_their_article(qtbot: QtBot, page: WizardPage) -> None:
    assert page.question.ground.words.text() == "请示涉及其他部门的，主办部门应当主动协商"
    links = page.question.ground.findChildren(type(page.skip_button))
    (link,) = (button for button in links if button.isVisible())
    assert link.text() == "第二条"
    with qtbot.waitSignal(page.navigate) as place:
        link.click()
    assert place.args == ["rules", {"rule": RULE, "article": "2"}]
    assert page.leave(), "off to the article: nothing is asked, the answers wait here"


def test_a_skipped_question_can_be_answered_later(qtbot: QtBot, page: WizardPage) -> None:
    first = asked(page)
    page.skip_button.click()
    assert asked(page) != first
    row = next(row for row in page.steps.rows() if row.property("question") == first)
    assert "先跳过" in row.accessibleName()
    row.click()
    assert asked(page) == first


def test_a_skipped_question_is_to_be_settled_on_the_list(qtbot: QtBot, page: WizardPage) -> None:
    page.skip_button.click()
    choose(page, "no")
    page._next()
    assert "先定：涉及别的部门吗？（实务：先按涉及办。）" in words(page)


def test_changing_an_early_answer_keeps_the_later_ones(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    for wanted in ("split", "yes"):
        choose(page, wanted)
        page._next()
    page._go_to("others")
    choose(page, "no")
    assert asking(page).run.answers == {"others": "no", "secret": "yes"}
    (draft,) = drafts(services)
    assert draft.answers == {"others": "no", "secret": "yes"}


def test_a_question_that_no_longer_applies_waits_with_its_answer(qtbot: QtBot, page: WizardPage) -> None:
    choose(page, "split")
    page._next()
    page.choose_desk("town")
    gone = next(row for row in page.steps.rows() if "已不适用" in row.accessibleName())
    assert not gone.isEnabled() and asked(page) == "secret"
    page.choose_desk(DESK)
    assert asking(page).run.state.answers["others"] == "split"


# -- other answers for a list that is there


def test_changing_the_answers_of_a_list_keeps_its_ticks(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = opened(qtbot, services, record=record.number)
    assert (page.nav, page.title) == ("checklists", f"改答案 {record.title} {record.number}"), "it belongs to the list"
    places = went(page)
    page._go_to("others")
    choose(page, "no")
    assert page.foot.told.text() == "改了答案：减少 1 项：“主动与有关部门协商”。"
    while asked(page):
        page._next()
    assert page.next_button.text() == "更新清单"
    page._next()
    assert places == [("checklist", {"record": record.number})]
    with reopened(services) as store:
        changed = store.load(record.number)
    assert changed.answers["others"] != PLAIN_ANSWERS["others"]
    assert services.store.history(changed)[-1].by == "王晓梅", "whose checklist it is, as for a tick"
    assert drafts(services) == [], "the answers of a list are no draft"


def test_another_desk_for_a_list_that_is_there(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = opened(qtbot, services, record=record.number)
    page.choose_desk("town")
    assert page.foot.told.text() == "改了答案：减少 2 项：“主动与有关部门协商”、“通过公文平台报送”。"
    while asked(page):
        page._next()
    page._next()
    assert services.store.load(record).desk == "town"


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 684, 1.0), (1024, 556, 1.0), (1024, 530, 1.5)])
def test_what_an_answer_changes_is_in_sight(
    qtbot: QtBot, services: Services, width: int, height: int, scale: float
) -> None:
    record = make_record(services)
    page = opened(qtbot, services, width, height, scale, record=record.number)
    page._go_to("others")
    key(qtbot, page, Qt.Key.Key_1)
    settle(qtbot)
    told = page.foot.told
    assert told.isVisible() and "改了答案：减少 1 项" in told.text()
    assert page.rect().contains(QRect(told.mapTo(page, QPoint()), told.size()))


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 684, 1.0), (1024, 556, 1.0), (780, 556, 1.0)])
def test_a_new_list_has_no_empty_sentence_over_its_buttons(
    qtbot: QtBot, services: Services, width: int, height: int, scale: float
) -> None:
    page = opened(qtbot, services, width, height, scale, rule=RULE, wizard=WIZARD)
    choose(page, "agreed")
    assert not page.foot.told.isVisible()


def test_the_question_and_its_step_are_in_sight_after_going_on(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, 1024, 556, rule=RULE, wizard=WIZARD)
    key(qtbot, page, Qt.Key.Key_4)
    key(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot)
    assert page.question.verticalScrollBar().value() == 0
    (row,) = (row for row in page.steps.rows() if row.is_current)
    assert row.visibleRegion().boundingRect() == row.rect()


def test_with_all_questions_answered_the_last_step_is_one_click_away(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    page = opened(qtbot, services, record=record.number)
    choose(page, "no")
    page.steps.rows()[-1].click()
    assert not asked(page) and page.next_button.text() == "更新清单"
    assert page.foot.told.text().startswith("改了答案：减少 1 项"), "the last step still says what changes"
    fresh = WizardPage(services, make_theme())
    fresh.activate(rule=RULE, wizard="handle-assigned")
    assert not fresh.steps.rows()[-1].isEnabled()


def test_lines_that_go_with_their_ticks_are_told(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    services.store.set_state(record, "consult", ItemState.DONE, "王晓梅")
    page = opened(qtbot, services, record=record.number)
    choose(page, "no")
    assert page.foot.told.text().endswith("减少的有 1 项办过，改回答案还在。")


def test_a_list_that_cannot_be_saved_leaves_every_answer(
    qtbot: QtBot, page: WizardPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(qtbot, page)
    answers = dict(asking(page).run.answers)

    def refuse(*_: object, **__: object) -> None:
        raise UserError("磁盘满了", safe="答案都在", todo="腾出空间再试")

    monkeypatch.setattr(services.store, "create", refuse)
    told: list[str] = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: told.append(dialog.windowTitle()) or 0)
    key(qtbot, page, Qt.Key.Key_Return)
    assert len(told) == 1
    assert asking(page).run.answers == answers


def test_every_control_has_a_name_for_assistive_tools(page: WizardPage) -> None:
    for button in [*page.question.buttons(), *page.steps.rows(), page.back_button, page.skip_button, page.next_button]:
        assert button.accessibleName()


# -- drafts


def test_each_answer_is_a_draft_on_the_disk(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    first = asked(page)
    key(qtbot, page, Qt.Key.Key_2)
    (draft,) = drafts(services)
    assert (draft.answers, draft.desk) == ({first: "agreed"}, DESK)
    again = opened(qtbot, services, draft=draft.id)
    assert asked(again) != first, "a draft goes on where it was left"
    choose(again, "yes")
    assert [found.id for found in drafts(services)] == [draft.id], "it stays the same draft"


def test_an_errand_with_a_draft_asks_which(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    choose(page, "split")
    (draft,) = drafts(services)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "接着办"))
    again = opened(qtbot, services, rule=RULE, wizard=WIZARD)
    assert seen[0].title.text() == "“向市政府报送请示”有一份没答完的"
    assert any("涉及，谈不拢" in label.text() for label in seen[0].findChildren(QLabel))
    assert asking(again).run.answers == draft.answers


def test_another_of_the_same_errand_leaves_the_draft(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    choose(page, "split")
    on_dialog(qtbot, lambda dialog: press(dialog, "另办一件"))
    again = opened(qtbot, services, rule=RULE, wizard=WIZARD)
    assert asking(again).run.answers == {}
    choose(again, "no")
    assert sorted(found.answers["others"] for found in drafts(services)) == ["no", "split"]
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    third = WizardPage(services, make_theme())
    places = went(third)
    third.activate(rule=RULE, wizard=WIZARD)
    assert seen[0].title.text() == "“向市政府报送请示”有 2 份没答完的"
    third.focus_first()
    assert places == [("home", {})], "neither: back to where one was"
    assert len(drafts(services)) == 2


def test_of_several_drafts_each_can_be_gone_on_with(qtbot: QtBot, services: Services) -> None:
    for others in ("no", "split"):
        services.store.save_draft(RULE, WIZARD, {"others": others}, desk=DESK)
    older = services.store.drafts()[1]
    seen = on_dialog(qtbot, lambda dialog: dialog.buttons[2].click())
    page = opened(qtbot, services, rule=RULE, wizard=WIZARD)
    assert [button.text()[:3] for button in seen[0].buttons] == ["取消", "另办一", "接着办", "接着办"]
    assert asking(page).run.answers == older.answers


def test_a_draft_that_is_gone_is_told(services: Services) -> None:
    page = WizardPage(services, make_theme())
    with pytest.raises(UserError, match="这份草稿已经不在了"):
        page.activate(draft="gone")


# -- whose list


def test_where_no_desk_is_chosen_the_errand_asks_that_first(qtbot: QtBot, services: Services) -> None:
    services.settings.desks.clear()
    page = opened(qtbot, services, rule=RULE, wizard=WIZARD)
    assert asked(page) == "desk"
    assert [button.text() for button in page.question.buttons()] == ["市政府部门", "乡镇"]
    assert not page.skip_button.isVisible()
    key(qtbot, page, Qt.Key.Key_Return)
    assert asked(page) == "desk", "it cannot be passed over"
    key(qtbot, page, Qt.Key.Key_2)
    assert asked(page) == "secret" and asking(page).run.desk == "town"
    assert services.settings.desks == {}, "for this list only"
    places = went(page)
    answer_all(qtbot, page)
    key(qtbot, page, Qt.Key.Key_Return)
    assert services.store.load(places[0][1]["record"]).desk == "town"


def test_an_errand_of_one_desk_does_not_ask(qtbot: QtBot, services: Services) -> None:
    services.settings.desks.clear()
    page = opened(qtbot, services, rule=RULE, wizard="handle-assigned")
    assert asked(page) == "urgent"


def test_a_desk_that_goes_with_another_acts_as_that(qtbot: QtBot, services: Services) -> None:
    services.settings.desks[RULE] = "archives"
    page = opened(qtbot, services, rule=RULE, wizard=WIZARD)
    assert asking(page).run.desk == DESK


def test_the_desk_is_changed_for_this_list_in_the_wizard(qtbot: QtBot, page: WizardPage, services: Services) -> None:
    choose(page, "split")
    assert page.steps.desk_link.text() == "您是：市政府部门 ▾"
    next(action for action in page.steps.desk_menu().actions() if action.text() == "乡镇").trigger()
    assert asked(page) == "secret", "a town is not asked about departments"
    assert page.steps.desk_link.text() == "您是：乡镇 ▾"
    assert drafts(services)[0].desk == "town"
    assert services.settings.desks[RULE] == DESK


def test_tab_goes_as_one_reads_on_every_question(qtbot: QtBot, page: WizardPage) -> None:
    for _ in range(2):
        stops: list[QWidget] = []
        page.question.focus_first()
        while (stop := QApplication.focusWidget()) is not None and stop not in stops:
            stops.append(stop)
            qtbot.keyClick(stop, Qt.Key.Key_Tab)
        panes = (page.question, page.live, page.foot, page.steps)
        came = [pane for stop in stops for pane in panes if pane.isAncestorOf(stop)]
        came = [pane for pane, before in zip(came, [None, *came], strict=False) if pane is not before]
        assert came in ([*panes], [*panes, page.question])  # the link to its article comes before the answers
        page.skip_button.click()
        drop_old()


def drop_old() -> None:
    """What was taken out of a layout is deleted with the next turn of the event loop: now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
