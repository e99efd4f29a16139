"""规则: the page where a rule is read: finding, copying, following links, writing into the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from govdesk.present.related import Use, link_target, link_words
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.reader.copier import Copier
from govdesk.ui.pages.reader.reading import ReadingPage
from govdesk.ui.pages.reader.uses import Ongoing, find_ongoing
from govdesk.ui.sheet.copying import selected_words

if TYPE_CHECKING:
    from govdesk.app import Services

_FINDING_KEYS = (
    ("F3", "下一处"),
    ("Shift+F3", "上一处"),
    ("Alt+↓", "下一条"),
    ("Ctrl+D", "收藏"),
    ("Ctrl+Shift+C", "复制引文"),
)
_READING_KEYS = (
    ("Ctrl+F", "在本页查找"),
    ("Alt+↓", "下一条"),
    ("Alt+↑", "上一条"),
    ("Ctrl+D", "收藏"),
    ("Ctrl+Shift+C", "复制引文"),
)


class ReaderPage(ReadingPage):
    """The page `rules`: `rule`, `article` (a number) and `find` (words) say what to open; nothing means: as it was."""

    title = "规则"
    nav = "rules"
    status_keys = _READING_KEYS

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._trail: list[tuple[str, int, tuple[int, int]]] = []  # where links were followed from
        self.copier = Copier(self.sheet)
        self._connect()

    def activate(self, **target: Any) -> None:
        if target:
            self._trail.clear()
        super().activate(**target)

    # -- following links

    def _follow_link(self, number: int) -> None:
        """Go where words of the article lead, or say that the library does not have it."""
        if self._rule is None or self._shown is None:
            return
        link = self._shown.links[number].link
        target = link_target(self._library, self._rule, link)
        if target is None:
            self.status_message.emit(f"{link.words}：{link_words(self._library, self._rule, link)}")
        else:
            self._travel(target[0].id, target[1])

    def _travel(self, rule_id: str, number: str) -> None:
        """Go to an article of any rule ("" for its top); Alt+← comes back here."""
        if self._rule is not None:
            self._trail.append((self._rule.id, self._index, self.sheet.anchor()))
        self._open_rule(self._library.rule(rule_id))
        assert self._rule is not None
        index = self._rule.index_of(number) if number else None
        if index is not None:
            self._go(index)
        else:
            self.sheet.scroll_to(0)
            self._become(-1)

    def _return(self) -> None:
        if not self._trail:
            self.navigate.emit("back", {})
            return
        rule_id, index, anchor = self._trail.pop()
        self._open_rule(self._library.rule(rule_id))
        self._become(index)
        self.sheet.restore(anchor)

    def _compare(self) -> None:
        if self._rule is not None:
            article = self._rule.articles[self._index].number if self._index >= 0 else ""
            self.navigate.emit("compare", {"rule": self._rule.id, "article": article})

    def _compare_pair(self, other: str, pair: str) -> None:
        if self._rule is not None:
            self.navigate.emit("compare", {"rule": self._rule.id, "other": other, "pair": pair})

    def _ongoing(self, use: Use) -> list[Ongoing]:
        """The checklists of an errand that have a line resting on the current article."""
        if self._rule is None or self._index < 0:
            return []
        return find_ongoing(self.services, self._rule.id, use, self._rule.articles[self._index].number)

    # -- copying

    def copy_citation(self) -> None:
        """引文 of the selected words, or of the current article, to the clipboard."""
        self.copier.citation(self._shown, self._index)

    def copy_text(self) -> None:
        """The selected words, or the current article as printed, to the clipboard."""
        self.copier.text(self._shown, self._index)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        menu.addAction("复制引文\tCtrl+Shift+C", self.copy_citation)
        menu.addAction("复制文字\tCtrl+C", self.copy_text)
        menu.addAction("收藏\tCtrl+D", self.writing.toggle_bookmark)
        menu.addAction("写笔记", self.writing.focus)
        menu.addAction("左右对照", self._compare)
        menu.addAction("在本页查找\tCtrl+F", self._start_finding)
        menu.addSeparator()
        menu.addAction("打印本条\tCtrl+P", self.print_article)
        menu.addAction("打印全文", self.print_rule)
        menu.popup(at)

    # -- paper

    def print_rule(self) -> None:
        """Show the booklet of the whole rule, from which it is printed or kept as PDF or Word."""
        self._print("")

    def print_article(self) -> None:
        """The same for the current article alone; at the rule's front, before any article, for all of it."""
        if self._rule is not None:
            self._print(self._rule.articles[self._index].number if self._index >= 0 else "")

    def _print(self, article: str) -> None:
        if self._rule is None:
            return
        from govdesk.export.jobs import rule_job
        from govdesk.ui.actions.printing.preview import preview

        if words := preview(rule_job(self.services, self._rule.id, article), self, self.theme).in_words():
            self.status_message.emit(words)

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

    def _about(self, rule_id: str) -> None:
        self.navigate.emit("rule", {"rule": rule_id})

    def _revisit(self, rule_id: str, number: str) -> None:
        """Show the article whose margin was changed back."""
        self._open_rule(self._library.rule(rule_id))
        if self._rule is not None and (index := self._rule.index_of(number)) is not None:
            self._go(index, calmly=True)

    # -- laying out

    def _connect(self) -> None:
        self.contents.chosen.connect(self._choose)
        self.contents.opened.connect(lambda entry: self._choose(entry, read_on=True))
        self.sheet.article_pressed.connect(self._become)
        self.sheet.came_to_rest.connect(self._become)
        self.sheet.note_pressed.connect(self._follow_note)
        self.sheet.copy_requested.connect(self.copy_text)
        self.sheet.menu_requested.connect(self._show_menu)
        self.contents.tree.menu_requested.connect(self._show_menu)
        self.finding.counted.connect(self._count)
        self.finding.article_reached.connect(self._follow_hit)
        self.finding.message.connect(self.status_message)
        self.bar.finder.left.connect(lambda: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.bar.notes_toggled.connect(lambda _on: self._renew())
        self.side.copy_requested.connect(self.copy_citation)
        self.side.wizard_requested.connect(
            lambda rule, wizard: self.navigate.emit("wizard", {"rule": rule, "wizard": wizard})
        )
        self.side.record_requested.connect(
            lambda number, item: self.navigate.emit("checklist", {"record": number, "item": item})
        )
        self.side.uses.ongoing = self._ongoing
        self.side.article_requested.connect(self._travel)
        self.side.compare_requested.connect(self._compare_pair)
        self.side.about_requested.connect(lambda: self._about(self._rule.id if self._rule else ""))
        self.side.mentions.requested.connect(self._follow_link)
        self.side.mentions.pointed.connect(self.sheet.underline_link)
        self.contents.about.connect(self._about)
        self.sheet.link_pressed.connect(self._follow_link)
        self.bar.compare_requested.connect(self._compare)
        self.copier.message.connect(self.status_message)
        self.writing.message.connect(self.status_message)
        self.writing.went_back_to.connect(self._revisit)
        for key, act in (
            ("Ctrl+F", self._start_finding),
            ("F3", self.finding.next),
            ("Shift+F3", self.finding.previous),
            ("Alt+Down", lambda: self._step(1)),
            ("Alt+Up", lambda: self._step(-1)),
            ("Ctrl+Shift+C", self.copy_citation),
            ("Ctrl+D", self.writing.toggle_bookmark),
            ("Ctrl+Z", self.writing.undo),
            ("Ctrl+Y", self.writing.redo),
            ("Alt+Left", self._return),
            ("Ctrl+P", self.print_article),
            ("Ctrl+E", self.print_article),
            ("F4", self.parts.toggle_side),
            ("F9", self.parts.toggle_contents),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
