"""规则: the page where a rule is read: finding, copying, following links, writing into the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.related import Use, law_meant, link_target, link_words
from govdesk.ui.actions.exporter import Exporter
from govdesk.ui.actions.paper import PaperCommands
from govdesk.ui.kit.command import CommandAction, add_commands
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.menus import Menu
from govdesk.ui.pages.reader.reading import ReadingPage
from govdesk.ui.pages.reader.uses import Ongoing, find_ongoing
from govdesk.ui.sheet.copier import Copier
from govdesk.ui.sheet.copying import selected_words

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.export.jobs import Job

_FINDING_KEYS = hints("find.next", "find.previous", "next", "bookmark", "cite")
_READING_KEYS = hints("find", "next", "previous", "bookmark", "cite")


class ReaderPage(ReadingPage):
    """The page `rules`: `rule`, `article` (a number) and `find` (words) say what to open; nothing means: as it was."""

    title = "规则"
    nav = "rules"
    status_keys = _READING_KEYS

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._trail: list[tuple[str, int, tuple[int, int]]] = []  # where links were followed from
        self.copier = Copier(self.sheet)
        self.exporter = Exporter(theme, self)
        self.paper = PaperCommands(self, self.exporter, self._article_job, self.status_message.emit, text="打印本条")
        self.commands = add_commands(
            self,
            {
                "find": self._start_finding,
                "find.next": self.finding.next,
                "find.previous": self.finding.previous,
                "next": lambda: self._step(1),
                "previous": lambda: self._step(-1),
                "cite": self.copy_citation,
                "bookmark": self.writing.toggle_bookmark,
                "undo": self.writing.undo,
                "redo": self.writing.redo,
                "side": self.parts.toggle_side,
                "contents": self.parts.toggle_contents,
            },
        )
        # Its key is the sheet's own: with nothing selected it copies the article.
        self.commands["copy"] = CommandAction(self, "copy", self.copy_text, has_key=False)
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
        if target is not None:
            self._travel(target[0].id, target[1])
        elif law := law_meant(self.services.statutes, link):
            self.go(targets.Statute(law=law.id, article=link.article))
        else:
            self.status_message.emit(f"{link.words}：{link_words(self._library, self._rule, link)}")

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
            self._make_current(-1)

    def step_back(self) -> bool:
        """To where the link stood that was followed."""
        if not self._trail:
            return False
        rule_id, index, anchor = self._trail.pop()
        self._open_rule(self._library.rule(rule_id))
        self._make_current(index)
        self.sheet.restore(anchor)
        return True

    def _compare(self) -> None:
        if self._rule is not None:
            article = self._rule.articles[self._index].number if self._index >= 0 else ""
            self.go(targets.Compare(rule=self._rule.id, article=article))

    def _compare_pair(self, other: str, pair: str) -> None:
        if self._rule is not None:
            self.go(targets.Compare(rule=self._rule.id, other=other, pair=pair))

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
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self.theme.font("ui"))
        self.commands["bookmark"].say(self.writing.bookmark_words)
        menu.addActions([self.commands[name] for name in ("cite", "copy", "bookmark")])
        menu.addAction("写笔记", self.writing.focus)
        menu.addAction("左右对照", self._compare)
        menu.addAction(self.commands["find"])
        menu.addSeparator()
        menu.addAction(self.paper.print)
        menu.addAction("打印全文", self.print_rule)
        menu.popup(at)

    # -- paper

    def print_rule(self) -> None:
        """Show the booklet of the whole rule, from which it is printed or kept as a file."""
        if self._rule is not None:
            from govdesk.export.jobs import rule_job

            if words := self.exporter.preview(rule_job(self.services, self._rule.id)).in_words():
                self.status_message.emit(words)

    def _article_job(self) -> Job | None:
        """The current article alone; at the rule's front, before any article, all of it."""
        from govdesk.export.jobs import rule_job

        if self._rule is None:
            return None
        article = self._rule.articles[self._index].number if self._index >= 0 else ""
        return rule_job(self.services, self._rule.id, article)

    # -- finding

    def _start_finding(self) -> None:
        start, end = self.sheet.selection()
        if self._shown is not None and 0 < end - start <= 30:
            words = selected_words(self._shown, start, end, numbers=False)
            if "\n" not in words:
                self.bar.finder.setText(words)
        self.bar.finder.begin()

    def _count(self, counts: dict[int, int]) -> None:
        if self._rule is not None:
            self.contents.set_counts(self._rule.id, counts)
        keys = _FINDING_KEYS if self.bar.finder.text().strip() else _READING_KEYS
        if keys != self.status_keys:
            self.status_keys = keys
            self.status_changed.emit()

    def _about(self, rule_id: str) -> None:
        self.go(targets.AboutRule(rule=rule_id))

    def _revisit(self, rule_id: str, number: str) -> None:
        """Show the article whose margin was changed back."""
        self._open_rule(self._library.rule(rule_id))
        if self._rule is not None and (index := self._rule.index_of(number)) is not None:
            self._go(index, calmly=True)

    # -- laying out

    def _connect(self) -> None:
        self.contents.chosen.connect(self._choose)
        self.contents.opened.connect(lambda entry: self._choose(entry, read_on=True))
        self.sheet.article_pressed.connect(self._make_current)
        self.sheet.came_to_rest.connect(self._make_current)
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
        self.side.wizard_requested.connect(lambda rule, wizard: self.go(targets.RunWizard(rule=rule, wizard=wizard)))
        self.side.record_requested.connect(lambda number, item: self.go(targets.Checklist(record=number, item=item)))
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
