"""The one place that knows how the two lines of Qt differ: 6.8 below Python 3.14, the newest from there on.

Found by running every test, in which a warning is a fault, and by looking at every screen under both. See
docs/decisions/0101.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel


@contextmanager
def new_filter(model: QSortFilterProxyModel) -> Iterator[None]:
    """Change what `model` lets through, in this block; its rows follow at the block's end.

    Qt 6.8 is told afterwards (`invalidateFilter`); Qt 6.10 brought a begin and an end, and the newest line warns of
    the old way. https://doc.qt.io/qt-6/qsortfilterproxymodel.html#beginFilterChange
    """
    newest: Any = model  # the types are those of 6.8
    if hasattr(model, "endFilterChange"):
        newest.beginFilterChange()
        try:
            yield
        finally:
            newest.endFilterChange()
    else:
        yield
        model.invalidateFilter()
