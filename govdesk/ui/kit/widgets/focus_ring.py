"""Where the focus is, for what scrolls: panels and pages have no frame of their own that could change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTextEdit, QWidget

from govdesk.ui.kit.theme import Theme

#: What brings the focus without the mouse. A page that is opened takes it as if by mouse: all of it is new, and no
#: ring need say where to look.
KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class FocusRing(QWidget):
    """A ring over the edge of `area` while it, or text to read inside it, has the focus and got it by key.

    It takes no room and no clicks.
    """

    def __init__(self, theme: Theme, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._theme, self._area = theme, area
        self._by_key = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def rest(self) -> None:
        """No ring until the focus comes by key again: the page has just been opened."""
        self._by_key = False
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._area.rect())
        elif (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusIn
            # Coming back from another window changes nothing.
            and event.reason() != Qt.FocusReason.ActiveWindowFocusReason
        ):
            self._by_key = event.reason() in KEYBOARD
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("act"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        area = self._area
        # A field or a button inside shows by itself that it has the focus; text that is only read does not.
        reading = isinstance(now, QTextEdit) and now.isReadOnly() and area.isAncestorOf(now)
        here = (now is area and self._by_key) or reading
        if here:
            self.setGeometry(area.rect())
            self.raise_()
        self.setVisible(here)
