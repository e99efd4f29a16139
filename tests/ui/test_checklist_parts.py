"""The parts of a list: own items with their points, what may arise, what others do, what is to be asked, general words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from checklists import click, line, on_sheet, opened, stages, stand_on, unfolded, words
from desk import DESK, made_up_services, make_record, make_theme, on_dialog, press, reopened, type_chinese
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.present.checklist_lines import GENERAL, OPEN_POINTS, OTHERS, OpenLine, OtherLine, Side
from govdesk.records.model import ItemState, Jotting, Record, point_id
from govdesk.ui.pages.checklist.geometry import open_geometry
from govdesk.ui.pages.checklist.page import ChecklistPage

CTRL = Qt.KeyboardModifier.ControlModifier
WRITTEN, SEALED = point_id("consult", "written"), point_id("consult", "sealed")
TALK, LATER = "consult", "reasons-later"
OFFICE, ASKED = "office-opinion", "how-long"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    """A list with every part: others have not been talked to yet, so that a line may arise."""
    return opened(qtbot, services, make_record(services, others="pending", secret="no"))


@pytest.fixture
def town(qtbot: QtBot, services: Services) -> ChecklistPage:
    """A town's list, on which it is open whether one line applies."""
    return opened(qtbot, services, make_record(services, desk="town", secret="no"))


def test_a_list_shown_before_its_first_layout_opens_no_window_beside(qtbot: QtBot, services: Services) -> None:
    page = ChecklistPage(services, make_theme())
    qtbot.addWidget(page)
    page.activate(record=make_record(services, others="pending", secret="no").number)
    stand_on(page, "chief-signs")
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def stored(services: Services, page: ChecklistPage) -> Record:
    """The record as it stands on the disk."""
    with reopened(services) as store:
        return store.load(page.editor.record.number)


def other(page: ChecklistPage, ident: str = OFFICE) -> OtherLine:
    found = page.model.line(page.model.item_index(ident))
    assert isinstance(found, OtherLine)
    return found


def asked(page: ChecklistPage, ident: str = ASKED) -> OpenLine:
    found = page.model.line(page.model.item_index(ident))
    assert isinstance(found, OpenLine)
    return found


def refuse(*_: object, **__: object) -> None:
    raise UserError("清单没有存上")


# -- folding


def test_the_parts_that_inform_come_after_the_stages_and_are_folded_at_first(page: ChecklistPage) -> None:
    assert list(stages(page)) == ["起草", "协商", "报送", OTHERS, OPEN_POINTS, GENERAL]
    assert unfolded(page) == ["起草", "协商", "报送"]
    assert stages(page)[OTHERS].title == "别人来办 2"
    assert stages(page)[OPEN_POINTS].hint == "规则没有写明，办前问一声"
    assert stages(page)[GENERAL].hint == "只看，不用打勾"


def test_a_part_is_unfolded_by_key_and_by_hand_and_stays_so_after_a_tick(qtbot: QtBot, page: ChecklistPage) -> None:
    names = list(stages(page))
    header = page.model.index(names.index(OPEN_POINTS), 0)
    page.view.setCurrentIndex(header)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert OPEN_POINTS in unfolded(page)
    header = page.model.index(names.index(OTHERS), 0)
    page.view.scrollTo(header)
    at = page.view.visualRect(header).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert OTHERS in unfolded(page)
    stand_on(page, "one-matter")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert {OTHERS, OPEN_POINTS} <= set(unfolded(page))


def test_the_header_of_a_stage_stays_at_the_top_while_its_lines_scroll(qtbot: QtBot, page: ChecklistPage) -> None:
    page.resize(1366, 420)
    stand_on(page, "platform")
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
    stage = page.view.indexAt(QPoint(5, 5)).parent()
    assert stage.isValid(), "the top of the list lies within a stage"
    held, rect = page.view._stuck()
    assert held == stage and rect.top() <= 0
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, max(rect.bottom() - 4, 1)))
    assert not page.view.isExpanded(stage), "a click on it folds the stage, not a line under it"


def test_a_header_half_scrolled_away_is_seen_whole(page: ChecklistPage) -> None:
    page.resize(1366, 420)
    bar = page.view.verticalScrollBar()
    bar.setValue(12)
    held, rect = page.view._stuck()
    assert (held.row(), held.parent().isValid(), rect.top()) == (0, False, 0)
    bar.setValue(0)
    assert not page.view._stuck()[0].isValid(), "in its own place it need not be held"


@pytest.mark.parametrize("item", ["one-matter", "chief-signs", "platform"])
def test_no_line_is_selected_under_the_held_header(page: ChecklistPage, item: str) -> None:
    page.resize(1366, 420)
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
    stand_on(page, item)
    _, rect = page.view._stuck()
    assert page.view.visualRect(page.model.item_index(item)).top() >= rect.bottom()


def test_what_others_do_is_told_whole_by_its_tip(page: ChecklistPage, services: Services) -> None:
    record = page.editor.record
    notes = [Jotting("2026-09-22", "已收文"), Jotting("2026-09-23", "已呈")]
    services.store.set_jottings(record, OFFICE, notes, "王晓梅")
    page.activate(record=record.number)
    tip = page.model.data(page.model.item_index(OFFICE), Qt.ItemDataRole.ToolTipRole)
    who, do = other(page).row.who, other(page).row.act.do
    assert tip == f"{who}：{do}\n09-22 已收文\n09-23 已呈"
    assert page.model.data(page.model.item_index("one-matter"), Qt.ItemDataRole.ToolTipRole) is None


# -- what may arise


def test_what_may_arise_is_not_counted_until_it_is_ticked_and_then_neither(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    assert line(page, LATER).row.badge == "遇到"
    assert line(page, LATER).words == "协商不成的，列出各方理由", "the event stands before what it brings"
    assert line(page, LATER).side_text == "不计入待办"
    assert page.frame.title.share.text() == "0/5"
    stand_on(page, LATER)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert stored(services, page).mark(LATER).state is ItemState.DONE
    assert line(page, LATER).side_text.endswith("王晓梅")
    assert page.frame.title.share.text() == "0/5"
    assert stages(page)["协商"].counts == "已办 0 · 待办 1"


def test_what_may_arise_stands_under_its_item_and_not_among_what_is_open(page: ChecklistPage) -> None:
    ids = [entry.id for entry in stages(page)["协商"].items]
    assert ids == [TALK, LATER]
    page.frame.title.only_open.click()
    assert on_sheet(page, TALK) and not on_sheet(page, LATER)
    assert list(stages(page)) == ["起草", "协商", "报送"], "only what is to be done is left"
    page.frame.title.only_open.click()
    assert on_sheet(page, LATER) and on_sheet(page, OFFICE)


def test_archiving_does_not_ask_about_what_may_arise(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    for entry in page.editor.record.evaluate().own:
        services.store.set_state(page.editor.record, entry.item.id, ItemState.DONE, "王晓梅")
    page.activate()
    page.frame.footer.archive.click()
    assert page.editor.record.archived_at is not None


# -- points


def test_an_item_is_done_when_each_of_its_points_is(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    assert [point.text for point in line(page, TALK).points] == ["书面意见", "各方盖章"]
    click(qtbot, page, TALK, "point:0")
    assert (line(page, TALK).side, line(page, TALK).side_text.split()[0]) == (Side.RECORD, "1/2")
    assert line(page, TALK).state is ItemState.OPEN
    assert page.frame.title.share.text() == "0/5"
    click(qtbot, page, TALK, "point:1")
    assert line(page, TALK).state is ItemState.DONE
    assert line(page, TALK).side_text.split()[0] == "2/2" and line(page, TALK).side_text.endswith("王晓梅")
    assert page.frame.title.share.text() == "1/5"
    record = stored(services, page)
    assert [record.mark(mark).state for mark in (WRITTEN, SEALED)] == [ItemState.DONE, ItemState.DONE]
    click(qtbot, page, TALK, "point:0")
    assert line(page, TALK).state is ItemState.OPEN
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    assert line(page, TALK).state is ItemState.DONE


def test_an_item_ticked_as_a_whole_shows_its_points_as_done(qtbot: QtBot, page: ChecklistPage) -> None:
    stand_on(page, TALK)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert [point.done for point in line(page, TALK).points] == [True, True]
    click(qtbot, page, TALK, "point:0")
    assert line(page, TALK).state is ItemState.OPEN, "one of its points is not done, then neither is it"


def test_space_takes_back_an_item_that_its_points_have_made_done(qtbot: QtBot, page: ChecklistPage) -> None:
    click(qtbot, page, TALK, "point:0")
    click(qtbot, page, TALK, "point:1")
    stand_on(page, TALK)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert line(page, TALK).state is ItemState.OPEN


def test_points_are_told_to_a_screen_reader(qtbot: QtBot, page: ChecklistPage) -> None:
    click(qtbot, page, TALK, "point:0")
    assert "要点：书面意见（已办）；各方盖章（待办）" in line(page, TALK).sentence


def test_points_without_boxes_are_words(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="department-meeting", invite="leaders+towns")
    page = opened(qtbot, services, record)
    assert [(point.id, point.text) for point in line(page, "approval").points] == [
        ("", "请市领导"),
        ("", "请乡镇负责人"),
    ]


# -- ticks


def test_a_tick_with_another_date_and_person(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    stand_on(page, "chief-signs")
    tick = page.frame.tick
    assert (tick.day.text(), tick.person.text(), tick.button.text()) == ("2026-09-24 周四", "王晓梅", "记为办结")
    tick.day.setText("9-21")
    tick.person.setText("李建国")
    tick.button.click()
    mark = stored(services, page).mark("chief-signs")
    assert mark.at is not None and mark.at.astimezone().date() == dt.date(2026, 9, 21)
    assert (mark.state, mark.by) == (ItemState.DONE, "李建国")
    assert line(page, "chief-signs").side_text == "09-21 李建国"
    assert (tick.day.text(), tick.person.text(), tick.button.text()) == ("2026-09-21 周一", "李建国", "改")
    tick.take_back.click()
    assert line(page, "chief-signs").open


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-13-01", "没有这一天，写成 2026-09-24 这样"),
        ("张科长", "看不懂这个日期，写成 2026-09-24 这样"),
        ("9-25", "办结的日子不能在今天以后"),
        ("", "填哪天办结的，写成 2026-09-24 这样"),
    ],
)
def test_a_day_that_is_none_or_to_come_ticks_nothing(qtbot: QtBot, page: ChecklistPage, typed: str, told: str) -> None:
    stand_on(page, "chief-signs")
    page.frame.tick.day.setText(typed)
    page.frame.tick.button.click()
    assert line(page, "chief-signs").open
    assert page.frame.tick.day.hasFocus()
    assert page.frame.tick.day.fault.isVisible()
    assert page.frame.tick.day.fault.text() == told
    qtbot.keyClicks(page.frame.tick.day, "9")
    assert not page.frame.tick.day.fault.isVisible()


def test_what_a_tick_means_is_said_by_the_level_of_the_words(qtbot: QtBot, page: ChecklistPage) -> None:
    stand_on(page, "not-in-person")
    assert page.frame.tick.words.text() == "打勾表示已核对，没有这种情形。"
    page.frame.tick.button.click()
    assert line(page, "not-in-person").side_text.endswith("王晓梅 ・ 已核对")
    stand_on(page, LATER)
    assert page.frame.tick.words.text() == "没有遇到就不用管。"
    stand_on(page, "chief-signs")
    assert not page.frame.tick.words.isVisible()


# -- what others do


def test_a_note_on_what_others_do_with_the_day_one_waits_for(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    stand_on(page, "leader-approves")
    assert other(page, "leader-approves").by == "—"
    qtbot.keyClick(page.view, Qt.Key.Key_R)
    jotting = page.frame.jotting
    assert jotting.words.hasFocus()
    assert jotting.day.text() == "2026-09-24 周四"
    type_chinese(jotting.words, "已呈，秘书科陈科长")
    jotting.until.setText("9-28")
    qtbot.keyClick(jotting.words, Qt.Key.Key_Return)
    assert stored(services, page).jottings == {
        "leader-approves": (Jotting("2026-09-24", "已呈，秘书科陈科长", "2026-09-28"),)
    }
    shown = other(page, "leader-approves")
    assert (shown.by, shown.told) == ("等到 09-28 周一", "09-24 已呈，秘书科陈科长")
    assert stages(page)[OTHERS].counts == "已记 1 笔"
    assert jotting.words.text() == ""
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    assert other(page, "leader-approves").told == ""


def test_the_rule_s_own_limit_comes_before_the_day_one_waits_for(page: ChecklistPage, services: Services) -> None:
    assert other(page).by == "5 个工作日内"
    services.store.set_fields(page.editor.record, {"received": "2026-09-07"}, "王晓梅")
    services.store.set_jottings(page.editor.record, OFFICE, [Jotting("2026-09-15", "已收", "2026-09-30")], "王晓梅")
    page.activate()
    assert (other(page).by, other(page).late) == ("09-14 周一", True)


def test_a_click_on_the_last_column_begins_a_note(qtbot: QtBot, page: ChecklistPage) -> None:
    click(qtbot, page, OFFICE, "told")
    assert page.frame.jotting.words.hasFocus()


def test_a_note_is_taken_away_again(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    notes = [Jotting("2026-09-22", "已收"), Jotting("2026-09-23", "在办")]
    services.store.set_jottings(page.editor.record, OFFICE, notes, "王晓梅")
    page.activate()
    stand_on(page, OFFICE)
    page.frame.jotting.dropped.emit(0)
    assert stored(services, page).jottings[OFFICE] == (notes[1],)


def test_what_is_typed_and_not_noted_down_is_not_lost(
    qtbot: QtBot, page: ChecklistPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(page, OFFICE)
    words_of = page.frame.jotting.words
    type_chinese(words_of, "已收文")
    stand_on(page, "leader-approves")
    assert words_of.text() == ""
    stand_on(page, OFFICE)
    assert words_of.text() == "已收文"
    with monkeypatch.context() as broken:
        broken.setattr(services.store, "set_jottings", refuse)
        on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
        page.frame.jotting.save.click()
    assert words_of.text() == "已收文", "the disk has not taken it"
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert not page.leave()
    assert "还没有按“记下”。" in "".join(words(seen[0]))
    page.frame.jotting.save.click()
    assert page.leave()
    assert stored(services, page).jottings[OFFICE][0].words == "已收文"


def test_space_and_n_do_nothing_to_a_line_without_a_box(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    before = stored(services, page)
    for ident in (OFFICE, ASKED, "fewer"):
        stand_on(page, ident)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_N):
            qtbot.keyClick(page.view, key)
    assert stored(services, page) == before


def test_a_line_of_another_part_shows_its_article(page: ChecklistPage) -> None:
    stand_on(page, OFFICE)
    assert page.frame.article.quoted_text() == "市政府办公室应当在收到请示之日起5个工作日内提出办理意见"
    assert not page.frame.tick.isVisible() and not page.frame.note.isVisible()
    stand_on(page, "fewer")
    assert page.frame.article.quoted_text() == "各部门要进一步精简公文，提倡开短会"
    assert not page.frame.jotting.isVisible() and not page.frame.reply.isVisible()


# -- what is to be asked


def test_a_reply_is_stored_and_its_date_fills_itself(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    stand_on(page, ASKED)
    qtbot.keyClick(page.view, Qt.Key.Key_R)
    reply = page.frame.reply
    assert reply.asked.hasFocus()
    type_chinese(reply.asked, "市政府办公室陈科长")
    reply.reply.setFocus()
    type_chinese(reply.reply, "一周内")
    page.view.setFocus()
    found = stored(services, page).reply(ASKED)
    assert (found.asked, found.reply, found.date) == ("市政府办公室陈科长", "一周内", "2026-09-24")
    assert reply.day.text() == "2026-09-24 周四", "and one sees it"
    assert stages(page)[OPEN_POINTS].counts == "已答 1"
    reply.day.setText("9-22")
    reply.day.editingFinished.emit()
    assert stored(services, page).reply(ASKED).date == "2026-09-22"
    qtbot.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    assert stored(services, page).reply(ASKED).date == "2026-09-24"
    assert asked(page).reply.date == "2026-09-24" and reply.day.text() == "2026-09-24 周四"


def test_a_pause_in_typing_stores_a_reply(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    stand_on(page, ASKED)
    page.frame.reply.reply.setFocus()
    qtbot.keyClicks(page.frame.reply.reply, "yi zhou")
    qtbot.waitUntil(lambda: page.editor.record.reply(ASKED).reply == "yi zhou")
    assert page.frame.reply.reply.hasFocus()


def test_a_question_that_need_not_be_asked_wants_the_reason(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    stand_on(page, ASKED)
    page.frame.reply.waive.click()
    assert page.frame.reply.reply.hasFocus(), "the reason is written where the reply is"
    type_chinese(page.frame.reply.reply, "上次问过")
    page.frame.reply.waive.click()
    found = stored(services, page).reply(ASKED)
    assert (found.waived, found.reply, found.answered) == ("上次问过", "", True)
    assert "不用问：上次问过" in asked(page).sentence


def test_a_reply_that_it_applies_brings_the_line_marked_as_such(
    qtbot: QtBot, town: ChecklistPage, services: Services
) -> None:
    line_id, open_id = "platform-town", "town-platform"
    assert not on_sheet(town, line_id)
    stand_on(town, open_id)
    assert town.frame.reply.applies.isVisible()
    assert asked(town, open_id).brings == "必办 通过公文平台报送公文", "what 要办 puts on the list is said before"
    town.frame.reply.applies.click()
    assert on_sheet(town, line_id)
    assert not asked(town, open_id).brings
    assert line(town, line_id).words == "通过公文平台报送公文　依答复"
    assert "依答复" in line(town, line_id).sentence
    assert town.frame.title.share.text() == "0/4"
    found = stored(services, town).reply(open_id)
    assert (found.applies, found.date) == (True, "2026-09-24")
    stand_on(town, open_id)
    town.frame.reply.not_needed.click()
    assert not on_sheet(town, line_id)
    assert stored(services, town).reply(open_id).applies is False


def test_only_a_doubt_asks_whether_it_applies(page: ChecklistPage) -> None:
    stand_on(page, ASKED)
    assert not page.frame.reply.applies.isVisible()


def test_a_reply_that_cannot_be_written_is_not_lost(
    qtbot: QtBot, town: ChecklistPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(town, ASKED)
    typed = town.frame.reply.reply
    typed.setFocus()
    type_chinese(typed, "一周内")
    with monkeypatch.context() as broken:
        broken.setattr(services.store, "set_reply", refuse)
        on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
        stand_on(town, "town-platform")
        assert typed.text() == ""
        stand_on(town, ASKED)
        assert typed.text() == "一周内"
    assert town.leave()
    assert stored(services, town).reply(ASKED).reply == "一周内"


def test_a_reply_with_a_day_that_does_not_exist_is_asked_about(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    stand_on(page, ASKED)
    page.frame.reply.reply.setText("一周内")
    page.frame.reply.day.setText("2026-02-30")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert not page.leave()
    assert "日期没有这一天。" in "".join(words(seen[0]))
    assert page.frame.reply.reply.text() == "一周内"
    on_dialog(qtbot, lambda dialog: press(dialog, "不存，离开"))
    assert page.leave()


def test_what_is_typed_for_one_list_does_not_get_into_another(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    stand_on(page, ASKED)
    page.frame.reply.reply.setText("一周内")
    second = make_record(services, others="pending", secret="no")
    page.frame.forget()  # as given up on leaving
    page.activate(record=second.number)
    stand_on(page, ASKED)
    assert page.frame.reply.reply.text() == ""
    page.frame.reply.flush()
    assert services.store.load(second).replies == {}


def test_an_open_point_says_whom_to_ask_until_somebody_has_answered(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    def told() -> str:
        return "\n".join(words for _, words, _ in open_geometry(page.theme, 1200, asked(page)).lines)

    assert "可问：市政府办公室" in told() and "可问：市政府办公室" in asked(page).sentence
    stand_on(page, ASKED)
    page.frame.reply.asked.setText("文电科")
    page.frame.reply.reply.setText("下周")
    page.frame.reply.flush()
    assert "可问" not in told() and "问了文电科" in told()


def test_a_question_left_open_stands_among_what_is_to_be_asked(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, make_record(services, others="unknown", secret="no"))
    shown = asked(page, "others")
    assert shown.shown.ask == "先定：涉及别的部门吗？"
    assert shown.shown.safe == "先按涉及办。"
    assert DESK in page.editor.record.desk


# -- locked


def test_a_list_that_is_put_away_takes_no_note_and_no_reply(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    services.store.archive(page.editor.record, "王晓梅")
    page.activate()
    before = stored(services, page)
    click(qtbot, page, TALK, "point:0")
    stand_on(page, OFFICE)
    assert not page.frame.jotting.save.isEnabled()
    stand_on(page, ASKED)
    assert not page.frame.reply.reply.isEnabled() and not page.frame.reply.waive.isEnabled()
    assert stored(services, page) == before


def test_in_a_low_window_five_lines_stay_in_sight_with_the_article_open(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, make_record(services, others="pending", secret="no"), 1024, 640 - 84)
    assert page.frame.article.isVisible()
    assert page.view.viewport().height() >= 5 * 44
    assert not page.frame.next.isVisible(), (
        "what comes next waits until there is nothing left to do, or the pane is folded"
    )
    page.frame.toggle_pane()
    assert page.frame.next.isVisible()
    page.frame.toggle_pane()
    for entry in page.editor.record.evaluate().own:
        services.store.set_state(page.editor.record, entry.item.id, ItemState.DONE, "王晓梅")
    page.activate()
    assert page.frame.next.isVisible()
