"""The head of the library page: which packs are listed, and the ways in for new ones."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from govdesk.ui.kit.theme import SPACE_2XL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Ground, Label, LinkButton, PrimaryButton, SecondaryButton
from govdesk.ui.kit.widgets.segments import Segments
from govdesk.ui.sheet.filter_field import FilterField

ALL, ENABLED, DRAFTS, RECYCLED = range(4)
_NAMES = ("全部", "启用", "草稿", "回收站")


class LibraryBar(Ground):
    """‹ 规则 | 规则库, the segments, a filter, 导入规则包, 导入规则; two rows in a narrow window."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        px = theme.px
        self.back = LinkButton(theme, "规则", icon="arrow-left")
        self.count = Label(theme, "", "secondary", "ink2")
        self.segments = Segments(theme, _NAMES, "部")
        self.segments.choose(ALL)
        self.segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filter = FilterField(theme, "筛选标题、文号", name="筛选规则")
        self.filter.setMinimumWidth(px(110))
        self.filter.setMaximumWidth(px(250))
        self.bring_pack = SecondaryButton(theme, "导入规则包", icon="archive", tip="别的电脑导出的规则包（.zip）")
        self.bring = PrimaryButton(theme, "导入规则", icon="plus")
        self._first = QHBoxLayout()
        self._second = QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(px(SPACE_M))
        for widget in (self.back, Label(theme, "规则库", "page_title"), self.count):
            self._first.addWidget(widget)
        self._at = self._first.count()
        self._first.addStretch(1)
        self._first.addWidget(self.bring_pack)
        self._first.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SPACE_2XL), px(SPACE_S), px(SPACE_2XL), px(SPACE_S) + 1)
        column.setSpacing(px(SPACE_S))
        column.addLayout(self._first)
        column.addLayout(self._second)
        self._narrow: bool | None = None
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Segments and filter in a row of their own."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget in (self.segments, self.filter):
            self._first.removeWidget(widget)
            self._second.removeWidget(widget)
        if narrow:
            self._second.addWidget(self.segments)
            self._second.addWidget(self.filter, 1)
        else:
            self._first.insertWidget(self._at, self.segments)
            self._first.insertWidget(self._at + 1, self.filter, 1)
