"""Questions of the 清单 page: why not applicable, archive all the same, how to count, leave a date that cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_M, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Badge, Dialog, Label, LineEdit, RadioButton, mark_invalid
from govdesk.ui.pages.checklist.lines import ItemLine, due_line
from govdesk.workdays import DueDate, basis_note

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

OTHER = "其他原因"
#: Reasons that fit many items; anything else is typed.
REASONS = ("本事项不涉及这一项", "已由其他单位办理", OTHER)
_MOST_LISTED = 5


class NotApplicableDialog(Dialog):
    """这一项为什么不适用？ `reason` holds the answer after `exec` gave 1; without one the dialog stays open."""

    def __init__(self, theme: Theme, line: ItemLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, "这一项为什么不适用？", parent)
        self.add_text(line.item.do)
        self.choices = QButtonGroup(self)
        for reason in REASONS:
            button = RadioButton(theme, reason)
            self.choices.addButton(button)
            self.body.addWidget(button)
        self.line = LineEdit(theme, "写一句原因", name="其他原因")
        self.body.addWidget(self.line)
        self.error = self.add_text("", token="ver")
        self.error.hide()
        self.add_button("取消")
        self.add_button("记为不适用", primary=True)
        self.line.textEdited.connect(lambda: self.choices.buttons()[-1].setChecked(True))
        self.choices.buttonToggled.connect(self._toggled)
        known = line.mark.reason
        first = next(
            (b for b in self.choices.buttons() if b.text() == (known or REASONS[0])), self.choices.buttons()[-1]
        )
        first.setChecked(True)
        if known and first.text() == OTHER:
            self.line.setText(known)
        first.setFocus()

    @property
    def reason(self) -> str:
        """The reason in words; empty while none is given."""
        chosen = self.choices.checkedButton()
        return self.line.text().strip() if chosen.text() == OTHER else chosen.text()

    def accept(self) -> None:
        if self.chosen == 1 and not self.reason:
            self.chosen = -1
            self.error.setText("写一句原因再记为不适用")
            self.error.show()
            mark_invalid(self.line, True)
            self.line.setFocus()
            return
        super().accept()

    def _toggled(self) -> None:
        self.error.hide()
        mark_invalid(self.line, False)
        if self.choices.checkedButton() is self.choices.buttons()[-1] and not self.line.hasFocus():
            self.line.setFocus()


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


class CountingDialog(Dialog):
    """起算方式: `count_start` after `exec` gave 1."""

    def __init__(
        self, theme: Theme, count_start: bool, start: str, due: DueDate | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "从哪一天起算？", parent)
        if due is not None:
            self.add_text(basis_note(due, start_label=start))
        else:
            self.add_text(f"规则没有写明{start}当日算不算在内。")
        self._next = RadioButton(theme, "次日起算")
        self._same = RadioButton(theme, "当日起算")
        for button in (self._next, self._same):
            self.body.addWidget(button)
        (self._same if count_start else self._next).setChecked(True)
        self.add_text("这份清单的各项期限都按选定的方式重算。")
        self.add_button("取消")
        self.add_button("确定", primary=True)

    @property
    def count_start(self) -> bool:
        """True for 当日起算."""
        return self._same.isChecked()

    def choose(self, count_start: bool) -> None:
        """Choose as a click would."""
        (self._same if count_start else self._next).setChecked(True)


class UnsavedDialog(Dialog):
    """Leaving while something typed cannot be stored: 不存这一栏 is button 0, 回去改 the safe one."""

    def __init__(self, theme: Theme, label: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"“{label}”还没有存上", parent)
        self.add_text(words)
        self.add_button("不存，离开")
        self.add_button("回去改", primary=True)
