"""A document on a sheet, painted: page and window ground, the current article, the words found. It decides nothing."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from govdesk.ui.kit.layout import SHEET_MAXIMUM
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.focus_ring import KEYBOARD
from govdesk.ui.sheet.document import SheetDocument
from govdesk.ui.sheet.searchable import Hit
from govdesk.ui.sheet.ticks import Ticks

_BESIDE = 28  # window ground beside the sheet


class PaintedSheet(QTextBrowser):
    """Shows a `SheetDocument` and paints over it; the document itself is never changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: SheetDocument | None = None
        self._current = -1
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._link = -1
        self._ring = False
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ticks = Ticks(theme, self.verticalScrollBar())

    def show_document(self, shown: SheetDocument) -> None:
        """Show another document from its top."""
        self._shown, self._current, self._hits, self._hit, self._link = shown, -1, (), -1, -1
        self.setExtraSelections([])
        shown.document.setParent(self)  # the view must never outlive what it shows
        self.setDocument(shown.document)
        self._place_sheet()
        self.ticks.set_marks(())

    @property
    def current(self) -> int:
        """The article marked as the current one; -1 for none."""
        return self._current

    def set_current(self, index: int) -> None:
        """Mark an article as the current one; -1 for none."""
        if index != self._current:
            self._current = index
            self.viewport().update()

    def set_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark the places found, and the one that is looked at (-1: none)."""
        changed = hits is not self._hits
        self._hits, self._hit = hits, current
        self._mark()
        if changed:
            self.ticks.set_marks(self._positions(hits))

    def underline_link(self, index: int) -> None:
        """Underline one of the document's links, the one under the hand or the focus; -1: none."""
        if index != self._link:
            self._link = index
            self._mark()

    def scroll_to(self, value: int) -> None:
        """Scroll so that the document's pixel `value` is at the top."""
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            # A long document is laid out little by little, and the bar learns of its height only afterwards.
            bar.setMaximum(value)
        bar.setValue(value)

    def anchor(self) -> tuple[int, int]:
        """Where the sheet is scrolled to, in a form that outlives a new width or look: (block, pixels into it)."""
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).block().blockNumber()
        return block, -self._block_rect(block).top()

    def restore(self, anchor: tuple[int, int]) -> None:
        """Scroll back to an `anchor`."""
        block, offset = anchor
        if self._shown is not None and block < len(self._shown.places):
            height = self._block_rect(block).height()
            self.scroll_to(self.verticalScrollBar().value() + self._block_rect(block).top() + min(offset, height))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("page"))
        current = self._current_rect()
        if current is not None and current.intersects(event.rect()):
            painter.fillRect(current, theme.color("actT"))
            if self._ring and self.hasFocus():
                painter.fillRect(current.left(), current.top(), current.width(), 2, theme.color("act"))
                painter.fillRect(current.left(), current.bottom() - 1, current.width(), 2, theme.color("act"))
                painter.fillRect(current.right() - 1, current.top(), 2, current.height(), theme.color("act"))
            painter.fillRect(current.left(), current.top(), theme.px(3), current.height(), theme.color("act"))
        line = theme.color("line")
        painter.fillRect(0, 0, 1, self.viewport().height(), line)
        painter.fillRect(self.viewport().width() - 1, 0, 1, self.viewport().height(), line)
        painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def apply_theme(self) -> None:
        """Take colours and measures from the theme again; the page hands over a new document."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        self.setPalette(palette)
        self._place_sheet()

    def _place_sheet(self) -> None:
        """The sheet in the middle, no wider than a line can be read, window ground beside it."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        sheet = min(self._theme.px(SHEET_MAXIMUM), room - 2 * min(self._theme.px(_BESIDE), room // 20))
        if self._shown is not None:
            # Whole characters to the line: what is left over would be spread between them, the number's too.
            em = QFontMetrics(self._theme.font("rule")).horizontalAdvance("汉")
            fixed = 2 * round(self._shown.document.documentMargin()) + self._shown.column + 1
            sheet = fixed + max(1, (sheet - fixed) // em) * em
        left = max(0, (room - sheet) // 2)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, room - sheet - left):
            self.setViewportMargins(left, 0, room - sheet - left, 0)

    def _current_rect(self) -> QRect | None:
        if self._shown is None or not 0 <= self._current < len(self._shown.blocks):
            return None
        first, last = self._shown.blocks[self._current]
        # A fixed line height puts all its spare room over the letters, so the ground goes by the letters.
        pad = self._theme.px(8)
        top, bottom = self._letters(first)[0] - pad, self._letters(last)[1] + pad
        margin = round(self._shown.document.documentMargin())
        left, right = margin - self._theme.px(16), self.viewport().width() - margin + self._theme.px(12)
        return QRect(left, top, right - left, bottom - top)

    def _letters(self, number: int) -> tuple[int, int]:
        """Where the letters of a block begin and end, in viewport pixels."""
        top = self._block_rect(number).top()
        layout = self.document().findBlockByNumber(number).layout()
        if not layout.lineCount():
            return top, top
        last = layout.lineAt(layout.lineCount() - 1)
        return top + round(layout.lineAt(0).y()), top + round(last.y() + last.height())

    def _block_rect(self, number: int) -> QRect:
        """A block in viewport pixels; its margins do not count."""
        document = self.document()
        rect = document.documentLayout().blockBoundingRect(document.findBlockByNumber(number))
        return rect.toAlignedRect().translated(0, -self.verticalScrollBar().value())

    def _rect_at(self, position: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self._block_rect(cursor.block().blockNumber())  # so that it is laid out
        return self.cursorRect(cursor)

    # -- words found

    def _mark(self) -> None:
        """Marks for what is in view and a page around it: thousands of hits cost no more than a few."""
        selections = self._link_selections()
        if self._hits:
            height = self.viewport().height()
            first = self.cursorForPosition(QPoint(0, -height)).position()
            last = self.cursorForPosition(QPoint(self.viewport().width(), 2 * height)).position()
            starts = [hit.start for hit in self._hits]
            begin, end = bisect.bisect_left(starts, first), bisect.bisect_right(starts, last)
            chosen = {*range(begin, end)} | ({self._hit} if 0 <= self._hit < len(self._hits) else set())
            selections += [made for index in sorted(chosen) for made in self._hit_selections(index)]
        self.setExtraSelections(selections)

    def _link_selections(self) -> list[QTextEdit.ExtraSelection]:
        if self._shown is None or not 0 <= self._link < len(self._shown.links):
            return []
        placed, form = self._shown.links[self._link], QTextCharFormat()
        style = QTextCharFormat.UnderlineStyle
        form.setUnderlineStyle(style.SingleUnderline if placed.held else style.DotLine)
        form.setUnderlineColor(self._theme.color("act" if placed.held else "ink3"))
        return [self._selection(start, end, form) for start, end in placed.ranges]

    def _hit_selections(self, index: int) -> list[QTextEdit.ExtraSelection]:
        current = index == self._hit
        form = QTextCharFormat()
        form.setBackground(self._theme.color("hit" if current else "mark"))
        form.setForeground(self._theme.color("onHit" if current else "ink"))
        if current:
            form.setFontUnderline(True)
            form.setUnderlineColor(self._theme.color("onHit"))
        return [self._selection(start, end, form) for start, end in self._hits[index].ranges]

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        # PySide's stubs leave these two attributes out.
        selection.cursor = cursor  # type: ignore[attr-defined]
        selection.format = form  # type: ignore[attr-defined]
        return selection

    def _positions(self, hits: Sequence[Hit]) -> tuple[float, ...]:
        """How far down the document each hit stands, 0 to 1."""
        document = self.document()
        layout = document.documentLayout()
        if not hits:
            return ()
        layout.blockBoundingRect(document.lastBlock())  # the height is known only when all is laid out
        height = max(1.0, layout.documentSize().height())
        found = []
        for hit in hits:
            block = document.findBlock(hit.start)
            line = block.layout().lineForTextPosition(hit.start - block.position())
            within = line.y() if line.isValid() else 0.0
            found.append((layout.blockBoundingRect(block).top() + within) / height)
        return tuple(found)
