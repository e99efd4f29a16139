"""备份和恢复: which backups there are, from when, how many lists each holds; one can take the place of the present lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govdesk.errors import UserError
from govdesk.records import restore_backup
from govdesk.records.backup import holds, list_backups
from govdesk.records.errors import Backup
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog
from govdesk.workdays import date_zh

if TYPE_CHECKING:
    from govdesk.app import Services

OTHER_FILE, SAVE_NOW, CLOSE, RESTORE = range(4)


class BackupsDialog(Dialog):
    """`exec` gives what is wanted; `backup` is the chosen one."""

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(theme, "备份和恢复", parent)
        self.widen(620)
        self.add_text(
            "每天第一次打开、办事当中和关闭时自动备份，留最近 14 天和 12 个月。恢复以后，现在的清单另存，不删。"
        )
        self._backups = list_backups(folder)
        self.list = QListWidget()
        self.list.setAccessibleName("备份")
        self.list.setFont(theme.font("ui"))
        self.list.setMinimumHeight(self.room(240))
        for backup in self._backups:
            count = holds(backup)
            item = QListWidgetItem(_line(backup, count))
            if count is None:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        if not self._backups:
            self.add_text("还没有自动备份。")
        self.list.setVisible(bool(self._backups))
        self.body.addWidget(self.list, 1)
        self.add_button("用别的备份文件…")
        self.add_button("现在备份一份…")
        self.add_button("关闭")
        self.restore = self.add_button("恢复所选的备份", primary=True)
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.list.itemDoubleClicked.connect(lambda _: self.restore.click())
        usable = [row for row in range(self.list.count()) if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled]
        self.list.setCurrentRow(usable[0] if usable else -1)
        self._enable()

    @property
    def backup(self) -> Backup | None:
        """The chosen backup, None where none is."""
        row = self.list.currentRow()
        usable = row >= 0 and bool(self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled)
        return self._backups[row] if usable else None

    def _enable(self) -> None:
        self.restore.setEnabled(self.backup is not None)
        self.restore.setToolTip("" if self.backup else "先选一份备份")


class RestoreDialog(Dialog):
    """Asks once: 恢复 is button 0, 取消 the safe one."""

    def __init__(self, theme: Theme, name: str, then: int, now: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"换成 {name} 的备份？", parent)
        self.add_text(f"备份里有 {then} 份清单，现在有 {now} 份。备份以后办的事不在里面。")
        self.add_text("现在的清单另存在数据文件夹里，名字以 records-replaced 开头，需要时还能换回来。")
        self.add_button("恢复")
        self.add_button("取消", primary=True)


def when(backup: Backup) -> str:
    """`2026-11-24 周二 17:58`."""
    at = backup.at.astimezone()
    return f"{date_zh(at.date())} {at:%H:%M}"


def _line(backup: Backup, count: int | None) -> str:
    holding = "不完整，不能用" if count is None else f"{count} 份清单"
    doubt = "　比电脑现在的时间晚，时间不准" if backup.at > dt.datetime.now(dt.UTC) else ""
    return f"{when(backup)}　{holding}{doubt}"


def restore(services: Services, source: Path) -> Path | None:
    """Put a backup in the place of the present lists; where those were put. Raises UserError: they are still in place."""
    services.open_again()
    return restore_backup(services.data_folder, source)


def count_in(path: Path) -> int:
    """How many lists a file that somebody has picked holds. Raises UserError where it is no whole backup."""
    count = holds(Backup(path, dt.datetime.now().astimezone())) if path.is_file() else None
    if count is None:
        raise UserError(f"“{path.name}”不是完整的备份，或来自更新版本", safe="现在的清单没有动", todo="换一份备份再试")
    return count
