"""The four navigation buttons of the top bar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.first_frame import Qt, after_first_frame
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.painting import MIDDLE, fill, outline, set_ink
from govdesk.ui.kit.theme import TOP_BAR, Theme
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.ui.window.pages import NAVIGATION


class NavButton(PaintedButton):
    """One entry: icon and name; the active one is bold in `act` with a line under it."""

    def __init__(self, theme: Theme, text: str, icon: str, position: int, command: str) -> None:
        super().__init__()
        self._theme, self._icon, self._icons, self._close = theme, icon, True, False
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setProperty("focusPolicy", "StrongFocus")
        after_first_frame(lambda: self.setCursor(Qt.CursorShape.PointingHandCursor))
        self.setAccessibleName(f"{text}，第 {position} 页签，共 {len(NAVIGATION)} 个")
        self.setToolTip(COMMANDS[command].tooltip(text))

    def set_icons(self, icons: bool) -> None:
        """Show or drop the icon."""
        self._icons = icons
        self.updateGeometry()
        self.update()

    def set_close(self, close: bool) -> None:
        """Stand close to its neighbours, or not."""
        self._close = close
        self.updateGeometry()

    def apply_theme(self) -> None:
        """Take fonts and measures from the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(88 if self._icons else 44 if self._close else 54), px(TOP_BAR))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        active = self.isChecked()
        if self.underMouse() and not active:
            fill(painter, self.rect(), theme.color("hover"))
        ink = theme.color("ink3" if not self.isEnabled() else "act" if active else "ink")
        font = theme.font("ui", bold=active)
        font.setPixelSize(px(15))
        painter.setFont(font)
        set_ink(painter, ink)
        words = painter.fontMetrics().horizontalAdvance(self.text())
        icon, gap = (px(18), px(7)) if self._icons else (0, 0)
        left = (self.width() - icon - gap - words) // 2
        if icon:
            draw_icon(painter, QRect(left, (self.height() - icon) // 2, icon, icon), self._icon, ink)
        at = QRect(left + icon + gap, 0, words + 2, self.height())
        painter.drawText(at, MIDDLE, self.text())
        if active:
            fill(painter, QRect(0, self.height() - px(3), self.width(), px(3)), theme.color("act"))
        if self.hasFocus():
            outline(painter, QRectF(self.rect().adjusted(3, 3, -4, -5)), 0, theme.color("act"), 2)


class Navigation(QWidget):
    """The row of buttons. `requested(page)` tells which one was pressed; the window says which is lit."""

    requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, NavButton] = {}
        for position, (page, name, icon) in enumerate(NAVIGATION, start=1):
            button = NavButton(theme, name, icon, position, f"go.{page}")
            button.clicked.connect(lambda _checked=False, page=page: self.requested.emit(page))
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[page] = button

    def set_icons(self, icons: bool) -> None:
        """Show or drop the icons."""
        for button in self.buttons.values():
            button.set_icons(icons)

    def set_close(self, close: bool) -> None:
        """Whether the buttons stand close together."""
        for button in self.buttons.values():
            button.set_close(close)

    def light(self, page: str) -> None:
        """Mark the button of `page` as the active one; none for a page without a button."""
        button = self.buttons.get(page)
        if button is not None:
            button.setChecked(True)
            return
        # An exclusive group does not let its last checked button go.
        self._group.setExclusive(False)
        for other in self.buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)
