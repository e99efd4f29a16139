"""办事中引用: the errands that rest on the article, unfolding into the very lines, and the ways into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present.related import Use
from govdesk.ui.kit.theme import SPACE_L, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import ElidedLabel, Label, LinkButton
from govdesk.ui.pages.reader.sections import Section

if TYPE_CHECKING:
    from govdesk.app import Services

_MOST_RECORDS = 3


class Ongoing(NamedTuple):
    """A checklist being worked on that has a line resting on the article: that line's id, and what the list is about."""

    number: str
    title: str
    item: str


def find_ongoing(services: Services, rule_id: str, use: Use, article: str) -> list[Ongoing]:
    """The checklists of an errand being worked on with a line that rests on the article, last worked on first."""
    from govdesk.records.finding import Find
    from govdesk.records.model import RecordState

    try:
        store = services.store
        found = []
        for line in store.page(Find(states=(RecordState.ONGOING,), wizard=use.title), limit=4 * _MOST_RECORDS):
            if (line.rule, line.wizard) != (rule_id, use.wizard):
                continue
            items = [entry.item for entry in store.load(line.number).evaluate().items]
            item = next((item.id for item in items if item.cite.number == article), "")
            if item:
                found.append(Ongoing(line.number, line.title or line.wizard_title, item))
        return found[:_MOST_RECORDS]
    except UserError:
        return []  # the 清单 page says what is wrong with the records


class UsesSection(Section):
    """A line for each errand; a click unfolds it. `ongoing(use)` is asked for the checklists that are being worked on."""

    requested = Signal(str)  # wizard id
    record_requested = Signal(str, str)  # a checklist's number, an item's id

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "办事中引用", "briefcase")
        self.ongoing: Callable[[Use], Sequence[Ongoing]] = lambda _use: ()

    def fill(self, found: Sequence[Use], nothing: str) -> bool:
        """Show the errands, or `nothing`: why there are none. Whether there is anything to show."""
        column = self.refill()
        for use in found:
            self._add(column, use)
        if not found and nothing:
            column.addWidget(Label(self._theme, f"本条没有要逐项核对的事：{nothing}", "secondary", "ink2", wrap=True))
        return bool(found or nothing)

    def _add(self, column: QVBoxLayout, use: Use) -> None:
        row = QHBoxLayout()
        link = LinkButton(self._theme, use.title)
        link.setToolTip("看是哪几项")
        row.addWidget(link)
        row.addStretch(1)
        row.addWidget(Label(self._theme, f"{use.items} 处" if use.items else "问答", "secondary", "ink3"))
        column.addLayout(row)
        details = QWidget()
        details.hide()
        column.addWidget(details)
        _name(link, use, unfolded=False)
        link.clicked.connect(lambda: self._toggle(use, link, details))

    def _toggle(self, use: Use, link: LinkButton, details: QWidget) -> None:
        if details.layout() is None:
            self._fill_details(use, details)
        unfold = details.isHidden()
        details.setVisible(unfold)
        _name(link, use, unfolded=unfold)
        self.fitted.emit()

    def _fill_details(self, use: Use, details: QWidget) -> None:
        px = self._theme.px
        column = QVBoxLayout(details)
        column.setContentsMargins(px(SPACE_L), 0, 0, px(SPACE_S))
        column.setSpacing(px(SPACE_XS))
        self.add_prose(column, *((line, "secondary", "ink2") for line in use.lines))
        for record in self.ongoing(use):
            row = QHBoxLayout()
            link = LinkButton(
                self._theme, record.number, icon="clipboard-text", role="secondary", tip="打开清单里的这一项"
            )
            link.setAccessibleName(f"打开清单 {record.number}，{record.title}")
            link.clicked.connect(
                lambda _checked=False, record=record: self.record_requested.emit(record.number, record.item)
            )
            row.addWidget(link)
            row.addWidget(ElidedLabel(self._theme, record.title, "secondary", "ink2"), 1)
            column.addLayout(row)
        start = LinkButton(self._theme, "开始办理", icon="arrow-right", trailing=True, role="secondary")
        start.setAccessibleName(f"开始办理{use.title}")
        start.clicked.connect(lambda: self.requested.emit(use.wizard))
        row = QHBoxLayout()
        row.addWidget(start)
        row.addStretch(1)
        column.addLayout(row)


def _name(link: LinkButton, use: Use, *, unfolded: bool) -> None:
    """What assistive tools say of an errand's line."""
    count = f"{use.items} 项依据本条" if use.items else "有问题依据本条"
    link.setAccessibleName(f"{use.title}，{count}，按回车{'收起' if unfolded else '展开'}")
