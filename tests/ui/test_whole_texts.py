"""Texts that are longer than their place: elided, never cut; the whole as a tip that is no HTML; undo from fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import made_up_services, make_record, make_theme, show
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTableWidget
from pytestqt.qtbot import QtBot

from govdesk.ui.kit.widgets import ElidedLabel, LineEdit
from govdesk.ui.kit.widgets.labels import ClampedLabel
from govdesk.ui.kit.widgets.toast import Toast
from govdesk.ui.pages.checklist.page import ChecklistPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
TITLE = "关于印发《云川市人民政府关于加强城乡居民基本医疗保险市级统筹工作的实施意见（试行）》的请示"


def test_a_field_too_narrow_for_its_text_tells_it_whole(qtbot: QtBot) -> None:
    field = LineEdit(make_theme(), name="事项名称")
    qtbot.addWidget(field)
    field.resize(120, 32)
    field.show()
    field.setText(TITLE)
    assert field.whole_tip() == TITLE
    field.setText("请示")
    assert field.whole_tip() == ""


def test_no_tip_is_read_as_html(qtbot: QtBot) -> None:
    words = "<b>关于</b>老旧小区改造的请示" * 5
    field, label = LineEdit(make_theme()), ElidedLabel(make_theme(), words)
    for widget in (field, label):
        qtbot.addWidget(widget)
        widget.resize(100, 30)
        widget.show()
    field.setText(words)
    for told in (field.whole_tip(), label.toolTip()):
        assert "<b>" not in told
        assert "&lt;b&gt;关于&lt;/b&gt;" in told


@pytest.mark.parametrize("width", [150, 200, 297])
def test_a_long_title_has_two_whole_lines_and_an_ellipsis(qtbot: QtBot, width: int) -> None:
    label = ClampedLabel(make_theme(), TITLE)
    qtbot.addWidget(label)
    label.resize(width, 44)
    label.show()
    assert label.text().endswith("…")
    assert label.heightForWidth(width) <= 2 * label.fontMetrics().lineSpacing() + 4
    assert TITLE in label.toolTip()
    label.setText("会议通知")
    assert (label.text(), label.toolTip()) == ("会议通知", "")


def test_undo_works_from_a_field_with_nothing_typed_in_it(qtbot: QtBot, tmp_path: Path) -> None:
    services = made_up_services(tmp_path)
    page = ChecklistPage(services, make_theme())
    record = make_record(services, {"title": "原来的名称", "handler": "王晓梅"})
    page.activate(record=record.number)
    show(qtbot, page)
    title = page.frame.fields.fields["title"].edit
    title.setFocus(Qt.FocusReason.TabFocusReason)
    title.selectAll()
    QTest.keyClicks(title, "New")
    QTest.keyClick(title, Qt.Key.Key_Tab)
    assert services.store.load(record.number).fields["title"] == "New"
    QTest.keySequence(QApplication.focusWidget(), "Ctrl+Z")
    assert services.store.load(record.number).fields["title"] == "原来的名称"


def test_the_undo_bar_covers_no_row(qtbot: QtBot, tmp_path: Path) -> None:
    services = made_up_services(tmp_path)
    page = ChecklistPage(services, make_theme())
    page.activate(record=make_record(services).number)
    show(qtbot, page, 1366, 560)
    room = page.view.viewport().height()
    page.view.setCurrentIndex(page.view.indexAt(page.view.viewport().rect().bottomLeft() - QPoint(0, 10)))
    page.frame.notice.show_message("已记为办结", lambda: None)
    QApplication.processEvents()
    bar = page.frame.notice
    row = page.view.visualRect(page.view.currentIndex())
    bottom = page.view.viewport().mapTo(bar.parentWidget(), row.bottomLeft()).y()
    assert bottom <= bar.y()
    bar.hide()
    QApplication.processEvents()
    assert page.view.viewport().height() == room


def test_the_undo_bar_comes_over_any_kind_of_list(qtbot: QtBot) -> None:
    class Drafts(QTableWidget):
        def scrollTo(self, index: QModelIndex, hint: QTableWidget.ScrollHint) -> None:  # noqa: N802 — Qt's name
            super().scrollTo(index, hint)

    host = QStackedWidget()
    qtbot.addWidget(host)
    host.addWidget(drafts := Drafts(30, 1))
    host.resize(400, 300)
    host.show()
    drafts.setCurrentCell(29, 0)
    bar = Toast(make_theme(), host)
    bar.show_message("已删到回收站", lambda: None)
    row = drafts.visualRect(drafts.currentIndex())
    assert drafts.viewport().mapTo(host, row.bottomLeft()).y() <= bar.y()
