"""法律法规: names in a rule lead to the law, which is read, searched and copied, with what its file says of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from desk import make_services, make_theme, on_dialog, press, show
from made_laws import FERRY, RIVER, three_laws, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.rules.model import Paragraph, Rule, Segment, Text
from govdesk.statutes.bringing import bring_in
from govdesk.ui.kit.widgets import Label
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.pages.statute.page import StatutePage
from govdesk.ui.pages.statute.standing import OLDER

XIANYANG = "xianyang-2013"


def citing(rule: Rule) -> Rule:
    """`rule` with a second article that names laws."""
    words = "依照《中华人民共和国河畔灯塔法》第三条、《渡船办法》和《云中法》办理，具体规定见《咸阳市人民政府工作规则（试行）》。"
    second = msgspec.structs.replace(rule.articles[1], paragraphs=(Paragraph(Text((Segment(words),))),))
    return msgspec.structs.replace(rule, articles=(rule.articles[0], second, *rule.articles[2:]), topics={})


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = make_services(tmp_path / "data")
    rules = services.library.rules
    services.library = msgspec.structs.replace(services.library, rules={**rules, XIANYANG: citing(rules[XIANYANG])})
    bring_in(services.data_folder, three_laws(tmp_path / "laws"))
    return services


@pytest.fixture
def reader(qtbot: QtBot, services: Services) -> ReaderPage:
    page = ReaderPage(services, make_theme())
    page.apply_rule(XIANYANG)
    page.activate(rule=XIANYANG, article="2")
    show(qtbot, page)
    return page


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> StatutePage:
    page = StatutePage(services, make_theme())
    law = services.statutes.find("河畔灯塔法")
    assert law is not None
    page.activate(law=law.id, article="2")
    show(qtbot, page)
    return page


def follow(page: ReaderPage | StatutePage, words: str) -> None:
    """Click the link that begins with `words`."""
    assert page._shown is not None
    page.sheet.link_pressed.emit(next(p.number for p in page._shown.links if p.link.words.startswith(words)))


def test_names_of_laws_in_a_rule_lead_to_them(reader: ReaderPage, services: Services) -> None:
    assert reader._shown is not None
    held = {placed.link.words: placed.held for placed in reader._shown.links if placed.article == 1}
    assert held == {
        "《中华人民共和国河畔灯塔法》": True,
        "第三条": True,
        "《渡船办法》": True,
        "《云中法》": False,
        "《咸阳市人民政府工作规则（试行）》": True,
    }
    asked: list[tuple[str, dict[str, str]]] = []
    reader.navigate.connect(lambda name, target: asked.append((name, target)))
    follow(reader, "第三条")
    law = services.statutes.find("河畔灯塔法")
    assert law is not None and asked == [("statute", {"law": law.id, "article": "3"})]


def test_over_a_name_stands_where_it_leads_and_whether_it_is_in_force(reader: ReaderPage) -> None:
    said = list(reader.sheet._tips.values())
    assert "打开《中华人民共和国河畔灯塔法》第三条，现行有效" in said
    assert "规则库里没有这部文件" in said


def test_a_damaged_library_of_laws_does_not_keep_a_rule_from_being_read(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    (services.data_folder / "statutes" / "texts.db").write_bytes(b"")
    page = ReaderPage(services, make_theme())
    page.activate(rule=XIANYANG, article="2")
    assert page._shown is not None
    assert not any(placed.held for placed in page._shown.links if "灯塔" in placed.link.words)


def test_a_law_says_what_its_file_says_of_it(page: StatutePage, services: Services) -> None:
    assert page.standing.status.text() == "现行有效"
    assert not page.standing.warning.isVisible() and not page.standing.first.isVisible()
    assert page.standing.others.text() == "共 2 个版本"
    assert "2021-09-01 起施行" in page.standing.facts.full_text()
    assert page.bar._article.text() == "第二条"


def test_an_older_version_says_so_and_leads_to_the_one_to_go_by(page: StatutePage, services: Services) -> None:
    old = services.statutes.named("河畔灯塔法")[1]
    page.activate(law=old.id, article="2")
    assert (page.standing.status.text(), page.standing.warning.text()) == ("已修改", OLDER)
    assert page.standing.warning.isVisible()
    QTest.mouseClick(page.standing.first, Qt.MouseButton.LeftButton)
    assert page.standing.status.text() == "现行有效" and page.bar._article.text() == "第二条"
    assert page.step_back() and page.standing.status.text() == "已修改"
    assert not page.step_back()


def test_what_was_odd_in_the_file_is_offered(
    page: StatutePage, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.standing.doubts.isVisible()
    bring_in(services.data_folder, write(tmp_path / "odd", {"a.md": FERRY.replace("第三条　本", "第五条　本")}))
    services.statutes.close()
    law = services.statutes.find("渡船办法")
    assert law is not None
    page.activate(law=law.id)
    assert page.standing.doubts.isVisible() and page.standing.doubts.text() == "要核对 1 处"
    shown = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.standing.doubts.click()
    assert any("第三条" in label.text() for label in shown[0].findChildren(Label))


def test_links_in_a_law_lead_on_and_back(page: StatutePage, services: Services) -> None:
    ferry = services.statutes.find("渡船办法")
    assert ferry is not None
    page.activate(law=ferry.id)
    follow(page, "第三条")
    assert page._law is not None and page._law.family == "河畔灯塔法" and page.bar._article.text() == "第三条"
    assert page.step_back() and page._law.id == ferry.id


def test_an_article_is_copied_with_its_law(page: StatutePage) -> None:
    page.commands["cite"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“灯塔由守塔人看护。") and copied.endswith("”（《中华人民共和国河畔灯塔法》第二条）")


def test_words_are_found_and_the_contents_follow(page: StatutePage) -> None:
    page.bar.finder.setText("灯罩")
    assert page.bar._article.text() == "第三条"
    page.commands["previous"].trigger()
    assert page.bar._article.text() == "第二条"


def test_a_law_that_is_gone_is_told(page: StatutePage, services: Services, tmp_path: Path) -> None:
    services.statutes.close()
    bring_in(services.data_folder, write(tmp_path / "other", {"a.md": FERRY}))
    with pytest.raises(UserError, match="没有这一部"):
        page.activate(law="law-0000")
    assert page.bar._article.text() == "第二条"


def test_esc_leads_back_and_the_place_is_kept(page: StatutePage) -> None:
    asked: list[str] = []
    page.navigate.connect(lambda name, _target: asked.append(name))
    QTest.keyClick(page.sheet, Qt.Key.Key_Escape)
    assert asked == ["back"]
    assert page._law is not None and page.returning({}) == {"law": page._law.id, "article": "2"}


def test_another_look_keeps_the_place(page: StatutePage) -> None:
    page.theme.change(dark=True, scale=1.25)
    page.apply_theme()
    assert page.bar._article.text() == "第二条" and RIVER
