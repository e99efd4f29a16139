"""我的笔记: the field for a note on the article, and what is said beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.signals import follow
from govdesk.ui.kit.theme import SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Label, LinkButton
from govdesk.ui.kit.widgets.fields import LeavesFiles, set_writing_font
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import plain_tip

_LEAST_LINES, _MOST_LINES = 3, 12
STALE = "条文已改，核对笔记"
CONFIRM = "已核对"


class NoteField(Themed, LeavesFiles, QPlainTextEdit):
    """A note being written: as high as its words, three lines at least. `typed` is a person's doing only."""

    typed = Signal(str)
    left = Signal()  # Esc
    focus_lost = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._quiet = theme, False
        self.setTabChangesFocus(True)
        self.setAccessibleName("我的笔记")
        self.setPlaceholderText("办这一条时要记住的事，写在这里，自动保存")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_change)
        follow(self.document().documentLayout(), "documentSizeChanged(QSizeF)", self._fit)
        self.follow_theme()

    def show_words(self, words: str) -> None:
        """Put `words` in; where they are there already the cursor and Ctrl+Z stay as they are."""
        if words.strip() == self.toPlainText().strip():
            return
        self._quiet = True
        self.setPlainText(words)
        self._quiet = False

    def apply_theme(self) -> None:
        """Take font and colours from the theme again."""
        set_writing_font(self, self._theme.font("ui"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("ink3"))
        self.setPalette(palette)
        self._fit()

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = min(max(_LEAST_LINES, round(self.document().size().height())), _MOST_LINES)
        return QSize(self._theme.px(160), lines * line + self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_lost.emit()

    def _on_change(self) -> None:
        if not self._quiet:
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.height():
            self.setFixedHeight(height)


class MarginNote(QWidget):
    """The section 我的笔记 of the side panel: head with the save state, a warning where the article has changed, the field."""

    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.field = NoteField(theme)
        self.state = Label(theme, "", "smallest", "ink3")
        self.stale = QWidget()
        self.confirm_button = LinkButton(theme, CONFIRM, tip="笔记已经照现在的条文核对过")
        warning = QHBoxLayout(self.stale)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.addWidget(IconLabel(theme, "warning", "ver", 16))
        warning.addWidget(Label(theme, STALE, "secondary", "ver", bold=True), 1)
        warning.addWidget(self.confirm_button)
        head = QHBoxLayout()
        head.setSpacing(theme.px(SPACE_S))
        head.addWidget(IconLabel(theme, "note-pencil", "ink2", 16))
        head.addWidget(Label(theme, "我的笔记", "ui", bold=True))
        head.addStretch(1)
        head.addWidget(self.state)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(SPACE_XS))
        self._box.addLayout(head)
        self._box.addWidget(self.stale)
        self._box.addWidget(self.field)
        self.stale.hide()
        self.confirm_button.clicked.connect(self.confirmed)

    def show_note(self, words: str, *, stale: bool, trouble: str = "") -> None:
        """Show an article's note; with `trouble` nothing can be written, and it says why."""
        self.field.show_words(words)
        self.stale.setVisible(stale)
        self.field.setEnabled(not trouble)
        self.field.setToolTip(plain_tip(trouble))
        self.state.setText("写不了笔记" if trouble else "")
        self.field.setAccessibleDescription(STALE if stale else trouble)

    def show_state(self, words: str) -> None:
        """已自动保存 09:42, or that it is not saved."""
        self.state.setText(words)
