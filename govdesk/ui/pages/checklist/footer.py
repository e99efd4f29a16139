"""What can be done with the whole checklist."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu

from govdesk.export.formats import FORMATS, Format
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Button, Ground, PrimaryButton, SecondaryButton, VLine
from govdesk.ui.kit.widgets.menus import drop_up
from govdesk.ui.pages.checklist.geometry import LEFT_MARGIN


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
        self.print = PrimaryButton(theme, "打印", icon="printer", key="Ctrl+P")
        self.exports = {
            format.id: SecondaryButton(theme, format.title, icon=format.icon, tip=f"{format.title}（{format.key}）")
            for format in FORMATS
        }
        self.calendar = SecondaryButton(
            theme, "加入日历", icon="calendar-plus", tip="把期限写成日历文件，手机和电脑上的日历都能打开"
        )
        self.export = Button(theme, "导出", kind="secondary", icon="caret-down", trailing=True)
        self.more = Button(theme, "更多", kind="secondary", icon="caret-down", trailing=True)
        self.pane = SecondaryButton(theme, "收起条文", icon="book-open", tip="看条文或收起（F4）")
        self.archive = SecondaryButton(theme, "归档", icon="archive", key="Ctrl+Shift+A")
        self._row = QHBoxLayout(self)
        for button in (self.print, *self.exports.values(), self.calendar, self.export):
            self._row.addWidget(button)
        # 归档 stands at the left: at the right it would lie where 生成清单 lay.
        self._row.addWidget(VLine(theme))
        self._row.addWidget(self.archive)
        self._row.addStretch(1)
        for button in (self.pane, self.more):
            self._row.addWidget(button)
        self.print.clicked.connect(self.print_requested)
        # Keys of the footer, not of its buttons: in a narrow window those are hidden, and a hidden button hears nothing.
        for format in FORMATS:
            self.exports[format.id].clicked.connect(partial(self._export, format))
            QShortcut(QKeySequence(format.key), self).activated.connect(partial(self._export, format))
        self.calendar.clicked.connect(self.calendar_requested)
        self.archive.clicked.connect(self.archive_requested)
        self.pane.clicked.connect(self.pane_requested)
        self.export_menu, self.more_menu = QMenu(self), QMenu(self)
        for format in FORMATS:
            entry = self.export_menu.addAction(f"{format.title}\t{format.key}")
            entry.triggered.connect(partial(self._export, format))
        self.export_menu.addAction("加入日历").triggered.connect(self.calendar_requested)
        self.more_menu.addAction("办理记录…").triggered.connect(self.history_requested)
        self.more_menu.addAction("复制为新清单").triggered.connect(self.copy_requested)
        self.more_menu.addAction("带到另一台电脑…").triggered.connect(self.carry_requested)
        self.export.clicked.connect(lambda: drop_up(self.export_menu, self.export))
        self.more.clicked.connect(lambda: drop_up(self.more_menu, self.more))
        self.pane.hide()
        self.export.hide()
        theme.changed.connect(self._pad)
        self._pad()

    def set_put_away(self, words: str) -> None:
        """归档 becomes `words` (恢复办理, 恢复) while the checklist is put away; "" means it is not."""
        self.archive.setText(words or "归档")
        self.archive.set_icon("arrow-counter-clockwise" if words else "archive")
        self.archive.set_key("Ctrl+Shift+A", words or "归档")

    def set_pane(self, *, offered: bool, shown: bool) -> None:
        """Whether the article pane can be folded here, and whether it is open: so it is in a narrow window."""
        self.pane.setVisible(offered)
        self.pane.setText("收起条文" if shown else "看条文")
        for button in (*self.exports.values(), self.calendar):
            button.setVisible(not offered)
        self.export.setVisible(offered)

    def _export(self, format: Format, _checked: bool = False) -> None:
        self.export_requested.emit(format)

    def _pad(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(LEFT_MARGIN), px(SPACE_M - 2), px(36), px(SPACE_M - 3))
        self._row.setSpacing(px(SPACE_S))
