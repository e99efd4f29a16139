"""起算方式 for new checklists: the one setting of how working days are counted, and why it is one."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from govdesk.app import Services
from govdesk.errors import UserError
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, ErrorDialog, RadioButton

NEXT_DAY, SAME_DAY = "次日起算", "当日起算"
#: Why there is a choice at all.
REASON = "规则只写“自收文之日起”若干个工作日，没有写明当日算不算在内，由办公室自己定。"


def words_of(count_start: bool) -> str:
    """当日起算 or 次日起算."""
    return SAME_DAY if count_start else NEXT_DAY


class StartingDialog(Dialog):
    """新清单从哪一天起算: `count_start` after `exec` gave 1."""

    def __init__(self, theme: Theme, count_start: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, "新清单从哪一天起算？", parent)
        self.add_text(REASON)
        self.next_day = RadioButton(theme, "次日起算：第二天起的第一个工作日是第 1 个工作日")
        self.same_day = RadioButton(theme, "当日起算：当天是工作日的，当天就是第 1 个工作日")
        for button in (self.next_day, self.same_day):
            self.body.addWidget(button)
        (self.same_day if count_start else self.next_day).setChecked(True)
        self.add_text("以后新建的清单按这里算；已有的清单不变，在清单里用“改起算方式”改。")
        self.add_button("取消")
        self.add_button("确定", primary=True)

    @property
    def count_start(self) -> bool:
        """True for 当日起算."""
        return self.same_day.isChecked()


def choose_starting(services: Services, theme: Theme, parent: QWidget) -> bool:
    """Ask, and keep the answer; whether it was kept."""
    dialog = StartingDialog(theme, services.settings.count_start, parent)
    if dialog.exec() != 1:
        return False
    before = services.settings
    services.settings = msgspec.structs.replace(before, count_start=dialog.count_start)
    try:
        services.save_settings()
    except UserError as error:
        services.settings = before
        ErrorDialog.from_error(theme, error, parent).exec()
        return False
    return True
