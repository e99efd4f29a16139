"""本条: what belongs to the article being read — its margin, citing it, the errands that rest on it, its notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.marginalia.model import Marginal
from govdesk.present.commands import COMMANDS
from govdesk.present.related import Mention, answers, notes_of, same_matter, uses
from govdesk.rules.citation import cite_article
from govdesk.rules.counterparts import Counterparts
from govdesk.rules.model import Article, Rule, RuleMeta
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import CloseButton, ElidedLabel, IconButton, Label, LinkButton, SecondaryButton, SidePanel
from govdesk.ui.pages.reader.margin import MarginNote
from govdesk.ui.pages.reader.sections import AnswersSection, MentionsSection, NotesSection, SameSection
from govdesk.ui.pages.reader.uses import UsesSection
from govdesk.wizards.library import Library

_SOON_MS = 80  # a key that is held down repeats faster


class ArticleSide(SidePanel):
    """The panel for one article at a time. It asks by signals and changes nothing itself."""

    copy_requested = Signal()
    bookmark_requested = Signal()
    wizard_requested = Signal(str, str)  # rule id, wizard id
    record_requested = Signal(str, str)  # a checklist's number, an item's id
    article_requested = Signal(str, str)  # rule id, article number
    compare_requested = Signal(str, str)  # the other rule's id, the pair's id
    about_requested = Signal()  # the rule page

    def __init__(
        self,
        theme: Theme,
        library: Library,
        counterparts: Iterable[Counterparts] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "本条", parent)
        self._library, self._counterparts = library, tuple(counterparts)
        self._rule: Rule | None = None
        self._index = -1
        self._extra: tuple[str, ...] = ()
        self._mentions: Sequence[Mention] = ()
        self._order: dict[str, int] = {}
        self._make_head(theme)
        self.uses = UsesSection(theme)
        self.answers = AnswersSection(theme)
        self.same = SameSection(theme)
        self.mentions = MentionsSection(theme)
        self.notes = NotesSection(theme)
        self.margin = MarginNote(theme)
        self._sections = {
            part: self.add_section(part) for part in (self.uses, self.answers, self.same, self.mentions, self.notes)
        }
        self._margin_section = self.add_section(self.margin)
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(_SOON_MS)
        self._filling.timeout.connect(self._fill_sections)
        # Running text knows its height only at its width, and the layouts above it do not ask again by themselves.
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle_twice)
        for part in self._sections:
            part.fitted.connect(self._settling.start)
        self.uses.requested.connect(self._request_wizard)
        self.uses.record_requested.connect(self.record_requested)
        self.answers.requested.connect(self.article_requested)
        self.answers.compare_requested.connect(self.compare_requested)
        self.same.requested.connect(self.article_requested)
        self._measure()

    @property
    def article(self) -> Article | None:
        """The article being shown; None before any."""
        return self._rule.articles[self._index] if self._rule is not None and self._index >= 0 else None

    def show_article(self, rule: Rule, index: int, mentions: Sequence[Mention] = (), *, soon: bool = False) -> None:
        """Show what belongs to the article with this index; -1: the rule's front, before any article.

        `soon`: head and note at once, the sections a moment later, so that going from hit to hit waits for none of them.
        """
        if (rule, index) == (self._rule, self._index) and not self._extra:
            return
        if rule is not self._rule:
            self._order = rule.note_order()
        self._rule, self._index, self._extra, self._mentions = rule, index, (), mentions
        self._fill_head()
        if soon:
            self._filling.start()
        else:
            self._fill_sections()
        self.verticalScrollBar().setValue(0)

    def show_margin(self, entry: Marginal, words: str, trouble: str = "") -> None:
        """Show the article's bookmark and note; `words` are the note as typed, `trouble` why none can be kept."""
        article = self.article
        stale = article is not None and entry.is_stale(article)
        self.margin.show_note(words, stale=stale, trouble=trouble)
        self.bookmark_button.setText("已收藏" if entry.bookmarked else "收藏")
        self.bookmark_button.setToolTip(
            trouble or COMMANDS["bookmark"].tooltip("不再收藏" if entry.bookmarked else "收藏本条")
        )
        self.bookmark_button.setChecked(entry.bookmarked)
        self.bookmark_button.setEnabled(not trouble)
        self._show_bookmark()

    def set_compact(self, compact: bool, *, tight: bool = False) -> None:
        """The head in one line, for where the panel lies under the sheet; `tight`: its buttons are words alone."""
        self._compact, self._tight = compact, tight
        self._show_place()
        self._measure()
        self.copy_button.set_icon("" if tight else "copy")
        self._show_bookmark()
        for position, button in enumerate(self._tools):
            if compact:
                self._top.insertWidget(2 + position, button)
            else:
                self._buttons.insertWidget(position, button)

    def show_note(self, note_id: str) -> None:
        """Bring a note into view; one that stands in a heading or in the notice is shown beside the article's own."""
        if self._rule is None:
            return
        self._fill_now()
        article = self.article
        if article is None or note_id not in article.note_ids:
            self._extra = (note_id,)
            self._fill_notes()
            self._settle()
        self._bring(self._sections[self.notes])

    def focus_note(self) -> None:
        """Put the cursor into 我的笔记."""
        self._fill_now()
        self._bring(self._margin_section)
        self.margin.field.setFocus()

    def _make_head(self, theme: Theme) -> None:
        self.title = Label(theme, "", "section", wrap=True)
        self.place = Label(theme, "", "secondary", "ink3", wrap=True)
        self._place_line = ElidedLabel(theme, "", "secondary", "ink3")
        self._compact = self._tight = False
        self.close_button = CloseButton(theme, "本条", "side")
        self.bookmark_button = SecondaryButton(theme, "收藏", icon="bookmark-simple", small=True)
        self.bookmark_button.setCheckable(True)
        self.bookmark_button.clicked.connect(self.bookmark_requested)
        self.copy_button = SecondaryButton(
            theme, "复制引文", icon="copy", tip=COMMANDS["cite"].tooltip("复制引文；选中了字就引选中的字"), small=True
        )
        self.copy_button.clicked.connect(self.copy_requested)
        self.write_button = IconButton(theme, "note-pencil", "写笔记", size=CONTROL_SMALL, icon_size=18)
        self.write_button.clicked.connect(self.focus_note)
        self.about_button = LinkButton(theme, "规则说明", icon="info", tip="文号、日期、来源、校注一览")
        self.about_button.clicked.connect(self.about_requested)
        head = QWidget()
        self._head = QVBoxLayout(head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._top, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.title)
        self._top.addWidget(self._place_line, 1)
        self._top.addWidget(self.close_button)
        self._tools = (self.bookmark_button, self.copy_button, self.write_button, self.about_button)
        for button in self._tools:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._head.addLayout(self._top)
        self._head.addWidget(self.place)
        self._head.addLayout(self._buttons)
        self.add_section(head)

    def _show_bookmark(self) -> None:
        icon = "bookmark-simple-fill" if self.bookmark_button.isChecked() else "bookmark-simple"
        self.bookmark_button.set_icon("" if self._tight else icon)

    def _show_place(self) -> None:
        """Where the article stands: below its number, or beside it and cut short where the buttons need the room."""
        self.place.setVisible(bool(self.place.text()) and not self._compact)
        self._place_line.setVisible(self._compact)

    def _bring(self, section: QWidget) -> None:
        self.widget().layout().activate()  # type: ignore[union-attr]
        self.ensureWidgetVisible(section, 0, 0)

    def _measure(self) -> None:
        self._head.setSpacing(self._theme.px(SPACE_XS))
        self._top.setSpacing(self._theme.px(SPACE_S if self._tight else SPACE_M))
        self._buttons.setSpacing(self._theme.px(SPACE_S))
        self._buttons.setContentsMargins(0, self._theme.px(SPACE_XS), 0, 0)

    def _fill_head(self) -> None:
        rule, article = self._rule, self.article
        if rule is None:
            return
        number = article.number if article else ""
        self.title.setText(cite_article(number) if article else rule.meta.short_title)
        chapter = rule.division_of(number) if article else None
        parts = (article.heading, chapter.name if chapter else "") if article else _about(rule.meta)
        self.place.setText(" · ".join(part for part in parts if part))
        self._place_line.setText(self.place.text())
        self._show_place()
        for widget in (*self._tools[:3], self._margin_section):
            widget.setVisible(article is not None)
        self.about_button.setVisible(article is None)

    def _fill_now(self) -> None:
        if self._filling.isActive():
            self._fill_sections()

    def _fill_sections(self) -> None:
        self._filling.stop()
        rule, article = self._rule, self.article
        if rule is None:
            return
        number = article.number if article else ""
        answered = answers(self._library, self._counterparts, rule, number)
        known = {other for pairs in self._counterparts for other in (pairs.left, pairs.right)}
        same = same_matter(self._library, rule, number, known if rule.id in known else ())
        nothing = article.nothing_to_check if article else ""
        self._sections[self.uses].setVisible(self.uses.fill(uses(self._library, rule, number), nothing))
        self._sections[self.answers].setVisible(self.answers.fill(answered, number))
        self._sections[self.same].setVisible(self.same.fill(same))
        self._sections[self.mentions].setVisible(self.mentions.fill(self._mentions))
        self._fill_notes()
        self._settle()

    def _settle(self) -> None:
        """Take up the new heights now: wrapped words ask for theirs only when they are shown."""
        for part in self._sections:
            part.settle()
        QCoreApplication.postEvent(self.widget(), QEvent(QEvent.Type.LayoutRequest))

    def _settle_twice(self) -> None:
        """Once for the new heights, and once more when the scrolling ground has taken them."""
        self._settle()
        later(self, self._settle)

    def _fill_notes(self) -> None:
        assert self._rule is not None
        own = self.article.note_ids if self.article is not None else ()
        notes = notes_of(self._rule, dict.fromkeys((*self._extra, *own)))
        self._sections[self.notes].setVisible(self.notes.fill(notes, self._order))

    def _request_wizard(self, wizard: str) -> None:
        if self._rule is not None:
            self.wizard_requested.emit(self._rule.id, wizard)


def _about(meta: RuleMeta) -> tuple[str, ...]:
    """The rule in a line: its number, when it was issued, and whether the source calls it valid."""
    return meta.doc_number or f"《{meta.title}》", f"{meta.issued} 印发" if meta.issued else "", meta.status
