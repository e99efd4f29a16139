"""The sheet that a rule is read on: the document, and over it the current article, the words found and the scroll marks.

Nothing here changes the document. The page decides which article is current; the sheet tells of clicks and of where
scrolling came to rest.
"""

from __future__ import annotations

import bisect

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.sheet.copying import mime_data, words_between
from govdesk.ui.sheet.document import SheetDocument
from govdesk.ui.sheet.painted import PaintedSheet
from govdesk.ui.sheet.rule_document import LINK_SCHEME, NOTE_SCHEME
from govdesk.ui.sheet.searchable import Hit

_REST_MS = 160  # scrolling has come to rest


class RuleSheet(PaintedSheet):
    """Shows a `SheetDocument`. Article and note signals carry an article's index and a note's id."""

    article_pressed = Signal(int)
    came_to_rest = Signal(int)
    note_pressed = Signal(str)
    link_pressed = Signal(int)  # its place in the document's links
    copy_requested = Signal()  # Ctrl+C with nothing selected
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._held = -1  # the article that was brought into view, until the reader scrolls
        self._tips: dict[str, str] = {}
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setAccessibleName("条文正文")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._scrolled_by_reader())
        self.anchorClicked.connect(lambda url: self._follow(url.toString()))
        self.highlighted.connect(lambda url: self.underline_link(_link_index(url.toString())))

    def show_rule(self, shown: SheetDocument, tips: dict[str, str]) -> None:
        """Show another document from its top; `tips` are the tooltips of notes and links by their addresses."""
        self._held, self._tips = -1, tips
        self.show_document(shown)
        self._rest.stop()

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

    def _follow(self, address: str) -> None:
        if address.startswith(NOTE_SCHEME):
            self.note_pressed.emit(address.removeprefix(NOTE_SCHEME))
        elif (index := _link_index(address)) >= 0:
            self.link_pressed.emit(index)

    def _scrolled(self) -> None:
        if self._hits:
            self._mark()

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
        return mime_data(words_between(self._shown, *self.selection()) if self._shown is not None else "")

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

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QContextMenuEvent)
            and event.reason() == QContextMenuEvent.Reason.Keyboard
            and (current := self._current_rect()) is not None
        ):
            # Qt would scroll to the text cursor, which stands anywhere; by key the menu is about the current article.
            inside = current.intersected(self.viewport().rect()).topLeft() + QPoint(
                self._theme.px(96), self._theme.px(32)
            )
            self.menu_requested.emit(self.viewport().mapToGlobal(inside))
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tips.get(self.anchorAt(event.pos()), ""), self.viewport())
            return True
        return super().viewportEvent(event)

    # -- keeping the place

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


def _link_index(address: str) -> int:
    return int(address.removeprefix(LINK_SCHEME)) if address.startswith(LINK_SCHEME) else -1
