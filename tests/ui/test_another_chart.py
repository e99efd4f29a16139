"""流程图 of one errand after that of another: what is shown and what has the focus are the second one's."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from desk import RULE, made_up, made_up_services, make_theme
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import delete, getAllValidWrappers

from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.pages.chart.page import ChartPage
from govdesk.ui.window.main_window import MainWindow

PAIRS = list(permutations(("submit-request", "hold-meeting", "department-meeting", "citywide-meeting"), 2))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = MainWindow(made_up_services(tmp_path), make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    return window


@pytest.mark.parametrize("between", [(), ("home",), ("help",)])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_chart_of_a_second_errand_is_its_own(
    window: MainWindow, first: str, second: str, between: tuple[str, ...]
) -> None:
    window.go("chart", rule=RULE, wizard=first)
    page = window.page
    assert isinstance(page, ChartPage)
    QApplication.processEvents()
    page.view.sheet.rows()[-1].setFocus()  # somebody has read to the end
    for name in between:
        window.go(name)
        QApplication.processEvents()
    window.go("chart", rule=RULE, wizard=second)
    QApplication.processEvents()
    row = page.view.current
    assert row is page.view.sheet.rows()[0]
    assert QApplication.focusWidget() is row
    wizard = made_up().wizard(RULE, second)
    assert row.cite == (wizard.questions[0] if wizard.questions else wizard.items[0]).cite
    assert page.article.shown is not None
    assert page.article.shown[1].number == row.cite.number


def test_qt_and_python_agree_on_what_a_layout_holds(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    for words in "一二三":
        column.addWidget(QLabel(words))
    shown = list(widgets_in(column))
    delete(shown[0])  # Qt takes it out of the layout
    assert not [held for held in getAllValidWrappers() if type(held) is QWidgetItem]
    clear_layout(column)
    assert not [held for held in getAllValidWrappers() if type(held) is QWidgetItem]
