"""Qt's scroll area, made to come to rest. The first frame holds one: nothing here asks for the namespace `Qt` (0284)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea

_TRIES = 3


class ScrollArea(QScrollArea):
    """Qt's, which gives its content a size only so often in one go.

    Qt settles whether a bar is needed by giving the content a size inside the content's own event of getting one. Where
    the content is higher without the bar than with it (words whose place takes its height from the width it had before),
    that has no end: the stack runs over and the program is gone, with no word said. See docs/decisions/0315.
    """

    _depth = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        if self._depth == _TRIES:
            return False  # the content asks for its place once more when it has laid itself out
        self._depth += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._depth -= 1
