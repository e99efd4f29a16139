"""Buttons: primary (filled), secondary (framed), link (text). All are painted here, so that focus never shifts a line."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from govdesk.ui.kit.command import CommandAction
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import CONTROL, CONTROL_SMALL, MIN_TARGET, RADIUS_CONTROL, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.labels import plain_tip

Kind = Literal["primary", "secondary", "link"]


class Button(Themed, QPushButton):
    """A button with a text, and an icon before it (or after it, with `trailing`).

    `key` is a key sequence (`Ctrl+P`): it becomes the shortcut and is named in the tooltip. `height` is in pixels at
    100 %. A checkable secondary button shows its icon as a tick while it is checked only if it has that icon itself.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        kind: Kind = "secondary",
        icon: str = "",
        trailing: bool = False,
        key: str = "",
        tip: str = "",
        height: int = CONTROL,
        role: Role = "ui",
        bold: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # Not with the text: to choose among its constructors PySide would load QIcon and 150 names of icons.
        super().__init__(parent)
        super().setText(text)
        self._theme, self._kind, self._icon, self._trailing = theme, kind, icon, trailing
        self._height, self._role = height, role
        self._bold = kind == "primary" if bold is None else bold
        self._token = "act"
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_key(key, tip)
        self.follow_theme()

    def set_key(self, key: str, tip: str = "") -> None:
        """Set the shortcut ("" for none) and the tooltip, which is the button's text unless `tip` is given."""
        self.setShortcut(QKeySequence(key) if key else QKeySequence())
        words = tip or self.text()
        self.setToolTip(plain_tip(f"{words}（{key}）" if key else tip))

    def follow(self, action: CommandAction, *, text: str = "") -> None:
        """Show `action`: its words (or `text`), icon, tooltip, and whether it applies; a click triggers it.

        The key stays the action's: it works also while the button is not in sight.
        """

        self._followed, self._followed_text = action, text
        # A method, for a function that holds the button would keep it with the action, which may outlive it.
        action.changed.connect(self._show_followed)
        self.clicked.connect(action.trigger)
        self._show_followed()

    def _show_followed(self) -> None:
        action = self._followed
        self.setText(self._followed_text or action.text())
        self.set_icon(action.icon_name)
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())

    def set_icon(self, name: str) -> None:
        """Show another icon, "" for none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        """Colour of a link's text."""
        self._token = token
        self.update()

    def setText(self, text: str) -> None:
        """Change the text and the accessible name with it. Qt drops the shortcut here, so it is set again."""
        shortcut = self.shortcut()
        super().setText(text)
        self.setShortcut(shortcut)
        self.setAccessibleName(text)
        self.updateGeometry()

    def apply_theme(self) -> None:
        """Take fonts and colours from the theme again."""
        self.setFont(self._theme.font(self._role, bold=self._bold))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = self.fontMetrics().horizontalAdvance(self.text())
        if self._icon:
            width += self._icon_size() + (px(8) if self.text() else 0)
        if self._kind == "link":
            return QSize(width + px(4), max(px(self._height), px(MIN_TARGET)))
        return QSize(max(width + px(28), px(self._height)), px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == "primary":
            ink = self._paint_primary(painter)
        elif self._kind == "secondary":
            ink = self._paint_secondary(painter)
        else:
            ink = self._paint_link(painter)
        self._paint_content(painter, ink)

    def _icon_size(self) -> int:
        return self._theme.px(18)

    def _frame(self, inset: float) -> QRectF:
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def _paint_primary(self, painter: QPainter) -> QColor:
        theme = self._theme
        if not self.isEnabled():
            return self._paint_disabled(painter)
        raised = self.underMouse() or self.isDown()
        ground, ink = ("actH", "onActH") if raised else ("actFill", "onAct")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(self._frame(1), RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRoundedRect(self._frame(1), RADIUS_CONTROL, RADIUS_CONTROL)
            painter.setPen(QPen(theme.color(ink), 2))
            painter.drawRoundedRect(self._frame(3), RADIUS_CONTROL - 1, RADIUS_CONTROL - 1)
        return theme.color(ink)

    def _paint_secondary(self, painter: QPainter) -> QColor:
        theme = self._theme
        if not self.isEnabled():
            return self._paint_disabled(painter)
        raised = self.underMouse() or self.isDown()
        painter.setBrush(theme.color("actT" if self.isChecked() else "hover" if raised else "ctl"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRoundedRect(self._frame(1), RADIUS_CONTROL, RADIUS_CONTROL)
        else:
            painter.setPen(QPen(theme.color("act" if self.isChecked() else "line2"), 1))
            painter.drawRoundedRect(self._frame(1.5), RADIUS_CONTROL, RADIUS_CONTROL)
        return theme.color("act" if self.isChecked() else "ink")

    def _paint_disabled(self, painter: QPainter) -> QColor:
        painter.setBrush(self._theme.color("panel"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawRoundedRect(self._frame(1.5), RADIUS_CONTROL, RADIUS_CONTROL)
        return self._theme.color("ink3")

    def _paint_link(self, painter: QPainter) -> QColor:
        if not self.isEnabled():
            return self._theme.color("ink3")
        raised = self.underMouse() or self.isDown()
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("act"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._frame(1), RADIUS_CONTROL, RADIUS_CONTROL)
        font = self.font()
        font.setUnderline(raised)
        painter.setFont(font)
        return self._theme.color("actH" if raised and self._token == "act" else self._token)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        metrics = painter.fontMetrics()
        gap = self._theme.px(8) if self._icon and self.text() else 0
        icon = self._icon_size() if self._icon else 0
        text = metrics.horizontalAdvance(self.text())
        left = (self.width() - icon - gap - text) // 2
        icon_left, text_left = (left + text + gap, left) if self._trailing else (left, left + icon + gap)
        painter.setPen(ink)
        painter.drawText(
            QRect(text_left, 0, text + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
            self.text(),
        )
        if icon:
            draw_icon(painter, QRect(icon_left, (self.height() - icon) // 2, icon, icon), self._icon, ink)


class PrimaryButton(Button):
    """The one filled button of a screen: what to do next."""

    def __init__(
        self, theme: Theme, text: str, *, icon: str = "", trailing: bool = False, key: str = "", tip: str = ""
    ) -> None:
        super().__init__(theme, text, kind="primary", icon=icon, trailing=trailing, key=key, tip=tip)


class SecondaryButton(Button):
    """A framed button; `small` is 30 px high."""

    def __init__(
        self, theme: Theme, text: str, *, icon: str = "", key: str = "", tip: str = "", small: bool = False
    ) -> None:
        super().__init__(
            theme, text, kind="secondary", icon=icon, key=key, tip=tip, height=CONTROL_SMALL if small else CONTROL
        )


class LinkButton(Button):
    """A text in `act` to click: 修改, 在规则中打开, 全部清单."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        trailing: bool = False,
        key: str = "",
        tip: str = "",
        role: Role = "ui",
    ) -> None:
        super().__init__(
            theme, text, kind="link", icon=icon, trailing=trailing, key=key, tip=tip, height=MIN_TARGET, role=role
        )
