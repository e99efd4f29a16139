"""A line that rests on several articles: all of them stand beside it, each with its words marked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from checklists import opened, stand_on
from desk import RULE, made_up_services, make_record
from pytestqt.qtbot import QtBot
from screens import settle

from govdesk.app import Services
from govdesk.ui.kit.widgets.article import find_quote
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.wizards.model import Cite, Point

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SIGNS, ALONE = "chief-signs", "one-matter"
TALK, PLATFORM = "请示涉及其他部门的，主办部门应当主动协商", "各部门应当通过公文平台报送公文"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChecklistPage:
    """A list one of whose lines rests on a second article, and a point of it on a third."""
    record = make_record(services)
    wizard = record.basis.wizard
    item = wizard.item(SIGNS)
    assert item is not None
    point = Point(id="by-platform", do="走平台", cites=(Cite(5, PLATFORM),))
    changed = msgspec.structs.replace(item, cites=(*item.cites, Cite(2, TALK)), points=(point,))
    items = tuple(changed if other.id == SIGNS else other for other in wizard.items)
    basis = msgspec.structs.replace(record.basis, wizard=msgspec.structs.replace(wizard, items=items))
    return opened(qtbot, services, services.store.create(basis, record.answers, {}, "王", desk="department"))


def test_every_article_that_a_line_and_its_points_rest_on_stands_beside_it(page: ChecklistPage) -> None:
    stand_on(page, SIGNS)
    more = page.frame.more
    assert page.frame.article.shown is not None and page.frame.article.shown[1].number == "1"
    assert more.isVisible() and more.shown() == ["2", "5"]
    assert [pane.quoted_text() for pane in more.panes] == [TALK, PLATFORM]
    stand_on(page, ALONE)
    assert not more.isVisible()


def test_each_of_them_leads_to_the_rule(qtbot: QtBot, page: ChecklistPage) -> None:
    stand_on(page, SIGNS)
    with qtbot.waitSignal(page.navigate) as asked:
        page.frame.more.panes[1]._link.click()
    assert asked.args == ["rules", {"rule": RULE, "article": "5"}]


def y_of(page: ChecklistPage, quote: str) -> int:
    """How far below the panel's top the line begins in which `quote` stands."""
    view, side = page.frame.article.view, page.frame.side
    found = find_quote(view.document(), quote)
    assert found is not None
    return view.mapTo(side.viewport(), view.cursorRect(found[0]).topLeft()).y()


def test_the_article_s_number_stays_in_sight_and_the_quote_comes_to_the_second_line(
    qtbot: QtBot, page: ChecklistPage
) -> None:
    page.resize(1366, 500)
    stand_on(page, SIGNS)
    settle(qtbot)
    frame = page.frame
    quote = frame.article.quoted_text()
    step = page.theme.line_height("rule_side")
    room = frame.side.viewport().height()
    assert frame.side.verticalScrollBar().maximum() > 0
    assert 0 <= y_of(page, quote) <= max(2 * step, room - 2 * step)
    frame.side.verticalScrollBar().setValue(frame.side.verticalScrollBar().maximum())
    head = frame.article._head
    assert head.isVisible() and not frame.side.isAncestorOf(head) and frame._panel.isAncestorOf(head)


@pytest.mark.parametrize("size", [(1366, 684), (1024, 556)])
def test_they_are_read_by_scrolling_and_the_first_quote_is_in_sight(
    qtbot: QtBot, page: ChecklistPage, size: tuple[int, int]
) -> None:
    page.resize(*size)
    stand_on(page, SIGNS)
    settle(qtbot)
    frame, bar = page.frame, page.frame.side.verticalScrollBar()
    bar.setValue(bar.maximum())
    bottom = frame.more.mapTo(frame.side.viewport(), frame.more.rect().bottomLeft()).y()
    assert bottom <= frame.side.viewport().height() + 1
