"""复制: the clipboard gets the selected words or the current article, as they stand or as a citation."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from govdesk.ui.sheet.copying import article_citation, article_words, mime_data, selected_words, selection_citation
from govdesk.ui.sheet.rule_document import RuleDocument
from govdesk.ui.sheet.sheet import RuleSheet


class Copier(QObject):
    """Copies from `sheet`. `message` says what was done."""

    message = Signal(str)

    def __init__(self, sheet: RuleSheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet

    def citation(self, shown: RuleDocument | None, index: int) -> None:
        """引文 of the selected words, or of the article with this index."""
        if shown is None:
            return
        start, end = self._sheet.selection()
        if start != end:
            self._put(selection_citation(shown, start, end), "引文已复制")
        elif index >= 0:
            self._put(article_citation(shown.rule.meta, shown.rule.articles[index]), "引文已复制")
        else:
            self.message.emit("先点一条，再复制引文")

    def text(self, shown: RuleDocument | None, index: int) -> None:
        """The selected words, or the article as printed."""
        if shown is None:
            return
        start, end = self._sheet.selection()
        if start != end:
            self._put(selected_words(shown, start, end), "文字已复制")
        elif index >= 0:
            self._put(article_words(shown.rule.articles[index]), "条文已复制")

    def _put(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setMimeData(mime_data(text))
        self.message.emit(said)
