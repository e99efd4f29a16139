"""What a person sees in rooms that are short: whole words, whole rows, and no page that has to be scrolled to its buttons."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk import (
    DESK,
    RULE,
    TARGETS,
    WIZARD,
    build_services,
    make_record,
    make_services,
    make_theme,
    shipped_and_made_up,
)
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.model import ItemState
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.kit.theme import CHECK_ROW
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.fields import ComboBox, LineEdit
from govdesk.ui.pages.checklist.header import TitleLine
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.pages.records.page import RecordsPage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.canvas import Canvas
from govdesk.ui.window.main_window import MainWindow

#: Windows that fill a screen, less title bar and task bar, in device-independent pixels; and the text's scale.
ROOMS = {
    "1366×768 at 150 %": (911, 481, 1.0),
    "1920×1080 at 200 %": (960, 517, 1.0),
    "1366×768 at 125 %": (1093, 578, 1.0),
    "1024×640": (1024, 595, 1.0),
    "1366×768 with 175 % text": (1366, 723, 1.75),
    "1024×640 with 150 % text": (1024, 595, 1.5),
    "1366×768 at 125 % with 150 % text": (1093, 578, 1.5),
}


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = build_services(tmp_path)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK})
    meeting = {"title": "全市冬季安全生产工作会议", "handler": "王晓梅"}
    make_record(services, meeting, wizard="citywide-meeting")
    for urgent in ("yes", "no", "yes"):
        services.store.save_draft(RULE, "handle-assigned", {"urgent": urgent}, desk=DESK)
    return services


def started(qtbot: QtBot, services: Services, room: tuple[int, int, float]) -> MainWindow:
    theme = make_theme()
    theme.change(scale=room[2])
    window = MainWindow(services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    window.resize(*room[:2])
    return window


def come_to_rest() -> None:
    for _ in range(6):
        QApplication.processEvents()


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_has_the_room_it_needs(qtbot: QtBot, services: Services, room: str) -> None:
    window = started(qtbot, services, ROOMS[room])
    canvas = window.findChild(Canvas)
    assert canvas is not None
    faults = []
    for name, target in TARGETS.items():
        window.go(name, **target)
        come_to_rest()
        page = window.page
        assert page is not None
        layout, least = page.layout(), page.minimumSizeHint()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(layout.totalMinimumHeightForWidth(page.width()))
        if least.width() > page.width() or least.height() > page.height():
            faults.append(f"{name}: {page.size()} for {least}")
        if bars := canvas.verticalScrollBar().maximum() or canvas.horizontalScrollBar().maximum():
            faults.append(f"{name}: the window itself scrolls by {bars}")
        faults += [f"{name}: “{box.currentText()}” reads {box.elided()}" for box in cut_boxes(window)]
    assert not faults, "\n".join(faults)


def cut_boxes(window: MainWindow) -> list[ComboBox]:
    """Choices in sight whose words do not fit; a long one may, in the smallest windows, the clerk's desk too."""
    return [
        box
        for box in window.findChildren(ComboBox)
        if box.isVisible()
        and box.elided() != box.currentText()
        and box.accessibleName() != "编码"
        and box is not window.top_bar.desk_box
    ]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("rule", ["xianyang-2013", "zhangjiagang-2022"])
def test_the_home_page_of_a_city_never_runs_out_at_the_side(qtbot: QtBot, tmp_path: Path, room: str, rule: str) -> None:
    services = make_services(tmp_path)
    services.settings = msgspec.structs.replace(services.settings, rule=rule, desks={rule: "department"})
    services.store.save_draft(rule, "submit-agenda-item", {}, desk="department")
    window = started(qtbot, services, ROOMS[room])
    page = window.page
    assert isinstance(page, HomePage)
    page.refresh_side()
    come_to_rest()
    assert page.scroller.horizontalScrollBar().maximum() == 0
    right = page.scroller.viewport().width()
    assert len(page.jump_links) > 4
    for link in page.jump_links:
        assert link.width() >= link.sizeHint().width()
        assert link.mapTo(page.scroller.viewport(), QPoint(link.width(), 0)).x() <= right, link.text()


@pytest.mark.parametrize(("room", "told"), [("1366×768 at 150 %", True), ("1024×640", False)])
def test_what_lies_below_all_groups_is_told_at_the_top(qtbot: QtBot, services: Services, room: str, told: bool) -> None:
    window = started(qtbot, services, ROOMS[room])
    page = window.page
    assert isinstance(page, HomePage)
    page.refresh_side()
    come_to_rest()
    links = [link for link in page.findChildren(LinkButton) if link.text() == "继续办理 3 件" and link.isVisible()]
    assert bool(links) is told
    if told:
        links[0].click()
        come_to_rest()
        row = page.side.begun.rows()[0]
        assert QApplication.focusWidget() is row
        assert 0 <= row.mapTo(page.scroller.viewport(), QPoint(0, 0)).y() < page.scroller.viewport().height()
        page.apply_desk("town")
        come_to_rest()
        assert any(link.text() == "继续办理 3 件" and link.isVisible() for link in page.findChildren(LinkButton))


# -- choices


@pytest.mark.qt_log_ignore("plugin does not support")
def test_keys_and_wheel_open_a_choice_or_pass_it_by_but_never_change_it(qtbot: QtBot) -> None:
    box = ComboBox(make_theme(), name="城市")
    qtbot.addWidget(box)
    box.addItems(["咸阳市", "张家港市", "导入规则……"])
    chosen: list[int] = []
    box.activated.connect(chosen.append)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    box.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        qtbot.keyClick(box, key)
        assert box.view().isVisible()
        assert (box.currentIndex(), chosen) == (0, [])
        QTest.keyClick(box.view(), Qt.Key.Key_Escape)
        assert not box.view().isVisible()
    down, middle = QPoint(0, -120), QPointF(box.rect().center())
    nothing = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    event = QWheelEvent(middle, QPointF(box.mapToGlobal(middle.toPoint())), QPoint(), down, *nothing)
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == 0
    assert not event.isAccepted(), "what lies around scrolls"


def test_a_choice_is_as_wide_as_its_longest_entry(qtbot: QtBot) -> None:
    theme = make_theme()
    theme.change(scale=1.75)
    box = ComboBox(theme, name="规则")
    qtbot.addWidget(box)
    box.setStyleSheet(theme.qss())
    box.addItem("全部规则")
    box.addItem("张家港市人民政府")
    box.resize(box.sizeHint())
    for index in range(box.count()):
        box.setCurrentIndex(index)
        assert box.elided() == box.currentText()
    box.by_current = True
    box.setCurrentIndex(0)
    assert box.sizeHint().width() < box.width()


# -- the search box


def test_in_a_narrow_window_what_is_searched_for_takes_the_room_of_the_choices(
    qtbot: QtBot, services: Services
) -> None:
    window = started(qtbot, services, (1366, 723, 1.75))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar = window.top_bar
    before = bar.search.width()
    bar.search.setFocus()
    come_to_rest()
    assert not bar.rule_box.isVisible()
    assert not bar.desk_box.isVisible()
    assert bar.search.width() > 2 * before
    QTest.keyClick(bar.search, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bar.rule_box
    come_to_rest()
    assert bar.search.width() == before


def test_a_field_that_is_filled_shows_its_beginning(qtbot: QtBot) -> None:
    field = LineEdit(make_theme(), "搜")
    qtbot.addWidget(field)
    field.resize(60, 36)
    field.setText("请示几天办复和会签几天")
    assert field.cursorPosition() == 0


# -- lists in low windows


def test_in_a_low_window_the_rows_of_the_list_come_before_the_drafts(qtbot: QtBot, services: Services) -> None:
    window = started(qtbot, services, (911, 481, 1.0))
    window.go("checklists")
    page = window.page
    assert isinstance(page, RecordsPage)
    come_to_rest()
    assert page.table.viewport().height() >= 3 * 48
    page.drafts.fold.click()
    assert page.drafts.rows()[0].isVisible()
    page.refresh()
    come_to_rest()
    assert page.drafts.rows()[0].isVisible(), "somebody wanted them"
    window.resize(1366, 768)
    page.drafts.fold.click()
    assert not page.drafts.rows()[0].isVisible()


def test_buttons_for_many_lists_are_whole_in_a_narrow_window(qtbot: QtBot, services: Services) -> None:
    numbers = [make_record(services, {"title": f"第 {n} 件"}).number for n in range(12)]
    services.store.archive(numbers[0], "王晓梅")
    window = started(qtbot, services, (1024, 595, 1.5))
    window.go("checklists")
    page = window.page
    assert isinstance(page, RecordsPage)
    page.table.selectAll()
    come_to_rest()
    shown = [button for button in page.buttons.values() if button.isVisible()]
    assert "（1 份已归档）" in page.buttons["archive"].text()
    for button in (*shown, page.footer.none):
        assert button.width() >= button.minimumSizeHint().width(), button.text()


@pytest.mark.parametrize("room", ["1366×768 at 150 %", "1366×768 with 175 % text"])
def test_a_question_in_a_low_window_has_room_for_two_answers(qtbot: QtBot, services: Services, room: str) -> None:
    window = started(qtbot, services, ROOMS[room])
    window.go("wizard", rule=RULE, wizard=WIZARD)
    page = window.page
    assert isinstance(page, WizardPage)
    come_to_rest()
    first, second = page.question.buttons()[:2]
    window.activateWindow()
    first.setFocus()
    come_to_rest()
    bottom = page.centre.mapTo(page, QPoint(0, page.centre.height())).y()
    assert second.mapTo(page, QPoint(0, second.height())).y() <= bottom
    assert page.sum.link.isVisible()
    assert page.next_button.mapTo(page, QPoint(0, page.next_button.height())).y() <= page.height()
    window.resize(round(1024 * ROOMS[room][2]), round(720 * ROOMS[room][2]))
    come_to_rest()
    assert page.sum.mapTo(page, QPoint(0, 0)).y() < page.foot.mapTo(page, QPoint(0, 0)).y()


@pytest.mark.parametrize("width", [1024, 1150])
def test_strips_around_a_list_give_their_height_to_it_and_go_to_the_footer(
    qtbot: QtBot, services: Services, width: int
) -> None:
    window = started(qtbot, services, (width, 640, 1.0))
    window.go("checklist", record="QD-2026-0001")
    come_to_rest()
    page = window.page
    assert isinstance(page, ChecklistPage)
    frame = page.frame
    assert frame.before.links
    assert frame.next.links
    assert page.view.viewport().height() >= 5 * CHECK_ROW
    assert not frame.before.isVisible()
    assert frame.footer.around.isVisible()
    assert frame.footer.around.text() == "先办、接着办"
    words = [action.text() for action in frame.footer.around_menu.actions()]
    assert words == ["先办：部门召开会议", "接着办：向市政府报送请示"]
    with qtbot.waitSignal(page.navigate) as asked:
        frame.footer.around_menu.actions()[1].trigger()
    assert asked.args[1]["wizard"] == "submit-request"

    for included in page.editor.checklist.state.own:
        services.store.set_state("QD-2026-0001", included.item.id, ItemState.DONE, "王晓梅")
    window.go("home")
    window.go("checklist", record="QD-2026-0001")
    come_to_rest()
    assert frame.next.isVisible(), "it is the time for it"
    assert frame.footer.around.text() == "先办"

    window.resize(1366, 768)
    come_to_rest()
    assert frame.before.isVisible()
    assert not frame.footer.around.isVisible()


def test_where_the_footer_has_no_room_either_the_links_are_under_more(qtbot: QtBot, services: Services) -> None:
    page = ChecklistPage(services, make_theme())
    qtbot.addWidget(page)
    page.activate(record="QD-2026-0001")
    page.apply_layout(layout_for(683, 1.0, 397))
    assert not page.frame.footer.around.isVisibleTo(page)
    assert [action.text() for action in page.frame.footer.more_menu.actions()][:2] == [
        "先办：部门召开会议",
        "接着办：向市政府报送请示",
    ]
    page.apply_layout(layout_for(1366, 1.0, 723))
    assert "先办" not in page.frame.footer.more_menu.actions()[0].text()


@pytest.mark.parametrize("width", [855, 740, 560])
def test_the_errand_s_name_is_the_last_to_give_way(qtbot: QtBot, width: int) -> None:
    from govdesk.records.model import Progress

    line = TitleLine(make_theme())
    qtbot.addWidget(line)
    line.show_record("咸阳市", "决策执行跟踪、反馈、评估", "QD-2026-0011")
    line.show_desk([("department", "市政府部门"), ("office", "办公室")], "department", usable=True)
    line.show_progress(Progress(2, 5, 0))
    line.resize(width, 40)
    line.show()
    come_to_rest()
    one_line = line.title.text() == line.title.full_text()
    assert one_line or not (line.bar.isVisible() or line.number.isVisible() or line.back.text())
    assert one_line or width < 600
