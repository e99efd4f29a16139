"""归档: asks first where something that is bound to be done stands open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.present.checklist_lines import ItemLine, due_line, make_lines, must_be_settled
from govdesk.ui.kit.theme import SPACE_M, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Badge, Dialog, Label

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record
    from govdesk.workdays import OfficialCalendar

_MOST_LISTED = 5


def may_archive(services: Services, theme: Theme, record: Record, parent: QWidget) -> bool:
    """Whether `record` is to be archived: at once where no 必办 or 不得 item is open, else if the user says so."""
    calendar, today = services.calendar, services.today()
    stages = make_lines(record, record.checklist(calendar), calendar, today)
    still = [line for stage in stages for line in stage.items if must_be_settled(line)]
    return not still or ArchiveDialog(theme, still, calendar, today, parent).exec() == 0


class ArchiveDialog(Dialog):
    """还有 2 项没有办结: 仍然归档 is button 0, 回去办理 the safe one."""

    def __init__(
        self,
        theme: Theme,
        lines: Sequence[ItemLine],
        calendar: OfficialCalendar,
        today: dt.date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, f"还有 {len(lines)} 项没有办结", parent)
        for line in lines[:_MOST_LISTED]:
            self.body.addWidget(_listed(theme, line, due_line(line, calendar, today)))
        if len(lines) > _MOST_LISTED:
            self.add_text(f"另有 {len(lines) - _MOST_LISTED} 项。")
        self.add_text("归档后仍可打开、打印和恢复。")
        self.add_button("仍然归档")
        self.add_button("回去办理", primary=True)


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
