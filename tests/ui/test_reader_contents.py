"""The reader's contents: what a filter lets through, and keyboard and hand in the tree."""

from __future__ import annotations

import pytest
from desk import make_services, make_theme, show
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.contents import Entry, find_entries
from govdesk.present.pinyin import Pinyin
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.sheet.contents_model import ENTRY, ContentsModel


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Reading a rule writes nothing, so one library does for all tests here."""
    return make_services(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ReaderPage:
    page = ReaderPage(services, make_theme())
    page.apply_rule("xianyang-2013")
    page.activate(rule="xianyang-2013")
    show(qtbot, page)
    return page


def articles(page: ReaderPage) -> list[str]:
    """The articles that the tree shows, as 咸阳51."""
    tree, found = page.contents.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        entry: Entry = index.data(ENTRY)
        if entry.kind == "article":
            rule = page.services.library.rules[entry.rule]
            found.append(f"{rule.meta.short_title}{rule.articles[entry.index].number}")
        index = tree.indexBelow(index)
    return found


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("58", ["咸阳市58"]),
        ("第五十八条", ["咸阳市58"]),
        ("五十八", ["咸阳市58"]),
        ("市长签署的公文", ["咸阳市51"]),
        ("szqsdgw", ["咸阳市51"]),
        ("qianshudegongwen", ["咸阳市51"]),
        ("没有的字样", []),
        ("xqzzqx", []),
    ],
)
def test_filter_finds_numbers_words_and_pinyin(page: ReaderPage, typed: str, shown: list[str]) -> None:
    page.contents.filter.setText(typed)
    assert articles(page) == shown
    assert page.contents.hint.isVisible() == (not shown)


def test_a_chapter_is_shown_with_all_its_articles(page: ReaderPage) -> None:
    page.contents.filter.setText("公文审批")
    assert articles(page) == [f"咸阳市{number}" for number in range(48, 59)]


def test_words_of_the_text_where_no_heading_has_them(page: ReaderPage) -> None:
    page.contents.filter.setText("毛笔")
    assert articles(page) == ["咸阳市50"]
    assert page.contents.hint.isVisible() and "正文" in page.contents.hint.text()


def test_digits_match_as_they_are_typed(page: ReaderPage) -> None:
    library = page.services.library
    model = ContentsModel([library.rules["xianyang-2013"]])
    found = find_entries("5", model.entries(), library.rules, Pinyin())
    assert found is not None
    shown = {index + 1 for kind, _, index in found.keys if kind == "article"}
    assert shown == {5, *range(50, 60)}


def test_both_rules_are_in_the_tree_the_one_in_force_first(page: ReaderPage) -> None:
    model = page.contents.model
    assert [model.index(row, 0).data(ENTRY).rule for row in range(model.rowCount())] == [
        "xianyang-2013",
        "zhangjiagang-2022",
    ]
    page.apply_rule("zhangjiagang-2022")
    assert page.contents.model.index(0, 0).data(ENTRY).rule == "zhangjiagang-2022"
    assert page.default_status().startswith("张政发〔2022〕21号")


def test_walking_the_tree_by_keyboard_turns_the_page(qtbot: QtBot, page: ReaderPage) -> None:
    page.activate(rule="xianyang-2013", article="51")
    tree = page.contents.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert page.side.title.text() == "第五十二条"
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert page.sheet.hasFocus()
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Left)  # to the chapter
    assert tree.currentIndex().data(ENTRY).label == "第九章 公文审批"
    assert page.side.title.text() == "第五十二条"
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(tree.currentIndex())
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(tree.currentIndex())


def test_enter_in_the_filter_opens_the_first_article(qtbot: QtBot, page: ReaderPage) -> None:
    page.contents.filter.setFocus()
    qtbot.keyClicks(page.contents.filter, "58")
    qtbot.keyClick(page.contents.filter, Qt.Key.Key_Return)
    assert page.side.title.text() == "第五十八条"
    assert page.sheet.hasFocus()
    page.contents.filter.setFocus()
    qtbot.keyClick(page.contents.filter, Qt.Key.Key_Escape)
    assert page.contents.filter.text() == ""
    assert page.contents.tree.currentIndex().data(ENTRY).index == 57


def test_an_article_of_the_other_rule_opens_that_rule(page: ReaderPage) -> None:
    index = page.contents.model.place_of(("article", "zhangjiagang-2022", 40))
    page.contents.tree.setCurrentIndex(index)
    assert page.side.title.text() == "第四十一条"
    assert "张家港" in page.sheet.toPlainText()[:3000]
    assert page.contents.tree.currentIndex().data(ENTRY).rule == "zhangjiagang-2022"
