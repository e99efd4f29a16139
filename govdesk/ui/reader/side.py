"""本条: what belongs to the article being read — citing it, the errands that rest on it, its notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Note, Rule
from govdesk.ui.reader.prose import Prose
from govdesk.ui.reader.related import (
    CERTAINTY,
    KIND,
    SameMatter,
    Use,
    note_reading,
    notes_of,
    same_matter,
    uses,
)
from govdesk.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.widgets import Label, LinkButton, SecondaryButton, SidePanel
from govdesk.ui.widgets.icon_label import IconLabel
from govdesk.wizards.library import Library

_MOST_SAME = 4
_SAMPLE = 56  # characters of another rule's article: three lines of the panel


class _Section(QWidget):
    """A titled part of the panel that is filled anew for every article."""

    def __init__(self, theme: Theme, title: str = "", icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        if title:
            head = QHBoxLayout()
            head.setSpacing(theme.px(SPACE_S))
            if icon:
                head.addWidget(IconLabel(theme, icon, "ink2", 16))
            head.addWidget(Label(theme, title, "ui", bold=True))
            head.addStretch(1)
            self._box.addLayout(head)
        theme.changed.connect(self._measure)
        self._measure()

    def refill(self) -> QVBoxLayout:
        """A fresh column for content, the old content gone."""
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._box.addWidget(self._content)
        return column

    def settle(self) -> None:
        """Show what was filled in and lay it out."""
        if self._content is not None:
            self._content.show()
            self._box.activate()

    def _measure(self) -> None:
        self._box.setSpacing(self._theme.px(SPACE_XS))


class ArticleSide(SidePanel):
    """The panel for one article at a time. It asks by signals and changes nothing itself."""

    copy_requested = Signal()
    wizard_requested = Signal(str, str)  # rule id, wizard id
    article_requested = Signal(str, str)  # rule id, article number

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._library = library
        self._rule: Rule | None = None
        self._index = -1
        self._extra: tuple[str, ...] = ()
        self._order: dict[str, int] = {}
        self.setAccessibleName("本条")
        self.title = Label(theme, "", "section")
        self.place = Label(theme, "", "secondary", "ink3", wrap=True)
        self.copy_button = SecondaryButton(
            theme, "复制引文", icon="copy", tip="复制引文；选中了字就引选中的字（Ctrl+Shift+C）", small=True
        )
        self.copy_button.clicked.connect(self.copy_requested)
        head = QWidget()
        self._head = QVBoxLayout(head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._top, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.title)
        self._top.addStretch(1)
        self._buttons.addWidget(self.copy_button)
        self._buttons.addStretch(1)
        self._head.addLayout(self._top)
        self._head.addWidget(self.place)
        self._head.addLayout(self._buttons)
        self._used = _Section(theme, "办事中引用", "briefcase")
        self._same = _Section(theme, "同类事项的条文", "arrows-left-right")
        self._notes = _Section(theme)
        self.add_section(head)
        self._used_section = self.add_section(self._used)
        self._notes_section = self.add_section(self._notes)
        self._same_section = self.add_section(self._same)
        theme.changed.connect(self._measure)
        self._measure()

    def show_article(self, rule: Rule, index: int) -> None:
        """Show what belongs to the article with this index; -1: the rule's front, before any article."""
        if (rule, index) == (self._rule, self._index) and not self._extra:
            return
        if rule is not self._rule:
            self._order = rule.note_order()
        self._rule, self._index, self._extra = rule, index, ()
        self._fill()
        self.verticalScrollBar().setValue(0)

    def set_compact(self, compact: bool) -> None:
        """The head in one line, for where the panel lies under the sheet."""
        (self._top if compact else self._head).insertWidget(1, self.place, 1 if compact else 0)
        self.place.setWordWrap(not compact)
        if compact:
            self._top.addWidget(self.copy_button)
        else:
            self._buttons.insertWidget(0, self.copy_button)

    def show_note(self, note_id: str) -> None:
        """Bring a note into view; one that stands in a heading or in the notice is shown beside the article's own."""
        if self._rule is None:
            return
        article = self._rule.articles[self._index] if self._index >= 0 else None
        if article is None or note_id not in article.note_ids:
            self._extra = (note_id,)
            self._fill_notes()
            self._settle()
        self.widget().layout().activate()  # type: ignore[union-attr]
        self.ensureWidgetVisible(self._notes_section, 0, 0)

    def _measure(self) -> None:
        self._head.setSpacing(self._theme.px(SPACE_XS))
        self._top.setSpacing(self._theme.px(SPACE_M))

    def _fill(self) -> None:
        rule = self._rule
        if rule is None:
            return
        article = rule.articles[self._index] if self._index >= 0 else None
        number = article.number if article else ""
        self.title.setText(cite_article(number) if article else rule.meta.short_title)
        chapter = rule.division_of(number) if article else None
        parts = (article.heading, chapter.name if chapter else "") if article else (f"《{rule.meta.title}》",)
        self.place.setText(" · ".join(part for part in parts if part))
        self.place.setVisible(bool(self.place.text()))
        self.copy_button.setVisible(article is not None)
        self._fill_uses(uses(self._library, rule, number), article.nothing_to_check if article else "")
        self._fill_same(same_matter(self._library, rule, number))
        self._fill_notes()
        self._settle()

    def _settle(self) -> None:
        """Take up the new heights now: wrapped words ask for theirs only when they are shown."""
        for section in (self._used, self._same, self._notes):
            section.settle()
        QCoreApplication.postEvent(self.widget(), QEvent(QEvent.Type.LayoutRequest))

    def _fill_uses(self, found: Sequence[Use], nothing: str) -> None:
        self._used_section.setVisible(bool(found) or bool(nothing))
        column = self._used.refill()
        for use in found:
            row = QHBoxLayout()
            link = LinkButton(self._theme, use.title)
            link.setAccessibleName(f"{use.title}，{use.items} 项依据本条，按回车开始办理")
            link.setToolTip("开始办理")
            link.clicked.connect(lambda _checked=False, wizard=use.wizard: self._request_wizard(wizard))
            row.addWidget(link)
            row.addStretch(1)
            row.addWidget(Label(self._theme, f"{use.items} 处" if use.items else "问答", "secondary", "ink3"))
            column.addLayout(row)
        if not found and nothing:
            column.addWidget(Label(self._theme, f"本条没有要逐项核对的事：{nothing}", "secondary", "ink2", wrap=True))

    def _fill_same(self, found: Sequence[SameMatter]) -> None:
        self._same_section.setVisible(bool(found))
        column = self._same.refill()
        shown = found[:_MOST_SAME]
        for entry in shown:
            words = f"{entry.rule.meta.short_title}　{cite_article(entry.article.number)}"
            link = LinkButton(self._theme, words)
            link.setToolTip(f"打开{words}。同属：{'、'.join(entry.topics)}")
            link.clicked.connect(
                lambda _checked=False, entry=entry: self.article_requested.emit(entry.rule.id, entry.article.number)
            )
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            if len(found) <= 2:
                body = entry.article.shown.replace("\n", "")
                sample = body if len(body) <= _SAMPLE else body[: _SAMPLE - 1] + "…"
                column.addWidget(Prose(self._theme, [(sample, "snippet", "ink2")]))
                column.addSpacing(self._theme.px(SPACE_XS))
            else:
                column.addWidget(Label(self._theme, entry.article.heading, "secondary", "ink2", wrap=True))
        topics = list(dict.fromkeys(topic for entry in found for topic in entry.topics))
        rest = f"；另有 {len(found) - len(shown)} 条" if len(found) > len(shown) else ""
        column.addSpacing(self._theme.px(SPACE_XS))
        column.addWidget(Label(self._theme, f"同属“{'”“'.join(topics)}”{rest}", "smallest", "ink3", wrap=True))

    def _fill_notes(self) -> None:
        rule = self._rule
        assert rule is not None
        own = rule.articles[self._index].note_ids if self._index >= 0 else ()
        notes = notes_of(rule, dict.fromkeys((*self._extra, *own)))
        self._notes_section.setVisible(bool(notes))
        column = self._notes.refill()
        for position, note in enumerate(notes):
            if position:
                column.addSpacing(self._theme.px(SPACE_M))
            self._add_note(column, note, self._order.get(note.id, 0))

    def _add_note(self, column: QVBoxLayout, note: Note, number: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(SPACE_S))
        head.addWidget(Label(self._theme, f"〔注{number}〕", "ui", "ver", bold=True))
        head.addWidget(Label(self._theme, f"校注 · {KIND[note.kind]}", "ui", bold=True))
        head.addStretch(1)
        head.addWidget(Label(self._theme, f"把握{CERTAINTY[note.certainty]}", "secondary", "ink3"))
        column.addLayout(head)
        column.addSpacing(self._theme.px(SPACE_XS))
        column.addWidget(Prose(self._theme, [(note_reading(note), "note", "ink"), (note.why, "note", "ink2")]))

    def _request_wizard(self, wizard: str) -> None:
        if self._rule is not None:
            self.wizard_requested.emit(self._rule.id, wizard)
