"""The list at the left, painted: each change with what became of it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from govdesk.drafting.version_steps import Look
from govdesk.present.succession import KINDS, VersionChange
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.side_list import RowPainter, SideList

_ROW, _LEFT = 46, 16
LOOKS: dict[Look | None, tuple[str, str]] = {
    None: ("circle", "还没有看"),
    Look.LATER: ("circle-half", "先放着"),
    Look.CONFIRMED: ("check-circle", "已确认"),
}


class ChangeRow(NamedTuple):
    """A change and what was decided of it."""

    change: VersionChange
    look: Look | None

    @property
    def id(self) -> str:
        """The change's."""
        return self.change.id

    @property
    def tip(self) -> str:
        """What may be cut in the list."""
        return f"{self.change.title}\n{self.change.under}"

    @property
    def sentence(self) -> str:
        """The row for assistive tools."""
        change = self.change
        return f"{KINDS[change.kind]}，{change.title}，{change.under}，{LOOKS[self.look][1]}"


class _Painter(RowPainter[ChangeRow]):
    high = _ROW

    def paint_row(self, painter: QPainter, rect: QRect, row: ChangeRow, current: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        size = px(18)
        icon = QRect(rect.left() + px(_LEFT), rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, icon, LOOKS[row.look][0], theme.color("act" if row.look else "ink3"))
        kind, small = KINDS[row.change.kind], theme.font("smallest")
        painter.setFont(small)
        wide = painter.fontMetrics().horizontalAdvance(kind) + px(2)
        inner = QRect(icon.right() + px(10), rect.top(), rect.right() - icon.right() - px(30) - wide, rect.height())
        half = inner.height() // 2
        upper, lower = inner.adjusted(0, px(3), 0, px(2) - half), inner.adjusted(0, half, 0, -px(3))
        self.text(painter, upper, row.change.title, theme.font("ui", bold=current), "act" if current else "ink")
        self.text(painter, lower, row.change.under, small, "ink2")
        at = QRect(rect.right() - wide - px(12), rect.top(), wide, rect.height())
        self.text(painter, at, kind, small, "ink2")


class ChangeList(SideList[ChangeRow]):
    """The keys of the page work while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "要看的各处", _Painter)
