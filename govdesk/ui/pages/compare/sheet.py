"""The sheet of a comparison: one document, so both sides scroll as one; the pair being read has a bar at its left."""

from __future__ import annotations

import bisect

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.focus_ring import KEYBOARD
from govdesk.ui.pages.compare.document import ARTICLE_SCHEME, COPY_SCHEME, ComparisonDocument

_REST_MS = 160


class ComparisonSheet(QTextBrowser):
    """Shows a `ComparisonDocument`; pairs are told by their place in it."""

    came_to_rest = Signal(int)
    copy_requested = Signal(int)  # a pair
    selection_copy_requested = Signal()
    article_requested = Signal(str, str)  # rule id, article number
    scroll_bar_widened = Signal(int)  # its width in pixels

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: ComparisonDocument | None = None
        self._current = -1
        self._ring = False
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setAccessibleName("左右对照")
        self.anchorClicked.connect(self._follow)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._rest.start())

    def show_document(self, shown: ComparisonDocument) -> None:
        """Show another document from its top."""
        self._rest.stop()
        before, self._shown, self._current = self._shown, shown, -1
        shown.document.setParent(self)
        self.setDocument(shown.document)
        if before is not None and before is not shown:
            before.document.deleteLater()  # Qt deletes only a document that it made itself
        self.apply_theme()

    def show_pair(self, pair: int, *, scroll: bool = True) -> None:
        """Make a pair the one being read; `scroll` brings its heading to the top."""
        if self._shown is None or not 0 <= pair < len(self._shown.headings):
            return
        self._current = pair
        if scroll:
            bar = self.verticalScrollBar()
            value = bar.value() + self._heading(pair).top()
            if value > bar.maximum():
                bar.setMaximum(value)
            bar.setValue(value)
        self.viewport().update()

    def pair_at_top(self) -> int:
        """The pair whose words are first in view."""
        if self._shown is None:
            return -1
        block = self.cursorForPosition(QPoint(self._theme.px(40), self._theme.px(60))).block().blockNumber()
        return max(0, bisect.bisect_right(self._shown.headings, block) - 1)

    def apply_theme(self) -> None:
        """Take colours from the theme again; the page hands over a new document."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        self.setPalette(palette)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("page"))
        painter.end()
        super().paintEvent(event)
        if self._shown is not None and 0 <= self._current < len(self._shown.headings):
            painter = QPainter(self.viewport())
            at = self._heading(self._current)
            color = self._theme.color("act")
            painter.fillRect(0, at.top(), self._theme.px(3), at.height(), color)
            if self._ring and self.hasFocus():
                painter.fillRect(0, at.top(), self.viewport().width(), 2, color)
                painter.fillRect(0, at.bottom() - 1, self.viewport().width(), 2, color)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy) and not self.textCursor().hasSelection():
            self.selection_copy_requested.emit()
        elif event.key() == Qt.Key.Key_Home:
            bar.triggerAction(bar.SliderAction.SliderToMinimum)
        elif event.key() == Qt.Key.Key_End:
            bar.triggerAction(bar.SliderAction.SliderToMaximum)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.anchorAt(event.pos())
            words = "在规则中打开" if address.startswith(ARTICLE_SCHEME) else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)  # on the first show Qt scrolls to the text cursor, which stands at the beginning
        self.show_pair(self._current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scroll_bar_widened.emit(self.width() - self.viewport().width())
        if event.oldSize().width() != event.size().width():
            self.show_pair(self._current)

    def _heading(self, pair: int) -> QRect:
        """The ground of a pair's heading in viewport pixels."""
        assert self._shown is not None
        block = self.document().findBlockByNumber(self._shown.headings[pair])
        rect = self.document().documentLayout().blockBoundingRect(block).toAlignedRect()
        pad = self._theme.px(8)
        return rect.translated(0, -self.verticalScrollBar().value()).adjusted(0, -pad, 0, pad)

    def _come_to_rest(self) -> None:
        if self._shown is None or self.verticalScrollBar().isSliderDown():
            return
        if 0 <= self._current < len(self._shown.headings):
            top = self._heading(self._current).top()
            below = self._heading(self._current + 1).top() if self._current + 1 < len(self._shown.headings) else 10**9
            if top < self.viewport().height() * 2 // 3 and below > self._theme.px(60):
                return  # still being read
        self.came_to_rest.emit(self.pair_at_top())

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith(COPY_SCHEME):
            self.copy_requested.emit(int(address.removeprefix(COPY_SCHEME)))
        elif address.startswith(ARTICLE_SCHEME):
            self.article_requested.emit(*address.removeprefix(ARTICLE_SCHEME).rsplit("/", 1))
