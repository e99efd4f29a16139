"""Suggestions under the search box: the box keeps the focus, the arrows choose, Enter opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk import make_record, make_services, make_theme, type_chinese
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.kit.widgets import LineEdit
from govdesk.ui.pages.search.suggest import MOST, Suggestions

RULE = "xianyang-2013"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """One index for all tests here; suggesting writes nothing else."""
    return make_services(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[LineEdit]:
    window = QWidget()
    field = LineEdit(make_theme(), "", parent=window)
    field.setGeometry(100, 10, 500, 36)
    window.resize(900, 600)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    yield field  # and the window stays alive until the test is over


@pytest.fixture
def suggestions(services: Services, field: LineEdit) -> Suggestions:
    window = field.parentWidget()
    suggestions = Suggestions(services, field._theme, field, window)
    suggestions.rule_id = RULE
    return suggestions


def opened(suggestions: Suggestions) -> list[tuple[str, Any]]:
    places: list[tuple[str, Any]] = []
    suggestions.opened.connect(lambda target: places.append((target.page, target.arguments())))
    return places


def suggest(qtbot: QtBot, suggestions: Suggestions, field: LineEdit, text: str) -> None:
    with qtbot.waitSignal(suggestions._searcher.answered):
        type_chinese(field, text)


def test_errands_first_then_articles_of_the_rule_in_force(
    qtbot: QtBot, suggestions: Suggestions, field: LineEdit
) -> None:
    suggest(qtbot, suggestions, field, "请示")
    assert suggestions.isVisible() and field.hasFocus()
    rows = suggestions.rows
    assert 2 <= len(rows) <= MOST
    assert rows[0].kind == "wizard"
    in_force = [row.kind for row in rows if row.rule == rows[0].rule]
    assert in_force == sorted(in_force, reverse=True)
    last = max(number for number, row in enumerate(rows) if row.rule == RULE and row.kind == "article")
    assert {row.rule for row in rows[: last + 1]} == {RULE}  # the other city's errand and article stand below
    rules = [row.rule for row in rows if row.kind == "article"]
    assert rules == sorted(rules, key=lambda rule: rule != RULE)


def test_what_was_perhaps_meant_stands_over_them_and_leads_on(
    qtbot: QtBot, suggestions: Suggestions, field: LineEdit
) -> None:
    suggest(qtbot, suggestions, field, "会议记要")
    assert suggestions.rows and suggestions.accessibleDescription().startswith("您是不是要找：会议纪要")
    with qtbot.waitSignal(suggestions.all_requested) as asked:
        qtbot.mouseClick(suggestions, Qt.MouseButton.LeftButton, pos=QPoint(80, 15))
    assert asked.args == ["会议纪要"]


def test_a_checklist_is_suggested_beside_articles(
    qtbot: QtBot, suggestions: Suggestions, field: LineEdit, services: Services
) -> None:
    record = make_record(services, {"title": "关于会议室改造的请示", "handler": "张敏"})
    places = opened(suggestions)
    suggest(qtbot, suggestions, field, "会议")
    assert len(suggestions.rows) == MOST
    place = next(place for place, row in enumerate(suggestions.rows) if row.kind == "record")
    for _ in range(place + 1):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert places == [("checklist", {"record": record.number})]


def test_down_in_the_empty_box_brings_what_was_searched_before(
    qtbot: QtBot, suggestions: Suggestions, field: LineEdit, services: Services
) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert not suggestions.isVisible()  # nothing was
    services.settings = services.settings.with_search("会签").with_search("值班")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert [row.title for row in suggestions.rows] == ["值班", "会签"] and suggestions.current == 0
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(suggestions.all_requested) as asked:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["会签"] and field.text() == "会签"


def test_arrows_choose_and_enter_opens(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    places = opened(suggestions)
    suggest(qtbot, suggestions, field, "报送请示")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert suggestions.current == 0 and field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    row = suggestions.rows[0]
    assert places == [("wizard", {"rule": row.rule, "wizard": row.wizard})]
    assert not suggestions.isVisible()


def test_up_from_the_words_reaches_the_last(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    suggest(qtbot, suggestions, field, "请示")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert suggestions.current == len(suggestions.rows) - 1
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert suggestions.current == -1


def test_enter_with_nothing_chosen_is_the_fields_own(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    places = opened(suggestions)
    suggest(qtbot, suggestions, field, "请示")
    with qtbot.waitSignal(field.returnPressed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert places == [] and not suggestions.isVisible()


def test_escape_puts_them_away_and_keeps_the_words(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    suggest(qtbot, suggestions, field, "请示")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not suggestions.isVisible()
    assert field.text() == "请示"


def test_a_click_opens_and_the_foot_shows_all(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    places = opened(suggestions)
    suggest(qtbot, suggestions, field, "第58条")
    qtbot.mouseClick(suggestions, Qt.MouseButton.LeftButton, pos=QPoint(80, 20))
    assert places == [("rules", {"rule": RULE, "article": "58"})]
    suggest(qtbot, suggestions, field, "请示")
    with qtbot.waitSignal(suggestions.all_requested) as asked:
        at = QPoint(80, suggestions.height() - 10)
        qtbot.mouseClick(suggestions, Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [field.text().strip()]


def test_leaving_the_box_puts_them_away(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    suggest(qtbot, suggestions, field, "请示")
    field.clearFocus()
    assert not suggestions.isVisible()


def test_the_manual_comes_last_and_opens_at_its_topic(qtbot: QtBot, suggestions: Suggestions, field: LineEdit) -> None:
    suggest(qtbot, suggestions, field, "换电脑")
    kinds = [row.kind for row in suggestions.rows]
    assert "manual" in kinds and kinds == sorted(kinds, key=["wizard", "article", "note", "manual"].index)
    places = opened(suggestions)
    for _ in range(kinds.index("manual") + 1):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert places == [("help", {"topic": "换电脑"})]
