"""The home page: what it offers, how keys move on it, what it says of work begun."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from desk import (
    DESK,
    RULE,
    TODAY,
    WIZARD,
    made_up_services,
    make_record,
    make_theme,
    shipped_and_made_up,
    show,
)
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.present.home import when_in_words
from govdesk.records.model import Record
from govdesk.settings import load_settings
from govdesk.ui.pages.home.cell import ProcedureCell
from govdesk.ui.pages.home.page import HomePage
from govdesk.wizards.frontpage import procedure_groups
from govdesk.wizards.terms import GROUP_TITLES

LAW, OTHER = "xianyang-2013", "zhangjiagang-2022"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


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


@pytest.mark.parametrize("rule_id", [RULE, LAW, OTHER])
def test_every_wizard_and_every_topic_of_the_rule_is_offered(tmp_path: Path, rule_id: str) -> None:
    library = shipped_and_made_up()
    offered = [procedure for group in procedure_groups(library, rule_id) for procedure in group.procedures]
    assert {p.wizard for p in offered if p.wizard} == {wizard.id for wizard in library.wizards(rule_id)}
    covered = {topic for wizard in library.wizards(rule_id) for topic in (wizard.topic, *wizard.topics)}
    titles = {topic.id: topic.title for group in library.groups for topic in group.topics}
    read_only = {p.title for p in offered if not p.wizard}
    assert read_only == {titles[topic] for topic in library.rules[rule_id].topics if topic not in covered}
    assert all(p.articles for p in offered)


def test_groups_are_what_one_holds_in_its_order(page: HomePage) -> None:
    titles = [view.group.title for view in page.groups.views]
    assert titles == [title for title in GROUP_TITLES.values() if title in titles]
    assert titles[:4] == ["要报上去", "收到一件", "要发出去", "开会上会"]


def own(page: HomePage) -> list[str]:
    """The errands of one's own."""
    return [cell.text() for view in page.groups.views for cell in view.own_cells]


def test_a_desk_sees_its_own_errands_and_the_others_folded(qtbot: QtBot, page: HomePage) -> None:
    assert own(page)[0] == "向市政府报送请示" and all(view.fold is None for view in page.groups.views)
    assert "云川市，市政府部门自己办的 7 件。" in page._purpose.text()
    page.apply_desk("office")
    assert own(page) == ["召开全市性会议", "部门召开会议", "召开会议", "谁签会议纪要"]
    first = page.groups.views[0]
    assert first.own_cells == [] and first.fold is not None
    assert first.fold.text() == "别的单位办的 1 件"
    assert first.fold.accessibleName() == "别的单位办的 1 件：向市政府报送请示（部门、乡镇），按回车展开"


def test_without_a_desk_everything_is_offered(page: HomePage, services: Services) -> None:
    page.apply_desk("")
    assert len(own(page)) == len(services.library.wizards(RULE))
    assert "云川市，共 7 件。" in page._purpose.text()


def test_a_desk_that_goes_with_another_has_its_errands(page: HomePage) -> None:
    mine = own(page)
    page.apply_desk("archives")
    assert own(page) == mine


def test_errands_of_others_unfold_in_place_and_stay_so(qtbot: QtBot, page: HomePage, services: Services) -> None:
    page.apply_desk("office")
    view = page.groups.views[0]
    assert view.fold is not None
    view.fold.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert [cell.text() for cell in view.other_cells] == ["向市政府报送请示"]
    press(qtbot, Qt.Key.Key_Down)
    assert focused() is view.other_cells[0]
    with qtbot.waitSignal(page.navigate) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args[1]["wizard"] == WIZARD
    again = HomePage(made_up_services(services.data_folder), make_theme())
    qtbot.addWidget(again)
    again.services.settings = load_settings(services.data_folder)[0]
    again.apply_rule(RULE)
    again.apply_desk("office")
    assert again.groups.views[0].other_cells, "as it was left"
    view.fold.setFocus()
    press(qtbot, Qt.Key.Key_Left)
    assert view.other_cells == []


def test_the_row_of_others_keeps_its_words_with_the_focus(page: HomePage) -> None:
    page.apply_desk("office")
    fold = page.groups.views[0].fold
    assert fold is not None
    fold.setFocus()
    assert fold.hasFocus()
    image = fold.grab().toImage()
    inside = image.copy(image.rect().adjusted(4, 4, -4, -4))
    assert len({inside.pixel(x, inside.height() // 2) for x in range(inside.width())}) > 1  # more than the ground


def test_a_cell_says_whose_errand_it_is(page: HomePage) -> None:
    holders = {cell.text(): cell.accessibleName() for view in page.groups.views for cell in view.cells}
    assert holders["向市政府报送请示"] == "向市政府报送请示，部门、乡镇，按回车开始"
    assert holders["召开会议"] == "召开会议，各单位，按回车开始"


def test_arrows_move_in_two_dimensions_and_across_groups(qtbot: QtBot, page: HomePage) -> None:
    rows = [row for view in page.groups.views for row in view.rows()]
    assert max(len(row) for row in rows) == 2
    for above, below in pairwise(rows):
        above[0].setFocus()
        press(qtbot, Qt.Key.Key_Down)
        assert focused() is below[0]
        press(qtbot, Qt.Key.Key_Up)
        assert focused() is above[0]
    pair = next(row for row in rows if len(row) == 2)
    pair[0].setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert focused() is pair[1]
    press(qtbot, Qt.Key.Key_Left)
    assert focused() is pair[0]
    rows[0][0].setFocus()
    press(qtbot, Qt.Key.Key_Up)
    assert focused() is rows[0][0]


def test_no_arrow_leaves_a_cell_out(qtbot: QtBot, page: HomePage) -> None:
    cells = [cell for view in page.groups.views for cell in view.cells]
    cells[0].setFocus()
    seen = [focused()]
    for _ in cells[1:]:
        press(qtbot, Qt.Key.Key_Right)
        seen.append(focused())
    assert seen == cells


def test_enter_starts_the_errand(qtbot: QtBot, page: HomePage) -> None:
    cell = next(c for v in page.groups.views for c in v.cells if c.procedure.wizard == WIZARD)
    cell.setFocus()
    with qtbot.waitSignal(page.navigate) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == ["wizard", {"rule": RULE, "wizard": WIZARD}]


def test_a_topic_without_a_wizard_opens_its_first_article(qtbot: QtBot, services: Services) -> None:
    services.library = shipped_and_made_up()
    page = HomePage(services, make_theme())
    page.apply_rule(LAW)  # which has no errands there
    show(qtbot, page)
    cell = page.groups.views[0].cells[0]
    assert cell.accessibleName() == f"{cell.text()}，看条文 {len(cell.procedure.articles)} 条，按回车看条文"
    with qtbot.waitSignal(page.navigate) as asked:
        cell.click()
    assert asked.args == ["rules", {"rule": LAW, "article": cell.procedure.articles[0]}]


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
    page.resize(1366, 300)
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert focused() is page.groups.views[3].cells[0]
    assert page.scroller.verticalScrollBar().value() > 0


def test_changing_the_rule_changes_what_is_offered(qtbot: QtBot, services: Services) -> None:
    services.library = shipped_and_made_up()
    page = HomePage(services, make_theme())
    qtbot.addWidget(page)
    page.apply_rule(RULE)
    page.apply_rule(OTHER)
    shown = [cell.procedure for view in page.groups.views for cell in view.cells]
    assert shown == [p for g in procedure_groups(services.library, OTHER) for p in g.procedures]
    assert "张家港市，共" in page._purpose.text()


def test_another_desk_leaves_the_focus_with_a_cell_that_is_there(page: HomePage) -> None:
    page.focus_first()
    page.apply_desk("town")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.focus_first()
    assert focused() is page.groups.first_cell()


def test_narrow_pages_have_one_column(qtbot: QtBot, services: Services) -> None:
    page = HomePage(services, make_theme())
    page.apply_rule(RULE)
    show(qtbot, page, width=1024, scale=1.5)
    lefts = {cell.x() for view in page.groups.views for cell in view.cells}
    assert len(lefts) == 1
    assert page.scroller.horizontalScrollBar().maximum() == 0


def test_right_column_is_gone_while_there_is_nothing(qtbot: QtBot, page: HomePage) -> None:
    page.refresh_side()
    assert not page.side.isVisible()
    assert not page._edge.isVisible()


def assigned(services: Services, day: str, title: str = "", by: str = "张敏") -> Record:
    """A paper to be done within ten working days of that day."""
    fields = {"title": title, "handler": by, "transferred": day}
    return make_record(services, fields, wizard="handle-assigned", urgent="no")


def test_work_begun_and_deadlines_are_shown_and_open(qtbot: QtBot, page: HomePage, services: Services) -> None:
    record = assigned(services, "2026-09-01", "关于资金的批办件")
    assigned(services, "2026-09-24", "关于人员的批办件")
    page.refresh_side()
    assert page.side.isVisible()
    names = [row.accessibleName() for row in page.side.begun.rows()]
    assert any(name.startswith("关于资金的批办件，云川市 ・ 办理批办的公文，") for name in names)
    dues = page.side.deadlines.rows()
    assert "逾期" in dues[0].accessibleName() and dues[0].accessibleName().endswith("云川市")
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.mouseClick(dues[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["checklist", {"record": record.number}]


def test_the_ring_of_a_row_at_the_right_touches_none_of_its_words(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    assigned(services, "2025-09-01", "关于印发《关于加强城乡居民基本医疗保险市级统筹工作的实施意见（试行）》的请示")
    page.refresh_side()
    for row in page.side.begun.rows() + page.side.deadlines.rows():
        for label in row.findChildren(QLabel):
            left = label.mapTo(row, QPoint(0, 0)).x()
            assert left >= 4 and left + label.width() <= row.width() - 4, label.text()


def test_a_deadline_at_the_right_names_its_city_however_late_it_is(
    qtbot: QtBot, page: HomePage, services: Services
) -> None:
    assigned(services, "2025-09-01", "关于资金的批办件")
    page.refresh_side()
    (row,) = page.side.deadlines.rows()
    row.resize(210, row.height())
    city = next(label for label in row.findChildren(QLabel) if "云川" in label.text())
    assert city.text() == " ・ 云川"
    assert city.width() >= city.sizeHint().width()


def test_rows_at_the_right_have_a_menu(qtbot: QtBot, page: HomePage, services: Services) -> None:
    record = assigned(services, "2026-09-01", "关于资金的批办件")
    services.store.save_draft(RULE, WIZARD, {"others": "no"}, desk=DESK)
    page.refresh_side()
    rows = {row.accessibleName()[:2]: row for row in page.side.begun.rows()}
    draft, begun, due = (
        next(row for name, row in rows.items() if name != "关于"),
        rows["关于"],
        page.side.deadlines.rows()[0],
    )
    words = [[action.text() for action in row.menu().actions()] for row in (draft, begun, due)]
    assert words == [
        ["接着办", "复制名称", "全部清单和草稿"],
        ["打开清单", "复制名称", "全部清单和草稿"],
        ["打开清单", "复制这一行", "全部期限"],
    ]
    begun.menu().actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == "关于资金的批办件"
    with qtbot.waitSignal(page.navigate) as asked:
        due.menu().actions()[0].trigger()
    assert asked.args == ["checklist", {"record": record.number}]


def test_a_quiet_line_tells_what_is_due(qtbot: QtBot, page: HomePage, services: Services) -> None:
    page.refresh_side()
    assert page.due_line is None
    assigned(services, "2026-09-11")  # due today
    page.refresh_side()
    assert page.due_line is not None
    assert page.due_line.text.text() == "1 份清单有事项今天到期"
    assigned(services, "2026-09-01")
    assigned(services, "2026-09-23")
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
    services.store.save_draft(RULE, WIZARD, {"gone": "yes"}, desk="town")
    page.refresh_side()
    (row,) = page.side.begun.rows()
    assert "草稿，第 1 问，共 1 问" in row.accessibleName(), "a town is asked one question; “gone” is of an older pack"


def test_a_draft_with_every_answer_waits_at_no_question(qtbot: QtBot, page: HomePage, services: Services) -> None:
    services.store.save_draft(RULE, WIZARD, {"secret": "no"}, desk="town")
    page.refresh_side()
    (row,) = page.side.begun.rows()
    assert "草稿，答完，未生成" in row.accessibleName(), "the same words as in 清单"


def test_each_draft_of_an_errand_goes_on_by_itself(qtbot: QtBot, page: HomePage, services: Services) -> None:
    made = [services.store.save_draft(RULE, WIZARD, {"others": others}, desk=DESK) for others in ("no", "split")]
    page.refresh_side()
    rows = page.side.begun.rows()
    assert ["草稿，第 2 问，共 2 问" in row.accessibleName() for row in rows] == [True, True]
    for row, draft in zip(rows, reversed(made), strict=True):
        with qtbot.waitSignal(page.navigate) as asked:
            row.click()
        assert asked.args == ["wizard", {"draft": draft.id}]


def test_three_things_to_go_on_with_at_most_the_newest_first(page: HomePage, services: Services) -> None:
    for number in range(3):
        make_record(services, {"title": f"第{number}件"})
    services.store.save_draft(RULE, "handle-assigned", {"urgent": "no"}, desk=DESK)
    page.refresh_side()
    names = [row.accessibleName().split("，")[0] for row in page.side.begun.rows()]
    assert names == ["办理批办的公文", "第2件", "第1件"]


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
