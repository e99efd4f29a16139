"""The keys that work everywhere, and the focus they move."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.command import add_commands
from govdesk.ui.kit.first_frame import Qt
from govdesk.ui.kit.theme import SCALES, Theme
from govdesk.ui.window.navigator import Navigator
from govdesk.ui.window.pages import NAVIGATION
from govdesk.ui.window.top_bar import TopBar


class WindowKeys(QObject):
    """Ctrl+1…4, Ctrl+K, Alt+R, F6, text size. Keys that belong to a button of the top bar are that button's."""

    def __init__(
        self,
        window: QWidget,
        top_bar: TopBar,
        navigator: Navigator,
        theme: Theme,
        *,
        open_page: Callable[[str], None],
        choose_scale: Callable[[float], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._top_bar, self._navigator = top_bar, navigator
        self._theme, self._choose_scale, self._say = theme, choose_scale, say
        self._before_search: QWidget | None = None
        self._open_page = open_page
        add_commands(
            window,
            {
                **{f"go.{name}": partial(open_page, name) for name, _, _ in NAVIGATION},
                "search": self.enter_search,
                "back": self.step_back,
                "fullscreen": lambda: window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen),
                "rule": self._open_rules,
                "desk": self._open_desks,
                "pane.next": lambda: self._next_pane(1),
                "pane.previous": lambda: self._next_pane(-1),
                "larger": lambda: self.step_scale(1),
                "smaller": lambda: self.step_scale(-1),
                "normal": lambda: choose_scale(1.0),
            },
        )

    @cached_property
    def _left_over(self) -> dict[str, Callable[[], object]]:
        from PySide6.QtGui import QKeySequence  # not for the first frame: see CommandAction

        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("find", self.enter_search),
            ("new", lambda: self._open_page("home")),
            ("import", lambda: self._open_page("import")),
            ("cite", self._copy_citation),
            ("leave", self._leave),
            ("menu", _open_menu),
        )
        return {QKeySequence(COMMANDS[name].keys[0]).toString(): act for name, act in acts}

    def enter_search(self) -> None:
        """Put the focus into the search box, and remember where it was."""
        search = self._top_bar.search
        focused = QApplication.focusWidget()
        if focused is not search:
            self._before_search = focused
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def return_from_search(self) -> None:
        """Give the focus back to where it was, or to the page."""
        before, self._before_search = self._before_search, None
        page = self._navigator.page
        if page is None:
            return
        # The page may have changed, or have built its rows anew.
        if before is not None and isValid(before) and page.isAncestorOf(before) and before.isVisible():
            before.setFocus()
        else:
            page.focus_first()

    def take_left_over(self, event: QKeyEvent) -> bool:
        """Act on a key that no page has taken; False for other keys."""
        from PySide6.QtGui import QKeySequence  # not for the first frame: see CommandAction

        act = self._left_over.get(QKeySequence(event.keyCombination()).toString())
        if act is None or not self._top_bar.isEnabled():  # on the first start there is nowhere to go yet
            return False
        act()
        return True

    def _copy_citation(self) -> None:
        """引文 of the article that stands beside the page's work."""
        from govdesk.ui.kit.widgets import ArticlePane
        from govdesk.ui.sheet.copying import copy_citation

        page = self._navigator.page
        if page is None:
            return
        panes: list[ArticlePane] = list(page.findChildren(ArticlePane))
        cited = next((pane.shown for pane in panes if pane.isVisible() and pane.shown is not None), None)
        cited = cited or page.cited()
        if said := copy_citation(cited):
            self._say(said)

    def _leave(self) -> None:
        """Esc: out of a field to where the page's work is, from there to where the user came from."""

        page = self._navigator.page
        if page is None or self._navigator.current == "home":
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            page.focus_first()
        if not isinstance(focused, QLineEdit | QPlainTextEdit) or QApplication.focusWidget() is focused:
            self._navigator.back()

    def _open_desks(self) -> None:
        if self._top_bar.desk_box.isVisible() and self._top_bar.desk_box.isEnabled():
            self._top_bar.desk_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._top_bar.desk_box.showPopup()

    def _open_rules(self) -> None:
        box = self._top_bar.rule_box
        if not box.isVisible():  # the first start is asking for it
            return
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.showPopup()

    def step_back(self) -> None:
        """Alt+←: the step before on this page, or the page before."""
        page = self._navigator.page
        if self._top_bar.asking:
            from govdesk.ui.window.first_start import DeskStart

            if isinstance(question := self._navigator.currentWidget(), DeskStart):
                question.step_back()
        elif page is not None and not page.step_back():
            self._navigator.back()

    def step_scale(self, step: int) -> None:
        """Letters one size larger (1) or smaller (-1)."""
        scales = [scale for scale, _ in SCALES]
        index = scales.index(self._theme.scale) + step
        self._choose_scale(scales[max(0, min(index, len(scales) - 1))])

    def _next_pane(self, step: int) -> None:
        page = self._navigator.page
        panes = [self._top_bar.search, *(page.panes() if page else [])]
        panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
        if not panes:
            return
        focused = QApplication.focusWidget()
        here = _pane_of(focused, panes)
        if here is None and focused is not None and (beside := _nearest(focused, panes, forward=step > 0)) is not None:
            here = beside - step  # between two panes: the next one is the one that Tab would come to
        elif here is None:
            here = -1 if step > 0 else 0
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _pane_of(widget: QWidget | None, panes: Sequence[QWidget]) -> int | None:
    """The number of the pane that `widget` is, or is in."""
    inside = (i for i, pane in enumerate(panes) if widget is not None and (pane is widget or pane.isAncestorOf(widget)))
    return next(inside, None)


def _nearest(start: QWidget, panes: Sequence[QWidget], *, forward: bool) -> int | None:
    """The first pane that Tab, or Shift+Tab, comes to from `start`."""
    here: QWidget | None = start
    while here is not None:
        here = here.nextInFocusChain() if forward else here.previousInFocusChain()
        if here is start:
            return None
        if (found := _pane_of(here, panes)) is not None:
            return found
    return None


def _open_menu() -> None:
    """What the menu key does. Windows makes Shift+F10 that by itself, the desktops of Linux do not."""
    focused = QApplication.focusWidget()
    if focused is None or sys.platform == "win32":
        return
    # Texts give whole pixels, documents parts of them, what takes no words nothing.
    cursor: QRect | QRectF | None = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = QRectF(cursor if cursor else focused.rect()).center().toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focused.mapToGlobal(at))
    QApplication.sendEvent(focused, event)
