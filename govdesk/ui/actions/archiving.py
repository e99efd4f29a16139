"""归档: asks first where something that is bound to be done stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.checklist_lines import ItemLine, due_line, make_lines, must_be_settled, own_items
from govdesk.ui.kit.theme import SPACE_M, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Badge, Dialog, Label
from govdesk.wizards.terms import Level

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record
    from govdesk.workdays import OfficialCalendar

_MOST_LISTED = 5


def may_archive(services: Services, theme: Theme, record: Record, parent: QWidget) -> bool:
    """Whether `record` is to be archived: at once where no 必办 or 不得 item is open, else if the user says so."""
    calendar, today = services.calendar, services.today()
    stages = make_lines(record, record.checklist(calendar), calendar, today)
    still = [line for line in own_items(stages) if must_be_settled(line)]
    unasked = sum(not record.reply(shown.id).answered for shown in record.evaluate().open)
    return not still or ArchiveDialog(theme, still, calendar, today, unasked, parent).exec() == 0


class ArchiveDialog(Dialog):
    """还有 2 项没有办结: 仍然归档 is button 0, 回去办理 the safe one."""

    def __init__(
        self,
        theme: Theme,
        lines: Sequence[ItemLine],
        calendar: OfficialCalendar,
        today: dt.date,
        unasked: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, _still_open(lines), parent)
        for line in lines[:_MOST_LISTED]:
            self.body.addWidget(_listed(theme, line, due_line(line, calendar, today)))
        if len(lines) > _MOST_LISTED:
            self.add_text(f"另有 {len(lines) - _MOST_LISTED} 项。")
        if unasked:
            self.add_text(f"先问清还有 {unasked} 问没有答复。")
        self.add_text("归档后仍可打开、打印和恢复。")
        self.add_button("仍然归档")
        self.add_button("回去办理", primary=True)


def _still_open(lines: Sequence[ItemLine]) -> str:
    """还有 1 项必办没有办结、1 项不得没有核对."""
    bans = sum(line.item.level is Level.MUST_NOT for line in lines)
    duties = len(lines) - bans
    parts = [f"{duties} 项必办没有办结"] if duties else []
    parts += [f"{bans} 项不得没有核对"] if bans else []
    return "还有 " + "、".join(parts)


def _listed(theme: Theme, line: ItemLine, due: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, theme.px(SPACE_XS), 0, theme.px(SPACE_XS))
    row.setSpacing(theme.px(SPACE_M))
    badge_column = QVBoxLayout()
    badge_column.addWidget(Badge(theme, line.row.badge))
    badge_column.addStretch(1)
    words = QVBoxLayout()
    words.setSpacing(theme.px(SPACE_XS))
    text = Label(theme, line.item.do, "ui", wrap=True)
    text.setMinimumWidth(theme.px(300))
    words.addWidget(text)
    if due:
        words.addWidget(Label(theme, due, "ui", "ink2"))
    row.addLayout(badge_column)
    row.addLayout(words, 1)
    return made
