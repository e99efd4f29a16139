"""Commands as Qt's actions: one object holds words, icon, key, tooltip, and whether it applies.

Buttons (`Button.follow`) and menus (`QMenu.addAction`) show it; its key works whether or not a button is in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from govdesk.present.commands import COMMANDS, Command
from govdesk.ui.kit.first_frame import after_first_frame

#: Where a key works: a Qt.ShortcutContext by name.
Context = Literal["WindowShortcut", "WidgetWithChildrenShortcut", "WidgetShortcut"]
#: The key works while the window is active and the owner is in sight.
IN_WINDOW: Context = "WindowShortcut"
#: The key works while the focus is in the owner.
INSIDE: Context = "WidgetWithChildrenShortcut"
#: The key works while the owner itself has the focus: for single letters.
FOCUSED: Context = "WidgetShortcut"


class CommandAction(QAction):
    """The command `name` (an id, or a Command that the table does not have) on `owner`; `act` is what it does there.

    `text` and `tip` are the owner's own words for it. `has_key` False leaves the key to somebody else.
    """

    def __init__(
        self,
        owner: QWidget,
        name: str | Command,
        act: Callable[[], object],
        *,
        text: str = "",
        tip: str = "",
        context: Context = IN_WINDOW,
        has_key: bool = True,
    ) -> None:
        super().__init__(owner)
        self.command = name if isinstance(name, Command) else COMMANDS[name]
        self.icon_name = self.command.icon
        self._tip = tip
        self.setAutoRepeat(name in _REPEATED)
        if has_key:
            self._take_keys(self.command.keys)
            self.setProperty("shortcutContext", context)
        self.say(text or self.command.text, tip)
        self.triggered.connect(lambda _checked=False: act())
        owner.addAction(self)

    def _take_keys(self, keys: tuple[str, ...]) -> None:
        # A word, not a QKeySequence: that class has 80 enumeration members, which the first frame does without.
        if keys:
            self.setProperty("shortcut", keys[0])
        if len(keys) > 1:
            after_first_frame(lambda: self.setShortcuts(list(keys)))  # type: ignore[arg-type]  # Qt takes words too

    def say(self, text: str, tip: str = "") -> None:
        """Change the words: 归档 becomes 恢复办理."""
        self._tip = tip or self._tip
        self.setText(text)
        own = "" if text == self.command.text else text
        self.setToolTip(self.command.tooltip(self._tip or own))

    def set_icon_name(self, name: str) -> None:
        """Another icon, of those in `kit/icons`."""
        self.icon_name = name
        self.changed.emit()


def list_commands(owner: QWidget, acts: Mapping[str, tuple[Callable[[], object], str]]) -> dict[str, CommandAction]:
    """Commands that work while the list `owner` has the focus, by name: what each does, and its text ("": the table's).

    Without icons, for they stand on buttons that say their key.
    """
    made = {
        name: CommandAction(owner, name, act, text=text, tip=text, context=FOCUSED)
        for name, (act, text) in acts.items()
    }
    for action in made.values():
        action.set_icon_name("")
    return made


#: Held down, these go on.
_REPEATED = frozenset({"next", "previous", "find.next", "find.previous", "larger", "smaller", "undo", "redo"})


def add_commands(
    owner: QWidget, acts: Mapping[str, Callable[[], object]], context: Context = IN_WINDOW
) -> dict[str, CommandAction]:
    """The commands of a page: id to what it does there."""
    return {name: CommandAction(owner, name, act, context=context) for name, act in acts.items()}
