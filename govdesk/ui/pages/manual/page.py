"""使用手册: the page behind F1. The same sheet, finding and contents as for the rules; Esc goes back to the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

import govdesk
from govdesk.present.commands import hints
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import SecondaryButton
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.pages.manual.contents import ManualContents
from govdesk.ui.pages.manual.document import ManualDocument
from govdesk.ui.sheet.sheet_page import SheetPage

if TYPE_CHECKING:
    from govdesk.app import Services


class ManualPage(SheetPage):
    """The page `help`: `topic` (a title) says where to open it, `find` what to look for; nothing means: as it was."""

    contents: ManualContents
    title = "使用手册"
    status_keys = hints(("find", "在手册里查找"), ("next", "下一节"), ("previous", "上一节"), "contents", "leave")

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        self._manual = services.manual
        contents = ManualContents(theme, self._manual)
        super().__init__(services, theme, contents, name="manual.contents", parent=parent)
        self.folder_button = SecondaryButton(
            theme, "数据文件夹", icon="folder-open", tip=f"打开 {services.data_folder}", small=True
        )
        self.bar.add_tool(self.folder_button)
        self.sheet.setAccessibleName("使用手册正文")
        self._ring = FocusRing(theme, self.sheet)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit_pictures)
        self.sheet.viewport().installEventFilter(self)
        self._copy = CommandAction(self, "copy", self.sheet.copy, has_key=False)  # the sheet's own key
        self.commands["find"].setText("在手册里查找")
        self._connect()
        self._set()
        self._make_current(0)

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
        super().focus_first()
        self._ring.rest()

    def default_status(self) -> str:
        return f"政务案头 {govdesk.__version__} · 数据在 {self.services.data_folder}"

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
        self._make_current(index)
        self.sheet.show_block(self.shown.divisions[index])

    def _read(self, index: int) -> None:
        self._go(index)
        self._read_on()

    def _make_current(self, index: int) -> None:
        """Show everywhere that reading has come to a topic."""
        self._index = index
        topic = self._manual.topics[index]
        self.contents.show_place(index)
        self.bar.show_place("" if topic.chapter == topic.title else topic.chapter, topic.title)

    def _follow_hit(self, index: int) -> None:
        if index >= 0:
            self._make_current(index)

    def _step(self, by: int) -> None:
        index = self._index + by
        if 0 <= index < len(self._manual.topics):
            self._go(index)

    def _follow_link(self, number: int) -> None:
        index = self._manual.index_of(self.shown.targets[number])
        if index is not None:
            self._go(index)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.data_folder)))

    def _menu_actions(self) -> list[QAction]:
        self._copy.setEnabled(self.sheet.textCursor().hasSelection())
        return [self._copy, self.commands["find"]]

    def _connect(self) -> None:
        self.contents.chosen.connect(self._go)
        self.contents.opened.connect(self._read)
        self.folder_button.clicked.connect(self._open_folder)
        self.sheet.came_to_rest.connect(self._make_current)
        self.sheet.article_pressed.connect(self._make_current)
        self.sheet.link_pressed.connect(self._follow_link)
        self.finding.counted.connect(self.contents.set_counts)
        self.finding.article_reached.connect(self._follow_hit)
