"""What the user has chosen and the program remembers: the city, the desk, the text size, the palette, a face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from govdesk.errors import UserError
from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from govdesk.app import Services


class Choices(QObject):
    """Puts a choice in force and keeps it in the settings.

    `rule_changed(id)` and `desk_changed()` follow a choice; the theme tells of its own changes. `told(text)` is for the
    status bar.
    """

    rule_changed = Signal(str)
    desk_changed = Signal()
    told = Signal(str)

    def __init__(self, services: Services, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._theme = services, theme

    @property
    def rule_id(self) -> str:
        """The rule in force (适用规则): the chosen one, or the first of the library while none is chosen."""
        rules = self._services.front_page.rules
        chosen = self._services.settings.rule
        return chosen if chosen in rules else next(iter(rules), "")

    @property
    def desk(self) -> str:
        """The desk in force under the rule in force; "" while none is chosen."""
        rule = self._services.front_page.rules.get(self.rule_id)
        chosen = self._services.settings.desks.get(self.rule_id, "")
        return chosen if rule is not None and rule.desk(chosen) else ""

    def choose(self, name: str, value: Any) -> None:
        """Put a setting in force, by its name in `govdesk.settings`, or "desk"."""
        chosen: dict[str, Callable[[Any], object]] = {
            "rule": self.change_city,
            "desk": self.choose_desk,
            "text_scale": lambda percent: self.choose_scale(percent / 100),
            "dark": self.choose_dark,
            "law_face": self.choose_law_face,
        }
        chosen.get(name, lambda value: self.remember(**{name: value}))(value)

    def choose_rule(self, rule_id: str) -> None:
        """Put another rule in force, everywhere but in open checklists."""
        self.remember(rule=rule_id)
        self.rule_changed.emit(rule_id)

    def change_city(self, rule_id: str) -> None:
        """Another city from the top bar; where nobody has said at which desk one sits there, tell how to."""
        if rule_id == self.rule_id:
            return
        self.choose_rule(rule_id)
        rule = self._services.front_page.rules.get(rule_id)
        if rule is not None and rule_id not in self._services.settings.desks and len(rule.desks) > 1:
            self.told.emit(f"{rule.short_title}：单位未定，在右上角选您的单位，办事就只列自己的。")

    def choose_desk(self, desk: str) -> None:
        """Say at which desk of the rule in force the clerk sits: home is sorted anew, new lists are that desk's."""
        self.remember(desks={**self._services.settings.desks, self.rule_id: desk})
        self.desk_changed.emit()

    def choose_scale(self, scale: float) -> None:
        """Set the text size, 1.0 to 1.75."""
        self._theme.change(scale=scale)
        self.remember(text_scale=round(self._theme.scale * 100))

    def choose_dark(self, dark: bool) -> None:
        """Choose between the dark and the light palette."""
        self._theme.change(dark=dark)
        self.remember(dark=dark)

    def choose_law_face(self, face: str) -> None:
        """Choose the face of the law's words."""
        self._theme.change(law_face=face)
        self.remember(law_face=self._theme.law_face)

    def remember(self, **changes: Any) -> None:
        """Keep a setting; where it cannot be written the choice holds for this session, and the status bar says so."""
        import msgspec  # not for the first frame

        self._services.settings = msgspec.structs.replace(self._services.settings, **changes)
        try:
            self._services.save_settings()
        except UserError as error:
            self.told.emit(error.sentence)

    def remember_window(self, changes: Mapping[str, str]) -> None:
        """Keep how the window and its panes stand."""
        self.remember(window={**self._services.settings.window, **changes})
