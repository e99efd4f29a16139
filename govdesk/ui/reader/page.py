"""规则: the page where a rule is read. It wires contents, sheet, bar and side panel together, and decides what is current."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.ui.reader.contents_model import Entry
from govdesk.ui.reader.copying import article_citation, article_words, mime_data, selected_words, selection_citation
from govdesk.ui.reader.document import RuleDocument
from govdesk.ui.reader.finding import Finding
from govdesk.ui.reader.panes import ReaderPanes
from govdesk.ui.reader.related import note_tooltips
from govdesk.ui.shell.layout import WindowLayout
from govdesk.ui.shell.page import Page
from govdesk.ui.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services

TOP = (0, -10_000)  # a scroll anchor: above the first block
_FINDING_KEYS = (("F3", "下一处"), ("Shift+F3", "上一处"), ("Alt+↓", "下一条"), ("Ctrl+Shift+C", "复制引文"))
_READING_KEYS = (("Ctrl+F", "在本页查找"), ("Alt+↓", "下一条"), ("Alt+↑", "上一条"), ("Ctrl+Shift+C", "复制引文"))


class ReaderPage(Page):
    """The page `rules`: `rule`, `article` (a number) and `find` (words) say what to open; nothing means: as it was."""

    title = "规则"
    nav = "rules"
    status_keys = _READING_KEYS

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
        self.parts = ReaderPanes(theme, self._library)
        self.contents, self.bar = self.parts.contents, self.parts.bar
        self.sheet, self.side = self.parts.sheet, self.parts.side
        self.finding = Finding(self.sheet, self.bar)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.parts)
        self._connect()
        self.sheet.apply_theme()

    # -- what the window asks

    def activate(self, **target: Any) -> None:
        self._ensure_order()
        rule_id = target.get("rule") or ("" if target.get("article") is None and self._rule else self._first)
        if self._stale:
            self._renew()
        if rule_id or self._rule is None:
            self._open_rule(self._library.rule(rule_id or next(iter(self._library.rules))))
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
        return [self.contents.tree, self.sheet, self.side.copy_button]

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

    def _open_rule(self, rule: Rule) -> None:
        """Show `rule` where it was left, or from its top."""
        if self._rule is not None and self._rule.id == rule.id:
            return
        self._remember()
        self._rule = rule
        self._show_document()
        index, anchor = self._left_at.get(rule.id, (-1, TOP))
        self._become(index)
        self.sheet.restore(anchor)
        self.status_changed.emit()
        self.status_message.emit(self.default_status())

    def _show_document(self) -> None:
        rule = self._rule
        assert rule is not None
        shown = self._made.get(rule.id)
        if shown is None:
            notes = self.bar.notes_button.isChecked()
            shown = self._made[rule.id] = RuleDocument(rule, self.theme, notes=notes)
        self._shown = shown
        self.sheet.show_rule(shown, note_tooltips(rule))
        self.finding.use(shown)

    def _renew(self) -> None:
        """Set the documents again in another look, and stay where we are."""
        self._stale = False
        old, self._made = self._made, {}
        self._remember()
        if self._rule is not None:
            index, anchor = self._left_at[self._rule.id]
            self._show_document()
            self._become(index)
            self.sheet.restore(anchor)
        for document in old.values():
            document.document.deleteLater()

    def _remember(self) -> None:
        if self._rule is not None:
            self._left_at[self._rule.id] = (self._index, self.sheet.anchor())

    # -- the current article

    def _go(self, index: int, *, calmly: bool = False) -> None:
        """Make an article current and bring it into view."""
        self._become(index)
        self.sheet.show_article(index, calmly=calmly)

    def _become(self, index: int) -> None:
        """Make an article current everywhere, scrolling nothing; -1: none."""
        rule = self._rule
        assert rule is not None
        self._index = index
        self.sheet.set_current(index)
        self.contents.show_place(rule.id, index)
        self.side.show_article(rule, index)
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
            self._become(entry.articles[0])
        else:
            self.sheet.scroll_to(0)
            self._become(-1)
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
            self._become(article)

    def _follow_note(self, note_id: str) -> None:
        if self._rule is None:
            return
        owner = next((i for i, article in enumerate(self._rule.articles) if note_id in article.note_ids), -1)
        if owner >= 0:
            self._become(owner)
        self.parts.show_side()
        self.side.show_note(note_id)

    # -- copying

    def copy_citation(self) -> None:
        """引文 of the selected words, or of the current article, to the clipboard."""
        if self._shown is None:
            return
        start, end = self.sheet.selection()
        if start != end:
            self._to_clipboard(selection_citation(self._shown, start, end), "引文已复制")
        elif self._index >= 0:
            rule = self._shown.rule
            self._to_clipboard(article_citation(rule.meta, rule.articles[self._index]), "引文已复制")
        else:
            self.status_message.emit("先点一条，再复制引文")

    def copy_text(self) -> None:
        """The selected words, or the current article as printed, to the clipboard."""
        if self._shown is None:
            return
        start, end = self.sheet.selection()
        if start != end:
            self._to_clipboard(selected_words(self._shown, start, end), "文字已复制")
        elif self._index >= 0:
            self._to_clipboard(article_words(self._shown.rule.articles[self._index]), "条文已复制")

    def _to_clipboard(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setMimeData(mime_data(text))
        self.status_message.emit(said)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        menu.addAction("复制引文\tCtrl+Shift+C", self.copy_citation)
        menu.addAction("复制文字\tCtrl+C", self.copy_text)
        menu.addAction("在本页查找\tCtrl+F", self._start_finding)
        menu.popup(at)

    # -- finding

    def _start_finding(self) -> None:
        start, end = self.sheet.selection()
        if self._shown is not None and 0 < end - start <= 30:
            words = selected_words(self._shown, start, end, numbers=False)
            if "\n" not in words:
                self.bar.finder.setText(words)
        self.bar.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.finder.selectAll()

    def _count(self, counts: dict[int, int]) -> None:
        if self._rule is not None:
            self.contents.set_counts(self._rule.id, counts)
        keys = _FINDING_KEYS if self.bar.finder.text().strip() else _READING_KEYS
        if keys != self.status_keys:
            self.status_keys = keys
            self.status_changed.emit()

    # -- laying out

    def _connect(self) -> None:
        self.contents.chosen.connect(self._choose)
        self.contents.opened.connect(lambda entry: self._choose(entry, read_on=True))
        self.sheet.article_pressed.connect(self._become)
        self.sheet.came_to_rest.connect(self._become)
        self.sheet.note_pressed.connect(self._follow_note)
        self.sheet.copy_requested.connect(self.copy_text)
        self.sheet.menu_requested.connect(self._show_menu)
        self.finding.counted.connect(self._count)
        self.finding.article_reached.connect(self._follow_hit)
        self.finding.message.connect(self.status_message)
        self.bar.finder.left.connect(lambda: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.bar.notes_toggled.connect(lambda _on: self._renew())
        self.side.copy_requested.connect(self.copy_citation)
        self.side.wizard_requested.connect(
            lambda rule, wizard: self.navigate.emit("wizard", {"rule": rule, "wizard": wizard})
        )
        self.side.article_requested.connect(
            lambda rule, number: self.navigate.emit("rules", {"rule": rule, "article": number})
        )
        for key, act in (
            ("Ctrl+F", self._start_finding),
            ("F3", self.finding.next),
            ("Shift+F3", self.finding.previous),
            ("Alt+Down", lambda: self._step(1)),
            ("Alt+Up", lambda: self._step(-1)),
            ("Ctrl+Shift+C", self.copy_citation),
            ("F4", self.parts.toggle_side),
            ("F9", self.parts.toggle_contents),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
