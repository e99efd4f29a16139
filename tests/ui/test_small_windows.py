"""Small and scaled screens: nothing lies off the window, and what has no room scrolls."""

from __future__ import annotations

import msgspec
import pytest
from desk import DESK, RULE, TARGETS, build_services, make_record, make_theme, shipped_and_made_up
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens import without_room

from govdesk.app import Services
from govdesk.ui.kit.theme import CHECK_ROW
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.window.canvas import Canvas
from govdesk.ui.window.main_window import MainWindow

#: What is left of screens in device-independent pixels, title bar and task bar taken off; and the text's scale.
ROOMS = {
    "1366×768 at 125 %": (1093, 536, 1.0),
    "1366×768 at 150 %": (911, 438, 1.0),
    "1920×1080 at 200 %": (960, 470, 1.0),
    "1024×640": (1024, 640, 1.0),
    "1366×768 with 175 % text": (1366, 690, 1.75),
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    services = build_services(tmp_path_factory.mktemp("office"))
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK})
    make_record(services, {"title": "关于老旧小区改造资金的请示", "handler": "王晓梅"})
    return services


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
def test_every_control_of_every_page_can_be_reached(qtbot: QtBot, services: Services, room: str) -> None:
    width, height, scale = ROOMS[room]
    theme = make_theme()
    theme.change(scale=scale)
    window = MainWindow(services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    window.resize(width, height)
    faults = []
    for name, target in TARGETS.items():
        window.go(name, **target)
        for _ in range(5):
            QApplication.processEvents()
        assert (window.width(), window.height()) == (width, height)
        faults += [f"{name}: {fault}" for fault in (*unreachable(window), *without_room(window))]
        canvas = window.findChild(Canvas)
        assert canvas is not None
        faults += [f"{name} scrolls sideways"] if canvas.horizontalScrollBar().maximum() else []
    assert not faults, "\n".join(faults)


def unreachable(window: QWidget) -> list[str]:
    """Buttons and fields that lie outside what holds them, unless that scrolls to them."""
    faults = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLineEdit):
            continue
        if isinstance(widget.parent(), QLineEdit):
            continue
        part, holder = widget, widget.parentWidget()
        while holder is not None and part is not window:
            if isinstance(area := holder.parentWidget(), QScrollArea) and area.widget() is part:
                if not isinstance(area, Canvas) and part.width() > holder.width() + 1:
                    faults.append(f"{type(widget).__name__} {widget.accessibleName()} scrolls sideways")
                break
            at = part.mapTo(holder, QPoint(0, 0))
            if at.x() + part.width() > holder.width() + 1 or at.y() + part.height() > holder.height() + 1:
                faults.append(
                    f"{type(widget).__name__} “{widget.accessibleName()}”: {type(part).__name__} lies outside"
                    f" {type(holder).__name__} ({at.x() + part.width()}, {at.y() + part.height()})"
                    f" of ({holder.width()}, {holder.height()})"
                )
                break
            part, holder = holder, holder.parentWidget()
    return faults


@pytest.mark.parametrize("room", [(911, 438), (640, 400)])
def test_a_window_too_low_for_a_page_scrolls_to_its_foot(
    qtbot: QtBot, services: Services, room: tuple[int, int]
) -> None:
    theme = make_theme()
    theme.change(scale=1.75)
    window = MainWindow(services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    window.resize(*room)
    QApplication.processEvents()
    canvas = window.findChild(Canvas)
    assert canvas is not None
    assert canvas.verticalScrollBar().maximum() > 0
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    foot = window.status.mapTo(window, QPoint(0, window.status.height())).y()
    assert foot <= window.height()


def test_a_dialog_longer_than_the_screen_scrolls_and_keeps_its_buttons(qtbot: QtBot) -> None:
    dialog = Dialog(make_theme(), "办理记录")
    qtbot.addWidget(dialog)
    for number in range(80):
        dialog.add_text(f"第 {number} 句，说一件事。")
    button = dialog.add_button("知道了", primary=True)
    dialog.show()
    QApplication.processEvents()
    room = dialog.screen().availableGeometry()
    assert dialog.height() <= room.height()
    assert button.mapTo(dialog, QPoint(0, button.height())).y() <= dialog.height()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0


def test_at_the_smallest_common_size_a_list_shows_enough_rows(qtbot: QtBot, services: Services) -> None:
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    window.resize(1024, 640)
    services.store.set_fields("QD-2026-0001", {"doc_number": "云建字〔2026〕87号", "received": "2026-09-20"}, "王晓梅")
    window.go("checklist", record="QD-2026-0001")
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, ChecklistPage)
    assert page.view.viewport().height() >= 5 * CHECK_ROW
    page.frame.toggle_pane()
    QApplication.processEvents()
    assert page.view.viewport().height() >= 8 * CHECK_ROW


def test_a_choice_without_room_is_elided_not_cut(qtbot: QtBot, services: Services) -> None:
    theme = make_theme()
    theme.change(scale=1.75)
    window = MainWindow(services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    window.resize(900, 640)
    qtbot.waitUntil(lambda: window.top_bar.desk_box.width() < window.top_bar.desk_box.sizeHint().width())
    for box in (window.top_bar.rule_box, window.top_bar.desk_box):
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
        wide = box.fontMetrics().horizontalAdvance
        assert wide(box.currentText()) > room.width()
        assert box.elided().endswith("…")
        assert wide(box.elided()) <= room.width()
        assert box.currentText() in box.toolTip()
