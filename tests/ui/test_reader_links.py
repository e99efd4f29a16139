"""Links on the sheet: what an article names can be gone to by hand and by key, and what is not at hand is said."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from desk import make_services, make_theme, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.rules.model import Mark, Paragraph, Rule, Segment, Text
from govdesk.ui.kit.widgets import LinkButton
from govdesk.ui.pages.reader.page import ReaderPage

XIANYANG, ZHANGJIAGANG, MADE_UP = "xianyang-2013", "zhangjiagang-2022", "made-up"


def linked(rule: Rule) -> Rule:
    """`rule` under another name, its second article naming other places."""
    words = (
        Segment("依照第五"),
        Segment("十", Mark.DOUBTED, "x8"),
        Segment("一条和《张家港市人民政府工作规则》第四十三条办理，参照《某省办法》。"),
    )
    second = msgspec.structs.replace(rule.articles[1], paragraphs=(Paragraph(Text(words)),))
    meta = msgspec.structs.replace(rule.meta, id=MADE_UP, title="虚构规则", short_title="虚构市")
    return msgspec.structs.replace(rule, meta=meta, articles=(rule.articles[0], second, *rule.articles[2:]), topics={})


@pytest.fixture
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    services = make_services(tmp_path_factory.mktemp("desk"))
    made = linked(services.library.rules[XIANYANG])
    services.library = msgspec.structs.replace(services.library, rules={**services.library.rules, made.id: made})
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ReaderPage:
    page = ReaderPage(services, make_theme())
    page.apply_rule(MADE_UP)
    page.activate(rule=MADE_UP, article="2")
    show(qtbot, page)
    return page


def formats(page: ReaderPage, words: str) -> QTextCharFormat:
    cursor = page.sheet.document().find(words)
    assert not cursor.isNull(), words
    return cursor.charFormat()


def buttons(page: ReaderPage) -> dict[str, LinkButton]:
    return {b.text(): b for b in page.side.mentions.findChildren(LinkButton) if b.isVisible()}


def click(page: ReaderPage, words: str) -> None:
    page.sheet.anchorClicked.emit(formats(page, words).anchorHref())


def test_words_that_lead_somewhere_are_in_the_colour_of_actions(page: ReaderPage) -> None:
    act, ink = page.theme.color("act"), page.theme.color("ink")
    assert formats(page, "第四十三条").foreground().color() == act
    assert formats(page, "《张家港市人民政府工作规则》").foreground().color() == act
    assert formats(page, "《某省办法》").foreground().color() == ink
    assert not formats(page, "第四十三条").fontUnderline()


def test_a_link_runs_on_behind_a_note_mark(page: ReaderPage) -> None:
    assert page._shown is not None
    first = next(placed for placed in page._shown.links if placed.article == 1)
    words = []
    for start, end in first.ranges:
        cursor = page.sheet.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        words.append(cursor.selectedText())
    assert "".join(words) == "第五十一条" and len(words) > 1
    assert page.sheet._tips[f"link:{first.number}"] == "第五十一条，市长签署的公文"


def test_an_article_of_the_same_rule_and_back(qtbot: QtBot, page: ReaderPage) -> None:
    click(page, "一条")
    assert page.side.title.text() == "第五十一条"
    assert page.step_back()  # Alt+← of the window
    assert page.side.title.text() == "第二条"


def test_an_article_of_another_rule_and_back(qtbot: QtBot, page: ReaderPage) -> None:
    click(page, "第四十三条")
    assert page._rule is not None and page._rule.id == ZHANGJIAGANG
    assert page.side.title.text() == "第四十三条"
    assert page.step_back()
    assert page._rule.id == MADE_UP and page.side.title.text() == "第二条"


def test_with_no_link_followed_back_is_the_windows(page: ReaderPage) -> None:
    before = page.side.title.text()
    assert not page.step_back()
    assert page.side.title.text() == before


def test_a_law_that_is_not_at_hand_says_so(qtbot: QtBot, page: ReaderPage) -> None:
    with qtbot.waitSignal(page.status_message) as said:
        click(page, "《某省办法》")
    assert said.args == ["《某省办法》：规则库里没有这部文件"]
    labels = [label.text() for label in page.side.mentions.findChildren(QLabel) if label.isVisible()]
    assert "《某省办法》" in labels and "规则库里没有这部文件" in labels
    assert "《某省办法》" not in buttons(page)


def test_the_panel_reaches_every_link_by_keyboard_and_shows_where_it_stands(qtbot: QtBot, page: ReaderPage) -> None:
    found = buttons(page)
    assert set(found) == {"第五十一条", "《张家港市人民政府工作规则》", "《张家港市人民政府工作规则》第四十三条"}
    button = found["第五十一条"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    underlined = [s for s in page.sheet.extraSelections() if s.format.fontUnderline()]
    assert "".join(s.cursor.selectedText() for s in underlined) == "第五十一条"
    revision = page.sheet.document().revision()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert page.side.title.text() == "第五十一条"
    assert page.sheet.extraSelections() == []
    assert page.sheet.document().revision() == revision


def test_the_hand_underlines_a_link_and_leaves_it(page: ReaderPage) -> None:
    page.sheet.highlighted.emit(formats(page, "第四十三条").anchorHref())
    assert [s.cursor.selectedText() for s in page.sheet.extraSelections()] == ["第四十三条"]
    page.sheet.highlighted.emit("")
    assert page.sheet.extraSelections() == []


def test_the_answering_articles_of_the_other_city(qtbot: QtBot, services: Services) -> None:
    page = ReaderPage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(rule=XIANYANG, article="52")
    show(qtbot, page)
    links = {b.text(): b for b in page.side.answers.findChildren(LinkButton) if b.isVisible()}
    assert "张家港市　第四十四条" in links
    places: list[tuple[str, Any]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    links["左右对照"].click()
    page.bar.compare_button.click()
    assert places == [
        ("compare", {"rule": XIANYANG, "other": ZHANGJIAGANG, "pair": "issue-signing"}),
        ("compare", {"rule": XIANYANG, "article": "52"}),
    ]
    links["张家港市　第四十四条"].click()
    assert page.side.title.text() == "第四十四条"


def test_a_part_without_counterpart_is_told_as_a_part(qtbot: QtBot, services: Services) -> None:
    page = ReaderPage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(rule=XIANYANG, article="59")
    show(qtbot, page)
    links = [link.text() for link in page.side.answers.findChildren(LinkButton) if link.isVisible()]
    assert any(link.startswith("张家港市　") for link in links), "another part has its counterpart"
    labels = [label.text() for label in page.side.answers.findChildren(QLabel) if label.isVisible()]
    assert "本条第 2 句（学习培训），张家港市的规则里没有对应的条文" in labels


def test_an_article_without_counterpart_says_so(qtbot: QtBot, services: Services) -> None:
    page = ReaderPage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(rule=XIANYANG, article="50")
    show(qtbot, page)
    labels = [label.text() for label in page.side.answers.findChildren(QLabel) if label.isVisible()]
    assert "张家港市的规则里没有对应的条文" in labels
