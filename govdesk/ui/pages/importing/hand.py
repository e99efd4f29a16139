"""What a hand does to the pieces of a file: join, split, leave out, make something else of them, and each step undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.importing.pieces import Role
from govdesk.importing.settling import Settlement
from govdesk.present.importing import ROLE_NAMES
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ErrorDialog
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.pages.importing.source_view import SourceView
from govdesk.ui.pages.importing.splitting import ask_where


class Hand:
    """Changes the settlement that `open_one` gives, None where nothing can be changed now.

    `changed(piece)` is called after every change with the piece to stand on; `tell(words)` says what could not be done.
    """

    def __init__(
        self,
        page: QWidget,
        theme: Theme,
        source: SourceView,
        open_one: Callable[[], Settlement | None],
        changed: Callable[[int], None],
        tell: Callable[[str], None],
    ) -> None:
        self._page, self._theme, self._source = page, theme, source
        self._open, self._changed, self._tell = open_one, changed, tell
        self.actions: Mapping[str, CommandAction] = {}  # of the page; join and split stand in the menu

    @property
    def piece(self) -> int:
        """The piece at hand: the current one of the source."""
        return self._source.current

    def leave_out(self) -> None:
        """不收: every marked piece; what is left out already is taken back."""
        chosen = self._source.chosen() if self._source.hasFocus() else [self.piece]
        chosen = [index for index in chosen if index >= 0]

        def act(settled: Settlement) -> None:
            back = all(settled.pieces[index].role is Role.LEFT_OUT for index in chosen)
            for index in chosen:
                if back:
                    settled.take_in(index)
                elif settled.pieces[index].role is not Role.LEFT_OUT:
                    settled.leave_out(index)

        self._edit(act)

    def join(self) -> None:
        """并到上一行."""
        at = self.piece
        self._edit(lambda settled: settled.join(at) if settled.can_join(at) else None)

    def split(self) -> None:
        """拆开, where the user says."""
        settled, at = self._open(), self.piece
        if settled is None or at < 0 or not settled.cuts(at):
            return
        place = ask_where(self._theme, settled.pieces[at].text, self._page)
        if place:
            self._edit(lambda settled: settled.split(at, place))

    def make(self) -> None:
        """改作: a menu of what the piece can be, below it."""
        row = self._source.visualRect(self._source.currentIndex())
        self.offer(self._source.viewport().mapToGlobal(row.bottomLeft() + QPoint(self._theme.px(90), 0)))

    def offer(self, place: QPoint) -> None:
        """The menu at a place of the screen."""
        menu = self.menu()
        if menu is not None:
            menu.popup(place)

    def menu(self) -> Menu | None:
        """What the piece at hand can be made; None where nothing can be changed."""
        settled, at = self._open(), self.piece
        if settled is None or at < 0:
            return None
        menu = Menu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font("ui"))
        for role in settled.choices(at):
            entry = menu.addAction(ROLE_NAMES[role])
            entry.triggered.connect(lambda _c=False, role=role: self._edit(lambda now: now.make(at, role)))
        menu.addSeparator()
        for name in ("join", "split"):
            menu.addAction(self.actions[name])
        return menu

    def undo(self) -> None:
        """The last change back."""
        self._walk(Settlement.undo, "没有可以撤销的改动")

    def redo(self) -> None:
        """The change last taken back again."""
        self._walk(Settlement.redo, "没有可以重做的改动")

    def _walk(self, step: Callable[[Settlement], bool], none: str) -> None:
        def act(settled: Settlement) -> None:
            if not step(settled):
                self._tell(none)

        self._edit(act)

    def _edit(self, act: Callable[[Settlement], object]) -> None:
        settled, at = self._open(), self.piece
        if settled is None:
            return
        try:
            act(settled)
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self._page).exec()
            return
        self._changed(max(0, min(at, len(settled.pieces) - 1)))
