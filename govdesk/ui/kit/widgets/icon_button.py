"""Buttons that show only an icon: theme, text size, help, ▲▼. They always carry a name and a tooltip with the key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.present.commands import COMMANDS
from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.first_frame import Qt, after_first_frame
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.painting import fill_rounded, give_ink, outline
from govdesk.ui.kit.theme import CONTROL, CONTROL_SMALL, RADIUS_CONTROL, Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.painted_button import PaintedButton

_FAINT = 0.5


class IconButton(PaintedButton):
    """A square of `size` pixels at 100 % with an icon of `icon_size`; `name` is its accessible name and tooltip."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        size: int = CONTROL,
        icon_size: int = 20,
        token: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._size, self._icon_size, self._token = theme, icon, size, icon_size, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("focusPolicy", "StrongFocus")
        after_first_frame(lambda: self.setCursor(Qt.CursorShape.PointingHandCursor))
        give_ink(self, theme.color(token))
        self._key = key
        if key:
            self.setProperty("shortcut", key)  # not as a QKeySequence: see CommandAction
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change the accessible name and the tooltip; do so whenever the state changes."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name}（{self._key}）" if self._key else name))

    def follow(self, action: CommandAction) -> None:
        """Show `action`: its icon, name and tooltip, and whether it applies; a click triggers it."""
        self._followed = action
        action.changed.connect(self._show_followed)  # a method: see Button.follow
        self.clicked.connect(action.trigger)
        self._show_followed()

    def _show_followed(self) -> None:
        action = self._followed
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.set_icon(action.icon_name)
        self.setEnabled(action.isEnabled())

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def apply_theme(self) -> None:
        """Take colours and measures from the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        raised = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        if raised:
            fill_rounded(painter, frame, RADIUS_CONTROL, theme.color("hover"))
        if self.hasFocus():
            outline(painter, frame, RADIUS_CONTROL, theme.color("act"), 2)
        side = theme.px(self._icon_size)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if not self.isEnabled():
            painter.setOpacity(_FAINT)  # beside a live icon `ink3` alone looks like one
        draw_icon(painter, box, self._icon, theme.color(self._token if self.isEnabled() else "ink3"))


class CloseButton(IconButton):
    """The cross of a pane that comes and goes. The key of `command` does the same; hidden until asked for."""

    def __init__(self, theme: Theme, what: str, command: str) -> None:
        super().__init__(theme, "x", f"收起{what}", size=CONTROL_SMALL, icon_size=16)
        self.setToolTip(COMMANDS[command].tooltip(f"收起{what}"))
        self.hide()
