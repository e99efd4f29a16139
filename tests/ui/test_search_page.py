"""搜索页: what is listed for words, how it is walked through and opened, and the page that says what to do instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import RULE as HERE
from desk import WIZARD, make_record, make_services, shipped_and_made_up
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from searches import RULE, opened

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.present.search_results import Row
from govdesk.ui.kit.widgets import LinkButton
from govdesk.ui.pages.search.nothing import WAYS
from govdesk.ui.pages.search.page import SearchPage

ERRAND = "向市政府报送请示"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index for all tests here."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture
def services(folder: Path) -> Services:
    """The shipped rules to read; errands and lists are the made-up city's."""
    services = make_services(folder)
    services.library = shipped_and_made_up()
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> SearchPage:
    return opened(qtbot, services)


def search(qtbot: QtBot, page: SearchPage, text: str) -> list[Row]:
    """Ask, wait for the answer, give what is listed."""
    with qtbot.waitSignal(page.searcher.answered):
        page.activate(text=text)
    return page.model.rows


def went(page: SearchPage) -> list[tuple[str, Any]]:
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def titles(rows: list[Row]) -> list[str]:
    return [row.title for row in rows]


def test_errands_come_first_then_articles(qtbot: QtBot, page: SearchPage) -> None:
    page.apply_rule(HERE)
    rows = search(qtbot, page, "请示")
    first = next(index for index, row in enumerate(rows) if row.kind == "article")
    assert first and all(row.kind == "wizard" and "请示" in row.title for row in rows[:first])
    assert (rows[0].title, rows[0].rule) == (ERRAND, HERE)
    articles = [row for row in rows if row.kind == "article"]
    assert any(row.title.startswith("第五十八条") and row.rule == RULE for row in articles)
    for row in articles:
        for start, end in row.body_marks:
            assert row.body[start:end]
    assert page.head.count.text() == f"{len(rows)} 条结果"


def test_initials_find_an_errand(qtbot: QtBot, page: SearchPage) -> None:
    assert ERRAND in titles(search(qtbot, page, "bsqs"))


def test_the_words_are_marked_where_they_stand(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "纪要签发")
    assert any(row.title_marks and row.kind == "article" for row in rows)
    assert all(row.title[start:end] in "纪要签发" for row in rows for start, end in row.title_marks)
    for row in search(qtbot, page, "签发"):
        assert all(row.title[start:end] == "签发" for start, end in row.title_marks)


def test_the_preview_follows_the_selection_and_enter_opens(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "请示")
    first = next(index for index, row in enumerate(rows) if row.kind == "article")
    places = went(page)
    page.list.setFocus()
    for _ in range(first):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    row = rows[first]
    assert page.preview.article.isVisible()
    article = page.services.library.rules[row.rule].find(row.number)
    assert article is not None
    assert article.paragraphs[0].text.shown[:12] in page.preview.article.view.toPlainText()
    marked = {s.cursor.selectedText() for s in page.preview.article.view.extraSelections()}
    assert marked == {"请示"}
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert places == [("rules", {"rule": row.rule, "article": row.number, "find": "请示"})]


def test_an_errand_starts_by_key_and_by_its_button(qtbot: QtBot, page: SearchPage) -> None:
    page.apply_rule(HERE)
    search(qtbot, page, ERRAND)
    places = went(page)
    started = ("wizard", {"rule": HERE, "wizard": WIZARD})
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert places == [started]
    rect = page.list.visualRect(page.model.index(0))
    at = page.painter._start_rect(rect).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
    assert places == [started, started]


def test_kinds_and_rules_narrow_the_list(qtbot: QtBot, page: SearchPage) -> None:
    rows = list(search(qtbot, page, "会议"))
    assert {row.kind for row in rows} == {"wizard", "article"}
    qtbot.keyClick(page.list, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert {row.kind for row in page.model.rows} == {"article"}
    page.facets.rule_boxes[RULE].setChecked(False)
    assert {row.rule for row in page.model.rows} == {"zhangjiagang-2022", HERE}
    page.facets.rule_boxes[RULE].setChecked(True)
    page.facets.kinds[""].setChecked(True)
    assert page.model.rows == rows


def test_chapters_narrow_the_articles(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "会议纪要")
    wanted = (RULE, "会议制度")
    assert wanted in page.facets.chapter_boxes
    page.facets.chapter_boxes[wanted].setChecked(True)
    assert {(row.rule, row.chapter) for row in page.model.rows} == {wanted}
    page.facets.rule_boxes[RULE].setChecked(False)  # its chapters are not asked for any more
    assert {row.rule for row in page.model.rows} - {""} == {"zhangjiagang-2022", HERE}
    search(qtbot, page, "会议")
    assert page.facets.chapters == set()
    page.facets.want_rules({RULE, "zhangjiagang-2022", HERE})
    assert search(qtbot, page, "会议纪要") == rows


def test_checklists_notes_and_the_manual_are_found_and_opened(
    qtbot: QtBot, page: SearchPage, services: Services
) -> None:
    record = make_record(services, {"title": "关于补办印章的请示", "handler": "王晓梅"})
    rule = services.library.rules[RULE]
    article = rule.find("58")
    assert article is not None
    services.margins.set_note(RULE, article, "先找印章室的老周，再报请示。")
    places = went(page)

    rows = search(qtbot, page, "印章")
    by_kind = {row.kind: row for row in rows}
    assert by_kind["record"].title == record.title and record.number in by_kind["record"].path
    assert by_kind["record"].aside.startswith("云川市 0/"), (
        "a suggestion is one line; lists of two cities lie side by side"
    )
    note = by_kind["note"]
    assert [note.body[start:end] for start, end in note.body_marks] == ["印章"]
    assert page.facets.kinds["record"].accessibleName() == "清单，1 条"
    page.facets.kinds["note"].setChecked(True)
    assert page.model.rows == [note]
    assert "老周" in page.preview._words.text()
    assert article.shown[:10] in page.preview.article.view.toPlainText()
    page.facets.kinds["record"].setChecked(True)
    page.preview.start_button.click()
    page.facets.kinds["note"].setChecked(True)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    page.facets.kinds[""].setChecked(True)
    topic = next(row for row in search(qtbot, page, "误删") if row.kind == "manual")
    page._open(topic)
    assert places == [
        ("checklist", {"record": record.number}),
        ("rules", {"rule": RULE, "article": "58"}),
        ("help", {"topic": topic.topic}),
    ]
    assert page.default_status() == "已查 3 部规则、1 份清单、1 条笔记、使用手册"


def test_every_pane_has_something_in_sight_to_go_to(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "报送请示")
    for kind in ("wizard", "article"):
        page.facets.kinds[kind].setChecked(True)
        assert len(page.model.rows)
        assert [pane.isVisible() for pane in page.panes()] == [True, True, True, False]


def test_long_names_of_chapters_leave_room_for_their_counts(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "职能")
    box = next(box for (_, chapter), box in page.facets.chapter_boxes.items() if chapter == "全面正确履行政府职能")
    assert box.accessibleName() == box.toolTip() == "全面正确履行政府职能"
    assert page.facets._scroller.horizontalScrollBar().maximum() == 0


def test_a_row_has_a_menu(qtbot: QtBot, page: SearchPage) -> None:
    places = went(page)
    rows = search(qtbot, page, "请示几天办复")
    errand = next(row for row in rows if row.kind == "wizard")
    assert [action.text() for action in page.row_menu(errand).actions()] == ["开始办理"]
    article = next(row for row in rows if row.kind == "article" and row.number)
    go_on, cite = page.row_menu(article).actions()
    cite.trigger()
    assert cite.text() == "复制引文" and QGuiApplication.clipboard().text().startswith("“")
    go_on.trigger()
    assert go_on.text() == "打开" and places[-1][0] == "rules"


def test_the_very_words_come_before_words_that_stand_apart(qtbot: QtBot, page: SearchPage, services: Services) -> None:
    make_record(services, {"title": "关于提前催办的请示", "handler": "王晓梅"})
    kinds = [row.kind for row in search(qtbot, page, "提前催")]
    assert kinds[0] == "record" and "article" in kinds
    kinds = [row.kind for row in search(qtbot, page, "请示")]
    assert kinds.index("article") < kinds.index("record")


def test_pinyin_finds_checklists_by_what_it_stands_for(qtbot: QtBot, page: SearchPage, services: Services) -> None:
    record = make_record(services, {"title": "关于值班补贴的请示", "handler": "王晓梅"})
    rows = search(qtbot, page, "zhiban")
    assert record.title in titles([row for row in rows if row.kind == "record"])


def test_records_that_cannot_be_read_do_not_keep_articles_from_being_found(
    qtbot: QtBot, page: SearchPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UserError("清单文件读不出来", safe="原样没有动")

    monkeypatch.setattr(type(services.store), "page", fail)
    with qtbot.waitSignal(page.status_message) as said:
        rows = search(qtbot, page, "值班")
    assert any(row.kind == "article" for row in rows)
    assert said.args == ["清单文件读不出来；原样没有动。"]


def test_other_wordings_are_offered_and_lead_on(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "出差")
    links = [link for link in page.head.findChildren(LinkButton) if link.text()]
    assert links and links[0].text() == "外出"
    with qtbot.waitSignal(page.searcher.answered):
        links[0].click()
    assert page.head._words.full_text() == "外出"


def test_a_citation_is_copied_from_the_list(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "五个工作日")
    page.facets.kinds["article"].setChecked(True)
    page.list.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.list, Qt.Key.Key_C, modifiers)
    row = page.model.rows[0]
    rule = page.services.library.rules[row.rule]
    assert QGuiApplication.clipboard().text().endswith(f"（{rule.meta.doc_number}）{row.title.split('　')[0]}）")


def test_nothing_found_offers_ways_on(qtbot: QtBot, page: SearchPage) -> None:
    assert search(qtbot, page, "阿波罗登月") == []
    assert page.stack.currentWidget() is page.nothing
    assert page.nothing.title.text() == "没有找到“阿波罗登月”"
    places = went(page)
    page.nothing.contents_button.click()
    page.nothing.errands_button.click()
    link = next(link for link in page.nothing.findChildren(LinkButton) if link.text() == "会签")
    link.click()
    assert places == [("rules", {}), ("home", {}), ("search", {"text": "会签"})]


@pytest.mark.parametrize("asked", ["会议室怎么预订", "食堂请示几点开饭"])
def test_an_errand_with_a_word_of_the_question_does_not_keep_the_help_page_away(
    qtbot: QtBot, page: SearchPage, asked: str
) -> None:
    page.apply_rule(HERE)

    assert search(qtbot, page, asked) == []
    assert page.stack.currentWidget() is page.nothing


def test_every_example_of_the_empty_page_finds_something(qtbot: QtBot, page: SearchPage) -> None:
    for _, examples, _ in WAYS:
        for example in examples:
            assert search(qtbot, page, example), example


def test_searches_are_remembered_newest_first(qtbot: QtBot, page: SearchPage, folder: Path) -> None:
    search(qtbot, page, "值班")
    search(qtbot, page, "印章")
    assert make_services(folder).settings.recent_searches[:2] == ("印章", "值班")
    search(qtbot, page, "阿波罗登月")
    assert any(link.text() == "值班" for link in page.nothing.findChildren(LinkButton))


def test_only_the_last_question_is_answered(qtbot: QtBot, page: SearchPage) -> None:
    page.activate(text="请假")
    rows = search(qtbot, page, "签发")
    assert page.head._words.full_text() == "签发"
    assert all("请假" not in row.title for row in rows if row.kind == "wizard")


def test_a_search_that_fails_says_so_and_leaves_the_errands(
    qtbot: QtBot, page: SearchPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UserError("索引建不起来", safe="规则照常可读", todo="看看磁盘还有没有地方")

    monkeypatch.setattr(type(page.services.search), "search", fail)
    with qtbot.waitSignal(page.searcher.failed):
        page.activate(text="请示")
    assert page.head.count.text() == "索引建不起来；规则照常可读；看看磁盘还有没有地方。"
    assert ERRAND in titles(page.model.rows)


def test_escape_goes_back(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "请示")
    places = went(page)
    page.list.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert places == [("back", {})]


def test_the_manual_answers_how_to_use_the_program(qtbot: QtBot, page: SearchPage) -> None:
    rows = search(qtbot, page, "怎么换电脑")
    assert next(row.title for row in rows if row.kind == "manual") == "换电脑"
    page.facets.kinds["manual"].setChecked(True)
    assert {row.kind for row in page.model.rows} == {"manual"}
    places = went(page)
    page.preview.start_button.click()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert places == [("help", {"topic": "换电脑"})] * 2


def test_questions_about_the_law_do_not_bring_in_the_manual(qtbot: QtBot, page: SearchPage) -> None:
    assert all(row.kind != "manual" for row in search(qtbot, page, "请示几天办复"))


def test_ones_own_notes_are_found_and_lead_to_their_article(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    services = make_services(tmp_path)
    services.search = make_services(folder).search  # one index for all tests here
    article = services.library.rules[RULE].find("51")
    assert article is not None
    services.margins.set_note(RULE, article, "人事任免件\n先送秘书长核稿")
    page = opened(qtbot, services)
    rows = [row for row in search(qtbot, page, "核稿") if row.kind == "note"]
    assert [(row.number, row.body) for row in rows] == [("51", "人事任免件 先送秘书长核稿")]
    assert [rows[0].body[start:end] for start, end in rows[0].body_marks] == ["核稿"]
    page.facets.kinds["note"].setChecked(True)
    assert page.preview.article.isVisible()
    places = went(page)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert places == [("rules", {"rule": RULE, "article": "51"})]


def test_a_missing_manual_stops_no_search(
    qtbot: QtBot, page: SearchPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("govdesk.paths.shipped_manual", lambda: tmp_path)
    assert search(qtbot, page, "备份请示") is not None
    assert ERRAND in titles(search(qtbot, page, "请示"))
