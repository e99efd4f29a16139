"""What is put into the margin of the article being read: stored on a pause and on leaving, taken back step by step."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from govdesk.errors import UserError
from govdesk.marginalia.model import Key, Marginal
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, Rule
from govdesk.typed import clean_text

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.marginalia.store import Marginalia

_PAUSE_MS = 700


class MarginKeeper(QObject):
    """Between the widgets and notes.json. It knows no widgets.

    `changed(rule id, article number)` follows what is on the disk, `saved(words)` every note that got there,
    `failed(UserError)` one that did not: its words stay here, and every later flush tries again.
    `noticed(words)` is for the bar that offers to undo.
    """

    changed = Signal(str, str)
    saved = Signal(str)
    failed = Signal(object)
    noticed = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._drafts: dict[Key, tuple[Article, str]] = {}
        self._margins: Marginalia | None = None
        self.trouble: UserError | None = None  # why there is no margin at all
        try:
            self._margins = services.margins
        except UserError as error:
            self.trouble = error
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    @property
    def warning(self) -> str:
        """What was wrong with the file of notes and has been mended; "" for nothing."""
        return self._margins.warning if self._margins is not None else ""

    def entry(self, rule_id: str, number: str) -> Marginal:
        """What stands beside an article on the disk."""
        return self._margins.entry(rule_id, number) if self._margins is not None else Marginal(rule_id, number)

    def words(self, rule_id: str, number: str) -> str:
        """The note as it was last typed, stored or not."""
        draft = self._drafts.get((rule_id, number))
        return draft[1] if draft is not None else self.entry(rule_id, number).note

    def entries(self) -> dict[Key, Marginal]:
        """All margins by rule and article."""
        return {entry.key: entry for entry in self._margins} if self._margins is not None else {}

    @property
    def unsaved(self) -> bool:
        """Whether words are here that are not on the disk."""
        return bool(self._drafts)

    # -- what a hand does

    def type(self, rule: Rule, article: Article, words: str) -> None:
        """Take in the note as it stands in the field; it is stored at the next pause."""
        self._drafts[rule.id, article.number] = article, clean_text(words)
        self._pause.start()

    def flush(self) -> bool:
        """Store everything typed; False where something is still not on the disk."""
        self._pause.stop()
        for (rule_id, number), (article, words) in list(self._drafts.items()):
            if self._margins is None:
                return False
            had = self.entry(rule_id, number).note
            try:
                entry = self._margins.set_note(rule_id, article, words)
            except UserError as error:
                self.failed.emit(error)
                return False
            del self._drafts[rule_id, number]
            if entry.note != had:
                self.changed.emit(rule_id, number)
                self.saved.emit(f"已自动保存 {dt.datetime.now().astimezone():%H:%M}")
                if had and not entry.note:
                    self.noticed.emit(f"已删去{cite_article(number)}的笔记")
        return True

    def toggle_bookmark(self, rule: Rule, article: Article) -> None:
        """Bookmark the article, or take the mark away. Raises UserError where that is not kept."""
        margins = self._ready()
        on = not self.entry(rule.id, article.number).bookmarked
        margins.set_bookmark(rule.id, article, on)
        self.changed.emit(rule.id, article.number)
        label = cite_article(article.number)
        self.noticed.emit(f"已收藏{label}" if on else f"{label}不再收藏")

    def confirm(self, rule: Rule, article: Article) -> None:
        """The note was checked against the article as it reads now. Raises UserError where that is not kept."""
        self.flush()
        self._ready().confirm(rule.id, article)
        self.changed.emit(rule.id, article.number)

    def undo(self) -> Key | None:
        """Take back the last change; whose article it was, or None for nothing to take back. Raises UserError."""
        return self._step(backwards=True)

    def redo(self) -> Key | None:
        """Do again what was taken back. Raises UserError."""
        return self._step(backwards=False)

    def _step(self, *, backwards: bool) -> Key | None:
        if not self.flush():
            return None
        margins = self._ready()
        change = margins.undo() if backwards else margins.redo()
        if change is None:
            return None
        self.changed.emit(*change.after.key)
        return change.after.key

    def _ready(self) -> Marginalia:
        if self._margins is None:
            raise self.trouble or UserError("没有打开笔记")
        return self._margins
