"""导入放假安排: what is pasted is looked at, doubted in one sentence, stored as a file that another machine takes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from desk import make_services, make_theme
from holidays import NOTICE
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.ui.actions.holidays import HolidayDialog

NOW = dt.date(2026, 11, 24)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "这一台", NOW)


def pasted(qtbot: QtBot, services: Services, text: str) -> HolidayDialog:
    dialog = HolidayDialog(services, make_theme())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.text.setPlainText(text)
    dialog.read()
    return dialog


def test_the_days_are_shown_before_they_are_stored(qtbot: QtBot, services: Services) -> None:
    dialog = pasted(qtbot, services, NOTICE)
    shown = [dialog.days.item(row).text() for row in range(dialog.days.count())]
    assert shown[:3] == [
        "休　元旦　2027-01-01 周五 至 01-03 周日，共 3 天",
        "班　春节调休　2027-01-31 周日",
        "休　春节　2027-02-05 周五 至 02-13 周六，共 9 天",
    ]
    dialog.days.setCurrentRow(1)
    assert dialog.month.title.text() == "2027 年 1 月"
    day = dialog.month.grid.day(dt.date(2027, 1, 31))
    assert day is not None and day.mark == "班"
    assert dialog.store.isEnabled()
    assert 2027 not in services.calendar.years  # not before 存下
    dialog.store.click()
    assert dialog.stored == services.data_folder / "calendars" / "2027.toml"
    assert services.calendar.why_off(dt.date(2027, 6, 9)) == "端午节"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("共9天", "共8天", "“春节”这一项：写的是共 8 天"),
        ("1日（周五）至3日", "1日（周四）至3日", "“元旦”这一项：2027-01-01 是周五，通知里写的是周四"),
        ("5月8日（周六）上班", "5月8日（周六）另行通知", "“劳动节”这一项：这一句没有看懂：“5月8日（周六）另行通知”"),
        ("2月5日", "2月30日", "“春节”这一项：没有 2027 年 2 月 30 日这一天"),
    ],
)
def test_what_was_not_understood_is_said_in_one_sentence(
    qtbot: QtBot, services: Services, old: str, new: str, told: str
) -> None:
    assert old in NOTICE
    dialog = pasted(qtbot, services, NOTICE.replace(old, new))
    assert told in dialog.told.text()
    assert not dialog.store.isEnabled()
    assert dialog.text.toPlainText() == NOTICE.replace(old, new)  # nothing is lost
    assert not (services.data_folder / "calendars").exists()


def test_what_the_text_leaves_out_can_be_filled_in(qtbot: QtBot, services: Services) -> None:
    items = NOTICE[NOTICE.index("一、元旦") : NOTICE.index("　　节假日期间")]
    dialog = pasted(qtbot, services, items)
    assert dialog.told.text().startswith("看不出是哪一年的安排")
    dialog.fields["year"].setText("2027")
    dialog.read()
    assert dialog.told.text() == "通知的标题、文号、成文日期没有找到，补在下面。"
    for name, text in (
        ("title", "国务院办公厅关于2027年部分节假日安排的通知"),
        ("number", "国办发明电〔2026〕9号"),
        ("issued", "2026-11-2"),
    ):
        assert dialog.fields[name].isVisible()
        dialog.fields[name].setText(text)
    dialog.read()
    assert dialog.store.isEnabled()
    assert dialog.source.text() == "《国务院办公厅关于2027年部分节假日安排的通知》（国办发明电〔2026〕9号，2026-11-02）"


def test_the_file_is_taken_in_on_another_machine(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    dialog = pasted(qtbot, services, NOTICE)
    dialog.store.click()
    assert dialog.stored is not None
    carried = tmp_path / "放假安排(1).toml"
    carried.write_bytes(dialog.stored.read_bytes())
    there = make_services(tmp_path / "另一台", NOW)
    other = HolidayDialog(there, make_theme())
    qtbot.addWidget(other)
    other._desk.ask_open = lambda *_: carried  # type: ignore[method-assign]
    other.show()
    other.pick_link.click()
    other.store.click()
    assert there.calendar.off == services.calendar.off
    assert there.calendar.notices == services.calendar.notices


def test_a_year_that_the_program_has_is_only_corrected(qtbot: QtBot, services: Services) -> None:
    change = """国务院办公厅关于调整2026年中秋节放假安排的通知
国办发明电〔2026〕8号
一、中秋节：9月25日（周五）至27日（周日）放假，共3天。9月20日（周日）上班。
国务院办公厅
2026年8月1日"""
    dialog = pasted(qtbot, services, change)
    # The title speaks of one holiday: it is taken for a change, and the user may say otherwise.
    assert dialog.store.isEnabled() and dialog.source.text().endswith("只改列出的日子")
    dialog.again.click()
    assert dialog.corrects.isVisible() and dialog.corrects.isChecked()
    dialog.corrects.click()
    assert not dialog.store.isEnabled() and dialog.corrects.isVisible()
    dialog.corrects.click()
    assert dialog.store.isEnabled()


def test_a_text_file_from_notepad(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_bytes(NOTICE.encode("gb18030"))
    dialog = HolidayDialog(services, make_theme())
    qtbot.addWidget(dialog)
    dialog._desk.ask_open = lambda *_: file  # type: ignore[method-assign]
    dialog.show()
    dialog.pick_link.click()
    assert dialog.store.isEnabled()
