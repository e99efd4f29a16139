"""What the editor asks: what a new errand is called and where it stands, and before something goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from govdesk.drafting.own_errands import OwnErrand
from govdesk.rules.topics import TopicGroup
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ComboBox, Dialog, Label, LineEdit
from govdesk.wizards.terms import GROUP_TITLES, Group


def may_discard(theme: Theme, errand: OwnErrand, parent: QWidget) -> bool:
    """Asks whether what was not published may go."""
    dialog = Dialog(theme, "放弃没有发布的改动？", parent)
    kept = "办事里的那一份不动。" if errand.is_published else "这一件没有发布，放弃就没有了。"
    dialog.add_text(f"“{errand.title}”改过的不再留着，不能撤销。{kept}")
    dialog.add_button("放弃改动")
    dialog.add_button("接着改", primary=True)
    return dialog.exec() == 0


def may_withdraw(theme: Theme, errand: OwnErrand, parent: QWidget) -> bool:
    """Asks whether an errand may be taken out of 办事."""
    dialog = Dialog(theme, f"把“{errand.title}”从办事里撤下？", parent)
    dialog.add_text("办事、搜索里不再有它，在这里留作草稿，随时再发布。照它办的清单照样能打开、打印。")
    dialog.add_button("撤下")
    dialog.add_button("不撤", primary=True)
    return dialog.exec() == 0


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
