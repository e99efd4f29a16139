"""Questions of the 清单 page: why not applicable, archive all the same, how to count, leave a date that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from govdesk.present.checklist_lines import ItemLine
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, LineEdit, RadioButton, mark_invalid
from govdesk.workdays import DueDate, basis_note

if TYPE_CHECKING:
    pass

OTHER = "其他原因"
#: Reasons that fit many items; anything else is typed.
REASONS = ("本事项不涉及这一项", "已由其他单位办理", OTHER)


class NotApplicableDialog(Dialog):
    """这一项为什么不适用？ `reason` holds the answer after `exec` gave 1; without one the dialog stays open."""

    def __init__(self, theme: Theme, line: ItemLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, "这一项为什么不适用？", parent)
        self.add_text(line.item.sentence)
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
