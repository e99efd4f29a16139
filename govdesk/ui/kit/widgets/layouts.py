"""Emptying and listing layouts whose content changes; the way of Tab through them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget


def clear_layout(layout: QLayout) -> None:
    """Take everything out of `layout`; its widgets are hidden at once and deleted by the event loop."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()


def widgets_in(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of `layout` in order, spacers and nested layouts left out."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is not None and isinstance(widget := item.widget(), QWidget):
            yield widget


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through `widgets` one after the other.

    Qt follows the order in which widgets came into the window: one that is made or moved later is the last of all.
    """
    for first, second in itertools.pairwise(widgets):
        QWidget.setTabOrder(first, second)
