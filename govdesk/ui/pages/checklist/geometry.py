"""Where the parts of a line lie. Plain rectangles, so that painting and clicking can never disagree."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from govdesk.present.checklist_lines import ItemLine, Side
from govdesk.ui.kit.layout import ROW_MAXIMUM
from govdesk.ui.kit.theme import CHECK_ROW, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import badge_size, chip_size

LEFT_MARGIN, RIGHT_MARGIN = 28, 24
BOX, SIDE_COLUMN, CITE_COLUMN = 20, 264, 82
RECORD_ROOM = 120
MOST_LINES = 3
MORE = "展开全文"


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

    def part(self, at: QPoint) -> str:
        """Which part lies under `at`: box, side, cite, more, note or text. The box's target is larger than the box."""
        if at.x() < self.badge.left() - 4:
            return "box"
        for name in ("side", "cite", "more", "note"):
            rect: QRect = getattr(self, name)
            if not rect.isEmpty() and rect.adjusted(-2, -5, 2, 5).contains(at):
                return name
        return "text"


def content_span(theme: Theme, width: int) -> tuple[int, int]:
    """Left and right edge of what is drawn in a list `width` pixels wide: on wide screens the margins grow."""
    spare = max(0, width - theme.px(ROW_MAXIMUM)) // 2
    return spare + theme.px(LEFT_MARGIN), width - spare - theme.px(RIGHT_MARGIN)


def row_geometry(theme: Theme, width: int, line: ItemLine, *, expanded: bool) -> RowGeometry:
    """Lay `line` out in `width` pixels: on one line where it fits, else due date and citation go under the words."""
    px = theme.px
    left, right = content_span(theme, width)
    box = QRect(left, 0, px(BOX), px(BOX))
    badge = QRect(QPoint(box.right() + 1 + px(SPACE_M), 0), badge_size(theme))
    text_left = badge.right() + 1 + px(SPACE_M)
    cite = chip_size(theme, line.row.label)
    side = chip_size(theme, line.side_text, icon=line.side is not Side.RECORD, bold=line.side is Side.SOON)
    chip_room = chip_size(theme, line.widest, icon=True, bold=True).width() if line.widest else 0
    side_left = right - px(CITE_COLUMN + SPACE_XL + SIDE_COLUMN)
    note_room = px(16 + SPACE_S) if line.mark.note else 0
    words = QFontMetrics(theme.font("instruction")).horizontalAdvance(line.item.do)
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
    cite = chip_size(theme, line.row.label)
    cite_rect = QRect(QPoint(span[1] - cite.width(), middle - cite.height() // 2), cite)
    room = cite_rect.left() - px(SPACE_M) - span[0]
    side = QRect()
    if line.side_text:
        wanted = chip_size(theme, line.side_text, icon=line.side is not Side.RECORD, bold=line.side is Side.SOON)
        side = QRect(span[0], middle - wanted.height() // 2, min(wanted.width(), room), wanted.height())
    note = QRect(span[0] - px(SPACE_M + 16), middle - px(8), px(16), px(16)) if noted else QRect()
    step = theme.line_height("instruction")
    return RowGeometry(
        height=height,
        box=_centred(marks[0], middle),
        badge=_centred(marks[1], middle),
        text=QRect(text[0], middle - step // 2, text[1] + 2, step),
        lines=(line.item.do,),
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
    whole = wrap(line.item.do, font, text[1] - text[0])
    cut = len(whole) > MOST_LINES and not expanded
    lines = whole[:MOST_LINES] if cut else whole
    if cut:
        rest = "".join(whole[MOST_LINES - 1 :])
        elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, text[1] - text[0])
        lines = (*lines[:-1], elided)
    top = px(11)
    below = top + len(lines) * step + px(6)
    cite = QRect(QPoint(text[0], below), chip_size(theme, line.row.label))
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
