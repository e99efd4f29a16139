"""法律法规: a law of the library of statutes on the sheet: reading, finding, copying, following links; nothing is changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.present.commands import hints
from govdesk.present.contents import Entry
from govdesk.present.related import law_meant, link_target, link_words
from govdesk.rules.citation import cite_article
from govdesk.rules.model import Rule
from govdesk.statutes.model import Statute
from govdesk.ui.kit.command import CommandAction, add_commands
from govdesk.ui.kit.theme import Theme
from govdesk.ui.pages.statute.standing import StandingBar
from govdesk.ui.sheet.contents import Contents
from govdesk.ui.sheet.copier import Copier
from govdesk.ui.sheet.linked import make_document, tooltips
from govdesk.ui.sheet.rule_document import RuleDocument
from govdesk.ui.sheet.sheet_page import SheetPage

if TYPE_CHECKING:
    from govdesk.app import Services


class StatutePage(SheetPage):
    """The page `statute`: `law` (an id), `article` (a number) and `find` (words) say what to open; nothing means: as it was."""

    contents: Contents
    title = "法律法规"
    nav = "rules"
    status_keys = hints("find", "next", "previous", "cite", "leave")

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        self._rules: dict[str, Rule] = {}  # what the contents list: the law that is open
        contents = Contents(theme, self._rules, own_margins=False)
        super().__init__(services, theme, contents, name="statute.contents", parent=parent)
        self._laws = services.statutes
        self._law: Statute | None = None
        self._rule: Rule | None = None
        self._shown: RuleDocument | None = None
        self._trail: list[tuple[str, int, tuple[int, int]]] = []  # where links were followed from
        self.standing = StandingBar(theme)
        self._column.insertWidget(1, self.standing)
        self.copier = Copier(self.sheet)
        self.commands |= add_commands(self, {"cite": lambda: self.copier.citation(self._shown, self._index)})
        # Its key is the sheet's own: with nothing selected it copies the article.
        self.commands["copy"] = CommandAction(self, "copy", self._copy_text, has_key=False)
        self._connect()
        self.sheet.apply_theme()

    # -- what the window asks

    def activate(self, law: str = "", article: str = "", find: str | None = None, **_: Any) -> None:
        """Open a law. Raises UserError where it is not there or cannot be read."""
        if law:
            self._trail.clear()
            self._open(law)
        elif self._stale:
            self._renew()
        if find is not None:
            self.bar.finder.setText(find)
        if article and self._rule is not None and (index := self._rule.index_of(article)) is not None:
            self._go(index)
            if find is not None and self._shown is not None:
                self.finding.start_at(self._shown.article_start(index))

    def returning(self, target: dict[str, Any]) -> dict[str, Any]:
        if self._law is None:
            return target
        number = self._rule.articles[self._index].number if self._rule is not None and self._index >= 0 else ""
        return {"law": self._law.id, "article": number}

    def default_status(self) -> str:
        return f"由“{self._law.file}”导入" if self._law is not None else ""

    def step_back(self) -> bool:
        """To where the link stood that was followed."""
        if not self._trail:
            return False
        law, index, anchor = self._trail.pop()
        self._open(law)
        self._make_current(index)
        self.sheet.restore(anchor)
        return True

    # -- opening

    def _open(self, law_id: str) -> None:
        """Show a law from its top. Raises UserError; what was open stays then."""
        law = self._laws.by_id(law_id)
        if law is None:
            raise UserError("法律法规库里没有这一部了", safe="别的都没有改动", todo="库换过一份的，再搜一次它的名称")
        if self._law is not None and self._law.id == law_id and not self._stale:
            return
        rule = self._laws.rule(law)
        self._law, self._rule = law, rule
        self._set()
        self._rules.clear()
        self._rules[rule.id] = rule
        self.contents.set_order([rule.id])
        self.contents.filter.clear()
        versions = [(version, self._laws.status(version)) for version in self._laws.versions(law)]
        self.standing.show_law(law, versions, self._laws.doubts(law), current=self._laws.is_current(law))
        self._make_current(-1)
        self.sheet.scroll_to(0)
        self.status_message.emit(self.default_status())

    def _set(self) -> None:
        """Set the law in the present look."""
        assert self._rule is not None
        self._stale = False
        old = self._shown
        library = self.services.library
        self._shown = make_document(library, self._laws, self._rule, self.theme, notes=False)
        self.sheet.show_rule(self._shown, tooltips(library, self._laws, self._shown))
        self.finding.use(self._shown)
        if old is not None:
            old.document.deleteLater()

    def _renew(self) -> None:
        if self._rule is None:
            return
        anchor, index = self.sheet.anchor(), self._index
        self._set()
        self._make_current(index)
        self.sheet.restore(anchor)

    # -- the current article

    def _go(self, index: int, *, calmly: bool = False) -> None:
        self._make_current(index)
        self.sheet.show_article(index, calmly=calmly)

    def _make_current(self, index: int) -> None:
        """Make an article current everywhere, scrolling nothing; -1: none."""
        rule = self._rule
        assert rule is not None
        self._index = index
        self.sheet.set_current(index)
        self.contents.show_place(rule.id, index)
        article = rule.articles[index] if index >= 0 else None
        division = rule.division_of(article.number) if article else None
        crumb = division.name if division else ("" if article else rule.meta.title)
        self.bar.show_place(crumb, cite_article(article.number) if article else "")

    def _choose(self, entry: Entry, *, read_on: bool = False) -> None:
        """Go where a row of the contents points."""
        if entry.kind == "article":
            self._go(entry.index, calmly=True)
        elif entry.kind == "division" and self._shown is not None and self._rule is not None:
            self.sheet.show_block(self._shown.divisions[entry.index])
            self._make_current(min(entry.articles[0], len(self._rule.articles) - 1))
        else:
            self.sheet.scroll_to(0)
            self._make_current(-1)
        if read_on:
            self._read_on()

    def _step(self, by: int) -> None:
        if self._rule is not None:
            index = (self._index if self._index >= 0 else -1 if by > 0 else 0) + by
            if 0 <= index < len(self._rule.articles):
                self._go(index, calmly=True)

    def _rest_at(self, index: int) -> None:
        if index >= 0 and index != self._index:
            self._make_current(index)

    # -- links, versions, copying

    def _follow_link(self, number: int) -> None:
        """Go where words of the law lead, or say that it is not here."""
        if self._rule is None or self._shown is None:
            return
        library, link = self.services.library, self._shown.links[number].link
        target = link_target(library, self._rule, link)
        if target is not None and target[0] is not self._rule:
            self.go(targets.Rules(rule=target[0].id, article=target[1] or None))
        elif target is not None:
            self._travel("", target[1])
        elif law := law_meant(self._laws, link):
            self._travel(law.id, link.article)
        else:
            self.status_message.emit(f"{link.words}：{link_words(library, self._rule, link, self._laws)}")

    def _travel(self, law_id: str, number: str = "") -> None:
        """Go to an article of a law ("" for this one; "" for its top); Alt+← comes back here."""
        assert self._law is not None
        before = self._law.id, self._index, self.sheet.anchor()
        if law_id:
            self._open(law_id)
        self._trail.append(before)
        assert self._rule is not None
        index = self._rule.index_of(number) if number else None
        if index is not None:
            self._go(index)
        elif number:
            self.status_message.emit(f"《{self._rule.meta.title}》里没有{cite_article(number)}")

    def _show_version(self, law_id: str) -> None:
        """Another version, at the article that has the same number there."""
        number = self._rule.articles[self._index].number if self._rule is not None and self._index >= 0 else ""
        self._travel(law_id, number)

    def _copy_text(self) -> None:
        self.copier.text(self._shown, self._index)

    def _menu_actions(self) -> list[QAction]:
        return [self.commands[name] for name in ("cite", "copy", "find")]

    # -- finding

    def _count(self, counts: dict[int, int]) -> None:
        if self._rule is not None and self._rule.id in self._rules:
            self.contents.set_counts(self._rule.id, counts)

    def _connect(self) -> None:
        self.contents.chosen.connect(self._choose)
        self.contents.opened.connect(lambda entry: self._choose(entry, read_on=True))
        self.contents.tree.menu_requested.connect(self._show_menu)
        self.standing.version_requested.connect(self._show_version)
        self.sheet.article_pressed.connect(self._make_current)
        self.sheet.came_to_rest.connect(self._make_current)
        self.sheet.link_pressed.connect(self._follow_link)
        self.sheet.copy_requested.connect(self._copy_text)
        self.finding.counted.connect(self._count)
        self.finding.article_reached.connect(self._rest_at)
        self.copier.message.connect(self.status_message)
