"""流程图: the whole wizard on one screen, by keyboard and hand, and the way there and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import PLAIN_ANSWERS, RULE, WIZARD, made_up_services, make_record, make_theme, on_dialog, press, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens import settle

from govdesk.app import Services
from govdesk.export.jobs import Options
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.pages.chart.page import ChartPage
from govdesk.ui.pages.chart.printing import approval_job
from govdesk.ui.pages.chart.rows import ChartRow
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow
from govdesk.wizards.chart import wizard_mark

# The offscreen platform says so of every window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ChartPage:
    page = ChartPage(services, make_theme())
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page)
    return page


def focused() -> ChartRow:
    row = QApplication.focusWidget()
    assert isinstance(row, ChartRow)
    return row


def key(qtbot: QtBot, pressed: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), pressed)


def went(page: ChartPage) -> list[tuple[str, dict[str, Any]]]:
    places: list[tuple[str, dict[str, Any]]] = []
    page.navigate.connect(lambda name, target: places.append((name, target)))
    return places


def test_every_question_answer_and_item_is_there_with_its_words(page: ChartPage, services: Services) -> None:
    wizard = services.library.wizard(RULE, WIZARD)
    told = "\n".join(f"{row.accessibleName()}\n{row.accessibleDescription()}" for row in page.view.sheet.rows())
    for question in wizard.questions:
        assert question.ask in told and f"“{question.cite.quote}”" in told
        for option in question.options:
            assert f"的答案：{option.label}" in told
    for item in wizard.items:
        assert item.do in told and f"“{item.cite.quote}”" in told and item.hint in told


def test_the_room_between_cards_grows_with_the_text(qtbot: QtBot, services: Services) -> None:
    theme = make_theme()
    page = ChartPage(services, theme)
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page)

    def gaps() -> tuple[int, int]:
        first, second = (page.view.sheet.questions[number].parentWidget().geometry() for number in (1, 2))
        heads = [head.height() for _, head in page.view.sheet.stages]
        return second.top() - first.bottom(), heads[0]

    small = gaps()
    theme.change(scale=1.5)
    settle(qtbot)
    grown = gaps()
    fresh = ChartPage(services, theme)
    fresh.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, fresh, scale=1.5)
    page = fresh
    settle(qtbot)
    assert grown == gaps() and grown[0] > small[0] and grown[1] > small[1]


def test_arrows_go_from_row_to_row_and_the_article_follows(qtbot: QtBot, page: ChartPage) -> None:
    sheet = page.view.sheet
    assert focused() is sheet.questions[1]
    key(qtbot, Qt.Key.Key_Down)
    assert focused() is sheet.options[1, 0]
    key(qtbot, Qt.Key.Key_End)
    last = sheet.items[max(sheet.items)]
    assert focused() is last and last.cite is not None
    assert page.article.quoted_text() == last.cite.quote
    assert page.stages.currentText() == f"转到：{last.entry.item.stage}"
    key(qtbot, Qt.Key.Key_Down)
    assert focused() is last
    key(qtbot, Qt.Key.Key_PageUp)
    assert focused() is not last
    key(qtbot, Qt.Key.Key_Home)
    assert focused() is sheet.questions[1]
    assert page.view.verticalScrollBar().value() == 0


def test_enter_on_an_answer_goes_where_it_leads(qtbot: QtBot, page: ChartPage) -> None:
    sheet = page.view.sheet
    page.view.go_to(sheet.options[1, 2])  # 涉及，谈不拢
    key(qtbot, Qt.Key.Key_Return)
    assert focused() is sheet.questions[2]
    page.view.go_to(sheet.options[2, 0])
    key(qtbot, Qt.Key.Key_Return)
    assert focused() is sheet.items[1]


def test_an_answer_that_leads_to_another_errand_stays_where_it_is(qtbot: QtBot, services: Services) -> None:
    page = ChartPage(services, make_theme())
    page.activate(rule=RULE, wizard="hold-meeting")
    show(qtbot, page)
    sheet = page.view.sheet
    assert not sheet.items
    qtbot.mouseClick(sheet.options[1, 0], Qt.MouseButton.LeftButton)
    assert focused() is sheet.options[1, 0]
    key(qtbot, Qt.Key.Key_Return)
    assert focused() is sheet.options[1, 0]


def test_an_answer_marks_the_items_it_bears_on_and_an_item_its_answers(page: ChartPage) -> None:
    sheet = page.view.sheet
    answer = sheet.options[1, 2]
    page.view.go_to(answer)
    assert {number for number, row in sheet.items.items() if row.related} == set(answer.branch.items)
    page.view.go_to(sheet.items[3])  # 列出各方理由
    assert [place for place, row in sheet.options.items() if row.related] == [(1, 2)]
    assert not any(row.related for row in sheet.items.values())


def test_enter_on_an_item_opens_its_article(qtbot: QtBot, page: ChartPage) -> None:
    places = went(page)
    page.view.go_to_stage(1)
    row = focused()
    assert row is page.view.sheet.items[2] and row.cite is not None
    key(qtbot, Qt.Key.Key_Return)
    assert places == [("rules", {"rule": RULE, "article": row.cite.number})]


def test_a_wizard_without_questions_is_stages_alone(qtbot: QtBot, services: Services) -> None:
    page = ChartPage(services, make_theme())
    page.activate(rule=RULE, wizard="citywide-meeting")
    show(qtbot, page)
    assert not page.view.sheet.questions
    assert focused() is page.view.sheet.items[1]
    assert page.stages.itemText(0) == f"转到：{services.library.wizard(RULE, 'citywide-meeting').stages[0]}"


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 1.5)])
def test_no_words_are_cut_off_at_any_size(qtbot: QtBot, services: Services, width: int, scale: float) -> None:
    page = ChartPage(services, make_theme())
    page.theme.change(scale=scale)
    page.activate(rule=RULE, wizard=WIZARD)
    show(qtbot, page, width=width, scale=scale)
    sheet = page.view.sheet
    assert sheet.width() <= page.view.viewport().width()
    for row in sheet.rows():
        assert row.height() == row.heightForWidth(row.width())
        assert row.mapTo(sheet, row.rect().topRight()).x() < sheet.width()
    assert page.side.isVisible()
    below = layout_for(width, scale).side_below
    assert (page.splitter.orientation() is Qt.Orientation.Vertical) == below


def test_the_line_of_the_answer_in_focus_is_drawn_in_the_acting_colour(page: ChartPage) -> None:
    sheet = page.view.sheet
    answer = sheet.options[1, 0]

    def beside() -> str:
        edge = answer.mapTo(sheet, answer.rect().topRight()).x() + page.theme.px(10)
        picture = sheet.grab().toImage()
        ratio = picture.devicePixelRatio()
        y = answer.mapTo(sheet, answer.rect().topLeft()).y() + answer.centre_of_first_line()
        return picture.pixelColor(round(edge * ratio), round(y * ratio)).name().upper()

    page.view.go_to(sheet.items[1])
    assert beside() == page.theme.hex("line2")
    page.view.go_to(answer)
    assert beside() == page.theme.hex("act")


def page_status(services: Services) -> str:
    page = ChartPage(services, make_theme())
    page.activate(rule=RULE, wizard=WIZARD)
    return page.default_status()


def test_the_paper_says_what_the_screen_says(services: Services) -> None:
    job = approval_job(services, services.library.basis(RULE, WIZARD))
    assert wizard_mark(services.library.wizard(RULE, WIZARD)) in page_status(services)
    assert (job.heading, job.name) == ("打印审核表", "云川市向市政府报送请示向导审核表")
    assert job.make("pdf", Options()).startswith(b"%PDF")
    assert job.make("docx", Options()).startswith(b"PK")


def test_from_a_wizard_to_its_chart_and_back_nothing_is_lost(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, **PLAIN_ANSWERS)
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.start()
    window.go("wizard", record=record.number)
    wizard = window.page
    assert isinstance(wizard, WizardPage)
    wizard._go_to("others")
    wizard._choose("no")
    wizard.steps.chart_link.click()
    chart = window.page
    assert isinstance(chart, ChartPage)
    assert chart.view.current is chart.view.sheet.questions[1]
    assert not chart.start_button.isVisibleTo(chart)
    chart.go_back()
    assert window.page is wizard
    assert wizard.asking is not None and wizard.asking.run.shown is not None
    assert wizard.asking.run.answers["others"] == "no"
    assert wizard.asking.run.shown.id == "others"
    assert services.store.load(record.number).answers["others"] == PLAIN_ANSWERS["others"]
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "不改了"))
    assert window.close()
    assert seen, "a closing window asks about answers that the list has not been given"
