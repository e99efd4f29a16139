"""帮助: how work goes here, the keys, and where the data lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import govdesk
from govdesk.ui.shell.page import Page
from govdesk.ui.theme import SPACE_2XL, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.widgets.buttons import SecondaryButton
from govdesk.ui.widgets.focus_ring import FocusRing
from govdesk.ui.widgets.labels import Ground, KeyCap, Label

if TYPE_CHECKING:
    from govdesk.app import Services

_WIDTH = 760

STEPS = (
    "在“办事”里选一件事，回答几个问题，就得到一份办事清单；每一项都写明依据哪一条，原话划了线。",
    "办一项，勾一项；不适用的写明原因。每勾一次就存一次，关掉程序再打开还在原处。",
    "填上收文日期，时限就算出来；周末、法定节假日跳过，调休上班的日子算在内，怎么算的写在旁边。",
    "要留底，按“打印”或导出 PDF、Word；要查条文，在上面的搜索框里写“第58条”或事项的名字。",
)

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "到处可用",
        (
            ("Ctrl+1…4", "办事、规则、清单、期限"),
            ("Ctrl+K", "搜索；Esc 回到原处"),
            ("Alt+R", "换适用规则"),
            ("F6", "到下一个窗格；Shift+F6 到上一个"),
            ("Ctrl+=", "字大一级；Ctrl+- 小一级，Ctrl+0 还原"),
            ("Ctrl+Shift+L", "浅色、深色"),
            ("Alt+←", "返回"),
            ("F1", "这一页"),
        ),
    ),
    (
        "办事",
        (("↑↓←→", "选择事项"), ("Enter", "开始办理"), ("Alt+1…6", "到某一组"), ("Shift+F10", "更多：空白表、依据条文")),
    ),
    ("向导", (("1…5", "选答案"), ("Enter", "下一步"), ("Alt+←", "上一步"), ("Esc", "退出并保存"))),
    (
        "清单",
        (
            ("Space", "办结或取消"),
            ("N", "不适用"),
            ("R", "写备注"),
            ("Enter", "看条文"),
            ("Ctrl+Z", "撤销"),
            ("Ctrl+P", "打印"),
        ),
    ),
    ("规则", (("Ctrl+F", "在本页查找"), ("F3", "下一处"), ("Alt+↓", "下一条"), ("Ctrl+Shift+C", "复制引文"))),
)


class HelpPage(Page):
    """One column of text, scrolling; Esc goes back."""

    title = "帮助"
    status_keys = (("Esc", "返回"), ("PgDn", "往下看"))

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__(services, theme)
        self._column = QVBoxLayout()
        sheet = QWidget()
        sheet.setLayout(self._column)
        sheet.setMaximumWidth(theme.px(_WIDTH))
        self._sheet = sheet
        ground = Ground(theme, "page")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(sheet, 1)
        row.addStretch(0)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setAccessibleName("帮助")
        self.scroller.setWidget(ground)
        self._ring = FocusRing(theme, self.scroller)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scroller)
        self._fill()
        self.apply_theme()

    def focus_first(self) -> None:
        self.scroller.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.navigate.emit("back", {})
        else:
            super().keyPressEvent(event)

    def panes(self) -> list[QWidget]:
        return [self.scroller]

    def apply_theme(self) -> None:
        px = self.theme.px
        self._sheet.setMaximumWidth(px(_WIDTH))
        self._column.setContentsMargins(px(SPACE_3XL), px(SPACE_2XL), px(SPACE_2XL), px(SPACE_3XL))
        self._column.setSpacing(px(SPACE_S))

    def _fill(self) -> None:
        theme = self.theme
        self._column.addWidget(Label(theme, "帮助", "page_title"))
        for number, step in enumerate(STEPS, start=1):
            self._column.addWidget(Label(theme, f"{number}. {step}", "ui", wrap=True))
        self._column.addSpacing(theme.px(SPACE_L))
        self._column.addWidget(Label(theme, "键盘", "section"))
        for name, keys in KEYS:
            self._column.addWidget(Label(theme, name, "ui", bold=True))
            self._column.addLayout(self._key_table(keys))
        self._column.addSpacing(theme.px(SPACE_L))
        self._column.addWidget(Label(theme, "数据在哪里", "section"))
        words = f"清单、笔记和设置都在这个文件夹里，不上网，不写到别处：{self.services.data_folder}"
        self._column.addWidget(Label(theme, words, "ui", wrap=True))
        button = SecondaryButton(theme, "打开文件夹", icon="folder-open")
        button.clicked.connect(self._open_folder)
        self._column.addWidget(button)
        self._column.addSpacing(theme.px(SPACE_M))
        self._column.addWidget(Label(theme, f"政务案头 {govdesk.__version__}", "secondary", "ink2"))
        self._column.addStretch(1)

    def _key_table(self, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(self.theme.px(SPACE_M))
        table.setVerticalSpacing(self.theme.px(SPACE_S))
        for column in (0, 2):
            table.setColumnMinimumWidth(column, self.theme.px(96))
        table.setColumnStretch(1, 1)
        table.setColumnStretch(3, 1)
        for index, (key, words) in enumerate(keys):
            row, column = divmod(index, 2)
            table.addWidget(KeyCap(self.theme, key), row, column * 2)
            table.addWidget(Label(self.theme, words, "ui", "ink2", wrap=True), row, column * 2 + 1)
        return table

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.data_folder)))
