"""Emptying and listing layouts whose content changes."""

from __future__ import annotations

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
