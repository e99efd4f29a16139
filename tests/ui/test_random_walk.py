"""A hand that does anything anywhere, for a long time: no error, and the program does not grow.

The seed is printed; GOVDESK_WALK_SEED walks the same way again.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from desk import RULE, WIZARD, build_services, make_record, make_theme, shipped_and_made_up
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from govdesk.ui.actions.printing.window import PreviewWindow
from govdesk.ui.kit.later import later
from govdesk.ui.window.main_window import MainWindow

DESK, OTHER_DESK = "department", "office"
SHIPPED = ("xianyang-2013", "zhangjiagang-2022")
WIZARDS = (WIZARD, "hold-meeting", "department-meeting", "citywide-meeting", "handle-assigned")
KEYS = (
    *("Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Enter", "Space", "Esc"),
    *("Alt+Left", "Alt+Up", "Alt+Down", "Alt+1", "Alt+2", "F1", "F3", "F4", "F6", "Shift+F6", "F9"),
    *("Ctrl+F", "Ctrl+K", "Ctrl+Z", "Ctrl+Y", "Ctrl+O", "Ctrl+N", "Ctrl+D", "Ctrl+C", "Ctrl+A", "Ctrl+Shift+C"),
    *("Ctrl+Shift+A", "Ctrl+Shift+L", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"),
    *("1", "2", "3", "N", "R", "S", "Del"),
)
WORDS = ("请示", "第41条", "qs", "2026-11-20", "9.24", "张科长", "会议\n纪要", "")
SIZES = ((1366, 768), (1024, 640), (1920, 1080), (900, 560))
QUICK, LONG, BEFORE_MEASURING = 150, 4000, 500
_GROWTH = 1.05


def in_loop(do: Callable[[], object]) -> None:
    """Do it from a loop of events, as everything that a hand does comes: what is to be deleted is, when it returns."""
    app, loop = QApplication.instance(), QEventLoop()
    assert app is not None

    def do_and_stop() -> None:
        try:
            do()
        finally:
            loop.quit()

    later(app, do_and_stop)
    loop.exec()


class Hand:
    """Does one thing after the other, as the random numbers have it."""

    def __init__(self, window: MainWindow, chance: random.Random, records: list[str]) -> None:
        self.window, self.chance, self.records = window, chance, records
        self.done: list[str] = []
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (6, self._key),
            (4, self._button),
            (3, self._row),
            (2, self._go),
            (2, self._type),
            (1, self._shape),
            (1, self._choose),
        ]

    def act(self) -> None:
        """One action, and its consequences."""
        weights = [weight for weight, _ in self._ways]
        (way,) = self.chance.choices([way for _, way in self._ways], weights)
        in_loop(lambda: self.done.append(way()))
        for _ in range(3):
            QApplication.processEvents()

    def _key(self) -> str:
        key = self.chance.choice(KEYS)
        QTest.keySequence(QApplication.focusWidget() or self.window, key)
        return key

    def _seen(self, kind: type[QWidget]) -> QWidget | None:
        seen = [w for w in self.window.findChildren(kind) if w.isVisible() and w.isEnabled()]
        return self.chance.choice(seen) if seen else None

    def _button(self) -> str:
        button = self._seen(QAbstractButton)
        if button is None:
            return "no button"
        name = f"click {type(button).__name__} {button.property('text')}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return name

    def _row(self) -> str:
        view = self._seen(QAbstractItemView)
        if view is None:
            return "no list"
        name = f"click in {type(view).__name__}"
        room = view.viewport().rect()
        at = QPoint(self.chance.randint(0, max(0, room.width() - 1)), self.chance.randint(0, max(0, room.height() - 1)))
        button = Qt.MouseButton.LeftButton if self.chance.random() < 0.8 else Qt.MouseButton.RightButton
        QTest.mouseClick(view.viewport(), button, pos=at)
        return name

    def use_everything_once(self) -> None:
        """Every place in every look, and what is printed there: what is loaded on first use is loaded."""
        theme = self.window.theme
        for dark, scale in ((True, 1.75), (False, 1.5), (True, 1.25), (False, 1.0)):
            in_loop(lambda dark=dark, scale=scale: theme.change(dark=dark, scale=scale))
            for place in self._places():
                in_loop(lambda place=place: self.window.go(place[0], **place[1]))
                in_loop(lambda: QTest.keySequence(self.window, "Ctrl+P"))
                QThreadPool.globalInstance().waitForDone()

    def come_to_rest(self) -> None:
        """One look, one size, one page: what another page shows at the moment, or large letters need, is no growth."""
        in_loop(lambda: self.window.theme.change(dark=False, scale=1.0))
        self.window.resize(*SIZES[0])
        in_loop(lambda: self.window.go("home"))
        for _ in range(3):
            QApplication.processEvents()

    def _go(self) -> str:
        place = self.chance.choice(self._places())
        self.window.go(place[0], **place[1])
        return f"go {place}"

    def _places(self) -> list[tuple[str, dict[str, str]]]:
        return [
            ("home", {}),
            ("checklists", {}),
            ("deadlines", {}),
            ("rules", {"rule": self.chance.choice(SHIPPED), "article": str(self.chance.randint(1, 57))}),
            ("rule", {"rule": self.chance.choice(SHIPPED)}),
            ("compare", {"rule": SHIPPED[0], "article": str(self.chance.randint(1, 57))}),
            ("search", {"text": self.chance.choice(WORDS[:3])}),
            ("help", {}),
            ("chart", {"rule": RULE, "wizard": self.chance.choice(WIZARDS)}),
            ("wizard", {"rule": RULE, "wizard": self.chance.choice(WIZARDS)}),
            ("checklist", {"record": self.chance.choice(self.records)}),
            ("settings", {}),
            ("library", {}),
            ("import", {}),
            ("versions", {}),
            ("adopt", {"rule": RULE}),
            ("editor", {"rule": RULE}),
        ]

    def _type(self) -> str:
        field, words = QApplication.focusWidget(), self.chance.choice(WORDS)
        if isinstance(field, QLineEdit):
            field.selectAll()
            field.insert(words)
            field.textEdited.emit(field.text())
        elif isinstance(field, QPlainTextEdit):
            field.insertPlainText(words)
        return f"type {words!r} into {type(field).__name__}"

    def _shape(self) -> str:
        size = self.chance.choice(SIZES)
        self.window.resize(*size)
        return f"resize {size}"

    def _choose(self) -> str:
        if self.chance.random() < 0.5:
            desk = self.chance.choice((DESK, OTHER_DESK, ""))
            self.window.choices.choose_desk(desk)
            return f"desk {desk}"
        rule = self.chance.choice((RULE, RULE, *SHIPPED))
        self.window.choices.choose_rule(rule)
        return f"rule {rule}"


@contextmanager
def dialogs_answered(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> Iterator[None]:
    """Menus and dialogs of our own are answered one way or the other; Qt's, and the preview, are closed unseen."""
    monkeypatch.setattr(PreviewWindow, "exec", lambda dialog: dialog.close() and 0)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: "")
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)
    going = [True]

    def wait() -> None:
        # A timer of its own each time: what an answer opens is a loop of events inside the answer.
        if going:
            later(app, answer, 2)

    def answer() -> None:
        wait()
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu) and chance.random() < 0.5 and popup.actions():
            popup.setActiveAction(chance.choice(popup.actions()))
            QTest.keyClick(popup, Qt.Key.Key_Return)
        elif popup is not None:
            popup.close()
        elif isinstance(dialog, QDialog):
            buttons = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
            if buttons and chance.random() < 0.5:
                chance.choice(buttons).click()
            else:
                dialog.reject()

    app = QApplication.instance()
    assert app is not None
    wait()
    try:
        yield
    finally:
        going.clear()


def resident() -> int:
    """Bytes of memory that the process really has."""
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)  # what is free, but not given back, is no growth
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def walk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, folder: Path, actions: int) -> tuple[int, int]:
    """So many actions on an office in use; the memory after the first of them, and at the end."""
    seed = int(os.environ.get("GOVDESK_WALK_SEED") or random.SystemRandom().randrange(10**6))
    print(f"GOVDESK_WALK_SEED={seed}")
    chance = random.Random(seed)
    services = build_services(folder)
    services.library = shipped_and_made_up()
    services.settings = msgspec.structs.replace(services.settings, rule=RULE, desks={RULE: DESK}, handler="王晓梅")
    records = [make_record(services, {"title": f"请示{n}", "handler": "王晓梅"}).number for n in range(3)]
    window = MainWindow(services, make_theme())
    qtbot.addWidget(window)
    window.showNormal()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    hand, early = Hand(window, chance, records), 0
    with dialogs_answered(monkeypatch, chance), qtbot.captureExceptions() as errors:
        if actions > BEFORE_MEASURING:
            hand.use_everything_once()
        for number in range(actions):
            hand.act()
            assert not errors, f"action {number}: {hand.done[-12:]}\n{errors[0][1]!r}"
            if number == min(BEFORE_MEASURING, actions - 1):
                hand.come_to_rest()
                early = resident()
            if (number + 1) % BEFORE_MEASURING == 0:
                hand.come_to_rest()
                print(f"{number + 1} actions, {resident() / 2**20:.1f} MiB", flush=True)
        hand.come_to_rest()
        late = resident()
    assert not errors, errors
    return early, late


@pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
def test_nothing_that_is_done_in_any_order_is_an_error(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    walk(qtbot, monkeypatch, tmp_path, QUICK)


@pytest.mark.stress
@pytest.mark.qt_log_ignore("propagateSizeHints", "plugin does not support")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured on Linux")
def test_after_hours_of_use_no_error_and_no_more_memory(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    early, late = walk(qtbot, monkeypatch, tmp_path, LONG)
    print(f"{early / 2**20:.1f} MiB after {BEFORE_MEASURING} actions, {late / 2**20:.1f} MiB after {LONG}")
    assert late <= early * _GROWTH
