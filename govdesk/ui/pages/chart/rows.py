"""The rows of the chart: a question, an answer, an item. Each is painted as a whole and can take the focus."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.marks import badge_size, paint_badge
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.wizards.chart import Branch, Entry, Node, items_in_words, leads_in_words
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.model import Cite

_AT_RIGHT = 138  # px for the column that says which article, or where an answer leads
_MOVES = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "page up",
    Qt.Key.Key_PageDown: "page down",
}
_WRAP = int(Qt.TextFlag.TextWordWrap)


class Piece(NamedTuple):
    """A paragraph of a row. `law`: words of the rule, which are set apart by their face."""

    text: str
    role: Role = "secondary"
    token: str = "ink2"


class ChartRow(Themed, PaintedButton):
    """One row: a mark at the left, paragraphs, and a word at the right. Enter or a click opens it."""

    moved = Signal(str)
    focused = Signal()

    def __init__(self, theme: Theme, pieces: list[Piece], right: str, left: int, *, top_line: bool) -> None:
        super().__init__()
        self._theme, self._left, self._top_line = theme, left, top_line
        self._pieces = [piece for piece in pieces if piece.text]
        self._right = right
        self.cite: Cite | None = None
        self.related = False  # to the row that has the focus
        self.setText(self._pieces[0].text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The page makes one row at a time a stop of the Tab key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme(now=False)

    def set_related(self, related: bool) -> None:
        """Mark the row as one that the focused row bears on."""
        if related != self.related:
            self.related = related
            self.update()

    def centre_of_first_line(self) -> int:
        """Distance of the first line's middle from the row's top: where a line of the drawing meets the row."""
        return self._theme.px(SPACE_M) + self._height(self._pieces[0], self._room(self.width())) // 2

    # Size

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._theme.px(320))
        return QSize(self._theme.px(320), self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        room = self._room(width)
        pieces = sum(self._height(piece, room) for piece in self._pieces) + px(SPACE_XS) * (len(self._pieces) - 1)
        return max(pieces, self._right_height()) + 2 * px(SPACE_M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def apply_theme(self) -> None:
        """Take the height that the words need in another size."""
        self.fit()

    def fit(self) -> None:
        """Take the height that the words need."""
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def _room(self, width: int) -> int:
        px = self._theme.px
        taken = px(self._left) + (px(_AT_RIGHT) if self._right else 0) + px(SPACE_L) * 2
        return max(px(120), width - taken)

    def _height(self, piece: Piece, room: int) -> int:
        metrics = QFontMetrics(self._theme.font(piece.role))
        lines = metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAP, piece.text).height()
        return max(lines, self._theme.px(20))

    def _right_height(self) -> int:
        if not self._right:
            return 0
        room = QRect(0, 0, self._theme.px(_AT_RIGHT) - self._theme.px(SPACE_S), 100_000)
        return QFontMetrics(self._theme.font("secondary")).boundingRect(room, _WRAP, self._right).height()

    # Keys and focus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.fillRect(self.rect(), theme.color("actT" if self.hasFocus() else "hover"))
        if self._top_line:
            painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        if self.related:
            painter.fillRect(0, 0, px(3), self.height(), theme.color("act"))
        self.paint_mark(painter, QRect(0, 0, px(self._left), self.height()))
        room, top = self._room(self.width()), px(SPACE_M)
        for piece in self._pieces:
            height = self._height(piece, room)
            painter.setFont(theme.font(piece.role))
            painter.setPen(theme.color(piece.token))
            flags = _WRAP | int(Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(px(self._left) + px(SPACE_L), top, room, height), flags, piece.text)
            top += height + px(SPACE_XS)
        if self._right:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("act"))
            width = px(_AT_RIGHT) - px(SPACE_S)
            first = self.centre_of_first_line() - painter.fontMetrics().height() // 2
            at = QRect(self.width() - width - px(SPACE_L), first, width, self.height() - first)
            painter.drawText(at, _WRAP | int(Qt.AlignmentFlag.AlignRight), self._right)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def paint_mark(self, painter: QPainter, room: QRect) -> None:
        """What stands before the words."""


class QuestionRow(ChartRow):
    """A question with its number in a circle, when it is asked, why, and the words of the article."""

    def __init__(self, theme: Theme, node: Node) -> None:
        question = node.question
        pieces = [
            Piece(question.ask, "card", "ink"),
            Piece(f"何时问：{node.when}" if node.when else ""),
            Piece(f"为什么问：{question.why}"),
            Piece(f"“{question.cite.quote}”", "snippet", "ink"),
        ]
        super().__init__(theme, pieces, node.label, 40, top_line=False)
        self.node, self.cite = node, question.cite
        words = (f"第 {node.number} 问", question.ask, pieces[1].text, f"依据{node.label}")
        self.setAccessibleName("，".join(word for word in words if word))
        self.setAccessibleDescription(f"{pieces[2].text}，原文{pieces[3].text}，按回车看条文")

    def paint_mark(self, painter: QPainter, room: QRect) -> None:
        theme, size = self._theme, self._theme.px(24)
        middle = self.centre_of_first_line()
        circle = QRectF(room.left() + self._theme.px(SPACE_L), middle - size / 2, size, size).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("actFill"))
        painter.drawEllipse(circle)
        painter.setFont(theme.font("secondary", bold=True))
        painter.setPen(theme.color("onAct"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, f"{self.node.number}")


class OptionRow(ChartRow):
    """An answer: what it does, which items it bears on, and at the right where it leads."""

    def __init__(self, theme: Theme, node: Node, branch: Branch) -> None:
        option, items = branch.option, items_in_words(branch)
        pieces = [
            Piece(option.label, "ui", "ink"),
            Piece(option.effect or ("随之而定的各项标为视情" if option.undecided else "")),
            Piece(items),
        ]
        leads = leads_in_words(branch)
        super().__init__(theme, pieces, leads, 40, top_line=True)
        self.node, self.branch, self.cite = node, branch, node.question.cite
        said = "，".join(piece.text for piece in pieces if piece.text)
        self.setAccessibleName(f"第 {node.number} 问的答案：{said}，{leads}")
        self.setAccessibleDescription("按回车到下一步")

    def paint_mark(self, painter: QPainter, room: QRect) -> None:
        theme, size = self._theme, self._theme.px(12)
        middle = self.centre_of_first_line()
        ring = QRectF(room.right() - size - self._theme.px(2), middle - size / 2, size, size)
        dashed = self.branch.option.undecided
        painter.setPen(QPen(theme.color("line2"), 1.5, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)


class ItemRow(ChartRow):
    """An item with number and badge: who, by when, when it is on the sheet, the words it rests on, notes and advice."""

    def __init__(self, theme: Theme, entry: Entry, *, top_line: bool) -> None:
        item = entry.item
        when = f"何时列入：{entry.when}" if entry.when else "总是列入"
        limit = f"　时限：{entry.limit}" if entry.limit else ""
        quote = f"“{item.cite.quote}”"
        pieces = [
            Piece(item.do, "instruction", "ink"),
            Piece(f"承办：{item.actor}{limit}"),
            Piece(when),
            Piece(quote, "snippet", "ink"),
            Piece(f"说明：{item.note}" if item.note else ""),
            Piece(f"实务：{item.hint}" if item.hint else ""),
        ]
        super().__init__(theme, pieces, entry.label, 96, top_line=top_line)
        self.entry, self.cite, self._badge = entry, item.cite, BADGES[item.level]
        self.setAccessibleName(
            f"第 {entry.number} 项，{self._badge}，{item.do}，{pieces[1].text}，{when}，依据{entry.label}"
        )
        more = "，".join(piece.text for piece in pieces[4:] if piece.text)
        self.setAccessibleDescription("，".join(part for part in (f"原文{quote}", more, "按回车看条文") if part))

    def paint_mark(self, painter: QPainter, room: QRect) -> None:
        theme, px = self._theme, self._theme.px
        middle = self.centre_of_first_line()
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        number = QRect(room.left() + px(SPACE_S), middle - px(12), px(34), px(24))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, f"{self.entry.number}")
        size = badge_size(theme)
        badge = QRect(room.left() + px(50), middle - size.height() // 2, size.width(), size.height())
        paint_badge(painter, badge, self._badge, theme, selected=self.hasFocus())
