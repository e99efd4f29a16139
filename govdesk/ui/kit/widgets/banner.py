"""Something that holds for the window or a page, and what can be done about it: across the top of what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import Ground, Label


class Banner(Ground):
    """A sentence with a sign before it and links after it, on a grey ground; it stays until it is taken away."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        links: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        icon: str = "info",
        token: str = "ink2",
    ) -> None:
        super().__init__(theme, "window", "b")
        self.text = Label(theme, text, "ui", "ink", wrap=True)
        self.links = [LinkButton(theme, words) for words, _ in links]
        for link, (_, act) in zip(self.links, links, strict=True):
            link.clicked.connect(act)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel(theme, icon, token))
        self._row.addWidget(self.text, 1)
        for link in self.links:
            self._row.addWidget(link)
        self.setAccessibleName(text)
        self.apply_theme()

    def say(self, text: str) -> None:
        """Say something else."""
        self.text.setText(text)
        self.setAccessibleName(text)

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        self._row.setContentsMargins(px(SPACE_L), px(SPACE_S - 2), px(SPACE_L), px(SPACE_S - 1))
        self._row.setSpacing(px(SPACE_M))
