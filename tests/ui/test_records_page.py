"""清单 (the list): finding, opening, copying, archiving, deleting."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk import make_record, make_services, make_theme, on_dialog, press, reopened, show
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.present.record_listing import Column
from govdesk.records.model import ItemState, Record
from govdesk.ui.kit.widgets import IconButton
from govdesk.ui.pages.records.page import RecordsPage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path, dt.date(2026, 11, 24))


def filled(services: Services) -> list[Record]:
    """An overdue one, a finished one, an archived one."""
    late = make_record(
        services,
        {"title": "供热方案", "handler": "张敏", "transferred": "2026-11-06"},
        wizard="handle-assigned",
        urgent="no",
    )
    finished = make_record(services, {"title": "公交场站", "handler": "李建国"})
    for row in finished.checklist(services.calendar).rows:
        services.store.set_state(finished, row.item.id, ItemState.DONE, "李建国")
    archived = make_record(services, {"title": "旧请示", "handler": "李建国", "received": "2026-09-02"})
    services.store.archive(archived, "李建国")
    return [late, finished, archived]


def opened(qtbot: QtBot, services: Services, **target: str) -> RecordsPage:
    page = RecordsPage(services, make_theme())
    page.activate(**target)
    show(qtbot, page)
    return page


def numbers(page: RecordsPage) -> list[str]:
    return [text(page, row, Column.NUMBER) for row in range(page.model.rowCount())]


def text(page: RecordsPage, row: int, column: Column) -> str:
    return str(page.model.data(page.model.index(row, column)))


def choose(page: RecordsPage, record: Record) -> None:
    page.table.selectRow(numbers(page).index(record.number))


def test_states_are_counted_and_chosen(qtbot: QtBot, services: Services) -> None:
    late, finished, archived = filled(services)
    page = opened(qtbot, services)
    segments = page.header.segments
    assert [segments.button(i).text() for i in range(5)] == ["草稿 0", "办理中 1", "已办结 1", "已归档 1", "全部 3"]
    assert numbers(page) == [archived.number, finished.number, late.number]
    segments.button(1).click()
    assert numbers(page) == [late.number]
    segments.button(3).click()
    assert numbers(page) == [archived.number]


def test_what_a_line_says(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    assert [text(page, 2, column) for column in Column] == [
        "QD-2026-0001", "供热方案", "云川市", "办理批办的公文", "张敏", "2026-11-06", "0/1",
        "11-20 周五 · 逾期 2 个工作日", "—", "办理中",
    ]  # fmt: skip
    assert text(page, 0, Column.DUE) == "—"  # an archived one waits for nothing
    spoken = page.model.data(page.model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "供热方案，QD-2026-0001，云川市，办理批办的公文，市政府部门，张敏，办理中，进度 0/1，"
        "最近期限 11-20 周五，逾期 2 个工作日"
    )


def test_esc_empties_the_filter_before_it_leaves_and_down_goes_into_the_list(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    text = page.header.text
    text.setFocus()
    qtbot.keyClicks(text, "abc")
    assert text.findChild(IconButton).isVisible(), "the cross is there for the mouse"
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert text.text() == "" and not text.findChild(IconButton).isVisible()
    qtbot.keyClick(text, Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_filters_by_person_and_by_words(qtbot: QtBot, services: Services) -> None:
    late, finished, archived = filled(services)
    page = opened(qtbot, services)
    box = page.header.boxes["handler"]
    box.setCurrentIndex(box.findData("张敏"))
    box.activated.emit(box.currentIndex())
    assert numbers(page) == [late.number]
    page.header.clear_filters()
    page.header.text.setText("公交")
    qtbot.waitUntil(lambda: numbers(page) == [finished.number])
    page.header.text.setText("没有的东西")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.stack.none_left)
    assert page.stack.none_left.primary is not None
    page.stack.none_left.primary.click()
    assert numbers(page) == [archived.number, finished.number, late.number]


def test_sorting_by_a_column(qtbot: QtBot, services: Services) -> None:
    late, finished, archived = filled(services)
    page = opened(qtbot, services)
    page.table.sortByColumn(Column.DUE, Qt.SortOrder.AscendingOrder)
    assert numbers(page) == [late.number, archived.number, finished.number]
    page.table.sortByColumn(Column.STARTED, Qt.SortOrder.DescendingOrder)
    assert numbers(page) == [late.number, archived.number, finished.number]


def test_the_list_is_read_once_for_one_sort(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    told: list[str] = []
    page.status_message.connect(told.append)
    page.table.sortByColumn(Column.DUE, Qt.SortOrder.AscendingOrder)
    assert told == ["按最近期限排序，从早到晚"]
    qtbot.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert told[1:] == ["按最近期限排序，从晚到早"]


def test_enter_opens(qtbot: QtBot, services: Services) -> None:
    late, _, _ = filled(services)
    page = opened(qtbot, services)
    choose(page, late)
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["checklist", {"record": late.number}]


def test_a_copy_begins_without_dates_and_ticks(qtbot: QtBot, services: Services) -> None:
    late, _, _ = filled(services)
    services.store.set_state(late, "in-ten-days", ItemState.DONE, "张敏")
    page = opened(qtbot, services)
    choose(page, late)
    with qtbot.waitSignal(page.navigate) as asked:
        page.buttons["copy"].click()
    made = services.store.load(asked.args[1]["record"])
    assert (made.title, made.answers, made.marks) == (late.title, late.answers, {})
    assert "transferred" not in made.fields


def test_deleting_asks_once_and_can_be_taken_back(qtbot: QtBot, services: Services) -> None:
    late, finished, archived = filled(services)
    page = opened(qtbot, services)
    choose(page, late)
    on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert late.number in numbers(page)
    on_dialog(qtbot, lambda dialog: press(dialog, "删除"))
    page.buttons["delete"].click()
    assert numbers(page) == [archived.number, finished.number]
    assert page.notice.text() == f"{late.number} 已删到回收站"
    page.header.bin.click()
    assert numbers(page) == [late.number]
    assert page.header.title.text() == "回收站"
    page.buttons["restore"].click()
    assert page.stack.currentWidget() is page.stack.bin_empty
    page.header.bin.click()
    assert late.number in numbers(page)
    with reopened(services) as store:
        assert store.load(late.number).deleted_at is None


def test_archiving_from_the_list_warns_too(qtbot: QtBot, services: Services) -> None:
    late, _, archived = filled(services)
    page = opened(qtbot, services)
    choose(page, late)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "仍然归档"))
    page.buttons["archive"].click()
    assert "没有办结" in seen[0].title.text()
    assert services.store.load(late.number).archived_at is not None
    choose(page, archived)
    assert page.buttons["archive"].text() == "恢复办理"
    page.buttons["archive"].click()
    assert services.store.load(archived.number).archived_at is None


def test_an_empty_office_is_led_to_the_errands(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services)
    assert page.stack.none_yet.isVisible()
    assert not page.buttons["open"].isEnabled()
    assert page.stack.none_yet.primary is not None
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.keyClick(page.stack.none_yet.primary, Qt.Key.Key_Return)
    assert asked.args == ["home", {}]


def test_records_that_cannot_be_read_say_so(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(services)
    page = opened(qtbot, services)

    def refuse(*_: object, **__: object) -> None:
        raise UserError("清单文件读不出来", safe="文件没有改动")

    monkeypatch.setattr(services.store, "counts", refuse)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.header.segments.button(0).click()
    assert seen[0].title.text() == "清单文件读不出来"


def test_coming_back_keeps_the_place(qtbot: QtBot, services: Services) -> None:
    late, _, _ = filled(services)
    page = opened(qtbot, services, filter="ongoing")
    choose(page, late)
    make_record(services)
    page.activate()
    chosen = page.table.selected()
    assert chosen is not None
    assert chosen.number == late.number
    assert len(numbers(page)) == 2


def test_after_deleting_the_next_line_is_chosen(qtbot: QtBot, services: Services) -> None:
    made = [make_record(services, {"title": title}) for title in ("甲", "乙", "丙", "丁")]
    page = opened(qtbot, services)
    for gone, then in ((made[2], made[1]), (made[1], made[0]), (made[0], made[3])):
        choose(page, gone)
        on_dialog(qtbot, lambda dialog: press(dialog, "删除"))
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        chosen = page.table.selected()
        assert chosen is not None and chosen.number == then.number


def test_home_and_end_go_to_the_first_and_last_line(qtbot: QtBot, services: Services) -> None:
    made = [make_record(services) for _ in range(4)]
    page = opened(qtbot, services)
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        for key, record in ((Qt.Key.Key_End, made[0]), (Qt.Key.Key_Home, made[-1])):
            qtbot.keyClick(page.table, key, held)
            chosen = page.table.selected()
            assert chosen is not None and chosen.number == record.number


@pytest.mark.parametrize("width", [1366, 1024])
def test_tab_goes_through_the_head_as_it_is_read(qtbot: QtBot, services: Services, width: int) -> None:
    filled(services)
    page = RecordsPage(services, make_theme())
    page.activate()
    show(qtbot, page, width)
    header = page.header
    chosen = header.segments.button(header.segments.index)
    chosen.setFocus()
    for expected in (*header.boxes.values(), header.text, header.bin, header.new, page.table):
        focus = page.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        assert page.focusWidget() is expected


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 1.5)])
def test_lines_begin_where_the_title_of_the_page_does(
    qtbot: QtBot, services: Services, width: int, scale: float
) -> None:
    filled(services)
    page = RecordsPage(services, make_theme())
    page.theme.change(scale=scale)
    page.activate()
    show(qtbot, page, width, scale=scale)
    line = page.table.viewport().grab(page.table.visualRect(page.model.index(1, page.table.columnAt(2)))).toImage()
    ratio, ground = line.devicePixelRatio(), line.pixel(1, line.height() // 4)
    inked = next(
        x
        for x in range(line.width())
        for y in range(line.height() // 4, line.height() * 3 // 4)
        if line.pixel(x, y) != ground
    )
    first = page.header.title if page.header.title.isVisible() else page.header.segments
    title = first.mapTo(page, QPoint(0, 0)).x() - page.table.mapTo(page, QPoint(0, 0)).x()
    assert abs(inked / ratio - title) <= page.theme.px(4)
