"""Sorting the table without the mouse: S goes to the next column, Shift+S turns the order round, the menu offers both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTableView

from govdesk.present.record_listing import COLUMNS, HEADINGS, Column


def sort_by_next(table: QTableView) -> None:
    """Sort by the column after the present one; hidden ones are passed by."""
    shown = _shown(table)
    here = _column(table)
    table.sortByColumn(shown[(shown.index(here) + 1) % len(shown)] if here in shown else shown[0], _order(table))


def turn_round(table: QTableView) -> None:
    """The same column, the other way round."""
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    table.sortByColumn(_column(table), up if _order(table) == down else down)


def add_orders(menu: QMenu, table: QTableView) -> None:
    """A menu of columns at the end of `menu`, the present one ticked."""
    orders = menu.addMenu("排序")
    orders.setFont(menu.font())
    for column in _shown(table):
        action = orders.addAction(f"按{HEADINGS[column]}")
        action.setCheckable(True)
        action.setChecked(column == _column(table))
        action.triggered.connect(lambda _on=False, column=column: table.sortByColumn(column, _order(table)))
    orders.addSeparator()
    orders.addAction("倒过来排\tShift+S").triggered.connect(lambda: turn_round(table))


def order_in_words(column: Column, *, descending: bool) -> str:
    """`按经办人排序，从小到大`, `按最近期限排序，从早到晚`, for the status bar."""
    up, down = ("从早到晚", "从晚到早") if COLUMNS[column].sort.by_time else ("从小到大", "从大到小")
    return f"按{HEADINGS[column]}排序，{down if descending else up}"


def _shown(table: QTableView) -> list[Column]:
    return [column for column in Column if not table.isColumnHidden(column)]


def _column(table: QTableView) -> Column:
    return Column(table.horizontalHeader().sortIndicatorSection())


def _order(table: QTableView) -> Qt.SortOrder:
    return table.horizontalHeader().sortIndicatorOrder()
