"""清单: drafts, those of today and those of version 0.1."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk import DESK, RULE, WIZARD, made_up_services, make_record, make_theme, on_dialog, press, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.pages.records.page import RecordsPage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path, dt.date(2026, 11, 24))


def opened(qtbot: QtBot, services: Services, **target: str) -> RecordsPage:
    page = RecordsPage(services, make_theme())
    page.activate(**target)
    show(qtbot, page)
    return page


def told(page: RecordsPage) -> list[tuple[str, str, str]]:
    return [(row.line.wizard, row.line.told, row.line.progress) for row in page.drafts.rows()]


def test_drafts_of_one_errand_stand_side_by_side_over_the_list(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    first = services.store.save_draft(RULE, WIZARD, {"others": "split"}, desk=DESK)
    services.store.save_draft(RULE, WIZARD, {"others": "no", "secret": "no"}, desk=DESK)
    services.store.save_draft(RULE, WIZARD, {}, desk=DESK)  # nothing answered: none yet
    page = opened(qtbot, services)
    assert page.header.segments.button(0).text() == "草稿 2" and page.drafts.title.text() == "草稿 2"
    assert told(page) == [
        ("向市政府报送请示", "不涉及；不涉密", "答完，未生成"),
        ("向市政府报送请示", "涉及，谈不拢", "第 2 问，共 2 问"),
    ]
    assert page.drafts.isVisible() and page.table.isVisible()
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.keyClick(page.drafts.rows()[1], Qt.Key.Key_Return)
    assert asked.args == ["wizard", {"draft": first.id}]
    page.header.segments.button(1).click()
    assert not page.drafts.isVisible()
    page.header.segments.button(0).click()
    assert page.drafts.isVisible() and not page.table.isVisible()


def test_a_deleted_draft_comes_back(qtbot: QtBot, services: Services) -> None:
    draft = services.store.save_draft(RULE, WIZARD, {"others": "split"}, desk=DESK)
    page = opened(qtbot, services, filter="drafts")
    qtbot.keyClick(page.drafts.rows()[0], Qt.Key.Key_Delete)
    assert services.store.drafts() == [] and page.stack.no_drafts.isVisible()
    assert page.notice.text() == "已删除草稿“向市政府报送请示”"
    page.undoing.undo()
    assert services.store.drafts() == [draft] and len(page.drafts.rows()) == 1
    page.undoing.redo()
    assert services.store.drafts() == []


def test_a_draft_of_version_one_is_read_and_its_errand_begun_anew(qtbot: QtBot, services: Services) -> None:
    services.store.save_draft("xianyang-2013", "submit-request", {"reporter": "county", "others": ""})
    page = opened(qtbot, services)
    assert told(page) == [("报送请示", "县市区政府；先跳过", "旧版草稿")]
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "关上"))
    page.drafts.rows()[0].go_on.click()
    words = "\n".join(label.text() for label in seen[0].findChildren(QLabel))
    assert "由谁报送？　县市区政府" in words and "现在没有同样的一件事" in words
    on_dialog(qtbot, lambda dialog: press(dialog, "删除草稿"))
    page.drafts.rows()[0].go_on.click()
    assert services.store.drafts() == []


def test_the_heir_of_an_old_errand_is_one_click_away(qtbot: QtBot, services: Services) -> None:
    services.store.save_draft(RULE, "send-request", {"others": "no"})
    page = opened(qtbot, services)
    on_dialog(qtbot, lambda dialog: press(dialog, "去办：向市政府报送请示"))
    with qtbot.waitSignal(page.navigate) as asked:
        page.drafts.rows()[0].go_on.click()
    assert asked.args == ["wizard", {"rule": RULE, "wizard": WIZARD}]


def test_filters_hold_for_drafts_too(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    services.store.save_draft(RULE, WIZARD, {"others": "split"}, desk=DESK)
    page = opened(qtbot, services)
    page.header.text.setText("谈不拢")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.drafts.isVisible()
    page.header.text.setText("没有的东西")
    qtbot.waitUntil(lambda: not page.drafts.isVisible())
    assert page.drafts.rows() == []


def test_arrows_go_from_drafts_to_the_list(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    for answer in ("no", "split"):
        services.store.save_draft(RULE, WIZARD, {"others": answer}, desk=DESK)
    page = opened(qtbot, services)
    rows = page.drafts.rows()
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_drafts_over_the_list_fold(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    services.store.save_draft(RULE, WIZARD, {"others": "no"}, desk=DESK)
    page = opened(qtbot, services)
    high = page.table.height()
    page.drafts.fold.click()
    qtbot.waitUntil(lambda: page.table.height() > high)
    assert not page.drafts.rows()[0].isVisible() and page.drafts.title.isVisible()
    page.header.segments.button(0).click()  # alone they are always in sight
    assert page.drafts.rows()[0].isVisible() and not page.drafts.fold.isVisible()
