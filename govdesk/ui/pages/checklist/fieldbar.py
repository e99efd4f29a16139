"""The head's fields side by side, in as many lines as they need; one line of words in a narrow window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import ElidedLabel, Label, LinkButton
from govdesk.ui.kit.widgets.layouts import take_all
from govdesk.ui.pages.checklist.fields import HeadField
from govdesk.wizards.model import FormField
from govdesk.wizards.terms import FieldKind
from govdesk.workdays import OfficialCalendar, date_zh


class FieldBar(Themed, QWidget):
    """Shows the fields of a wizard. `edited(values, finished)` hands on what is fit to be stored."""

    edited = Signal(object, bool)
    folded = Signal()  # or unfolded

    def __init__(self, theme: Theme, today: Callable[[], dt.date], calendar: Callable[[], OfficialCalendar]) -> None:
        super().__init__()
        self._theme, self._today, self._calendar = theme, today, calendar
        self._narrow = self._unfolded = self._complete = self._squeezed = self._low = False
        self._width = 0
        self.fields: dict[str, HeadField] = {}
        self.summary = QWidget()
        self.matter = ElidedLabel(theme, "", "ui", bold=True)
        self.matter.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.details = ElidedLabel(theme, "", "secondary", "ink2")
        self.details.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.days = ElidedLabel(theme, "", "secondary", "ink2")
        self.days.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.change = LinkButton(theme, "改表头", tip="改事项名称、经办人和日期")
        self.change.clicked.connect(self._toggle)
        self.origin = Label(theme, "", "secondary", "ink2")
        row = QHBoxLayout(self.summary)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(SPACE_XL))
        row.addWidget(self.matter)
        row.addWidget(self.details)
        row.addWidget(self.days)
        row.addStretch(1)
        row.addWidget(self.origin)
        row.addWidget(self.change)
        self._words = row
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(self.summary)
        box.addWidget(self._rows)
        self.follow_theme(now=False)

    def set_fields(self, fields: Sequence[FormField], values: Mapping[str, str]) -> None:
        """Another record: make its fields anew and show `values`."""
        for old in self.fields.values():
            old.setParent(None)
            old.deleteLater()
        self.fields = {}
        for position, field in enumerate(fields):
            first = position == 0 and field.kind is FieldKind.TEXT
            made = HeadField(self._theme, field, self._today, self._calendar, first=first)
            made.reset(values.get(field.id, ""))
            made.edited.connect(self._on_edited)
            self.fields[field.id] = made
        # Once everything is filled in, one line says it; a new list starts with its fields open.
        self._complete = all(values.get(field.id) for field in fields)
        self.fold()
        self._arrange()
        self._sum_up(values)

    def set_origin(self, origin: str) -> None:
        """从 QD-… 来, or empty."""
        self.origin.setText(origin)
        self.origin.setVisible(bool(origin))
        self._show()

    def show_values(self, values: Mapping[str, str]) -> None:
        """The same record after a change; what is being typed stays."""
        for field_id, field in self.fields.items():
            field.show_value(values.get(field_id, ""))
        if not self.isAncestorOf(QApplication.focusWidget() or self):  # not under the hand that is typing
            self._arrange()
        self._sum_up(values)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these names for people."""
        for field in self.fields.values():
            field.set_names(names)

    def set_locked(self, locked: bool) -> None:
        """An archived checklist is read, not changed."""
        for field in self.fields.values():
            field.edit.setReadOnly(locked)
        self.change.setEnabled(not locked)

    def flush(self) -> None:
        """Hand on everything that is typed and not stored."""
        for field in self.fields.values():
            if field.dirty:
                field.flush()

    def unsaved(self) -> HeadField | None:
        """The first field whose content is not on the disk, or None."""
        return next((field for field in self.fields.values() if field.dirty), None)

    def focus_field(self, field_id: str) -> None:
        """Put the cursor into a field, unfolding the head where it is folded."""
        field = self.fields.get(field_id)
        if field is not None:
            self._set_unfolded(True)
            field.edit.setFocus()
            field.edit.selectAll()

    @property
    def is_unfolded(self) -> bool:
        """Whether a hand has unfolded the one line of words."""
        return self._unfolded and (self._narrow or self._complete)

    def fold(self) -> None:
        """Show the one line of words again."""
        if self._unfolded:
            self._set_unfolded(False)

    def set_squeezed(self, squeezed: bool) -> None:
        """Do without the line of words, for there is hardly any height."""
        if squeezed != self._squeezed:
            self._squeezed = squeezed
            self._show()

    def set_low(self, low: bool) -> None:
        """In a low window the fields stand in the place of the words, which say the same, with 收起表头 beside them."""
        if low != self._low:
            self._low = low
            self._arrange()

    def set_width(self, width: int, *, narrow: bool) -> None:
        """`width` pixels to lie in; `narrow`: one line of words, and 改表头."""
        if (width, narrow) != (self._width, self._narrow):
            if narrow != self._narrow:
                self._unfolded = False  # no word of it: whoever asks for another width is arranging all
            self._width, self._narrow = width, narrow
            self._arrange()

    def _on_edited(self, field_id: str, value: str, finished: bool) -> None:
        self.edited.emit({field_id: value}, finished)

    def _set_unfolded(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        if self._low:
            self._arrange()
        self._show()
        self.folded.emit()

    def _toggle(self) -> None:
        self._set_unfolded(not self._unfolded)
        if self._unfolded and self.fields:
            next(iter(self.fields.values())).edit.setFocus()
        else:
            self.change.setFocus()  # it may have changed its place, which takes the focus from it

    def _show(self) -> None:
        folded = self._narrow or self._complete
        for part in (self.matter, self.change):
            part.setVisible(folded)
        for label in (self.details, self.days):
            label.setVisible(folded and bool(label.full_text()))
        # Names give way to days: half a date reads as another one.
        self.days.setMinimumWidth(min(self.days.sizeHint().width(), self._width // 2))
        self._rows.setVisible(not folded or self._unfolded)
        instead = folded and self._unfolded and self._low
        self.summary.setVisible((folded or bool(self.origin.text())) and not self._squeezed and not instead)
        self.change.setText("收起表头" if self._unfolded else "改表头")

    def apply_theme(self) -> None:
        """Other widths: other lines."""
        self._arrange()

    def _arrange(self) -> None:
        gap = self._theme.px(SPACE_M)
        take_all(self._lines)
        beside = self._low and self.is_unfolded
        kept = self.change.sizeHint().width() + gap if beside else 0
        packed = self._packed(gap, self._width)
        if beside and self._narrowest(packed[-1], gap) > self._width - kept:
            packed = self._packed(gap, self._width - kept)
        for fields in packed:
            line = QHBoxLayout()
            line.setSpacing(gap)
            spare = self._width - self._narrowest(fields, gap)
            if fields is packed[-1]:
                spare -= kept
            for field in fields:
                narrowest, share = field.widths
                more = max(0, min(field.wanted - narrowest, spare))
                spare -= more
                field.setMinimumWidth(narrowest + more)
                field.setMaximumWidth(16777215 if share else narrowest + more)
                line.addWidget(field, share)
            self._lines.addLayout(line)
            if beside and fields is packed[-1]:
                if not any(field.widths[1] for field in fields):
                    line.addStretch(1)
                line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        if not beside:
            self._words.addWidget(self.change)
        self._lines.setSpacing(self._theme.px(SPACE_S))
        self._show()

    @staticmethod
    def _narrowest(fields: Sequence[HeadField], gap: int) -> int:
        return sum(field.widths[0] + gap for field in fields) - gap

    def _packed(self, gap: int, width: int) -> list[list[HeadField]]:
        """The fields in lines, each as full as it goes."""
        lines: list[list[HeadField]] = [[]]
        used = 0
        for field in self.fields.values():
            wanted = field.widths[0] + gap
            if lines[-1] and used + wanted > width + gap > gap:
                lines.append([])
                used = 0
            lines[-1].append(field)
            used += wanted
        return lines

    def _sum_up(self, values: Mapping[str, str]) -> None:
        """关于……的请示　王晓梅　收文 2026-11-20 周五."""
        fields = [field.field for field in self.fields.values()]
        matter = next((values.get(f.id, "") for f in fields if f.kind is FieldKind.TEXT), "")
        first = next((f.id for f in fields if f.kind is FieldKind.TEXT), "")
        words = (FieldKind.TEXT, FieldKind.PERSON, FieldKind.DOC_NUMBER)
        parts = [values[f.id] for f in fields if f.kind in words and f.id != first and values.get(f.id)]
        days = [
            f"{field.label.removesuffix('日期')} {date_zh(dt.date.fromisoformat(values[field.id]))}"
            for field in fields
            if field.kind is FieldKind.DATE and values.get(field.id)
        ]
        self.matter.setText(matter or "（还没有填事项名称）")
        self.details.setText("　".join(parts))
        self.days.setText("　".join(days))
        self._show()
