"""使用手册 behind F1: contents, finding, pictures that fit, links, the way back."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from desk import made_up_services, make_services, make_theme, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextImageFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.manual import Manual
from govdesk.manual.model import Table, plain
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.pages.manual.document import ManualDocument
from govdesk.ui.pages.manual.page import ManualPage
from govdesk.ui.sheet.contents_model import ENTRY
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.pages import HELP, PAGES


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return make_services(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ManualPage:
    page = ManualPage(services, make_theme())
    page.activate()
    show(qtbot, page)
    return page


def index_of(manual: Manual, title: str) -> int:
    index = manual.index_of(title)
    assert index is not None
    return index


def pictures(shown: ManualDocument) -> Iterator[QTextImageFormat]:
    block = shown.document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if (form := at.fragment().charFormat()).isImageFormat():
                yield form.toImageFormat()
            at += 1
        block = block.next()


def current(page: ManualPage) -> str:
    entry = page.contents.tree.currentIndex().data(ENTRY)
    return str(entry.heading or entry.label)


def test_all_that_is_written_is_shown(page: ManualPage, services: Services) -> None:
    text = page.sheet.toPlainText().replace("\u2009", "")  # room around what is typed
    for topic in services.manual.topics:
        assert topic.title in text
        for line in topic.text.split("\n"):
            assert all(cell in text for cell in line.split("　"))
    assert "又叫" not in text and "**" not in text


def test_a_topic_is_opened_where_it_stands(page: ManualPage) -> None:
    page.activate(topic="换电脑")
    top = page.sheet.article_at_top()
    assert page.shown.manual.topics[top].title == "换电脑" == current(page)


def test_the_contents_follow_and_lead(qtbot: QtBot, page: ManualPage, services: Services) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert current(page) == services.manual.topics[1].title
    page.contents.filter.setText("gj")  # 归档
    rows = [
        entry for entry in page.contents.model.contents.entries() if page.contents.model.place_of(entry.key).isValid()
    ]
    assert "归档" not in [row.heading for row in rows]
    page.contents.filter.setText("gd")
    rows = [
        entry for entry in page.contents.model.contents.entries() if page.contents.model.place_of(entry.key).isValid()
    ]
    assert "归档" in [row.heading for row in rows] and "清单" in [row.label for row in rows]
    page.contents.filter.setText("搬家")  # only a name people give it
    qtbot.keyClick(page.contents.filter, Qt.Key.Key_Return)
    assert page.shown.manual.topics[page.sheet.article_at_top()].title == "换电脑"


def test_every_key_of_every_status_bar_is_explained(services: Services) -> None:
    tables = [block for topic in services.manual.topics for block in topic.blocks if isinstance(block, Table)]
    explained = "\n".join(plain(row[0]) for table in tables for row in table.rows)
    for name, (module, class_name) in PAGES.items():
        for key, _ in getattr(importlib.import_module(module), class_name).status_keys:
            # 1—2 and Alt+1—3 stand for as many as there are; ↑↓ is half of ↑↓←→.
            assert re.sub("[1-9]—[1-9]", "1…", key) in explained, (name, key)


def test_the_manual_speaks_of_every_page(services: Services) -> None:
    assert set(HELP) == set(PAGES) - {"help"}
    for topic in HELP.values():
        assert services.manual.index_of(topic) is not None, topic


def test_words_are_found_in_tables_too(page: ManualPage, services: Services) -> None:
    page.bar.finder.setText("条文说不得、严禁")
    assert len(page.finding.hits) == 1
    assert current(page) == "牌子的意思"
    start, end = page.finding.hits[0].start, page.finding.hits[0].end
    cursor = page.sheet.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "条文说不得、严禁"


def test_a_link_leads_to_its_topic(page: ManualPage) -> None:
    number = page.shown.targets.index("放假安排")
    page.sheet.link_pressed.emit(number)
    assert current(page) == "放假安排"


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 1.5)])
def test_pictures_never_reach_over_the_sheet(qtbot: QtBot, page: ManualPage, width: int, scale: float) -> None:
    page.theme.change(scale=scale)
    page.apply_theme()
    page.resize(width, 640)
    page.apply_layout(layout_for(width, scale))
    room = lambda: page.sheet.viewport().width() - 2 * round(page.shown.document.documentMargin())  # noqa: E731
    qtbot.waitUntil(lambda: all(picture.width() <= room() for picture in pictures(page.shown)))
    assert len(list(pictures(page.shown))) >= 6
    assert not page.sheet.horizontalScrollBar().isVisible()


def test_another_look_keeps_the_place(page: ManualPage) -> None:
    page.activate(topic="归档")
    page.theme.change(dark=True)
    page.apply_theme()
    assert current(page) == "归档"
    assert page.shown.manual.topics[page.sheet.article_at_top()].title == "归档"


def test_escape_goes_back(qtbot: QtBot, page: ManualPage) -> None:
    went: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: went.append((name, target)))
    qtbot.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert went == [("back", {})]


def test_f1_opens_it_and_escape_returns_to_the_work(qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory) -> None:
    services = made_up_services(tmp_path_factory.mktemp("window"))
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert window.go("deadlines")
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: isinstance(window.page, ManualPage))
    assert isinstance(window.page, ManualPage)
    assert current(window.page) == "期限"  # what it says of the page one came from
    qtbot.keyClick(window.page.sheet, Qt.Key.Key_Escape)
    assert window.stack.current == "deadlines"
