"""Dialogs on paper: a serif title, words, and a footer whose default is the safe choice. Never a QMessageBox."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import delete

from govdesk.errors import UserError
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.labels import Ground, Label, Sign
from govdesk.ui.kit.widgets.layouts import forget_places
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

_SIGN = 22  # px at 100 %
_FRAME = 40  # px that the title bar may take of the screen
_SHARE = 0.4  # of the window's height, for what scrolls in a dialog


def delete_after_use(dialog: QWidget) -> None:
    """Have the loop of events delete a dialog when it comes back from the handler that showed it.

    Its parent would keep it, with all that is in it, until the program ends. Where no loop runs yet, there is none to
    come back to: the next dialog's own loop would delete it in the hands of whoever reads it.
    """
    if QThread.currentThread().loopLevel() > 0:
        dialog.deleteLater()


class Dialog(QDialog):
    """Title, a `body` layout to fill, and buttons. `exec()` gives the index of the button pressed, -1 for Esc.

    Buttons stand at the right in the order added; the primary one, added last, is the safe choice and takes Enter.
    """

    #: The program is being ended: nobody is there to answer, and `exec` gives what Esc gives.
    hushed: ClassVar[bool] = False

    def __init__(
        self, theme: Theme, title: str, parent: QWidget | None = None, *, icon: str = "", token: str = "ver"
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chosen = -1
        self.buttons: list[Button] = []
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme.px(400), self.screen().availableSize().width()))
        px = theme.px
        paper = self._paper = Ground(theme, "page", parent=self)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        if icon:
            head.addWidget(Sign(theme, icon, token, _SIGN), 0, Qt.AlignmentFlag.AlignTop)
        self.title = Label(theme, title, "section", wrap=True)
        head.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(SPACE_S))
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(px(SPACE_XL), px(SPACE_L), px(SPACE_XL), px(SPACE_L))
        inner.setSpacing(px(SPACE_S))
        inner.addLayout(head)
        inner.addLayout(self.body)
        inner.addStretch(1)
        footer = Ground(theme, "panel", "t", self)
        self._row = QHBoxLayout(footer)
        self._row.setContentsMargins(px(SPACE_XL), px(SPACE_M), px(SPACE_XL), px(SPACE_M))
        self._row.setSpacing(px(SPACE_S))
        self._row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(paper, 1)
        outer.addWidget(footer)

    def widen(self, pixels: int) -> None:
        """Take so much width at 100 %, but no more than the window it belongs to."""
        parent = self.parentWidget()
        room = parent.window().width() - self.theme.px(SPACE_XL) if parent is not None else pixels * 2
        self.setMinimumWidth(min(self.theme.px(pixels), room))

    def room(self, pixels: int) -> int:
        """`pixels` at 100 % as a height for something that scrolls, less where the window is too low for so much."""
        parent = self.parentWidget()
        whole = parent.window().height() if parent is not None else self.screen().availableSize().height()
        return min(self.theme.px(pixels), int(whole * _SHARE))

    def add_text(self, text: str, *, token: str = "ink2", bold: bool = False) -> Label:
        """Add a paragraph of our words to the body."""
        label = Label(self.theme, text, "ui", token, bold=bold, wrap=True)
        # A dialog asks its labels for their height before it has a width.
        label.setMinimumWidth(self.theme.px(360))
        self.body.addWidget(label)
        return label

    def add_button(self, text: str, *, primary: bool = False) -> Button:
        """Add a button; pressing it ends the dialog with `chosen` as its index in `buttons`."""
        button: Button = PrimaryButton(self.theme, text) if primary else SecondaryButton(self.theme, text)
        index = len(self.buttons)
        self.buttons.append(button)
        button.clicked.connect(lambda: self._choose(index))
        self._row.addWidget(button)
        if primary:
            button.setDefault(True)
            button.setFocus()
        return button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        before = self.height()
        # Qt stops at two thirds of the screen, and would then cut lines of text in two.
        layout = self.layout()
        wanted = (
            layout.totalMinimumHeightForWidth(self.width()) if layout is not None and layout.hasHeightForWidth() else 0
        )
        room = self.screen().availableSize().height() - _FRAME
        if wanted > room:
            self._scroll()
        if self.height() < wanted or self.height() > room:
            self.resize(self.width(), min(max(wanted, self.height()), room))
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - (self.height() - before) // 2))

    def _scroll(self) -> None:
        """On a screen that is too low the words scroll; the buttons stay where they can be reached."""
        outer = self.layout()
        if isinstance(self._paper.parentWidget(), Dialog) and outer is not None:
            area = ScrollArea()
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            delete(outer.replaceWidget(self._paper, area))  # its old place is ours now
            area.setWidget(self._paper)
            outer.activate()
            forget_places()

    def exec(self) -> int:
        """Show the dialog until a button is pressed or it is closed; the pressed button's index, or -1.

        Whoever called may go on asking it, and show it again, until its own handler returns: then it is deleted.
        """
        self.chosen = -1
        forget_places()
        if not Dialog.hushed:
            super().exec()
        delete_after_use(self)
        return self.chosen

    def _choose(self, index: int) -> None:
        self.chosen = index
        self.accept()


class ErrorDialog(Dialog):
    """What happened, what is safe, what to do; technical words stay folded under 技术信息."""

    def __init__(
        self, theme: Theme, what: str, safe: str = "", todo: str = "", detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, what.rstrip("。"), parent, icon="warning-circle-fill")
        words = "".join(f"{part.rstrip('。；')}。" for part in (safe, todo) if part)
        if words:
            self.add_text(words)
        self._detail = QPlainTextEdit(detail)
        self._detail.setReadOnly(True)
        self._detail.setTabChangesFocus(True)
        self._detail.setAccessibleName("技术信息")
        self._detail.setFont(theme.font("smallest"))
        self._detail.setFixedHeight(QFontMetrics(theme.font("smallest")).lineSpacing() * 8)
        self._detail.hide()
        self.fold = LinkButton(theme, "技术信息", icon="caret-right", trailing=True, role="secondary")
        self.fold.set_token("ink2")
        self.fold.clicked.connect(self._toggle)
        self.fold.setVisible(bool(detail))
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._detail)

    @classmethod
    def from_error(
        cls, theme: Theme, error: UserError, parent: QWidget | None = None, *, more: str = ""
    ) -> ErrorDialog:
        """A dialog for `error` with the button 知道了, and before it, as button 0, what else is offered."""
        dialog = cls(theme, error.what, error.safe, error.todo, error.detail, parent)
        if more:
            dialog.add_button(more)
        dialog.add_button("知道了", primary=True)
        return dialog

    def _toggle(self) -> None:
        folded = self._detail.isVisible()
        self._detail.setVisible(not folded)
        self.fold.set_icon("caret-right" if folded else "caret-down")
        self.adjustSize()


def attempt(theme: Theme, act: Callable[[], object], parent: QWidget | None = None) -> bool:
    """Do `act`: whether it went well. A UserError is told in a dialog."""
    try:
        act()
    except UserError as error:
        ErrorDialog.from_error(theme, error, parent).exec()
        return False
    return True


class UnsavedDialog(Dialog):
    """Leaving while something typed cannot be stored: 不存这一栏 is button 0, 回去改 the safe one."""

    def __init__(self, theme: Theme, label: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"“{label}”还没有存上", parent)
        self.add_text(words)
        self.add_button("不存，离开")
        self.add_button("回去改", primary=True)
