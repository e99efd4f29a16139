"""使用手册: the page behind F1. The same sheet, finding and contents as for the rules; Esc goes back to the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import govdesk
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.ui.kit.command import CommandAction, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import SecondaryButton
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.manual.contents import ManualContents
from govdesk.ui.pages.manual.document import ManualDocument
from govdesk.ui.sheet.find_bar import FindBar
from govdesk.ui.sheet.finding import Finding
from govdesk.ui.sheet.holder import LEFT_WIDTH, SheetHolder, has_focus
from govdesk.ui.sheet.sheet import RuleSheet

if TYPE_CHECKING:
    from govdesk.app import Services


class ManualPage(Page):
    """The page `help`: `topic` (a title) says where to open it, `find` what to look for; nothing means: as it was."""

    title = "使用手册"
    status_keys = hints(("find", "在手册里查找"), ("next", "下一节"), ("previous", "上一节"), "contents", "leave")

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._manual = services.manual
        self._index = 0
        self._stale = False
        self.contents = ManualContents(theme, self._manual)
        self.bar = FindBar(theme)
        self.folder_button = SecondaryButton(
            theme, "数据文件夹", icon="folder-open", tip=f"打开 {services.data_folder}", small=True
        )
        self.bar.add_tool(self.folder_button)
        self.sheet = RuleSheet(theme)
        self.sheet.setAccessibleName("使用手册正文")
        self._ring = FocusRing(theme, self.sheet)
        self.finding = Finding(self.sheet, self.bar)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit_pictures)
        self.sheet.viewport().installEventFilter(self)
        self._copy = CommandAction(self, "copy", self.sheet.copy, has_key=False)  # the sheet's own key
        self._find = CommandAction(self, "find", self._start_finding, text="在手册里查找")
        self._arrange()
        self._connect()
        add_commands(
            self,
            {
                "find.next": self.finding.next,
                "find.previous": self.finding.previous,
                "next": lambda: self._step(1),
                "previous": lambda: self._step(-1),
                "contents": self._toggle_contents,
            },
        )
        self._set()
        self._become(0)

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        if self._stale:
            self._renew()
        if (find := target.get("find")) is not None:
            self.bar.finder.setText(str(find))
        index = self._manual.index_of(str(target.get("topic", "")))
        if index is not None:
            self._go(index)
            if find is not None:
                self.finding.start_at(self.shown.article_start(index))

    def focus_first(self) -> None:
        self.sheet.setFocus(Qt.FocusReason.MouseFocusReason)
        self._ring.rest()

    def panes(self) -> list[QWidget]:
        return [self.contents.tree, self.sheet]

    def default_status(self) -> str:
        return f"政务案头 {govdesk.__version__} · 数据在 {self.services.data_folder}"

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fitting.start()
        return False

    # -- the document

    def _set(self) -> None:
        """Set the manual in the present look."""
        self.shown = ManualDocument(self._manual, self.theme)
        tips = {f"link:{number}": f"看“{topic}”" for number, topic in enumerate(self.shown.targets)}
        self.sheet.show_rule(self.shown, tips)
        self._fit_pictures()
        self.finding.use(self.shown)

    def _renew(self) -> None:
        self._stale = False
        anchor, old = self.sheet.anchor(), self.shown
        self._set()
        self.sheet.restore(anchor)
        old.document.deleteLater()

    def _fit_pictures(self) -> None:
        room = self.sheet.viewport().width() - 2 * round(self.shown.document.documentMargin())
        anchor = self.sheet.anchor()
        if self.shown.fit_pictures(max(200, room), self.devicePixelRatioF()):
            self.sheet.restore(anchor)

    # -- the current topic

    def _go(self, index: int) -> None:
        """Bring a topic to the top."""
        self._become(index)
        self.sheet.show_block(self.shown.divisions[index])

    def _read(self, index: int) -> None:
        self._go(index)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _become(self, index: int) -> None:
        """Show everywhere that reading has come to a topic."""
        self._index = index
        topic = self._manual.topics[index]
        self.contents.show_place(index)
        self.bar.show_place("" if topic.chapter == topic.title else topic.chapter, topic.title)

    def _follow_hit(self, index: int) -> None:
        if index >= 0:
            self._become(index)

    def _step(self, by: int) -> None:
        index = self._index + by
        if 0 <= index < len(self._manual.topics):
            self._go(index)

    def _follow_link(self, number: int) -> None:
        index = self._manual.index_of(self.shown.targets[number])
        if index is not None:
            self._go(index)

    # -- laying out

    def _arrange(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(SheetHolder(self.theme, self.sheet), 1)
        self.splitter = Splitter("manual.contents", Qt.Orientation.Horizontal)
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
        inside = has_focus(self.contents)
        self.contents.setVisible(not self.contents.isVisible())
        if self.contents.isVisible():
            self.contents.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif inside:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._size()

    def _start_finding(self) -> None:
        self.bar.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.finder.selectAll()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.data_folder)))

    def _show_menu(self, at: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        self._copy.setEnabled(self.sheet.textCursor().hasSelection())
        menu.addActions([self._copy, self._find])
        menu.popup(at)

    def _connect(self) -> None:
        self.contents.chosen.connect(self._go)
        self.contents.opened.connect(self._read)
        self.bar.contents_requested.connect(self._toggle_contents)
        self.contents.close_button.clicked.connect(self._toggle_contents)
        self.bar.finder.left.connect(lambda: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.folder_button.clicked.connect(self._open_folder)
        self.sheet.came_to_rest.connect(self._become)
        self.sheet.article_pressed.connect(self._become)
        self.sheet.link_pressed.connect(self._follow_link)
        self.sheet.menu_requested.connect(self._show_menu)
        self.finding.counted.connect(self.contents.set_counts)
        self.finding.article_reached.connect(self._follow_hit)
        self.finding.message.connect(self.status_message)
