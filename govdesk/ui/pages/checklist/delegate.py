"""Paints the list: stage headers and items, by the rectangles of `geometry`."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.present.checklist_lines import GeneralLine, ItemLine, Line, OpenLine, OtherLine, Side, StageLine
from govdesk.records.model import ItemState
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import GROUP_HEADER, Role, Theme
from govdesk.ui.kit.widgets import paint_badge, paint_check, paint_chip
from govdesk.ui.pages.checklist.geometry import (
    MORE,
    GeneralGeometry,
    OpenGeometry,
    OtherGeometry,
    RowGeometry,
    content_span,
    general_geometry,
    open_geometry,
    other_geometry,
    row_geometry,
)
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
        points = tuple(point.text for point in line.points)
        key = (
            line.id,
            line.words,
            line.side,
            line.side_text,
            line.widest,
            bool(line.mark.note),
            line.cite_text,
            points,
        )
        key_here = (*key, self.width, self._theme.scale, expanded)
        found = self._cache.get(key_here)
        if found is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            found = self._cache[key_here] = row_geometry(self._theme, self.width, line, expanded=expanded)
        return found

    def place(self, line: Line) -> RowGeometry | OtherGeometry | OpenGeometry | GeneralGeometry:
        """Where the parts of any line lie."""
        match line:
            case ItemLine():
                return self.geometry(line)
            case OtherLine():
                return other_geometry(self._theme, self.width, line)
            case OpenLine():
                return open_geometry(self._theme, self.width, line)
            case GeneralLine():
                return general_geometry(self._theme, self.width, line)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        if isinstance(line, (ItemLine, OtherLine, OpenLine, GeneralLine)):
            return QSize(self.width, self.place(line).height)
        return QSize(self.width, self._theme.px(GROUP_HEADER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if isinstance(line, StageLine):
            self._paint_stage(painter, rect, line, selected)
        elif line is not None:
            painter.fillRect(rect, self._theme.color("actT" if selected else "page"))
            painter.translate(rect.topLeft())
            if isinstance(line, ItemLine):
                self._paint_item(painter, line, selected)
            elif isinstance(line, OtherLine):
                self._paint_other(painter, line, selected)
            elif isinstance(line, OpenLine):
                self._paint_open(painter, line, selected)
            else:
                self._paint_general(painter, line, selected)
            painter.translate(-rect.topLeft())
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
        name = stage.name if stage.part else stage.title
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        count = at.adjusted(painter.fontMetrics().horizontalAdvance(name), 0, 0, 0)
        painter.setFont(theme.font("group", bold=False))
        how_many = stage.title.removeprefix(name)
        painter.drawText(count, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, how_many)
        after = count.left() + painter.fontMetrics().horizontalAdvance(how_many) + px(14)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink3"))
        if stage.hint:
            room = QRect(after, at.top(), max(0, at.right() - after - px(80)), at.height())
            hint = painter.fontMetrics().elidedText(stage.hint, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, hint)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, stage.counts)

    def _paint_item(self, painter: QPainter, line: ItemLine, selected: bool) -> None:
        theme = self._theme
        place = self.geometry(line)
        if not place.arrow.isEmpty():
            draw_icon(painter, place.arrow, "arrow-bend-down-right", theme.color("ink2"))
        paint_check(painter, place.box, line.state.value, theme)
        paint_badge(painter, place.badge, line.row.badge, theme, selected=selected)
        ink = {ItemState.OPEN: "ink", ItemState.DONE: "ink2", ItemState.NOT_APPLICABLE: "ink3"}[line.state]
        if line.row.arises and ink == "ink":
            ink = "ink2"
        painter.setFont(theme.font("instruction"))
        painter.setPen(theme.color(ink))
        step = theme.line_height("instruction")
        for number, text in enumerate(place.lines):
            at = QRect(place.text.left(), place.text.top() + number * step, place.text.width() + 2, step)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        self._paint_points(painter, line, place)
        if line.side is not Side.NOTHING:
            self._paint_side(painter, place.side, line, selected)
        self._paint_cite(painter, place.cite, line.cite_text, selected)
        if not place.more.isEmpty():
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("act"))
            painter.drawText(place.more, Qt.AlignmentFlag.AlignVCenter, MORE)
        if not place.note.isEmpty():
            draw_icon(painter, place.note, "note-pencil", theme.color("ink2"))

    def _paint_points(self, painter: QPainter, line: ItemLine, place: RowGeometry) -> None:
        theme, step = self._theme, self._theme.line_height("secondary")
        painter.setFont(theme.font("secondary"))
        for point, at in zip(line.points, place.points, strict=True):
            painter.setPen(theme.color("ink2"))
            if at.box.isEmpty():
                painter.drawText(QRect(place.text.left(), at.text.top(), theme.px(14), step), 0, "・")
            else:
                paint_check(painter, at.box, "done" if point.done else "open", theme)
            for number, words in enumerate(at.lines):
                row = QRect(at.text.left(), at.text.top() + number * step, at.text.width() + 2, step)
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _paint_cite(self, painter: QPainter, at: QRect, text: str, selected: bool) -> None:
        ink, ground, frame = ("onAct", "actFill", "") if selected else ("act", "", "line2")
        paint_chip(painter, at, text, self._theme, ink=ink, ground=ground, frame=frame)

    def _paint_other(self, painter: QPainter, line: OtherLine, selected: bool) -> None:
        theme, place = self._theme, other_geometry(self._theme, self.width, line)
        late = f"已过 {line.by}" if line.late else line.by
        for at, text, role, token, bold in (
            (place.who, line.row.who, "ui", "ink", True),
            (place.what, line.row.act.do, "ui", "ink2", False),
            (place.by, late, "secondary", "ink", line.late),
            (place.told, line.told or "记一笔", "secondary", "ink" if line.told else "act", False),
        ):
            if at.isEmpty():
                continue
            painter.setFont(theme.font("secondary" if role == "secondary" else "ui", bold=bold))
            painter.setPen(theme.color(token))
            if at is place.told and not line.told:
                side = theme.px(16)
                icon = QRect(at.left(), at.center().y() - side // 2, side, side)
                draw_icon(painter, icon, "note-pencil", theme.color(token))
                at = at.adjusted(side + theme.px(4), 0, 0, 0)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        more = len(line.row.labels) - 1
        label = line.row.labels[0] if line.row.labels else ""
        self._paint_cite(painter, place.cite, f"{label} +{more}" if more > 0 else label, selected)

    def _paint_open(self, painter: QPainter, line: OpenLine, selected: bool) -> None:
        theme, place = self._theme, open_geometry(self._theme, self.width, line)
        answered = line.reply.answered
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("act" if answered else "line2"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.number.adjusted(1, 1, -1, -1))
        if answered:
            draw_icon(painter, place.number.adjusted(5, 5, -5, -5), "check", theme.color("act"))
        else:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("ink2"))
            painter.drawText(place.number, Qt.AlignmentFlag.AlignCenter, str(line.number))
        looks: dict[str, tuple[Role, str, bool]] = {
            "ask": ("instruction", "ink", True),
            "says": ("secondary", "ink2", False),
            "safe": ("ui", "ink2", False),
            "reply": ("ui", "ink", False),
        }
        for at, words, kind in place.lines:
            role, token, bold = looks[kind]
            painter.setFont(theme.font(role, bold=bold))
            painter.setPen(theme.color(token))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        self._paint_cite(painter, place.cite, line.label, selected)

    def _paint_general(self, painter: QPainter, line: GeneralLine, selected: bool) -> None:
        theme, place = self._theme, general_geometry(self._theme, self.width, line)
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink2"))
        step = theme.line_height("ui")
        for number, words in enumerate(place.lines):
            at = QRect(place.text.left(), place.text.top() + number * step, place.text.width() + 2, step)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        self._paint_cite(painter, place.cite, line.label, selected)

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
