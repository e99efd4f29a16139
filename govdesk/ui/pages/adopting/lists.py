"""The two lists of the review, painted: errands with their state, and the lines of one errand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.present.adopting import ErrandRow, LineRow
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.marks import badge_size, paint_badge

Index = QModelIndex | QPersistentModelIndex
_ERRAND, _LINE = 46, 36
_LEFT = 16


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[ErrandRow | LineRow] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            row = self.rows[index.row()]
            return plain_tip(row.title if isinstance(row, ErrandRow) else row.words)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.rows[index.row()].sentence if index.isValid() and shown else None

    def show(self, rows: Sequence[ErrandRow | LineRow]) -> None:
        """List these; the same ones with other words stay where they are."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _List(QListView):
    """`chosen(id)` when the user makes another row current."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, delegate: type[_Painter]) -> None:
        super().__init__()
        self._theme, self._quiet = theme, False
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(delegate(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(name)

    def show_rows(self, rows: Sequence[ErrandRow | LineRow], current: str) -> None:
        """List these; the row of id `current` is the current one. Nothing is emitted."""
        self._quiet = True
        self.rows.show(rows)
        at = next((index for index, row in enumerate(rows) if row.id == current), -1)
        self.setCurrentIndex(self.rows.index(at, 0) if at >= 0 else QModelIndex())
        if at >= 0:
            self.scrollTo(self.rows.index(at, 0))
        self._quiet = False

    @property
    def current(self) -> str:
        """The id of the current row, "" for none."""
        row = self.currentIndex().row()
        return self.rows.rows[row].id if 0 <= row < len(self.rows.rows) else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self.current)


class _Painter(QStyledItemDelegate):
    high = _LINE

    def __init__(self, theme: Theme, view: _List) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(self.high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if current:
            painter.fillRect(rect, self._theme.color("actT"))
            bar = QRect(rect.left(), rect.top(), self._theme.px(3), rect.height())
            painter.fillRect(bar, self._theme.color("act"))
        self.paint_row(painter, rect, self._view.rows.rows[index.row()], current)
        if current and self._view.hasFocus():
            painter.setPen(QPen(self._theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRect, row: ErrandRow | LineRow, current: bool) -> None:
        """Paint one row."""
        raise NotImplementedError

    def text(
        self, painter: QPainter, rect: QRect, words: str, font: QFont, color: QColor, *, right: bool = False
    ) -> None:
        """One line of words, elided."""
        painter.setFont(font)
        painter.setPen(color)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)


class _ErrandPainter(_Painter):
    high = _ERRAND

    def paint_row(self, painter: QPainter, rect: QRect, row: ErrandRow | LineRow, current: bool) -> None:
        assert isinstance(row, ErrandRow)
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
            theme.font("ui", bold=current), theme.color("act" if current else "ink"),
        )  # fmt: skip
        self.text(painter, inner.adjusted(0, half, 0, -px(3)), row.state, theme.font("smallest"), theme.color("ink2"))
        at = QRect(rect.right() - wide - px(8), rect.top(), wide, rect.height())
        self.text(painter, at, counts, theme.font("secondary", bold=current), theme.color("ink2"), right=True)


class _LinePainter(_Painter):
    def paint_row(self, painter: QPainter, rect: QRect, row: ErrandRow | LineRow, current: bool) -> None:
        assert isinstance(row, LineRow)
        theme, px = self._theme, self._theme.px
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = rect.left() + px(24)
        state = "在审" if current and row.verdict == "待审" else row.verdict
        font = theme.font("secondary", bold=current)
        token = "act" if current else "ink3" if row.verdict in ("不要", "待审") else "ink"
        self.text(painter, QRect(left, rect.top(), px(44), rect.height()), state, font, theme.color(token))
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
        self.text(painter, words, row.words, ui, theme.color(shade))
        at = QRect(right - place, rect.top(), place, rect.height())
        self.text(painter, at, row.place, theme.font("secondary"), theme.color("ink2"), right=True)


class ErrandList(_List):
    """The errands of the draft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "要审的办事", _ErrandPainter)


class LineList(_List):
    """The lines of one errand; the keys of the review work while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "这一件的各行", _LinePainter)
