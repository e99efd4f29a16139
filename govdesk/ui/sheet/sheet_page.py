"""A page that is read on one sheet: contents at the left, a bar with finding above, Esc to where the reader came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.ui.kit.command import add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.sheet.contents_pane import ContentsPane
from govdesk.ui.sheet.find_bar import FindBar
from govdesk.ui.sheet.finding import Finding
from govdesk.ui.sheet.holder import LEFT_WIDTH, SheetHolder, toggle_pane
from govdesk.ui.sheet.sheet import RuleSheet

if TYPE_CHECKING:
    from govdesk.app import Services


class SheetPage(Page):
    """Contents, bar and sheet, and the commands that all such pages have. What is set on the sheet is its subclasses' affair."""

    contents: ContentsPane

    def __init__(
        self, services: Services, theme: Theme, contents: ContentsPane, *, name: str, parent: QWidget | None = None
    ) -> None:
        """`name` is the one under which the width of the contents is kept."""
        super().__init__(services, theme, parent)
        self._index = -1
        self._stale = False
        self.contents = contents
        self.bar = FindBar(theme)
        self.sheet = RuleSheet(theme)
        self.finding = Finding(self.sheet, self.bar)
        self.commands = add_commands(
            self,
            {
                "find": self._start_finding,
                "find.next": self.finding.next,
                "find.previous": self.finding.previous,
                "next": lambda: self._step(1),
                "previous": lambda: self._step(-1),
                "contents": self._toggle_contents,
            },
        )
        self._arrange(name)
        contents.close_button.clicked.connect(self._toggle_contents)
        self.bar.contents_requested.connect(self._toggle_contents)
        self.bar.finder.left.connect(self._read_on)
        self.sheet.menu_requested.connect(self._show_menu)
        self.finding.message.connect(self.status_message)

    # -- what the window asks

    def focus_first(self) -> None:
        self.sheet.setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.contents.tree, self.sheet]

    def apply_theme(self) -> None:
        self._stale = True
        self.sheet.apply_theme()
        if self.isVisible():
            self._renew()

    def apply_layout(self, layout: WindowLayout) -> None:
        self.contents.setVisible(not layout.toc_drawer)
        self.contents.close_button.setVisible(layout.toc_drawer)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go(targets.Back())
        else:
            super().keyPressEvent(event)

    # -- what a subclass says

    def _renew(self) -> None:
        """Set what is read once more, in the present look, at the place of reading."""
        raise NotImplementedError

    def _step(self, by: int) -> None:
        """Go to the part that stands `by` parts further on."""
        raise NotImplementedError

    def _menu_actions(self) -> list[QAction]:
        """What the sheet's context menu offers at this moment."""
        raise NotImplementedError

    # -- the parts

    def _arrange(self, name: str) -> None:
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addWidget(SheetHolder(self.theme, self.sheet), 1)
        self.splitter = Splitter(name, Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.contents)
        self.splitter.addWidget(centre)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _size(self) -> None:
        px = self.theme.px
        self.contents.setMinimumWidth(px(200))
        self.splitter.setSizes([px(LEFT_WIDTH), max(px(400), self.width() - px(LEFT_WIDTH))])
        self.bar.contents_button.setVisible(not self.contents.isVisibleTo(self))

    def _toggle_contents(self) -> None:
        toggle_pane(self.contents, self.sheet, enter=self.contents.tree)
        self._size()

    def _start_finding(self) -> None:
        self.bar.finder.begin()

    def _read_on(self) -> None:
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_menu(self, at: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        menu.addActions(self._menu_actions())
        menu.popup(at)
