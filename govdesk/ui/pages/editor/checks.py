"""检查: what the checker finds wrong, in plain words, each with a way to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from govdesk.ui.kit.theme import SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Ground, IconLabel, Label, LinkButton
from govdesk.ui.kit.widgets.layouts import clear_layout

_MOST = 6


class ChecksPane(Ground):
    """`place_wanted(table, at)` leads to what a sentence is about."""

    place_wanted = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", "t")
        self._theme = theme
        self._column = QVBoxLayout(self)
        self.sentences: list[str] = []
        self.show_problems(None)

    def show_problems(self, rows: Sequence[tuple[str, str, int]] | None) -> None:
        """(sentence, kind of part, place) of each; None while the checker is at work."""
        theme, px = self._theme, self._theme.px
        clear_layout(self._column)
        self._column.setContentsMargins(px(SPACE_XL), px(SPACE_S), px(SPACE_XL), px(SPACE_S))
        self._column.setSpacing(px(2))
        self.sentences = [words for words, _, _ in rows or ()]
        said = "正在查……" if rows is None else f"{len(rows)} 处要改，改完才能发布" if rows else "没有问题"
        head = QHBoxLayout()
        head.setSpacing(px(SPACE_M))
        head.addWidget(Label(theme, "检查", "ui", "ink", bold=True))
        head.addWidget(Label(theme, said, "secondary", "ink2"), 1)
        self._column.addLayout(head)
        for words, table, at in (rows or ())[:_MOST]:
            row = QHBoxLayout()
            row.setSpacing(px(SPACE_S))
            row.addWidget(IconLabel(theme, "warning", "ver"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(theme, words, "secondary", "ink", wrap=True), 1)
            link = LinkButton(theme, "去改", role="secondary")
            link.setAccessibleName(f"去改：{words}")
            link.clicked.connect(lambda _c=False, table=table, at=at: self.place_wanted.emit(table, at))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        left = len(rows or ()) - _MOST
        if left > 0:
            self._column.addWidget(Label(theme, f"还有 {left} 处，改好上面的再列。", "secondary", "ink2"))
