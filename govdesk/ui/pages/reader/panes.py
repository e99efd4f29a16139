"""The reader's four parts in their places: contents, bar and sheet, and what belongs to the article."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.rules.counterparts import Counterparts
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.reader.side import ArticleSide
from govdesk.ui.pages.reader.toolbar import ReaderBar
from govdesk.ui.sheet.contents import Contents
from govdesk.ui.sheet.holder import LEFT_WIDTH, SheetHolder, toggle_pane
from govdesk.ui.sheet.sheet import RuleSheet
from govdesk.wizards.library import Library

RIGHT_WIDTH = 304


class ReaderPanes(QWidget):
    """Side by side where there is room; the side panel under the sheet, and the contents put away, where there is not."""

    def __init__(
        self, theme: Theme, library: Library, counterparts: Iterable[Counterparts] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout: WindowLayout | None = None
        self.contents = Contents(theme, library.rules)
        self.bar = ReaderBar(theme)
        self.sheet = RuleSheet(theme)
        self.side = ArticleSide(theme, library, counterparts)
        centre = QWidget()
        column = QVBoxLayout(centre)
        self.holder = SheetHolder(theme, self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.holder, 1)
        self._reading = Splitter("reader.article", Qt.Orientation.Horizontal)
        self._reading.addWidget(centre)
        self._reading.addWidget(self.side)
        self._whole = Splitter("reader.contents", Qt.Orientation.Horizontal)
        self._whole.addWidget(self.contents)
        self._whole.addWidget(self._reading)
        for splitter in (self._reading, self._whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self._reading.setStretchFactor(0, 1)
        self._whole.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        self.bar.contents_requested.connect(self.toggle_contents)
        self.bar.side_requested.connect(self.toggle_side)
        self.contents.close_button.clicked.connect(self.toggle_contents)
        self.side.close_button.clicked.connect(self.toggle_side)

    def apply_layout(self, layout: WindowLayout) -> None:
        """Fold what the window has no room for."""
        before, self._layout = self._layout, layout
        self._reading.setOrientation(Qt.Orientation.Vertical if layout.side_below else Qt.Orientation.Horizontal)
        if before is None or before.toc_drawer != layout.toc_drawer:
            self.contents.setVisible(not layout.toc_drawer)
            self.contents.close_button.setVisible(layout.toc_drawer)
            self.side.close_button.setVisible(layout.toc_drawer)
        if before is None or (before.side_below, before.toc_drawer) != (layout.side_below, layout.toc_drawer):
            self.side.set_compact(layout.side_below, tight=layout.toc_drawer)
            self.side.setVisible(not layout.toc_drawer)
        self._size()
        self._offer()

    def toggle_contents(self) -> None:
        """Put the contents away, or bring them back with the focus in them."""
        toggle_pane(self.contents, self.sheet, enter=self.contents.tree)
        self._size()
        self._offer()

    def toggle_side(self) -> None:
        """Put the side panel away, or bring it back."""
        toggle_pane(self.side, self.sheet)
        self._size()
        self._offer()

    def show_side(self) -> None:
        """Bring the side panel back."""
        if not self.side.isVisibleTo(self):
            self.toggle_side()

    def _offer(self) -> None:
        """A pane that is put away leaves a button that brings it back."""
        self.bar.contents_button.setVisible(not self.contents.isVisibleTo(self))
        self.bar.side_button.setVisible(not self.side.isVisibleTo(self))

    def _size(self) -> None:
        px = self._theme.px
        self.contents.setMinimumWidth(px(200))
        self._whole.setSizes([px(LEFT_WIDTH), max(px(400), self.width() - px(LEFT_WIDTH))])
        if self._reading.orientation() == Qt.Orientation.Horizontal:
            self.side.setMinimumSize(px(240), 0)
            room = self.width() - px(LEFT_WIDTH) * self.contents.isVisibleTo(self)
            self._reading.setSizes([max(px(400), room - px(RIGHT_WIDTH)), px(RIGHT_WIDTH)])
        else:
            self.side.setMinimumSize(0, px(96))
            self._reading.setSizes([max(1, self.height() * 7 // 10), max(1, self.height() * 3 // 10)])
