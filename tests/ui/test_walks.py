"""Walks over every screen and dialog: Tab reaches every control and shows where it is; every control has a name."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens import DIALOGS, SCREENS, Office, in_sight, make_office, open_dialog, open_window, settle

from govdesk.ui.kit.widgets import TextView
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.window.main_window import MainWindow
from govdesk.ui.window.pages import PAGES

pytestmark = pytest.mark.slow

_INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QTextEdit,
    QPlainTextEdit,
    QAbstractItemView,
)
_MOST_STOPS = 400
#: A ring round the smallest control changes more pixels than this; a caret does not.
_RING = 100


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(tmp_path_factory.mktemp("office"))
    yield made
    made.services.store.close()


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    QApplication.setCursorFlashTime(0)
    return open_window(qtbot, office)


def controls(root: QWidget) -> list[QWidget]:
    """What a hand can use: everything that takes input or the focus; Qt's parts inside its own widgets left out."""
    return [
        widget
        for widget in in_sight(root)
        if widget.isEnabled()
        and not isinstance(widget, QHeaderView)
        and (isinstance(widget, _INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget.parent(), QLineEdit | QComboBox | QAbstractSpinBox | QHeaderView)
    ]


def label(widget: QWidget) -> str:
    """A widget as a person looking for it would call it."""
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{words}”"


def whereabouts(root: QWidget, stops: list[QWidget]) -> str:
    """What had the focus last, and what the program takes for its window: enough to find out where it went."""
    active = QApplication.activeWindow()
    windows = [f"{type(widget).__name__} {widget.windowTitle()}" for widget in QApplication.topLevelWidgets()]
    last = label(stops[-1]) if stops else "nothing yet"
    return f"last {last}; active: {label(active) if active else None}, ours: {active is root}; windows: {windows}"


def walk(root: QWidget) -> list[QWidget]:
    """Where Tab stops, from where the focus is until it has come round."""
    stops: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is nowhere: {whereabouts(root, stops)}"
        if here in stops:
            break
        stops.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return stops


def scroller(widget: QWidget) -> QWidget | None:
    """What `widget` scrolls in; None for nothing."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def by_arrows(start: QWidget) -> set[QWidget]:
    """Where ↑ and ↓ lead from `start`, in what it scrolls in."""
    reached = {start}
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        here = start
        here.setFocus(Qt.FocusReason.OtherFocusReason)
        for _ in range(_MOST_STOPS):
            QTest.keyClick(here, key)
            there = QApplication.focusWidget()
            if there is None or there is here or scroller(there) is not scroller(start):
                break
            reached.add(there)
            here = there
    return reached


def exclusive_group(widget: QWidget) -> object:
    """What a button shares with those that it excludes; None for other widgets."""
    if not isinstance(widget, QAbstractButton):
        return None
    group: QButtonGroup | None = widget.group()
    return group if group is not None else widget.parentWidget() if widget.autoExclusive() else None


def unreached(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Controls that the walk left out.

    Of an exclusive group Tab stops at one, and so it does of rows in a drawing: the arrows go on from there. Text to
    read in a panel is no control: the panel has the focus, and scrolls.
    """
    reached = set(stops)
    roving = [widget for widget in controls(root) if isinstance(widget, QAbstractButton)]
    drawings = {scroller(row) for row in roving if row.focusPolicy() == Qt.FocusPolicy.ClickFocus}
    for stop in stops:
        if isinstance(stop, QAbstractButton) and scroller(stop) in drawings:
            reached |= by_arrows(stop)
    groups = {group for stop in stops if (group := exclusive_group(stop))}
    return [
        label(widget)
        for widget in controls(root)
        if widget not in reached
        and widget.focusProxy() not in reached
        and exclusive_group(widget) not in groups
        and not (isinstance(widget, TextView) and any(stop.isAncestorOf(widget) for stop in stops))
    ]


def picture(root: QWidget, widget: QWidget) -> QImage:
    at = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
    return root.grab(at.intersected(root.rect())).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(one: QImage, other: QImage) -> int:
    """How many pixels differ."""
    if one.size() != other.size():
        return one.width() * one.height()
    return sum(map(operator.ne, *(memoryview(each.constBits()).cast("I") for each in (one, other))))


def unseen(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Stops that look the same with and without the focus."""
    faults = []
    for stop in stops:
        bring_into_sight(stop)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is not stop:
            continue
        with_focus = picture(root, stop)
        stop.clearFocus()
        QApplication.processEvents()
        seen = changed(with_focus, picture(root, stop))
        if seen < _RING:
            faults.append(f"{label(stop)}: {seen} pixels change")
    return faults


def bring_into_sight(widget: QWidget) -> None:
    """Scroll as Tab does."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent is not widget:
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader would have no name for."""
    faults = []
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip():
            faults.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return faults


def unexplained(root: QWidget) -> list[str]:
    """Buttons that cannot be pressed and do not say why, or what they would do."""
    return [
        label(widget)
        for widget in in_sight(root)
        if isinstance(widget, QAbstractButton) and not widget.isEnabled() and not widget.toolTip()
    ]


def test_every_page_is_walked() -> None:
    opened = set()

    class Recorder:
        page = None

        def go(self, page: str, **_: str) -> bool:
            opened.add(page)
            return True

    for open_screen in SCREENS.values():
        with suppress(AssertionError, AttributeError):  # some go on from the page that they have opened
            open_screen(Recorder(), {})  # type: ignore[arg-type]
    opened |= {"import", "adopt", "versions", "statute", "editor"}  # their screens need a window with a folder first
    assert {"19-import", "20-adopt", "21-versions", "21-statute", "22-editor"} <= set(SCREENS)
    assert opened == set(PAGES)


@pytest.mark.parametrize("name", SCREENS)
def test_every_control_of_a_screen_is_named_and_reached_by_tab(
    qtbot: QtBot, window: MainWindow, office: Office, name: str
) -> None:
    SCREENS[name](window, office.records)
    settle(qtbot)
    assert window.isActiveWindow(), "something appeared as a window of its own and took the focus"
    assert nameless(window) == []
    stops = walk(window)
    faults = unreached(window, stops) + unseen(window, stops) + unexplained(window)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_are_walked_and_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: MainWindow, office: Office, name: str
) -> None:
    dialog = open_dialog(qtbot, monkeypatch, window, office, name)
    assert nameless(dialog) == []
    stops = walk(dialog)
    faults = unreached(dialog, stops) + unseen(dialog, stops) + unexplained(dialog)
    assert not faults, "\n".join(faults)
    dialog.close()


def cut_off(root: QWidget) -> list[str]:
    """Controls that end beyond the right edge of the window, or of what they scroll in: no hand gets there."""
    faults = []
    for widget in controls(root):
        frames: list[QWidget] = [root]
        parent = widget.parentWidget()
        while parent is not None and parent is not root:
            if isinstance(parent.parentWidget(), QScrollArea):
                frames.append(parent.parentWidget().viewport())
            frames.append(parent)
            parent = parent.parentWidget()
        right = min(frame.mapToGlobal(QPoint(frame.width(), 0)).x() for frame in frames)
        over = widget.mapToGlobal(QPoint(widget.width(), 0)).x() - right
        if over > 0:
            faults.append(f"{label(widget)} ends {over} pixels beyond the edge")
    return faults


# F4 opens a list of choices that has the focus; the test's display cannot raise it.
@pytest.mark.qt_log_ignore(r"support raise\(\)", "grabbing the keyboard", extend=True)
@pytest.mark.parametrize("name", SCREENS)
def test_in_a_narrow_window_nothing_is_cut_off_whatever_pane_is_open(qtbot: QtBot, office: Office, name: str) -> None:
    window = open_window(qtbot, office, 1024, 640, scale=1.5)
    SCREENS[name](window, office.records)
    faults = []
    for key in ("", "F9", "F4", "F9"):
        if key:
            QTest.keySequence(QApplication.focusWidget() or window, key)
        settle(qtbot)
        faults += [f"{key}: {fault}" for fault in cut_off(window)]
        assert QApplication.focusWidget() is not None, f"the focus is nowhere after {key}"
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["02-reader", "05-checklist"])
def test_a_text_size_chosen_elsewhere_reaches_the_fields_for_notes(
    qtbot: QtBot, window: MainWindow, office: Office, name: str
) -> None:
    SCREENS[name](window, office.records)
    assert window.page is not None
    notes = window.page.findChildren(QPlainTextEdit)
    assert notes
    for scale in (1.5, 1.0):
        window.go("home")
        window.choices.choose_scale(scale)
        SCREENS[name](window, office.records)
        settle(qtbot)
        for note in notes:  # the placeholder is drawn in the viewport's font
            assert note.viewport().font().pixelSize() == note.font().pixelSize() == round(14 * scale)


@pytest.mark.parametrize("name", ["rule", "help"])
def test_a_page_is_opened_without_a_ring_and_has_one_when_it_is_gone_to_by_key(
    qtbot: QtBot, window: MainWindow, office: Office, name: str
) -> None:
    SCREENS[name](window, office.records)
    settle(qtbot)
    assert window.page is not None
    (ring,) = (ring for ring in window.page.findChildren(FocusRing) if ring.parent() in window.page.panes())
    assert not ring.isVisible()
    for _ in window.page.panes():
        QTest.keySequence(QApplication.focusWidget(), "F6")
    QTest.keySequence(QApplication.focusWidget(), "F6")
    assert ring.parent() is QApplication.focusWidget()
    assert ring.isVisible()
