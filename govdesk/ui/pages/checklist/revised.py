"""The grey bar over a checklist whose rule has changed since, and what has changed, old beside new."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.rules.differences import Span, compare_texts
from govdesk.ui.kit.theme import SPACE_M, SPACE_XS, Theme
from govdesk.ui.kit.widgets import Dialog, Label
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.wizards.revision import Revision

_MOST_NAMED = 3


def bar_text(changed: Sequence[Revision]) -> str:
    """`规则在这份清单建立以后有变化：第五十八条，新增的事项。清单仍按建立时的原文。`"""
    names = list(dict.fromkeys(revision.what for revision in changed))
    told = "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
    return f"规则在这份清单建立以后有变化：{told}，共 {len(changed)} 处。清单仍按建立时的原文。"


class RevisedDialog(Dialog):
    """What has changed; 按现在的规则另开一份 is button 0, 知道了 the safe one."""

    def __init__(self, theme: Theme, changed: Sequence[Revision], parent: QWidget | None = None) -> None:
        super().__init__(theme, "规则有哪些变化", parent)
        self.widen(680)
        self.add_text("加粗画线的是前后不同的字。这份清单和已办的记录都没有动。")
        room = QWidget()
        room.setObjectName("room")
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, theme.px(SPACE_M), 0)
        column.setSpacing(theme.px(SPACE_XS))
        self.texts: list[Label] = []
        for revision in changed:
            column.addWidget(Label(theme, revision.what, "ui", bold=True))
            marked = compare_texts(revision.before, revision.after)
            column.addWidget(self._line("原来", revision.before, marked.left, "ver"))
            column.addWidget(self._line("现在", revision.after, marked.right, "act"))
            column.addSpacing(theme.px(SPACE_M))
        column.addStretch(1)
        scroller = ScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(room)
        scroller.setMinimumHeight(self.room(320))
        scroller.viewport().setAutoFillBackground(False)
        room.setAutoFillBackground(False)
        self.body.addWidget(scroller, 1)
        self.add_button("按现在的规则另开一份")
        self.add_button("知道了", primary=True)

    def _line(self, name: str, text: str, spans: Sequence[Span], token: str) -> Label:
        label = Label(self.theme, "", "ui", "ink2", wrap=True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setText(f"{name}：{_marked(text, spans, self.theme.hex(token)) if text else '（没有）'}")
        label.setAccessibleName(f"{name}：{text or '没有'}")
        self.texts.append(label)
        return label


def _marked(text: str, spans: Sequence[Span], colour: str) -> str:
    """`text` as rich text, its `spans` underlined and bold: colour is never the only sign."""
    parts, done = [], 0
    for start, end in spans:
        parts.append(html.escape(text[done:start]))
        parts.append(f"<u style='color:{colour}'><b>{html.escape(text[start:end])}</b></u>")
        done = end
    parts.append(html.escape(text[done:]))
    return "".join(parts).replace("\n", "<br>")
