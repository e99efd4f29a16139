"""A splitter that keeps where a hand has put it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

#: The least a hand can leave of a pane, in pixels: narrower, an article is cut off at the edge and nothing says so.
LEAST_WIDTH, LEAST_HEIGHT = 240, 96


class _Handle(QSplitterHandle):
    """Dragged, it shares out the room; double-clicked, it gives each pane what the page proposes."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.reset()


class Splitter(QSplitter):
    """Pages propose sizes by `setSizes` whenever the window changes; once its handle was dragged, the hand's shares count.

    Each orientation has shares of its own, so that the pane below the list does not get the width of the pane beside
    it. `rearranged(key, shares)` is told while the handle moves; `recall` takes both back, as after a restart.
    """

    rearranged = Signal(str, str)

    def __init__(self, name: str, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        """`name` is unique in the program: checklist.article."""
        super().__init__(orientation, parent)
        self._name = name
        self._shares: dict[str, tuple[float, ...]] = {}
        self._proposed: list[int] = []
        self.splitterMoved.connect(self._keep)

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Propose sizes in pixels."""
        self._proposed = list(sizes)
        known = len(self._shares.get(self._key(), ())) == self.count() and self.isVisible()
        # A proposal need not fill the room, and what is left over goes to one pane alone.
        super().setSizes(self._shared(self._whole() if known else self._proposed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A page proposes before it has its size; what was proposed then grows by stretching, a share does not.
        if len(self._shares.get(self._key(), ())) == self.count():
            super().setSizes(self._shared(self._whole()))

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def addWidget(self, widget: QWidget) -> None:
        super().addWidget(widget)
        self._set_least(widget)

    def setOrientation(self, orientation: Qt.Orientation) -> None:
        super().setOrientation(orientation)
        for index in range(self.count()):
            self._set_least(self.widget(index))

    def reset(self) -> None:
        """Forget where a hand has put it in this orientation."""
        self._shares.pop(self._key(), None)
        super().setSizes(self._proposed)
        self.rearranged.emit(self._key(), "")

    def recall(self, kept: Mapping[str, str]) -> None:
        """Take shares from `kept`, by key; what cannot be read, or hides a pane, is passed over."""
        for orientation in ("h", "v"):
            key = f"{self._name}.{orientation}"
            with suppress(ValueError):
                shares = tuple(float(part) for part in kept.get(key, "").split())
                if len(shares) > 1 and all(0 < share < 1 for share in shares):
                    self._shares[key] = shares
        if len(self._shares.get(self._key(), ())) == self.count():
            super().setSizes(self._shared(self._whole()))

    def _shared(self, sizes: list[int]) -> list[int]:
        """`sizes` shared out as a hand has done it, or as they are."""
        shares, whole = self._shares.get(self._key(), ()), sum(sizes)
        return [round(share * whole) for share in shares] if len(shares) == len(sizes) else sizes

    def _set_least(self, pane: QWidget) -> None:
        across = self.orientation() == Qt.Orientation.Horizontal
        pane.setMinimumSize(LEAST_WIDTH if across else 0, 0 if across else LEAST_HEIGHT)

    def _whole(self) -> list[int]:
        """Sizes that share out all there is; any will do where shares are known."""
        across = self.orientation() == Qt.Orientation.Horizontal
        room = (self.width() if across else self.height()) - self.handleWidth() * (self.count() - 1)
        return [max(room, 1), *[0] * (self.count() - 1)]

    def _key(self) -> str:
        return f"{self._name}.{'h' if self.orientation() == Qt.Orientation.Horizontal else 'v'}"

    def _keep(self) -> None:
        sizes = self.sizes()
        whole = sum(sizes)
        if whole and all(sizes):
            self._shares[self._key()] = tuple(size / whole for size in sizes)
            self.rearranged.emit(self._key(), " ".join(f"{size / whole:.4f}" for size in sizes))
