"""期限: what is due over all checklists, and the tool that counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk import make_record, make_services, make_theme, on_dialog, press, reopened, show
from holidays import NOTICE
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.present.agenda import LATE, LATER, TODAY, WEEK, group_of
from govdesk.present.days import Day
from govdesk.records.model import ItemState, Jotting, Record
from govdesk.settings import load_settings
from govdesk.ui.actions.holidays import HolidayDialog
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.deadlines.page import DeadlinesPage
from govdesk.ui.pages.deadlines.starting import StartingDialog

NOW = dt.date(2026, 11, 24)  # a Tuesday
ON_THE_DAY = "QD-2026-0003"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path, NOW)


def assigned(services: Services, handler: str, day: str, **fields: str) -> Record:
    """A 批办件 that came on that day: ten working days."""
    fields |= {"handler": handler, "transferred": day}
    return make_record(services, fields, wizard="handle-assigned", urgent="no")


def filled(services: Services) -> list[str]:
    """Numbers of checklists with limits late, on Thursday and later, and of one without; between the first two, one of today."""
    late = assigned(services, "张敏", "2026-11-06", title="供热方案")
    soon = assigned(services, "李建国", "2026-11-12")
    assigned(services, "李建国", "2026-11-10")
    later = assigned(services, "张敏", "2026-11-20")
    none = make_record(services)
    return [record.number for record in (late, soon, later, none)]


def opened(qtbot: QtBot, services: Services) -> DeadlinesPage:
    page = DeadlinesPage(services, make_theme())
    page.activate()
    show(qtbot, page)
    return page


def lines(page: DeadlinesPage) -> list[str]:
    """What stands there, headers with their counts."""
    texts = []
    for row in range(page.model.rowCount()):
        index = page.model.index(row)
        deadline = page.model.deadline(index)
        spoken = str(page.model.data(index, Qt.ItemDataRole.AccessibleTextRole))
        texts.append(f"{deadline.number} {deadline.due} {deadline.left}" if deadline else spoken)
    return texts


def test_deadlines_stand_in_groups(qtbot: QtBot, services: Services) -> None:
    late, soon, later, _ = filled(services)
    assert lines(opened(qtbot, services)) == [
        "已逾期，1 项",
        f"{late} 2026-11-20 逾期 2 个工作日",
        "今天，1 项",
        f"{ON_THE_DAY} 2026-11-24 今天到期",
        "本周，1 项",
        f"{soon} 2026-11-26 还有 2 个工作日",
        "以后，1 项",
        f"{later} 2026-12-04 还有 8 个工作日",
    ]


def test_archived_and_deleted_checklists_are_not_due(qtbot: QtBot, services: Services) -> None:
    late, soon, later, _ = filled(services)
    services.store.archive(late, "")
    services.store.delete(soon, "")
    services.store.delete(ON_THE_DAY, "")
    assert lines(opened(qtbot, services)) == ["以后，1 项", f"{later} 2026-12-04 还有 8 个工作日"]


def test_space_settles_an_item_and_it_can_be_taken_back(qtbot: QtBot, services: Services) -> None:
    late, *_ = filled(services)
    page = opened(qtbot, services)
    before = lines(page)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert lines(page) == before[2:]
    with reopened(services) as store:
        mark = store.load(late).mark("in-ten-days")
    assert (mark.state, mark.by) == (ItemState.DONE, "张敏")
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lines(page) == before


def test_the_button_in_a_line_settles_that_line(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    index = page.model.index(7)
    deadline = page.model.deadline(index)
    assert deadline is not None
    at = page.view.delegate.button_rect(page.view.visualRect(index)).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert services.store.load(deadline.number).mark(deadline.item).state is ItemState.DONE
    assert "以后，1 项" not in lines(page)


def test_what_cannot_be_written_stays_in_the_list(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(services)
    page = opened(qtbot, services)
    before = lines(page)

    def refuse(*_: object, **__: object) -> None:
        raise UserError("清单没有存上")

    monkeypatch.setattr(services.store, "set_state", refuse)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert seen[0].title.text() == "清单没有存上"
    assert lines(page) == before


def test_enter_opens_the_item_in_its_checklist(qtbot: QtBot, services: Services) -> None:
    late, *_ = filled(services)
    page = opened(qtbot, services)
    with qtbot.waitSignal(page.navigate) as asked:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked.args == ["checklist", {"record": late, "item": "in-ten-days"}]


def test_one_person_s_deadlines(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    page.who.setCurrentIndex(page.who.findData("李建国"))
    page.who.activated.emit(page.who.currentIndex())
    assert [line for line in lines(page) if line.startswith("QD")] == [
        "QD-2026-0003 2026-11-24 今天到期",
        "QD-2026-0002 2026-11-26 还有 2 个工作日",
    ]


def test_nothing_due(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    page = opened(qtbot, services)
    assert page.nothing.isVisible()
    assert page.nothing.title.text() == "没有逾期，今天也没有到期的事"


@pytest.mark.parametrize(
    ("due", "group"),
    [("2026-11-23", LATE), ("2026-11-24", TODAY), ("2026-11-29", WEEK), ("2026-11-30", LATER)],
)
def test_a_week_ends_on_sunday(due: str, group: str) -> None:
    assert group_of(dt.date.fromisoformat(due), NOW) == group


def test_counting_working_days(qtbot: QtBot, services: Services) -> None:
    counter = opened(qtbot, services).counter
    counter.start.clear()
    qtbot.keyClicks(counter.start, "2026-9-24")
    assert counter.answer.text() == "到 2026-10-15 周四"
    assert "10-01 至 10-07（国庆节）" in counter.account.text()
    assert "规则" not in counter.account.text(), "no rule is meant here"
    counter.counting.setCurrentIndex(1)
    assert counter.answer.text() == "到 2026-10-14 周三"
    counter.days.setFocus()
    qtbot.keyClicks(counter.days, "0000")
    assert counter.answer.text() == "—"
    assert counter.days.text() == "100000"
    assert "工作日数太大" in counter.account.text()
    counter.days.setText("9" * 5_000)  # more digits than int() reads
    counter.count()
    assert counter.account.text() == "写天数，或另一个日期。"
    qtbot.keyClicks(counter.start, "x")
    assert counter.account.text().startswith("看不懂这个日期")
    counter.start.setText("2026-2-30")
    counter.count()
    assert counter.account.text().startswith("没有这一天")


def test_days_are_counted_back_and_between_two_dates(qtbot: QtBot, services: Services) -> None:
    counter = opened(qtbot, services).counter
    counter.start.setText("2026-10-15")
    counter.days.setText("3")
    counter.counting.setCurrentText("往前数")
    assert counter.answer.text() == "到 2026-10-12 周一"
    counter.days.setText("2026。9。24")
    counter.count()
    assert counter.answer.text() == "11 个工作日"
    assert "首尾两天都算共 22 天，其中工作日 11 个" in counter.account.text()
    counter.days.setText("x")
    counter.count()
    assert (counter.answer.text(), counter.account.text()) == ("—", "写天数，或另一个日期。")


def test_the_month_shows_what_is_due_and_what_is_arranged(qtbot: QtBot, services: Services) -> None:
    filled(services)
    month = opened(qtbot, services).month

    def day(text: str) -> Day:
        date = dt.date.fromisoformat(text)
        month.show_day(date)
        shown = month.grid.day(date)
        assert shown is not None
        return shown

    assert (day("2026-11-20").due, day("2026-11-20").late) == (1, True)
    assert (day("2026-11-26").due, day("2026-11-26").late) == (1, False)
    assert day("2026-11-24").sentence == "2026-11-24 周二，今天，1 项到期"
    assert day("2026-10-01").sentence == "2026-10-01 周四，国庆节放假"
    assert (day("2026-10-10").mark, day("2026-10-10").worked) == ("班", True)
    assert (day("2026-11-28").mark, day("2026-11-28").worked) == ("", False)


def test_a_day_in_the_month_shows_its_deadlines(qtbot: QtBot, services: Services) -> None:
    late, soon, later, _ = filled(services)
    page = opened(qtbot, services)
    everything = lines(page)
    at = page.month.grid.cell(dt.date(2026, 11, 26)).center()
    qtbot.mouseClick(page.month.grid, Qt.MouseButton.LeftButton, pos=at)
    assert lines(page) == ["本周，1 项", f"{soon} 2026-11-26 还有 2 个工作日"]
    assert page.side.told.text() == "2026-11-26 周四，1 项到期"
    page.side.all.click()
    assert lines(page) == everything
    # By keys: from the chosen Thursday eight days on, over the end of the month.
    page.month.grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(page.month.grid, key)
    assert page.month.title.text() == "2026 年 12 月"
    qtbot.keyClick(page.month.grid, Qt.Key.Key_Return)
    assert lines(page) == ["以后，1 项", f"{later} 2026-12-04 还有 8 个工作日"]
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert lines(page) == everything[:-2]  # the day is empty now: the others come back
    assert late in lines(page)[1]


def test_a_year_without_an_arrangement_says_so_and_offers_the_import(qtbot: QtBot, services: Services) -> None:
    make_record(services, {"handler": "张敏", "received": "2026-12-25"})
    page = opened(qtbot, services)
    page.month.show_day(dt.date(2027, 1, 1))
    assert page.side.source.text() == "2027 年放假安排尚未导入，暂按周末计算。"
    page.counter.start.setText("2026-12-25")
    page.counter.count()
    assert "（暂）" in page.counter.answer.text()
    assert page.counter.provisional.isVisible()

    def paste(dialog: Dialog) -> None:
        assert isinstance(dialog, HolidayDialog)
        dialog.text.setPlainText(NOTICE)
        dialog.read()
        press(dialog, "存下")

    on_dialog(qtbot, paste)
    page.counter.provisional.click()
    assert page.notice.text() == "已存下 2027 年放假安排，各份清单的期限已重算"
    assert not page.counter.provisional.isVisible()
    assert "国办发明电〔2026〕9号" in page.side.source.text()
    assert not any(line.next_due_provisional for line in services.store.summaries())
    january = page.month.grid.day(dt.date(2027, 1, 1))
    assert january is not None and january.mark == "休"


def test_the_list_goes_into_a_calendar_file(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    filled(services)
    page = opened(qtbot, services)
    target = tmp_path / "期限.ics"
    page.outlet.desk.ask_path = lambda *_: target  # type: ignore[method-assign]
    page.add.click()
    events = list(Calendar.from_ical(target.read_bytes()).walk("VEVENT"))
    assert sorted(str(event["DTSTART"].dt) for event in events) == [
        "2026-11-20", "2026-11-24", "2026-11-26", "2026-12-04",
    ]  # fmt: skip


def test_how_new_lists_are_counted_is_a_setting(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = opened(qtbot, services)
    assert page.side.starting.text() == "新清单：次日起算"

    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, StartingDialog)
        dialog.same_day.click()
        press(dialog, "确定")

    on_dialog(qtbot, choose)
    page.side.change_starting.click()
    assert page.side.starting.text() == "新清单：当日起算"
    assert load_settings(services.data_folder)[0].count_start


def test_where_there_are_too_many_lists_the_most_urgent_are_shown_and_that_is_said(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, *_ = filled(services)
    monkeypatch.setattr("govdesk.present.agenda.MOST_LISTS", 2)
    page = opened(qtbot, services)
    assert {line.split()[0] for line in lines(page) if line.startswith("QD")} == {late, ON_THE_DAY}
    assert page.left_out.text().startswith("清单太多，只列最紧的")


def test_in_a_narrow_window_f4_turns_to_the_month(qtbot: QtBot, services: Services) -> None:
    filled(services)
    page = DeadlinesPage(services, make_theme())
    page.activate()
    show(qtbot, page, width=960)
    assert page.view.isVisible() and not page.month.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: page.month.isVisible() and not page.view.isVisible())
    page.month.grid.chosen.emit(dt.date(2026, 11, 26))
    assert page.view.isVisible()
    assert len(lines(page)) == 2


def test_at_1024_what_is_due_is_read_whole(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lines that begin alike could not be told apart: 需要市政府审批的…, 需要会相关部门…."""
    assigned(services, "张敏", "2026-09-01", title="关于资金的批办件")
    page = opened(qtbot, services)
    page.apply_layout(layout_for(1024, 1.0, 595))
    page.resize(1024, 511)
    QApplication.processEvents()
    found: list[str] = []
    original = QPainter.drawText

    def draw(painter: QPainter, *args: object) -> object:
        found.extend(part for part in args if isinstance(part, str))
        return original(painter, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(QPainter, "drawText", draw)
    page.view.viewport().grab()
    line = page.view.current()
    assert line is not None and line.what in found


def test_a_year_file_that_cannot_be_read_is_told(qtbot: QtBot, services: Services) -> None:
    folder = services.calendar_folders[-1]
    folder.mkdir(parents=True)
    (folder / "2027.toml").write_text("year = 2027\n[source", encoding="utf-8")
    page = opened(qtbot, services)
    assert "有放假安排文件读不通，没有用上：calendars/2027.toml" in page.side.source.text()


def test_what_others_owe_is_waited_for_and_settled(qtbot: QtBot, services: Services) -> None:
    asked = make_record(services, {"title": "请示", "handler": "张敏", "received": "2026-11-16"})
    assigned(services, "张敏", "2026-11-20", title="批办件")
    page = opened(qtbot, services)
    assert lines(page) == [
        "以后，1 项",
        "QD-2026-0002 2026-12-04 还有 8 个工作日",
        "等着别人办，1 项",
        f"{asked.number} 2026-11-23 已过 1 个工作日",
    ]
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    line = page.view.current()
    assert line is not None and (line.waits, line.city) == ("市政府办公室", "云川市")
    assert "等市政府办公室：提出办理意见" in line.sentence and line.where.startswith("云川市 · ")
    services.store.set_jottings(asked, line.item, (Jotting("2026-11-24", "问过", "2026-11-27"),), "张敏")
    page.refresh()
    assert f"{asked.number} 2026-11-27 还有 3 个工作日" in lines(page)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert [line for line in lines(page) if asked.number in line] == []
    assert page.notice.text() == "市政府办公室已办好，不再等：提出办理意见"
    assert services.store.load(asked).jottings[line.item][-1] == Jotting("2026-11-24", "已办好", settled=True)
    page.undo()
    assert f"{asked.number} 2026-11-27 还有 3 个工作日" in lines(page)
    assert page.notice.text() == "已撤销：市政府办公室已办好，不再等：提出办理意见"
    page.redo()
    assert page.notice.text() == "已重做：市政府办公室已办好，不再等：提出办理意见"
    page.redo()
    assert page.notice.text() == "没有可以重做的改动"
