"""The result that is selected, at the right: an article in full, or what an errand, a checklist, a note or a topic is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present.commands import COMMANDS
from govdesk.present.related import uses
from govdesk.present.search_results import Row, literal_marks
from govdesk.rules.model import Article, Rule
from govdesk.ui.kit.theme import SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import ArticlePane, Label, LinkButton, PrimaryButton, SecondaryButton, SidePanel
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.wizards.basis import BasisArticle
from govdesk.wizards.library import Library

if TYPE_CHECKING:
    from govdesk.statutes.shelf import Statutes

#: What the button under a result without an article says.
_BUTTONS: dict[str, str] = {"wizard": "开始办理", "record": "打开清单", "manual": "打开手册", "statute": "打开"}


class Preview(SidePanel):
    """Shows one `Row`. It asks by signals: open an article, an errand or the row itself, copy a citation."""

    article_requested = Signal(str, str)
    wizard_requested = Signal(str, str)
    copy_requested = Signal()
    open_requested = Signal(object)

    def __init__(self, theme: Theme, library: Library, laws: Statutes, parent: QWidget | None = None) -> None:
        super().__init__(theme, "选中的结果", parent)
        self._library, self._laws = library, laws
        self._row: Row | None = None
        self.article = ArticlePane(theme)
        self.article.open_article_requested.connect(self.article_requested)
        self.copy_button = SecondaryButton(theme, "复制引文", icon="copy", small=True, tip=COMMANDS["cite"].tooltip())
        self.copy_button.clicked.connect(self._copy)
        self._title = Label(theme, "", "section", wrap=True)
        self._path = Label(theme, "", "secondary", "ink2", wrap=True)
        self._words = Label(theme, "", "ui", "ink", wrap=True)
        self.start_button = PrimaryButton(theme, "开始办理", icon="arrow-right", trailing=True)
        self.start_button.clicked.connect(self._open)
        told = QWidget()
        box = QVBoxLayout(told)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        for part in (self._title, self._path, self._words):
            box.addWidget(part)
        box.addWidget(self.start_button)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        used = QWidget()
        self._used = QVBoxLayout(used)
        self._used.setContentsMargins(0, 0, 0, 0)
        self._used.setSpacing(theme.px(SPACE_XS))
        self._told_section = self.add_section(told)
        self._article_section = self.add_section(self.article, padded=False)
        self._tools_section = self.add_section(tools)
        self._used_section = self.add_section(used)
        self.show_row(None, ())

    def show_row(self, row: Row | None, words: Sequence[str]) -> None:
        """Show a result with `words` marked in it; None shows nothing."""
        self._row = row
        has_article = row is not None and bool(row.number)
        self._told_section.setVisible(row is not None and row.kind != "article")
        for section in (self._article_section, self._tools_section, self._used_section):
            section.setVisible(has_article)
        if row is None:
            return
        if row.kind != "article":
            self._tell(row)
        if row.law_article:
            self._show_law(row, words)
        if not has_article:
            return
        rule = self._library.rules[row.rule]
        article = rule.find(row.number)
        if article is not None:
            self._show_article(rule, article, words)
        self.verticalScrollBar().setValue(0)

    def _tell(self, row: Row) -> None:
        rule = self._library.rules.get(row.rule) if row.kind == "wizard" else None
        path = f"《{rule.meta.title}》" if rule is not None else row.path
        title, path = ("我的笔记", "") if row.kind == "note" else (row.title, path)
        for label, text in ((self._title, title), (self._path, path), (self._words, row.body)):
            label.setText(text)
            label.setVisible(bool(text))
        self.start_button.setText(_BUTTONS.get(row.kind, ""))
        self.start_button.setVisible(row.kind in _BUTTONS)

    def _show_law(self, row: Row, words: Sequence[str]) -> None:
        """A law's article in full; where it cannot be read, what was found of it stands there."""
        try:
            found = self._laws.article(row.law, row.law_article)
        except UserError:
            found = None
        if found is None:
            return
        meta, article, chapter = found
        self._words.hide()
        self.article.show_article(BasisArticle(article, chapter), meta)
        self._mark(words)
        self._article_section.show()
        self._tools_section.show()
        self.verticalScrollBar().setValue(0)

    def _show_article(self, rule: Rule, article: Article, words: Sequence[str]) -> None:
        division = rule.division_of(article.number)
        notes = tuple(note for note_id in article.note_ids if (note := rule.note(note_id)))
        entry = BasisArticle(article, division.name if division else "", notes)
        self.article.show_article(entry, rule.meta)
        self._mark(words)
        found = uses(self._library, rule, article.number)
        self._used_section.setVisible(bool(found))
        clear_layout(self._used)
        if found:
            self._used.addWidget(Label(self._theme, "用到本条的事项", "ui", bold=True))
        for use in found:
            link = LinkButton(self._theme, use.title)
            link.clicked.connect(lambda _checked=False, wizard=use.wizard: self.wizard_requested.emit(rule.id, wizard))
            self._used.addWidget(link)

    def _mark(self, words: Sequence[str]) -> None:
        """Mark the words asked for over the text, changing nothing in it."""
        view = self.article.view
        form = QTextCharFormat()
        form.setBackground(self._theme.color("mark"))
        form.setForeground(self._theme.color("ink"))
        selections = []
        for start, end in literal_marks(view.toPlainText(), [word.lower() for word in words]):
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(view.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, form  # type: ignore[attr-defined]
            selections.append(selection)
        view.setExtraSelections(selections)

    def _open(self) -> None:
        if self._row is not None:
            self.open_requested.emit(self._row)

    def _copy(self) -> None:
        if self._row is not None and (self._row.number or self._row.law_article):
            self.copy_requested.emit()
