"""The line over the results: what was asked, how many answers, what was perhaps meant; the kind where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govdesk.ui.search.facets import KINDS
from govdesk.ui.theme import CONTROL_SMALL, SPACE_M, SPACE_XS, TOOL_BAR, Theme
from govdesk.ui.widgets import ComboBox, ElidedLabel, Ground, Label, LinkButton


class ResultsHead(Ground):
    """`asked(text)` when the suggestion is clicked, `kind_chosen(kind)` from the list of kinds."""

    asked = Signal(str)
    kind_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "b", parent)
        self._words = ElidedLabel(theme, "", "ui", bold=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.count = Label(theme, "", "ui", "ink")
        self._meant = Label(theme, "您是不是要找：", "ui", "ink2")
        self.suggestion = LinkButton(theme, "")
        self.kinds = ComboBox(theme, name="类型", height=CONTROL_SMALL + 2)
        for kind, name in KINDS:
            self.kinds.addItem(name, kind)
        self.kinds.hide()
        self._row = QHBoxLayout(self)
        for widget in (self._words, self.count):
            self._row.addWidget(widget)
        self._row.addSpacing(theme.px(SPACE_M))
        self._row.addWidget(self._meant)
        self._row.addWidget(self.suggestion)
        self._row.addStretch(1)
        self._row.addWidget(self.kinds)
        self.suggestion.clicked.connect(lambda: self.asked.emit(self.suggestion.text()))
        self.kinds.activated.connect(lambda index: self.kind_chosen.emit(self.kinds.itemData(index)))
        theme.changed.connect(self._measure)
        self._measure()
        self.show_result("", 0, "")

    def show_result(self, text: str, count: int, suggestion: str) -> None:
        """Say how many answers `text` has."""
        self._words.setText(text)
        self.count.setText(f"{count} 条结果" if text else "")
        for part in (self._meant, self.suggestion):
            part.setVisible(bool(suggestion))
        self.suggestion.setText(suggestion)

    def say(self, words: str) -> None:
        """Say something else: that it is being looked for, or why it could not be."""
        self._words.setText("")
        self.count.setText(words)

    def _measure(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(TOOL_BAR))
        self._row.setContentsMargins(px(24), 0, px(24), 1)
        self._row.setSpacing(px(SPACE_M))
        self._row.setSpacing(px(SPACE_M + SPACE_XS))
