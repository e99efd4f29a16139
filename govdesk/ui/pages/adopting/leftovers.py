"""没搬来的: what does not come over, with why, and the rule's sentences that nothing quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog, Label
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.wrapped_items import WrappedItems


class Leftovers(Dialog):
    """`article` is the one to look at after 看这一条, "" for none."""

    def __init__(
        self,
        theme: Theme,
        dropped: Sequence[tuple[str, str]],
        unquoted: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "没搬来的", parent)
        self.widen(760)
        self.article = ""
        self.dropped = self._list("没搬来的行", [(f"{what}\n　　{why}", "") for what, why in dropped])
        self.unquoted = self._list("没有人引的话", [(f"{place}：{text}", number) for number, place, text in unquoted])
        for name, widget in (
            (f"没搬来的 {len(dropped)} 处，为什么", self.dropped),
            (f"规则里没有一行引到的话 {len(unquoted)} 句", self.unquoted),
        ):
            self.body.addWidget(Label(theme, name, "ui", "ink", bold=True))
            self.body.addWidget(widget)
        self.again = self.add_button("重新拟……")
        self.look = self.add_button("看这一条")
        self.look.setEnabled(False)
        self.add_button("关上", primary=True)
        self.unquoted.currentItemChanged.connect(self._choose_article)

    def _list(self, name: str, rows: Sequence[tuple[str, str]]) -> QListWidget:
        box = QListWidget()
        box.setAccessibleName(name)
        box.setFont(self.theme.font("ui"))
        box.setWordWrap(True)
        box.setItemDelegate(WrappedItems(box, self.theme.px(10), self.theme.px(4)))  # the padding of app.qss
        box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.setFixedHeight(self.room(200))
        for words, number in rows:
            item = QListWidgetItem(words)
            item.setToolTip(plain_tip(words))
            item.setData(Qt.ItemDataRole.UserRole, number)
            box.addItem(item)
        return box

    def _choose_article(self, item: QListWidgetItem | None) -> None:
        self.article = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        self.look.setEnabled(bool(self.article))
