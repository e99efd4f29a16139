"""收藏 and 我的笔记 on the page: between the keeper of margins and the widgets that show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from govdesk.errors import UserError
from govdesk.present.related import Mention
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Article, Rule
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Toast
from govdesk.ui.pages.reader.margin_keeper import MarginKeeper
from govdesk.ui.pages.reader.panes import ReaderPanes

if TYPE_CHECKING:
    from govdesk.app import Services

NOT_SAVED = "没有存上"


class Writing(QObject):
    """What is written into the margin of the current article. A UserError of a click is simply raised."""

    message = Signal(str)
    went_back_to = Signal(str, str)  # rule id, article number of what undo or redo changed

    def __init__(self, services: Services, theme: Theme, parts: ReaderPanes) -> None:
        super().__init__(parts)
        self._theme, self._contents, self._side = theme, parts.contents, parts.side
        self._parts = parts
        self._rule: Rule | None = None
        self.keeper = MarginKeeper(services, self)
        self.undo_bar = Toast(theme, parts.holder)
        note = self._side.margin
        note.field.typed.connect(self._type)
        note.field.focus_lost.connect(self.keeper.flush)
        note.field.left.connect(parts.sheet.setFocus)
        note.confirmed.connect(self._confirm)
        self._side.bookmark_requested.connect(self.toggle_bookmark)
        self.keeper.changed.connect(self._on_change)
        self.keeper.saved.connect(self._on_saved)
        self.keeper.failed.connect(self._on_failure)
        self.keeper.noticed.connect(lambda words: self.undo_bar.show_message(words, self.undo))

    def show_marks(self) -> None:
        """Show in the contents what is bookmarked and noted."""
        self._contents.set_margins(self.keeper.entries().values())
        if self.keeper.warning:
            self.message.emit(self.keeper.warning)

    def show_article(self, rule: Rule, index: int, mentions: Sequence[Mention], *, soon: bool = False) -> None:
        """Store what was typed on the article before, and show another one with its margin; `soon`: see the panel."""
        self.keeper.flush()
        self._rule = rule
        self._side.show_article(rule, index, mentions, soon=soon)
        self._show()

    @property
    def bookmark_words(self) -> str:
        """What `toggle_bookmark` would do."""
        article = self._article
        kept = (
            article is not None
            and self._rule is not None
            and self.keeper.entry(self._rule.id, article.number).bookmarked
        )
        return "取消收藏" if kept else "收藏"

    def toggle_bookmark(self) -> None:
        """收藏, or no longer. Raises UserError."""
        if self._article is None or self._rule is None:
            self.message.emit("先点一条，再收藏")
            return
        try:
            self.keeper.toggle_bookmark(self._rule, self._article)
        finally:
            self._show()

    def focus(self) -> None:
        """Put the cursor into the note, the panel brought back where it is put away."""
        if self._article is not None:
            self._parts.show_side()
            self._side.focus_note()

    def undo(self) -> None:
        """Take back the last change of a margin. Raises UserError."""
        self._step(self.keeper.undo(), "没有可以撤销的改动", "已撤销")

    def redo(self) -> None:
        """Do again what was taken back. Raises UserError."""
        self._step(self.keeper.redo(), "没有可以重做的改动", "已重做")

    def leave(self) -> bool:
        """Store what is typed; ask where that cannot be."""
        if self.keeper.flush():
            return True
        from govdesk.ui.kit.widgets.dialogs import UnsavedDialog

        if UnsavedDialog(self._theme, "我的笔记", "没有写进笔记文件。", self._parts).exec() != 0:
            self._side.focus_note()
            return False
        return True

    @property
    def _article(self) -> Article | None:
        return self._side.article

    def _show(self) -> None:
        article = self._article
        if article is not None and self._rule is not None:
            entry = self.keeper.entry(self._rule.id, article.number)
            words = self.keeper.words(self._rule.id, article.number)
            trouble = self.keeper.trouble.sentence if self.keeper.trouble is not None else ""
            self._side.show_margin(entry, words, trouble)

    def _type(self, words: str) -> None:
        if self._article is not None and self._rule is not None:
            self._side.margin.show_state("")
            self.keeper.type(self._rule, self._article, words)

    def _confirm(self) -> None:
        if self._article is not None and self._rule is not None:
            self.keeper.confirm(self._rule, self._article)

    def _step(self, key: tuple[str, str] | None, nothing: str, done: str) -> None:
        self.undo_bar.hide()
        if key is None:
            self.message.emit(nothing)
        else:
            self.went_back_to.emit(*key)
            self.message.emit(f"{done}：{cite_article(key[1])}的收藏或笔记")

    def _on_change(self, rule_id: str, number: str) -> None:
        self._contents.set_margins(self.keeper.entries().values())
        article = self._article
        if self._rule is not None and article is not None and (self._rule.id, article.number) == (rule_id, number):
            self._show()

    def _on_saved(self, words: str) -> None:
        self._side.margin.show_state(words)
        self.message.emit(words)

    def _on_failure(self, error: UserError) -> None:
        self._side.margin.show_state(NOT_SAVED)
        self.message.emit(error.sentence)
