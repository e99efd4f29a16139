"""Chinese input: while a word is being composed, Enter and Esc belong to the input method and to nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from govdesk.ui.kit.first_frame import Qt

#: By name: the classes themselves are not needed in the first frame.
_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit")


class ComposingGuard(QObject):
    """Watches whichever text field has the focus, in every window of the program; the fields know nothing of it.

    Most input methods keep their keys to themselves. Some pass Enter on, and Qt's own line would then take the
    letters typed so far for the answer and press the dialog's default button with them.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        self._composing = False
        self._hint = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            composing = bool(event.preeditString())
            if composing and not self._composing and self._field is not None:
                self._field.installEventFilter(self)  # again: the filter put on last is asked first
            if composing != self._composing:
                self._hide_hint(composing)
            self._composing = composing
        elif isinstance(event, QKeyEvent) and self._composing and _ends_word(event.key()):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # a key press follows, and no shortcut
            elif event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Escape:
                QGuiApplication.inputMethod().commit()
            return True
        return False

    def _hide_hint(self, hidden: bool) -> None:
        """A field of several lines goes on drawing its placeholder, right under what is being composed."""
        field = self._field
        if field is not None and field.inherits("QPlainTextEdit"):
            if hidden:
                self._hint = str(field.property("placeholderText"))
            field.setProperty("placeholderText", "" if hidden else self._hint)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and before is self._field:
            self._field.removeEventFilter(self)
        if self._composing:
            self._hide_hint(False)
        self._composing = False
        self._field = now if now is not None and any(map(now.inherits, _FIELDS)) else None
        if self._field is not None:
            self._field.installEventFilter(self)


def _ends_word(key: int) -> bool:
    return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
