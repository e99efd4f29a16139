"""The home page: what it offers, how keys move on it, what it says of work begun."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk import RULE, TODAY, WIZARD, make_record, make_services, make_theme, show
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.home import when_in_words
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.home.page import HomePage
from govdesk.wizards.frontpage import procedure_groups

OTHER = "zhangjiagang-2022"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> HomePage:
    page = HomePage(services, make_theme())
    page.apply_rule(RULE)
    page.activate()
    show(qtbot, page)
    return page


def focused() -> ProcedureCell:
    cell = QApplication.focusWidget()
    assert isinstance(cell, ProcedureCell)
    return cell


def press(qtbot: QtBot, *keys: Qt.Key, alt: bool = False) -> None:
    for key in keys:
        modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.mark.parametrize("rule_id", [RULE, OTHER])
def test_every_wizard_and_every_topic_of_the_rule_is_offered(services: Services, rule_id: str) -> None:
    library = services.library
    offered = [procedure for group in procedure_groups(library, rule_id) for procedure in group.procedures]
    assert {p.wizard for p in offered if p.wizard} == {wizard.id for wizard in library.wizards(rule_id)}
    covered = {topic for wizard in library.wizards(rule_id) for topic in (wizard.topic, *wizard.topics)}
    titles = {topic.id: topic.title for group in library.groups for topic in group.topics}
    read_only = {p.title for p in offered if not p.wizard}
    assert read_only == {titles[topic] for topic in library.rules[rule_id].topics if topic not in covered}
    assert all(p.articles for p in offered)


def test_groups_come_in_the_order_of_the_shared_topics(services: Services) -> None:
    order = [group.title for group in services.library.groups]
    for rule_id in (RULE, OTHER):
        shown = [group.title for group in procedure_groups(services.library, rule_id)]
        assert shown == [title for title in order if title in shown]


def test_arrows_move_in_two_dimensions_and_across_groups(qtbot: QtBot, page: HomePage) -> None:
    first, second = page.groups.views[0], page.groups.views[1]
    assert focused() is first.cells[0]
    press(qtbot, Qt.Key.Key_Right)
    assert focused() is first.cells[1]
    press(qtbot, Qt.Key.Key_Down)
    assert focused() is first.cells[3]
    press(qtbot, Qt.Key.Key_Left)
    assert focused() is first.cells[2]
    rows = -(-len(first.cells) // 2)
    press(qtbot, *[Qt.Key.Key_Down] * (rows - 1))
    assert focused() is second.cells[0]
    press(qtbot, Qt.Key.Key_Up)
    assert focused() in first.cells[-2:]
    press(qtbot, *[Qt.Key.Key_Up] * (rows + 3))
    assert focused() is first.cells[0]


def test_no_arrow_leaves_a_cell_out(qtbot: QtBot, page: HomePage) -> None:
    cells = [cell for view in page.groups.views for cell in view.cells]
    seen = {focused()}
    for view in page.groups.views:
        view.cells[0].setFocus()
        for _ in view.cells:
            seen.add(focused())
            press(qtbot, Qt.Key.Key_Right)
        seen.add(focused())
    assert seen == set(cells)


def test_enter_starts_the_errand(qtbot: QtBot, page: HomePage) -> None:
    cell = next(c for v in page.groups.views for c in v.cells if c.procedure.wizard == WIZARD)
    cell.setFocus()
    with qtbot.waitSignal(page.navigate) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == ["wizard", {"rule": RULE, "wizard": WIZARD}]


def test_a_topic_without_a_wizard_opens_its_first_article(qtbot: QtBot, services: Services) -> None:
    wizards = tuple(w for w in services.library.wizards(RULE) if w.id == WIZARD)
    # A copy: other tests share the library itself.
    services.library = structs.replace(services.library, wizards_by_rule={RULE: wizards})
    page = HomePage(services, make_theme())
    page.apply_rule(RULE)
    show(qtbot, page)
    cells = [cell for view in page.groups.views for cell in view.cells]
    assert [cell.procedure.wizard for cell in cells if cell.procedure.wizard] == [WIZARD]
    cell = next(cell for cell in cells if not cell.procedure.wizard)
    assert cell.accessibleName().endswith("按回车看条文")
    with qtbot.waitSignal(page.navigate) as asked:
        cell.click()
    assert asked.args == ["rules", {"rule": RULE, "article": cell.procedure.articles[0]}]
    assert f"共 {len(cells)} 项，1 项有清单" in page._purpose.text()


def test_menu_offers_the_blank_form_and_the_articles(qtbot: QtBot, page: HomePage) -> None:
    cell = next(c for v in page.groups.views for c in v.cells if c.procedure.wizard == WIZARD)
    actions = {action.text(): action for action in cell.menu().actions()}
    assert list(actions) == ["开始办理", "打印空白表", "看流程图", "看依据条文"]
    with qtbot.waitSignal(page.navigate) as asked:
        actions["看依据条文"].trigger()
    assert asked.args[0] == "rules"
    with qtbot.waitSignal(page.navigate) as asked:
        actions["看流程图"].trigger()
    assert asked.args == ["chart", {"rule": RULE, "wizard": WIZARD}]


def test_alt_number_jumps_to_a_group(qtbot: QtBot, page: HomePage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert focused() is page.groups.views[2].cells[0]
    assert page.scroller.verticalScrollBar().value() > 0


def test_cells_say_all_to_a_screen_reader(page: HomePage) -> None:
    cell = next(c for v in page.groups.views for c in v.cells if c.procedure.wizard == WIZARD)
    assert cell.accessibleName() == f"报送请示，依据 {len(cell.procedure.articles)} 条，按回车开始"


def test_changing_the_rule_changes_what_is_offered(page: HomePage, services: Services) -> None:
    page.apply_rule(OTHER)
    shown = [cell.procedure for view in page.groups.views for cell in view.cells]
    assert shown == [p for g in procedure_groups(services.library, OTHER) for p in g.procedures]
    assert services.library.rules[OTHER].meta.title in page._purpose.text()


def test_narrow_pages_have_one_column(qtbot: QtBot, services: Services) -> None:
    page = HomePage(services, make_theme())
    page.apply_rule(RULE)
    show(qtbot, page, width=1024, scale=1.5)
    lefts = {cell.x() for cell in page.groups.views[0].cells}
    assert len(lefts) == 1
    assert page.scroller.horizontalScrollBar().maximum() == 0


def test_right_column_is_gone_while_there_is_nothing(qtbot: QtBot, page: HomePage) -> None:
    page.refresh_side()
    assert not page.side.isVisible()
    assert not page._edge.isVisible()


def test_work_begun_and_deadlines_are_shown_and_open(qtbot: QtBot, page: HomePage, services: Services) -> None:
    record = make_record(services, {"title": "关于资金的请示", "received": "2026-09-01"})
    make_record(services, {"title": "关于人员的请示", "received": "2026-09-24"})
    services.store.save_draft(RULE, "hold-meeting", {})
    page.refresh_side()
    assert page.side.isVisible()
    names = [row.accessibleName() for row in page.side.begun.rows()]
    assert any(name.startswith("关于资金的请示，报送请示，") for name in names)
    dues = page.side.deadlines.rows()
    assert "逾期" in dues[0].accessibleName()
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.mouseClick(dues[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["checklist", {"record": record.number}]


def test_a_quiet_line_tells_what_is_due(qtbot: QtBot, page: HomePage, services: Services) -> None:
    page.refresh_side()
    assert page.due_line is None
    make_record(services, {"handler": "张敏", "received": "2026-09-11"})  # due today
    page.refresh_side()
    assert page.due_line is not None
    assert page.due_line.text.text() == "1 份清单有事项今天到期"
    make_record(services, {"handler": "张敏", "received": "2026-09-01"})
    make_record(services, {"handler": "张敏", "received": "2026-09-23"})
    page.refresh_side()
    assert page.due_line.text.text() == "1 份清单有逾期的事项，1 份今天到期"
    with qtbot.waitSignal(page.navigate) as asked:
        page.due_line.link.click()
    assert asked.args == ["deadlines", {}]


def test_the_records_are_read_after_the_first_frame(qtbot: QtBot, services: Services) -> None:
    make_record(services, {"title": "关于资金的请示"})
    page = HomePage(services, make_theme())
    page.apply_rule(RULE)
    page.activate()
    assert page.side.is_empty()
    show(qtbot, page)
    qtbot.waitUntil(lambda: not page.side.is_empty())


def test_a_draft_counts_the_questions_as_its_wizard_does(qtbot: QtBot, page: HomePage, services: Services) -> None:
    services.store.save_draft(RULE, WIZARD, {"reporter": "department", "others": "none", "gone": "yes"})
    page.refresh_side()
    (row,) = page.side.begun.rows()
    assert "2/6" in row.accessibleName(), "the question on coordination is not asked, and “gone” is of an older pack"


def test_a_draft_goes_on_in_its_wizard(qtbot: QtBot, page: HomePage, services: Services) -> None:
    question = services.library.wizard(RULE, WIZARD).questions[0]
    services.store.save_draft(RULE, WIZARD, {question.id: question.options[0].value})
    page.refresh_side()
    (row,) = page.side.begun.rows()
    with qtbot.waitSignal(page.navigate) as asked:
        row.click()
    assert asked.args == ["wizard", {"rule": RULE, "wizard": WIZARD}]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (dt.datetime(2026, 9, 24, 9, 42), "今天 09:42"),
        (dt.datetime(2026, 9, 23, 23, 59), "昨天"),
        (dt.datetime(2026, 9, 1, 8, 0), "09-01"),
        (dt.datetime(2025, 12, 31, 8, 0), "2025-12-31"),
    ],
)
def test_when_in_words(when: dt.datetime, words: str) -> None:
    assert when_in_words(when.astimezone(dt.UTC), TODAY) == words
