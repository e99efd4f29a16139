"""The list at the left, painted: the errand, then every kind of part with its parts."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from govdesk.present.editing import HEAD, PartRow
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.marks import badge_size, paint_badge
from govdesk.ui.kit.widgets.side_list import RowPainter, SideList

_ROW = 32


class _Painter(RowPainter[PartRow]):
    high = _ROW

    def paint_row(self, painter: QPainter, rect: QRect, row: PartRow, current: bool) -> None:
        theme, px = self._theme, self._theme.px
        if row.at < 0:
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.topLeft(), rect.topRight())
        right = rect.right() - px(14)
        if row.faulty:
            size = px(16)
            mark = QRect(right - size, rect.top() + (rect.height() - size) // 2, size, size)
            draw_icon(painter, mark, "warning", theme.color("ver"))
            right = mark.left() - px(6)
        left = rect.left() + px(16 if row.at < 0 else 28)
        if row.badge:
            size_of = badge_size(theme)
            badge = QRect(left, rect.top() + (rect.height() - size_of.height()) // 2, size_of.width(), size_of.height())
            paint_badge(painter, badge, row.badge, theme, selected=current)
            left = badge.right() + px(8)
        words = row.words + (f"　{row.parts}" if row.at < 0 and row.table != HEAD else "")
        room = QRect(left, rect.top(), right - left, rect.height())
        self.text(painter, room, words, theme.font("ui", bold=row.at < 0), "ink")


class PartList(SideList[PartRow]):
    """Every kind of part under its heading, which may be chosen as well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "这件事的各部分", _Painter)

    def step(self, by: int) -> None:
        """To the next part (back: -1), headings passed over; `chosen` tells which."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.rows.rows):
            if self.rows.rows[at].at >= 0 or self.rows.rows[at].table == HEAD:
                self.setCurrentIndex(self.rows.index(at, 0))
                return
            at += by
