"""The drafted line as it will look on a list, what is known of it, and how it differs from where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.drafting.model import Kind, Proposal
from govdesk.drafting.review import Review
from govdesk.present import adopting as words
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_M, SPACE_S, SPACE_XL, Theme
from govdesk.ui.kit.widgets import Badge, Label
from govdesk.ui.kit.widgets.chip import Chip
from govdesk.ui.kit.widgets.icon_label import IconLabel
from govdesk.ui.kit.widgets.labels import ElidedLabel, HLine
from govdesk.ui.kit.widgets.layouts import clear_layout
from govdesk.ui.kit.widgets.marks import paint_check
from govdesk.ui.kit.widgets.scrolled import ScrolledColumn
from govdesk.ui.kit.widgets.side_by_side import PairRow, legend
from govdesk.ui.pages.adopting.quotes import DifferenceRow
from govdesk.wizards.library import Library


class _Box(QWidget):
    """The tick box of a line that cannot be ticked yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(20), theme.px(22))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(20), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(20)
        paint_check(QPainter(self), QRect(0, 1, side, side), "open", self._theme)


class _Card(QFrame):
    """A dashed frame: what is in it is a draft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("page"))
        painter.setPen(QPen(self._theme.color("line2"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS_PANEL, RADIUS_PANEL)


class LinePane(ScrolledColumn):
    """Shows one proposal; scrolls where there is much to compare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "这一行")
        self._shown: tuple[Review, Proposal, Library, str] | None = None
        self.follow_theme()

    def apply_theme(self) -> None:
        """Show the same again in the theme's measures."""
        if self._shown is not None:
            self.show_line(*self._shown)

    def show_line(self, review: Review, proposal: Proposal, library: Library, where: str) -> None:
        """Show `proposal`; `where` is its number among all."""
        self._shown = (review, proposal, library, where)
        theme, px = self._theme, self._theme.px
        line = review.line(proposal.id)
        clear_layout(self.column)
        self.column.setContentsMargins(px(SPACE_XL), px(SPACE_M), px(SPACE_XL), px(SPACE_S))
        self.column.setSpacing(px(SPACE_S))
        head = QHBoxLayout()
        head.addWidget(Label(theme, where, "ui", "ink", bold=True))
        origin = ElidedLabel(theme, words.origin_in_words(proposal, library), "secondary", "ink2")
        origin.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(origin, 1)
        self.column.addLayout(head)
        self.column.addWidget(self._card(review, proposal))
        for name, value in words.facts_of(review, proposal, line):
            row = QHBoxLayout()
            row.setSpacing(px(SPACE_M))
            row.addWidget(Label(theme, name, "secondary", "ink2"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(theme, value, "secondary", "ink", bold=True, wrap=True), 1)
            self.column.addLayout(row)
        for point in getattr(line, "points", ()):
            self.column.addWidget(Label(theme, f"・{point.do}", "secondary", "ink2", wrap=True))
        self.column.addWidget(HLine(theme))
        self._compare(review, proposal, library)
        self.column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _card(self, review: Review, proposal: Proposal) -> QWidget:
        theme, px = self._theme, self._theme.px
        line = review.line(proposal.id)
        card = _Card(theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(px(SPACE_M), px(SPACE_S), px(SPACE_M), px(SPACE_S))
        row.setSpacing(px(SPACE_M))
        top = Qt.AlignmentFlag.AlignTop
        if proposal.kind is Kind.ACT:
            row.addWidget(_Box(theme), 0, top)
        badge = words.badge(proposal.kind, line)
        row.addWidget(Badge(theme, badge) if len(badge) < 4 else Chip(theme, badge), 0, top)
        said = words.words_of(line)
        row.addWidget(Label(theme, said, "instruction", "ink", wrap=True), 1)
        places = dict.fromkeys(words.place_of(review.rule, cite) for cite in line.cites)
        column = QVBoxLayout()
        column.setSpacing(px(2))
        for place in places:
            column.addWidget(Chip(theme, place), 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        row.addLayout(column)
        card.setAccessibleName(f"草稿：{badge}，{said}，{'、'.join(places)}")
        return card

    def _compare(self, review: Review, proposal: Proposal, library: Library) -> None:
        theme, px = self._theme, self._theme.px
        if proposal.origin is None:
            self.column.addWidget(
                Label(
                    theme,
                    "照条文新写，没有可以对照的。看左边划线的话，写得对不对，归在这一件合不合适。",
                    "ui",
                    "ink2",
                    wrap=True,
                )
            )
            return
        head = QHBoxLayout()
        count = len(proposal.differs)
        if count:
            title = f"和原来不同 {count} 处"
        elif words.same_words(proposal):
            title = "只是换了条号，话一字不差" if proposal.pairs else "没有可以对照的引文"
        else:
            title = "字句不同，数字、单位、轻重没有看出不同"
        head.addWidget(Label(theme, title, "ui", "ink", bold=True))
        head.addStretch(1)
        pairs = words.quote_pairs(proposal, review.rule, library)
        if pairs and not words.same_words(proposal):
            head.addWidget(legend(theme))
        self.column.addLayout(head)
        for change in proposal.differs:
            self.column.addWidget(DifferenceRow(theme, change))
        said = words.substance(proposal)
        if said:
            row = QHBoxLayout()
            row.setSpacing(px(SPACE_S))
            row.addWidget(IconLabel(theme, "warning", "ver"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(theme, said, "ui", "ink", wrap=True), 1)
            self.column.addLayout(row)
        if not words.same_words(proposal):
            for pair in pairs:
                old, new = (pair.old_place, pair.old, pair.old_spans), (pair.new_place, pair.new, pair.new_spans)
                self.column.addWidget(PairRow(theme, old, new))
