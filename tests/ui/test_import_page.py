"""导入规则: from a file to a rule that is read, searched and chosen, with the hand's changes on the way."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest
from desk import build_services, make_services, make_theme, on_dialog, press, show
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.importing.pieces import Role
from govdesk.ui.pages.importing.page import ImportPage
from govdesk.ui.pages.importing.splitting import SplitDialog
from govdesk.ui.pages.library.page import LibraryPage
from govdesk.ui.window.dropping import is_holiday_notice
from govdesk.ui.window.main_window import MainWindow

RULE = """\
首页 > 政务公开
云山市人民政府工作规则
第一章　总则
第一条　为规范云山市政府工作，制定本规则。
第二条　市政府会议分为：
（一）全体会议；
（二）常务会议。
会议由市长召集。
第四条　各部门按职责办理雪橇调度事项。
第五条　本规则自印发之日起施行。
"""
TITLE = "云山市人民政府工作规则"
RULE_ID = "yunshan"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "云山规则.txt"
    path.write_text(RULE, encoding="utf-8")
    return path


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, services: Services, file: Path) -> ImportPage:
    page = show(qtbot, ImportPage(services, make_theme()))
    assert isinstance(page, ImportPage)
    page.activate(files=str(file))
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: ImportPage) -> None:
    """Until what was being read is read, and what was being kept is kept."""
    qtbot.waitUntil(lambda: page.reader.waiting == 0 and not page.change.busy)
    QApplication.processEvents()


def at(page: ImportPage, words: str) -> int:
    return next(index for index, piece in enumerate(page.source.source.pieces) if words in piece.text)


def pick(page: ImportPage, words: str) -> int:
    """Go to the source line with these words, as a click does."""
    index = at(page, words)
    page.source.setFocus()
    page.source.setCurrentIndex(page.source.source.index(index, 0))
    return index


def shown_row(page: ImportPage) -> str:
    return str(page.structure.currentIndex().data())


def texts(page: ImportPage, role: Role) -> list[str]:
    return [piece.text for piece in page.source.source.pieces if piece.role is role]


def press_key(page: ImportPage, key: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or page, key)
    QApplication.processEvents()


def test_the_source_and_what_was_found_stand_side_by_side(page: ImportPage) -> None:
    assert texts(page, Role.LEFT_OUT) == ["首页 > 政务公开"]
    assert len(texts(page, Role.ARTICLE)) == 4
    assert page.foot.fields["title"].text() == TITLE
    assert page.foot.fields["doc_number"].text() == ""
    assert page.foot.fields["doc_number"].placeholderText() == "原文没有写"


def test_a_line_leads_to_its_row_and_a_row_to_its_line(page: ImportPage) -> None:
    pick(page, "（二）常务会议")
    assert shown_row(page) == "（二） 常务会议。"
    page.structure.setFocus()
    press_key(page, "Down")
    assert shown_row(page) == "第二款 会议由市长召集。"
    assert page.source.current == at(page, "会议由市长召集")


def test_the_next_problem_is_gone_to_by_key(page: ImportPage) -> None:
    page.source.setFocus()
    press_key(page, "Alt+Down")
    assert page.source.current == at(page, "第四条")
    assert page.source.source.doubted == {at(page, "第四条")}


def test_a_finding_that_is_let_pass_is_gone(page: ImportPage) -> None:
    assert page.findings.isVisible()
    file = page.files[0]
    assert file.document is not None
    while page.findings._found:
        page.findings.settled.emit(page.findings._found[0])
    assert not page.findings.isVisible()


def test_what_a_key_does_a_key_takes_back(page: ImportPage) -> None:
    index = pick(page, "会议由市长召集")
    press_key(page, "Delete")
    assert "会议由市长召集。" in texts(page, Role.LEFT_OUT)
    press_key(page, "Ctrl+Z")
    assert page.source.source.pieces[index].role is Role.PARAGRAPH
    press_key(page, "Ctrl+Y")
    assert "会议由市长召集。" in texts(page, Role.LEFT_OUT)
    press_key(page, "Delete")  # it reads 收进来 now
    assert page.source.source.pieces[index].role is Role.PARAGRAPH


def test_a_line_is_joined_by_key(page: ImportPage) -> None:
    index = pick(page, "会议由市长召集")
    press_key(page, "Ctrl+J")
    assert page.source.source.pieces[index].role is Role.MORE
    assert shown_row(page) == "（二） 常务会议。会议由市长召集。"


def test_a_line_is_split_at_the_caret(page: ImportPage, qtbot: QtBot) -> None:
    pick(page, "第四条")

    def act(dialog: object) -> None:
        assert isinstance(dialog, SplitDialog)
        cursor = dialog.text.textCursor()
        cursor.setPosition(dialog.text.toPlainText().index("雪橇"))
        dialog.text.setTextCursor(cursor)
        press(dialog, "拆开")

    seen = on_dialog(qtbot, act)
    press_key(page, "Ctrl+Shift+J")
    qtbot.waitUntil(lambda: bool(seen))
    assert "雪橇调度事项。" in texts(page, Role.PARAGRAPH)


def test_a_line_is_made_something_else_from_the_menu(page: ImportPage) -> None:
    index = pick(page, "第五条")
    menu = page.hand.menu()
    assert menu is not None
    assert [entry.text() for entry in menu.actions() if entry.text()] == ["另起一款", "不收", "并到上一行", "拆开"]
    menu.actions()[0].trigger()
    assert page.source.source.pieces[index].role is Role.PARAGRAPH
    assert len(texts(page, Role.ARTICLE)) == 3


def test_a_wrong_date_stays_in_its_field_and_nothing_is_kept(page: ImportPage, services: Services) -> None:
    field = page.foot.fields["date"]
    field.setFocus()
    QTest.keyClicks(field, "3 yue")
    page.foot.keep.click()
    assert field.text() == "3 yue"
    assert field.property("invalid") is True
    assert not (services.data_folder / "rules").exists()


def test_kept_it_is_in_the_library_at_once_and_undone_it_is_gone(
    page: ImportPage, services: Services, qtbot: QtBot
) -> None:
    told: list[str] = []
    page.library_changed.connect(told.append)
    page.foot.fields["doc_number"].setFocus()
    QTest.keyClicks(page.foot.fields["doc_number"], "1")
    page.foot.keep.click()
    settle(qtbot, page)
    assert services.library.rules[RULE_ID].meta.doc_number == "1"
    assert [hit.rule for hit in services.search.search("雪橇调度").hits] == [RULE_ID]
    assert told == [""]
    assert not page.foot.keep.isEnabled()
    press_key(page, "Tab")
    page.saved_bar.undo.click()
    settle(qtbot, page)
    assert RULE_ID not in services.library.rules
    assert not services.search.search("雪橇调度").hits
    assert page.foot.keep.isEnabled()


def test_the_same_file_again_asks_before_it_replaces(page: ImportPage, services: Services, qtbot: QtBot) -> None:
    page.keep()
    settle(qtbot, page)
    again = show(qtbot, ImportPage(services, make_theme()))
    assert isinstance(again, ImportPage)
    again.activate(files=str(page.files[0].path))
    settle(qtbot, again)
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "不存"))
    again.keep()
    assert "已经导入过" in seen[0].title.text()
    assert again.files[0].saved is None
    on_dialog(qtbot, lambda dialog: press(dialog, "换成这一份"))
    again.keep()
    settle(qtbot, again)
    assert again.files[0].saved is not None and again.files[0].saved.replaced is not None
    assert [rule for rule in services.library.rules if rule.startswith(RULE_ID)] == [RULE_ID]


def test_several_files_each_have_their_state(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    empty, notice = tmp_path / "空.docx", tmp_path / "通报.txt"
    empty.write_bytes(b"")
    notice.write_text("云山市通报\n各部门请认真办理。\n", encoding="utf-8")
    page.activate(files=f"{empty}\n{notice}")
    settle(qtbot, page)
    states = [page.list.item(row).text().splitlines()[1] for row in range(page.list.count())]
    assert states == ["可以存", "读不了：这个文件是空的", "没有条文"]
    page.list.setCurrentRow(1)
    assert page.trouble_note.isVisible()
    assert "这个文件是空的" in page.trouble_note.title.text()
    page.list.setCurrentRow(2)
    assert not page.foot.keep.isEnabled()
    page.list.setCurrentRow(0)
    assert page.foot.keep.isEnabled()


def test_a_change_of_one_file_stays_while_another_is_looked_at(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    index = pick(page, "会议由市长召集")
    press_key(page, "Delete")
    other = tmp_path / "另一份.txt"
    other.write_text(RULE.replace("云山", "云水"), encoding="utf-8")
    page.activate(files=str(other))
    settle(qtbot, page)
    assert page.foot.fields["title"].text() == "云水市人民政府工作规则"
    page.list.setCurrentRow(0)
    assert page.source.source.pieces[index].role is Role.LEFT_OUT


def test_a_second_file_waits_until_the_first_is_kept(
    page: ImportPage, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text(RULE.replace("云山", "云水"), encoding="utf-8")
    page.activate(files=str(other))
    settle(qtbot, page)
    page.foot.keep.click()
    page.list.setCurrentRow(0)
    assert page.change.busy
    page.foot.keep.click()
    qtbot.waitUntil(lambda: all(file.saved is not None for file in page.files))
    assert {"yunshan", "yunshui"} <= set(services.library.rules)


def test_another_encoding_is_chosen(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    boxes = page.bar.encodings
    boxes.setCurrentIndex(boxes.findData("gb18030"))
    boxes.activated.emit(boxes.currentIndex())
    settle(qtbot, page)
    assert not page.foot.keep.isEnabled()
    boxes.setCurrentIndex(boxes.findData("utf-8"))
    boxes.activated.emit(boxes.currentIndex())
    settle(qtbot, page)
    assert page.foot.fields["title"].text() == TITLE
    assert page.foot.keep.isEnabled()


def test_what_is_stopped_says_so(services: Services, file: Path, qtbot: QtBot) -> None:
    page = show(qtbot, ImportPage(services, make_theme()))
    assert isinstance(page, ImportPage)
    gate = threading.Event()
    page.reader._pool.start(gate.wait)  # as a long file before it
    page.activate(files=str(file))
    page.bar.stop.click()
    gate.set()
    settle(qtbot, page)
    error = page.files[0].error
    assert error is not None
    assert "没有导入任何内容" in error.sentence
    assert page.trouble_note.isVisible()


# In the window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    services = build_services(tmp_path / "data")
    services.settings = msgspec.structs.replace(services.settings, rule="xianyang-2013", desks={"xianyang-2013": ""})
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    window.resize(1366, 768)
    return window


def import_in(window: MainWindow, file: Path, qtbot: QtBot) -> ImportPage:
    assert window.go("import", files=str(file))
    page = window.page
    assert isinstance(page, ImportPage)
    settle(qtbot, page)
    page.foot.keep.click()
    settle(qtbot, page)
    return page


def offered(window: MainWindow) -> list[str]:
    box = window.top_bar.rule_box
    return [box.itemData(index) for index in range(box.count())]


def test_an_imported_rule_can_be_chosen_read_searched_and_compared(
    window: MainWindow, file: Path, qtbot: QtBot
) -> None:
    window.go("rules")  # a page that knows the former library
    page = import_in(window, file, qtbot)
    assert offered(window) == ["xianyang-2013", "zhangjiagang-2022", RULE_ID, "import", "library"]
    assert "3 部" in window.status.right.text()
    page.saved_bar.force.click()
    assert window.rule_id == window.services.settings.rule == RULE_ID
    home = window.page
    assert home is not None and home.none.isVisible()  # type: ignore[attr-defined]
    home.none.secondary_clicked.emit()  # type: ignore[attr-defined]
    assert window.stack.current == "rules"
    assert "雪橇调度" in window.page.sheet.toPlainText()  # type: ignore[union-attr]
    window.box_search.search("第5条")
    assert window.stack.target == {"rule": RULE_ID, "article": "5"}
    assert window.go("compare", rule=RULE_ID, other="xianyang-2013")
    assert window.go("search", text="雪橇调度")
    assert window.go("rule", rule=RULE_ID)
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)


def test_a_rule_that_was_in_force_and_is_removed_gives_way(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    import_in(window, file, qtbot).saved_bar.force.click()
    window.go("library", rule=RULE_ID)
    page = window.page
    assert isinstance(page, LibraryPage)
    on_dialog(qtbot, lambda dialog: press(dialog, "移到回收站"))
    page.remove.click()
    qtbot.waitUntil(lambda: not page.change.busy)
    assert window.rule_id == "xianyang-2013"
    assert RULE_ID not in offered(window)
    page.put_back()
    qtbot.waitUntil(lambda: not page.change.busy)
    assert window.rule_id == RULE_ID


def test_pages_below_the_rules_are_in_the_choice_of_rule(window: MainWindow) -> None:
    box = window.top_bar.rule_box
    box.setCurrentIndex(box.findData("library"))
    box.activated.emit(box.currentIndex())
    assert window.stack.current == "library"
    assert box.currentData() == "xianyang-2013"
    QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+I")
    assert window.stack.current == "import"


def drop(window: QWidget, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("\n".join(str(file) for file in files))  # as file managers do on Linux
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    try:
        enter = QDragEnterEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)  # type: ignore[call-overload]
    except TypeError:  # Qt 6.8 takes whole pixels only; the newest line warns of them
        enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.processEvents()


def test_a_rule_that_is_dropped_is_read(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    drop(window, file)
    qtbot.waitUntil(lambda: window.stack.current == "import")
    page = window.page
    assert isinstance(page, ImportPage)
    settle(qtbot, page)
    assert page.foot.fields["title"].text() == TITLE


def test_a_file_dropped_on_a_field_is_opened_and_its_path_not_written(
    window: MainWindow, file: Path, qtbot: QtBot
) -> None:
    field = window.top_bar.search
    assert field.acceptDrops() and field.isVisible()
    drop(field, file)
    qtbot.waitUntil(lambda: window.stack.current == "import")
    assert field.text() == ""


def test_a_holiday_notice_that_is_dropped_opens_its_dialog(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text("关于部分节假日安排的通知\n一、元旦：1月1日放假。1月4日上班。", encoding="utf-8")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "取消"))
    drop(window, notice)
    qtbot.waitUntil(lambda: bool(seen))
    assert window.stack.current == "deadlines"
    assert "元旦" in seen[0].text.toPlainText()  # type: ignore[attr-defined]


def test_lists_that_are_dropped_are_looked_at(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    lists = tmp_path / "一份.govdesk.json"
    window.services.export_records(lists)
    seen = on_dialog(qtbot, lambda dialog: dialog.reject())
    drop(window, lists)
    qtbot.waitUntil(lambda: bool(seen))
    assert window.stack.current == "checklists"


def test_a_rule_is_no_holiday_notice(file: Path) -> None:
    assert not is_holiday_notice(file)


def test_the_first_start_offers_to_bring_a_rule(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    window = MainWindow(build_services(tmp_path / "data"), make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.start()
    question = window.first_questions.shown
    assert question is not None
    question.bring.click()  # type: ignore[attr-defined]
    assert window.stack.current == "import"
    assert not window.top_bar.asking
    import_in(window, file, qtbot).saved_bar.force.click()
    assert window.services.settings.rule == RULE_ID


def test_a_folder_brings_all_the_rules_in_it(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "规则"
    (folder / "旧的").mkdir(parents=True)
    for name in ("甲.txt", "旧的/乙.md", "~$甲.docx", "说明.xlsx"):
        (folder / name).write_text("云海市规定\n第一条　试用。\n", encoding="utf-8")
    page.desk.ask_folder = lambda parent, suggested: folder  # type: ignore[method-assign]
    page.bar.folder.click()
    qtbot.waitUntil(lambda: page.reader.waiting == 0)
    assert [file.path.name for file in page.files[1:]] == ["乙.md", "甲.txt"]
    assert page.list.isVisible()


def test_a_folder_without_rules_says_so(page: ImportPage, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    page.read([tmp_path / "空"])
    assert len(page.files) == 1
    assert "没有能读的" in page.notice.text()


def test_closing_the_window_asks_about_what_was_put_right(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    window.go("import", files=str(file))
    page = window.page
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.reader.waiting == 0)
    assert window.stack.leave_all()  # nothing was changed
    page.source.go_to(1)
    page.hand.leave_out()
    window.go("home")
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "回去看"))
    assert not window.stack.leave_all()
    assert seen and window.stack.current == "import"
    on_dialog(qtbot, lambda dialog: press(dialog, "不存，关上"))
    assert window.stack.leave_all()
    page.hand.undo()  # else closing the window after the test would ask again
