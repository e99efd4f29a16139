"""What a sheet can show: a document, which part of it stands where, and its words for finding.

A rule is one such document, the manual another; the sheet, finding and copying know no more than this of either.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextDocument

from govdesk.rules.links import Link
from govdesk.ui.sheet.searchable import SearchText


class Place(NamedTuple):
    """What stands in a block: an article by its index, and 款 and 项 from 1; article -1 is a heading or the notice."""

    article: int
    paragraph: int = 0
    item: int | None = None


NOWHERE = Place(-1)


class PlacedLink:
    """Words that name another place, where they stand: `ranges` of positions, parted where a note mark stands between."""

    def __init__(self, number: int, article: int, link: Link, *, held: bool) -> None:
        self.number, self.article, self.link, self.held = number, article, link, held
        self.ranges: list[tuple[int, int]] = []


class SheetDocument:
    """A QTextDocument in articles — of a rule, or topics of the manual.

    `places[block number]` is what stands in a block, `blocks[article index]` the first and last block of an article,
    `divisions[division index]` the block of a heading, `links` are the words that lead elsewhere, `column` is the width
    of a column of numbers in pixels, `text` what can be found.
    """

    def __init__(self) -> None:
        self.links: list[PlacedLink] = []
        self.places: list[Place] = []
        self.blocks: list[tuple[int, int]] = []
        self.divisions: dict[int, int] = {}
        self.column = 0
        self.text = SearchText()
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)

    def place_at(self, position: int) -> Place:
        """What stands at a character position of the document."""
        number = self.document.findBlock(position).blockNumber()
        return self.places[number] if 0 <= number < len(self.places) else NOWHERE

    def article_start(self, index: int) -> int:
        """The character position where an article begins."""
        return self.document.findBlockByNumber(self.blocks[index][0]).position()

    def heading_before(self, index: int) -> int:
        """The block to scroll to for an article: the first of the headings right above it, or its own first."""
        first = self.blocks[index][0]
        while first > 0 and first - 1 in self.divisions.values():
            first -= 1
        return first
