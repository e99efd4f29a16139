"""同一件事: the lists that belong to the chosen one, as a chain under the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from govdesk.present.wording import STATES
from govdesk.records.model import RecordState, RecordSummary
from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.theme import RADIUS_CONTROL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets import Ground, IconLabel, Label, LinkButton
from govdesk.ui.kit.widgets.labels import plain_tip
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.kit.widgets.painted_button import PaintedButton

NODE, STRIP = 42, 60
_MOST_NODES = 4
_WIDEST = 230


class Node(PaintedButton):
    """A list of the chain, or the errand that comes next: two lines and a frame."""

    def __init__(self, theme: Theme, upper: str, lower: str, *, here: bool = False, made: bool = True) -> None:
        super().__init__()
        self._theme, self.over, self.under = theme, upper, lower
        self._here, self._made = here, made
        self.done = False
        self.setAccessibleName(f"{upper}，{lower}")
        self.setToolTip(plain_tip(f"{upper}\n{lower}"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.setFont(self._theme.font("secondary", bold=self._here))
        metrics = self.fontMetrics()
        words = max(metrics.horizontalAdvance(self.over), metrics.horizontalAdvance(self.under))
        px = self._theme.px
        return QSize(min(words + px(46), px(_WIDEST)), px(NODE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(NODE))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self._here or self.hasFocus() else 1
        pen = QPen(theme.color("act" if wide == 2 else "line2"), wide)
        if not self._made:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("hover" if self.underMouse() else "ctl"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        icon = "check-circle-fill" if self.done else "circle-half" if self._made else "circle"
        size = px(18)
        box = self.rect().adjusted(px(10), (self.height() - size) // 2, 0, 0)
        box.setSize(QSize(size, size))
        draw_icon(painter, box, icon, theme.color("act" if self._made else "ink2"))
        words = self.rect().adjusted(px(36), px(3), -px(8), -px(3))
        half = words.height() // 2
        for text, top, bold in ((self.over, words.top(), self._here), (self.under, words.top() + half, False)):
            painter.setFont(theme.font("secondary", bold=bold))
            painter.setPen(theme.color("ink" if self._made and top == words.top() else "ink2"))
            line = words.adjusted(0, 0, 0, 0)
            line.setTop(top)
            line.setHeight(half)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class KinStrip(Ground):
    """`opened(number)` opens one of them, `begun(wizard)` the errand that comes next, `untied` cuts the tie.

    `covered` asks for the cover of the matter.
    """

    opened = Signal(str)
    begun = Signal(str)
    untied = Signal()
    covered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", "t")
        self._theme = theme
        self.setAccessibleName("同一件事")
        self.setFixedHeight(theme.px(STRIP))
        self._nodes = QHBoxLayout()
        self._nodes.setSpacing(theme.px(SPACE_S))
        self.cut = LinkButton(theme, "不是同一件", tip="把选中的这一份从这件事里拿出去，可以撤销")
        self.cut.clicked.connect(self.untied)
        self.cover = LinkButton(theme, "打印封面", tip="一张纸，列出这件事的全部清单，放在卷首")
        self.cover.clicked.connect(self.covered)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(64), 0, theme.px(32), 0)
        row.setSpacing(theme.px(SPACE_M))
        row.addWidget(Label(theme, "同一件事", "ui", bold=True))
        row.addLayout(self._nodes)
        row.addStretch(1)
        row.addWidget(self.cover)
        row.addWidget(self.cut)
        self.hide()

    def nodes(self) -> list[Node]:
        """The nodes, in order."""
        return [widget for widget in widgets_in(self._nodes) if isinstance(widget, Node)]

    def show_kin(self, kin: Sequence[RecordSummary], here: str, coming: tuple[str, str, str] | None = None) -> None:
        """Show the chain with `here` (a number) in it; fewer than two hide the strip.

        `coming`: the errand that comes next, of which there is no list yet: its id, title and whose it is.
        """
        clear_layout(self._nodes)
        self.setVisible(len(kin) > 1)
        if len(kin) < 2:
            return
        shown = _shortened(kin, here)
        for line in shown:
            if self._nodes.count():
                self._nodes.addWidget(IconLabel(self._theme, "arrow-right", "ink2", 14))
            if isinstance(line, int):
                self._nodes.addWidget(Label(self._theme, f"… {line} 件", "secondary", "ink2"))
                continue
            node = Node(
                self._theme,
                line.wizard_title,
                f"{line.number} ・ {STATES[line.state]} {line.done}/{line.total}",
                here=line.number == here,
            )
            node.done = line.state is not RecordState.ONGOING
            node.setToolTip(plain_tip(f"{line.title}\n{line.rule_title}　{line.wizard_title}"))
            node.clicked.connect(lambda _=False, number=line.number: self.opened.emit(number))
            self._nodes.addWidget(node)
        if coming is not None:
            wizard, title, who = coming
            self._nodes.addWidget(IconLabel(self._theme, "arrow-right", "ink2", 14))
            node = Node(self._theme, title, f"还没有清单 ・ {who}" if who else "还没有清单", made=False)
            node.clicked.connect(lambda _=False: self.begun.emit(wizard))
            self._nodes.addWidget(node)


def _shortened(kin: Sequence[RecordSummary], here: str) -> list[RecordSummary | int]:
    """At most four of them: the first, the chosen one with its neighbour, the last; a number stands for those left out."""
    if len(kin) <= _MOST_NODES:
        return list(kin)
    place = next((index for index, line in enumerate(kin) if line.number == here), 0)
    kept = sorted({0, max(0, min(place, len(kin) - 2)), min(place + 1, len(kin) - 2), len(kin) - 1})
    found: list[RecordSummary | int] = []
    for before, index in zip([-1, *kept], kept, strict=False):
        if index - before > 1:
            found.append(index - before - 1)
        found.append(kin[index])
    return found
