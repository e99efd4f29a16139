"""What a new errand is called, what it is about, and in which group of the home page it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from govdesk.rules.topics import TopicGroup
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ComboBox, Dialog, Label, LineEdit
from govdesk.wizards.model import GROUP_TITLES, Group


class NewErrandDialog(Dialog):
    """自己编一件: 编起来 is button 0."""

    def __init__(self, theme: Theme, groups: Sequence[TopicGroup], parent: QWidget | None = None) -> None:
        super().__init__(theme, "自己编一件", parent)
        self.name = LineEdit(theme, "办事里叫什么，如：报送信息", name="事情的名称")
        self.group = ComboBox(theme, name="在哪一组")
        for group, title in GROUP_TITLES.items():
            self.group.addItem(title, group)
        self.topic = ComboBox(theme, name="属于哪一类")
        for entry in groups:
            for topic in entry.topics:
                self.topic.addItem(f"{entry.title} ・ {topic.title}", topic.id)
        for words, field in (("事情的名称", self.name), ("首页在哪一组", self.group), ("属于哪一类", self.topic)):
            self.body.addWidget(Label(theme, words, "secondary", "ink2"))
            self.body.addWidget(field)
        self.add_button("编起来", primary=True)
        self.add_button("取消")
        self.name.setFocus()

    def answers(self) -> tuple[str, str, Group]:
        """Its title, topic and group."""
        return self.name.text(), str(self.topic.currentData()), Group(self.group.currentData())
