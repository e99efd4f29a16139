"""The way through the first start: asks for the city and the desk, where they are not known, then opens home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import Theme
from govdesk.ui.window.choices import Choices
from govdesk.ui.window.navigator import Navigator
from govdesk.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from govdesk.app import Services


class FirstQuestions(QObject):
    """Shows its questions in the place of a page; meanwhile the top bar leads nowhere."""

    def __init__(
        self, services: Services, theme: Theme, choices: Choices, stack: Navigator, top_bar: TopBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._theme, self._choices = services, theme, choices
        self._stack, self._top_bar = stack, top_bar
        self.shown: QWidget | None = None  # the question being asked

    def begin(self) -> None:
        """Ask for the city, or only for the desk; home where there is nothing to ask."""
        rules = self._services.front_page.rules
        if self._services.settings.rule in rules or len(rules) < 2:
            self.ask_desk(self._choices.rule_id)
        else:
            self.ask_city()

    def ask_city(self) -> None:
        """Ask in which city the clerk works."""
        from govdesk.ui.window.first_start import FirstStart

        rules = self._services.front_page.rules
        first = FirstStart(self._theme, [(rule.id, rule.short_title, rule.title) for rule in rules.values()])
        first.chosen.connect(self._choose_city)
        first.import_requested.connect(
            lambda: self._end("import")
        )  # another city: its rule is imported, and chosen there
        self._show(first)
        later(first, first.focus_first)  # what was pressed has still to go

    def ask_desk(self, rule_id: str) -> None:
        """Ask where the clerk sits, unless that is known or there is nothing to choose; then home."""
        rule = self._services.front_page.rules.get(rule_id)
        if rule is None or rule_id in self._services.settings.desks or len(rule.desks) < 2:
            self._end("home")
            return
        from govdesk.ui.window.first_start import DeskStart

        cities = len(self._services.front_page.rules)
        first = DeskStart(self._theme, rule.short_title, rule.desks, 2 if cities > 1 else 1)
        first.chosen.connect(self._choose_desk)
        first.city_requested.connect(self.ask_city)
        self._show(first)
        later(first, first.focus_first)  # what was pressed has still to go

    def _choose_city(self, rule_id: str) -> None:
        self._choices.choose_rule(rule_id)
        self.ask_desk(rule_id)

    def _choose_desk(self, desk: str) -> None:
        self._choices.choose_desk(desk)
        self._end("home")

    def _end(self, page: str) -> None:
        self._show(None)
        self._stack.show_page(page, {})

    def _show(self, question: QWidget | None) -> None:
        """Show a question in the place of the one before; None takes the last one away."""
        before, self.shown = self.shown, question
        if question is not None:
            self._stack.addWidget(question)
            self._stack.setCurrentWidget(question)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._top_bar.set_asking(question is not None)
