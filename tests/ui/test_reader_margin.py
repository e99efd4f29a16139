"""收藏 and 我的笔记 on the rules page: stored on a pause and on leaving, seen in the contents, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from desk import make_services, make_theme, on_dialog, press, show, type_chinese
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.marginalia.store import FILE_NAME, Marginalia
from govdesk.present.contents import Entry
from govdesk.rules.model import Article, Paragraph, Segment, Text
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.pages.reader.page import ReaderPage
from govdesk.ui.sheet.contents_model import ENTRY

XIANYANG = "xianyang-2013"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[[Services], ReaderPage]:
    def make_page(services: Services) -> ReaderPage:
        page = ReaderPage(services, make_theme())
        page.apply_rule(XIANYANG)
        page.activate(rule=XIANYANG, article="51")
        show(qtbot, page)
        return page

    return make_page


@pytest.fixture
def page(services: Services, make: Callable[[Services], ReaderPage]) -> ReaderPage:
    return make(services)


def kept(page: ReaderPage, number: str = "51") -> str:
    """The note that is on the disk."""
    return Marginalia.open(page.services.data_folder).entry(XIANYANG, number).note


def rows(page: ReaderPage) -> list[str]:
    tree, found = page.contents.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        entry: Entry = index.data(ENTRY)
        if entry.kind == "article":
            found.append(entry.label)
        index = tree.indexBelow(index)
    return found


def spoken(page: ReaderPage) -> str:
    words: str = page.contents.tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return words


def test_a_note_is_on_the_disk_after_a_pause(qtbot: QtBot, page: ReaderPage) -> None:
    field = page.side.margin.field
    with qtbot.waitSignal(page.status_message) as said:
        type_chinese(field, "先送秘书长核稿。")
    assert said.args[0].startswith("已自动保存 ")
    assert kept(page) == "先送秘书长核稿。"
    assert page.side.margin.state.text() == said.args[0]


def test_a_note_is_on_the_disk_when_another_article_is_gone_to(qtbot: QtBot, page: ReaderPage) -> None:
    type_chinese(page.side.margin.field, "甲")
    qtbot.keyClick(page.sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert kept(page) == "甲"
    assert page.side.margin.field.toPlainText() == ""
    type_chinese(page.side.margin.field, "乙")
    qtbot.keyClick(page.sheet, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.side.margin.field.toPlainText() == "甲"
    assert kept(page, "52") == "乙"


def test_a_note_is_on_the_disk_when_the_page_is_left(page: ReaderPage) -> None:
    type_chinese(page.side.margin.field, "甲")
    assert page.leave()
    assert kept(page) == "甲"


def test_a_note_is_there_after_a_restart(
    services: Services, make: Callable[[Services], ReaderPage], page: ReaderPage
) -> None:
    type_chinese(page.side.margin.field, "甲\n乙")
    page.leave()
    again = make(make_services(services.data_folder))
    assert again.side.margin.field.toPlainText() == "甲\n乙"


def test_escape_in_the_note_goes_back_to_the_sheet(qtbot: QtBot, page: ReaderPage) -> None:
    page.writing.focus()
    assert page.side.margin.field.hasFocus()
    qtbot.keyClick(page.side.margin.field, Qt.Key.Key_Escape)
    assert page.sheet.hasFocus()


def test_saving_leaves_cursor_and_undo_of_the_field_alone(qtbot: QtBot, page: ReaderPage) -> None:
    field = page.side.margin.field
    page.writing.focus()
    type_chinese(field, "甲")
    page.writing.keeper.flush()
    type_chinese(field, "乙")
    page.writing.keeper.flush()
    assert field.toPlainText() == "甲乙" and field.textCursor().position() == 2
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    page.writing.keeper.flush()
    assert "乙" not in field.toPlainText() and kept(page) == field.toPlainText()


def test_bookmarking_by_key_shows_everywhere_and_is_taken_back(qtbot: QtBot, page: ReaderPage) -> None:
    qtbot.keyClick(page.sheet, Qt.Key.Key_D, CTRL)
    assert Marginalia.open(page.services.data_folder).entry(XIANYANG, "51").bookmarked
    assert page.side.bookmark_button.text() == "已收藏"
    assert spoken(page).endswith("已收藏")
    assert page.writing.undo_bar.isVisible()
    qtbot.keyClick(page.sheet, Qt.Key.Key_Z, CTRL)
    assert page.side.bookmark_button.text() == "收藏" and not page.side.bookmark_button.isChecked()
    assert not Marginalia.open(page.services.data_folder).entry(XIANYANG, "51").bookmarked
    told: list[str] = []
    page.status_message.connect(told.append)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Y, CTRL)
    assert page.side.bookmark_button.isChecked()
    assert told == ["已重做：第五十一条的收藏或笔记"]


@pytest.mark.qt_log_ignore("plugin does not support")
def test_the_menu_says_what_it_would_do_with_a_bookmark(qtbot: QtBot, page: ReaderPage) -> None:
    def offered() -> list[str]:
        page._show_menu(QPoint(0, 0))
        menu = next(menu for menu in page.findChildren(Menu) if menu.isVisible())
        words = [action.text() for action in menu.actions()]
        menu.close()
        menu.setParent(None)
        return words

    assert "收藏" in offered()
    page.writing.toggle_bookmark()
    assert "取消收藏" in offered() and "收藏" not in offered()


def test_undo_goes_to_the_article_it_changes(qtbot: QtBot, page: ReaderPage) -> None:
    type_chinese(page.side.margin.field, "甲")
    page.activate(rule=XIANYANG, article="3")
    qtbot.keyClick(page.sheet, Qt.Key.Key_Z, CTRL)
    assert page.side.title.text() == "第五十一条"
    assert kept(page) == "" and page.side.margin.field.toPlainText() == ""


def test_deleting_a_whole_note_offers_to_undo(page: ReaderPage) -> None:
    type_chinese(page.side.margin.field, "甲")
    page.writing.keeper.flush()
    page.side.margin.field.clear()
    page.writing.keeper.flush()
    assert page.writing.undo_bar.isVisible() and kept(page) == ""
    page.writing.undo()
    assert kept(page) == "甲" == page.side.margin.field.toPlainText()


def test_the_filter_finds_words_of_notes(page: ReaderPage) -> None:
    type_chinese(page.side.margin.field, "人事任免件先送 DZ 科")
    page.writing.keeper.flush()
    page.contents.filter.setText("人事任免件")
    assert rows(page) == ["五十一"]
    assert "笔记" in page.contents.hint.text()
    page.contents.filter.setText("dz 科")
    assert rows(page) == ["五十一"]


def test_only_what_is_marked_can_be_shown(page: ReaderPage) -> None:
    page.contents.only.click()
    assert rows(page) == [] and "还没有收藏" in page.contents.hint.text()
    page.contents.only.click()
    page.side.bookmark_button.click()
    page.activate(rule=XIANYANG, article="3")
    type_chinese(page.side.margin.field, "甲")
    page.writing.keeper.flush()
    page.contents.only.click()
    assert rows(page) == ["三", "五十一"]
    page.contents.filter.setText("五十一")
    assert rows(page) == ["五十一"]


def test_a_corrected_article_asks_for_its_note_to_be_checked(
    tmp_path: Path, make: Callable[[Services], ReaderPage]
) -> None:
    services = make_services(tmp_path)
    rule = services.library.rules[XIANYANG]
    old = Article("51", "五十一、", (Paragraph(Text((Segment("从前的文字。"),))),))
    services.margins.set_note(XIANYANG, old, "照从前的文字写的")
    page = make(services)
    assert page.side.margin.stale.isVisible()
    assert page.side.margin.field.toPlainText() == "照从前的文字写的"
    page.side.margin.confirm_button.click()
    assert not page.side.margin.stale.isVisible()
    article = rule.find("51")
    assert article is not None
    assert not Marginalia.open(tmp_path).entry(XIANYANG, "51").is_stale(article)


def test_what_cannot_be_stored_stays_in_the_window_and_is_asked_about(
    qtbot: QtBot, page: ReaderPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("govdesk.marginalia.store.write_atomically", fail)
    type_chinese(page.side.margin.field, "甲")
    assert not page.writing.keeper.flush()
    assert page.side.margin.state.text() == "没有存上"
    page.activate(rule=XIANYANG, article="3")
    page.activate(rule=XIANYANG, article="51")
    assert page.side.margin.field.toPlainText() == "甲"
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "回去改"))
    assert not page.leave() and seen
    monkeypatch.undo()
    assert page.leave() and kept(page) == "甲"


def test_notes_of_a_newer_version_are_left_alone_and_it_is_said(
    tmp_path: Path, make: Callable[[Services], ReaderPage]
) -> None:
    (tmp_path / FILE_NAME).write_bytes(b'{"format": 9}')
    page = make(make_services(tmp_path))
    assert not page.side.margin.field.isEnabled() and not page.side.bookmark_button.isEnabled()
    assert "更新的版本" in page.side.margin.field.toolTip()
    assert page.leave()


def test_notes_of_a_rule_that_is_gone_are_kept(services: Services, make: Callable[[Services], ReaderPage]) -> None:
    gone = Article("1", "一、", (Paragraph(Text((Segment("字。"),))),))
    services.margins.set_note("some-city-1999", gone, "旧规则上的笔记")
    page = make(services)
    type_chinese(page.side.margin.field, "甲")
    page.leave()
    notes = {entry.note for entry in Marginalia.open(services.data_folder)}
    assert notes == {"旧规则上的笔记", "甲"}
    assert msgspec.json.decode((services.data_folder / FILE_NAME).read_bytes())["format"] == 1
