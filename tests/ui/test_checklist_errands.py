"""What is done with a whole checklist: its history, the calendar, another machine, another one like it, a changed rule."""

from __future__ import annotations

import datetime as dt
from array import array
from pathlib import Path

import msgspec
import pytest
from desk import RULE, made_up_services, make_record, make_theme, on_dialog, press, show
from holidays import NOTICE
from icalendar import Calendar
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.records.model import ItemState, Record
from govdesk.ui.actions.history import HistoryDialog
from govdesk.ui.actions.holidays import HolidayDialog
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.checklist.revised import RevisedDialog
from govdesk.ui.pages.records.page import RecordsPage
from govdesk.wizards.library import Library
from govdesk.wizards.revision import revisions

ERRAND = "handle-assigned"
NOW = dt.date(2026, 11, 24)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path, NOW)


def assigned(services: Services, day: str, title: str = "供热方案") -> Record:
    """A paper to be done within ten working days of that day."""
    fields = {"title": title, "handler": "张敏", "transferred": day}
    return make_record(services, {name: value for name, value in fields.items() if value}, wizard=ERRAND, urgent="no")


def opened(qtbot: QtBot, services: Services, number: str, item: str = "") -> ChecklistPage:
    page = ChecklistPage(services, make_theme())
    page.activate(record=number, item=item)
    show(qtbot, page)
    return page


def action(menu: QMenu, text: str) -> QAction:
    return next(entry for entry in menu.actions() if entry.text().split("\t")[0] == text)


def test_the_limits_of_one_list_go_into_a_calendar_file(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    record = assigned(services, "2026-11-20")
    page = opened(qtbot, services, record.number)
    target = tmp_path / "期限.ics"
    page.outlet.desk.ask_path = lambda *_: target  # type: ignore[method-assign]
    page.frame.footer.calendar.click()
    (event,) = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == dt.date(2026, 12, 4)
    assert page.frame.notice.text() == f"已写成日历文件：{target}"


def test_a_list_without_dates_gives_no_calendar_file(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, make_record(services).number)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    page.frame.footer.calendar.click()
    assert seen[0].title.text() == "这份清单没有等着到期的事项"


def test_the_history_is_shown_newest_first_and_printed(qtbot: QtBot, services: Services) -> None:
    record = make_record(services, {"title": "供热方案", "handler": "张敏"})
    services.store.set_state(record, "one-matter", ItemState.DONE, "张敏")
    services.store.set_note(record, "one-matter", "已核对", "李建国")
    page = opened(qtbot, services, record.number)
    lines: list[list[str]] = []

    def read(dialog: Dialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        model = dialog.table.model()
        rows = range(model.rowCount())
        lines.extend([str(model.index(row, column).data()) for column in range(1, 4)] for row in rows)
        press(dialog, "打印…")

    previews: list[str] = []

    def preview(window: object) -> None:
        assert isinstance(window, PreviewWindow)
        previews.append(window.job.heading)

    page.outlet.desk.show = preview  # type: ignore[assignment,method-assign]
    on_dialog(qtbot, read)
    action(page.frame.footer.more_menu, "办理记录…").trigger()
    assert [line[:2] for line in lines] == [["李建国", "备注"], ["张敏", "办理"], ["王晓梅", "新建"]]
    assert lines[0][2].endswith("备注“已核对”")
    assert previews == ["打印办理记录"]


@pytest.mark.parametrize("more", range(12))
def test_no_line_of_the_history_is_cut_through(qtbot: QtBot, services: Services, more: int) -> None:
    """Words that just fill their line wrap; the row must know."""
    record = make_record(services, {"title": "供热方案", "handler": "张敏"})
    store = services.store
    store.set_state(record, "one-matter", ItemState.NOT_APPLICABLE, "张敏", "平台停用，送的纸质件" + "甲" * more)
    theme = make_theme()
    dialog = HistoryDialog(theme, record, store.history(record))
    qtbot.addWidget(dialog)
    dialog.resize(820, 400)
    dialog.show()
    table, index = dialog.table, dialog.table.model().index(0, 3)
    painted = QImage(table.columnWidth(3), 400, QImage.Format.Format_ARGB32)
    painted.fill(theme.color("page"))
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = painted.rect()
    painter = QPainter(painted)
    table.itemDelegate().paint(painter, option, index)
    painter.end()
    pixels, width = memoryview(painted.constBits()).cast("I"), painted.width()
    ground = memoryview(array("I", [pixels[0]] * width))
    ink = [y for y in range(400) if pixels[y * width : (y + 1) * width] != ground]
    assert ink and ink[-1] < table.rowHeight(0)


def test_a_list_is_copied_and_carried_from_its_own_page(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    record = assigned(services, "2026-11-20")
    page = opened(qtbot, services, record.number)
    with qtbot.waitSignal(page.navigate) as asked:
        action(page.frame.footer.more_menu, "复制为新清单").trigger()
    made = services.store.load(asked.args[1]["record"])
    assert (made.title, made.answers, "transferred" in made.fields) == ("供热方案", record.answers, False)

    target = tmp_path / "清单.govdesk.json"
    page.outlet.desk.ask_path = lambda *_: target  # type: ignore[method-assign]
    action(page.frame.footer.more_menu, "带到另一台电脑…").trigger()
    with made_up_services(tmp_path / "另一台", NOW).store as there:
        (arrived,) = there.import_file(target, "李建国")
        assert arrived.record == services.store.load(record)


def changed(library: Library) -> Library:
    """As after an update of the pack: 第四条 allows eight days, one item is gone."""
    rule = library.rules[RULE]
    at = rule.index_of("4")
    assert at is not None
    article = rule.articles[at]
    first = article.paragraphs[0]
    segments = tuple(
        msgspec.structs.replace(part, text=part.text.replace("10个工作日", "8个工作日")) for part in first.text.segments
    )
    first = msgspec.structs.replace(first, text=msgspec.structs.replace(first.text, segments=segments))
    article = msgspec.structs.replace(article, paragraphs=(first, *article.paragraphs[1:]))
    articles = (*rule.articles[:at], article, *rule.articles[at + 1 :])
    rule = msgspec.structs.replace(rule, articles=articles, hash="another")
    wizards = tuple(
        msgspec.structs.replace(wizard, items=wizard.items[1:]) if wizard.id == ERRAND else wizard
        for wizard in library.wizards(RULE)
    )
    return msgspec.structs.replace(
        library, rules=library.rules | {RULE: rule}, wizards_by_rule=library.wizards_by_rule | {RULE: wizards}
    )


def test_a_rule_that_has_changed_since_is_told_and_nothing_is_rewritten(qtbot: QtBot, services: Services) -> None:
    record = assigned(services, "")
    assert not opened(qtbot, services, record.number).frame.revised.isVisible()
    services.library = changed(services.library)
    page = opened(qtbot, services, record.number)
    assert page.frame.revised.isVisible()
    assert page.frame.revised.text.text() == (
        "规则在这份清单建立以后有变化：第四条、取消的事项，共 2 处。清单仍按建立时的原文。"
    )
    assert services.store.load(record).basis == record.basis
    told: list[str] = []

    def read(dialog: Dialog) -> None:
        assert isinstance(dialog, RevisedDialog)
        told.extend(label.text() for label in dialog.texts)
        press(dialog, "按现在的规则另开一份")

    on_dialog(qtbot, read)
    with qtbot.waitSignal(page.navigate) as asked:
        page.frame.revised.links[0].click()
    assert "<b>10</b>" in told[0] and "<b>8</b>" in told[1]
    made = services.store.load(asked.args[1]["record"])
    assert revisions(made.basis, services.library) == ()
    page.activate(record=made.number)
    assert not page.frame.revised.isVisible()


def test_the_whole_list_tells_how_many_rest_on_something_changed(qtbot: QtBot, services: Services) -> None:
    assigned(services, "")
    put_away = assigned(services, "", "旧批办件")
    services.store.archive(put_away, "张敏")
    make_record(services, {"title": "安全生产会议"}, wizard="department-meeting", invite="none")
    page = RecordsPage(services, make_theme())
    page.activate()
    show(qtbot, page)
    assert not page.revised.isVisible()
    services.library = changed(services.library)
    page.activate()
    assert page.revised.text.text() == "规则已更新，1 份清单的依据有变化"
    page.revised.links[0].click()
    assert page.model.rowCount() == 1  # what is put away is not told of
    page.revised.links[0].click()
    assert page.model.rowCount() == 3
    assert page.revised.links[0].text() == "查看"


def test_a_provisional_date_offers_the_import(qtbot: QtBot, services: Services) -> None:
    page = opened(qtbot, services, assigned(services, "2026-12-25").number, "in-ten-days")
    assert "（暂）" in page.frame.due.text.text()
    assert "规则没有写明批办当日算不算在内" in page.frame.due.reason.text()
    assert page.frame.due.holidays.isVisible()

    def paste(dialog: Dialog) -> None:
        assert isinstance(dialog, HolidayDialog)
        dialog.text.setPlainText(NOTICE)
        dialog.read()
        press(dialog, "存下")

    on_dialog(qtbot, paste)
    page.frame.due.holidays.click()
    assert "（暂）" not in page.frame.due.text.text()
    assert not page.frame.due.holidays.isVisible()


def test_a_new_list_is_counted_as_the_office_has_set(qtbot: QtBot, services: Services) -> None:
    from govdesk.ui.pages.wizard.page import WizardPage

    services.settings = msgspec.structs.replace(services.settings, count_start=True)
    page = WizardPage(services, make_theme())
    page.activate(rule=RULE, wizard=ERRAND)
    show(qtbot, page)
    with qtbot.waitSignal(page.navigate) as asked:
        page._finish()
    assert services.store.load(asked.args[1]["record"]).count_start
