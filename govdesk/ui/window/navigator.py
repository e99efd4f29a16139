"""From page to page: makes them on their first visit, keeps them, remembers the way back."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget
from shiboken6 import isValid

from govdesk.errors import UserError
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.layouts import forget_places
from govdesk.ui.window import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govdesk.app import Services

_MOST_HISTORY = 20
#: The page one level up. Going there is not going on: the way back does not lead down again.
_ABOVE = {"checklist": "checklists", "rule": "rules", "compare": "rules", "wizard": "home", "chart": "home"}
#: Pages that are one place, whatever they were asked to show.
_PLACES = frozenset({"home", "checklists", "deadlines", "settings"})
log = logging.getLogger(__name__)


class Navigator(QStackedWidget):
    """The stack of pages in the middle of the window."""

    shown = Signal(object)  # Page
    adopted = Signal(object)  # Page, new
    status_message = Signal(str)
    status_changed = Signal()
    choice = Signal(str, object)
    library_changed = Signal(str)  # the rule to be in force, or ""
    trouble = Signal(object)  # a UserError that a page met in the background, or while it was being opened

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self._services, self._theme = services, theme
        self._pages: dict[str, Page] = {}
        self._history: list[tuple[str, dict[str, Any]]] = []  # the way here from home, without circles
        self._ahead: list[tuple[str, dict[str, Any]]] = []  # what was gone back from
        self._layout: WindowLayout | None = None
        self._rule_id = self._desk = ""
        self.current = ""  # name of the page being shown, "" before the first
        self.target: dict[str, Any] = {}  # what it was asked to show

    def hasHeightForWidth(self) -> bool:
        """No: the window's scroll area would take the height that a page's words would like for the least it can do with."""
        return False

    @property
    def page(self) -> Page | None:
        """The page being shown; None before the first."""
        return self._pages.get(self.current)

    def go(self, name: str, target: dict[str, Any]) -> bool:
        """Show the page `name` with `target`, "back" for where the user came from; False where the present page will not go."""
        if name == "back":
            return self.back()
        if not self.leave():
            return False
        self._remember(name, target)
        self._ahead.clear()
        self.show_page(name, target)
        return True

    def _remember(self, name: str, target: dict[str, Any]) -> None:
        """Write down the way to `name` from the present page."""
        page = self.page
        if page is None or (name, target) == (self.current, self.target):
            return
        for index, (passed, shown) in enumerate(self._history):
            if passed == name and (name in _PLACES or shown == target):
                del self._history[index:]  # been there: the way is the one that led there
                return
        made = self.current == "wizard" and name == "checklist"  # the questions are answered
        if name == "home":
            self._history.clear()
        elif not made and _ABOVE.get(self.current) != name:
            here = (self.current, page.returning(self.target))
            self._history = [*self._history, here][-_MOST_HISTORY:]

    def back(self) -> bool:
        """Go to where the user came from, or one level up; False where the present page will not go."""
        if not self.leave():
            return False
        if self.current and self.current != "home":
            self._ahead = [*self._ahead, (self.current, self.target)][-_MOST_HISTORY:]
        above: tuple[str, dict[str, Any]] = (_ABOVE.get(self.current, "home"), {})
        self.show_page(*(self._history.pop() if self._history else above))
        return True

    def forward(self) -> bool:
        """Go where the user last went back from; False for nowhere, and where the present page will not go."""
        if not self._ahead or not self.leave():
            return False
        if self.current:
            self._history = [*self._history, (self.current, self.target)][-_MOST_HISTORY:]
        self.show_page(*self._ahead.pop())
        return True

    def leave(self) -> bool:
        """Whether the present page lets the user go."""
        return self.page is None or self.page.leave()

    def leave_all(self) -> bool:
        """Whether the window may close: a page that is not being shown may still hold what was typed."""
        others = [page for page in self._pages.values() if page is not self.page]
        return self.leave() and all(page.leave() for page in others) and self._may_close()

    def _may_close(self) -> bool:
        """Ask every page; the first that keeps the window open is shown."""
        for name, page in list(self._pages.items()):
            if not page.may_close():
                if name != self.current:
                    self.show_page(name, {})
                return False
        return True

    def keep_typed(self) -> None:
        """Have every page write what is typed there. A page that cannot does not keep the others from it."""
        for page in list(self._pages.values()):
            try:
                page.leave()
            except Exception:
                log.exception("not kept: %s", page.title)

    def show_page(self, name: str, target: dict[str, Any]) -> None:
        """Show a page without asking the present one, and without remembering it. Trouble becomes a page of its own."""
        trouble: UserError | None = None
        made: Page | None = None
        self._services.clock.look()  # a page speaks of one day from its first line on
        try:
            page = made = self._page(name)
            page.activate(**target)
        except UserError as error:
            trouble = error
            page = self._trouble_page(error)
        self.current, self.target = name, target
        self._pages[name] = page
        self._put_in_front(page)
        if made is not None and made is not page:
            self._drop(made)  # nothing leads back to it: the next visit makes another
        self.shown.emit(page)
        page.focus_first()
        forget_places()
        if trouble is not None:
            self.trouble.emit(trouble)

    def show_failure(self, error: UserError, try_again: Callable[[], object]) -> None:
        """Say on a page that the window could not start; `try_again` is offered."""
        page = self._trouble_page(error, try_again)
        self.current, self.target = "home", {}
        self._pages["home"] = page
        self._put_in_front(page)
        self.shown.emit(page)
        page.focus_first()

    def show_again(self) -> None:
        """Open the present page anew, as after a repair."""
        self.show_page(self.current or "home", self.target)

    def forget_others(self) -> None:
        """Have pages that hold a library no longer in use made anew: on their next visit, the present one if it only shows it."""
        for name, page in list(self._pages.items()):
            if page is self.page or name in pages.KEPT:
                continue
            page.leave()  # what is typed there is written
            del self._pages[name]
            self._drop(page)
        present = self.page
        if present is not None and self.current in pages.SHOWING and present.leave():
            # The change began on another page, which the user has left before it was done.
            del self._pages[self.current]
            self.show_page(self.current, present.returning(self.target))
            self._drop(present)

    def apply_rule(self, rule_id: str) -> None:
        """适用规则 for all pages, also those yet to be made."""
        self._rule_id = rule_id
        for page in self._pages.values():
            page.apply_rule(rule_id)

    def apply_desk(self, desk: str) -> None:
        """The desk for all pages, also those yet to be made."""
        self._desk = desk
        for page in self._pages.values():
            page.apply_desk(desk)

    def day_changed(self) -> None:
        """It is another day. Pages that are not being shown take it when they are."""
        if self.page is None:
            return
        try:
            self.page.day_changed()
        except UserError as error:
            self.trouble.emit(error)

    def apply_theme(self) -> None:
        """The theme has changed."""
        with self._focus_stays():
            for page in self._pages.values():
                page.apply_theme()
        forget_places()

    def apply_layout(self, layout: WindowLayout) -> None:
        """The window's width class for all pages, also those yet to be made."""
        self._layout = layout
        with self._focus_stays():
            for page in self._pages.values():
                page.apply_layout(layout)

    @contextmanager
    def _focus_stays(self) -> Iterator[None]:
        """Every page lays itself out anew, also one that is not shown: the focus stays where it was.

        Where that place is gone or hidden now, and the focus fell out of the page, the page's first place takes it.
        """
        held = QApplication.focusWidget()
        yield
        now = QApplication.focusWidget()
        if held is None or held is now:
            return
        from PySide6.QtCore import Qt  # not before the first frame (0284)

        if isValid(held) and held.isVisible():
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.page is not None and not (now is not None and now.isVisible() and self.page.isAncestorOf(now)):
            self.page.focus_first()

    def _page(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is not None and page.property("trouble"):
            self._drop(page)
            page = None
        if page is None:
            page = pages.make_page(name, self._services, self._theme)
            self._adopt(page)
            page.apply_rule(self._rule_id)
            page.apply_desk(self._desk)
        return page

    def _trouble_page(self, error: UserError, try_again: Callable[[], object] | None = None) -> Page:
        from govdesk.ui.window.trouble import TroublePage

        page = TroublePage(self._services, self._theme, error, try_again)
        page.setProperty("trouble", True)
        self._adopt(page)
        return page

    def _drop(self, page: Page) -> None:
        self.removeWidget(page)
        page.deleteLater()

    def _adopt(self, page: Page) -> None:
        page.navigate.connect(self._on_navigate)
        page.status_message.connect(self.status_message)
        page.status_changed.connect(self.status_changed)
        page.trouble.connect(self.trouble)
        page.choice.connect(self.choice)
        page.library_changed.connect(self.library_changed)
        page.setParent(self)
        if self._layout is not None:
            page.apply_layout(self._layout)
        self.adopted.emit(page)

    def _put_in_front(self, page: Page) -> None:
        """Show a page, and with it all that is in it by now.

        It is put into the stack only here. A stack shows its first page at once, and what came into that page afterwards
        would be shown a turn of the event loop later: a window that came to the front in between would not find the
        page's first control, and give the focus to another one.
        """
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)

    def _on_navigate(self, name: str, target: object) -> None:
        self.go(name, target if isinstance(target, dict) else {})
