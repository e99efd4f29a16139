"""The list of pairs at the left: groups with their counts, pairs with their articles and tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.present.comparison import Shown, ShownGroup
from govdesk.ui.kit.theme import GROUP_HEADER, SPACE_M, SPACE_XL, Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.marks import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole + 1
_PAIR_ROW = 46


class PairPainter(QStyledItemDelegate):
    """Paints the rows; those without a pair are headings."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        pair = index.data(SHOWN) is not None
        return QSize(self._theme.px(120), self._theme.px(_PAIR_ROW if pair else GROUP_HEADER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Shown | None = index.data(SHOWN)
        theme, rect = self._theme, option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown is None:
            painter.setFont(theme.font("ui", bold=True))
            painter.setPen(theme.color("ink2"))
            at = rect.adjusted(theme.px(SPACE_XL), 0, -theme.px(SPACE_M), -theme.px(3))
            painter.drawText(at, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, index.data())
        else:
            self._paint_pair(painter, rect, shown, state)
        painter.restore()

    def _paint_pair(self, painter: QPainter, rect: QRect, shown: Shown, state: QStyle.StateFlag) -> None:
        theme, px = self._theme, self._theme.px
        here = bool(state & QStyle.StateFlag.State_Selected)
        if here:
            painter.fillRect(rect, theme.color("actT"))
            painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), theme.color("act"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        chip = chip_size(theme, shown.tag)
        right = rect.right() - px(SPACE_M) + 1
        box = QRect(
            right - chip.width(), rect.top() + (rect.height() - chip.height()) // 2, chip.width(), chip.height()
        )
        paint_chip(painter, box, shown.tag, theme, ink="ink", ground="ctl")
        words = rect.adjusted(px(SPACE_XL), px(4), -(rect.right() - box.left() + px(8)), -px(4))
        font = theme.font("ui", bold=here)
        painter.setFont(font)
        painter.setPen(theme.color("act" if here else "ink"))
        title = QFontMetrics(font).elidedText(shown.pair.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, title)
        small = theme.font("smallest")
        painter.setFont(small)
        painter.setPen(theme.color("ink3"))
        places = QFontMetrics(small).elidedText(shown.places, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, places)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class PairList(QListView):
    """`chosen(index)` carries the place of a pair among all that are listed; `opened` asks to read on there."""

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._rows: list[int] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(PairPainter(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("对照的各组")
        self.viewport().setAutoFillBackground(False)

    def show_groups(self, groups: Sequence[ShownGroup]) -> None:
        """List these groups with their pairs."""
        self._quiet = True
        self._items.clear()
        self._rows = []
        for group in groups:
            head = QStandardItem(f"{group.title} · {len(group.pairs)} 组")
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self._items.appendRow(head)
            for shown in group.pairs:
                item = QStandardItem(shown.pair.title)
                item.setData(shown, SHOWN)
                item.setData(f"{shown.pair.title}，{shown.tag}，{shown.places}", Qt.ItemDataRole.AccessibleTextRole)
                item.setToolTip(plain_tip(f"{shown.pair.title}　{shown.places}"))
                self._rows.append(self._items.rowCount())
                self._items.appendRow(item)
        self._quiet = False

    def show_current(self, pair: int) -> None:
        """Mark a pair as the one being read."""
        if not 0 <= pair < len(self._rows):
            return
        self._quiet = True
        self.setCurrentIndex(self._items.index(self._rows[pair], 0))
        self._quiet = False
        self.scrollTo(self.currentIndex())

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and current.row() in self._rows:
            self.chosen.emit(self._rows.index(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().strip() and not event.modifiers():
            event.ignore()  # no type-ahead
        else:
            super().keyPressEvent(event)
