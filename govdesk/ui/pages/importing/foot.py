"""The particulars of the rule, blank where its text does not say, and the way into the library."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.importing.settling import Stated
from govdesk.present.importing import DATES, FIELDS, NOT_STATED, STATUSES, read_day
from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import ComboBox, Ground, Label, LineEdit, PrimaryButton, SecondaryButton, mark_invalid

_FIRST_ROW = ("title", "short_title", "issuer")
_WIDTHS = {"title": 4, "short_title": 2, "issuer": 3, "doc_number": 3, "date": 2, "effective": 2, "status": 2}


class Foot(Ground):
    """The form. `stated(name, value)` when a field was changed; None gives the field back to what the text says.

    `wrong(error)`: a date that is none; it stays in its field, in red.
    """

    stated = Signal(str, object)
    wrong = Signal(object)
    keep_requested = Signal()
    drop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "t", parent)
        self._theme = theme
        self._shown: Mapping[str, Stated] = {}
        self.fields: dict[str, LineEdit] = {}
        self.status = ComboBox(theme, name=FIELDS["status"], height=CONTROL_SMALL)
        self.status.addItem(NOT_STATED, "")
        for status in STATUSES:
            self.status.addItem(status, status)
        self.drop = SecondaryButton(theme, "不要这个文件")
        self.keep = PrimaryButton(theme, "存入规则库")
        self._rows = QVBoxLayout()
        for names in (_FIRST_ROW, tuple(name for name in FIELDS if name not in _FIRST_ROW)):
            row = QHBoxLayout()
            row.setSpacing(theme.px(SPACE_S))
            for name in names:
                row.addWidget(Label(theme, FIELDS[name], "secondary", "ink2"))
                row.addWidget(self._field(name), _WIDTHS[name])
            self._rows.addLayout(row)
        grid = QGridLayout(self)
        grid.addLayout(self._rows, 0, 0)
        buttons = QVBoxLayout()
        buttons.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignRight)
        grid.addLayout(buttons, 0, 1)
        grid.setColumnStretch(0, 1)
        self._grid = grid
        self.keep.clicked.connect(self.keep_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.status.activated.connect(lambda _i: self.stated.emit("status", self.status.currentData()))
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._grid.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_S))
        self._grid.setHorizontalSpacing(px(SPACE_M))
        self._rows.setSpacing(px(SPACE_S))

    def _field(self, name: str) -> QWidget:
        if name == "status":
            return self.status
        kind = "日期，" if name in DATES else ""
        hint = "不填由程序起" if name == "short_title" else NOT_STATED
        field = LineEdit(self._theme, hint, name=f"{kind}{FIELDS[name]}", height=CONTROL_SMALL)
        field.setMinimumWidth(self._theme.px(90))
        field.editingFinished.connect(lambda: self._changed(name))
        self.fields[name] = field
        return field

    def show_particulars(self, values: Mapping[str, Stated]) -> None:
        """Show the particulars of a draft."""
        self._shown = values
        for name, field in self.fields.items():
            if not field.hasFocus() or field.property("invalid") is not True:
                field.setText(_written(values.get(name)))
                field.setCursorPosition(0)
                mark_invalid(field, False)
        self.status.setCurrentIndex(max(0, self.status.findData(values.get("status") or "")))

    def set_open(self, can_change: bool, can_keep: bool, why: str = "") -> None:
        """Whether anything can be changed, and whether there is something to keep; `why` not."""
        for field in (*self.fields.values(), self.status):
            field.setEnabled(can_change)
        self.keep.setEnabled(can_keep)
        self.keep.setToolTip(why)

    def commit(self) -> bool:
        """Take what is being typed; False where it cannot be."""
        taken = [self._changed(name) for name in self.fields]  # each of them, also behind a wrong one
        return all(taken)

    def _changed(self, name: str) -> bool:
        field = self.fields[name]
        text = field.text().strip()
        if text == _written(self._shown.get(name)):
            mark_invalid(field, False)
            return True
        value: Stated = text
        if name in DATES:
            try:
                value = read_day(text) or ""
            except UserError as error:
                if field.property("invalid") is not True:
                    mark_invalid(field, True)
                    self.wrong.emit(error)
                return False
        mark_invalid(field, False)
        self.stated.emit(name, value)
        return True


def _written(value: Stated) -> str:
    return "" if value is None else str(value)
