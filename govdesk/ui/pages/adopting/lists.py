"""The two lists of the review, painted: errands with their state, and the lines of one errand."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from govdesk.present.adopting import ErrandRow, LineRow
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.marks import badge_size, paint_badge
from govdesk.ui.kit.widgets.side_list import RowPainter, SideList

_ERRAND = 46
_LEFT = 16


class _ErrandPainter(RowPainter[ErrandRow]):
    high = _ERRAND

    def paint_row(self, painter: QPainter, rect: QRect, row: ErrandRow, current: bool) -> None:
        theme, px = self._theme, self._theme.px
        size = px(18)
        icon = QRect(rect.left() + px(_LEFT), rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, icon, row.icon, theme.color("act" if row.settled else "ink3"))
        counts = f"{row.settled}/{row.all}"
        painter.setFont(theme.font("secondary", bold=current))
        wide = painter.fontMetrics().horizontalAdvance(counts) + px(2)
        inner = rect.adjusted(px(_LEFT + 26), 0, -px(14) - wide, 0)
        half = rect.height() // 2
        self.text(
            painter, inner.adjusted(0, px(3), 0, px(2) - half), row.title,
            theme.font("ui", bold=current), "act" if current else "ink",
        )  # fmt: skip
        self.text(painter, inner.adjusted(0, half, 0, -px(3)), row.state, theme.font("smallest"), "ink2")
        at = QRect(rect.right() - wide - px(8), rect.top(), wide, rect.height())
        self.text(painter, at, counts, theme.font("secondary", bold=current), "ink2", right=True)


class _LinePainter(RowPainter[LineRow]):
    def paint_row(self, painter: QPainter, rect: QRect, row: LineRow, current: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = rect.left() + px(24)
        state = "在审" if current and row.verdict == "待审" else row.verdict
        font = theme.font("secondary", bold=current)
        token = "act" if current else "ink3" if row.verdict in ("不要", "待审") else "ink"
        self.text(painter, QRect(left, rect.top(), px(44), rect.height()), state, font, token)
        size = badge_size(theme)
        if row.badge:
            wide = size.width() if len(row.badge) < 4 else px(64)
            badge = QRect(left + px(50), rect.top() + (rect.height() - size.height()) // 2, wide, size.height())
            paint_badge(painter, badge, row.badge, theme, selected=current)
        right = rect.right() - px(14)
        painter.setFont(theme.font("secondary"))
        place = min(painter.fontMetrics().horizontalAdvance(row.place) + px(2), rect.width() // 3)
        words = QRect(left + px(122), rect.top(), right - place - px(12) - left - px(122), rect.height())
        if row.differs:
            mark = QRect(words.left(), rect.top() + (rect.height() - px(14)) // 2, px(14), px(14))
            draw_icon(painter, mark, "warning", theme.color("ver"))
            words.setLeft(words.left() + px(20))
        shade = "ink3" if row.verdict == "不要" else "ink"
        ui = theme.font("ui")
        ui.setStrikeOut(row.verdict == "不要")
        self.text(painter, words, row.words, ui, shade)
        at = QRect(right - place, rect.top(), place, rect.height())
        self.text(painter, at, row.place, theme.font("secondary"), "ink2", right=True)


class ErrandList(SideList[ErrandRow]):
    """The errands of the draft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "要审的办事", _ErrandPainter)


class LineList(SideList[LineRow]):
    """The lines of one errand; the keys of the review work while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "这一件的各行", _LinePainter)
