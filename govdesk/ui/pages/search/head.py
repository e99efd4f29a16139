"""The line over the results: what was asked, how many answers, what was perhaps meant or is said otherwise.

Where it is narrow, what narrows the results stands in the line below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import CONTROL_SMALL, SPACE_M, SPACE_XS, TOOL_BAR, Theme
from govdesk.ui.kit.widgets import ComboBox, ElidedLabel, Ground, Label, LinkButton
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.pages.search.facets import KINDS, Chapter


class ResultsHead(Ground):
    """`asked(text)` when a wording is clicked; `kind_chosen(kind)`, `rule_chosen(id)` and `chapter_chosen(chapter)`, "" or
    None for all, from the lists where it is narrow.
    """

    asked = Signal(str)
    kind_chosen = Signal(str)
    rule_chosen = Signal(str)
    chapter_chosen = Signal(object)

    def __init__(self, theme: Theme, rules: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`rules` are (id, short title)."""
        super().__init__(theme, "panel", "b", parent)
        self._names = dict(rules)
        self._narrow = False
        self._words = ElidedLabel(theme, "", "ui", bold=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.count = Label(theme, "", "ui", "ink")
        self._before = Label(theme, "", "ui", "ink2")
        self.wordings = QHBoxLayout()
        self.kinds = ComboBox(theme, name="类型", height=CONTROL_SMALL + 2)
        self.rules = ComboBox(theme, name="规则", height=CONTROL_SMALL + 2)
        self.chapters = ComboBox(theme, name="章", height=CONTROL_SMALL + 2)
        for kind, name in KINDS:
            self.kinds.addItem(name if kind else "全部类型", kind)
        self.rules.addItem("全部规则", "")
        for rule_id, name in rules:
            self.rules.addItem(name, rule_id)
        first = QHBoxLayout()
        for widget in (self._words, self.count):
            first.addWidget(widget)
        first.addSpacing(theme.px(SPACE_M))
        first.addWidget(self._before)
        first.addLayout(self.wordings)
        first.addStretch(1)
        self._lists = QWidget()
        second = QHBoxLayout(self._lists)
        second.setContentsMargins(0, 0, 0, 0)
        for part in (self.kinds, self.rules, self.chapters):
            second.addWidget(part)
        second.addStretch(1)
        self._first, self._second = first, second
        self._box = QVBoxLayout(self)
        self._box.addLayout(first)
        self._box.addWidget(self._lists)
        self.kinds.activated.connect(lambda index: self.kind_chosen.emit(self.kinds.itemData(index)))
        self.rules.activated.connect(lambda index: self.rule_chosen.emit(self.rules.itemData(index)))
        self.chapters.activated.connect(lambda index: self.chapter_chosen.emit(self.chapters.itemData(index)))
        self._measure()
        self.show_result("", 0)
        self.set_chapters(())

    def show_result(self, text: str, count: int, suggestion: str = "", related: Sequence[str] = ()) -> None:
        """Say how many answers `text` has; offer what was perhaps meant, else what is said for it elsewhere."""
        self._words.setText(text)
        self.count.setText(f"{count} 条结果" if text else "")
        offered = (suggestion,) if suggestion else tuple(related)
        self._before.setText("您是不是要找：" if suggestion else "相关说法：")
        self._before.setVisible(bool(offered))
        clear_layout(self.wordings)
        for wording in offered:
            link = LinkButton(self._theme, wording)
            link.clicked.connect(lambda _checked=False, wording=wording: self.asked.emit(wording))
            self.wordings.addWidget(link)

    def set_chapters(self, chapters: Sequence[Chapter]) -> None:
        """Offer these chapters in the list."""
        self.chapters.clear()
        self.chapters.addItem("全部章", None)
        for rule_id, chapter in chapters:
            self.chapters.addItem(f"{self._names[rule_id]} · {chapter}", (rule_id, chapter))
        self.chapters.setEnabled(bool(chapters))

    def set_narrow(self, narrow: bool) -> None:
        """Whether the column at the left is gone."""
        self._narrow = narrow
        self._measure()

    def say(self, words: str) -> None:
        """Say something else: that it is being looked for, or why it could not be."""
        self.show_result("", 0)
        self.count.setText(words)

    def _measure(self) -> None:
        px = self._theme.px
        self._lists.setVisible(self._narrow)
        self.setFixedHeight(px(TOOL_BAR) * (2 if self._narrow else 1))
        self._box.setContentsMargins(px(24), 0, px(24), 1)
        self._box.setSpacing(0)
        self._first.setSpacing(px(SPACE_M + SPACE_XS))
        self._second.setSpacing(px(SPACE_M))
        self.wordings.setSpacing(px(SPACE_M + SPACE_XS))
