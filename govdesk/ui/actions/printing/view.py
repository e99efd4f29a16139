"""The pages side by side on a grey desk: whole pages, larger ones, or all of them as thumbnails."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from govdesk.ui.actions.printing.pages import POINTS_PER_INCH, Pages
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.focus_ring import FocusRing

_GAP = 24
_THUMBNAIL = 0.2  # of the paper's own size
_STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)  # of the paper's own size
_KEPT = 24  # pictures; a page at 200 % is some 5 MB
_SCREEN_DPI = 96


class PagesView(QAbstractScrollArea):
    """Shows the pages of a PDF; `zoom_changed` tells the new size in words (缩略图, 整页, 150%).

    Thumbnails have their numbers under them; a click, or Enter on the marked one, goes to that page.
    """

    zoom_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: Pages | None = None
        self._zoom = 0.0  # 0: whole pages
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._rects: list[QRect] = []
        self._height = 0
        self._marked = 0  # the thumbnail that Enter opens
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFont(theme.font("secondary"))
        self.setAccessibleName("页面预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = FocusRing(theme, self)

    def set_pages(self, pages: Pages | None) -> None:
        """Show another document; the place and the size stay."""
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._pictures.clear()
        self._arrange()
        count = len(pages) if pages else 0
        self.setAccessibleDescription(f"共 {count} 页" if count else "")

    def zoom(self, direction: int) -> None:
        """One step larger (1) or smaller (-1), or whole pages again (0)."""
        fit = self._fit()
        if direction == 0 or (self.overview and direction > 0):
            self._zoom = 0.0
        elif direction > 0:
            self._zoom = next((step for step in _STEPS if step > (self._zoom or fit) + 0.01), _STEPS[-1])
        elif not self._zoom and self._pages is not None and len(self._pages) > 1:
            self._zoom = _THUMBNAIL
        elif not self.overview:
            smaller = [step for step in _STEPS if step < (self._zoom or fit) - 0.01]
            self._zoom = smaller[-1] if smaller and smaller[-1] > fit else 0.0
        self._arrange()
        self.zoom_changed.emit(self.zoom_words())

    def zoom_words(self) -> str:
        """缩略图, 整页 or 150%."""
        return "缩略图" if self.overview else f"{self._zoom:.0%}" if self._zoom else "整页"

    @property
    def overview(self) -> bool:
        """Whether thumbnails are shown."""
        return self._zoom == _THUMBNAIL

    def open_thumbnail(self, number: int) -> None:
        """From the thumbnails to a whole page (from 0)."""
        self.zoom(0)
        self.show_page(number)

    def show_page(self, number: int) -> None:
        """Scroll to a page (from 0)."""
        if number < len(self._rects):
            self.verticalScrollBar().setValue(self._rects[number].top() - _GAP)

    def _fit(self) -> float:
        """The size at which a whole page fits the window's height and two its width where there are two."""
        if self._pages is None or not len(self._pages):
            return 1.0
        width, height = (side * _SCREEN_DPI / POINTS_PER_INCH for side in self._pages.size(0))
        room = self.viewport().size()
        high = (room.height() - 2 * _GAP) / height
        wide = (room.width() - 2 * _GAP) / width
        return max(0.1, min(high, wide))

    def _arrange(self) -> None:
        self._rects = []
        if self._pages is not None:
            scale = (self._zoom or self._fit()) * _SCREEN_DPI / POINTS_PER_INCH
            sizes = [self._pages.size(number) for number in range(len(self._pages))]
            width = max((round(w * scale) for w, _ in sizes), default=1)
            room = max(self.viewport().width(), width + 2 * _GAP)
            across = max(1, min(len(sizes), (room - _GAP) // (width + _GAP)))
            left = (room - across * (width + _GAP) + _GAP) // 2
            top = _GAP
            below = _GAP + (self.fontMetrics().height() if self.overview else 0)
            for start in range(0, len(sizes), across):
                row = sizes[start : start + across]
                tall = max(round(h * scale) for _, h in row)
                for position, (w, h) in enumerate(row):
                    self._rects.append(QRect(left + position * (width + _GAP), top, round(w * scale), round(h * scale)))
                top += tall + below
            self._height = top
            self._set_bars(room)
        self.viewport().update()

    def _set_bars(self, width: int) -> None:
        size = self.viewport().size()
        for bar, whole, room in (
            (self.verticalScrollBar(), self._height, size.height()),
            (self.horizontalScrollBar(), width, size.width()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(room)
            bar.setSingleStep(self._theme.px(40))

    def _offset(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("line2"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        for number, place in enumerate(self._rects):
            at = place.translated(offset)
            if at.intersects(self.viewport().rect()):
                painter.fillRect(at, Qt.GlobalColor.white)
                painter.drawImage(QRectF(at), self._picture(number, at.width()))
                painter.setPen(QPen(self._theme.color("ink2"), 1))
                painter.drawRect(at.adjusted(-1, -1, 0, 0))
                if self.overview:
                    self._paint_number(painter, number, at)

    def _paint_number(self, painter: QPainter, number: int, at: QRect) -> None:
        if number == self._marked and self.hasFocus():
            painter.setPen(QPen(self._theme.color("act"), 3))
            painter.drawRect(at.adjusted(-3, -3, 2, 2))
        painter.setPen(self._theme.color("page"))
        under = QRect(at.left(), at.bottom() + 2, at.width(), self.fontMetrics().height())
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _picture(self, number: int, width: int) -> QImage:
        assert self._pages is not None
        ratio = self.viewport().devicePixelRatioF()
        key = number, round(width * ratio)
        if key not in self._pictures:
            dpi = key[1] * POINTS_PER_INCH / self._pages.size(number)[0]
            self._pictures[key] = self._pages.image(number, dpi)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint() - self._offset()
        number = next((number for number, place in enumerate(self._rects) if place.contains(at)), None)
        if self.overview and number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._marked = number
            self.open_thumbnail(number)
        else:
            super().mouseReleaseEvent(event)

    def _mark(self, number: int) -> None:
        """Mark a thumbnail and bring it into sight."""
        self._marked = max(0, min(number, len(self._rects) - 1))
        place, bar = self._rects[self._marked], self.verticalScrollBar()
        room = self.viewport().height()
        bar.setValue(max(place.bottom() + 2 * _GAP - room, min(bar.value(), place.top() - _GAP)))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), Qt.Key(event.key())
        places = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        across = sum(place.top() == self._rects[0].top() for place in self._rects)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across}
        if self.overview and key in steps:
            self._mark(self._marked + steps[key])
        elif self.overview and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_thumbnail(self._marked)
        elif key in places:
            bar.setValue(places[key])
        else:
            super().keyPressEvent(event)
