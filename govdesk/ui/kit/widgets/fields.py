"""Input fields: Qt's own, with a Phosphor caret or icon drawn on. Their frame and focus come from app.qss.

An invalid value keeps its text: `mark_invalid(field, True)` only gives the field its vermilion frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from govdesk.ui.kit.first_frame import Qt
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import CONTROL, Role, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets.labels import Sign, plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object

_SPARE = 2  # pixels between a box's words and its caret
_LEAST_BOX = 88  # px of a box that has to give way: three characters and the caret
_ICON = 18  # px at 100 %
_FRAME = 10  # px of a line's frame and padding, at each side


def mark_invalid(field: QWidget, invalid: bool) -> None:
    """Give `field` the frame of a value that cannot be, or take it away."""
    if field.property("invalid") != invalid:
        field.setProperty("invalid", invalid)
        field.style().unpolish(field)
        field.style().polish(field)


def set_writing_font(field: QPlainTextEdit, font: QFont) -> None:
    """Give a field of several lines its font. While it is hidden Qt does not hand it on to where the placeholder is drawn."""
    field.setFont(font)
    field.viewport().setFont(font)


def _comes_back(event: QFocusEvent) -> bool:
    """Whether the focus leaves to come back to the same place: another window is looked at, a menu of the field is open."""
    return event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def leaves_undo(event: QEvent, has_own: bool) -> bool:
    """Whether Ctrl+Z goes past a field, which has nothing typed to take back, to what the page did last."""
    if has_own or not isinstance(event, QKeyEvent):
        return False
    from PySide6.QtGui import QKeySequence  # not for the first frame: see CommandAction

    return event.matches(QKeySequence.StandardKey.Undo)


class LeavesFiles(_Widget):
    """A field that leaves files dropped on it to the window, which opens them; Qt's own would write their paths.

    Name it before the Qt class.
    """

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)


class _Cleaner(QValidator):
    """Lets everything in, as one line of signs that can be seen: typed, pasted, composed or set. See `govdesk.typed`."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        from govdesk.typed import clean_line

        clean = clean_line(text)
        if clean != text:
            place = len(clean_line(text[:place]))
        return QValidator.State.Acceptable, clean, place


class LineEdit(Themed, LeavesFiles, QLineEdit):
    """A line of text, with an icon inside at the left if `icon` is given. It holds one line, however it got there."""

    def __init__(
        self,
        theme: Theme,
        placeholder: str = "",
        *,
        icon: str = "",
        name: str = "",
        height: int = CONTROL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._height = theme, height
        self._icon = Sign(theme, icon, "ink2", _ICON, self) if icon else None
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setValidator(_Cleaner(self))
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        self.setFont(self._theme.font("ui"))
        self.setFixedHeight(self._theme.px(self._height))
        self.setTextMargins(self._theme.px(24) if self._icon else 0, 0, 0, 0)
        if self._icon is not None:
            self._icon.setFixedSize(self._theme.px(_ICON), self._theme.px(_ICON))
            self._place_icon()

    def setText(self, text: str) -> None:
        super().setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.end(False)  # the program led here: what is typed goes on from what stands there

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not _comes_back(event):
            self.setCursorPosition(0)  # what is read is the beginning: 咸建字〔2026〕87号, not its tail

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and leaves_undo(event, self.isUndoAvailable()):
            event.ignore()
            return False
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            from PySide6.QtWidgets import QToolTip  # this and others here: not for the first frame

            QToolTip.showText(event.globalPos(), self.whole_tip(), self)
            return True
        return super().event(event)

    def whole_tip(self) -> str:
        """The whole text as a tooltip, where the field shows only a part of it; else ""."""
        room = self.width() - self.textMargins().left() - self.textMargins().right() - 2 * _FRAME
        return plain_tip(self.text()) if self.fontMetrics().horizontalAdvance(self.text()) > room else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_icon()

    def _place_icon(self) -> None:
        if self._icon is not None:
            self._icon.move(self._theme.px(11), (self.height() - self._icon.height()) // 2)


def _steps(key: int) -> bool:
    """Whether `key` would in Qt change a closed box at once, to one entry after the other."""
    return key in (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )


class ComboBox(Themed, QComboBox):
    """A choice from a list, with a caret. Only choosing changes it: the wheel passes it by, and ↑ ↓ open the list.

    It is as wide as its longest entry, or where `by_current` as the chosen one: in a row that is short of room.
    """

    by_current = False
    least = _LEAST_BOX

    def __init__(
        self,
        theme: Theme,
        *,
        name: str = "",
        role: Role = "ui",
        bold: bool = False,
        height: int = CONTROL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._bold, self._height = theme, role, bold, height
        self.setAccessibleName(name)
        self.setProperty("focusPolicy", "StrongFocus")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # asks anew when entries change
        self.currentTextChanged.connect(self.updateGeometry)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        self.setFont(self._theme.font(self._role, bold=self._bold))
        self.setFixedHeight(self._theme.px(self._height))

    def sizeHint(self) -> QSize:
        words = [self.currentText() or self.placeholderText()] if self.by_current else self._entries()
        return QSize(self._wide(words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._theme.px(self.least)), super().minimumSizeHint().height())

    def _entries(self) -> list[str]:
        return [self.placeholderText(), *(self.itemText(index) for index in range(self.count()))]

    def _wide(self, entries: list[str]) -> int:
        """The width in which the longest of `entries` is whole. Qt's hint knows nothing of the style sheet."""
        if not self.count():
            return super().sizeHint().width()  # as in the first frame, which does without what follows
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

        option: Any = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, 1000, self._theme.px(self._height))
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        widest = max((self.fontMetrics().horizontalAdvance(words) for words in entries), default=0)
        return widest + 1000 - field.width() + _SPARE

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and _steps(event.key()):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        from PySide6.QtWidgets import QStyledItemDelegate

        if not isinstance(self.itemDelegate(), QStyledItemDelegate):
            # Qt's own delegate for combo boxes does not take the style sheet's row height.
            self.setItemDelegate(QStyledItemDelegate(self))
        self.view().setFont(self._theme.font(self._role))
        self.view().setMinimumWidth(max(self.width(), self._wide(self._entries())))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def elided(self) -> str:
        """The chosen words as they are painted: shortened to the room there is, for Qt cuts through a sign."""
        return str(self._option().currentText)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.count():
            super().paintEvent(
                event
            )  # no words that could be cut, as in the first frame, which does without what follows
            _paint_caret(self, self._theme)
            return
        from PySide6.QtWidgets import QStyle, QStylePainter  # six hundred members of enumerations

        painter, option = QStylePainter(self), self._option()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        _paint_caret(self, self._theme)

    def _option(self) -> Any:  # PySide's types of QStyleOptionComboBox lack its words
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

        option: Any = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText if self.currentIndex() >= 0 else self.placeholderText(),
            Qt.TextElideMode.ElideRight,
            room.width() - _SPARE,
        )
        return option


def _paint_caret(field: QWidget, theme: Theme) -> None:
    size = theme.px(16)
    at = QRect(field.width() - size - theme.px(10), (field.height() - size) // 2, size, size)
    draw_icon(QPainter(field), at, "caret-down", theme.color("ink" if field.isEnabled() else "ink3"))
