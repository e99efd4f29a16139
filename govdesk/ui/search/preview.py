"""The result that is selected, at the right: an article in full, what an errand is, or what the manual says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from govdesk.rules.model import Article, Rule
from govdesk.ui.reader.related import uses
from govdesk.ui.search.results import Row, literal_marks
from govdesk.ui.theme import SPACE_S, SPACE_XS, Theme
from govdesk.ui.widgets import ArticlePane, Label, LinkButton, PrimaryButton, SecondaryButton, SidePanel
from govdesk.ui.widgets.layouts import clear_layout
from govdesk.wizards.basis import BasisArticle
from govdesk.wizards.library import Library


class Preview(SidePanel):
    """Shows one `Row`. It asks by signals: open an article or a topic of the manual, start an errand, copy a citation."""

    article_requested = Signal(str, str)
    wizard_requested = Signal(str, str)
    copy_requested = Signal(str, str)
    topic_requested = Signal(str)

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, "选中的结果", parent)
        self._library = library
        self._row: Row | None = None
        self.article = ArticlePane(theme)
        self.article.open_article_requested.connect(self.article_requested)
        self.copy_button = SecondaryButton(theme, "复制引文", icon="copy", small=True, tip="复制引文（Ctrl+Shift+C）")
        self.copy_button.clicked.connect(self._copy)
        self._errand_title = Label(theme, "", "section", wrap=True)
        self._errand_words = Label(theme, "", "ui", "ink2", wrap=True)
        self.start_button = PrimaryButton(theme, "开始办理", icon="arrow-right", trailing=True)
        self.start_button.clicked.connect(self._start)
        errand = QWidget()
        box = QVBoxLayout(errand)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(SPACE_S))
        for part in (self._errand_title, self._errand_words):
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
        self._errand_section = self.add_section(errand)
        self._article_section = self.add_section(self.article, padded=False)
        self._tools_section = self.add_section(tools)
        self._used_section = self.add_section(used)
        self.show_row(None, ())

    def show_row(self, row: Row | None, words: Sequence[str]) -> None:
        """Show a result with `words` marked in it; None shows nothing."""
        self._row = row
        kind = row.kind if row is not None else ""
        self._errand_section.setVisible(kind in ("wizard", "manual"))
        for section in (self._article_section, self._tools_section, self._used_section):
            section.setVisible(kind in ("article", "note"))
        if row is None:
            return
        if row.kind == "manual":
            self._errand_title.setText(row.title)
            self._errand_words.setText(f"{row.body}\n{row.path}")
            self.start_button.setText("打开手册")
            return
        rule = self._library.rules[row.rule]
        if row.kind == "wizard":
            self._errand_title.setText(row.title)
            self._errand_words.setText(f"{row.body}\n《{rule.meta.title}》")
            self.start_button.setText("开始办理")
            return
        article = rule.find(row.number)
        if article is not None:
            self._show_article(rule, article, words)
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

    def _start(self) -> None:
        if self._row is None:
            return
        if self._row.kind == "manual":
            self.topic_requested.emit(self._row.topic)
        else:
            self.wizard_requested.emit(self._row.rule, self._row.wizard)

    def _copy(self) -> None:
        if self._row is not None and self._row.number:
            self.copy_requested.emit(self._row.rule, self._row.number)
