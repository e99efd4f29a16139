"""The month that opens under a date field: the same one as on 期限, with 休 and 班, from which the limits are counted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.ui.kit.month import MonthView
from govdesk.ui.kit.second_click import second_click
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets import Ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from govdesk.workdays import OfficialCalendar


class DatePopup(Ground):
    """`chosen(date)` is the day chosen; Esc or a click elsewhere closes it and chooses none."""

    chosen = Signal(object)  # dt.date

    def __init__(self, theme: Theme, calendar: OfficialCalendar, today: Callable[[], dt.date], parent: QWidget) -> None:
        super().__init__(theme, "page", "tblr", parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("选日期")
        self.month = MonthView(theme, today)
        self.month.set_days(calendar, {})
        self.month.chosen.connect(self._take)
        box = QVBoxLayout(self)
        margin = theme.px(SPACE_M)
        box.setContentsMargins(margin, margin, margin, margin)
        box.addWidget(self.month)

    def open_under(self, widget: QWidget, day: dt.date | None) -> None:
        """Show it below `widget`, within the screen, at `day` or else today."""
        self.month.select(day)
        if day is not None:
            self.month.show_day(day)
        self.adjustSize()
        at = widget.mapToGlobal(QPoint(0, widget.height()))
        room: QRect = widget.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        if at.y() + self.height() > room.bottom():
            at.setY(max(room.top(), widget.mapToGlobal(QPoint(0, 0)).y() - self.height()))
        self.move(at)
        self.show()
        self.month.grid.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        second_click().watch(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self, day: dt.date) -> None:
        self.chosen.emit(day)
        self.close()
