"""The particulars of the rule, blank where its text does not say, and the way into the library."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.importing.settling import Stated
from govdesk.present.importing import DATES, FIELDS, NOT_STATED, STATUSES, read_day
from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_2XL, SPACE_S, Theme
from govdesk.ui.kit.widgets import (
    ComboBox,
    Ground,
    Label,
    LineEdit,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    mark_invalid,
)
from govdesk.ui.kit.widgets.labels import plain_tip

_WIDE = (("title", "short_title", "issuer"), ("doc_number", "date", "effective", "status"))
_NARROW = (("title",), ("short_title", "issuer"), ("doc_number", "status"), ("date", "effective"))
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
        self.more = LinkButton(theme, "文号、日期等", icon="caret-down", trailing=True)
        self.more.setParent(self)  # in a wide window it is in no row
        self._narrow, self._unfolded = False, False
        self._cells = {name: (Label(theme, FIELDS[name], "secondary", "ink2"), self._field(name)) for name in FIELDS}
        for widget in (*(part for cell in self._cells.values() for part in cell), self.drop, self.keep):
            widget.setParent(self)  # shown before it is in a row, it would be a window of its own
        self._column = QVBoxLayout(self)
        self._rows: list[QHBoxLayout] = []
        self.more.clicked.connect(self._unfold)
        self.keep.clicked.connect(self.keep_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.status.activated.connect(lambda _i: self.stated.emit("status", self.status.currentData()))
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._column.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_S))
        self._column.setSpacing(px(SPACE_S))
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the title is shown alone, and the way to the other fields."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._arrange()

    def _arrange(self) -> None:
        """Every field in its row."""
        for row in self._rows:
            while row.count():
                row.takeAt(0)
            self._column.removeItem(row)
            row.deleteLater()
        self._rows = []
        names = _NARROW if self._narrow else _WIDE
        for number, fields in enumerate(names):
            shown = not self._narrow or not number or self._unfolded
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(SPACE_S))
            for name in fields:
                for widget, stretch in zip(self._cells[name], (0, _WIDTHS[name]), strict=True):
                    row.addWidget(widget, stretch)
                    widget.setVisible(shown)
            self._column.addLayout(row)
            self._rows.append(row)
        buttons = QHBoxLayout()
        for button, row in ((self.drop, self._rows[-1]), (self.keep, self._rows[0])):
            if not self._narrow:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        if self._narrow:
            self._column.addLayout(buttons)
            self._rows.append(buttons)
            buttons.addWidget(self.more)
            buttons.addStretch(1)
            buttons.addWidget(self.drop)
            buttons.addWidget(self.keep)
        self.more.setVisible(self._narrow)
        self.more.set_icon("caret-up" if self._unfolded else "caret-down")

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
        self.keep.setToolTip(plain_tip(why))

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
