"""The search box of the top bar: what its words open, and the suggestions below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from govdesk.errors import UserError
from govdesk.present.targets import Rules, Search, Target
from govdesk.ui.kit.theme import Theme
from govdesk.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.ui.pages.search.suggest import Suggestions


class BoxSearch(QObject):
    """`opened(Target)`: show that page."""

    opened = Signal(object)

    def __init__(self, services: Services, theme: Theme, top_bar: TopBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._theme = services, theme
        self._box = top_bar.search
        self._rule_id = ""
        self.suggestions: Suggestions | None = None  # made when the box is first entered
        top_bar.search_requested.connect(self.search)
        self._box.entered.connect(self._suggest)
        self._box.textEdited.connect(self._suggest)

    def apply_rule(self, rule_id: str) -> None:
        """The rule in force, whose articles come first."""
        self._rule_id = rule_id
        if self.suggestions is not None:
            self.suggestions.rule_id = rule_id

    def search(self, text: str) -> None:
        """第58条, 58 or 五十八 opens the article of the rule in force at once, 第八章 its chapter; other words are searched for."""
        if text:
            self.opened.emit(self._target(text))

    def _target(self, text: str) -> Target:
        from govdesk.rules.citation import parse_citation
        from govdesk.search.chapters import chapter_start

        if parse_citation(text) is not None:
            try:
                rule, article, _ = self._services.library.find(text, self._rule_id)
            except UserError:
                pass  # not one of ours: the words are searched for
            else:
                return Rules(rule=rule.id, article=article.number)
        if (start := chapter_start(self._services.library.rules, text, self._rule_id)) is not None:
            return Rules(rule=start[0], article=start[1])
        return Search(text=text)

    def _suggest(self, typed: str = "") -> None:
        """The box is used for the first time: suggestions follow what is typed there from now on."""
        from govdesk.ui.pages.search.suggest import Suggestions

        self._box.entered.disconnect(self._suggest)
        self._box.textEdited.disconnect(self._suggest)
        self.suggestions = Suggestions(self._services, self._theme, self._box, self._box.window())
        self.suggestions.rule_id = self._rule_id
        self.suggestions.opened.connect(self.opened)
        self.suggestions.all_requested.connect(self.search)
        self.suggestions.prepare()
        self.suggestions.follow(typed)
