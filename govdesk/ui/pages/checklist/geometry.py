"""Where the parts of a line lie. Plain rectangles, so that painting and clicking can never disagree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from govdesk.present.checklist_lines import GeneralLine, ItemLine, OpenLine, OtherLine, Side
from govdesk.present.wording import advice_in_words
from govdesk.ui.kit.layout import ROW_MAXIMUM
from govdesk.ui.kit.theme import CHECK_ROW, SPACE_M, SPACE_S, SPACE_XL, Role, Theme
from govdesk.ui.kit.widgets import badge_size, chip_size

LEFT_MARGIN, RIGHT_MARGIN = 28, 24
BOX, SIDE_COLUMN, CITE_COLUMN = 20, 264, 120
INDENT = 32  # of what may only arise: all but its arrow
POINT_BOX = 16
RECORD_ROOM = 120
MOST_LINES = 3
MORE = "展开全文"


@dataclass(frozen=True)
class PointGeometry:
    """One 要点: its box (empty where it has none) and its lines of words."""

    box: QRect
    text: QRect
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RowGeometry:
    """A line `height` pixels high; all rectangles count from its upper left corner. Empty ones are not drawn."""

    height: int
    box: QRect
    badge: QRect
    text: QRect
    lines: tuple[str, ...]
    side: QRect
    cite: QRect
    more: QRect
    note: QRect
    arrow: QRect = field(default_factory=QRect)
    points: tuple[PointGeometry, ...] = ()

    def part(self, at: QPoint) -> str:
        """Which part lies under `at`: box, side, cite, more, note, text, or point:n. Targets of boxes are larger."""
        for number, point in enumerate(self.points):
            if not point.box.isEmpty() and point.box.adjusted(-8, -4, 8, 4).contains(at):
                return f"point:{number}"
        if at.x() < self.badge.left() - 4:
            return "box"
        for name in ("side", "cite", "more", "note"):
            rect: QRect = getattr(self, name)
            if not rect.isEmpty() and rect.adjusted(-2, -5, 2, 5).contains(at):
                return name
        return "text"


def spare_beside(theme: Theme, width: int) -> int:
    """What a list `width` pixels wide leaves free at either side, beyond its margins."""
    return max(0, width - theme.px(ROW_MAXIMUM)) // 2


def content_span(theme: Theme, width: int) -> tuple[int, int]:
    """Left and right edge of what is drawn in a list `width` pixels wide: on wide screens the margins grow."""
    spare = spare_beside(theme, width)
    return spare + theme.px(LEFT_MARGIN), width - spare - theme.px(RIGHT_MARGIN)


def row_geometry(theme: Theme, width: int, line: ItemLine, *, expanded: bool) -> RowGeometry:
    """Lay `line` out in `width` pixels: on one line where it fits, else due date and citation go under the words.

    Its points follow under the words, each with a line of its own.
    """
    base = _words_geometry(theme, width, line, expanded=expanded)
    if line.row.arises:
        left = content_span(theme, width)[0]
        base = replace(base, arrow=QRect(left + 2, base.box.top() + 2, theme.px(16), theme.px(16)))
    return _with_points(theme, width, line, base) if line.points else base


def _with_points(theme: Theme, width: int, line: ItemLine, base: RowGeometry) -> RowGeometry:
    px, step, font = theme.px, theme.line_height("secondary"), theme.font("secondary")
    left, right = base.text.left(), content_span(theme, width)[1]
    top = base.height - px(8) if base.text.bottom() < base.height - px(12) else base.height
    points = []
    for point in line.points:
        words_left = left + px(POINT_BOX + SPACE_S if point.id else 14)
        lines = wrap(point.text, font, right - words_left)
        height = len(lines) * step
        box = QRect(left, top + (step - px(POINT_BOX)) // 2, px(POINT_BOX), px(POINT_BOX)) if point.id else QRect()
        points.append(PointGeometry(box, QRect(words_left, top, right - words_left, height), lines))
        top += height + px(4 if point.id else 0)
    return replace(base, height=top + px(SPACE_S), points=tuple(points))


def _side_size(theme: Theme, line: ItemLine) -> QSize:
    """What the chip with the due date or the record takes, in the weight in which it is painted."""
    bold = line.side in (Side.SOON, Side.OVERDUE)
    return chip_size(theme, line.side_text, icon=line.side is not Side.RECORD, bold=bold)


def _words_geometry(theme: Theme, width: int, line: ItemLine, *, expanded: bool) -> RowGeometry:
    px = theme.px
    left, right = content_span(theme, width)
    if line.row.arises:
        left += px(INDENT)
    box = QRect(left, 0, px(BOX), px(BOX))
    badge = QRect(QPoint(box.right() + 1 + px(SPACE_M), 0), badge_size(theme))
    text_left = badge.right() + 1 + px(SPACE_M)
    cite = chip_size(theme, line.cite_text)
    side = _side_size(theme, line)
    chip_room = chip_size(theme, line.widest, icon=True, bold=True).width() if line.widest else 0
    side_left = right - px(CITE_COLUMN + SPACE_XL + SIDE_COLUMN)
    note_room = px(16 + SPACE_S) if line.mark.note else 0
    words = QFontMetrics(theme.font("instruction")).horizontalAdvance(line.words)
    text_end = text_left + words + px(SPACE_M) + note_room
    if line.widest:
        fits = text_end <= side_left and chip_room + px(SPACE_M) + cite.width() <= right - side_left
    else:
        # Without a limit the words may run on, as long as 11-20 王晓梅 still finds room before the citation.
        wanted = max(px(RECORD_ROOM), side.width() if line.side_text else 0)
        side_left = max(side_left, text_end)
        fits = side_left + wanted + px(SPACE_M) + cite.width() <= right
    if fits:
        return _single(theme, line, (box, badge), (text_left, words), (side_left, right), note_room > 0)
    return _folded(theme, line, (box, badge), (text_left, right), side.width(), expanded)


def _single(
    theme: Theme, line: ItemLine, marks: tuple[QRect, QRect], text: tuple[int, int], span: tuple[int, int], noted: bool
) -> RowGeometry:
    px, height = theme.px, theme.px(CHECK_ROW)
    middle = (height - 1) // 2
    cite = chip_size(theme, line.cite_text)
    cite_rect = QRect(QPoint(span[1] - cite.width(), middle - cite.height() // 2), cite)
    room = cite_rect.left() - px(SPACE_M) - span[0]
    side = QRect()
    if line.side_text:
        wanted = _side_size(theme, line)
        side = QRect(span[0], middle - wanted.height() // 2, min(wanted.width(), room), wanted.height())
    note = QRect(span[0] - px(SPACE_M + 16), middle - px(8), px(16), px(16)) if noted else QRect()
    step = theme.line_height("instruction")
    return RowGeometry(
        height=height,
        box=_centred(marks[0], middle),
        badge=_centred(marks[1], middle),
        text=QRect(text[0], middle - step // 2, text[1] + 2, step),
        lines=(line.words,),
        side=side,
        cite=cite_rect,
        more=QRect(),
        note=note,
    )


def _folded(
    theme: Theme, line: ItemLine, marks: tuple[QRect, QRect], text: tuple[int, int], side_width: int, expanded: bool
) -> RowGeometry:
    px, step = theme.px, theme.line_height("instruction")
    font = theme.font("instruction")
    whole = wrap(line.words, font, text[1] - text[0])
    cut = len(whole) > MOST_LINES and not expanded
    lines = whole[:MOST_LINES] if cut else whole
    if cut:
        rest = "".join(whole[MOST_LINES - 1 :])
        elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, text[1] - text[0])
        lines = (*lines[:-1], elided)
    top = px(11)
    below = top + len(lines) * step + px(6)
    cite = QRect(QPoint(text[0], below), chip_size(theme, line.cite_text))
    at = cite.right() + 1 + px(SPACE_M)
    more = QRect()
    if cut:
        width = QFontMetrics(theme.font("secondary")).horizontalAdvance(MORE)
        more = QRect(at, below, width, cite.height())
        at = more.right() + 1 + px(SPACE_M)
    side = QRect(at, below, min(side_width, max(0, text[1] - at)), cite.height()) if line.side_text else QRect()
    note = QRect()
    if line.mark.note:
        note_left = (side.right() + 1 + px(SPACE_S)) if line.side_text else at
        note = QRect(min(note_left, text[1] - px(16)), below + px(4), px(16), px(16))
    middle = top + step // 2
    return RowGeometry(
        height=below + cite.height() + px(10) + 1,
        box=_centred(marks[0], middle),
        badge=_centred(marks[1], middle),
        text=QRect(text[0], top, text[1] - text[0], len(lines) * step),
        lines=lines,
        side=side,
        cite=cite,
        more=more,
        note=note,
    )


OTHER_ROW = 32
WHO, BY, TOLD = 132, 132, 206  # columns of 别人来办


@dataclass(frozen=True)
class OtherGeometry:
    """A line of 别人来办: who, what, by when, the last note (or 记一笔), citation."""

    height: int
    who: QRect
    what: QRect
    by: QRect
    told: QRect
    cite: QRect

    def part(self, at: QPoint) -> str:
        """told, cite or text."""
        if self.cite.adjusted(-2, -4, 2, 4).contains(at):
            return "cite"
        return "told" if self.told.contains(at) else "text"


def other_geometry(theme: Theme, width: int, line: OtherLine) -> OtherGeometry:
    """Lay a line of 别人来办 out; in a narrow list the note gives way first, then the date."""
    px, height = theme.px, theme.px(OTHER_ROW)
    left, right = content_span(theme, width)
    size = chip_size(theme, line.row.labels[0] if line.row.labels else "")
    column = px(CITE_COLUMN + 36)  # the same for all rows, so that the columns before it stand in line
    wide_cite = min(size.width() + (px(20) if len(line.row.labels) > 1 else 0), column)
    cite = QRect(right - wide_cite, (height - size.height()) // 2, wide_cite, size.height())
    edge = right - column - px(SPACE_M)
    room = edge - left
    wide = room > px(WHO + BY + TOLD + 160)
    told = QRect(edge - px(TOLD), 0, px(TOLD), height) if wide else QRect(edge - px(64), 0, px(64), height)
    by = QRect(told.left() - px(BY), 0, px(BY - SPACE_S), height) if room > px(WHO + BY + 260) else QRect()
    who = QRect(left, 0, px(WHO), height)
    what_left = who.right() + px(SPACE_M)
    what_right = (by if not by.isEmpty() else told).left() - px(SPACE_S)
    return OtherGeometry(height, who, QRect(what_left, 0, max(px(60), what_right - what_left), height), by, told, cite)


@dataclass(frozen=True)
class OpenGeometry:
    """An open point: number, question, what the rule says, safe course, reply, citation."""

    height: int
    number: QRect
    lines: tuple[tuple[QRect, str, str], ...]  # (place, words, role)
    cite: QRect

    def part(self, at: QPoint) -> str:
        """cite or text."""
        return "cite" if self.cite.adjusted(-2, -4, 2, 4).contains(at) else "text"


def open_geometry(theme: Theme, width: int, line: OpenLine) -> OpenGeometry:
    """Lay an open point out, as high as its words need."""
    px = theme.px
    left, right = content_span(theme, width)
    number = QRect(left, px(12), px(24), px(24))
    size = chip_size(theme, line.label)
    most = (right - left) // 3
    cite = QRect(right - min(size.width(), most), px(12), min(size.width(), most), size.height())
    text_left, top = number.right() + px(SPACE_M), px(12)
    reply = line.reply
    told = "　".join(
        p for p in (reply.date, f"问了{reply.asked}" if reply.asked else "", reply.reply or reply.waived) if p
    )
    parts: list[tuple[str, str, Role, int]] = [
        (line.shown.ask, "ask", "instruction", cite.left() - px(SPACE_M)),
        (line.shown.says, "says", "secondary", right),
    ]
    if reply.answered:
        parts.append((f"答复：{told}", "reply", "ui", right))
    elif advice := advice_in_words(line.shown):
        parts.append((advice, "safe", "ui", right))
    if line.brings:
        parts.append((f"答“要办”的，列上：{line.brings}", "says", "secondary", right))
    lines = []
    for words, kind, role, edge in parts:
        step = theme.line_height(role)
        for piece in wrap(words, theme.font(role), edge - text_left):
            lines.append((QRect(text_left, top, edge - text_left + 2, step), piece, kind))
            top += step
    return OpenGeometry(top + px(12), number, tuple(lines), cite)


@dataclass(frozen=True)
class GeneralGeometry:
    """General words and their citation."""

    height: int
    text: QRect
    lines: tuple[str, ...]
    cite: QRect

    def part(self, at: QPoint) -> str:
        """cite or text."""
        return "cite" if self.cite.adjusted(-2, -4, 2, 4).contains(at) else "text"


def general_geometry(theme: Theme, width: int, line: GeneralLine) -> GeneralGeometry:
    """Lay general words out, in as many lines as they need."""
    px, step = theme.px, theme.line_height("ui")
    left, right = content_span(theme, width)
    size = chip_size(theme, line.label)
    text_width = right - size.width() - px(SPACE_XL) - left
    words = "；".join(cite.quote for cite in line.words.cites)
    lines = wrap(words, theme.font("ui"), text_width)
    height = max(px(CHECK_ROW), len(lines) * step + px(20))
    cite = QRect(right - size.width(), (height - size.height()) // 2, size.width(), size.height())
    top = (height - len(lines) * step) // 2
    return GeneralGeometry(height, QRect(left, top, text_width, len(lines) * step), lines, cite)


def _centred(rect: QRect, middle: int) -> QRect:
    return QRect(QPoint(rect.left(), middle - rect.height() // 2), rect.size())


def wrap(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` pixels, broken as Chinese is; at least one line."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return tuple(lines) or ("",)
