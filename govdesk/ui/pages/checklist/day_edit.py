"""A line for a date in the panel beside the list, and the sentence that says why something is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Label
from govdesk.ui.kit.widgets.fields import LineEdit, mark_invalid
from govdesk.workdays import WRITE_IT, date_zh, read_typed

_WIDTH = 132


class DayEdit(LineEdit):
    """A line for a date. `day` is YYYY-MM-DD, empty for nothing, None for what is no date; `fault` stands below it."""

    def __init__(self, theme: Theme, today: Callable[[], dt.date], name: str) -> None:
        super().__init__(theme, name, name=name)
        self.setMinimumWidth(theme.px(_WIDTH))  # a date with its weekday is read whole
        self._today = today
        self.fault = Label(theme, "", "secondary", "ver", wrap=True)
        self.fault.hide()
        self.editingFinished.connect(self._tidy)
        self.textEdited.connect(lambda: self.refuse(""))

    @property
    def day(self) -> str | None:
        text = self.text().strip()
        if not text:
            return ""
        found = read_typed(text, self._today()).day
        return None if found is None else found.isoformat()

    def set_day(self, day: str) -> None:
        """Show a day, or nothing."""
        self.setText(date_zh(dt.date.fromisoformat(day)) if day else "")
        self.setCursorPosition(0)
        self.refuse("")

    def refuse(self, why: str) -> None:
        """Say why this day will not do; "" takes it back."""
        mark_invalid(self, bool(why))
        self.fault.setText(why)
        self.fault.setVisible(bool(why))

    def why_none(self) -> str:
        """Why what is written is no day; "" where it is one, or where nothing is written."""
        text = self.text().strip()
        read = read_typed(text, self._today())
        return f"{read.fault}，{WRITE_IT}" if text and read.day is None else ""

    def check(self) -> None:
        """Say it."""
        self.refuse(self.why_none())

    def _tidy(self) -> None:
        day = self.day
        self.check()
        if day:
            self.set_day(day)
