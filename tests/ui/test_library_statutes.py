"""规则库: the library of laws is one entry: brought in beside the work, stopped, moved away and put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import build_services, make_theme, on_dialog, press, show
from made_laws import FERRY, RIVER, three_laws, write
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.statutes.bringing import bring_in
from govdesk.ui.kit.widgets import Label
from govdesk.ui.pages.library.page import LibraryPage
from govdesk.ui.pages.library.statutes import NONE_YET, StatutesRow
from govdesk.ui.pages.reader.page import ReaderPage


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return build_services(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> LibraryPage:
    page = LibraryPage(services, make_theme())
    page.activate()
    show(qtbot, page)
    return page


@pytest.fixture
def row(page: LibraryPage) -> StatutesRow:
    return page.statutes


def test_laws_are_brought_in_beside_the_work(
    qtbot: QtBot, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    assert row.words.full_text() == NONE_YET and not row.remove.isVisible()
    folder = write(three_laws(tmp_path / "laws"), {"空.md": ""})
    seen: list[str] = []
    row.work.went.connect(lambda _done, _of, name: seen.append(name))
    with qtbot.waitSignal(row.work.done):
        row.bring_in(folder)
        assert row.work.busy and row.stop.isVisible() and not row.bring.isVisible()
    assert seen[-1] == "" and "规章/渡船.md" in seen
    assert row.words.full_text().startswith("3 部 11 条，") and row.remove.isVisible() and not row.bar.isVisible()
    assert services.statutes.find("河畔灯塔法") is not None
    assert not list(services.data_folder.glob(".import-*"))
    shown = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    row.unread.click()
    assert any("空.md：这个文件是空的" in label.text() for label in shown[0].findChildren(Label))


def test_stopped_it_leaves_the_former_library_and_nothing_else(
    qtbot: QtBot, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    bring_in(services.data_folder, write(tmp_path / "first", {"a.md": FERRY}))
    before = sorted(path.name for path in services.data_folder.iterdir())
    many = write(tmp_path / "laws", {f"{n:04}.md": RIVER.replace("每日", f"每{n}日") for n in range(800)})
    said: list[str] = []
    row.said.connect(said.append)
    with qtbot.waitSignal(row.work.stopped):
        row.bring_in(many)
        with qtbot.waitSignal(row.work.went):
            pass
        row.stop.click()
    assert said == ["已停下，没有导入；原来的法律法规库没有改动"]
    assert sorted(path.name for path in services.data_folder.iterdir()) == before
    assert row.words.full_text().startswith("1 部 3 条") and not row.work.busy


def test_a_folder_without_laws_is_told_in_a_sentence(qtbot: QtBot, row: StatutesRow, tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    shown = on_dialog(qtbot, lambda dialog: dialog.reject())
    with qtbot.waitSignal(row.work.failed):
        row.bring_in(tmp_path / "laws")
    assert "里没有法律法规文件" in shown[0].windowTitle()
    assert row.words.full_text() == NONE_YET


def test_moved_away_it_comes_back_by_undo_and_by_hand(
    qtbot: QtBot, page: LibraryPage, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    bring_in(services.data_folder, three_laws(tmp_path / "laws"))
    page.activate()
    row.remove.click()
    assert not services.statutes.is_there and "已移到回收站" in page.notice.text()
    assert row.words.full_text() == NONE_YET and row.restore.isVisible()
    with qtbot.waitSignal(page.change.done):
        page.put_back()
    assert services.statutes.is_there and row.remove.isVisible()
    row.remove.click()
    row.restore.click()
    assert services.statutes.is_there and not row.restore.isVisible()


def test_the_window_is_not_closed_over_an_import_unasked(
    qtbot: QtBot, page: LibraryPage, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    assert page.may_close()
    row.bring_in(three_laws(tmp_path / "laws"))
    on_dialog(qtbot, lambda dialog: press(dialog, "接着导入"))
    assert not page.may_close()
    row.work.end()
    assert not row.work.busy and not list(services.data_folder.glob(".import-*"))
    assert not services.statutes.is_there


def test_a_damaged_library_is_told_and_can_be_moved_away(
    page: LibraryPage, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    bring_in(services.data_folder, three_laws(tmp_path / "laws"))
    (services.data_folder / "statutes" / "texts.db").write_bytes(b"")
    page.activate()
    assert "坏了" in row.words.full_text() and row.remove.isVisible()
    row.remove.click()
    assert row.words.full_text() == NONE_YET


def test_the_reader_knows_the_laws_on_its_next_visit(
    qtbot: QtBot, row: StatutesRow, services: Services, tmp_path: Path
) -> None:
    reader = ReaderPage(services, make_theme())
    qtbot.addWidget(reader)
    reader.activate(rule="xianyang-2013")
    assert reader._shown is not None
    titles = [placed.link.title for placed in reader._shown.links if placed.link.title and not placed.held]
    law = RIVER.replace("中华人民共和国河畔灯塔法", titles[0])
    with qtbot.waitSignal(row.work.done):
        row.bring_in(write(tmp_path / "laws", {"a.md": law}))
    reader.activate()
    assert all(placed.held for placed in reader._shown.links if placed.link.title == titles[0])
