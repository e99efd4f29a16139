"""One answer to choose: its number key, its words, what it does to the list, and a round mark."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CHIP, RADIUS_CONTROL, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.marks import paint_check


class OptionButton(Themed, QAbstractButton):
    """A checkable answer at least 72 px high (48 where the window is low).

    Several of them share an exclusive QButtonGroup, or (`many`) each is chosen by itself.
    """

    previewed = Signal()

    def __init__(
        self,
        theme: Theme,
        number: int,
        words: str,
        effect: str,
        *,
        many: bool = False,
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._many, self._low = many, low
        self._theme, self._number, self._effect = theme, number, effect
        self.setText(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number}，{words}")
        self.setAccessibleDescription(effect)
        self.follow_theme(now=False)

    def set_effect(self, effect: str) -> None:
        """Show another consequence."""
        if effect != self._effect:
            self._effect = effect
            self.setAccessibleDescription(effect)
            self._fit()

    def set_low(self, low: bool) -> None:
        """Less high where the window is low."""
        self._low = low
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self.heightForWidth(max(self.width(), self._theme.px(480))))

    def heightForWidth(self, width: int) -> int:
        words, effect = self._rects(width)
        if self._low:
            return max(self._theme.px(48), words.height() + effect.height() + self._theme.px(4))
        return max(self._theme.px(72), words.height() + effect.height() + self._theme.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter goes on to the next question: the page's business, not this button's.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.previewed.emit()

    def apply_theme(self) -> None:
        """Take the height that the words need in another size."""
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def _rects(self, width: int) -> tuple[QRect, QRect]:
        px, flags = self._theme.px, int(Qt.TextFlag.TextWordWrap)
        room = QRect(px(66), 0, max(px(80), width - px(66) - px(56)), px(400))
        words = QFontMetrics(self._theme.font("card")).boundingRect(room, flags, self.text())
        effect = QFontMetrics(self._theme.font("ui")).boundingRect(room, flags, self._effect or " ")
        return (
            QRect(room.left(), 0, room.width(), max(words.height(), px(24))),
            QRect(room.left(), 0, room.width(), max(effect.height(), px(22)) if self._effect else 0),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        ground = "actT" if chosen else "hover" if self.underMouse() else "ctl"
        inset = 1.0 if chosen or focused else 0.5
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("act" if chosen or focused else "line2"), 2 if chosen or focused else 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_CONTROL, RADIUS_CONTROL
        )
        if chosen and focused:  # focus must show on the chosen one too
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 1, Qt.PenStyle.DotLine))
            inset = 3.5 if self._low else 4.5  # there the words come close to the edge
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_CHIP, RADIUS_CHIP
            )
        self._paint_key(painter)
        self._paint_mark(painter)
        words, effect = self._rects(self.width())
        top = (self.height() - words.height() - effect.height()) // 2
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("card"))
        painter.setPen(theme.color("ink"))
        painter.drawText(words.translated(0, top), flags, self.text())
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(effect.translated(0, top + words.height()), flags, self._effect)

    def _paint_key(self, painter: QPainter) -> None:
        theme, size = self._theme, self._theme.px(28)
        box = QRectF(theme.px(20), (self.height() - size) / 2, size, size).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("actFill" if self.isChecked() else "line2"), 1))
        painter.setBrush(theme.color("actFill" if self.isChecked() else "ctl"))
        painter.drawRoundedRect(box, RADIUS_CHIP, RADIUS_CHIP)
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("onAct" if self.isChecked() else "ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{self._number}")

    def _paint_mark(self, painter: QPainter) -> None:
        theme, size = self._theme, self._theme.px(22)
        box = QRectF(self.width() - theme.px(22) - size, (self.height() - size) / 2, size, size)
        if self._many:
            paint_check(painter, box.toRect(), "done" if self.isChecked() else "open", theme)
        elif self.isChecked():
            draw_icon(painter, box, "check-circle-fill", theme.color("actFill"))
        else:
            painter.setPen(QPen(theme.color("line2"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(2, 2, -2, -2))
