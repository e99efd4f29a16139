"""The panel beside the list: how the date was counted, what we add to an item, and its note."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from govdesk.present.checklist_lines import ItemLine
from govdesk.present.counting import start_label
from govdesk.typed import clean_text
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Label, LinkButton
from govdesk.ui.kit.widgets.fields import LeavesFiles, leaves_undo, set_writing_font
from govdesk.wizards.checklist import Checklist
from govdesk.workdays import basis_note, due_in_words, explain

PAUSE_MS = 700


class DueSection(QWidget):
    """期限怎么算: the account, why it begins where it does, and where to change what it rests on."""

    start_requested = Signal()
    counting_requested = Signal()
    import_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = Label(theme, "期限怎么算", "ui", bold=True)
        self.text = Label(theme, "", "ui", "ink2", wrap=True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reason = Label(theme, "", "secondary", "ink3", wrap=True)
        self.start = LinkButton(theme, "", role="secondary")
        self.counting = LinkButton(theme, "改起算方式", role="secondary")
        self.start.clicked.connect(self.start_requested)
        self.counting.clicked.connect(self.counting_requested)
        self.holidays = LinkButton(theme, "导入放假安排…", role="secondary", tip="导入以后，标“暂”的日期就确定了")
        self.holidays.clicked.connect(self.import_requested)
        links = QHBoxLayout()
        links.setSpacing(theme.px(SPACE_L))
        links.addWidget(self.start)
        links.addWidget(self.counting)
        links.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_XS))
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addWidget(self.holidays, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.reason)
        box.addLayout(links)

    def show_line(self, checklist: Checklist, line: ItemLine) -> bool:
        """Show the account of `line`; False where nothing is counted."""
        due = line.item.due
        if due is None or due.workdays is None:
            return False
        field = checklist.basis.wizard.field(due.after)
        label = field.label if field else "日期"
        counted = line.row.due
        self.holidays.setVisible(counted is not None and (counted.provisional or counted.year_end_open))
        self.reason.setVisible(counted is not None)
        if counted is None:
            words = html.escape(f"从{label}起 {due.workdays} 个工作日。填{label}后算出。")
            self.start.setText(f"填{label}")
        else:
            start = start_label(checklist, line.row)
            day = html.escape(due_in_words(counted))
            words = html.escape(explain(counted, start_label=start))
            self.reason.setText(basis_note(counted, start_label=start))
            words = words.replace(day, f"<b>{day}</b>", 1)
            self.start.setText(f"改{label}")
        self.text.setText(words)
        return True


class AdviceSection(QWidget):
    """Who acts, what the article leaves open (说明), and practical advice (实务): our words, marked as ours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words: dict[str, str] = {}
        self._text = Label(theme, "", "ui", "ink2", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._text)

    def show_line(self, line: ItemLine) -> bool:
        """Show what there is; False where there is nothing."""
        said = {"谁来办": line.item.who or line.item.actor, "说明": line.item.note, "实务": line.item.hint}
        self._words = {name: text for name, text in said.items() if text}
        parts = (f"<p style='margin:0 0 6px 0'><b>{n}</b>　{html.escape(text)}</p>" for n, text in self._words.items())
        self._text.setText("".join(parts))
        return bool(self._words)

    def words(self, name: str) -> str:
        """What stands under 谁来办, 说明 or 实务."""
        return self._words.get(name, "")


class NoteEdit(Themed, LeavesFiles, QPlainTextEdit):
    """本项备注. `note_ready(item id, text)` on a pause and on leaving it."""

    note_ready = Signal(str, str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._item = ""
        self._stored = ""
        self._unsaved: dict[str, str] = {}  # what could not be written, by item
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.flush(finished=False))
        self.setPlaceholderText("写下联系人、电话、办理情况")
        self.setAccessibleName("本项备注")
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._typed)
        self.follow_theme()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and leaves_undo(event, self.document().isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    @property
    def dirty(self) -> bool:
        """Whether something stands here that is not on the disk."""
        return bool(self._item) and self.words() != self._stored

    def words(self) -> str:
        """The note as it is stored."""
        return clean_text(self.toPlainText()).strip()

    def show_note(self, item: str, stored: str) -> None:
        """Show an item's note; typing that is not stored yet, here or on a former visit, stays."""
        same = item == self._item
        if same and self.dirty and stored != self.words():
            self._stored = stored
            return
        self._item, self._stored = item, stored
        wanted = self._unsaved.pop(item, stored) if not same else stored
        if self.words() != wanted:
            self.blockSignals(True)
            self.setPlainText(wanted)
            self.blockSignals(False)

    def flush(self, *, finished: bool = True) -> None:
        """Hand on what is typed and not stored; what does not get to the disk is kept for its item."""
        self._pause.stop()
        if not self.dirty:
            return
        item, text, before = self._item, self.words(), self._stored
        self._unsaved[item] = text
        self._stored = text  # what follows from the signal must not write it again
        self.note_ready.emit(item, text, finished)
        if item in self._unsaved and item == self._item:
            self._stored = before

    def stored(self, item: str) -> None:
        """That item's note is on the disk."""
        self._unsaved.pop(item, None)

    def unsaved(self) -> bool:
        """Whether any note has not got to the disk."""
        return self.dirty or bool(self._unsaved)

    def forget(self) -> None:
        """Another record is being opened."""
        self._unsaved.clear()
        self._item = self._stored = ""

    def apply_theme(self) -> None:
        """Take font and measures from the theme again."""
        set_writing_font(self, self._theme.font("ui"))
        lines = QFontMetrics(self.font()).lineSpacing() * 3
        self.setFixedHeight(lines + self._theme.px(16))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _typed(self) -> None:
        self._pause.start()


class NoteSection(QWidget):
    """The note with its title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.edit = NoteEdit(theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        box.addWidget(Label(theme, "本项备注", "ui", bold=True))
        box.addWidget(self.edit)
