"""清单页: what a hand does to the list is on the disk, and what is on the disk is what the list shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from checklists import click, line, place, stand_on, words
from desk import made_up_services, make_record, make_theme, on_dialog, press, reopened, show, type_chinese
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.present.checklist_lines import Side
from govdesk.records.model import ItemState, Record
from govdesk.ui.kit.date_popup import DatePopup
from govdesk.ui.kit.widgets import Dialog, chip_size
from govdesk.ui.kit.widgets.article import find_quote
from govdesk.ui.pages.checklist.geometry import row_geometry
from govdesk.ui.pages.checklist.page import ChecklistPage

TEN_DAYS = "in-ten-days"  # of `dated`
MINE, NEXT, ANOTHER = "chief-signs", "not-in-person", "platform"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services).number)
    show(qtbot, page)
    return page


def assigned(services: Services, fields: Mapping[str, str] | None = None) -> Record:
    """The list of a paper to be done within ten working days of the day it came."""
    return make_record(services, fields, wizard="handle-assigned", urgent="no")


@pytest.fixture
def dated(qtbot: QtBot, services: Services) -> ChecklistPage:
    """A list with a limit that waits for its date."""
    page = ChecklistPage(services, make_theme())
    page.activate(record=assigned(services).number)
    show(qtbot, page)
    return page


def test_space_ticks_and_the_tick_is_there_after_a_restart(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert line(page, MINE).mark.state is ItemState.DONE
    with reopened(services) as store:
        mark = store.load(page.editor.record.number).mark(MINE)
    assert (mark.state, mark.by) == (ItemState.DONE, "王晓梅")


def test_a_click_on_the_box_ticks_and_a_click_on_the_words_only_selects(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    click(qtbot, page, MINE, "text")
    assert line(page, MINE).open
    assert page.view.current_item() is not None
    click(qtbot, page, MINE, "box")
    with reopened(services) as store:
        assert store.load(page.editor.record.number).mark(MINE).state is ItemState.DONE
    assert page.frame.title.share.text() == "1/5"


def test_a_double_click_on_the_box_is_one_tick(qtbot: QtBot, page: ChecklistPage) -> None:
    at = place(page, MINE, "box")
    viewport = page.view.viewport()
    # What a mouse sends: press, release, the second press as a double click, release.
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert line(page, MINE).mark.state is ItemState.DONE


def test_a_tick_that_cannot_be_written_is_not_shown(
    qtbot: QtBot, page: ChecklistPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UserError("清单没有存上", safe="原来的内容都在", todo="看看磁盘是不是满了")

    monkeypatch.setattr(services.store, "set_state", refuse)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert seen[0].title.text() == "清单没有存上"
    assert line(page, MINE).open
    assert page.frame.title.share.text() == "0/5"
    with reopened(services) as store:
        assert store.load(page.editor.record.number).mark(MINE).state is ItemState.OPEN


def test_undo_and_redo_by_key(qtbot: QtBot, page: ChecklistPage) -> None:
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.frame.notice.isVisible()
    assert page.frame.notice.text() == "已记为办结"
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(page, MINE).open
    assert page.frame.notice.text() == "已撤销：记为办结"
    qtbot.keyClick(page.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert line(page, MINE).mark.state is ItemState.DONE
    assert page.frame.notice.text() == "已重做：记为办结"


def test_the_tick_of_a_ban_is_told_as_looked_into(qtbot: QtBot, page: ChecklistPage) -> None:
    assert line(page, NEXT).row.badge == "不得"
    stand_on(page, NEXT)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.frame.notice.text() == "已核对"


def test_not_applicable_wants_a_reason(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    def fill(dialog: Dialog) -> None:
        dialog.choices.buttons()[-1].click()  # type: ignore[attr-defined]
        press(dialog, "记为不适用")
        assert dialog.isVisible()
        assert dialog.error.text() == "写一句原因再记为不适用"  # type: ignore[attr-defined]
        type_chinese(dialog.line, "与市财政局已协商一致")  # type: ignore[attr-defined]
        press(dialog, "记为不适用")

    seen = on_dialog(qtbot, fill)
    stand_on(page, ANOTHER)
    qtbot.keyClick(page.view, Qt.Key.Key_N)
    assert seen[0].title.text() == "这一项为什么不适用？"
    assert line(page, ANOTHER).side_text == "不适用：与市财政局已协商一致"
    with reopened(services) as store:
        mark = store.load(page.editor.record.number).mark(ANOTHER)
    assert (mark.state, mark.reason) == (ItemState.NOT_APPLICABLE, "与市财政局已协商一致")


def test_not_applicable_thought_better_of(qtbot: QtBot, page: ChecklistPage) -> None:
    on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_N)
    assert line(page, MINE).open


def test_no_date_yet_then_the_due_date(qtbot: QtBot, dated: ChecklistPage, services: Services) -> None:
    assert (line(dated, TEN_DAYS).side, line(dated, TEN_DAYS).side_text) == (Side.WAITING, "填批办日期后算出")
    stand_on(dated, TEN_DAYS)
    qtbot.keyClick(dated.view, Qt.Key.Key_Return)
    field = dated.frame.fields.fields["transferred"]
    assert field.edit.hasFocus()
    qtbot.keyClicks(field.edit, "2026-9-24")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "2026-09-24 周四"
    assert line(dated, TEN_DAYS).side_text == "10 个工作日 → 2026-10-15 周四"
    assert line(dated, TEN_DAYS).sentence == (
        "必办，10 个工作日内办结，待办，期限 2026-10-15 周四，还有 10 个工作日，依据第四条"
    )
    assert dated.model.data(dated.model.item_index(TEN_DAYS), Qt.ItemDataRole.AccessibleTextRole) == (
        line(dated, TEN_DAYS).sentence
    )
    assert "10-01 至 10-07（国庆节）" in dated.frame.due.text.text()
    with reopened(services) as store:
        assert store.load(dated.editor.record.number).fields["transferred"] == "2026-09-24"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_line_and_its_citation_are_copied_from_its_menu(page: ChecklistPage) -> None:
    stand_on(page, "one-matter")

    def copied(words: str) -> str:
        def choose() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                timer.stop()
                next(action for action in menu.actions() if action.text().startswith(words)).trigger()
                menu.close()

        timer = QTimer(page)
        timer.timeout.connect(choose)
        timer.start(0)
        page.view.customContextMenuRequested.emit(place(page, "one-matter", "box"))
        return QGuiApplication.clipboard().text()

    title = page.view.currentIndex().data()
    assert title and copied("复制这一行") == title
    citation = copied("复制引文")
    assert citation.startswith("“") and "云川市人民政府工作规则" in citation


def test_a_click_on_the_missing_date_goes_to_its_field(qtbot: QtBot, dated: ChecklistPage) -> None:
    click(qtbot, dated, TEN_DAYS, "side")
    assert dated.frame.fields.fields["transferred"].edit.hasFocus()


def test_a_day_that_does_not_exist_keeps_what_was_typed(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    field = page.frame.fields.fields["received"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "2026-02-30")
    page.view.setFocus()
    assert field.edit.text() == "2026-02-30"
    assert field.error.text() == "没有这一天"
    assert field.error.isVisible()
    assert page.default_status() == "“收文日期”还没有存上"
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)  # a change elsewhere leaves it standing
    assert field.edit.text() == "2026-02-30"
    assert "received" not in page.editor.record.fields
    on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert page.leave() is False
    on_dialog(qtbot, lambda dialog: press(dialog, "不存，离开"))
    assert page.leave() is True


def test_what_is_too_long_is_told_at_its_field_and_kept_there(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    """A whole document pasted into the name: no dialog, and nobody says that all is stored."""
    before = page.editor.record.title
    field = page.frame.fields.fields["title"]
    field.edit.setFocus()
    type_chinese(field.edit, "请示" * 1500)
    page.view.setFocus()
    assert field.error.isVisible() and field.error.text() == "太长，没有存"
    assert "有 3000 个字，不超过 2000 个字" in field.edit.toolTip() and len(field.edit.toolTip()) < 100
    assert page.default_status() == "“事项名称”还没有存上"
    assert page.editor.record.title == before
    on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert page.leave() is False
    assert len(field.edit.text()) == 3000
    field.edit.selectAll()
    type_chinese(field.edit, "关于经费的请示")
    assert page.leave() is True
    assert not field.error.isVisible() and page.default_status() == "每一步都已自动保存"
    assert page.editor.record.title == "关于经费的请示"


def test_fields_are_stored_when_left_and_the_name_is_remembered(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    fields = page.frame.fields.fields
    fields["title"].edit.setFocus()
    type_chinese(fields["title"].edit, "关于申请配套资金的请示")
    fields["handler"].edit.setFocus()
    fields["handler"].edit.selectAll()
    type_chinese(fields["handler"].edit, "李建国")
    page.view.setFocus()
    with reopened(services) as store:
        record = store.load(page.editor.record.number)
    assert (record.title, record.handler) == ("关于申请配套资金的请示", "李建国")
    assert made_up_services(services.data_folder).settings.handler == "李建国"


def test_a_pause_in_typing_stores_the_field(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    field = page.frame.fields.fields["unit"]
    field.edit.setFocus()
    type_chinese(field.edit, "市财政局")
    qtbot.waitUntil(lambda: page.editor.record.fields.get("unit") == "市财政局")
    assert field.edit.hasFocus()


def test_a_note_belongs_to_its_item(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_R)
    assert page.frame.note.hasFocus()
    type_chinese(page.frame.note, "张科长 0000-33210000")
    stand_on(page, NEXT)
    assert page.frame.note.toPlainText() == ""
    with reopened(services) as store:
        record = store.load(page.editor.record.number)
    assert record.mark(MINE).note == "张科长 0000-33210000"
    assert record.mark(NEXT).note == ""
    stand_on(page, MINE)
    assert page.frame.note.toPlainText() == "张科长 0000-33210000"
    assert line(page, MINE).sentence.endswith("有备注，依据第一条第一款")


def test_a_note_that_cannot_be_written_is_not_lost(
    qtbot: QtBot, page: ChecklistPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UserError("清单没有存上")

    stand_on(page, MINE)
    page.frame.note.setFocus()
    type_chinese(page.frame.note, "周五再问")
    with monkeypatch.context() as broken:
        broken.setattr(services.store, "set_note", refuse)
        on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
        stand_on(page, NEXT)
    stand_on(page, MINE)
    assert page.frame.note.toPlainText() == "周五再问"
    assert page.leave() is True
    with reopened(services) as store:
        assert store.load(page.editor.record.number).mark(MINE).note == "周五再问"


def test_only_open_hides_what_is_settled_but_not_under_the_hand(qtbot: QtBot, page: ChecklistPage) -> None:
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    page.frame.title.only_open.click()
    assert not page.model.item_index(MINE).isValid()
    stand_on(page, NEXT)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.model.item_index(NEXT).isValid()  # nothing has moved yet
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert not page.model.item_index(NEXT).isValid()
    page.frame.title.only_open.click()
    assert line(page, MINE).mark.state is ItemState.DONE


def test_a_finished_stage_is_folded_when_the_list_is_opened(qtbot: QtBot, services: Services) -> None:
    record = make_record(services)
    for item in (MINE, NEXT, ANOTHER):
        services.store.set_state(record, item, ItemState.DONE, "王晓梅")
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    show(qtbot, page)
    stage = page.model.item_index("chief-signs").parent()
    assert not page.view.isExpanded(stage)
    assert page.view.isExpanded(page.model.item_index("one-matter").parent())
    page.view.setCurrentIndex(stage)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.isExpanded(stage)


def test_archiving_warns_of_what_is_bound_to_be_done(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "回去办理"))
    page.frame.footer.archive.click()
    assert seen[0].title.text() == "还有 4 项必办没有办结、1 项不得没有核对"
    assert "先问清还有 1 问没有答复。" in words(seen[0])
    assert page.editor.record.archived_at is None
    on_dialog(qtbot, lambda dialog: press(dialog, "仍然归档"))
    page.frame.footer.archive.click()
    assert page.editor.record.archived_at is not None
    assert page.frame.footer.archive.text() == "恢复办理"
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert line(page, MINE).open
    assert page.frame.notice.text() == "已归档，恢复办理后才能改"
    page.frame.footer.archive.click()
    assert page.editor.record.archived_at is None


def test_archiving_what_is_settled_asks_nothing(qtbot: QtBot, page: ChecklistPage, services: Services) -> None:
    for row in page.editor.checklist.rows:
        services.store.set_state(page.editor.record, row.item.id, ItemState.DONE, "王晓梅")
    page.activate()
    page.frame.footer.archive.click()
    assert page.editor.record.archived_at is not None


def test_counting_from_the_day_itself(qtbot: QtBot, services: Services) -> None:
    record = assigned(services, {"transferred": "2026-09-24"})
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number, item=TEN_DAYS)
    show(qtbot, page)

    def same_day(dialog: Dialog) -> None:
        dialog.choose(True)  # type: ignore[attr-defined]
        press(dialog, "确定")

    on_dialog(qtbot, same_day)
    page.frame.due.counting.click()
    assert line(page, TEN_DAYS).side_text == "10 个工作日 → 2026-10-14 周三"


@pytest.mark.parametrize(
    ("today", "side", "words"),
    [
        (dt.date(2026, 10, 12), Side.DUE, "10 个工作日 → 2026-10-15 周四"),
        (dt.date(2026, 10, 13), Side.SOON, "10 个工作日 → 2026-10-15 周四"),
        (dt.date(2026, 10, 19), Side.OVERDUE, "逾期 2 个工作日 · 10-15 周四"),
    ],
)
def test_how_a_deadline_is_marked(qtbot: QtBot, tmp_path: Path, today: dt.date, side: Side, words: str) -> None:
    services = made_up_services(tmp_path, today)
    record = assigned(services, {"transferred": "2026-09-24"})
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number)
    qtbot.addWidget(page)
    assert (line(page, TEN_DAYS).side, line(page, TEN_DAYS).side_text) == (side, words)
    room = row_geometry(page.theme, 1000, line(page, TEN_DAYS), expanded=False).side
    assert room.width() >= chip_size(page.theme, words, icon=True, bold=side is not Side.DUE).width(), "no … in a date"


def test_past_the_calendar_a_date_is_provisional(qtbot: QtBot, services: Services) -> None:
    record = assigned(services, {"transferred": "2028-03-01"})
    page = ChecklistPage(services, make_theme())
    page.activate(record=record.number, item=TEN_DAYS)
    qtbot.addWidget(page)
    assert line(page, TEN_DAYS).side_text.endswith("（暂）")
    assert "放假安排尚未导入，暂按周末计算" in page.frame.due.text.text()


def test_the_article_beside_the_list_underlines_the_item_s_words(page: ChecklistPage) -> None:
    stand_on(page, MINE)
    assert page.frame.article.quoted_text() == "请示由主要负责人签发，并注明签发人"
    assert page.frame.advice.words("实务") == "签发人写在版头。"


def test_changed_answers_are_shown_and_ticks_kept(page: ChecklistPage, services: Services) -> None:
    services.store.set_state(page.editor.record, MINE, ItemState.DONE, "王晓梅")
    services.store.set_answers(page.editor.record, {**page.editor.record.answers, "others": "split"}, "王晓梅")
    page.activate(record=page.editor.record.number)
    assert line(page, "reasons").open
    assert line(page, MINE).mark.state is ItemState.DONE


def test_a_narrow_window_folds_the_head_and_puts_the_article_below(qtbot: QtBot, services: Services) -> None:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services, {"title": "一件事", "received": "2026-09-24"}).number)
    show(qtbot, page, 1024, 556)
    fields = page.frame.fields
    assert fields.matter.full_text() == "一件事"
    assert fields.days.text() == "收文 2026-09-24 周四"
    assert not fields.fields["title"].edit.isVisible()
    fields.change.click()
    assert fields.fields["title"].edit.isVisible()
    assert page.frame.article.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_F4)
    assert not page.frame.article.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_F4)
    assert page.frame.article.isVisible()


def test_what_was_done_to_one_checklist_is_not_undone_in_another(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    first = page.editor.record.number
    stand_on(page, MINE)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    page.activate(record=make_record(services).number)
    assert not page.frame.notice.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert services.store.load(first).mark(MINE).state is ItemState.DONE


@pytest.mark.parametrize("width", [1366, 1024])
def test_a_tick_never_changes_a_line_s_height(qtbot: QtBot, services: Services, width: int) -> None:
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services, {"received": "2026-09-24"}, others="split", secret="no").number)
    show(qtbot, page, width)
    heights = {}
    for row in page.editor.checklist.rows:
        heights[row.item.id] = page.view.delegate.geometry(line(page, row.item.id)).height
        page.ticking.toggle(row.item.id)
    after = {item: page.view.delegate.geometry(line(page, item)).height for item in heights}
    assert after == heights


def test_a_long_article_scrolls_to_the_words_that_count(qtbot: QtBot, page: ChecklistPage) -> None:
    page.resize(1366, 480)
    stand_on(page, NEXT)
    side = page.frame.side

    def quote_in_sight() -> bool:
        view = page.frame.article.view
        found = view.document().find(line(page, NEXT).item.cite.quote[-8:])
        y = view.mapTo(side.viewport(), view.cursorRect(found).center()).y()
        return 0 <= y <= side.viewport().height()

    qtbot.waitUntil(lambda: side.verticalScrollBar().value() > 0)
    assert quote_in_sight()


def test_a_quote_is_found_where_it_stands_not_where_its_first_words_do() -> None:
    document = QTextDocument("市政府全体会议、常务会议的议题。市政府全体会议、常务会议纪要，由办公室起草。")
    found = find_quote(document, "市政府全体会议、常务会议纪要，由办公室起草")
    assert found is not None and (found[0].selectionStart(), found[1].selectionEnd()) == (16, 37)
    marked = QTextDocument("各部门报送市政府的公文，〔注〕应当符合规定。")
    found = find_quote(marked, "各部门报送市政府的公文，应当符合规定")
    assert found is not None and found[0].selectionStart() == 0
    assert find_quote(document, "别处的话") is None and find_quote(document, "") is None


def test_tab_goes_from_the_head_s_first_line_over_its_fields_to_the_list(qtbot: QtBot, page: ChecklistPage) -> None:
    edits = [field.edit for field in page.frame.fields.fields.values()]
    qtbot.waitUntil(edits[-1].isVisible)
    page.frame.title.only_open.setFocus()
    for expected in (*edits, page.view):
        focus = page.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        assert page.focusWidget() is expected


def test_showing_what_is_open_leaves_the_focus_at_the_list(qtbot: QtBot, page: ChecklistPage) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.frame.title.only_open.isChecked)
    assert page.view.hasFocus(), "Space ticks an item; it does not turn the filter off"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_calendar_under_a_date_field_is_the_one_the_limits_are_counted_by(
    qtbot: QtBot, page: ChecklistPage, services: Services
) -> None:
    field = page.frame.fields.fields["received"]
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (popup,) = field.findChildren(DatePopup)
    month = popup.month
    month.show_day(dt.date(2026, 10, 1))
    marks = {day: shown.mark for day in (1, 10, 12) if (shown := month.grid.day(dt.date(2026, 10, day)))}
    assert marks == {1: "休", 10: "班", 12: ""}
    qtbot.keyClick(month.grid, Qt.Key.Key_Right)
    qtbot.keyClick(month.grid, Qt.Key.Key_Return)
    with reopened(services) as store:
        assert store.load(page.editor.record.number).fields["received"] == "2026-10-02"
    assert field.edit.text().startswith("2026-10-02")


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_esc_leaves_the_calendar_and_the_date(qtbot: QtBot, page: ChecklistPage) -> None:
    field = page.frame.fields.fields["received"]
    before = field.edit.text()
    field.open_calendar()
    (popup,) = field.findChildren(DatePopup)
    qtbot.keyClick(popup.month.grid, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not field.findChildren(DatePopup))
    assert field.edit.text() == before
