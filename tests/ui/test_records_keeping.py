"""Lists to and from other machines, as a table, and backups, from the 清单 page."""

from __future__ import annotations

import csv
import datetime as dt
import threading
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from desk import make_record, make_services, make_theme, on_dialog, press, show
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.errors import Progress
from govdesk.present.record_listing import Column
from govdesk.records.model import ItemState
from govdesk.ui.actions.backups import BackupsDialog
from govdesk.ui.actions.printing.working import WorkDialog
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.records.importing import ImportDialog
from govdesk.ui.pages.records.model import PAGE
from govdesk.ui.pages.records.page import RecordsPage

NOW = dt.date(2026, 11, 24)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "这一台", NOW)


@pytest.fixture
def there(tmp_path: Path) -> Services:
    return make_services(tmp_path / "另一台", NOW)


def opened(qtbot: QtBot, services: Services) -> RecordsPage:
    page = RecordsPage(services, make_theme())
    page.activate()
    show(qtbot, page)
    return page


def action(page: RecordsPage, text: str) -> QAction:
    return next(entry for entry in page.footer.menu.actions() if entry.text() == text)


def titles(page: RecordsPage) -> list[str]:
    return [str(page.model.index(row, Column.TITLE).data()) for row in range(page.model.rowCount())]


def answer_paths(page: RecordsPage, path: Path) -> None:
    page.outlet.desk.ask_path = lambda *_: path  # type: ignore[method-assign]
    page.outlet.desk.ask_open = lambda *_: path  # type: ignore[method-assign]


def test_everything_goes_to_another_machine_and_is_looked_at_there(
    qtbot: QtBot, services: Services, there: Services, tmp_path: Path
) -> None:
    first = make_record(services, {"title": "供热方案", "handler": "张敏"})
    make_record(services, {"title": "公交场站", "handler": "李建国"})
    file = tmp_path / "全部.govdesk.json"
    page, other = opened(qtbot, services), opened(qtbot, there)
    answer_paths(page, file)
    answer_paths(other, file)
    action(page, "全部导出…").trigger()
    assert page.notice.text() == f"已导出 2 份：{file}"

    on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    action(other, "导入清单…").trigger()
    assert titles(other) == []  # looked at only
    on_dialog(qtbot, lambda dialog: press(dialog, "导入"))
    action(other, "导入清单…").trigger()
    assert titles(other) == ["公交场站", "供热方案"]
    assert other.notice.text() == "已导入：新增 2 份"

    # Both sides work on one of them, then the file goes there again.
    services.store.set_note(first, "one-matter", "这边的话", "张敏")
    there.store.set_note(first, "one-matter", "那边的话", "李建国")
    services.store.set_state(first, "one-matter", ItemState.DONE, "张敏")
    action(page, "全部导出…").trigger()
    told: list[str] = []

    def read(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        told.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        press(dialog, "导入")

    on_dialog(qtbot, read)
    action(other, "导入清单…").trigger()
    assert other.notice.text() == "已导入：合入改动 1 份，没有新改动 1 份，两边都改过 1 处"
    conflict = next(line for line in told if "两边都改过" in line)
    assert "留下：" in conflict and "那边的话" in conflict and "这边的话" in conflict
    assert there.store.load(first).mark("one-matter").state is ItemState.DONE


def test_a_file_that_is_no_list_changes_nothing(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    make_record(services)
    file = tmp_path / "别的.json"
    file.write_text("{}", encoding="utf-8")
    page = opened(qtbot, services)
    answer_paths(page, file)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    action(page, "导入清单…").trigger()
    assert seen[0].title.text() == "“别的.json”不是政务案头写出的清单文件"
    assert len(titles(page)) == 1


def test_a_backup_is_chosen_by_its_time_and_what_it_holds(qtbot: QtBot, services: Services) -> None:
    make_record(services, {"title": "供热方案", "handler": "张敏"})
    services.store.back_up_work()
    make_record(services, {"title": "公交场站", "handler": "李建国"})
    page = opened(qtbot, services)
    listed: list[str] = []

    def choose(dialog: Dialog) -> None:
        if isinstance(dialog, BackupsDialog):
            listed.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
            dialog.list.setCurrentRow(0)
            QTimer.singleShot(0, lambda: on_dialog(qtbot, confirm))
            press(dialog, "恢复所选的备份")

    asked: list[str] = []

    def confirm(dialog: Dialog) -> None:
        asked.append(dialog.title.text())
        press(dialog, "恢复")

    on_dialog(qtbot, choose)
    action(page, "备份和恢复…").trigger()
    assert len(listed) == 1 and listed[0].endswith("　1 份清单")
    assert asked[0].startswith("换成 ")
    assert titles(page) == ["供热方案"]
    assert "已换成" in page.notice.text()
    (aside,) = services.data_folder.glob("records-replaced-*.db")
    # What was replaced is whole: it can take the place again, and no number is given out twice.
    answer_paths(page, aside)

    def other_file(dialog: Dialog) -> None:
        QTimer.singleShot(0, lambda: on_dialog(qtbot, lambda dialog: press(dialog, "恢复")))
        press(dialog, "用别的备份文件…")

    on_dialog(qtbot, other_file)
    action(page, "备份和恢复…").trigger()
    assert titles(page) == ["公交场站", "供热方案"]
    assert make_record(services).number == "QD-2026-0003"


def test_a_backup_from_a_day_yet_to_come_says_so(qtbot: QtBot, services: Services) -> None:
    make_record(services)
    made = services.store.back_up_work()
    assert made is not None
    made.path.rename(made.path.with_name("records-20990101-080000-00001.db"))
    dialog = BackupsDialog(make_theme(), services.data_folder)
    qtbot.addWidget(dialog)
    assert "2099-01-01 周四 08:00　1 份清单　比电脑现在的时间晚" in dialog.list.item(0).text()


def test_a_backup_now(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    make_record(services)
    page = opened(qtbot, services)
    target = tmp_path / "备份.db"
    answer_paths(page, target)
    on_dialog(qtbot, lambda dialog: press(dialog, "现在备份一份…"))
    action(page, "备份和恢复…").trigger()
    assert target.is_file() and page.notice.text() == f"已备份：{target}"


def test_what_is_listed_becomes_a_workbook_with_real_dates(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    make_record(services, {"title": "供热方案", "handler": "张敏", "received": "2026-11-06"})
    make_record(services, {"title": "=1+1", "handler": "2026-3"})
    page = opened(qtbot, services)
    target = tmp_path / "清单.xlsx"
    answer_paths(page, target)
    page.buttons["table"].click()
    assert page.notice.text() == f"已导出表格：{target}"
    head, formula, plain = workbook(target)
    place = {heading: column for column, (_, heading) in enumerate(head)}
    assert list(place)[:4] == ["编号", "事项名称", "城市", "单位"]
    assert formula[place["事项名称"]] == ("s", "=1+1") and formula[place["经办人"]] == ("s", "2026-3")
    assert plain[place["城市"]] == ("s", "云川市") and plain[place["单位"]] == ("s", "市政府部门")
    # Days since 30 December 1899, as a spreadsheet has dates.
    assert plain[place["起算日期"]] == ("n", str((dt.date(2026, 11, 6) - dt.date(1899, 12, 30)).days))
    assert plain[place["已办"]] == ("n", "0")


def workbook(path: Path) -> list[list[tuple[str, str]]]:
    """The cells of the first sheet as (type, text): s words, n a number or a date, f a formula."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as file:
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        words = ["".join(node.itertext()) for node in strings]
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{space}row"):
        cells = [("", "")] * 16
        for cell in row:
            column = ord(cell.get("r", "A")[0]) - ord("A")
            value = cell.findtext(f"{space}v") or ""
            kind = "f" if cell.find(f"{space}f") is not None else cell.get("t", "n")
            cells[column] = (kind, words[int(value)] if kind == "s" else value)
        rows.append(cells)
    return rows


def test_csv_has_no_cell_that_a_spreadsheet_takes_for_something_else(
    qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    for title in ("供热方案", "=1+1", "@甲", "2026-3", "3月5日", "第 3 号"):
        make_record(services, {"title": title})
    page = opened(qtbot, services)
    target = tmp_path / "清单.csv"
    answer_paths(page, target)
    action(page, "导出表格（CSV）…").trigger()
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows[1:]] == ["第 3 号", "'3月5日", "'2026-3", "'@甲", "'=1+1", "供热方案"]


def test_lines_are_read_as_they_come_into_sight(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_record(services, {"title": "供热方案", "handler": "张敏"})
    (line,) = services.store.page()
    read: list[int] = []

    def page_of(*_: object, offset: int = 0, limit: int = 0, **__: object) -> list[object]:
        read.append(offset)
        return [line] * limit

    page = opened(qtbot, services)
    page.model.set_source(50_000, lambda offset, limit: page_of(offset=offset, limit=limit))  # type: ignore[arg-type,return-value]
    page.table.scrollToTop()
    page.table.viewport().repaint()
    assert read == [0]
    page.table.scrollToBottom()
    page.table.viewport().repaint()
    assert read == [0, 50_000 - PAGE]
    assert page.model.index(49_999, Column.NUMBER).data(Qt.ItemDataRole.DisplayRole) == made.number


def test_one_list_s_errands_from_the_whole_list(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    page = opened(qtbot, services)
    assert not action(page, "带到另一台电脑…").isEnabled()
    fields = {"title": "供热方案", "handler": "张敏", "transferred": "2026-11-20"}
    record = make_record(services, fields, wizard="handle-assigned", urgent="no")
    page.activate()
    assert action(page, "带到另一台电脑…").isEnabled()
    answer_paths(page, tmp_path / "期限.ics")
    action(page, "加入日历…").trigger()
    assert "SUMMARY" in (tmp_path / "期限.ics").read_text(encoding="utf-8")
    answer_paths(page, tmp_path / "一份.govdesk.json")
    action(page, "带到另一台电脑…").trigger()
    assert record.number in (tmp_path / "一份.govdesk.json").read_text(encoding="utf-8")


def test_the_window_answers_while_everything_is_written(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_record(services)
    page, file = opened(qtbot, services), tmp_path / "全部.govdesk.json"
    answer_paths(page, file)
    answered = threading.Event()
    export = services.export_records

    def slow(path: Path, **more: Any) -> Any:
        assert answered.wait(60), "the window did not answer"
        return export(path, **more)

    monkeypatch.setattr(services, "export_records", slow)
    QTimer.singleShot(0, answered.set)  # only a window that goes on working comes to this
    action(page, "全部导出…").trigger()
    assert page.notice.text() == f"已导出 1 份：{file}"


def test_an_export_that_is_stopped_leaves_no_file(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_record(services)
    page, file = opened(qtbot, services), tmp_path / "U盘" / "全部.govdesk.json"
    file.parent.mkdir()
    answer_paths(page, file)
    pressed = threading.Event()
    export = services.export_records

    def slow(path: Path, progress: Progress) -> Any:
        def wait(done: int, total: int) -> bool:
            goes_on = progress(done, total)
            assert pressed.wait(60)
            return goes_on and progress(done, total)

        return export(path, progress=wait)

    def stop(dialog: Dialog) -> None:
        assert isinstance(dialog, WorkDialog)
        dialog._stop.set()
        pressed.set()
        press(dialog, "停下")

    monkeypatch.setattr(services, "export_records", slow)
    on_dialog(qtbot, stop)
    action(page, "全部导出…").trigger()
    assert list(file.parent.iterdir()) == []
    assert page.notice.text() == "停下了，没有写文件"
    assert len(titles(page)) == 1


@pytest.mark.parametrize("stops", [False, True])
def test_a_table_of_many_lists_is_written_in_the_background(
    qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: bool
) -> None:
    monkeypatch.setattr("govdesk.ui.pages.records.keeping.MANY", 1)
    for title in ("供热方案", "公交场站"):
        make_record(services, {"title": title})
    page, file = opened(qtbot, services), tmp_path / "清单.csv"
    answer_paths(page, file)
    if stops:
        monkeypatch.setattr(WorkDialog, "_progress", lambda *_: False)
    action(page, "导出表格（CSV）…").trigger()
    assert file.exists() is not stops
    assert page.notice.text() == ("停下了，没有写文件" if stops else f"已导出表格：{file}")
    assert stops or "公交场站" in file.read_text("utf-8-sig")


@pytest.mark.parametrize("stops", [False, True])
def test_a_large_file_is_read_in_the_background_and_can_be_stopped(
    qtbot: QtBot, services: Services, there: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: bool
) -> None:
    monkeypatch.setattr("govdesk.ui.pages.records.keeping.QUICK", 0)
    make_record(services, {"title": "供热方案"})
    file = tmp_path / "全部.govdesk.json"
    services.export_records(file)
    page = opened(qtbot, there)
    answer_paths(page, file)
    pressed = threading.Event()
    bring = there.import_records

    def slow(path: Path, by: str, progress: Progress) -> Any:
        def wait(done: int, total: int) -> bool:
            assert pressed.wait(60), "the window did not answer"
            return progress(done, total)

        return bring(path, by, wait)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog):
            press(dialog, "导入")
        elif isinstance(dialog, WorkDialog) and dialog.windowTitle() == "正在导入":
            if stops:
                dialog._stop.set()
            pressed.set()
            if stops:
                press(dialog, "停下")

    monkeypatch.setattr(there, "import_records", slow)
    acting = QTimer()
    acting.timeout.connect(act)
    acting.start(5)
    action(page, "导入清单…").trigger()
    acting.stop()
    assert titles(page) == ([] if stops else ["供热方案"])
    assert page.notice.text() == ("停下了，一份也没有导入" if stops else "已导入：新增 1 份")
