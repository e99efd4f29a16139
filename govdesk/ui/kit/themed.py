"""How a look that is chosen while a window is open reaches what is in it. No widget listens to the theme by itself.

- Colours: setting the palette and the style sheet makes Qt paint every widget, and lay out every list, anew.
- Measures: margins, spacings and fixed sizes are scaled by the window, see `widgets.rescaling`.
- Fonts, and what follows from them: a `Themed` widget takes them again when the style sheet is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

from govdesk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Themed(_Widget):
    """A widget that takes fonts from the theme: name it before the Qt class, set `_theme`, and call `follow_theme` last."""

    _theme: Theme
    _look: object = None  # what it was last given; None until `follow_theme`

    def follow_theme(self, *, now: bool = True) -> None:
        """Apply the theme after every change of it from now on; also `now`, unless the widget is not yet ready for it."""
        self._look = self._theme.look
        if now:
            self.apply_theme()

    def apply_theme(self) -> None:
        """Take what follows from the theme again."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._look is not None and event.type() is QEvent.Type.StyleChange and self._look != self._theme.look:
            self.follow_theme()
