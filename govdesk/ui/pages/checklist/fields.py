"""The head's fields: text, people, document numbers, dates. What is typed stays, also where it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from govdesk.records.limits import MAX_FIELD
from govdesk.ui.kit.date_popup import DatePopup
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import SPACE_XS, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Label, LineEdit, mark_invalid
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.wizards.model import FormField
from govdesk.wizards.terms import FieldKind
from govdesk.workdays import WRITE_IT, OfficialCalendar, date_zh, read_date, read_typed

#: A pause this long in typing saves what stands there.
PAUSE_MS = 700
AHEAD = "在今天以后，核对一下"
#: Narrowest width in pixels and share of what is left over, by kind; the first field is the matter's name.
_WIDTHS = {
    FieldKind.TEXT: (150, 1),
    FieldKind.PERSON: (84, 0),
    FieldKind.DOC_NUMBER: (168, 0),  # 张住建〔2026〕63号
    FieldKind.DATE: (146, 0),  # the weekday too, beside the sign that opens the month
}
_FIRST = (180, 6)
_AROUND, _WIDEST = 28, 280  # a field's frame beside its words; so much it gets at most for them


class HeadField(Themed, QWidget):
    """A label, an input and room for one sentence below. `edited(id, value, finished)` gives values fit to be stored.

    `finished` is False for a pause in typing. A date that does not exist is never emitted: it stays in the field with
    its sentence until it is put right. `calendar` gives the official calendar that the popup shows.
    """

    edited = Signal(str, str, bool)

    def __init__(
        self,
        theme: Theme,
        field: FormField,
        today: Callable[[], dt.date],
        calendar: Callable[[], OfficialCalendar],
        *,
        first: bool = False,
    ) -> None:
        super().__init__()
        self.field = field
        self._theme, self._today, self._calendar, self._first = theme, today, calendar, first
        self._stored = ""
        self._handing_on = False
        self._is_date = field.kind is FieldKind.DATE
        self.label = Label(theme, field.label, "secondary", "ink3")
        self.edit = LineEdit(theme, name=field.label)
        self.label.setBuddy(self.edit)
        self.error = Label(theme, "", "secondary", "ver")
        self.error.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self._emit(finished=False))
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(lambda: self._emit(finished=True))
        self._calendar_action: QAction | None = None
        if self._is_date:
            self.edit.setPlaceholderText("年-月-日")
            self._calendar_action = self.edit.addAction(
                theme.icon("calendar-blank", "ink2"), QLineEdit.ActionPosition.TrailingPosition
            )
            self._calendar_action.setToolTip("打开日历（Alt+↓）")
            self._calendar_action.triggered.connect(self.open_calendar)
            self.edit.textChanged.connect(self._show_calendar)
        self.edit.textChanged.connect(self._tell)
        self.edit.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_XS))
        for widget in (self.label, self.edit, self.error):
            box.addWidget(widget)
        box.addStretch(1)
        self.follow_theme()

    @property
    def widths(self) -> tuple[int, int]:
        """Narrowest width in scaled pixels, and share of the room left over."""
        narrowest, share = _FIRST if self._first else _WIDTHS[self.field.kind]
        return self._theme.px(narrowest), share

    @property
    def wanted(self) -> int:
        """The width in which what stands here is whole; the matter's name takes what is left anyway."""
        if self._first or self._is_date:
            return self.widths[0]
        words = self.edit.fontMetrics().horizontalAdvance(self.edit.text())
        return min(words + self._theme.px(_AROUND), self._theme.px(_WIDEST))

    @property
    def invalid(self) -> bool:
        """Whether what stands in the field cannot be stored."""
        return bool(self.edit.text().strip()) and self._value() is None

    @property
    def too_long(self) -> bool:
        """Whether it is more than a record holds: a whole document was pasted."""
        return not self._is_date and len(self.edit.text().strip()) > MAX_FIELD

    @property
    def how_long(self) -> str:
        """How much stands there, and how much may."""
        return f"有 {len(self.edit.text().strip())} 个字，不超过 {MAX_FIELD} 个字"

    @property
    def fault(self) -> str:
        """Why it cannot be stored: 没有这一天, 看不懂这个日期, or too long."""
        if self.too_long:
            return "太长，没有存"
        return read_typed(self.edit.text(), self._today()).fault if self.invalid else ""

    @property
    def ahead(self) -> bool:
        """Whether the day that something was received on is still to come. It is stored, and told."""
        day = self._day() if self.field.is_received else None
        return day is not None and day > self._today()

    @property
    def dirty(self) -> bool:
        """Whether what stands in the field is not stored yet."""
        return self.invalid or (self._value() or "") != self._stored

    def show_value(self, value: str) -> None:
        """Show what is stored, unless something else is being typed here."""
        typing = self.dirty and (self.edit.hasFocus() or self.invalid or self._pause.isActive())
        self._stored = value
        if not typing:
            self._write(value)

    def reset(self, value: str) -> None:
        """Show what is stored, whatever stands there: another record is being opened."""
        self._pause.stop()
        self._stored = value
        self._write(value)
        self._say(AHEAD if self.ahead else "")

    def set_names(self, names: Sequence[str]) -> None:
        """Offer `names` while a person is being typed."""
        if self.field.kind is FieldKind.PERSON and names:
            completer = QCompleter(list(names), self.edit)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.popup().setFont(self._theme.font("ui"))
            self.edit.setCompleter(completer)

    def flush(self) -> None:
        """Hand on what stands there, now."""
        self._emit(finished=True)

    def open_calendar(self) -> None:
        """Choose the day from a month."""
        if self.edit.isReadOnly():
            return
        popup = DatePopup(self._theme, self._calendar(), self._today, self)
        popup.chosen.connect(self._choose)
        popup.open_under(self.edit, self._day())

    def apply_theme(self) -> None:
        """Icons do not follow the theme by themselves."""
        if self._calendar_action is not None:
            self._calendar_action.setIcon(self._theme.icon("calendar-blank", "ink2"))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            self._is_date
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return True
        if isinstance(event, QFocusEvent) and self._is_date:
            if event.type() == QEvent.Type.FocusIn and not self.invalid:
                later(self, self.edit.selectAll)
            later(self, self._show_calendar)
        return False

    def _show_calendar(self) -> None:
        """A date needs the room; with the cursor in the field the calendar is one click away."""
        if self._calendar_action is not None:
            self._calendar_action.setVisible(self.edit.hasFocus() or not self.edit.text())

    def _tell(self) -> None:
        """Hints, and in the tooltip the whole of what may not fit."""
        said = self.error.text()
        words = self.field.hint
        if self.invalid and said:
            words = self.how_long if self.too_long else WRITE_IT
        self.edit.setAccessibleDescription("，".join(part for part in (said, words) if part))
        text = "" if self._is_date or self.too_long else self.edit.text()
        self.edit.setToolTip(plain_tip("\n".join(part for part in (text, words) if part)))

    def _typed(self) -> None:
        if not self.invalid:
            self._say("")
        self._pause.start()

    def _day(self) -> dt.date | None:
        return read_date(self.edit.text(), self._today())

    def _value(self) -> str | None:
        """What would be stored; None for a date that does not exist, and for what is too long."""
        text = self.edit.text().strip()
        if self.too_long:
            return None
        if not self._is_date or not text:
            return text
        day = self._day()
        return day.isoformat() if day else None

    def _emit(self, *, finished: bool) -> None:
        self._pause.stop()
        value = self._value()
        if value is None:
            # While somebody types 2026-0 there is no such day yet: only a finished date is judged.
            if finished or self.too_long:
                self._say(self.fault)
            return
        self._say(AHEAD if self.ahead else "")
        if value != self._stored and not self._handing_on:
            self._handing_on = True  # a dialog about a failure takes the focus, which finishes the editing once more
            self.edited.emit(self.field.id, value, finished)
            self._handing_on = False
        if finished and self._is_date and value == self._stored:
            self._write(value)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        mark_invalid(self.edit, bool(words) and self.invalid)
        self._tell()

    def _write(self, value: str) -> None:
        shown = value
        if self._is_date and value:
            shown = date_zh(dt.date.fromisoformat(value))
        if self.edit.text() != shown:
            self.edit.setText(shown)
            self.edit.setCursorPosition(0)

    def _choose(self, day: dt.date) -> None:
        self.edit.setText(date_zh(day))
        self.edit.setFocus()
        self._emit(finished=True)
