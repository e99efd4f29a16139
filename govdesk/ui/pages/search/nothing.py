"""When nothing was found, or nothing asked yet: what was perhaps meant, how to search, what was searched before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.ui.kit.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Ground, HLine, Label, LinkButton, SecondaryButton
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

#: (what to write, examples to click, what they find); all hold for the shipped rules.
WAYS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("写条文号", ("第58条", "五十八"), "直接打开该条"),
    ("写要办的事", ("请示几天办复",), "找到写明时限的条文"),
    ("写拼音首字母", ("bsqs",), "找到“报送请示”"),
    ("写怎么用程序", ("换电脑", "撤销"), "找到手册里的那一节"),
    ("换个说法", ("会签", "协商", "签发"), "词越短，结果越多"),
)
_WIDTH = 640
_MOST_RECENT = 5


class NothingFound(ScrollArea):
    """`asked(text)` when a wording is clicked; the two buttons lead to the contents and to the errands."""

    asked = Signal(str)
    contents_requested = Signal()
    errands_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = Ground(theme, "page")
        self._column = QWidget()
        self.title = Label(theme, "", "page_title", wrap=True)
        self._meant = QHBoxLayout()
        self._recent_title = Label(theme, "最近搜过", "ui", bold=True)
        self._recent = QHBoxLayout()
        self.contents_button = SecondaryButton(theme, "按目录查", icon="book-open")
        self.errands_button = SecondaryButton(theme, "按事项查", icon="briefcase")
        self.contents_button.clicked.connect(self.contents_requested)
        self.errands_button.clicked.connect(self.errands_requested)
        buttons = QHBoxLayout()
        for button in (self.contents_button, self.errands_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self._column)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        box.addLayout(self._meant)
        box.addSpacing(theme.px(SPACE_L))
        box.addWidget(HLine(theme))
        box.addSpacing(theme.px(SPACE_L))
        box.addWidget(Label(theme, "可以这样找", "ui", bold=True))
        box.addLayout(self._ways())
        box.addSpacing(theme.px(SPACE_L))
        box.addWidget(HLine(theme))
        box.addSpacing(theme.px(SPACE_L))
        box.addWidget(self._recent_title)
        box.addLayout(self._recent)
        box.addSpacing(theme.px(SPACE_XL))
        box.addLayout(buttons)
        outer = QVBoxLayout(ground)
        outer.addSpacing(theme.px(64))
        outer.addWidget(self._column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        self.setWidget(ground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it holds takes the focus, and scrolls it
        self._measure()

    def show_for(self, text: str, suggestion: str, recent: Sequence[str]) -> None:
        """Say that `text` was not found ("": nothing was asked); offer `suggestion` and what was searched before."""
        self.title.setText(f"没有找到“{text}”" if text else "要找什么？")
        self.setAccessibleName(self.title.text())
        self._links(self._meant, (suggestion,) if suggestion else (), "您是不是要找：")
        others = [old for old in recent if old != text][:_MOST_RECENT]
        self._recent_title.setVisible(bool(others))
        self._links(self._recent, others)

    def _links(self, row: QHBoxLayout, texts: Sequence[str], before: str = "") -> None:
        clear_layout(row)
        if texts and before:
            row.addWidget(Label(self._theme, before, "ui"))
        for text in texts:
            row.addWidget(self._link(text))
        row.addStretch(1)

    def _link(self, text: str) -> LinkButton:
        link = LinkButton(self._theme, text)
        link.clicked.connect(lambda _checked=False: self.asked.emit(text))
        return link

    def _ways(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(self._theme.px(SPACE_XL))
        for row, (what, examples, found) in enumerate(WAYS):
            links = QHBoxLayout()
            links.setSpacing(self._theme.px(SPACE_S))
            for example in examples:
                links.addWidget(self._link(example))
            links.addStretch(1)
            grid.addWidget(Label(self._theme, what, "ui", "ink2"), row, 0)
            grid.addLayout(links, row, 1)
            grid.addWidget(Label(self._theme, found, "ui", "ink2"), row, 2)
        grid.setColumnStretch(2, 1)
        return grid

    def _measure(self) -> None:
        self._column.setFixedWidth(self._theme.px(_WIDTH))
        for row in (self._meant, self._recent):
            row.setSpacing(self._theme.px(SPACE_M))
