"""A cell of the home page: a procedure, clickable as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.painting import fill
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, Theme
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.kit.widgets.painted_button import PaintedButton

if TYPE_CHECKING:
    from govdesk.wizards.frontpage import Procedure

_HEIGHT, _LEAST_HOLDERS = 64, 48
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ProcedureCell(PaintedButton):
    """Title, one line, whose errand it is and a caret. Enter or a click starts it, arrows ask to move, the menu key opens a menu."""

    move_requested = Signal(int, int)  # columns, rows
    articles_requested = Signal()
    blank_form_requested = Signal()
    chart_requested = Signal()
    focused = Signal()

    def __init__(self, theme: Theme, procedure: Procedure, holders: str = "") -> None:
        """`holders` says whose errand it is."""
        super().__init__()
        self._theme = theme
        self.procedure = procedure
        self.right_line = self.bottom_line = False
        self.setText(procedure.title)
        start = "按回车开始" if procedure.wizard else "按回车看条文"
        self._holders = holders if procedure.wizard else f"看条文 {len(procedure.articles)} 条"
        self.setAccessibleName("，".join(part for part in (procedure.title, self._holders, start) if part))
        self.setAccessibleDescription(procedure.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self) -> None:
        """Take fonts and measures from the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def menu(self) -> QMenu:
        """The context menu: 开始办理, 打印空白表, 看流程图, 看依据条文."""
        menu = Menu(self)
        menu.setFont(self._theme.font("ui"))
        if self.procedure.wizard:
            menu.addAction("开始办理").triggered.connect(self.click)
            menu.addAction("打印空白表").triggered.connect(self.blank_form_requested)
            menu.addAction("看流程图").triggered.connect(self.chart_requested)
        menu.addAction("看依据条文").triggered.connect(self.articles_requested)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
        menu = self.menu()
        menu.exec(at)
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.move_requested.emit(*step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        width, height = self.width(), self.height()
        focus = self.hasFocus()
        if focus or self.underMouse():
            fill(painter, self.rect(), theme.color("actT" if focus else "hover"))
        if self.right_line:
            fill(painter, QRect(width - 1, 0, 1, height), theme.color("line"))
        if self.bottom_line:
            fill(painter, QRect(0, height - 1, width, 1), theme.color("line"))
        self._paint_words(painter)
        if focus:
            painter.setPen(QPen(theme.color("act"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(1, 1, width - 2, height - 2))
        caret = px(16)
        at = QRect(width - px(12) - caret, (height - caret) // 2, caret, caret)
        draw_icon(painter, at, "caret-right" if self.procedure.wizard else "book-open", theme.color("ink2"))

    def _paint_words(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font("secondary"))
        wide = painter.fontMetrics().horizontalAdvance(self._holders)
        right = self.width() - px(12 + 16 + 7)
        left = px(SPACE_L)
        title_wide = QFontMetrics(theme.font("card")).horizontalAdvance(self.procedure.title) + px(2)
        most = min((right - left) // 2, right - left - title_wide - px(SPACE_S))  # the title comes first
        if wide > most and most < px(_LEAST_HOLDERS):
            most = 0  # a sign or two say nothing: whose it is stands in the tip
        basis_left = right - max(0, min(wide, most))
        painter.setPen(theme.color("ink2"))
        painter.drawText(
            QRect(basis_left, 0, right - basis_left + 1, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self._elided(painter, right - basis_left),
        )
        room = max(px(40), basis_left - left - px(SPACE_S))
        line = painter.fontMetrics().elidedText(self.procedure.line, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRect(left, px(34), room, px(22)), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line
        )
        painter.setFont(theme.font("card"))
        painter.setPen(theme.color("ink"))
        title = painter.fontMetrics().elidedText(self.procedure.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRect(left, px(10), room, px(24)), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, title
        )
        whole = line == self.procedure.line and title == self.procedure.title and wide <= most
        told = f"{self.procedure.title}：{self.procedure.line}（{self._holders}）"
        self.setToolTip("" if whole or not self._holders else plain_tip(told))

    def _elided(self, painter: QPainter, room: int) -> str:
        shown = painter.fontMetrics().elidedText(self._holders, Qt.TextElideMode.ElideRight, room + 1)
        return shown if room else ""
