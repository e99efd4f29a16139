"""Every action of the keyboard map, done by keyboard alone in the program's own window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import made_up_services, make_record, make_theme
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from screens import SCREENS, Office, make_office, open_dialog, open_window, settle
from shiboken6 import isValid

from govdesk.present.commands import COMMANDS
from govdesk.present.record_listing import Column
from govdesk.records.model import ItemState
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.pages import NAVIGATION

pytestmark = pytest.mark.slow

ITEM, DATED = "chief-signs", "in-ten-days"
#: Screens on which the keys of every page work: the first start has nowhere to go yet.
PAGES = [name for name in SCREENS if name != "13-first-start-desk"]
#: The offscreen platform says of each popup that it cannot grab the keyboard for it.
_popup = pytest.mark.qt_log_ignore("grabbing the keyboard", r"raise\(\)", extend=True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.services.store.close()


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    return open_window(qtbot, office)


@pytest.fixture
def screen(qtbot: QtBot, window: MainWindow, office: Office) -> Any:
    """Opens a screen of the list, and gives its page."""

    def opened(name: str) -> Any:
        SCREENS[name](window, office.records)
        settle(qtbot)
        return window.page

    return opened


def press(window: QWidget, *keys: str) -> None:
    """Press keys one after the other. A button pressed by its key stays down for a moment before it acts."""
    for key in keys:
        QTest.keySequence(QApplication.focusWidget() or window, key)
        QApplication.processEvents()
        while any(isValid(button) and button.isDown() for button in window.findChildren(QAbstractButton)):
            QApplication.processEvents()


def type_in(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def focus() -> QWidget | None:
    return QApplication.focusWidget()


# -- everywhere


def test_ctrl_and_a_number_goes_to_a_page_and_f1_to_help(window: MainWindow) -> None:
    for number, (page, _, _) in enumerate(NAVIGATION, start=1):
        press(window, f"Ctrl+{number}")
        assert window.stack.current == page
    press(window, "F1")
    assert window.stack.current == "help"
    press(window, "Esc")
    assert window.stack.current == NAVIGATION[-1][0]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office for keys that change nothing in it."""
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


@pytest.mark.parametrize("name", PAGES)
def test_keys_that_work_on_every_screen(qtbot: QtBot, shared: Office, name: str) -> None:
    window = open_window(qtbot, shared)

    def opened() -> Page:
        SCREENS[name](window, shared.records)
        settle(qtbot)
        assert window.page is not None
        return window.page

    page = opened()
    ctrl_k_and_back(window, page)
    f6_goes_round(window, page)
    ctrl_f_finds(window)
    press(window, "Ctrl+N")
    assert window.stack.current == "home"
    opened()
    if name != "01-home":
        esc_leads_back(window)


def ctrl_k_and_back(window: MainWindow, page: Page) -> None:
    press(window, "Ctrl+K")
    assert focus() is window.top_bar.search
    press(window, "Esc")
    here = focus()
    assert here is not None and page.isAncestorOf(here)


def f6_goes_round(window: MainWindow, page: Page) -> None:
    panes = [window.top_bar.search, *(pane for pane in page.panes() if pane.isVisible() and pane.isEnabled())]
    assert len(panes) > 1
    window.top_bar.search.setFocus()
    for key, round_trip in (("F6", [*panes[1:], panes[0]]), ("Shift+F6", [*panes[:0:-1], panes[0]])):
        for pane in round_trip:
            press(window, key)
            here = focus()
            assert here is not None
            assert here is pane or pane.isAncestorOf(here) or here is pane.focusProxy()


def test_f6_goes_on_from_a_field_between_two_panes(qtbot: QtBot, tmp_path: Path) -> None:
    services = made_up_services(tmp_path)
    record = make_record(services)
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.resize(1366, 768)
    window.start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("checklist", record=record.number)
    page = window.page
    assert isinstance(page, ChecklistPage)
    number = page.frame.fields.fields["doc_number"].edit
    for key, wanted in (("F6", page.view), ("Shift+F6", page.panes()[0])):
        number.setFocus()
        press(window, key)
        assert focus() is wanted
    window.resize(1024, 640)
    QApplication.processEvents()
    assert not number.isVisible()
    page.view.setFocus()
    press(window, "Shift+F6")
    assert focus() is page.frame.fields.change
    press(window, "Space")
    qtbot.waitUntil(lambda: focus() is page.frame.fields.fields["title"].edit)


def ctrl_f_finds(window: MainWindow) -> None:
    press(window, "Ctrl+F")
    before, field = window.stack.current, focus()
    assert isinstance(field, QLineEdit), f"{type(field).__name__} takes no text"
    type_in("x")
    assert field.text() == "x"
    assert window.stack.current == before
    field.clear()


def esc_leads_back(window: MainWindow) -> None:
    page = window.page
    for _ in range(3):  # first out of a field, or to the list beside the panel
        press(window, "Esc")
        if window.page is not page:
            return
    raise AssertionError("Esc leads nowhere")


@_popup
def test_alt_r_chooses_the_rule(window: MainWindow) -> None:
    box = window.top_bar.rule_box
    press(window, "Alt+R")
    assert focus() is box.view()
    press(window, "Down", "Return")
    assert window.rule_id == box.itemData(1)


@_popup
def test_alt_d_chooses_the_desk(window: MainWindow) -> None:
    box = window.top_bar.desk_box
    press(window, COMMANDS["desk"].key)
    assert focus() is box.view()
    press(window, "Down", "Return")
    assert window.desk == box.itemData(1) == "town"


def test_text_size_and_palette(window: MainWindow) -> None:
    press(window, "Ctrl+=")
    assert window.theme.scale == 1.25
    press(window, "Ctrl+-")
    assert window.theme.scale == 1.0
    press(window, "Ctrl+=", "Ctrl+=", "Ctrl+0")
    assert window.theme.scale == 1.0
    press(window, "Ctrl+Shift+L")
    assert window.theme.dark


@pytest.mark.parametrize("last", ["01-home", "05-checklist"])
def test_a_larger_text_leaves_the_focus_where_it_is(qtbot: QtBot, shared: Office, last: str) -> None:
    """Whatever pages were open before: they lay themselves out too, and must not take it."""
    window = open_window(qtbot, shared)
    for name in ("02-reader", "07-deadlines", "04-wizard", "03-search", last):
        SCREENS[name](window, shared.records)
        settle(qtbot)
    page = window.page
    assert page is not None
    for pane in [pane for pane in page.panes() if pane.isVisible() and pane.isEnabled()]:
        pane.setFocus()
        here = focus()
        assert here is not None
        for key in ("Ctrl+=", "Ctrl+=", "Ctrl+0"):
            press(window, key)
            settle(qtbot)
            now = focus()
            assert now is not None and now.isVisible() and page.isAncestorOf(now), key
            assert now is here or not here.isVisible() or not page.isAncestorOf(here), key
            here = now


# -- 办事


def test_alt_and_a_number_goes_to_a_group(window: MainWindow, screen: Any) -> None:
    page = screen("01-home")
    first = focus()
    press(window, "Alt+2")
    assert focus() is not first
    assert page.groups.isAncestorOf(focus())


def test_arrows_choose_and_enter_starts(window: MainWindow, screen: Any) -> None:
    screen("01-home")
    first = focus()
    press(window, "Right")
    right = focus()
    press(window, "Down")
    assert len({first, right, focus()}) == 3
    press(window, "Up", "Left")
    assert focus() is first
    press(window, "Return")
    assert (window.stack.current, window.stack.target["wizard"]) == ("wizard", "submit-request")


@_popup
@pytest.mark.parametrize("name", ["01-home", "02-reader", "05-checklist"])
def test_shift_f10_opens_the_menu(qtbot: QtBot, window: MainWindow, screen: Any, name: str) -> None:
    page = screen(name)
    offered: list[str] = []
    timer = QTimer(window)

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            timer.stop()
            offered.extend(action.text() for action in menu.actions())
            menu.close()

    timer.timeout.connect(look)
    timer.start(5)
    where = focus()
    assert where is not None and page.isAncestorOf(where)
    # What Shift+F10 and the menu key become on every platform.
    target = where.viewport() if isinstance(where, QAbstractScrollArea) else where
    middle = target.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, target.mapToGlobal(middle))
    QApplication.sendEvent(target, event)
    qtbot.waitUntil(lambda: len(offered) > 1)


@_popup
@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes it the menu key by itself")
@pytest.mark.parametrize("pane", ["sheet", "tree", "table"])
def test_shift_f10_is_the_menu_key(qtbot: QtBot, window: MainWindow, screen: Any, pane: str) -> None:
    page = screen("06-records" if pane == "table" else "02-reader")
    {"sheet": page.focus_first, "tree": lambda: page.contents.tree.setFocus(), "table": page.focus_first}[pane]()
    press(window, "Shift+F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert window.geometry().contains(menu.pos())
    menu.close()


# -- 向导


def test_a_wizard_is_answered_by_keyboard(window: MainWindow, screen: Any) -> None:
    page = screen("04-wizard")
    run = page.asking.run
    first = run.shown
    press(window, "2")
    assert run.answers[first.id] == first.options[1].value
    assert run.shown is first, "choosing does not go on"
    press(window, "Return")
    assert run.shown is not first
    press(window, "Alt+Left")
    assert run.shown is first


# -- 清单


def test_a_checklist_is_worked_by_keyboard(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, screen: Any, office: Office
) -> None:
    page = screen("05-checklist")

    def state() -> ItemState:
        return page.editor.record.marks[ITEM].state if ITEM in page.editor.record.marks else ItemState.OPEN

    assert focus() is page.view
    press(window, "Space")
    assert state() is ItemState.DONE
    press(window, "Ctrl+Z")
    assert state() is ItemState.OPEN
    press(window, "Ctrl+Y")
    assert state() is ItemState.DONE
    press(window, "Space")
    assert state() is ItemState.OPEN
    monkeypatch.setattr(Dialog, "exec", lambda dialog: 1)
    press(window, "N")
    assert state() is ItemState.NOT_APPLICABLE
    press(window, "Ctrl+Z")
    press(window, "Return")
    assert focus() is page.frame.side
    press(window, "Esc")
    assert focus() is page.view
    press(window, "R")
    assert focus() is page.frame.note
    type_in("zhang")
    press(window, "Esc")
    assert focus() is page.view
    assert page.editor.record.marks[ITEM].note == "zhang"
    press(window, "Ctrl+Z")
    assert not page.editor.record.marks[ITEM].note if ITEM in page.editor.record.marks else True


def test_a_checklist_is_walked_by_keyboard(window: MainWindow, screen: Any) -> None:
    view = screen("05-checklist").view
    press(window, "Home")
    top = view.currentIndex()
    press(window, "End")
    bottom = view.currentIndex()
    assert top != bottom
    press(window, "Up")
    assert view.currentIndex() != bottom
    press(window, "Home", "Left")
    assert not view.isExpanded(top)
    press(window, "Right")
    assert view.isExpanded(top)
    press(window, "PgDown")
    assert view.currentIndex() != top
    press(window, "PgUp")
    assert view.currentIndex() == top


@pytest.mark.parametrize("later", [False, True])
def test_the_list_is_walked_where_a_large_text_hides_columns(
    qtbot: QtBot, window: MainWindow, screen: Any, later: bool
) -> None:
    """Also where the text becomes large while the list is open."""
    if not later:
        window.theme.change(scale=1.75)
    table = screen("06-records").table
    if later:
        table.setFocus()
        window.theme.change(scale=1.75)
        settle(qtbot)
    assert table.isColumnHidden(Column.NUMBER)
    press(window, "Home")
    top = table.focused()
    assert top is not None
    press(window, "Down")
    assert table.focused() not in (None, top) and table.chosen() == [table.focused()]
    press(window, "Shift+Up")
    assert table.focused() == top and table.count() == 2
    press(window, "End")
    last = table.focused()
    assert table.visualRect(table.currentIndex()).isValid()
    press(window, "Up")
    assert table.focused() not in (None, last)


def test_only_open_items_and_the_article_pane(qtbot: QtBot, window: MainWindow, screen: Any) -> None:
    page = screen("05-checklist")
    press(window, "Ctrl+O")
    qtbot.waitUntil(page.frame.title.only_open.isChecked)
    press(window, "F4")
    assert not page.frame.side.isVisible()
    press(window, "F4")
    assert page.frame.side.isVisible()


@pytest.mark.parametrize(
    ("name", "key", "asked"),
    [
        ("05-checklist", "Ctrl+P", "print_requested"),
        ("05-checklist", "Ctrl+E", "export_requested"),
        ("05-checklist", "Ctrl+Shift+A", "archive_requested"),
    ],
)
def test_paper_and_archive(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, screen: Any, name: str, key: str, asked: str
) -> None:
    page = screen(name)
    for act in ("print_record", "export"):
        monkeypatch.setattr(page.outlet, act, lambda *_: None)
    monkeypatch.setattr(Dialog, "exec", lambda dialog: -1)
    with qtbot.waitSignal(getattr(page.frame.footer, asked)):
        press(window, key)


# -- 规则


def test_hits_and_articles(window: MainWindow, screen: Any) -> None:
    page = screen("02-reader")
    counter = page.bar.counter
    before = counter.text()
    press(window, "F3")
    assert counter.text() != before
    press(window, "Shift+F3")
    assert counter.text() == before
    place = page.bar._article.text()
    press(window, "Alt+Down")
    assert page.bar._article.text() != place
    press(window, "Alt+Up")
    assert page.bar._article.text() == place


def test_reader_panes_come_and_go(window: MainWindow, screen: Any) -> None:
    page = screen("02-reader")
    for key, part in (("F4", page.side), ("F9", page.contents)):
        press(window, key)
        assert not part.isVisible()
        press(window, key)
        assert part.isVisible()


def test_bookmark_and_undo(window: MainWindow, screen: Any) -> None:
    page = screen("02-reader")
    press(window, "Ctrl+D")
    assert page.side.bookmark_button.isChecked()
    press(window, "Ctrl+Z")
    assert not page.side.bookmark_button.isChecked()
    press(window, "Ctrl+Y")
    assert page.side.bookmark_button.isChecked()


@pytest.mark.parametrize("name", ["02-reader", "03-search", "05-checklist", "04-wizard"])
def test_a_citation_is_copied(window: MainWindow, screen: Any, name: str) -> None:
    screen(name)
    if name == "03-search":
        press(window, "Alt+2")  # 条文
    QGuiApplication.clipboard().clear()
    press(window, "Ctrl+Shift+C")
    words = QGuiApplication.clipboard().text()
    assert words.startswith("“")
    assert any(
        f"（《{rule}》" in words for rule in ("咸阳市人民政府工作规则（试行）", "云川市人民政府工作规则（测试用）")
    )


def test_text_is_copied(window: MainWindow, screen: Any) -> None:
    page = screen("02-reader")
    page.sheet.setFocus(Qt.FocusReason.TabFocusReason)
    QGuiApplication.clipboard().clear()
    press(window, "Ctrl+C")
    assert QGuiApplication.clipboard().text().startswith("五十一、")


# -- 搜索, 清单 as a table, 对照


def test_results_by_type_and_by_arrow(window: MainWindow, screen: Any) -> None:
    page = screen("03-search")
    for position, button in enumerate(page.facets.kinds.values(), start=1):
        press(window, f"Alt+{position}")
        assert button.isChecked()
    press(window, "Alt+2")
    page.list.setFocus()
    press(window, "End")
    assert page.list.currentIndex().row() == page.model.rowCount() - 1
    press(window, "Home", "Down", "Return")
    assert window.stack.current == "rules"


def test_records_are_undone_by_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, screen: Any, office: Office
) -> None:
    page = screen("06-records")
    monkeypatch.setattr(Dialog, "exec", lambda dialog: 0)
    before = sum(office.services.store.counts().values())
    press(window, "Del")
    assert sum(office.services.store.counts().values()) == before - 1
    assert page.notice.isVisible()
    press(window, "Ctrl+Z")
    assert sum(office.services.store.counts().values()) == before
    press(window, "Ctrl+Y")
    assert sum(office.services.store.counts().values()) == before - 1


def test_the_list_is_sorted_by_key(window: MainWindow, screen: Any) -> None:
    page = screen("06-records")
    chosen = page.table.selected().number
    before = [page.model.line(row).number for row in range(page.model.rowCount())]
    press(window, "Shift+S")
    assert [page.model.line(row).number for row in range(page.model.rowCount())] == before[::-1]
    assert page.table.selected().number == chosen
    press(window, "S")
    assert page.model.column is Column.TITLE
    titles = [page.model.line(row).title for row in range(page.model.rowCount())]
    press(window, "Shift+S")
    assert [page.model.line(row).title for row in range(page.model.rowCount())] == titles[::-1]


@_popup
def test_the_list_is_sorted_from_its_menu(window: MainWindow, screen: Any) -> None:
    page = screen("06-records")
    press(window, "Shift+F10")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):  # 排序 is the last entry
        QTest.keyClick(QApplication.activePopupWidget(), key)
        QApplication.processEvents()
    assert page.model.column is Column.TITLE


def test_pairs_of_a_comparison(window: MainWindow, screen: Any) -> None:
    page = screen("09-compare")
    before = page.list.currentIndex()
    press(window, "Alt+Down")
    assert page.list.currentIndex() != before
    press(window, "Alt+Up")
    assert page.list.currentIndex() == before
    press(window, "F9")
    assert not page.list.isVisible()


def test_a_deadline_is_met_and_taken_back_by_key(window: MainWindow, screen: Any, office: Office) -> None:
    screen("07-deadlines")
    store = office.services.store
    late = office.records["late"]

    def done() -> bool:
        marks = store.load(late).marks
        return DATED in marks and marks[DATED].state is ItemState.DONE

    press(window, "Space")
    assert done()
    press(window, "Ctrl+Z")
    assert not done()
    press(window, "Ctrl+Y")
    assert done()
    press(window, "Ctrl+Z")
    assert not done()


# -- paper, from every screen that has some


def _sent_to_preview(monkeypatch: pytest.MonkeyPatch) -> list[PreviewWindow]:
    """Preview windows opened from now on, each closed at once as if by Esc."""
    shown: list[PreviewWindow] = []

    def show(_desk: Desk, window: PreviewWindow) -> None:
        shown.append(window)
        window.reject()

    monkeypatch.setattr(Desk, "show", show)
    return shown


_PAPERS = pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("02-reader", "打印条文"),
        ("04-chart", "打印审核表"),
        ("07-deadlines", "打印期限"),
        ("09-compare", "打印对照"),
        ("rule", "打印规则"),
    ],
)


@_PAPERS
def test_what_is_read_goes_to_paper_by_key(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow, screen: Any, name: str, heading: str
) -> None:
    screen(name)
    shown = _sent_to_preview(monkeypatch)
    press(window, "Ctrl+P")
    assert [preview.job.heading for preview in shown] == [heading]


@_PAPERS
def test_what_is_read_is_exported_by_the_same_keys_everywhere(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow, screen: Any, name: str, heading: str
) -> None:
    screen(name)
    shown = _sent_to_preview(monkeypatch)
    asked: list[Path] = []
    monkeypatch.setattr(Desk, "ask_path", lambda _desk, _parent, suggested: asked.append(suggested))
    press(window, "Ctrl+E", "Ctrl+Shift+E")
    assert [path.suffix for path in asked] == [".pdf", ".docx"]
    assert not shown, heading


def test_the_preview_is_worked_by_keyboard(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, office: Office, tmp_path: Path
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(Desk, "ask_path", lambda _desk, _parent, suggested: asked.append(suggested))
    preview = open_dialog(qtbot, monkeypatch, window, office, "print")
    assert isinstance(preview, PreviewWindow)
    assert focus() is preview.print
    for key, words in (("Ctrl+=", "75%"), ("Ctrl+0", "整页"), ("Ctrl+-", "缩略图"), ("Ctrl+=", "整页")):
        press(preview, key)
        assert preview.size_words.text() == words, key
    press(preview, "Ctrl+E", "Ctrl+Shift+E")
    assert [path.suffix for path in asked] == [".pdf", ".docx"]
    press(preview, "Esc")
    assert not preview.isVisible()
    assert not preview.printed


@pytest.mark.parametrize(
    ("name", "pane"),
    [
        ("03-search", lambda page: page.preview),
        ("04-wizard", lambda page: page.live),
        ("04-chart", lambda page: page.side),
    ],
)
@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 768, 1.0), (1024, 640, 1.5)])
def test_the_article_comes_and_goes_by_f4(
    qtbot: QtBot, office: Office, name: str, pane: Any, width: int, height: int, scale: float
) -> None:
    window = open_window(qtbot, office, width, height, scale=scale)
    SCREENS[name](window, office.records)
    settle(qtbot)
    seen = pane(window.page).isVisible()
    for now in (not seen, seen):
        press(window, "F4")
        assert pane(window.page).isVisible() is now
        here = focus()
        assert here is not None and here.isVisible()
