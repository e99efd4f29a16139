"""A month to look at and to choose a day in: deadlines underlined, 休 and 班 in the corner, today filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from govdesk.present.days import Day, month_weeks
from govdesk.ui.kit.theme import RADIUS_CHIP, SPACE_XS, Theme
from govdesk.ui.kit.widgets import IconButton, Label

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar

WEEKDAYS = "一二三四五六日"
HEAD, ROW, ROWS = 28, 30, 6
WIDEST = 420
FIRST_YEAR, LAST_YEAR = 2004, 2100


class MonthGrid(QWidget):
    """The days. Arrows move by a day and a week, PgUp and PgDn by a month, Home to today; Enter, Space or a click choose."""

    chosen = Signal(object)  # dt.date
    moved = Signal(object)  # dt.date: the day under the keys, perhaps in another month

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.cursor_day = today()
        self.selected: dt.date | None = None
        self._weeks: list[list[Day | None]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_weeks(self, weeks: list[list[Day | None]]) -> None:
        """Show these days."""
        self._weeks = weeks
        self._say()
        self.update()

    def day(self, date: dt.date) -> Day | None:
        """What is shown of a day; None where it is not in this month."""
        return next((day for week in self._weeks for day in week if day is not None and day.date == date), None)

    def cell(self, date: dt.date) -> QRect:
        """Where a day is painted; empty where it is not in this month."""
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day is not None and day.date == date:
                    return self._cell(row, column)
        return QRect()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(39) * 7, px(HEAD) + ROWS * px(ROW))

    def minimumSizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(34) * 7, px(HEAD) + ROWS * px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("smallest"))
        painter.setPen(theme.color("ink2"))
        for column, name in enumerate(WEEKDAYS):
            at = self._cell(0, column)
            at.moveTop(0)
            at.setHeight(theme.px(HEAD))
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, name)
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day is not None:
                    self._paint_day(painter, self._cell(row, column), day)

    def _paint_day(self, painter: QPainter, at: QRect, day: Day) -> None:
        theme, px = self._theme, self._theme.px
        ink = "ver" if day.late else "ink" if day.worked else "ink3"
        if day.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("actFill"))
            painter.drawRoundedRect(QRectF(at), RADIUS_CHIP, RADIUS_CHIP)
            ink = "onAct"
        elif day.date == self.selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("actT"))
            painter.drawRoundedRect(QRectF(at), RADIUS_CHIP, RADIUS_CHIP)
        painter.setFont(theme.font("ui", bold=bool(day.due) or day.today))
        painter.setPen(theme.color(ink))
        # A number of two digits makes room for the mark in the corner.
        aside = px(5) if day.mark else 0
        painter.drawText(at.adjusted(0, 0, -aside, 0), Qt.AlignmentFlag.AlignCenter, str(day.date.day))
        if day.mark:
            corner = at.adjusted(at.width() // 2, px(1), -px(1), 0)
            painter.setFont(theme.font("smallest"))
            painter.setPen(theme.color("onAct" if day.today else "ink" if day.worked else "ink3"))
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, day.mark)
        if day.due:
            colour = "onAct" if day.today else "ver" if day.late else "act"
            inset = px(4) if day.today else 0
            painter.fillRect(
                at.left() + inset, at.bottom() - px(2) + 1, at.width() - 2 * inset, px(2), theme.color(colour)
            )
        if day.date == self.cursor_day and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("onAct" if day.today else "act"), 2))
            painter.drawRoundedRect(QRectF(at).adjusted(2, 2, -2, -2), RADIUS_CHIP, RADIUS_CHIP)

    def _cell(self, row: int, column: int) -> QRect:
        px = self._theme.px
        left, right = column * self.width() // 7, (column + 1) * self.width() // 7
        return QRect(left, px(HEAD) + row * px(ROW), right - left, px(ROW))

    def _day_at(self, x: float, y: float) -> Day | None:
        row = int((y - self._theme.px(HEAD)) // self._theme.px(ROW))
        column = min(6, max(0, int(x * 7 // max(1, self.width()))))
        return self._weeks[row][column] if 0 <= row < len(self._weeks) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().x(), event.position().y())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cursor_day = day.date
            self._say()
            self.chosen.emit(day.date)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), day.sentence if day else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._move(self.cursor_day + dt.timedelta(steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._move(month_later(self.cursor_day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self._move(self._today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.cursor_day)
        else:
            super().keyPressEvent(event)

    def _move(self, date: dt.date) -> None:
        if FIRST_YEAR <= date.year <= LAST_YEAR:
            self.cursor_day = date
            self.moved.emit(date)
            self._say()
            self.update()

    def _say(self) -> None:
        day = self.day(self.cursor_day)
        self.setAccessibleName(f"月历，{day.sentence}" if day else "月历")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class MonthView(QWidget):
    """The month with its name and the way to its neighbours. `chosen(date)`; `month_shown(year, month)` after a turn."""

    chosen = Signal(object)
    month_shown = Signal(int, int)

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self.year, self.month = today().year, today().month
        self._calendar: OfficialCalendar | None = None
        self._due: dict[dt.date, int] = {}
        self.title = Label(theme, "", "section")
        self.back = IconButton(theme, "caret-left", "上个月", size=30, icon_size=16)
        self.forth = IconButton(theme, "caret-right", "下个月", size=30, icon_size=16)
        self.grid = MonthGrid(theme, today)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        head.addWidget(self.forth)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(head)
        self._box.addWidget(self.grid)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forth.clicked.connect(lambda: self._turn(1))
        self.grid.moved.connect(self.show_day)
        self.grid.chosen.connect(self._on_chosen)
        self.apply_theme()

    def set_days(self, calendar: OfficialCalendar, due: Mapping[dt.date, int]) -> None:
        """Show this calendar, and how many deadlines fall on which day."""
        self._calendar, self._due = calendar, dict(due)
        self._fill()

    def show_day(self, date: dt.date) -> None:
        """Turn to the day's month, the keys' place on the day."""
        self.grid.cursor_day = date
        if (date.year, date.month) != (self.year, self.month):
            self.year, self.month = date.year, date.month
            self._fill()
            self.month_shown.emit(self.year, self.month)
        self.grid.update()

    def select(self, date: dt.date | None) -> None:
        """Mark a day as chosen, or none."""
        self.grid.selected = date
        self.grid.update()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        self._box.setSpacing(self._theme.px(SPACE_XS))
        self.setMaximumWidth(self._theme.px(WIDEST))

    def _turn(self, months: int) -> None:
        there = month_later(dt.date(self.year, self.month, 1), months)
        if FIRST_YEAR <= there.year <= LAST_YEAR:
            today = self._today()
            same = (there.year, there.month) == (today.year, today.month)
            self.show_day(today if same else there)

    def _on_chosen(self, date: dt.date) -> None:
        self.select(date)
        self.chosen.emit(date)

    def _fill(self) -> None:
        self.title.setText(f"{self.year} 年 {self.month} 月")
        if self._calendar is not None:
            self.grid.show_weeks(month_weeks(self.year, self.month, self._calendar, self._due, self._today()))


def month_later(date: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last one of a shorter month."""
    at = date.year * 12 + date.month - 1 + months
    year, month = divmod(at, 12)
    for day in range(date.day, 27, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(date.day, 28))
