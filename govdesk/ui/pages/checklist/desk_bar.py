"""换成另一个单位的清单: the bar that says what that would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from govdesk.present.wording import update_in_words
from govdesk.records.model import Record
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets.banner import Banner


class DeskBar(Banner):
    """换成区镇、街道：减少 2 项；增加 1 项　换　不换. Nothing is changed until 换; Esc is 不换."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", [("换", self._take), ("不换", self.drop)], icon="user")
        self._take_it: Callable[[], object] | None = None
        self._after: Callable[[], None] | None = None
        self.hide()

    def ask(self, record: Record, desk: str, take: Callable[[], object], after: Callable[[], None]) -> None:
        """Say what the list of `desk` would have more and less; `take` makes it so, `after` comes after either answer."""
        other = msgspec.structs.replace(record, desk=desk)
        self._take_it, self._after = take, after
        self.say(f"换成{record.basis.party_label(desk)}：{update_in_words(record, other, '换回来还在')}")
        self.show()
        self.links[0].setFocus()

    def _take(self) -> None:
        take, after = self._take_it, self._after
        self.forget()
        if take is not None and after is not None:
            take()
            after()

    def drop(self) -> None:
        """不换."""
        after = self._after
        self.forget()
        if after is not None:
            after()

    def forget(self) -> None:
        """What it asked is settled, or no longer to be asked."""
        self._take_it = self._after = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)
