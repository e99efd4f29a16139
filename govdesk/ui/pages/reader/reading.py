"""What the rules page shows: which rule, set in the present look, and which of its articles is the current one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present.contents import Entry
from govdesk.present.related import mentions
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.reader.panes import ReaderPanes
from govdesk.ui.pages.reader.writing import Writing
from govdesk.ui.sheet.finding import Finding
from govdesk.ui.sheet.linked import make_document, tooltips
from govdesk.ui.sheet.rule_document import RuleDocument

if TYPE_CHECKING:
    from govdesk.app import Services

PLACE = "reading"  # the setting that keeps the article being read: xianyang-2013/51
TOP = (0, -10_000)  # a scroll anchor: above the first block


class ReadingPage(Page):
    """Opens rules and keeps contents, sheet, bar and panel at the same article. `ReaderPage` adds what can be done there."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._library = services.library
        self._first = ""  # 适用规则
        self._rule: Rule | None = None
        self._shown: RuleDocument | None = None
        self._made: dict[str, RuleDocument] = {}
        self._left_at: dict[str, tuple[int, tuple[int, int]]] = {}  # rule -> current article, scroll anchor
        self._index = -1
        self._stale = False
        self._laws = services.statutes.generation  # what the links were set by
        self.parts = ReaderPanes(theme, self._library, services.counterparts)
        self.contents, self.bar = self.parts.contents, self.parts.bar
        self.sheet, self.side = self.parts.sheet, self.parts.side
        self.finding = Finding(self.sheet, self.bar)
        self.writing = Writing(services, theme, self.parts)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.parts)
        self.sheet.apply_theme()

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        self._ensure_order()
        rule_id = target.get("rule") or ("" if target.get("article") is None and self._rule else self._first)
        if self._stale or self._laws != self.services.statutes.generation:
            self._renew()
        if self._rule is None and not target:
            target = self._kept_place()
        if rule_id or self._rule is None:
            self._open_rule(self._library.rule(rule_id) if rule_id else self._library.first_rule)
        if (find := target.get("find")) is not None:
            self.bar.finder.setText(str(find))
        if self._rule is not None and (number := target.get("article")) is not None:
            index = self._rule.index_of(str(number))
            if index is not None:
                self._go(index)
                if find is not None and self._shown is not None:
                    self.finding.start_at(self._shown.article_start(index))

    def focus_first(self) -> None:
        self.sheet.setFocus(Qt.FocusReason.MouseFocusReason)

    def apply_theme(self) -> None:
        self._stale = True
        self.sheet.apply_theme()
        if self.isVisible():
            self._renew()

    def apply_layout(self, layout: WindowLayout) -> None:
        self.parts.apply_layout(layout)

    def apply_rule(self, rule_id: str) -> None:
        if rule_id == self._first or rule_id not in self._library.rules:
            return
        self._first = rule_id
        self._ensure_order(renew=True)
        if self._rule is not None:
            self._open_rule(self._library.rule(rule_id))

    def panes(self) -> list[QWidget]:
        return [self.contents.tree, self.sheet, self.side.bookmark_button]

    def leave(self) -> bool:
        if not self.writing.leave():
            return False
        self._keep_place()
        return True

    def default_status(self) -> str:
        if self._rule is None:
            return ""
        meta = self._rule.meta
        issued = f"{meta.issued.isoformat()} 印发" if meta.issued else ""
        return " · ".join(part for part in (meta.doc_number, issued) if part)

    # -- opening

    def _ensure_order(self, *, renew: bool = False) -> None:
        """The tree, 适用规则 first."""
        if renew or self.contents.tree.model() is None:
            rules = self._library.rules
            self._first = self._first or next(iter(rules), "")
            self.contents.set_order(sorted(rules, key=lambda rule_id: rule_id != self._first))
            self.writing.show_marks()

    def _open_rule(self, rule: Rule) -> None:
        """Show `rule` where it was left, or from its top."""
        if self._rule is not None and self._rule.id == rule.id:
            return
        self._remember()
        self._rule = rule
        self._show_document()
        index, anchor = self._left_at.get(rule.id, (-1, TOP))
        self._make_current(index)
        self.sheet.restore(anchor)
        self.status_changed.emit()
        self.status_message.emit(self.default_status())

    def _show_document(self) -> None:
        rule = self._rule
        assert rule is not None
        shown = self._made.get(rule.id)
        if shown is None:
            notes = self.bar.notes_button.isChecked()
            laws = self.services.statutes
            shown = self._made[rule.id] = make_document(self._library, laws, rule, self.theme, notes=notes)
        self._shown = shown
        self.sheet.show_rule(shown, tooltips(self._library, self.services.statutes, shown))
        self.finding.use(shown)

    def _renew(self) -> None:
        """Set the documents again in another look, and stay where we are."""
        self._stale = False
        self._laws = self.services.statutes.generation
        old, self._made = self._made, {}
        self._remember()
        if self._rule is not None:
            index, anchor = self._left_at[self._rule.id]
            self._show_document()
            self._make_current(index)
            self.sheet.restore(anchor)
        for document in old.values():
            document.document.deleteLater()

    def _remember(self) -> None:
        if self._rule is not None:
            self._left_at[self._rule.id] = (self._index, self.sheet.anchor())

    # -- the place from one day to the next

    def _keep_place(self) -> None:
        """Remember the article being read; where nothing can be written it is forgotten, which hurts nobody."""
        if self._rule is None or self._index < 0:
            return
        place = f"{self._rule.id}/{self._rule.articles[self._index].number}"
        settings = self.services.settings
        if settings.window.get(PLACE) == place:
            return
        self.services.settings = msgspec.structs.replace(settings, window={**settings.window, PLACE: place})
        with suppress(UserError):
            self.services.save_settings()

    def _kept_place(self) -> dict[str, str]:
        """Where reading stopped the last time, if that was in the rule in force."""
        rule_id, _, number = self.services.settings.window.get(PLACE, "").partition("/")
        return {"article": number} if rule_id == self._first and number else {}

    # -- the current article

    def _go(self, index: int, *, calmly: bool = False) -> None:
        """Make an article current and bring it into view."""
        self._make_current(index)
        self.sheet.show_article(index, calmly=calmly)

    def _make_current(self, index: int, *, soon: bool = False) -> None:
        """Make an article current everywhere, scrolling nothing; -1: none. `soon`: much of the panel a moment later."""
        rule = self._rule
        assert rule is not None
        self._index = index
        self.sheet.set_current(index)
        self.contents.show_place(rule.id, index)
        shown = self._shown
        links = [(placed.number, placed.link) for placed in shown.links if placed.article == index] if shown else []
        self.writing.show_article(rule, index, mentions(self._library, rule, links, self.services.statutes), soon=soon)
        article = rule.articles[index] if index >= 0 else None
        division = rule.division_of(article.number) if article else None
        crumb = division.name if division else ("" if article else rule.meta.title)
        self.bar.show_place(crumb, cite_article(article.number) if article else "")

    def _choose(self, entry: Entry, *, read_on: bool = False) -> None:
        """Go where a row of the contents points."""
        self._open_rule(self._library.rule(entry.rule))
        if entry.kind == "article":
            self._go(entry.index, calmly=True)
        elif entry.kind == "division" and self._shown is not None:
            self.sheet.show_block(self._shown.divisions[entry.index])
            self._make_current(entry.articles[0])
        else:
            self.sheet.scroll_to(0)
            self._make_current(-1)
        if read_on:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        if self._rule is None:
            return
        here = self._index if self._index >= 0 else -1 if by > 0 else 0
        index = here + by
        if 0 <= index < len(self._rule.articles):
            self._go(index, calmly=True)

    def _follow_hit(self, article: int) -> None:
        if article >= 0 and article != self._index:
            self._make_current(article, soon=True)

    def _follow_note(self, note_id: str) -> None:
        if self._rule is None:
            return
        owner = next((i for i, article in enumerate(self._rule.articles) if note_id in article.note_ids), -1)
        if owner >= 0:
            self._make_current(owner)
        self.parts.show_side()
        self.side.show_note(note_id)
