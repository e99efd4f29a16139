"""What the window holds, on whatever screen there is: as large as the window, and scrolled where that is too small."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

#: The least that the pages are laid out for, in pixels at 100 %. With 175 % text that is a window of 1024 × 640.
LEAST_WIDTH, LEAST_HEIGHT = 580, 360


class Canvas(ScrollArea):
    """Holds `body`. Its bars come only in a window in which no page could be used otherwise."""

    def __init__(self, theme: Theme, body: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", "NoFocus")
        # Its own viewport. For one that Qt made, PySide looks through every kind of widget there is, and builds each of
        # them at the first such question: a tenth of the time to the first frame and 2 MiB.
        ground = QWidget()
        self.setViewport(ground)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # a scroll area takes Alt+← for ←

    def _fit(self) -> None:
        self.widget().setMinimumSize(self._theme.px(LEAST_WIDTH), self._theme.px(LEAST_HEIGHT))
