"""What a list keeps in a window of little height: rows while the article is open, and all of them under 撤销."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk import DESK, RULE, build_services, make_record, shipped_and_made_up
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from test_rooms import ROOMS, come_to_rest, started

from govdesk.app import Services
from govdesk.records.model import ItemState
from govdesk.ui.kit.theme import CHECK_ROW, GROUP_HEADER
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.pages.checklist.geometry import content_span
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.library.page import LibraryPage
from govdesk.ui.pages.records.page import RecordsPage
from govdesk.ui.pages.search.page import SearchPage
from govdesk.ui.window.main_window import MainWindow

TITLE = "关于印发《云川市人民政府关于加强城乡居民基本医疗保险市级统筹工作的实施意见（试行）》的请示"
#: With the task bar's height taken off as well.
LOWEST = {**ROOMS, "1366×768 at 150 % over a task bar": (911, 438, 1.0)}
LOW = {name: room for name, room in LOWEST.items() if room[1] / room[2] < 700}


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = build_services(tmp_path)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK})
    make_record(services, {"title": TITLE, "handler": "王晓梅"})
    return services


def opened(qtbot: QtBot, services: Services, room: tuple[int, int, float]) -> tuple[MainWindow, ChecklistPage]:
    window = started(qtbot, services, room)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("checklist", record="QD-2026-0001")
    come_to_rest()
    assert isinstance(window.page, ChecklistPage)
    return window, window.page


def rows_in_sight(page: ChecklistPage) -> float:
    """How many lines of the list there is room for, under the header that is held at its top."""
    px = page.theme.px
    return (page.view.viewport().height() - px(GROUP_HEADER)) / px(CHECK_ROW)


@pytest.mark.parametrize("room", LOW)
def test_with_the_article_open_the_line_and_the_next_one_are_in_sight(
    qtbot: QtBot, services: Services, room: str
) -> None:
    _, page = opened(qtbot, services, LOW[room])
    page.frame.show_pane(True)
    come_to_rest()
    assert page.frame.article.isVisible()
    assert rows_in_sight(page) >= 1.75


@pytest.mark.parametrize("room", LOW)
def test_the_head_and_the_article_take_turns(qtbot: QtBot, services: Services, room: str) -> None:
    _, page = opened(qtbot, services, LOW[room])
    frame = page.frame
    frame.show_pane(False)
    frame.fields.change.click()
    come_to_rest()
    with_head_alone = rows_in_sight(page)
    assert with_head_alone >= 1.15
    assert not frame.fields.matter.isVisible(), "the fields say the same"
    assert frame.fields.change.text() == "收起表头"
    right = frame.fields.change.mapTo(frame.fields, QPoint(frame.fields.change.width(), 0)).x()
    assert right <= frame.fields.width()
    frame.footer.pane.click()
    come_to_rest()
    assert frame.article.isVisible()
    assert not any(field.isVisible() for field in frame.fields.fields.values())
    assert QApplication.focusWidget() is page.view
    frame.fields.focus_field("received")  # as a click on 缺收文日期 does
    come_to_rest()
    assert frame.fields.fields["received"].isVisible()
    assert not frame.article.isVisible()
    assert rows_in_sight(page) == with_head_alone
    frame.fields.change.click()
    come_to_rest()
    assert frame.article.isVisible(), "it comes back as it was"


@pytest.mark.parametrize("room", LOW)
def test_the_head_in_one_line_of_words_never_cuts_a_date(qtbot: QtBot, services: Services, room: str) -> None:
    """收文 2026-12-1… is another day."""
    fields = {"title": TITLE, "unit": "市住房和城乡建设局", "handler": "王晓梅", "doc_number": "云建字〔2026〕87号"}
    record = make_record(services, {**fields, "received": "2026-12-15"})
    window, page = opened(qtbot, services, LOW[room])
    window.go("checklist", record=record.number)
    page.frame.show_pane(False)
    come_to_rest()
    days = page.frame.fields.days
    assert days.isVisible()
    assert days.text() == "收文 2026-12-15 周二"
    assert days.width() >= days.sizeHint().width()
    assert days.mapTo(page, QPoint(days.width(), 0)).x() <= page.frame.fields.change.mapTo(page, QPoint(0, 0)).x()
    assert page.frame.fields.matter.width() >= page.theme.px(100)


@pytest.mark.parametrize("room", LOW)
def test_an_answer_above_the_list_is_one_line_until_somebody_unfolds_it(
    qtbot: QtBot, services: Services, room: str
) -> None:
    """The rule's words, their place and the button took the rows of the list."""
    record = make_record(services, wizard="department-meeting", desk=DESK, invite="leaders")
    window, page = opened(qtbot, services, LOW[room])
    window.go("checklist", record=record.number)
    frame = page.frame
    frame.show_pane(True)
    come_to_rest()
    assert frame.article.isVisible()
    assert rows_in_sight(page) >= 1.5
    frame.show_pane(False)
    come_to_rest()
    assert rows_in_sight(page) >= 2

    def links() -> list[str]:
        return [found.text() for found in frame.says.findChildren(LinkButton) if found.isVisible()]

    assert links() == ["看依据"]
    next(found for found in frame.says.findChildren(LinkButton) if found.text() == "看依据").click()
    come_to_rest()
    assert links() == ["收起", "第六条第二款"]
    frame.show_pane(True)
    come_to_rest()
    assert links() in ([], ["看依据"]), "one thing at a time takes its room from the list"
    frame.show_pane(False)
    come_to_rest()
    next(found for found in frame.says.findChildren(LinkButton) if found.text() == "看依据").click()
    come_to_rest()
    assert not frame.article.isVisible()
    assert rows_in_sight(page) >= 0.6
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    come_to_rest()
    assert links() == ["收起", "第六条第二款"], "a tick folds nothing"
    frame.fields.focus_field("title")
    come_to_rest()
    assert links() == ["看依据"]
    frame.footer.pane.click()
    come_to_rest()
    assert frame.article.isVisible()


def test_in_a_wide_window_title_rows_and_buttons_begin_in_one_line(qtbot: QtBot, services: Services) -> None:
    _, page = opened(qtbot, services, (1920, 1000, 1.0))
    frame, index = page.frame, page.model.index(0, 0, page.model.index(0, 0))
    rows, _ = content_span(page.theme, page.view.viewport().width())
    assert index.isValid() and rows > page.theme.px(100)
    for widget in (frame.fields, frame.footer.print):
        assert abs(widget.mapTo(page, QPoint(0, 0)).x() - rows) <= page.theme.px(12), widget


def test_with_room_enough_an_answer_stands_there_whole(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, wizard="department-meeting", desk=DESK, invite="leaders")
    window, page = opened(qtbot, services, (1366, 723, 1.0))
    window.go("checklist", record=record.number)
    come_to_rest()
    shown = [link.text() for link in page.frame.says.findChildren(LinkButton) if link.isVisible()]
    assert shown == ["第六条第二款"]


@pytest.mark.parametrize("room", LOW)
def test_the_bar_with_undo_takes_no_row_away(qtbot: QtBot, services: Services, room: str) -> None:
    window, page = opened(qtbot, services, LOW[room])
    page.frame.show_pane(True)
    come_to_rest()
    before = page.view.viewport().height()
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    come_to_rest()
    bar, foot = page.frame.notice, page.frame.footer
    assert bar.isVisible()
    assert page.view.viewport().height() == before
    assert bar.mapTo(window, QPoint(0, 0)).y() >= foot.print.mapTo(window, QPoint(0, foot.print.height())).y()
    assert bar.mapTo(window, QPoint(0, bar.height())).y() <= window.height()
    record = services.store.load("QD-2026-0001")
    ticked = next(item for item, mark in record.marks.items() if mark.state is ItemState.DONE)
    link = bar.findChild(LinkButton)
    assert link is not None
    link.click()
    come_to_rest()
    assert ticked not in services.store.load("QD-2026-0001").marks


def test_what_the_bar_offers_goes_with_its_page(qtbot: QtBot, services: Services) -> None:
    window, page = opened(qtbot, services, LOW["1366×768 at 150 %"])
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    come_to_rest()
    assert page.frame.notice.isVisible()
    window.go("home")
    come_to_rest()
    assert not page.frame.notice.isVisible()
    assert page.isAncestorOf(page.frame.notice), "it is dropped with its page"


def test_where_the_host_is_the_list_itself_the_bar_lies_below_it(qtbot: QtBot, services: Services) -> None:
    window = started(qtbot, services, (1366, 723, 1.0))
    window.go("library")
    come_to_rest()
    page = window.page
    assert isinstance(page, LibraryPage)
    page.notice.show_message("已停用", lambda: None)
    come_to_rest()
    top = page.notice.mapTo(window, QPoint(0, 0)).y()
    assert page.table.mapTo(window, QPoint(0, page.table.height())).y() <= top


def test_of_seventy_lists_nearly_five_are_in_sight_in_the_lowest_window(qtbot: QtBot, services: Services) -> None:
    for n in range(69):
        make_record(services, {"title": f"{TITLE}之{n}", "handler": "王晓梅"})
    services.store.save_draft(RULE, "handle-assigned", {}, desk=DESK)
    window = started(qtbot, services, (911, 481, 1.0))
    window.go("checklists")
    come_to_rest()
    page = window.page
    assert isinstance(page, RecordsPage)
    assert page.table.viewport().height() >= 4.75 * page.table.rowHeight(0)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("rule", ["xianyang-2013", "zhangjiagang-2022"])
def test_the_search_box_says_what_it_is_for(qtbot: QtBot, services: Services, room: str, rule: str) -> None:
    services.settings = msgspec.structs.replace(services.settings, rule=rule, desks={rule: "department"})
    search = started(qtbot, services, ROOMS[room]).top_bar.search
    come_to_rest()
    hint = search.placeholderText()
    margins = search.textMargins()
    assert len(hint) >= 2
    assert search.fontMetrics().horizontalAdvance(hint) <= search.width() - margins.left() - margins.right() - 20


@pytest.mark.parametrize("width", range(936, 976, 8))
def test_found_rows_follow_each_other_though_a_scroll_bar_has_their_words_wrap(
    qtbot: QtBot, services: Services, width: int
) -> None:
    """The bar comes when the rows have been measured, in the room without it."""
    services.settings = msgspec.structs.replace(services.settings, rule="xianyang-2013")
    window = started(qtbot, services, (width, 517, 1.0))
    come_to_rest()
    window.go("search", text="请示几天办复")
    page = window.page
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: len(page.model.rows) > 4)
    come_to_rest()

    def fit() -> bool:
        rows = [page.model.index(row) for row in range(len(page.model.rows))]
        high = [page.painter.sizeHint(QStyleOptionViewItem(), row).height() for row in rows]
        tops = [page.list.visualRect(row).top() for row in rows]
        return all(below - above == height for above, below, height in zip(tops, tops[1:], high, strict=False))

    qtbot.waitUntil(fit)
