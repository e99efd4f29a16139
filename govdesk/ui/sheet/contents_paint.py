"""Rows of the contents tree, painted: carets, numbers in a column of their own, hit counts, the current article."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from govdesk.present.contents import Entry
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CHIP, TREE_ROW, Theme
from govdesk.ui.sheet.contents_model import ENTRY

Index = QModelIndex | QPersistentModelIndex
_LEFT = 12
_STEP = 14  # what a deeper division is set in by


class RowPainter(QStyledItemDelegate):
    """Paints the tree's rows.

    `current` gives the current (rule, article index), `count` how often words were found, `bookmarked` tells of 收藏.
    """

    def __init__(
        self,
        theme: Theme,
        tree: QTreeView,
        current: Callable[[], tuple[str, int]],
        count: Callable[[Entry], int],
        bookmarked: Callable[[Entry], bool],
    ) -> None:
        super().__init__(tree)
        self._theme, self._tree, self._current, self._count = theme, tree, current, count
        self._bookmarked = bookmarked
        self.has_info = True  # the sign beside a rule that leads to what is known of it
        self.number_width = 0  # pixels; the tree sets it for the rule with the longest numbers

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(TREE_ROW))

    def on_info(self, entry: Entry, x: float, width: int) -> bool:
        """Whether a click at `x` asks for the rule page: the sign beside a rule's caret."""
        right = width - self._theme.px(_LEFT + 24)
        return self.has_info and entry.kind == "rule" and right - self._theme.px(24) <= x < right

    def on_caret(self, entry: Entry, x: float, width: int) -> bool:
        """Whether a click at `x` in a row of `width` pixels folds: divisions have their caret left, rules right."""
        if entry.kind == "rule":
            return x >= width - self._theme.px(_LEFT + 24)
        return entry.kind == "division" and x <= self._theme.px(_LEFT + 16 + _STEP * entry.depth)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        theme, rect = self._theme, option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = entry.kind == "article" and self._current() == (entry.rule, entry.index)
        if here:
            painter.fillRect(rect, theme.color("actT"))
            painter.fillRect(rect.left(), rect.top(), theme.px(3), rect.height(), theme.color("act"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        if entry.kind == "rule":
            self._paint_rule(painter, rect, entry, index)
        elif entry.kind == "division":
            self._paint_division(painter, rect, entry, index)
        else:
            self._paint_article(painter, rect, entry, here)
        if state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_rule(self, painter: QPainter, rect: QRect, entry: Entry, index: Index) -> None:
        px = self._theme.px
        here = self._current()[0] == entry.rule
        side = px(17)
        icon = QRect(rect.left() + px(10), rect.top() + (rect.height() - side) // 2, side, side)
        draw_icon(painter, icon, "book", self._theme.color("ver" if here else "ink3"))
        self._text(painter, rect, px(34), entry.label, self._theme.font("ui", bold=True), "ink", px(_LEFT + 50))
        sign = px(16)
        at = QRect(rect.right() - px(_LEFT + 44), rect.top() + (rect.height() - sign) // 2, sign, sign)
        if self.has_info:
            draw_icon(painter, at, "info", self._theme.color("act"))
        self._caret(painter, rect, rect.width() - px(_LEFT + 13), index)

    def _paint_division(self, painter: QPainter, rect: QRect, entry: Entry, index: Index) -> None:
        px, theme = self._theme.px, self._theme
        inset = px(_STEP * entry.depth)
        expanded = self._caret(painter, rect, px(10) + inset, index)
        rule, article = self._current()
        here = rule == entry.rule and entry.articles[0] <= article < entry.articles[1]
        font, left = theme.font("ui", bold=here), px(29) + inset
        room = rect.width() - left - px(_LEFT)
        count = 0 if expanded else self._count(entry)
        taken = 0
        if count:
            taken = self._badge(painter, rect, count)
        else:
            small = theme.font("secondary")
            span = QFontMetrics(small).horizontalAdvance(entry.span)
            # The name matters more: where both do not fit, the numbers give way.
            if QFontMetrics(font).horizontalAdvance(entry.label) + px(8) + span <= room:
                painter.setFont(small)
                painter.setPen(theme.color("ink3"))
                at = rect.adjusted(0, 0, -px(_LEFT), 0)
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.span)
                taken = span + px(8)
        self._text(painter, rect, left, entry.label, font, "ink", px(_LEFT) + taken)

    def _paint_article(self, painter: QPainter, rect: QRect, entry: Entry, here: bool) -> None:
        px, theme = self._theme.px, self._theme
        left = px(30 + _STEP * max(0, entry.depth - 1))
        font = theme.font("ui", bold=here)
        token = "act" if here else "ink"
        count = self._count(entry)
        taken = self._badge(painter, rect, count) if count else 0
        if self._bookmarked(entry):
            side = px(14)
            right = rect.right() - px(_LEFT) - taken
            at = QRect(right - side + 1, rect.top() + (rect.height() - side) // 2, side, side)
            draw_icon(painter, at, "bookmark-simple-fill", theme.color("ver"))
            taken += side + px(6)
        self._text(painter, rect, left, entry.label, font, token if here else "ink2", 0)
        self._text(painter, rect, left + self.number_width, entry.heading, font, token, px(_LEFT) + taken)

    def _caret(self, painter: QPainter, rect: QRect, left: int, index: Index) -> bool:
        """The mark of a fold; whether it is open."""
        side = self._theme.px(13)
        expanded = self._tree.isExpanded(index)
        box = QRect(rect.left() + left, rect.top() + (rect.height() - side) // 2, side, side)
        draw_icon(painter, box, "caret-down" if expanded else "caret-right", self._theme.color("ink2"))
        return expanded

    def _text(self, painter: QPainter, rect: QRect, left: int, words: str, font: QFont, token: str, right: int) -> None:
        at = rect.adjusted(left, 0, -right, 0)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _badge(self, painter: QPainter, rect: QRect, count: int) -> int:
        """A hit count at the right; the width it takes."""
        px = self._theme.px
        font = self._theme.font("smallest")
        width = max(px(17), QFontMetrics(font).horizontalAdvance(str(count)) + px(10))
        at = QRect(rect.right() - px(_LEFT) - width + 1, rect.top() + (rect.height() - px(17)) // 2, width, px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.color("mark")))
        painter.drawRoundedRect(at, RADIUS_CHIP, RADIUS_CHIP)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(count))
        return width + px(6)
