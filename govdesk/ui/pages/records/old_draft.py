"""A draft of version 0.1: what was asked and answered, as text. Its questions are no longer those of today."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from govdesk.present.draft_listing import DraftLine, old_answers
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Dialog

DROP, CLOSE, BEGIN = 0, 1, 2
_MOST_LISTED = 12


class OldDraftDialog(Dialog):
    """`exec` gives DROP, CLOSE or BEGIN; BEGIN is there only where the errand lives on."""

    def __init__(self, theme: Theme, line: DraftLine, heir: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"旧版草稿：{line.wizard}", parent)
        self.widen(560)
        day = f"{line.when.astimezone():%Y-%m-%d}"
        self.add_text(f"{line.city}　{day} 留下的，还没有生成清单。")
        answers = old_answers(line.draft)
        for ask, answer in answers[:_MOST_LISTED]:
            self.add_text(f"{ask}　{answer}")
        if len(answers) > _MOST_LISTED:
            self.add_text(f"另有 {len(answers) - _MOST_LISTED} 问。")
        if heir:
            self.add_text(f"向导已经重写，旧的答案带不过去；现在办这件事，用“{heir}”。")
        else:
            self.add_text("向导已经重写，现在没有同样的一件事；要办的话，从“办事”里选。")
        self.add_button("删除草稿")
        self.add_button("关上", primary=not heir)
        if heir:
            self.add_button(f"去办：{heir}", primary=True)
