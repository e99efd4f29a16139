"""The rows of the library, painted: title over 文号 and issuer, then what there is to count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.present.library import PackRow
from govdesk.ui.kit.painting import fill
from govdesk.ui.kit.theme import GROUP_HEADER, Theme
from govdesk.ui.kit.widgets.marks import paint_check

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEFT = 60, 24
#: Name, width at 100 %; the rule takes what is left.
COLUMNS = (("启用", 56), ("规则", 0), ("有效性", 90), ("条", 60), ("办事", 156), ("来源", 110), ("指纹", 100))
_NARROW = 760


def column_lefts(theme: Theme, width: int) -> list[tuple[str, int, int]]:
    """Name, left edge and width of each column in `width` pixels; a narrow list has no 有效性 and no 指纹."""
    shown = [c for c in COLUMNS if width >= theme.px(_NARROW) or c[0] not in ("有效性", "指纹")]
    rest = width - theme.px(_LEFT) - sum(theme.px(wide) for _, wide in shown)
    found, left = [], theme.px(_LEFT)
    for name, wide in shown:
        room = theme.px(wide) if wide else rest
        found.append((name, left, room))
        left += room
    return found


class PackModel(QAbstractListModel):
    """The packs, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.packs: Sequence[PackRow] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        return 0 if parent.isValid() else len(self.packs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.packs[index.row()].sentence if index.isValid() and shown else None

    def show(self, packs: Sequence[PackRow]) -> None:
        """List these packs."""
        self.beginResetModel()
        self.packs = packs
        self.endResetModel()


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: PackTable) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, px, rect = self._theme, self._theme.px, option.rect  # type: ignore[attr-defined]
        pack = self._view.model_of_packs.packs[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.color("actT"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words = {
            "有效性": pack.status,
            "条": pack.articles,
            "办事": pack.errands_in_words,
            "来源": pack.origin,
            "指纹": pack.fingerprint,
        }
        damaged = pack.rule is None
        token = "ver" if damaged else "ink" if pack.enabled else "ink2"
        for name, left, width in column_lefts(theme, rect.width()):
            at = QRect(rect.left() + left, rect.top(), width - px(12), rect.height())
            if name == "启用":
                side = px(20)
                box = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
                paint_check(painter, box, "done" if pack.enabled else "open", theme)
            elif name == "规则":
                upper, lower = at.adjusted(0, px(8), 0, -px(28)), at.adjusted(0, px(32), 0, -px(6))
                self._text(painter, upper, pack.title, theme.font("instruction", bold=True), token)
                self._text(painter, lower, pack.under, theme.font("secondary"), "ver" if damaged else "ink2")
            else:
                self._text(painter, at, words[name], theme.font("ui"), "ink")
        if chosen:
            painter.setPen(QPen(theme.color("act"), 2 if self._view.hasFocus() else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, words: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class PackHeader(QWidget):
    """The names of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(self._theme.px(GROUP_HEADER))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), self._theme.color("window"))
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.color("ink2"))
        for name, left, width in column_lefts(self._theme, self.width()):
            painter.drawText(QRect(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(self._theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class PackTable(QListView):
    """The list. `chosen()` when another row is current, `open_requested()` on Enter and a double click.

    `toggled()`: the box of the chosen pack was clicked.
    """

    chosen = Signal()
    open_requested = Signal()
    toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model_of_packs = PackModel(self)
        self.setModel(self.model_of_packs)
        self.setItemDelegate(_Rows(theme, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("规则库里的规则")
        self.doubleClicked.connect(lambda _index: self.open_requested.emit())

    @property
    def pack(self) -> PackRow | None:
        """The chosen pack."""
        row = self.currentIndex().row()
        return self.model_of_packs.packs[row] if 0 <= row < len(self.model_of_packs.packs) else None

    def show_packs(self, packs: Sequence[PackRow], chosen: str) -> None:
        """List these; the pack of rule `chosen` is selected, else the one in the same place as before."""
        before = max(0, self.currentIndex().row())
        self.model_of_packs.show(packs)
        at = next((row for row, pack in enumerate(packs) if chosen and pack.id == chosen), min(before, len(packs) - 1))
        self.setCurrentIndex(self.model_of_packs.index(max(0, at), 0))
        self.chosen.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        _, left, width = column_lefts(self._theme, self.viewport().width())[0]
        inside = left <= event.position().x() < left + width and event.button() == Qt.MouseButton.LeftButton
        if inside and self.indexAt(event.position().toPoint()).isValid():
            self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        else:
            super().keyPressEvent(event)
