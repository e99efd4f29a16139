"""A law of 1,260 articles, numbered 第一条: opened at its end, searched, without being set a second time."""

from __future__ import annotations

import msgspec
import pytest
from desk import make_services, make_theme, show
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.ui.pages.reader.page import ReaderPage

ARTICLES = 1260


def make_long_law(rule: Rule) -> Rule:
    """The articles of `rule` over and over under numbers of their own."""
    articles = tuple(
        msgspec.structs.replace(
            rule.articles[index % len(rule.articles)],
            number=str(index + 1),
            printed=cite_article(str(index + 1)),
        )
        for index in range(ARTICLES)
    )
    meta = msgspec.structs.replace(rule.meta, id="long-law", title="长法", short_title="长法", numbering="articles")
    return msgspec.structs.replace(rule, meta=meta, articles=articles, divisions=(), topics={})


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, Rule]:
    services = make_services(tmp_path_factory.mktemp("desk"))
    law = make_long_law(services.library.rules["xianyang-2013"])
    # A library of our own: other tests may share the one that was loaded.
    services.library = msgspec.structs.replace(services.library, rules={**services.library.rules, law.id: law})
    return services, law


def test_the_end_opens_and_every_hit_is_counted(qtbot: QtBot, law: tuple[Services, Rule]) -> None:
    services, rule = law
    page = ReaderPage(services, make_theme())
    page.apply_rule(rule.id)
    page.activate(rule=rule.id, article=str(ARTICLES))
    show(qtbot, page)
    assert page.side.title.text() == "第一千二百六十条"
    assert "第一千二百六十条　" in page.sheet.toPlainText()  # too long for a column: it runs in
    document = page.sheet.document()
    page.bar.finder.setText("签发")
    assert len(page.finding.hits) == sum(article.shown.count("签发") for article in rule.articles)
    # Only what is near the view carries marks; the rest is ticks.
    assert 0 < len(page.sheet.extraSelections()) < 60
    qtbot.keyClick(page.sheet, Qt.Key.Key_F3)
    hit = page.finding.hits[page.finding.current]
    assert 0 <= page.sheet._rect_at(hit.start).top() < page.sheet.viewport().height()
    assert page.sheet.document() is document
