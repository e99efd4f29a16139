"""The table of lists, or what stands in its place where there are none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import EmptyState
from govdesk.ui.pages.records.table import RecordsTable


class RecordsStack(QStackedWidget):
    """Shows the table or one of four empty pages, which ask by `home_requested` or `all_requested` for more."""

    home_requested = Signal()
    all_requested = Signal()

    def __init__(self, theme: Theme, table: RecordsTable) -> None:
        super().__init__()
        self.table = table
        self.none_yet = EmptyState(
            theme,
            "还没有清单",
            "从“办事”里选一件事，回答几个问题，清单就会出现在这里，并自动保存在本机。",
            primary="去选事项",
            icon="briefcase",
        )
        self.none_left = EmptyState(theme, "没有符合条件的清单", "换一个状态，或去掉筛选条件。", primary="看全部清单")
        self.bin_empty = EmptyState(
            theme, "回收站是空的", "删除的清单在这里保留 30 天，其间可以恢复。", primary="看全部清单"
        )
        self.no_drafts = EmptyState(
            theme, "没有草稿", "答到一半离开的向导会留在这里，随时接着办。", primary="去选事项", icon="briefcase"
        )
        for widget in (self.table, self.none_yet, self.none_left, self.bin_empty, self.no_drafts):
            self.addWidget(widget)
        for empty in (self.none_yet, self.no_drafts):
            empty.primary_clicked.connect(self.home_requested)
        for empty in (self.none_left, self.bin_empty):
            empty.primary_clicked.connect(self.all_requested)

    def minimumSizeHint(self) -> QSize:
        """What is shown decides: an empty page is higher than the table has to be."""
        return self.currentWidget().minimumSizeHint() if self.count() else super().minimumSizeHint()

    def choose(self, *, listed: bool, drafts: bool, in_bin: bool, filtered: bool, any_records: bool) -> None:
        """Show what fits: whether lines are listed, drafts only, the 回收站, a filter is set, and there are records at all."""
        if listed:
            self.setCurrentWidget(self.table)
        elif drafts:
            self.setCurrentWidget(self.no_drafts)
        elif in_bin and not filtered:
            self.setCurrentWidget(self.bin_empty)
        else:
            self.setCurrentWidget(self.none_left if any_records or in_bin else self.none_yet)

    def focus_first(self) -> None:
        """The table, or the button of the empty page."""
        shown = self.currentWidget()
        if isinstance(shown, EmptyState) and shown.primary is not None:
            shown.primary.setFocus()
        else:
            self.table.setFocus()
