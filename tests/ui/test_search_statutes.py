"""搜索页 with a library of laws: they stand below all else, in a group of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import make_services
from made_laws import three_laws
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from searches import opened

from govdesk.app import Services
from govdesk.present.search_results import Row
from govdesk.statutes.bringing import bring_in
from govdesk.ui.pages.search.page import SearchPage


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    bring_in(folder, three_laws(tmp_path_factory.mktemp("laws") / "laws"))
    return folder


@pytest.fixture
def services(folder: Path) -> Services:
    return make_services(folder)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> SearchPage:
    return opened(qtbot, services)


def search(qtbot: QtBot, page: SearchPage, text: str) -> list[Row]:
    """Ask, wait for the laws, give what is listed."""
    with qtbot.waitSignal(page.searcher.statutes_found):
        page.activate(text=text)
    return page.model.rows


def test_laws_stand_below_all_that_the_rules_answer(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "办公室报告")
    kinds = [row.kind for row in rows]
    assert kinds[0] != "statute" and "article" in kinds
    first = kinds.index("statute")
    assert set(kinds[first:]) == {"statute"} and "statute" not in kinds[:first]
    law = rows[first]
    assert (law.title, law.path) == ("《河畔灯塔法》第三条", "现行有效 · 第二章 点灯")
    assert rows[first + 1].path == "已修改，不是现在适用的版本 · 第二章 点灯"


def test_what_is_chosen_stays_when_the_laws_arrive(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignal(page.searcher.answered):
        page.activate(text="办公室报告")
    page.list.setCurrentIndex(page.model.index(2))
    chosen = page.model.rows[2]
    if not page._statutes:
        qtbot.waitSignal(page.searcher.statutes_found).wait()
    assert page.list.currentIndex().row() == 2 and page.model.rows[2] == chosen


def test_a_group_of_their_own(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "办公室报告")
    page.facets.kinds["statute"].setChecked(True)
    assert page.model.rows and {row.kind for row in page.model.rows} == {"statute"}


def test_what_only_a_law_answers_is_no_blank_page(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "灯罩破损")
    assert rows and page.stack.currentWidget() is page.splitter


def test_an_article_opens_with_the_words_and_is_copied(qtbot: QtBot, page: SearchPage, services: Services) -> None:
    rows = search(qtbot, page, "灯罩破损")
    place = next(n for n, row in enumerate(rows) if row.kind == "statute")
    page.list.setCurrentIndex(page.model.index(place))
    asked: list[tuple[str, dict[str, str]]] = []
    page.navigate.connect(lambda name, target: asked.append((name, target)))
    page._open(rows[place])
    law = services.statutes.find("河畔灯塔法")
    assert law is not None and asked == [("statute", {"law": law.id, "article": "3", "find": "灯罩破损"})]
    page._copy_selected()
    assert QGuiApplication.clipboard().text().endswith("”（《中华人民共和国河畔灯塔法》第三条）")


def test_the_chosen_article_stands_in_full_beside_the_list(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "灯罩破损")
    place = next(n for n, row in enumerate(rows) if row.law_article)
    page.list.setCurrentIndex(page.model.index(place))
    words = page.preview.article.view.toPlainText()
    assert "守塔人应当报告渡口办公室" in words and "（二）灯罩破损" in words
    asked: list[str] = []
    page.navigate.connect(lambda name, _target: asked.append(name))
    page.preview.article.open_article_requested.emit(rows[place].law, "3")
    assert asked == ["statute"]
    page.preview.copy_button.click()
    assert QGuiApplication.clipboard().text().endswith("”（《中华人民共和国河畔灯塔法》第三条）")


def test_a_damaged_library_is_told_and_the_rules_answer(qtbot: QtBot, page: SearchPage, services: Services) -> None:
    services.statutes.close()
    path = services.data_folder / "statutes" / "texts.db"
    content = path.read_bytes()
    path.write_bytes(content[:-4096])
    told: list[str] = []
    page.status_message.connect(told.append)
    try:
        rows = search(qtbot, page, "工作日")
    finally:
        path.write_bytes(content)
    assert rows and "statute" not in {row.kind for row in rows}
    assert any("坏了" in words for words in told)
