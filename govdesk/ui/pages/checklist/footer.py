"""What can be done with the whole checklist."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from govdesk.export.formats import FORMATS, Format
from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Button, Ground, PrimaryButton, SecondaryButton, VLine
from govdesk.ui.kit.widgets.link_strip import LinkStrip
from govdesk.ui.kit.widgets.menus import Menu, drop_up
from govdesk.ui.pages.checklist.geometry import LEFT_MARGIN

#: Width, of text at 100 %, from which the links have a button of their own.
ROOM_FOR_LINKS = 780


class Footer(Ground):
    """打印, 导出 PDF, 导出 Word, 加入日历, 更多, 归档; in a narrow window 导出 as one menu, and 看条文.

    `export_requested` gives a format.
    """

    print_requested = Signal()
    export_requested = Signal(object)
    calendar_requested = Signal()
    history_requested = Signal()
    copy_requested = Signal()
    carry_requested = Signal()
    archive_requested = Signal()
    pane_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "t")
        self._low = False
        self._beside = theme.px(LEFT_MARGIN), theme.px(36)
        # Actions of the footer, not keys of its buttons: in a narrow window those are hidden.
        self._exports = {
            format.id: CommandAction(self, format.command, partial(self._export, format)) for format in FORMATS
        }
        self.print = PrimaryButton(theme, "")
        self.print.follow(CommandAction(self, "print", self.print_requested.emit))
        self.exports = {name: SecondaryButton(theme, "") for name in self._exports}
        for name, button in self.exports.items():
            button.follow(self._exports[name])
        self.calendar = SecondaryButton(
            theme, "加入日历", icon="calendar-plus", tip="把期限写成日历文件，手机和电脑上的日历都能打开"
        )
        self.export = Button(theme, "导出", kind="secondary", icon="caret-down", trailing=True)
        self.more = Button(theme, "更多", kind="secondary", icon="caret-down", trailing=True)
        self.pane = SecondaryButton(theme, "收起条文", icon="book-open", tip=COMMANDS["side"].tooltip())
        self.around = Button(theme, "", kind="secondary", icon="caret-down", trailing=True)
        self._archive = CommandAction(self, "archive", self.archive_requested.emit)
        self.archive = SecondaryButton(theme, "")
        self.archive.follow(self._archive)
        self._row = QHBoxLayout(self)
        for shown in (self.print, *self.exports.values(), self.calendar, self.export):
            self._row.addWidget(shown)
        # 归档 stands at the left: at the right it would lie where 生成清单 lay.
        self._row.addWidget(VLine(theme))
        self._row.addWidget(self.archive)
        self._row.addStretch(1)
        for other in (self.around, self.pane, self.more):
            self._row.addWidget(other)
        self.calendar.clicked.connect(self.calendar_requested)
        self.pane.clicked.connect(self.pane_requested)
        self.export_menu, self.more_menu, self.around_menu = Menu(self), Menu(self), Menu(self)
        self._links: list[QAction] = []
        self.export_menu.addActions(list(self._exports.values()))
        self.export_menu.addAction("加入日历").triggered.connect(self.calendar_requested)
        self.more_menu.addAction("办理记录…").triggered.connect(self.history_requested)
        self.more_menu.addAction("复制为新清单").triggered.connect(self.copy_requested)
        self.more_menu.addAction("带到另一台电脑…").triggered.connect(self.carry_requested)
        self.export.clicked.connect(lambda: drop_up(self.export_menu, self.export))
        self.more.clicked.connect(lambda: drop_up(self.more_menu, self.more))
        self.around.clicked.connect(lambda: drop_up(self.around_menu, self.around))
        self.around.hide()
        self.pane.hide()
        self.export.hide()
        self._pad()

    def set_put_away(self, words: str) -> None:
        """归档 becomes `words` (恢复办理, 恢复) while the checklist is put away; "" means it is not."""
        self._archive.say(words or self._archive.command.text)
        self._archive.set_icon_name("arrow-counter-clockwise" if words else self._archive.command.icon)

    def set_low(self, low: bool) -> None:
        """Where there is little height, hardly any of it for the room around the buttons."""
        self._low = low
        self._pad()

    def set_pane(self, *, offered: bool, shown: bool) -> None:
        """Whether the article pane can be folded here, and whether it is open: so it is in a narrow window."""
        self.pane.setVisible(offered)
        self.pane.setText("收起条文" if shown else "看条文")
        for button in (*self.exports.values(), self.calendar):
            button.setVisible(not offered)
        self.export.setVisible(offered)

    def offer_links(self, strips: Sequence[LinkStrip], *, roomy: bool) -> None:
        """先办 and 接着办 that have no room around the list: behind a button where the footer is `roomy`, else under 更多."""
        for action in self._links:
            self.around_menu.removeAction(action)
            self.more_menu.removeAction(action)
            action.deleteLater()
        self._links = []
        for strip in strips:
            for wizard, title, number in strip.links:
                words = f"{strip.name}：{title}" + (f"（已有 {number}）" if number else "")
                action = QAction(words.replace("&", "&&"), self)
                action.setEnabled(strip.usable or bool(number))
                action.triggered.connect(lambda _=False, s=strip, w=wizard, n=number: s.requested.emit(w, n))
                self._links.append(action)
        if roomy:
            self.around_menu.addActions(self._links)
        else:
            self.more_menu.insertActions(self.more_menu.actions()[0], self._links)
        self.around.setText("、".join(strip.name for strip in strips))
        self.around.setVisible(roomy and bool(strips))

    def _export(self, format: Format) -> None:
        self.export_requested.emit(format)

    def set_margins(self, left: int, right: int) -> None:
        """Stand in line with the list."""
        self._beside = left, right
        self._pad()

    def _pad(self) -> None:
        px, over = self._theme.px, SPACE_XS if self._low else SPACE_M - 2
        self._row.setContentsMargins(self._beside[0], px(over), self._beside[1], px(over - 1))
        self._row.setSpacing(px(SPACE_S))
