"""Paints the list: stage headers and items, by the rectangles of `geometry`."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.present.checklist_lines import ItemLine, Side, StageLine
from govdesk.records.model import ItemState
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import GROUP_HEADER, Theme
from govdesk.ui.kit.widgets import paint_badge, paint_check, paint_chip
from govdesk.ui.pages.checklist.geometry import MORE, RowGeometry, content_span, row_geometry
from govdesk.ui.pages.checklist.model import LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
_MOST_CACHED = 2000


class ChecklistDelegate(QStyledItemDelegate):
    """Draws lines as wide as the list says. `folded` and `expanded` hold what the user has chosen."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.width = 0
        self.expanded: set[str] = set()  # items whose whole text is shown
        self.folded: set[str] = set()  # stages that are closed
        self._cache: dict[tuple[object, ...], RowGeometry] = {}

    def geometry(self, line: ItemLine) -> RowGeometry:
        """Where the parts of `line` lie, from its own upper left corner."""
        expanded = line.id in self.expanded
        key = (line.id, line.item.do, line.side, line.side_text, line.widest, bool(line.mark.note), line.row.label)
        key_here = (*key, self.width, self._theme.scale, expanded)
        found = self._cache.get(key_here)
        if found is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            found = self._cache[key_here] = row_geometry(self._theme, self.width, line, expanded=expanded)
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        if isinstance(line, ItemLine):
            return QSize(self.width, self.geometry(line).height)
        return QSize(self.width, self._theme.px(GROUP_HEADER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if isinstance(line, StageLine):
            self._paint_stage(painter, rect, line, selected)
        elif isinstance(line, ItemLine):
            self._paint_item(painter, rect, line, selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.color("line"))
        if selected:
            width = 2 if state & QStyle.StateFlag.State_HasFocus else 1
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(self._theme.color("act"), width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(width // 2, width // 2, -1, -1))
        painter.restore()

    def _paint_stage(self, painter: QPainter, rect: QRect, stage: StageLine, selected: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.fillRect(rect, theme.color("actT" if selected else "window"))
        left, right = content_span(theme, rect.width())
        caret = "caret-right" if stage.name in self.folded else "caret-down"
        middle = rect.top() + (rect.height() - 1) // 2
        draw_icon(painter, QRect(left, middle - px(7), px(14), px(14)), caret, theme.color("ink2"))
        at = QRect(left + px(24), rect.top(), right - left - px(24), rect.height() - 1)
        painter.setFont(theme.font("group"))
        painter.setPen(theme.color("ink"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stage.title)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink3"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, stage.counts)

    def _paint_item(self, painter: QPainter, rect: QRect, line: ItemLine, selected: bool) -> None:
        theme = self._theme
        place = self.geometry(line)
        painter.fillRect(rect, theme.color("actT" if selected else "page"))
        painter.translate(rect.topLeft())
        paint_check(painter, place.box, line.mark.state.value, theme)
        paint_badge(painter, place.badge, line.row.badge, theme, selected=selected)
        ink = {ItemState.OPEN: "ink", ItemState.DONE: "ink2", ItemState.NOT_APPLICABLE: "ink3"}[line.mark.state]
        painter.setFont(theme.font("instruction"))
        painter.setPen(theme.color(ink))
        step = theme.line_height("instruction")
        for number, text in enumerate(place.lines):
            at = QRect(place.text.left(), place.text.top() + number * step, place.text.width() + 2, step)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        if line.side is not Side.NOTHING:
            self._paint_side(painter, place.side, line, selected)
        filled = ("onAct", "actFill", "") if selected else ("act", "", "line2")
        paint_chip(painter, place.cite, line.row.label, theme, ink=filled[0], ground=filled[1], frame=filled[2])
        if not place.more.isEmpty():
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("act"))
            painter.drawText(place.more, Qt.AlignmentFlag.AlignVCenter, MORE)
        if not place.note.isEmpty():
            draw_icon(painter, place.note, "note-pencil", theme.color("ink2"))
        painter.translate(-rect.topLeft())

    def _paint_side(self, painter: QPainter, at: QRect, line: ItemLine, selected: bool) -> None:
        theme, text = self._theme, line.side_text
        tint = "page" if selected else "actT"
        match line.side:
            case Side.DUE | Side.SOON:
                bold = line.side is Side.SOON
                paint_chip(painter, at, text, theme, ground=tint, frame="", icon="clock", bold=bold)
            case Side.OVERDUE:
                ground = "page" if selected else "verT"
                paint_chip(painter, at, text, theme, ink="ver", ground=ground, frame="", icon="warning", bold=True)
            case Side.WAITING:
                paint_chip(painter, at, text, theme, frame="", icon="clock")
            case Side.WORDS:
                paint_chip(painter, at, text, theme, ink="ink2", frame="", icon="clock")
            case _:
                paint_chip(painter, at, text, theme, ink="ink3", frame="", centred=False)
