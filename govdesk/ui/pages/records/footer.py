"""What can be done with the chosen checklist, and with the whole list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from govdesk.records.model import RecordState, RecordSummary
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Button, Ground, Label, SecondaryButton
from govdesk.ui.kit.widgets.menus import Menu, drop_up

IN_BIN = ("open", "print", "restore")
#: What a narrow window offers under 更多 only.
FOLDED = ("archive", "delete", "table")


class RecordsFooter(Ground):
    """Buttons by name, and the menu of `more`: `add` fills it, `fit` follows what is chosen and how wide the window is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "t")
        self.buttons: dict[str, Button] = {
            "open": SecondaryButton(theme, "打开", icon="folder-open", tip="打开（Enter）"),
            "print": SecondaryButton(theme, "打印", icon="printer", key="Ctrl+P"),
            "copy": SecondaryButton(
                theme, "以此新建", icon="copy", tip="照这份的答案和表头另开一份，日期、文号和办理记录不带过去"
            ),
            "archive": SecondaryButton(theme, "归档", icon="archive", key="Ctrl+Shift+A"),
            "delete": SecondaryButton(theme, "删除", icon="trash", tip="删到回收站（Delete）"),
            "more": Button(theme, "更多", kind="secondary", icon="caret-down", trailing=True),
            "restore": SecondaryButton(theme, "恢复", icon="arrow-counter-clockwise", tip="从回收站放回清单"),
            "table": SecondaryButton(
                theme, "导出表格", icon="download-simple", tip="把列出的清单写成表格，用 WPS 或 Excel 打开"
            ),
        }
        self.menu = Menu(self)
        self.count = Label(theme, "", "secondary", "ink2")
        self._narrow = False
        self._offered: list[str] = []
        self._for_record: list[QAction] = []
        self._folded: list[QAction] = []
        self._row = QHBoxLayout(self)
        for name, button in self.buttons.items():
            if name == "table":
                self._row.addStretch(1)
                self._row.addWidget(self.count)
            self._row.addWidget(button)
        self.buttons["more"].clicked.connect(lambda: drop_up(self.menu, self.buttons["more"]))
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    def add(self, entries: Sequence[tuple[str, Callable[[], None]]], *, record: bool) -> None:
        """Add entries to 更多; `record`: they need a chosen checklist."""
        if self.menu.actions():
            self.menu.addSeparator()
        for words, act in entries:
            action = self.menu.addAction(words)
            action.triggered.connect(act)
            if record:
                self._for_record.append(action)

    def fold(self) -> None:
        """Add to 更多 what has no room beside it in a narrow window."""
        for name in FOLDED:
            action = self.menu.addAction(self.buttons[name].text())
            action.triggered.connect(self.buttons[name].click)
            self._folded.append(action)

    def offer(self, menu: QMenu) -> None:
        """Add what can be done with the chosen checklist to a menu on its line."""
        for name in self._offered:
            if name not in ("more", "table") and self.buttons[name].isEnabled():
                menu.addAction(self.buttons[name].text(), self.buttons[name].click)
        menu.addSeparator()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what 更多 offers too."""
        self._narrow = narrow

    def fit(self, chosen: RecordSummary | None, total: int, *, in_bin: bool) -> None:
        """Follow what is chosen among `total` lines."""
        archived = chosen is not None and chosen.state is RecordState.ARCHIVED
        self.buttons["archive"].setText("恢复办理" if archived else "归档")
        self._offered = [name for name in self.buttons if (name in IN_BIN if in_bin else name != "restore")]
        for name, button in self.buttons.items():
            shown = name in self._offered
            button.setVisible(shown and not (self._narrow and name in FOLDED))
            button.setEnabled(total > 0 if name == "table" else chosen is not None or name == "more")
        for action in self._for_record:
            action.setEnabled(chosen is not None)
        for action, name in zip(self._folded, FOLDED, strict=False):
            action.setText(self.buttons[name].text())
            action.setVisible(self._narrow)
            action.setEnabled(self.buttons[name].isEnabled())
        self.count.setText(f"已选 1 份，共 {total} 份" if chosen else f"共 {total} 份")

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._row.setContentsMargins(px(32), px(SPACE_M - 2), px(32), px(SPACE_M - 3))
        self._row.setSpacing(px(SPACE_S))
