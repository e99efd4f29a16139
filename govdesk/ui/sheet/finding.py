"""Finding words in the page: which places there are, which one is looked at, and going on to the next."""

from __future__ import annotations

import bisect
from collections import Counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal

from govdesk.ui.sheet.document import SheetDocument
from govdesk.ui.sheet.find_bar import FindBar
from govdesk.ui.sheet.searchable import Hit
from govdesk.ui.sheet.sheet import RuleSheet


class _Place(NamedTuple):
    position: int  # the first character in view
    article: int  # -1: none
    scrolled: int  # pixels


class Finding(QObject):
    """Connects the find box of `bar` with `sheet`.

    `counted` carries how many hits each article (by index) has, `article_reached` the article of the hit looked at.
    """

    counted = Signal(object)
    article_reached = Signal(int)
    message = Signal(str)

    def __init__(self, sheet: RuleSheet, bar: FindBar) -> None:
        super().__init__(sheet)
        self._sheet, self._bar = sheet, bar
        self._shown: SheetDocument | None = None
        self.hits: list[Hit] = []
        self.current = -1
        self._origin: _Place | None = None  # where reading was before words were typed
        self._led_to = -1  # where the sheet was scrolled to by them
        bar.finder.textChanged.connect(self._look)
        bar.finder.next_requested.connect(self.next)
        bar.finder.previous_requested.connect(self.previous)

    def use(self, shown: SheetDocument) -> None:
        """Look in this document from now on; what is in the box is looked for at once, scrolling nothing."""
        self._shown = shown
        self._find(self._bar.finder.text())
        self.current = 0 if self.hits else -1
        self._show()

    def start_at(self, position: int) -> None:
        """Look at the first place from a document position on; it is not scrolled to."""
        if self.hits:
            self.current = bisect.bisect_left([hit.start for hit in self.hits], position) % len(self.hits)
            self._show()

    def next(self) -> None:
        """Go to the next place, from the last one to the first."""
        self._move(1)

    def previous(self) -> None:
        """Go to the place before, from the first one to the last."""
        self._move(-1)

    def _look(self, typed: str) -> None:
        """Every letter looks anew from where reading was: one that is found nowhere must not leave us elsewhere."""
        self._find(typed)
        if not typed.strip():
            self._origin = None
            self._show()
            return
        scrolled = self._sheet.verticalScrollBar()
        if self._origin is None or scrolled.value() != self._led_to:
            top = self._sheet.cursorForPosition(QPoint(0, 0)).position()
            article = self._sheet.current
            if article < 0 and self._shown is not None:
                article = self._shown.place_at(top).article
            self._origin = _Place(top, article, scrolled.value())
        if self.hits:
            starts = [hit.start for hit in self.hits]
            self.current = bisect.bisect_left(starts, self._origin.position) % len(self.hits)
            self._go()
        else:
            self._sheet.scroll_to(self._origin.scrolled)
            self._show()
            self.article_reached.emit(self._origin.article)
        self._led_to = scrolled.value()

    def _find(self, typed: str) -> None:
        self.current = -1
        self.hits = self._shown.text.find(typed) if self._shown is not None else []
        counts: Counter[int] = Counter()
        if self._shown is not None:
            counts.update(self._shown.place_at(hit.start).article for hit in self.hits)
        counts.pop(-1, None)
        self.counted.emit(dict(counts))

    def _move(self, by: int) -> None:
        if not self.hits:
            if not self._bar.finder.text().strip():
                self._bar.finder.setFocus()
            return
        self._origin = None
        wanted = self.current + by
        self.current = wanted % len(self.hits)
        if wanted != self.current:
            self.message.emit("已到末尾，从头找起" if by > 0 else "已到开头，从末尾找起")
        self._go()

    def _go(self) -> None:
        self._sheet.show_hit(self.hits[self.current])
        self._show()
        if self._shown is not None:
            self.article_reached.emit(self._shown.place_at(self.hits[self.current].start).article)

    def _show(self) -> None:
        self._sheet.set_hits(self.hits, self.current)
        self._bar.show_count(self.current, len(self.hits))
