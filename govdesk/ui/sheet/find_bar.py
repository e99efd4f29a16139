"""The bar over a sheet: where we are, and words to find in the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, TOOL_BAR, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import ElidedLabel, Ground, IconButton, Label, SecondaryButton, VLine
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.sheet.filter_field import ClearableLine

FIND_HEIGHT = 34
_ROOM_FOR_DIVISION = 680  # pixels at 100 %
_ROOM_FOR_BUTTON = 80  # the button that brings the contents back
ROOM_FOR_ICONS = 720
_FIND_WIDTH, _FIND_WIDTH_NARROW = 168, 128


class FindField(ClearableLine):
    """The box for words to find, with a cross that clears it."""

    next_requested = Signal()
    previous_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        self._narrow = False
        command = COMMANDS["find"]
        super().__init__(
            theme,
            command.text,
            what="查找的字",
            icon=command.icon,
            name=f"{command.text}，{command.key}",
            height=FIND_HEIGHT,
        )
        self.setToolTip(command.tooltip())

    def apply_theme(self) -> None:
        super().apply_theme()
        self.setFixedWidth(self._theme.px(_FIND_WIDTH_NARROW if self._narrow else _FIND_WIDTH))

    def begin(self) -> None:
        """Take the focus by a key, with what stands here selected to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def set_narrow(self, narrow: bool) -> None:
        """Take less room, in a narrow window with large text."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.apply_theme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous_requested if backwards else self.next_requested).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(Themed, Ground):
    """Breadcrumb at the left, finding at the right: what every text on the sheet has."""

    contents_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "b", parent)
        self.contents_button = SecondaryButton(theme, "目录", tip=COMMANDS["contents"].tooltip(), small=True)
        self.contents_button.hide()
        self._chapter = ElidedLabel(theme, "", "ui", "ink2")
        self._chapter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._slash = Label(theme, "/", "ui", "ink3")
        self._article = Label(theme, "", "ui", "ink", bold=True)
        self.finder = FindField(theme)
        self.counter = Label(theme, "", "ui", "ink2")
        self.counter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous_button = IconButton(theme, "caret-up", "上一处", size=CONTROL_SMALL + 2, icon_size=18)
        self.next_button = IconButton(theme, "caret-down", "下一处", size=CONTROL_SMALL + 2, icon_size=18)
        self.previous_button.setToolTip(COMMANDS["find.previous"].tooltip())
        self.next_button.setToolTip(COMMANDS["find.next"].tooltip())
        self._line = VLine(theme)
        self._line.hide()  # before tools alone
        self._row = QHBoxLayout(self)
        self._crumbs = QHBoxLayout()
        for label in (self._chapter, self._slash, self._article):
            self._crumbs.addWidget(label)
        self._crumbs.addStretch(1)
        self._row.addWidget(self.contents_button)
        self._row.addLayout(self._crumbs, 1)
        tools: tuple[QWidget, ...] = (self.finder, self.counter, self.previous_button, self.next_button, self._line)
        for widget in tools:
            self._row.addWidget(widget)
        self._tools: list[QWidget] = [self.contents_button, *tools]
        self.contents_button.clicked.connect(self.contents_requested)
        self.previous_button.clicked.connect(self.finder.previous_requested)
        self.next_button.clicked.connect(self.finder.next_requested)
        self.follow_theme()
        self.show_count(-1, 0)

    def add_tool(self, button: SecondaryButton) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)
        self._tools.append(button)
        self._line.show()

    def show_place(self, division: str, article: str) -> None:
        """Say where the sheet is: 第九章 公文审批 / 第五十一条."""
        self._chapter.setText(division)
        self._article.setText(article)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """The chapter's name gives way where only a letter or two of it would be left; then the box."""
        room = self.width() / self._theme.scale
        self.finder.set_narrow(room < ROOM_FOR_ICONS)
        fits = room >= _ROOM_FOR_DIVISION + (0 if self.contents_button.isHidden() else _ROOM_FOR_BUTTON)
        self._chapter.setVisible(fits and bool(self._chapter.full_text()))
        self._slash.setVisible(fits and bool(self._chapter.full_text() and self._article.text()))
        # Half a number says another article; the sheet and the contents say it whole.
        tools = [tool for tool in self._tools if not tool.isHidden()]
        shown = [tool.minimumSizeHint().expandedTo(tool.minimumSize()).width() for tool in tools]
        margins = self._row.contentsMargins()
        taken = sum(shown) + len(shown) * self._row.spacing() + margins.left() + margins.right()
        self._article.setVisible(taken + self._article.sizeHint().width() <= self.width())

    def show_count(self, current: int, total: int) -> None:
        """Say which of the places found is looked at: 4/13; `current` from 0, -1 for none."""
        looking = bool(self.finder.text().strip())
        self.counter.setText("" if not looking else f"{current + 1}/{total}" if total else "没有")
        if self.counter.isHidden() == looking:
            self.counter.setVisible(looking)
            self._give_way()
        said = f"第 {current + 1} 处，共 {total} 处" if total else f"没有找到“{self.finder.text().strip()}”"
        self.counter.setAccessibleName(said if looking else "")
        self.counter.setToolTip(plain_tip(said) if looking else "")
        for button in (self.previous_button, self.next_button):
            button.setEnabled(total > 0)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self.setFixedHeight(px(TOOL_BAR))
        self._row.setContentsMargins(px(SPACE_XL), 0, px(SPACE_L), 1)
        self._crumbs.setSpacing(px(6))
        self.counter.setMinimumWidth(px(52))
        self._line.setFixedHeight(px(20))
        self._row.setSpacing(px(SPACE_XS if self._theme.scale > 1.3 else SPACE_S))
        self._crumbs.setContentsMargins(0, 0, px(SPACE_M), 0)
