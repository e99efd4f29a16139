"""导入清单: what a file from another machine would bring is shown before it is brought in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govdesk.present.wording import conflict_in_words, imported_in_words
from govdesk.records.carrying import Imported
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog
from govdesk.ui.kit.widgets.wrapped_items import WrappedItems

_MOST_LISTED = 500


def summary(entries: Sequence[Imported]) -> str:
    """`新增 2 份，合入改动 1 份，没有新改动 3 份，两边都改过 1 处`: only what there is."""
    conflicts = sum(len(entry.conflicts) for entry in entries)
    counts = (
        ("新增 {} 份", sum(1 for entry in entries if entry.new)),
        ("合入改动 {} 份", sum(1 for entry in entries if not entry.new and entry.changes)),
        ("没有新改动 {} 份", sum(1 for entry in entries if not entry.new and not entry.changes)),
        ("两边都改过 {} 处", conflicts),
    )
    return "，".join(words.format(count) for words, count in counts if count) or "文件里没有清单"


class ImportDialog(Dialog):
    """`exec` gives 1 where the file is to be brought in."""

    def __init__(
        self, theme: Theme, name: str, entries: Sequence[Imported], notes: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "导入清单", parent)
        self.widen(720)
        self.add_text(f"“{name}”里有 {len(entries)} 份清单：{summary(entries)}。")
        if notes:
            self.add_text(f"另有 {notes} 条的收藏、笔记，与这里的合在一起。")
        if any(entry.conflicts for entry in entries):
            self.add_text("两边都改过的地方留下较新的一边，另一边记在办理记录里，可以撤销回来。")
        self.list = QListWidget()
        self.list.setAccessibleName("文件里的清单")
        self.list.setFont(theme.font("ui"))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedItems(self.list, theme.px(10), theme.px(4)))  # the padding of app.qss
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(self.room(240))
        for entry in entries[:_MOST_LISTED]:
            self.list.addItem(QListWidgetItem(_lines(entry)))
        if len(entries) > _MOST_LISTED:
            self.list.addItem(f"另有 {len(entries) - _MOST_LISTED} 份")
        self.body.addWidget(self.list, 1)
        self.add_button("取消")
        self.add_button("导入", primary=True)
        if not notes and not any(entry.new or entry.changes for entry in entries):
            self.buttons[1].setEnabled(False)
            self.buttons[1].setToolTip("没有新的内容")


def _lines(entry: Imported) -> str:
    wizard = entry.record.basis.wizard
    told = [f"{entry.record.number}　{entry.record.title}　{imported_in_words(entry)}"]
    told += [f"　　{conflict_in_words(conflict, wizard)}" for conflict in entry.conflicts]
    return "\n".join(told)
