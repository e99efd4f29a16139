"""Marks on a checklist line: badges by shape, tick boxes, chips. Painters for delegates, and `Badge` as a widget.

State is never colour alone: 必办 is filled, 不得 filled in vermilion, 一般 and 一般不 framed, 可 and
除外 dotted, 遇到 and 视情 dashed.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CHIP, Theme

CheckState = Literal["open", "done", "not_applicable"]

#: badge text -> (ground, frame, frame style, ink, bold); "" is none.
_BADGES: dict[str, tuple[str, str, Qt.PenStyle, str, bool]] = {
    "必办": ("actT", "", Qt.PenStyle.NoPen, "act", True),
    "不得": ("verFill", "", Qt.PenStyle.NoPen, "onVer", True),
    "视情": ("", "line2", Qt.PenStyle.DashLine, "ink2", False),
    "一般": ("", "line2", Qt.PenStyle.SolidLine, "ink2", False),
    "一般不": ("", "line2", Qt.PenStyle.SolidLine, "ink2", False),
    "可": ("", "line2", Qt.PenStyle.DotLine, "ink3", False),
    "可以": ("", "line2", Qt.PenStyle.DotLine, "ink3", False),
    "除外": ("", "line2", Qt.PenStyle.DotLine, "ink2", False),
    "遇到": ("", "line2", Qt.PenStyle.DashLine, "ink2", False),
}


def badge_size(theme: Theme) -> QSize:
    """Size of a badge in pixels: 42 × 22 at 100 %."""
    return QSize(theme.px(42), theme.px(22))


def paint_badge(painter: QPainter, rect: QRect, text: str, theme: Theme, *, selected: bool = False) -> None:
    """Paint a badge (必办, 不得, 一般 …) filling `rect`; `selected`: on an actT ground."""
    ground, frame, style, ink, bold = _BADGES.get(text, _BADGES["一般"])
    if selected and ground == "actT":
        ground = "page"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _frame(painter, rect, theme, ground, frame, style)
    painter.setFont(theme.font("smallest", bold=bold))
    painter.setPen(theme.color(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_check(painter: QPainter, rect: QRect, state: CheckState, theme: Theme, *, focused: bool = False) -> None:
    """Paint a tick box filling `rect` (20 × 20 at 100 %): ☐, ☑ or a dashed box with –."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect).adjusted(1, 1, -1, -1)
    if state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("actFill"))
        painter.drawRoundedRect(QRectF(rect), RADIUS_CHIP, RADIUS_CHIP)
        draw_icon(painter, _inner(rect, 0.7), "check-bold", theme.color("onAct"))
    else:
        dashed = state == "not_applicable"
        painter.setPen(QPen(theme.color("line2"), 2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        painter.setBrush(theme.color("ctl"))
        painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
        if dashed:
            draw_icon(painter, _inner(rect, 0.6), "minus-bold", theme.color("ink3"))
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("act"), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(-2, -2, 2, 2), RADIUS_CHIP + 1, RADIUS_CHIP + 1)
    painter.restore()


def chip_size(theme: Theme, text: str, *, icon: bool = False, bold: bool = False) -> QSize:
    """Size that `paint_chip` needs: 24 px high at 100 %."""
    metrics = QFontMetrics(theme.font("secondary", bold=bold))
    width = metrics.horizontalAdvance(text) + theme.px(16) + (theme.px(20) if icon else 0)
    return QSize(width, theme.px(24))


def paint_chip(
    painter: QPainter,
    rect: QRect,
    text: str,
    theme: Theme,
    *,
    ink: str = "act",
    ground: str = "",
    frame: str = "line2",
    icon: str = "",
    bold: bool = False,
    centred: bool = True,
) -> None:
    """Paint a chip: a citation (frame line2), a due date (ground actT, icon clock), overdue (verT, ver, warning).

    `ink`, `ground` and `frame` are tokens, "" for none; the text is elided to fit.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _frame(painter, rect, theme, ground, frame, Qt.PenStyle.SolidLine)
    painter.setFont(theme.font("secondary", bold=bold))
    painter.setPen(theme.color(ink))
    inner = rect.adjusted(theme.px(8), 0, -theme.px(7), 0)
    if icon:
        size = theme.px(14)
        at = QRect(inner.left(), rect.top() + (rect.height() - size) // 2, size, size)
        draw_icon(painter, at, icon, theme.color(ink))
        inner.setLeft(inner.left() + theme.px(19))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    sideways = Qt.AlignmentFlag.AlignHCenter if centred and not icon else Qt.AlignmentFlag.AlignLeft
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | sideways, elided)
    painter.restore()


def _frame(painter: QPainter, rect: QRect, theme: Theme, ground: str, frame: str, style: Qt.PenStyle) -> None:
    painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(frame), 1, style) if frame else Qt.PenStyle.NoPen)
    inset = 0.5 if frame else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS_CHIP, RADIUS_CHIP)


def _inner(rect: QRect, share: float) -> QRectF:
    side = min(rect.width(), rect.height()) * share
    return QRectF(rect.center().x() + 0.5 - side / 2, rect.center().y() + 0.5 - side / 2, side, side)


class Badge(QWidget):
    """A badge as a widget, for dialogs and side panels."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text = theme, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return badge_size(self._theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._text, self._theme)
