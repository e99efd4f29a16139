"""清单会是这样: the list of an errand as it will be, beside its questions or beside the fields it is written in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.rules.numerals import write_numeral
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets.focus_ring import FocusRing
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.marks import Badge
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.wizards.outlook import Effect, LiveLine, LiveList

_SIGNS = {Effect.ADDED: "＋", Effect.REMOVED: "－"}
_TOKENS = {Effect.REMOVED: "ink3", Effect.LATER: "ink3"}


class LivePane(QWidget):
    """The own lines under their stages, with what the present choice adds or takes away; counts of the other parts below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._below = theme, False
        self.setAccessibleName("清单会是这样")
        head = Ground(theme, "panel", "b")
        self._title = Label(theme, "清单会是这样", "section")
        self._own = Label(theme, "", "ui", bold=True)
        self._legend = Label(theme, "", "secondary", "ink2")
        first = QHBoxLayout()
        first.addWidget(self._title, 1)
        first.addWidget(self._own)
        self._head_box = QVBoxLayout(head)
        self._head_box.addLayout(first)
        self._head_box.addWidget(self._legend)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        inner = Ground(theme, "panel")
        inner.setLayout(self._lines)
        self.scroller = ScrollArea()
        self.scroller.setAccessibleName("清单会是这样")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scroller.setWidget(inner)
        self._ring = FocusRing(theme, self.scroller)
        self._foot = Ground(theme, "panel", "t")
        self._counts = QGridLayout(self._foot)
        self._counts.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.scroller, 1)
        box.addWidget(self._foot)
        self._space()

    def set_below(self, below: bool) -> None:
        """Under the question the counts are left out: the line that opens the list says them."""
        self._below = below
        self._foot.setVisible(not below and self._counts.count() > 0)

    def show_list(self, live: LiveList) -> None:
        """Show the list under the present answers."""
        self._own.setText(f"您来办 {live.own} 项")
        signs = {line.effect for stage in live.stages for line in stage.lines}
        told = [("＋ 是这一问的答案带来的", Effect.ADDED), ("－ 是这一问的答案去掉的", Effect.REMOVED)]
        self._legend.setText("　".join(words for words, effect in told if effect in signs))
        self._legend.setVisible(bool(self._legend.text()))
        clear_layout(self._lines)
        for number, stage in enumerate(live.stages, start=1):
            name = Label(self._theme, f"{write_numeral(number)}、{stage.name}", "ui", bold=True)
            name.setContentsMargins(self._theme.px(20), self._theme.px(SPACE_M), 0, self._theme.px(SPACE_XS))
            self._lines.addWidget(name)
            for line in stage.lines:
                self._lines.addWidget(self._line(line))
        if not live.stages:
            empty = Label(self._theme, "按现在的答案，没有您要打勾的事。", "ui", "ink2", wrap=True)
            empty.setContentsMargins(self._theme.px(20), self._theme.px(SPACE_M), self._theme.px(20), 0)
            self._lines.addWidget(empty)
        self._lines.addStretch(1)
        self._show_counts(live)

    def _line(self, line: LiveLine) -> QWidget:
        theme, px = self._theme, self._theme.px
        ground = Ground(theme, "actT" if line.effect is Effect.ADDED else "panel")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, px(5), px(SPACE_L), px(5))
        row.setSpacing(px(SPACE_S))
        sign = Label(
            theme, _SIGNS.get(line.effect, ""), "ui", "act" if line.effect is Effect.ADDED else "ink3", bold=True
        )
        sign.setFixedWidth(px(20))
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        words = line.do
        if line.effect is Effect.LATER:
            words += f"（第 {line.question} 问再定）" if line.question else "（后面再定）"
        text = Label(theme, words, "ui", _TOKENS.get(line.effect, "ink"), wrap=True)
        if line.effect is Effect.REMOVED:
            font = text.font()
            font.setStrikeOut(True)
            text.setFont(font)
        told = {Effect.ADDED: "这一问带来", Effect.REMOVED: "这一问去掉"}.get(line.effect, "")
        text.setAccessibleName("，".join(part for part in (line.badge, words, told) if part))
        row.addWidget(sign)
        row.addWidget(Badge(theme, line.badge), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return ground

    def _show_counts(self, live: LiveList) -> None:
        clear_layout(self._counts)
        parts = (
            ("遇到再办", live.arises, "项"),
            ("别人来办", live.others, "件"),
            ("先问清", live.open, "问"),
            ("总要求", live.general, "条"),
        )
        self._foot.setVisible(not self._below and any(count for _, count, _ in parts))
        row = 0
        for name, count, unit in parts:
            if count:
                self._counts.addWidget(Label(self._theme, name, "secondary"), row, 0)
                self._counts.addWidget(Label(self._theme, f"{count} {unit}", "secondary", "ink2"), row, 1)
                row += 1

    def _space(self) -> None:
        px = self._theme.px
        self._head_box.setContentsMargins(px(20), px(SPACE_L), px(20), px(SPACE_S))
        self._head_box.setSpacing(px(2))
        self._counts.setContentsMargins(px(20), px(SPACE_M), px(20), px(SPACE_M))
        self._counts.setVerticalSpacing(px(SPACE_XS))
