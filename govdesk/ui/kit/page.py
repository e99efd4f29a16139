"""What the window asks of a page, and what a page may ask of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govdesk.present.targets import Target
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.rules.model import Article, RuleMeta


class Page(QWidget):
    """A page of the window's stack. Pages are made on their first visit and kept; they are not told of each other.

    A page class is called as `PageClass(services, theme)`. Requests go out as signals:

    - `navigate(page, arguments)`: go to a page by name, with keyword arguments for its `activate`. A page emits it by
      `go(target)`, which knows what each page can be asked for.
    - `status_message(text)`: show `text` at the left of the status bar: 已自动保存 09:42, 引文已复制.
    - `trouble(error)`: a UserError met in the background, shown as a dialog; in answer to a click, just raise it.
    - `choice(name, value)`: put a setting in force and keep it, by its name in `govdesk.settings` or "desk".
    - `library_changed(rule)`: rules have come or gone; `rule`, an id or "", is to be in force from now on. The other pages
      are made anew.
    - `status_changed()`: `title`, `nav` or `status_keys` have changed; the window reads them again.
    """

    navigate = Signal(str, object)
    status_message = Signal(str)
    status_changed = Signal()
    choice = Signal(str, object)
    trouble = Signal(object)
    library_changed = Signal(str)

    #: The page's name for the window's title and for assistive tools.
    title: str = ""
    #: Which navigation button is lit: home, rules, checklists, deadlines, or "" for none.
    nav: str = ""
    #: At most five (key, what it does) for the middle of the status bar.
    status_keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.theme = theme

    def go(self, target: Target) -> None:
        """Ask the window to show `target`; `targets.Back()` is where the user came from."""
        self.navigate.emit(target.page, target.arguments())

    def activate(self, **target: Any) -> None:
        """Called each time the page is about to be shown; `target` says what to show, nothing means: as it was."""

    def focus_first(self) -> None:
        """Put the focus where work on this page begins. Called after `activate`."""
        self.setFocus()

    def apply_theme(self) -> None:
        """Colours, fonts or text scale have changed. The shared widgets follow by themselves."""

    def apply_layout(self, layout: WindowLayout) -> None:
        """The window's width class may have changed; called before the first show as well."""

    def apply_rule(self, rule_id: str) -> None:
        """适用规则 has changed to `rule_id`. Open checklists keep their own rule."""

    def apply_desk(self, desk: str) -> None:
        """The desk at which the clerk sits has changed ("": open). Open checklists keep their own."""

    def day_changed(self) -> None:
        """It is another day: `services.today()` has it, and what this page, being shown, says of days must follow."""

    def step_back(self) -> bool:
        """Alt+←: the step before on this page (the question before, the article a link was followed from).

        False where there is none: the window then goes to the page that the user came from.
        """
        return False

    def returning(self, target: dict[str, Any]) -> dict[str, Any]:
        """What `activate` is to be given when the user comes back to this page, which now shows `target`."""
        return target

    def panes(self) -> list[QWidget]:
        """The widgets that F6 walks through, left to right; the one that takes the focus of each pane."""
        return []

    def cited(self) -> tuple[RuleMeta, Article] | None:
        """The article that 引文 quotes where none is shown beside the page's work."""
        return None

    def default_status(self) -> str:
        """The left of the status bar when nothing has happened: a source, or a save state."""
        return ""

    def leave(self) -> bool:
        """About to be left for another page or closed: save what is typed. False keeps the user here."""
        return True

    def may_close(self) -> bool:
        """The window is about to close, and with it goes what this page keeps while others are shown. False keeps it open."""
        return True
