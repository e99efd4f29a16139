"""What can be done with the chosen checklist, and with the whole list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from govdesk.records.model import RecordState, RecordSummary
from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Button, ElidedLabel, Ground, LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.menus import Menu, drop_up
from govdesk.ui.pages.records.several import MOST_TIED

IN_BIN = ("open", "print", "restore", "remove")
ONLY_IN_BIN = ("restore", "remove")
#: What a narrow window offers under 更多 only.
FOLDED = ("copy", "tie", "delete", "table")
#: What is for one list alone.
FOR_ONE = ("open", "copy")
#: The words of a button, for one list and for several.
_COUNTED = {"print": "打印", "delete": "删除", "restore": "恢复", "remove": "彻底删除"}


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
            "tie": SecondaryButton(theme, "归为同一件事", tip="选中的几份办的是同一件事，按日期排成一串"),
            "more": Button(theme, "更多", kind="secondary", icon="caret-down", trailing=True),
            "restore": SecondaryButton(theme, "恢复", icon="arrow-counter-clockwise", tip="从回收站放回清单"),
            "remove": SecondaryButton(theme, "彻底删除", icon="trash", tip="现在就清除，不能恢复"),
            "table": SecondaryButton(
                theme, "导出表格", icon="download-simple", tip="把列出的清单写成表格，用 WPS 或 Excel 打开"
            ),
        }
        self.menu = Menu(self)
        self.count = ElidedLabel(theme, "", "secondary", "ink2")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.none = LinkButton(theme, "不选了", role="secondary")
        self.none.hide()
        self._narrow = self._low = False
        self._offered: list[str] = []
        self._for_record: list[tuple[QAction, bool]] = []
        self._folded: list[QAction] = []
        self._row = QHBoxLayout(self)
        for name, button in self.buttons.items():
            if name == "table":
                self._row.addWidget(self.count, 1)
                self._row.addWidget(self.none)
            self._row.addWidget(button)
        self.buttons["more"].clicked.connect(lambda: drop_up(self.menu, self.buttons["more"]))
        self.apply_theme()

    def add(self, entries: Sequence[tuple[str, Callable[[], None]]], *, record: bool, several: bool = False) -> None:
        """Add entries to 更多; `record`: they need a chosen checklist, `several`: or more than one."""
        if self.menu.actions():
            self.menu.addSeparator()
        for words, act in entries:
            action = self.menu.addAction(words)
            action.triggered.connect(act)
            if record:
                self._for_record.append((action, several))

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

    def set_narrow(self, narrow: bool, *, low: bool = False) -> None:
        """Leave out what 更多 offers too; `low`: little room around the buttons."""
        self._narrow, self._low = narrow, low
        self.apply_theme()

    def fit(self, chosen: Sequence[RecordSummary], total: int, *, in_bin: bool) -> None:
        """Follow what is chosen among `total` lines; `chosen` may be cut short where it is long."""
        count = len(chosen)
        for name, words in _COUNTED.items():
            self.buttons[name].setText(f"{words} {count} 份" if count > 1 else words)
        self.buttons["archive"].setText(_archive_words(chosen))
        self._offered = [name for name in self.buttons if (name in IN_BIN if in_bin else name not in ONLY_IN_BIN)]
        if not 2 <= count <= MOST_TIED:
            self._offered = [name for name in self._offered if name != "tie"]
        for name, button in self.buttons.items():
            button.setVisible(name in self._offered and not (self._narrow and name in FOLDED))
            enough = count == 1 if name in FOR_ONE else count > 0
            button.setEnabled(total > 0 if name == "table" else enough or name == "more")
        self.buttons["open"].setToolTip("一次打开一份" if count > 1 else "打开（Enter）")
        for action, several in self._for_record:
            action.setEnabled(count == 1 or (several and count > 1))
        for action, name in zip(self._folded, FOLDED, strict=False):
            action.setText(self.buttons[name].text())
            action.setVisible(self._narrow and name in self._offered)
            action.setEnabled(self.buttons[name].isEnabled())
        self.count.setText(f"已选 {count} 份，共 {total} 份" if count else f"共 {total} 份")
        self.none.setVisible(count > 1)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        over = SPACE_XS if self._low else SPACE_M - 2
        self._row.setContentsMargins(px(32), px(over), px(32), px(over - 1))
        self._row.setSpacing(px(SPACE_S))


def _archive_words(chosen: Sequence[RecordSummary]) -> str:
    """归档, 归档 2 份（1 份已归档）, or 恢复办理 where all are archived."""
    count = len(chosen)
    away = sum(line.state is RecordState.ARCHIVED for line in chosen)
    if count and away == count:
        return f"恢复办理 {count} 份" if count > 1 else "恢复办理"
    if count < 2:
        return "归档"
    return f"归档 {count - away} 份" + (f"（{away} 份已归档）" if away else "")
