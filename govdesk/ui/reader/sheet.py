"""The sheet that a rule is read on: the document, and over it the current article, the words found and the scroll marks.

Nothing here changes the document. The page decides which article is current; the sheet tells of clicks and of where
scrolling came to rest.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QToolTip, QWidget

from govdesk.ui.reader.copying import selected_words
from govdesk.ui.reader.document import NOTE_SCHEME, RuleDocument
from govdesk.ui.reader.searchable import Hit
from govdesk.ui.reader.ticks import Ticks
from govdesk.ui.shell.layout import SHEET_MAXIMUM
from govdesk.ui.theme import Theme

_BESIDE = 28  # window ground beside the sheet
_REST_MS = 160  # scrolling has come to rest
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class RuleSheet(QTextBrowser):
    """Shows a `RuleDocument`. Article and note signals carry an article's index and a note's id."""

    article_pressed = Signal(int)
    came_to_rest = Signal(int)
    note_pressed = Signal(str)
    copy_requested = Signal()  # Ctrl+C with nothing selected
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: RuleDocument | None = None
        self._current = -1
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._held = -1  # the article that was brought into view, until the reader scrolls
        self._ring = False
        self._note_words: dict[str, str] = {}
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("条文正文")
        self.ticks = Ticks(theme, self.verticalScrollBar())
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._scrolled_by_reader())
        self.anchorClicked.connect(lambda url: self.note_pressed.emit(url.toString().removeprefix(NOTE_SCHEME)))

    # -- what is shown

    def show_document(self, shown: RuleDocument, notes: dict[str, str]) -> None:
        """Show another document from its top; `notes` are the words of each note for tooltips."""
        self._shown, self._current, self._hits, self._hit = shown, -1, (), -1
        self._note_words = notes
        self.setExtraSelections([])
        self._held = -1
        shown.document.setParent(self)  # the view must never outlive what it shows
        self.setDocument(shown.document)
        self._place_sheet()
        self.ticks.set_marks(())
        self._rest.stop()

    def set_current(self, index: int) -> None:
        """Mark an article as the current one; -1 for none."""
        if index != self._current:
            self._current = index
            self.viewport().update()

    def set_hits(self, hits: Sequence[Hit], current: int) -> None:
        """Mark the places found, and the one that is looked at (-1: none)."""
        changed = hits is not self._hits
        self._hits, self._hit = hits, current
        self._mark_hits()
        if changed:
            self.ticks.set_marks(self._positions(hits))

    # -- scrolling

    def show_article(self, index: int, *, calmly: bool = False) -> None:
        """Bring an article into view, its heading with it; `calmly` does nothing where it is in view already."""
        if self._shown is None or not 0 <= index < len(self._shown.blocks):
            return
        self._held = index
        first, last = self._shown.blocks[index]
        top, bottom = self._block_rect(first).top(), self._block_rect(last).bottom()
        if calmly and top >= 0 and bottom <= self.viewport().height():
            return
        heading = self._shown.heading_before(index)
        room = self._theme.px(24)
        if heading != first and bottom - self._block_rect(heading).top() < self.viewport().height():
            top, room = self._block_rect(heading).top(), self._theme.px(24)
        self.scroll_to(self.verticalScrollBar().value() + top - room)

    def show_block(self, number: int) -> None:
        """Bring a block, such as a chapter's title, to the top."""
        self.scroll_to(self.verticalScrollBar().value() + self._block_rect(number).top() - self._theme.px(24))

    def show_hit(self, hit: Hit) -> None:
        """Bring a place into view, a third down the sheet where it was out of view."""
        rect = self._rect_at(hit.start)
        line = self._theme.line_height("rule")
        if rect.top() < 0 or rect.bottom() + line > self.viewport().height():
            self.scroll_to(self.verticalScrollBar().value() + rect.top() - self.viewport().height() // 3)

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

    def article_at_top(self) -> int:
        """The article that reading has come to: the first that begins in view, or the one that fills the view."""
        if self._shown is None:
            return -1
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).block().blockNumber()
        filling = self._shown.places[block].article if block < len(self._shown.places) else -1
        starts = [first for first, _ in self._shown.blocks]
        index = bisect.bisect_left(starts, block)
        for candidate in range(max(0, index - 1), len(starts)):
            top = self._block_rect(starts[candidate]).top()
            if top >= -self._theme.px(16):
                return candidate if top < self.viewport().height() * 2 // 3 or filling < 0 else filling
        return filling

    def _scrolled(self) -> None:
        if self._hits:
            self._mark_hits()

    def _scrolled_by_reader(self) -> None:
        """A wheel, a key or the bar — unlike a new width, which scrolls too."""
        self._held = -1
        self._rest.start()

    def _come_to_rest(self) -> None:
        if self._shown is None or self.verticalScrollBar().isSliderDown():
            return
        if 0 <= self._current < len(self._shown.blocks):
            first, last = self._shown.blocks[self._current]
            line = self._theme.line_height("rule")
            if (
                self._block_rect(first).top() < self.viewport().height() - 2 * line
                and self._block_rect(last).bottom() > 2 * line
            ):
                return  # the article chosen is still being read
        index = self.article_at_top()
        if index >= 0:
            self.came_to_rest.emit(index)

    # -- copying

    def selection(self) -> tuple[int, int]:
        """The selected range of positions; equal ends where nothing is selected."""
        cursor = self.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        if self._shown is not None:
            data.setText(selected_words(self._shown, *self.selection()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.copy_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            to_start = event.key() == Qt.Key.Key_Home
            bar.triggerAction(bar.SliderAction.SliderToMinimum if to_start else bar.SliderAction.SliderToMaximum)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = -1
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self._shown is None:
            return
        article = self._shown.place_at(self.textCursor().selectionStart()).article
        if article >= 0 and not self.anchorAt(event.position().toPoint()):
            self.article_pressed.emit(article)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            note = self.anchorAt(event.pos()).removeprefix(NOTE_SCHEME)
            QToolTip.showText(event.globalPos(), self._note_words.get(note, ""), self.viewport())
            return True
        return super().viewportEvent(event)

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
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        value = self.verticalScrollBar().value()
        super().showEvent(event)  # on the first show Qt scrolls to the text cursor, which stands at the beginning
        self.scroll_to(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self.anchor() if self._shown is not None else None
        self._place_sheet()
        super().resizeEvent(event)
        if self._held >= 0:
            self.show_article(self._held)
        elif anchor is not None and event.oldSize().width() != event.size().width():
            self.restore(anchor)

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

    def _mark_hits(self) -> None:
        """Marks for what is in view and a page around it: thousands of hits cost no more than a few."""
        if not self._hits:
            self.setExtraSelections([])
            return
        height = self.viewport().height()
        first = self.cursorForPosition(QPoint(0, -height)).position()
        last = self.cursorForPosition(QPoint(self.viewport().width(), 2 * height)).position()
        starts = [hit.start for hit in self._hits]
        begin, end = bisect.bisect_left(starts, first), bisect.bisect_right(starts, last)
        chosen = {*range(begin, end)} | ({self._hit} if 0 <= self._hit < len(self._hits) else set())
        self.setExtraSelections(
            [selection for index in sorted(chosen) for selection in self._selections(index, self.document())]
        )

    def _selections(self, index: int, document: QTextDocument) -> list[QTextEdit.ExtraSelection]:
        current = index == self._hit
        form = QTextCharFormat()
        form.setBackground(self._theme.color("hit" if current else "mark"))
        form.setForeground(self._theme.color("onHit" if current else "ink"))
        if current:
            form.setFontUnderline(True)
            form.setUnderlineColor(QColor(self._theme.color("onHit")))
        made = []
        for start, end in self._hits[index].ranges:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            # PySide's stubs leave these two attributes out.
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format = form  # type: ignore[attr-defined]
            made.append(selection)
        return made

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
