"""Keeps in the settings how wide the panes of each page were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_PAUSE_MS = 400


class PaneKeeper(QObject):
    """`read` gives what is kept, by the splitter's key; `write` is called with what has changed, once a drag rests."""

    def __init__(
        self,
        read: Callable[[], Mapping[str, str]],
        write: Callable[[Mapping[str, str]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self._changed: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def follow(self, page: QWidget) -> None:
        """Arrange a new page as it was left, and watch it."""
        from govdesk.ui.kit.widgets.splitter import Splitter

        splitter: Splitter
        for splitter in page.findChildren(Splitter):
            splitter.recall(self._read())
            splitter.rearranged.connect(self._note)

    def flush(self) -> None:
        """Write what has changed."""
        self._pause.stop()
        if self._changed:
            changed, self._changed = self._changed, {}
            self._write(changed)

    def _note(self, key: str, shares: str) -> None:
        self._changed[key] = shares
        self._pause.start()
