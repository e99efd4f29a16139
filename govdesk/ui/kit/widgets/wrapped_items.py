"""Rows of lists and tables whose words wrap: as high as the words are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

_MARGIN = 4  # pixels that a style keeps around the words of an item, beside the padding


class WrappedItems(QStyledItemDelegate):
    """Measures the words in the width that they will have.

    Qt measures them in the whole width, and a style sheet's padding is taken off only when they are painted: words that
    nearly fill their line then come to a second one for which the row has no room.
    """

    def __init__(self, view: QAbstractItemView, beside: int, over: int) -> None:
        """`beside` and `over`: the padding in the view's style sheet, at either side and above and below."""
        super().__init__(view)
        self._view, self._beside, self._over = view, beside + _MARGIN, over + _MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self._view
        whole = view.columnWidth(index.column()) if isinstance(view, QTableView) else view.viewport().width()
        room = QRect(0, 0, max(1, whole - 2 * self._beside), 1 << 20)
        wrapped = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(whole, wrapped.height() + 2 * self._over)
