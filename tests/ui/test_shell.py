"""The window round the pages: first start, moving about, choices that are kept, trouble told in words."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk import make_record, make_services, make_theme, on_dialog, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import govdesk.ui.window.pages as pages_module
from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.records import DamagedRecords
from govdesk.records.errors import Backup, Offer
from govdesk.settings import load_settings
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.pages.home.page import HomePage
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.pages import NAVIGATION
from govdesk.ui.window.recovery import Way, ways_out
from govdesk.ui.window.trouble import TroublePage

RULE, OTHER = "xianyang-2013", "zhangjiagang-2022"
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class PlainPage(Page):
    """A page with one field, that remembers what was asked of it."""

    nav = "rules"
    title = "试页"
    status_keys = tuple((f"F{n}", f"第{n}件") for n in range(1, 8))
    stays = False

    def __init__(self, services: Services, theme: Any) -> None:
        super().__init__(services, theme)
        self.field = QLineEdit(self)
        self.targets: list[dict[str, Any]] = []
        self.rules: list[str] = []

    def activate(self, **target: Any) -> None:
        self.targets.append(target)

    def apply_rule(self, rule_id: str) -> None:
        self.rules.append(rule_id)

    def focus_first(self) -> None:
        self.field.setFocus()

    def panes(self) -> list[Any]:
        return [self.field]

    def default_status(self) -> str:
        return "咸政发〔2013〕16号"

    def leave(self) -> bool:
        return not self.stays


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = make_services(tmp_path)
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: "department"})
    return services


@pytest.fixture
def open_window(qtbot: QtBot) -> Callable[[Services], MainWindow]:
    def opened(services: Services) -> MainWindow:
        theme = make_theme()
        settings = services.settings
        theme.change(dark=settings.dark, scale=settings.text_scale / 100, law_face=settings.law_face)
        window = MainWindow(services, theme)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window._started)
        return window

    return opened


@pytest.fixture
def window(open_window: Callable[[Services], MainWindow], services: Services) -> MainWindow:
    return open_window(services)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> dict[str, PlainPage]:
    """Every page but home is a PlainPage; gives those made, by name."""
    made: dict[str, PlainPage] = {}
    real = pages_module.make_page

    def make(name: str, services: Services, theme: Any) -> Page:
        if name == "home":
            return real(name, services, theme)
        made[name] = PlainPage(services, theme)
        return made[name]

    monkeypatch.setattr(pages_module, "make_page", make)
    return made


def key(qtbot: QtBot, window: MainWindow, pressed: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, pressed, modifier)


def lit(window: MainWindow) -> list[str]:
    return [name for name, button in window.top_bar.navigation.buttons.items() if button.isChecked()]


# -- starting


def test_later_starts_go_straight_to_work(window: MainWindow) -> None:
    assert isinstance(window.page, HomePage)
    assert lit(window) == ["home"]
    assert window.windowTitle() == "办事"


# -- moving about


def test_ctrl_numbers_lead_through_the_four_pages(
    qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow
) -> None:
    for number, (name, _, _) in reversed(list(enumerate(NAVIGATION, start=1))):
        key(qtbot, window, Qt.Key(Qt.Key.Key_0.value + number), CTRL)
        assert window.stack.current == name
        assert name == "home" or window.page is plain[name]


def test_pages_are_made_once_and_know_the_rule(qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow) -> None:
    window.go("rules", article="58")
    made = plain["rules"]
    window.go("home")
    window.go("rules", article="57")
    assert window.page is made
    assert made.targets == [{"article": "58"}, {"article": "57"}]
    assert made.rules == [RULE]


def test_alt_left_goes_back(qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow) -> None:
    window.go("rules", article="58")
    window.go("deadlines")
    key(qtbot, window, Qt.Key.Key_Left, ALT)
    assert (window.stack.current, window.stack.target) == ("rules", {"article": "58"})
    window.page.navigate.emit("back", {})
    assert isinstance(window.page, HomePage)


def test_a_page_that_is_not_ready_keeps_the_user(qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow) -> None:
    window.go("rules")
    plain["rules"].stays = True
    key(qtbot, window, Qt.Key.Key_1, CTRL)
    assert window.page is plain["rules"]
    assert lit(window) == ["rules"]
    assert not window.close()
    plain["rules"].stays = False
    assert window.close()


def test_f6_walks_through_search_and_panes(qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow) -> None:
    window.go("rules")
    field = plain["rules"].field
    assert QApplication.focusWidget() is field
    key(qtbot, window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.top_bar.search
    key(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is field


# -- searching


def test_ctrl_k_goes_to_the_search_box_and_esc_back(qtbot: QtBot, window: MainWindow) -> None:
    before = QApplication.focusWidget()
    key(qtbot, window, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.top_bar.search
    key(qtbot, window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("第58条", {"rule": RULE, "article": "58"}),
        ("五十八", {"rule": RULE, "article": "58"}),
        ("张家港41", {"rule": OTHER, "article": "41"}),
    ],
)
def test_an_article_number_opens_the_article(
    qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow, typed: str, target: dict[str, str]
) -> None:
    window.top_bar.search.setFocus()
    window.top_bar.search.setText(typed)
    key(qtbot, window, Qt.Key.Key_Return)
    assert window.stack.current == "rules"
    assert plain["rules"].targets == [target]


@pytest.mark.parametrize("typed", ["会签时限", "第999条"])
def test_other_words_are_searched_for(
    qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow, typed: str
) -> None:
    window.top_bar.search.setFocus()
    window.top_bar.search.setText(typed)
    key(qtbot, window, Qt.Key.Key_Return)
    assert plain["search"].targets == [{"text": typed}]


# -- choices that are kept


def test_changing_the_rule_reaches_every_page_and_is_kept(
    qtbot: QtBot, plain: dict[str, PlainPage], window: MainWindow, tmp_path: Path
) -> None:
    window.go("rules")
    box = window.top_bar.rule_box
    index = box.findData(OTHER)
    box.setCurrentIndex(index)
    box.activated.emit(index)
    assert plain["rules"].rules == [RULE, OTHER]
    assert load_settings(tmp_path)[0].rule == OTHER


def test_text_size_and_palette_are_kept_over_a_restart(
    qtbot: QtBot, open_window: Callable[[Services], MainWindow], services: Services, tmp_path: Path
) -> None:
    window = open_window(services)
    key(qtbot, window, Qt.Key.Key_Equal, CTRL)
    key(qtbot, window, Qt.Key.Key_Equal, CTRL)
    key(qtbot, window, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.theme.dark)
    assert window.theme.scale == 1.5
    assert window.top_bar.size_button.accessibleName() == "字号，当前 150%"
    assert window.top_bar.dark_button.accessibleName() == "切换到浅色"
    window.resize(1200, 680)
    window.close()
    again = open_window(make_services(tmp_path))
    assert (again.theme.scale, again.theme.dark) == (1.5, True)
    assert again.height() == 680
    key(qtbot, again, Qt.Key.Key_Minus, CTRL)
    assert again.theme.scale == 1.25
    key(qtbot, again, Qt.Key.Key_0, CTRL)
    assert again.theme.scale == 1.0


def test_the_size_menu_ticks_what_is_in_force(window: MainWindow) -> None:
    menu = window.top_bar.size_menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["标准　100%", "条文用宋体"]
    next(action for action in menu.actions() if action.text().startswith("特大")).trigger()
    assert window.theme.scale == 1.5
    menu.deleteLater()


def test_choices_hold_where_nothing_can_be_written(
    window: MainWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise UserError("设置没有存上", safe="清单不受影响")

    monkeypatch.setattr(services, "save_settings", refuse)
    window.choices.choose_dark(True)
    assert window.theme.dark
    assert window.status.left.full_text() == "设置没有存上；清单不受影响。"


def test_damaged_settings_are_told(open_window: Callable[[Services], MainWindow], tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    services = make_services(tmp_path)
    window = open_window(services)
    window.choices.choose_rule(RULE)
    assert "设置文件看不懂" in window.status.left.full_text()


# -- widths


@pytest.mark.parametrize(
    ("width", "scale", "icons", "below", "brand", "home_below"),
    [
        (1366, 1.0, True, False, True, False),
        (1200, 1.0, True, False, True, False),
        (1199, 1.0, False, True, True, False),
        (1024, 1.0, False, True, True, False),
        (1366, 1.25, False, True, True, False),
        (1366, 1.5, False, True, False, True),
        (1920, 1.5, True, False, True, False),
        (1024, 1.75, False, True, False, True),
    ],
)
def test_what_the_width_decides(
    width: int, scale: float, icons: bool, below: bool, brand: bool, home_below: bool
) -> None:
    layout = layout_for(width, scale)
    assert (layout.nav_icons, layout.side_below, layout.brand, layout.home_side_below) == (
        icons,
        below,
        brand,
        home_below,
    )


@pytest.mark.parametrize(("width", "height", "scale"), [(1024, 640, 1.0), (1024, 640, 1.75), (1366, 768, 1.5)])
def test_nothing_is_cut_off_in_small_windows(window: MainWindow, width: int, height: int, scale: float) -> None:
    window.choices.choose_scale(scale)
    window.resize(width, height)
    QApplication.processEvents()
    bar = window.top_bar
    widgets = [
        *bar.navigation.buttons.values(),
        bar.search,
        bar.rule_box,
        bar.desk_box,
        bar.size_button,
        bar.dark_button,
        bar.help_button,
    ]
    widgets = [w for w in widgets if w.isVisible()]
    assert {*bar.navigation.buttons.values(), bar.search, bar.rule_box, bar.size_button} <= {*widgets}
    lefts = [w.mapTo(window, w.rect().topLeft()).x() for w in widgets]
    rights = [left + w.width() for left, w in zip(lefts, widgets, strict=True)]
    assert (window.width(), window.height()) == (width, height)
    assert all(right <= left for right, left in zip(rights, lefts[1:], strict=False))
    assert rights[-1] <= width
    bar.search.entered.emit()
    QApplication.processEvents()
    assert bar.search.width() >= 150, "for what is typed"


def test_status_bar_says_the_keys_of_the_page(plain: dict[str, PlainPage], window: MainWindow) -> None:
    window.resize(1366, 768)
    window.go("rules")
    assert [words for _, words in window.status._shown] == ["第1件", "第2件", "第3件", "第4件", "第5件"]
    assert window.status.left.full_text() == "咸政发〔2013〕16号"
    assert window.status.right.text() == "规则库 2 部 133 条 · 离线可用"
    window.resize(1024, 640)
    assert len(window.status._shown) == 3
    plain["rules"].status_message.emit("引文已复制")
    assert window.status.left.full_text() == "引文已复制"


# -- trouble


def test_a_page_that_cannot_be_made_says_why_and_leads_back(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pages_module.make_page

    def fail(name: str, services: Services, theme: Any) -> Page:
        if name == "deadlines":
            raise UserError("数据文件夹写不进去", safe="原有的清单没有改动", todo="请换一个能写的文件夹")
        return real(name, services, theme)

    monkeypatch.setattr(pages_module, "make_page", fail)
    key(qtbot, window, Qt.Key.Key_4, CTRL)
    page = window.page
    assert isinstance(page, TroublePage)
    assert page.state.title.text() == "数据文件夹写不进去"
    assert page.state.text.text() == "原有的清单没有改动。请换一个能写的文件夹。"
    key(qtbot, window, Qt.Key.Key_Return)
    assert isinstance(window.page, HomePage)


def test_a_page_of_trouble_is_tried_again_on_the_next_visit(
    window: MainWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [True]

    def make(name: str, services: Services, theme: Any) -> Page:
        if refused.pop():
            raise UserError("数据文件夹写不进去")
        return PlainPage(services, theme)

    monkeypatch.setattr(pages_module, "make_page", make)
    window.go("deadlines")
    refused.append(False)
    window.go("home")
    window.go("deadlines")
    assert isinstance(window.page, PlainPage)


def test_a_damaged_file_of_records_is_restored_on_the_users_word(
    qtbot: QtBot, open_window: Callable[[Services], MainWindow], services: Services, tmp_path: Path
) -> None:
    make_record(services, {"title": "关于资金的请示"})
    services.store.close()
    again = make_services(tmp_path)
    make_record(again, {"title": "关于人员的请示"})
    again.store.close()
    database = next(path for path in tmp_path.glob("*.db"))
    for companion in tmp_path.glob(database.name + "-*"):
        companion.unlink()
    database.write_bytes(b"not a database at all" * 1000)
    fresh = make_services(tmp_path)
    fresh.settings = services.settings
    told: list[str] = []
    ways: list[str] = []

    def read(dialog: Dialog) -> None:
        told.append(dialog.title.text())
        press(dialog, "知道了")

    def restore(dialog: Dialog) -> None:
        ways.extend(button.text() for button in dialog.buttons)
        on_dialog(qtbot, read)
        press(dialog, "恢复备份")

    seen = on_dialog(qtbot, restore)
    window = open_window(fresh)
    home = window.page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: bool(seen) and not QApplication.activeModalWidget())
    qtbot.waitUntil(lambda: "store" in fresh.__dict__)
    assert told[0].startswith("已恢复 "), "it says what was done"
    assert ways[:2] == ["打开文件夹", "先不管"]
    assert list(tmp_path.glob("records-damaged-*.db"))
    fresh.store.close()


@pytest.mark.parametrize(
    ("lists", "seen", "safe"),
    [(2, 3, Way.RESTORE), (0, 3, Way.LATER), (0, 0, Way.RESTORE), (None, 3, Way.START_AFRESH)],
)
def test_the_default_way_out_of_damage_is_the_one_that_keeps_most(lists: int | None, seen: int, safe: Way) -> None:
    now = dt.datetime(2026, 9, 24, 9).astimezone()
    offer = None if lists is None else Offer(Backup(Path("records.db"), now), lists)
    error = DamagedRecords("清单文件打不开", safe="文件原样没有动", offer=offer, now=now, seen=seen)
    assert ways_out(error, 2)[-1] is safe
    assert set(ways_out(error, 2)) > {Way.OPEN_FOLDER, Way.LATER, Way.CHOOSE}


def test_the_unforeseen_is_told_with_its_details_folded(qtbot: QtBot, window: MainWindow) -> None:
    seen = on_dialog(qtbot, lambda dialog: press(dialog, "知道了"))
    window.show_trouble(RuntimeError("boom"))
    assert seen
    assert seen[0].title.text() == "程序在这一步出了没有料到的问题"
    assert "boom" in seen[0]._detail.toPlainText()


# -- the program as a whole


def test_the_window_says_when_it_takes_input(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"rule": RULE, "desks": {RULE: "department"}}), encoding="utf-8")
    environment = dict(os.environ, GOVDESK_BENCH="1", GOVDESK_DATA=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    told = dict(line.split() for line in done.stdout.splitlines())
    assert list(told) == ["ready", "home"], "the frame takes input first, then the home page stands"
    assert sys.platform != "linux" or 0 < int(told["ready"]) <= int(told["home"])


#: What the built app does before its own first line: our hook, then PyInstaller's for Qt.
_BUILT = (
    "import runpy; runpy.run_path('tools/release/before_qt.py')\n"
    "from PySide6.QtCore import QFile; QFile.exists(':/qt/etc/qt.conf')\n"
)


@pytest.mark.parametrize("before", ["", _BUILT], ids=["source", "built"])
def test_qt_speaks_chinese_in_its_own_dialogs(tmp_path: Path, before: str) -> None:
    spec = (Path(__file__).resolve().parents[2] / "build.spec").read_text("utf-8")
    assert "before_qt.py" in spec and "X utf8=1" in spec
    code = (
        before + "from govdesk.ui.window.start import make_application\n"
        "app = make_application(['govdesk'])\n"
        "from PySide6.QtCore import QLocale\n"
        "print(app.translate('QPlatformTheme', 'Cancel'), QLocale().name(), app.style().objectName())\n"
        "print(app.translate('QAbstractFileIconProvider', 'Folder'), QLocale.system().monthName(11))"
    )
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONIOENCODING="utf-8")
    for name in ("LANG", "LC_ALL", "LC_TIME"):
        environment.pop(name, None)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["取消", "zh_CN", "fusion", "文件夹", "十一月"], done.stderr
