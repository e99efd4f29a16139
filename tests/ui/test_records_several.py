"""清单: several lists at once, the 回收站, and lists of one matter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from desk import DESK, RULE, made_up, made_up_services, make_record, make_theme, on_dialog, press, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.export.jobs import Job, Options
from govdesk.present.record_listing import Column
from govdesk.records.model import ItemState, Record
from govdesk.ui.actions.printing.preview import Outcome
from govdesk.ui.actions.printing.working import WorkDialog
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.records.page import RecordsPage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return made_up_services(tmp_path, dt.date(2026, 11, 24))


@pytest.fixture
def four(services: Services) -> list[Record]:
    return [make_record(services, {"title": title}) for title in ("甲", "乙", "丙", "丁")]


def opened(qtbot: QtBot, services: Services, **target: str) -> RecordsPage:
    page = RecordsPage(services, make_theme())
    page.activate(**target)
    show(qtbot, page)
    return page


def titles(page: RecordsPage) -> list[str]:
    return [str(page.model.index(row, Column.TITLE).data()) for row in range(page.model.rowCount())]


def chosen(page: RecordsPage) -> list[str]:
    return [line.title for line in page.table.chosen()]


def click(qtbot: QtBot, page: RecordsPage, row: int, *, box: bool = False, keys: object = None) -> None:
    rect = page.table.visualRect(page.model.index(row, Column.NUMBER))
    at = QPoint(rect.left() + (40 if box else 120), rect.center().y())
    modifiers = keys if isinstance(keys, Qt.KeyboardModifier) else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, modifiers, at)


def words(dialog: Dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_lines_are_chosen_as_everywhere(qtbot: QtBot, services: Services, four: list[Record]) -> None:
    page = opened(qtbot, services)
    assert titles(page) == ["丁", "丙", "乙", "甲"] and chosen(page) == ["丁"]
    click(qtbot, page, 2, keys=Qt.KeyboardModifier.ShiftModifier)
    assert chosen(page) == ["丁", "丙", "乙"]
    click(qtbot, page, 1, keys=Qt.KeyboardModifier.ControlModifier)
    click(qtbot, page, 3, box=True)
    assert chosen(page) == ["丁", "乙", "甲"]
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.footer.count.text() == "已选 4 份，共 4 份"
    assert page.buttons["print"].text() == "打印 4 份" and not page.buttons["open"].isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert len(chosen(page)) == 1 and page.buttons["open"].isEnabled()
    click(qtbot, page, 0)
    assert chosen(page) == ["丁"]


def test_several_are_deleted_with_one_question_and_one_undo(
    qtbot: QtBot, services: Services, four: list[Record]
) -> None:
    page = opened(qtbot, services)
    page.table.choose([0, 2])
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "删除"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert seen[0].title.text() == "把 2 份清单删到回收站？" and "乙" in words(seen[0])
    assert titles(page) == ["丙", "甲"] and page.notice.text() == "2 份清单已删到回收站"
    page.undoing.undo()
    assert titles(page) == ["丁", "丙", "乙", "甲"] and page.notice.text() == "已撤销：删除 2 份清单"
    page.undoing.redo()
    assert titles(page) == ["丙", "甲"] and page.notice.text() == "已重做：删除 2 份清单"


def test_several_are_archived_and_the_unsettled_ones_are_named(
    qtbot: QtBot, services: Services, four: list[Record]
) -> None:
    settled = four[3]
    for row in settled.checklist(services.calendar).own_rows:
        services.store.set_state(settled, row.item.id, ItemState.DONE, "王")
    services.store.archive(four[0], "王")
    page = opened(qtbot, services)
    page.table.selectAll()
    assert page.buttons["archive"].text() == "归档 3 份（1 份已归档）"
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "只归档办完的 1 份"))
    page.buttons["archive"].click()
    assert seen[0].title.text() == "3 份里有 2 份还没有办完"
    states = {line.title: line.state.value for line in services.store.page()}
    assert states == {"甲": "archived", "乙": "ongoing", "丙": "ongoing", "丁": "archived"}
    page.table.choose([titles(page).index("甲"), titles(page).index("丁")])
    assert page.buttons["archive"].text() == "恢复办理 2 份"
    page.buttons["archive"].click()
    assert {line.state.value for line in services.store.page()} == {"ongoing", "finished"}


def test_the_bin_tells_how_long_and_is_left_by_the_tab(qtbot: QtBot, services: Services, four: list[Record]) -> None:
    services.store.delete(four[0], "王")
    page = opened(qtbot, services, filter="deleted")
    assert titles(page) == ["甲"] and page.header.title.text() == "回收站"
    assert page.table.isColumnHidden(Column.DUE) and not page.table.isColumnHidden(Column.DELETED)
    deleted = services.store.load(four[0].number).deleted_at
    assert deleted is not None
    day = deleted.astimezone().date()
    left = (day + dt.timedelta(30) - dt.date(2026, 11, 24)).days
    assert str(page.model.index(0, Column.DELETED).data()).endswith(f" · 还剩 {left} 天")
    with qtbot.waitSignal(page.navigate):
        page.open_chosen()
    page.activate()  # back from the list
    assert page.header.title.text() == "回收站"
    page.activate()  # the tab
    assert page.header.title.text() == "清单" and titles(page) == ["丁", "丙", "乙"]


def test_deleting_for_good_asks_and_cannot_be_taken_back(qtbot: QtBot, services: Services, four: list[Record]) -> None:
    for record in four[:2]:
        services.store.delete(record, "王")
    page = opened(qtbot, services, filter="deleted")
    page.table.selectAll()
    on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    page.buttons["remove"].click()
    assert len(titles(page)) == 2
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "彻底删除"))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "不能撤销" in words(seen[0])
    assert page.stack.currentWidget() is page.stack.bin_empty
    page.undoing.undo()
    assert page.notice.text() == "没有可以撤销的改动"
    assert [line.title for line in services.store.page()] == ["丁", "丙"]


def test_lists_of_one_matter_are_tied_shown_and_cut(
    qtbot: QtBot, services: Services, four: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, services)
    assert not page.buttons["tie"].isVisible()
    page.table.choose([1, 3])
    page.buttons["tie"].click()
    assert page.notice.text() == "已把 2 份归为同一件事"
    page.table.choose([1])
    assert [(node.over, node.under) for node in page.kin.nodes()] == [
        ("向市政府报送请示", "QD-2026-0001 ・ 办理中 0/5"),
        ("向市政府报送请示", "QD-2026-0003 ・ 办理中 0/5"),
        ("办理批办的公文", "还没有清单"),
    ]
    with qtbot.waitSignal(page.navigate) as asked:
        page.kin.nodes()[0].click()
    assert asked.args == ["checklist", {"record": "QD-2026-0001"}]
    with qtbot.waitSignal(page.navigate) as asked:
        page.kin.nodes()[2].click()
    assert asked.args == ["wizard", {"rule": RULE, "wizard": "handle-assigned", "follows": "QD-2026-0003"}]
    jobs: list[Job] = []
    monkeypatch.setattr(page.outlet, "preview", lambda job: jobs.append(job) or Outcome(False, ()))
    page.kin.cover.click()
    assert [job.heading for job in jobs] == ["打印封面"] and "QD-2026-0003" in jobs[0].name
    cover = pypdfium2.PdfDocument(jobs[0].make("pdf", Options()))
    words = cover[0].get_textpage().get_text_range()
    cover.close()
    assert "QD-2026-0001" in words and "QD-2026-0003" in words and "QD-2026-0002" not in words
    page.kin.cut.click()
    assert not page.kin.isVisible() and services.store.load(four[0]).matter == ""
    page.undoing.undo()
    assert page.kin.isVisible() and len(services.store.kin(four[0])) == 2
    page.undoing.undo()
    assert not page.kin.isVisible()


def test_what_goes_on_from_a_list_is_of_its_matter(qtbot: QtBot, services: Services, four: list[Record]) -> None:
    basis = made_up().basis(RULE, "handle-assigned")
    services.store.create(basis, {"urgent": "no"}, {"title": "甲的批办"}, "王", desk=DESK, follows=four[0])
    page = opened(qtbot, services)
    page.table.choose([titles(page).index("甲")])
    assert [(node.over, node.under[:12]) for node in page.kin.nodes()] == [
        ("向市政府报送请示", "QD-2026-0001"),
        ("办理批办的公文", "QD-2026-0005"),
    ]


def test_cities_are_told_and_filtered(qtbot: QtBot, services: Services, four: list[Record]) -> None:
    basis = made_up().basis(RULE, "handle-assigned")
    rule = msgspec.structs.replace(basis.rule, id="other-2020", short_title="平山市")
    services.store.create(msgspec.structs.replace(basis, rule=rule), {"urgent": "no"}, {"title": "戊"}, "王", desk=DESK)
    page = opened(qtbot, services)
    assert [str(page.model.index(row, Column.CITY).data()) for row in range(2)] == ["平山市", "云川市"]
    box = page.header.boxes["city"]
    assert [box.itemText(place) for place in range(box.count())] == ["全部城市", "云川市", "平山市"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert titles(page) == ["戊"]
    page.activate()  # coming back keeps the filter
    assert titles(page) == ["戊"]


def test_what_somebody_else_owes_stands_in_the_list(qtbot: QtBot, services: Services) -> None:
    make_record(services, {"title": "等办公室", "received": "2026-11-23"})
    page = opened(qtbot, services)
    assert page.model.index(0, Column.DUE).data() == "等 11-30 周一 · 市政府办公室"
    assert page.model.index(0, Column.DUE).data(Qt.ItemDataRole.ToolTipRole) == "等市政府办公室：提出办理意见"


@pytest.mark.parametrize("stops", [False, True])
def test_several_lists_become_files_one_by_one_until_it_is_stopped(
    qtbot: QtBot,
    services: Services,
    four: list[Record],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stops: bool,
) -> None:
    folder = tmp_path / "出去"
    folder.mkdir()
    page = opened(qtbot, services)
    page.table.selectAll()
    page.outlet.desk.ask_folder = lambda *_: folder  # type: ignore[method-assign]
    shown = WorkDialog._progress

    def progress(dialog: WorkDialog, done: int, total: int) -> bool:
        if stops and done == 2:
            dialog._stop.set()
        return shown(dialog, done, total)

    monkeypatch.setattr(WorkDialog, "_progress", progress)
    next(entry for entry in page.footer.menu.actions() if entry.text() == "导出 PDF…").trigger()
    assert len(list(folder.iterdir())) == (2 if stops else 4)
    assert all(path.read_bytes().startswith(b"%PDF") for path in folder.iterdir())
    assert page.notice.text() == (f"停下了，已导出 2 份：{folder}" if stops else f"已导出 4 份：{folder}")
