"""Every screen and dialog of the program, in one list: whoever adds one adds a line here, and every walk covers it.

Pictures (test_screenshots), the walks by Tab and through the accessible names (test_walks) and the trials of Chinese
input (test_composing) all go over `SCREENS` and `DIALOGS`, on one office in use.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from desk import DESK, MADE_UP, RULE, WIZARD, build_services, make_theme, shipped_and_made_up
from made_laws import three_laws
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from versions import add_newer

from govdesk.app import Services
from govdesk.errors import Progress
from govdesk.export.jobs import record_job
from govdesk.records.model import ItemState, Jotting, Reply, point_id
from govdesk.rules.loader import load_rule
from govdesk.statutes.bringing import bring_in
from govdesk.ui.actions.printing.compiling import CompilingDialog, print_compilation
from govdesk.ui.actions.printing.desk import Desk
from govdesk.ui.actions.printing.printer import set_up_paper
from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.kit.widgets import Dialog, ElidedLabel
from govdesk.ui.pages.checklist.page import ChecklistPage
from govdesk.ui.pages.editor.page import EditorPage
from govdesk.ui.pages.wizard.page import WizardPage
from govdesk.ui.window.main_window import MainWindow

#: Rules to read; errands and lists are those of the made-up city.
LAW, OTHER = "xianyang-2013", "zhangjiagang-2022"
TODAY = dt.date(2026, 11, 24)


class Office(msgspec.Struct):
    """A desk in use: its services, and the numbers of its lists by what they are."""

    services: Services
    records: dict[str, str]


Opener = Callable[[MainWindow, dict[str, str]], None]


def _page(page: str, **target: str) -> Opener:
    def opened(window: MainWindow, records: dict[str, str]) -> None:
        shown = {name: records.get(value, value) if name == "record" else value for name, value in target.items()}
        assert window.go(page, **shown)

    return opened


def _keys(then: Opener, *keys: str) -> Opener:
    """As `then`, with these keys pressed afterwards: what they open is the screen."""

    def opened(window: MainWindow, records: dict[str, str]) -> None:
        then(window, records)
        for key in keys:
            QApplication.processEvents()
            QTest.keySequence(QApplication.focusWidget() or window, key)

    return opened


_RULE_TEXT = """\
首页 > 政务公开
云山市人民政府工作规则
第一章　总则
第一条　为规范云山市政府工作，制定本规则。
第二条　市政府会议分为：
（一）全体会议；
（二）常务会议。
会议由市长召集。
第四条　各部门按职责办理雪橇调度事项。
"""


def _import(window: MainWindow, records: dict[str, str]) -> None:
    """Two files read, the second with a number that is missing; one of its lines is at hand."""
    folder = window.services.data_folder
    files = (folder / "云山规则.txt", folder / "空白.txt")
    files[0].write_text(_RULE_TEXT, encoding="utf-8")
    files[1].write_text("", encoding="utf-8")
    assert window.go("import", files="\n".join(str(file) for file in files))
    page = window.page
    while page.reader.waiting:  # type: ignore[union-attr]
        QApplication.processEvents()
    page.focus_first()  # type: ignore[union-attr]
    QApplication.processEvents()


_PACK_TEXT = """\
+++
id = "yunling-2025"
title = "云岭县人民政府工作规则（测试用）"
short_title = "云岭县"
issuer = "云岭县人民政府"
numbering = "articles"
+++

# 云岭县人民政府工作规则（测试用）

第一条　各部门和各乡镇报送县政府的请示，应当一文一事。请示由主要负责人签发。

第二条　县政府办公室应当在收到请示之日起3个工作日内提出办理意见，报县长审批。
"""


def _adopt(window: MainWindow, records: dict[str, str]) -> None:
    """The parties of a rule of one's own that has no errands yet."""
    pack = window.services.data_folder / "rules" / "yunling-2025"
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "rule.md").write_text(_PACK_TEXT, encoding="utf-8")
    library = window.services.library
    rule = load_rule(pack)
    window.services.library = msgspec.structs.replace(library, rules=library.rules | {rule.id: rule})
    assert window.go("adopt", rule=rule.id)
    window.services.library = library  # the other screens know nothing of it


def _versions(window: MainWindow, records: dict[str, str]) -> None:
    """A newer version of the made-up city's rule, held against the one that the lists rest on."""
    library = window.services.library
    rule = load_rule(add_newer(window.services.data_folder))
    window.services.library = msgspec.structs.replace(library, rules=library.rules | {rule.id: rule})
    assert window.go("versions", rule=rule.id, old=RULE)
    page = window.page
    while page.work.busy:  # type: ignore[union-attr]
        QApplication.processEvents()
    window.services.library = library  # the other screens know nothing of it
    page.focus_first()  # type: ignore[union-attr]


def _editor(window: MainWindow, records: dict[str, str]) -> None:
    """An errand of an imported rule under a hand, at a line with a quote, and one more line that is not written yet."""
    pack = window.services.data_folder / "rules" / "yunfeng-2025"
    if not pack.exists():
        shutil.copytree(MADE_UP / RULE, pack)
        for path in pack.rglob("*.*"):
            text = path.read_text(encoding="utf-8").replace(RULE, pack.name)
            path.write_text(text, encoding="utf-8")
    library = window.services.library
    rule = load_rule(pack)
    window.services.library = msgspec.structs.replace(library, rules=library.rules | {rule.id: rule})
    assert window.go("editor", rule=rule.id, wizard=WIZARD)
    page = window.page
    assert isinstance(page, EditorPage)
    if page.errand is not None and not page.errand.has_changes:
        page.add("items")
    page.go_to("items", 0)
    while page.checking.busy:
        QApplication.processEvents()
    window.services.library = library  # the other screens know nothing of it
    page.focus_first()


def _statute(window: MainWindow, records: dict[str, str]) -> None:
    """A made-up law in its former version, one of its articles at hand."""
    services = window.services
    if not services.statutes.is_there:
        with tempfile.TemporaryDirectory(dir=services.data_folder) as folder:
            bring_in(services.data_folder, three_laws(Path(folder) / "法律法规"))
    law = services.statutes.named("河畔灯塔法")[-1]
    assert window.go("statute", law=law.id, article="2")


_REQUEST = _page("checklist", record="request", item="chief-signs")
_LATE = _page("checklist", record="late", item="in-ten-days")


def _unfolded(window: MainWindow, records: dict[str, str]) -> None:
    """The list with all its parts open, standing on what is to be asked."""
    _REQUEST(window, records)
    page = window.page
    assert isinstance(page, ChecklistPage)
    page.view.expandAll()
    page.view.select(page.model.item_index("how-long"))


def _last_step(window: MainWindow, records: dict[str, str]) -> None:
    """The wizard with every question passed over."""
    SCREENS["04-wizard"](window, records)
    page = window.page
    assert isinstance(page, WizardPage)
    while page.skip_button.isVisible():
        page.skip_button.click()
    for draft in window.services.store.drafts(RULE, WIZARD):
        window.services.store.drop_draft(draft.id)  # else the errand would ask about it the next time


def _first_desk(window: MainWindow, records: dict[str, str]) -> None:
    """The second question of the first start; the window goes on with whatever is opened next."""
    del window.services.settings.desks[RULE]
    window.first_questions.ask_desk(RULE)
    window.services.settings.desks[RULE] = DESK


def _settings_end(window: MainWindow, records: dict[str, str]) -> None:
    """The settings that only scrolling shows."""
    _page("settings")(window, records)
    QApplication.processEvents()
    assert window.page is not None
    bar = window.page.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())


#: name -> how to get there from anywhere. The numbers are those of the drawings of the window.
SCREENS: dict[str, Opener] = {
    "01-home": _page("home"),
    "02-reader": _page("rules", rule=LAW, article="51", find="签发"),
    "02-reader-zhangjiagang": _page("rules", rule=OTHER, article="35"),
    "03-search": _page("search", text="请示办复时限"),
    "03-search-empty": _page("search", text="量子纠缠"),
    "04-wizard": _page("wizard", rule=RULE, wizard=WIZARD),
    "04-wizard-several": _page("wizard", rule=RULE, wizard="department-meeting"),
    "04-wizard-last": _last_step,
    "04-wizard-card": _page("wizard", rule=RULE, wizard="who-signs-minutes"),
    "04-chart": _page("chart", rule=RULE, wizard=WIZARD, question="others"),
    "05-checklist": _REQUEST,
    "05-checklist-parts": _unfolded,
    "06-records": _page("checklists"),
    "07-deadlines": _page("deadlines"),
    "19-import": _import,
    "20-adopt": _adopt,
    "21-library": _page("library", rule=OTHER),
    "21-versions": _versions,
    "21-statute": _statute,
    "22-editor": _editor,
    "09-compare": _page("compare", rule=LAW, article="52"),
    "13-first-start-desk": _first_desk,
    "23-settings": _page("settings"),
    "23-settings-end": _settings_end,
    "rule": _page("rule", rule=OTHER),
    "help": _page("help"),
}


#: name -> what opens the dialog, by keyboard from a screen above wherever it has a key.
def _menu(before: Opener, menu: str, words: str) -> Opener:
    """What an entry of a menu in the page's footer opens."""

    def opened(window: MainWindow, records: dict[str, str]) -> None:
        before(window, records)
        footer = getattr(window.page, "footer", None) or window.page.frame.footer  # type: ignore[union-attr]
        next(action for action in getattr(footer, menu).actions() if action.text() == words).trigger()

    return opened


class Printing(Desk):
    """A desk with one printer that prints both sides; what it prints on is never begun."""

    def printers(self) -> list[str]:
        return ["办公室一体机"]

    def can_duplex(self, name: str) -> bool:
        return True

    def make_printer(self, name: str, document: str) -> QPrinter:
        printer = QPrinter()
        set_up_paper(printer, document)
        return printer


class NoPrinter(Desk):
    """A desk without a printer, whatever the machine has."""

    def printers(self) -> list[str]:
        return []


def _preview(desk: Desk) -> Opener:
    """The preview of the list, from which it is printed."""

    def opened(window: MainWindow, records: dict[str, str]) -> None:
        _REQUEST(window, records)
        page = window.page
        assert page is not None
        PreviewWindow(page.theme, record_job(page.services, page.editor.record), page, desk=desk).exec()  # type: ignore[attr-defined]

    return opened


def _all_forms(window: MainWindow, records: dict[str, str]) -> None:
    _page("rule", rule=RULE)(window, records)
    page = window.page
    assert page is not None
    print_compilation(page.services, page.theme, RULE, page, NoPrinter())


def _compiling(window: MainWindow, records: dict[str, str]) -> None:
    """All forms being set, a quarter of the way: it goes on until it is stopped."""
    _page("rule", rule=RULE)(window, records)

    def work(progress: Progress) -> bytes:
        progress(3, 12)
        dialog._stop.wait()
        return b""

    dialog = CompilingDialog(window.theme, "正在编排办事清单汇编", "每件事一份空白表，前面有目录。", work, window.page)
    dialog.exec()


DIALOGS: dict[str, Opener] = {
    "split": _keys(_import, "Ctrl+Shift+J"),
    "draft": _page("wizard", rule=RULE, wizard="handle-assigned"),
    "not-applicable": _keys(_REQUEST, "N"),
    "archive": _keys(_REQUEST, "Ctrl+Shift+A"),
    "counting": lambda window, records: (_LATE(window, records), window.page.ask_counting())[0],
    "delete": _keys(_page("checklists"), "Del"),
    "holidays": lambda window, records: (_page("deadlines")(window, records), window.page.import_holidays())[0],
    "starting": lambda window, records: (
        _page("deadlines")(window, records),
        window.page.side.change_starting.click(),
    )[0],
    "history": _menu(_REQUEST, "more_menu", "办理记录…"),
    "backups": _menu(_page("checklists"), "menu", "备份和恢复…"),
    "print": _preview(Printing()),
    "print-no-printer": _preview(NoPrinter()),
    "all-forms": _all_forms,
    "compiling": _compiling,
    "new-errand": lambda window, records: (_editor(window, records), window.page.begin())[0],
    "diagnosis": lambda window, records: (_page("settings")(window, records), window.page.diagnosis_button.click())[0],
    "licences": lambda window, records: (_page("settings")(window, records), window.page.licences_button.click())[0],
    "trouble": lambda window, records: window.show_trouble(RuntimeError("boom")),
}


def make_office(folder: Path) -> Office:
    """Three lists, one with ticks, one overdue, and a wizard left half-way. All names are made up."""
    services = build_services(folder, TODAY)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, handler="王晓梅", desks={RULE: DESK})
    store = services.store
    basis = services.library.basis(RULE, WIZARD)
    fields = {
        "title": "关于申请2026年老旧小区改造市级配套资金的请示",
        "unit": "市住房和城乡建设局",
        "handler": "王晓梅",
        "doc_number": "云建字〔2026〕87号",
        "received": "2026-11-20",
    }
    request = store.create(basis, {"others": "pending", "secret": "no"}, fields, "王晓梅", desk=DESK)
    for item in ("one-matter", point_id("consult", "written")):
        store.set_state(request, item, ItemState.DONE, "王晓梅")
    store.set_state(request, "platform", ItemState.NOT_APPLICABLE, "王晓梅", "平台停用，送的纸质件")
    store.set_jottings(
        request, "leader-approves", [Jotting("2026-11-23", "已呈，秘书科陈科长", "2026-12-02")], "王晓梅"
    )
    store.set_reply(request, "how-long", Reply("市政府办公室", "一周内", "2026-11-23"), "王晓梅")
    assigned = services.library.basis(RULE, "handle-assigned")
    dated = {"title": "关于供热保障资金的批办件", "handler": "张敏", "transferred": "2026-11-03"}
    late = store.create(assigned, {"urgent": "no"}, dated, "张敏", desk=DESK, follows=request)
    meeting = services.library.basis(RULE, "department-meeting")
    held = {"title": "全市冬季安全生产工作会议", "handler": "李建国"}
    store.create(meeting, {"invite": "leaders+towns"}, held, "李建国", desk=DESK)
    store.save_draft(RULE, "handle-assigned", {"urgent": "yes"}, desk=DESK)
    return Office(services, {"request": request.number, "late": late.number})


def open_window(
    qtbot: QtBot, office: Office, width: int = 1366, height: int = 768, *, scale: float = 1.0, dark: bool = False
) -> MainWindow:
    """The program's window over `office`, started, active, of that size and look."""
    theme = make_theme()
    theme.change(dark=dark, scale=scale)
    window = MainWindow(office.services, theme)
    qtbot.addWidget(window)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    window.resize(width, height)
    return window


def settle(qtbot: QtBot) -> None:
    """Let layouts, timers of no length and the search's thread come to rest."""
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0, timeout=60_000)
    for _ in range(20):
        QApplication.processEvents()


def open_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, office: Office, name: str
) -> QDialog:
    """The dialog `name` on the screen, but not modal: whoever opened it goes on as if it had been closed by Esc."""
    opened: list[QDialog] = []

    def show(dialog: QDialog) -> int:
        opened.append(dialog)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.show()
        return -1

    monkeypatch.setattr(Dialog, "exec", show)
    monkeypatch.setattr(PreviewWindow, "exec", show)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    DIALOGS[name](window, office.records)
    qtbot.waitUntil(lambda: len(opened) == 1)  # a button pressed by its key opens it a moment later
    opened[0].activateWindow()
    qtbot.waitUntil(opened[0].isActiveWindow)
    if isinstance(dialog := opened[0], PreviewWindow):
        qtbot.waitUntil(dialog.pdf.isEnabled)  # the pages are set in a thread
    elif isinstance(dialog, CompilingDialog):
        qtbot.waitUntil(lambda: dialog.bar.accessibleName() == "进度 3/12")
    return opened[0]


def in_sight(root: QWidget) -> list[QWidget]:
    """Every widget of the window `root` that can be seen, root itself left out."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.window() is root]


def without_room(root: QWidget) -> list[str]:
    """Elided words of which not even the beginning is seen, and those that a button lies on."""
    faults = []
    for label in root.findChildren(ElidedLabel):
        if label.isVisible() and label.full_text():
            if label.width() < label.minimumSizeHint().width():
                faults.append(f"“{label.full_text()}” is {label.width()} wide")
            beside = (part for part in label.parentWidget().findChildren(QAbstractButton) if part.isVisible())
            under = [part.text() for part in beside if part.parent() is label.parent() and on_top(part, label)]
            faults += [f"{words} lies on “{label.full_text()}”" for words in under]
    return faults


def on_top(one: QWidget, other: QWidget) -> bool:
    return one.geometry().intersects(other.geometry())
