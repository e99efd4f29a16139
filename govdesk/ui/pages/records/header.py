"""The head of the list: states, filters, the way to a new checklist."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.records.finding import Facets
from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Theme
from govdesk.ui.kit.widgets import ComboBox, Ground, Label, LinkButton, PrimaryButton
from govdesk.ui.kit.widgets.layouts import tab_through
from govdesk.ui.kit.widgets.segments import Segments
from govdesk.ui.sheet.filter_field import FilterField

#: A pause this long in typing filters.
PAUSE_MS = 200
SEGMENTS = ("草稿", "办理中", "已办结", "已归档", "全部")
_ALL = {"city": "全部城市", "year": "全部年度", "handler": "全部经办人"}


class RecordsHeader(Ground):
    """`changed` whenever something else is to be listed."""

    changed = Signal()
    bin_requested = Signal()
    new_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel", "b")
        self._theme, self._cramped, self._low = theme, False, False
        self.title = Label(theme, "清单", "page_title")
        self.segments = Segments(theme, SEGMENTS)
        self.boxes = {
            "city": ComboBox(theme, name="城市"),
            "year": ComboBox(theme, name="年度"),
            "handler": ComboBox(theme, name="经办人"),
        }
        self.text = FilterField(theme, "筛选名称、编号", name="筛选名称、编号，Ctrl+F")
        self.bin = LinkButton(theme, "回收站", icon="trash", tip="删除的清单在这里保留 30 天")
        self.new = PrimaryButton(theme, "新建清单", icon="plus", key="Ctrl+N")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.text.textChanged.connect(self._wait)
        self.segments.chosen.connect(lambda _: self.changed.emit())
        for box in self.boxes.values():
            box.activated.connect(lambda _: self.changed.emit())
        self.bin.clicked.connect(self.bin_requested)
        self.new.clicked.connect(self.new_requested)
        self._lay_out()
        self.apply_theme()

    @property
    def filters(self) -> dict[str, str]:
        """What the boxes say: city, year and handler, empty for all."""
        return {name: box.currentData() or "" for name, box in self.boxes.items()}

    def set_choices(self, facets: Facets) -> None:
        """Offer what occurs; what was chosen stays while it occurs."""
        offered = {"city": facets.cities, "year": facets.years, "handler": facets.handlers}
        for name, box in self.boxes.items():
            before = box.currentData() or ""
            box.clear()
            box.addItem(_ALL[name], "")
            for value in offered[name]:
                box.addItem(f"{value} 年" if name == "year" else value, value)
            box.setCurrentIndex(max(0, box.findData(before)))

    def clear_filters(self) -> None:
        """Let everything in again."""
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        self.text.clear()

    def set_narrow(self, narrow: bool, *, cramped: bool = False, low: bool = False) -> None:
        """Filters go to a line of their own; `cramped`: the lit tab has to do for the title; `low`: little room around."""
        self._cramped, self._low = cramped, low
        self.title.setVisible(not cramped)
        self.new.setText("新建" if cramped else "新建清单")
        self._first.removeWidget(self._filters)
        self._second.removeWidget(self._filters)
        if narrow:
            self._second.insertWidget(0, self._filters)
        else:
            self._first.insertWidget(2, self._filters)
        segments = [self.segments.button(index) for index in range(len(SEGMENTS))]
        tab_through(*segments, *self.boxes.values(), self.text, self.bin, self.new)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take measures from the theme again."""
        px = self._theme.px
        for box in self.boxes.values():
            box.setFixedWidth(px(124))
        self.text.setMinimumWidth(px(190))
        self.text.setMaximumWidth(px(300))
        # At the left the head begins where the lines of the table do.
        over = px(SPACE_XS if self._low else SPACE_M)
        self._whole.setContentsMargins(px(32), over, px(SPACE_L if self._cramped else 32), over)
        self._whole.setSpacing(px(SPACE_XS if self._low else SPACE_S))

    def _wait(self) -> None:
        self._pause.start()

    def _lay_out(self) -> None:
        px = self._theme.px
        self._filters = QWidget()
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(SPACE_S))
        for box in self.boxes.values():
            row.addWidget(box)
        row.addWidget(self.text)
        self._first = QHBoxLayout()
        self._first.setSpacing(px(SPACE_M))
        self._first.addWidget(self.title)
        self.title.setContentsMargins(0, 0, px(SPACE_S), 0)
        self._first.addWidget(self.segments)
        self._first.addStretch(1)
        self._first.addWidget(self.bin)
        self._first.addWidget(self.new)
        self._second = QHBoxLayout()
        self._second.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._first)
        self._whole.addLayout(self._second)
