"""A desk for page tests: real records in a temporary folder, a page in a real window.

Records and errands are those of a made-up city (tests/made_up), so that no test of the window leans on a city's wizards;
pages that show rules have the shipped ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govdesk.app import Services
from govdesk.paths import shipped_rules
from govdesk.records.model import Record
from govdesk.records.store import Store
from govdesk.ui.kit.fonts import Faces, resolve_faces
from govdesk.ui.kit.layout import layout_for
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.kit.widgets.rescaling import rescale
from govdesk.wizards.library import Library
from govdesk.wizards.packs import load_library

RULE, WIZARD, DESK = "yunchuan-2024", "submit-request", "department"
#: Page -> what it is asked to show in a window over the shipped rules, the made-up one and one record.
TARGETS: dict[str, dict[str, str]] = {
    "home": {},
    "rules": {"rule": "xianyang-2013", "article": "51"},
    "rule": {"rule": "xianyang-2013"},
    "compare": {"rule": "xianyang-2013", "article": "52"},
    "wizard": {"rule": RULE, "wizard": WIZARD},
    "chart": {"rule": RULE, "wizard": WIZARD},
    "checklists": {},
    "checklist": {"record": "QD-2026-0001"},
    "deadlines": {},
    "search": {"text": "请示"},
    "help": {},
    "settings": {},
    "library": {},
    "import": {},
}
MADE_UP = Path(__file__).parent.parent / "made_up"
#: Every question settled: 一文一事 | 协商（两个要点）| 签发, 不得, 平台.
PLAIN_ANSWERS = {"others": "agreed", "secret": "no"}
TODAY = dt.date(2026, 9, 24)


@cache
def _faces() -> Faces:
    return resolve_faces()


@cache
def _library() -> Library:
    return load_library([shipped_rules()])


@cache
def made_up() -> Library:
    """The made-up city alone."""
    return load_library([MADE_UP])


@cache
def shipped_and_made_up() -> Library:
    """The made-up city with its errands, and the shipped rules to read: without theirs."""
    shipped, own = _library(), made_up()
    return msgspec.structs.replace(
        shipped,
        rules=own.rules | shipped.rules,
        wizards_by_rule=own.wizards_by_rule,
        parties_by_rule=own.parties_by_rule,
        problems=(),
    )


#: Who closes what is made here: the module that is being tested, then the test. See `owner`.
_owners: list[ExitStack] = []


@contextmanager
def owner() -> Iterator[None]:
    """Services and stores made in this block are closed when it ends."""
    with ExitStack() as owned:
        _owners.append(owned)
        try:
            yield
        finally:
            # What a search on another thread still opens must be there to be closed.
            QThreadPool.globalInstance().waitForDone()
            # A window that is closed is deleted a while later: until then its timers would open the records again.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            _owners.remove(owned)


def build_services(folder: Path, today: dt.date = TODAY) -> Services:
    """The program's own services, of its own library, on a fixed day; whoever owns the block closes them."""
    return _owners[-1].enter_context(Services(folder, today=today))


def make_services(folder: Path, today: dt.date = TODAY) -> Services:
    """Services on an empty data folder, on a fixed day, of a library that is read once; closed as `build_services`' are."""
    services = build_services(folder, today)
    services.library = _library()
    return services


def made_up_services(folder: Path, today: dt.date = TODAY) -> Services:
    """Services on an empty data folder, on a fixed day, with the made-up city; the clerk sits at its first desk."""
    services = make_services(folder, today)
    services.library = made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK})
    return services


def make_record(
    services: Services,
    fields: Mapping[str, str] | None = None,
    by: str = "王晓梅",
    wizard: str = WIZARD,
    desk: str = DESK,
    **answers: str,
) -> Record:
    """A 报送请示 of the made-up city with every question answered, or with `answers`; or another errand's list."""
    basis = made_up().basis(RULE, wizard)
    given = answers or (PLAIN_ANSWERS if wizard == WIZARD else {})
    return services.store.create(basis, given, fields or {"handler": by}, by, desk=desk)


def reopened(services: Services) -> Store:
    """The records read anew from the disk, as after a restart; closed by whoever owns the block."""
    return _owners[-1].enter_context(Store.open(services.data_folder, services.calendar))


def show(qtbot: QtBot, page: Page, width: int = 1366, height: int = 684, scale: float = 1.0) -> Page:
    """The page in a window of its own, as the shell would hold it."""
    qtbot.addWidget(page)
    page.setStyleSheet(page.theme.qss())
    page.theme.rescaled.connect(lambda before, now: rescale(page, before, now))
    page.theme.changed.connect(lambda: page.setStyleSheet(page.theme.qss()))
    page.apply_layout(layout_for(width, scale))
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.focus_first()
    return page


def make_theme() -> Theme:
    return Theme(_faces())


#: Those that wait for a dialog; the conftest ends them with their test, lest they answer the next test's dialogs.
waiting: list[QTimer] = []


def on_dialog(qtbot: QtBot, act: Callable[[Dialog], None]) -> list[Dialog]:
    """Do `act` to the next dialog that opens; gives a list that then holds it."""
    seen: list[Dialog] = []
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Dialog) and dialog.isVisible():
            timer.stop()
            seen.append(dialog)
            act(dialog)

    timer.timeout.connect(look)
    timer.start(5)
    waiting.append(timer)
    return seen


def press(dialog: Dialog, text: str) -> None:
    """Press the dialog's button with that text."""
    next(button for button in dialog.buttons if button.text() == text).click()


def type_chinese(widget: QWidget, text: str) -> None:
    """Enter `text` as an input method does: committed as a whole."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def let_go_of_keys() -> None:
    """After a typed Ctrl+Z Qt takes Ctrl for held down until the next key: the next test would add lines, not choose one."""
    if QGuiApplication.instance() is not None and QGuiApplication.keyboardModifiers():
        QTest.keyRelease(QWindow(), Qt.Key.Key_Control)
