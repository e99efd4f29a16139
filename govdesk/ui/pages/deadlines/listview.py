"""The list of deadlines: group headers and lines with a button 办结."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.present.agenda import LATE, TODAY, Deadline, grouped
from govdesk.ui.kit.theme import SPACE_M, Theme
from govdesk.ui.kit.widgets import chip_size, paint_chip
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.workdays import weekday_zh

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole
HEADER, ROW = 38, 64
MARGIN = 32
#: With less room for the words than this at 100 %, the citation is left out.
ROOM_FOR_CITE = 300


class AgendaModel(QAbstractListModel):
    """Group names (as text with their count) and `Deadline`s, one under the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, int] | Deadline] = []

    def set_deadlines(self, deadlines: Sequence[Deadline]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = []
        for name, members in grouped(deadlines):
            self._lines.append((name, len(members)))
            self._lines.extend(members)
        self.endResetModel()

    def deadline(self, index: Index) -> Deadline | None:
        """The deadline at `index`; None for a group's header."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Deadline) else None

    def find(self, number: str, item: str) -> QModelIndex:
        """Where an item stands; the first deadline where it does not."""
        places = [(row, line) for row, line in enumerate(self._lines) if isinstance(line, Deadline)]
        wanted = [row for row, line in places if (line.number, line.item) == (number, item)]
        return self.index(wanted[0] if wanted else places[0][0]) if places else QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.deadline(index) else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence if isinstance(line, Deadline) else f"{line[0]}，{line[1]} 项"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Deadline):
            return plain_tip("\n".join(part for part in (line.what, line.where, line.label, line.account) if part))
        if role == Qt.ItemDataRole.DisplayRole:
            return line.what if isinstance(line, Deadline) else line[0]
        return None


class AgendaDelegate(QStyledItemDelegate):
    """Paints headers and lines."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = ROW if isinstance(index.data(LINE_ROLE), Deadline) else HEADER
        return QSize(self._view.viewport().width(), self._theme.px(height))

    def button_rect(self, rect: QRect) -> QRect:
        """Where 办结 lies in a line."""
        px = self._theme.px
        width, height = px(84), px(30)
        return QRect(rect.right() - px(MARGIN) - width, rect.center().y() - height // 2, width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the struct's fields
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        line = index.data(LINE_ROLE)
        painter.save()
        if isinstance(line, Deadline):
            self._paint_line(painter, rect, line, selected)
        else:
            self._paint_header(painter, rect, line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.color("line"))
        if selected:
            width = 2 if self._view.hasFocus() else 1
            pen = QPen(self._theme.color("act"), width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(width // 2, width // 2, -1, -1))
        painter.restore()

    def _paint_header(self, painter: QPainter, rect: QRect, line: tuple[str, int]) -> None:
        theme, px = self._theme, self._theme.px
        painter.fillRect(rect, theme.color("window"))
        at = rect.adjusted(px(MARGIN), 0, 0, 0)
        painter.setFont(theme.font("group"))
        painter.setPen(theme.color("ver" if line[0] == LATE else "ink"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, line[0])
        at.setLeft(at.left() + painter.fontMetrics().horizontalAdvance(line[0]) + px(10))
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink3"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, f"{line[1]} 项")

    def _paint_line(self, painter: QPainter, rect: QRect, line: Deadline, selected: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.fillRect(rect, theme.color("actT" if selected else "page"))
        left, half = rect.left() + px(MARGIN), rect.height() // 2
        late = line.group == LATE
        ink = "ver" if late else "ink"
        upper = QRect(left, rect.top() + px(10), px(68), half - px(8))
        self._text(painter, upper, line.day, "card" if len(line.day) < 6 else "ui", ink, bold=True)
        lower = QRect(left, rect.top() + half, px(72), half - px(10))
        self._text(
            painter,
            lower,
            weekday_zh(line.due) + ("（暂）" if line.provisional else ""),
            "secondary",
            "ver" if late else "ink2",
        )
        bold = line.group in (LATE, TODAY) or (bool(line.waits) and line.soon)
        remaining = QRect(left + px(76), rect.top(), px(140), rect.height() - 1)
        self._text(painter, remaining, line.left, "ui", ink if bold else "ink2", bold=bold)
        button = self.button_rect(rect)
        chip = chip_size(theme, line.label)
        cite = QRect(QPoint(button.left() - px(SPACE_M) - chip.width(), rect.center().y() - chip.height() // 2), chip)
        if not line.label or cite.left() - left - px(224) < px(ROOM_FOR_CITE):
            cite = QRect(button.left(), cite.top(), 0, 0)  # the words are more; the citation stands in the tip
        words = QRect(left + px(224), upper.top(), cite.left() - px(SPACE_M) - left - px(224), upper.height())
        if line.waits:
            words = self._paint_waiting(painter, words, line)
        self._text(painter, words, line.what, "card", "ink2" if line.waits else "ink", bold=not line.waits)
        words = QRect(left + px(224), upper.top(), cite.left() - px(SPACE_M) - left - px(224), upper.height())
        words.moveTop(lower.top())
        words.setHeight(lower.height())
        self._text(painter, words, line.where, "secondary", "ink2")
        if cite.width():
            paint_chip(painter, cite, line.label, theme)
        paint_chip(painter, button, "办好了" if line.waits else "办结", theme, ink="ink", ground="ctl", icon="check")

    def _paint_waiting(self, painter: QPainter, at: QRect, line: Deadline) -> QRect:
        """等 and whom; gives the room that is left for what they are to do."""
        theme, px = self._theme, self._theme.px
        words = f"等：{line.waits}"
        chip = chip_size(theme, words)
        width = min(chip.width(), at.width() // 2)
        box = QRect(at.left(), at.center().y() - chip.height() // 2, width, chip.height())
        paint_chip(painter, box, words, theme, ink="ink2")
        return at.adjusted(width + px(SPACE_M), 0, 0, 0)

    def _text(self, painter: QPainter, at: QRect, text: str, role: Any, ink: str, *, bold: bool | None = None) -> None:
        painter.setFont(self._theme.font(role, bold=bold))
        painter.setPen(self._theme.color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class AgendaView(QListView):
    """`open_requested` by Enter, a double click or a click on the words' line twice; `done_requested` by Space or 办结."""

    open_requested = Signal()
    done_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, model: AgendaModel) -> None:
        super().__init__()
        self._theme = theme
        self._pressed = QModelIndex()
        self.delegate = AgendaDelegate(theme, self)
        self.setAccessibleName("期限列表")
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def current(self) -> Deadline | None:
        """The chosen deadline."""
        model = self.model()
        assert isinstance(model, AgendaModel)
        return model.deadline(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.done_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.visualRect(self.currentIndex())
        self.menu_requested.emit(self.viewport().mapToGlobal(row.center()) if by_key else event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = self._button_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, QModelIndex()
        if event.button() == Qt.MouseButton.LeftButton and pressed.isValid() and pressed == self._button_at(event):
            self.setCurrentIndex(pressed)
            self.done_requested.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton and not self._button_at(event).isValid():
            self.open_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        live = self._button_at(event).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _button_at(self, event: QMouseEvent) -> QModelIndex:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not isinstance(index.data(LINE_ROLE), Deadline):
            return QModelIndex()
        return index if self.delegate.button_rect(self.visualRect(index)).contains(at) else QModelIndex()
