"""规则说明: what the front matter says and does not say, every note with its certainty, the hash, the ways on."""

from __future__ import annotations

from typing import Any

import pytest
from desk import make_services, make_theme, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.pages.reader.about import AboutPage, facts
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.sheet.contents_model import ENTRY

XIANYANG, ZHANGJIAGANG = "xianyang-2013", "zhangjiagang-2022"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return make_services(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> AboutPage:
    page = AboutPage(services, make_theme())
    page.activate(rule=ZHANGJIAGANG)
    show(qtbot, page)
    return page


def texts(page: AboutPage) -> str:
    parts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    parts += [view.toPlainText() for view in page.findChildren(QTextBrowser) if view.isVisible()]
    parts += [button.text() for button in page.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(parts)


def button(page: AboutPage, words: str) -> QAbstractButton:
    return next(b for b in page.findChildren(QAbstractButton) if b.text() == words and b.isVisible())


def went(page: AboutPage | ReaderPage) -> list[tuple[str, Any]]:
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def test_what_the_front_matter_says_and_what_it_does_not(services: Services) -> None:
    said = dict(facts(services.library.rules[ZHANGJIAGANG]))
    assert said["文号"] == "张政发〔2022〕21号" and said["印发"] == "2022-05-14" and said["网上发布"] == "2022-05-16"
    assert said["施行"] == "来源没有写明"  # nothing is guessed
    assert said["审议通过"] == "市政府第6次常务会议"
    assert said["有效性"] == "来源写的是“有效”"
    assert "没有与正式印发件核对" in said["怎样得来"]


def test_every_note_is_listed_with_its_certainty(page: AboutPage, services: Services) -> None:
    rule, said = services.library.rules[ZHANGJIAGANG], texts(page)
    order = rule.note_order()
    for note in rule.notes:
        assert f"〔注{order[note.id]}〕" in said and note.why in said
    assert said.count("把握") >= len(order)
    assert f"校注　{len(order)} 处" in said


def test_the_hash_can_be_copied(qtbot: QtBot, page: AboutPage, services: Services) -> None:
    assert services.library.rules[ZHANGJIAGANG].hash in texts(page)
    with qtbot.waitSignal(page.status_message):
        button(page, "复制校验值").click()
    assert QGuiApplication.clipboard().text() == services.library.rules[ZHANGJIAGANG].hash


def test_the_ways_on_and_back(qtbot: QtBot, page: AboutPage) -> None:
    places = went(page)
    button(page, "读全文").click()
    button(page, "左右对照").click()
    button(page, "第三十五条").click()
    qtbot.keyClick(page.scroller, Qt.Key.Key_Escape)
    assert places == [
        ("rules", {"rule": ZHANGJIAGANG}),
        ("compare", {"rule": ZHANGJIAGANG}),
        ("rules", {"rule": ZHANGJIAGANG, "article": "35"}),
        ("back", {}),
    ]


def test_another_rule_takes_its_place(page: AboutPage) -> None:
    page.activate(rule=XIANYANG)
    assert "咸政发〔2013〕16号" in texts(page) and "张政发〔2022〕21号" not in texts(page)


def test_a_new_text_size_keeps_everything(page: AboutPage) -> None:
    before = sorted(texts(page).split("\n"))
    page.theme.change(scale=1.5)
    page.apply_theme()
    assert sorted(texts(page).split("\n")) == before
    assert not page.scroller.horizontalScrollBar().isVisible()


def test_the_contents_lead_here(qtbot: QtBot, services: Services) -> None:
    reader = ReaderPage(services, make_theme())
    reader.apply_rule(XIANYANG)
    reader.activate(rule=XIANYANG)
    show(qtbot, reader)
    places, tree = went(reader), reader.contents.tree
    root = tree.model().index(0, 0)
    assert root.data(ENTRY).kind == "rule"
    tree.setFocus()
    tree.setCurrentIndex(root)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    rect = tree.visualRect(root)
    for x in range(rect.left(), rect.right()):
        assert tree.painter is not None
        if tree.painter.on_info(root.data(ENTRY), x, tree.viewport().width()):
            spot = rect.center()
            spot.setX(x + 8)
            qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            break
    reader.side.about_button.click()
    assert places == [("rule", {"rule": XIANYANG})] * 3
