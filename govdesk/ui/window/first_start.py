"""The first start asks two things: which city's rule applies here, and at which desk the clerk sits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import RADIUS_PANEL, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.widgets.buttons import LinkButton
from govdesk.ui.kit.widgets.labels import Ground, Label
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.ui.kit.widgets.scroll_area import ScrollArea

if TYPE_CHECKING:
    from govdesk.ui.kit.theme import Role
    from govdesk.wizards.frontpage import FrontDesk

QUESTION = "您在哪个市办事？"
EXPLANATION = "办事、条文和搜索先按这里选的规则来。\n以后随时可在右上角换。"
DESK_QUESTION = "您在哪个单位？"
DESK_EXPLANATION = (
    "清单只列您自己要办的，别人办的另放一处，您好跟进。\n随时可在右上角换；办一件事时也可以只为这一件换。"
)
_WORDS_SHOWN = 3  # of the rule's words for a desk


class ChoiceButton(PaintedButton):
    """A large button among others, one below the other: the arrows go from one to the next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paint_frame(self, painter: QPainter) -> None:
        """Its border and ground, which tell focus and pointer."""
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("act"), 2) if focused else QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("actT" if focused else "hover" if self.underMouse() else "page"))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS_PANEL, RADIUS_PANEL)


class CityButton(ChoiceButton):
    """A city by its short title, its rule's title below."""

    def __init__(self, theme: Theme, name: str, title: str) -> None:
        super().__init__(theme)
        self._title = title
        self.setText(name)
        self.setAccessibleName(f"{name}，{title}")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        self.paint_frame(painter)
        inner = self.rect().adjusted(px(24), px(14), -px(56), -px(14))
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, self.text())
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2"))
        words = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, words)
        side = px(20)
        box = QRectF(self.width() - px(24) - side, (self.height() - side) / 2, side, side)
        draw_icon(painter, box, "arrow-right", theme.color("act"))


class FirstStart(Ground):
    """The question and one big button for each rule. `chosen(rule id)` is emitted once, or `import_requested()`."""

    chosen = Signal(str)
    import_requested = Signal()

    def __init__(self, theme: Theme, rules: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """`rules` are (id, short title, title)."""
        super().__init__(theme, "window", parent=parent)
        self.buttons: dict[str, CityButton] = {}
        column = QWidget(self)
        column.setMaximumWidth(theme.px(560))
        self._box = QVBoxLayout(column)
        self._box.addWidget(Label(theme, QUESTION, "page_title"))
        self._box.addWidget(Label(theme, EXPLANATION, "ui", "ink2", wrap=True))
        self._box.addSpacing(theme.px(SPACE_M))
        self._box.setSpacing(theme.px(SPACE_S))
        for rule_id, name, title in rules:
            button = CityButton(theme, name, title)
            button.clicked.connect(lambda _checked=False, rule_id=rule_id: self.chosen.emit(rule_id))
            self._box.addWidget(button)
            self.buttons[rule_id] = button
        self.bring = LinkButton(theme, "这里没有我们的规则，导入一份……", icon="download-simple")
        self.bring.clicked.connect(self.import_requested)
        self._box.addSpacing(theme.px(SPACE_S))
        self._box.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def focus_first(self) -> None:
        """Focus on the first city."""
        for button in self.buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return


class DeskButton(ChoiceButton):
    """A desk: its number key, name, who sits there (in as many lines as it takes), what the rule calls it, how many
    errands are its own.
    """

    def __init__(self, theme: Theme, number: int, desk: FrontDesk) -> None:
        super().__init__(theme)
        self._number, self._desk = number, desk
        self._words = "、".join(desk.words[:_WORDS_SHOWN])
        self.setText(desk.label)
        self.setAccessibleName(f"{number}，{desk.label}，{desk.about}，规则里写作{self._words}，自己办的 {desk.own} 件")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), max(self._theme.px(94), self.minimumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        later(self, self._take_height)  # not while the layout around it is being worked out

    def _take_height(self) -> None:
        self.setMinimumHeight(self.height_needed(self.width()))

    def height_needed(self, width: int) -> int:
        """Height at which nothing is cut in a button of this width."""
        return self._theme.px(94) - self._theme.px(20) + self.about_height(width)

    def about_height(self, width: int) -> int:
        """Height of who sits there, none of it cut, in a button of this width."""
        metrics = QFontMetrics(self._theme.font("secondary"))
        room = self._room(metrics, width)
        wrapped = metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, self._desk.about)
        return max(self._theme.px(20), wrapped.height())

    def _room(self, metrics: QFontMetrics, width: int) -> int:
        """Width of the words at the left, in the font of the small ones."""
        px = self._theme.px
        return width - px(20) - px(20) - px(18) - metrics.horizontalAdvance(self._count) - px(66 + 16)

    @property
    def _count(self) -> str:
        return f"自己办的 {self._desk.own} 件"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        self.paint_frame(painter)
        self._paint_key(painter, self.hasFocus())
        arrow = px(20)
        at = QRectF(self.width() - px(20) - arrow, (self.height() - arrow) / 2, arrow, arrow)
        draw_icon(painter, at, "arrow-right", theme.color("act"))
        painter.setFont(theme.font("secondary"))
        wide = painter.fontMetrics().horizontalAdvance(self._count)
        right = round(at.left()) - px(18)
        painter.setPen(theme.color("ink2"))
        centred = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - wide, 0, wide + 1, self.height()), centred, self._count)
        left, room = px(66), self._room(painter.fontMetrics(), self.width())
        about = self.about_height(self.width())
        lines: tuple[tuple[str, Role, str, int, int], ...] = (
            (self._desk.label, "section", "ink", px(13), px(27)),
            (self._desk.about, "secondary", "ink2", px(41), about),
            (f"规则里写作：{self._words}", "secondary", "ink3", px(41) + about, px(20)),
        )
        for text, role, token, top, height in lines:
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(token))
            whole = text == self._desk.about
            words = text if whole else painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            flags = centred | Qt.TextFlag.TextWordWrap if whole else centred
            painter.drawText(QRect(left, top, room, height), int(flags), words)

    def _paint_key(self, painter: QPainter, focused: bool) -> None:
        theme, px = self._theme, self._theme.px
        box = QRectF(px(20) + 0.5, (self.height() - px(28)) / 2 + 0.5, px(28) - 1, px(28) - 1)
        painter.setPen(QPen(theme.color("act" if focused else "line2"), 1))
        painter.setBrush(theme.color("act" if focused else "page"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(theme.font("ui"))
        painter.setPen(theme.color("page" if focused else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class DeskStart(Ground):
    """The second question. `chosen(desk id)` is emitted once, with "" for 先看全部事项; `city_requested()` goes back."""

    chosen = Signal(str)
    city_requested = Signal()

    def __init__(
        self, theme: Theme, city: str, desks: Sequence[FrontDesk], steps: int = 2, parent: QWidget | None = None
    ) -> None:
        """`steps` is 1 where there was only one city to choose."""
        super().__init__(theme, "window", parent=parent)
        self.buttons: dict[str, DeskButton] = {}
        column = QWidget()
        column.setMaximumWidth(theme.px(640))
        box = QVBoxLayout(column)
        box.setSpacing(theme.px(SPACE_S))
        if steps > 1:
            box.addLayout(self._city_line(theme, city))
        box.addWidget(Label(theme, DESK_QUESTION, "page_title"))
        box.addWidget(Label(theme, DESK_EXPLANATION, "ui", "ink2", wrap=True))
        box.addSpacing(theme.px(SPACE_S))
        for number, desk in enumerate(desks, start=1):
            button = DeskButton(theme, number, desk)
            button.clicked.connect(lambda _checked=False, desk=desk: self.chosen.emit(desk.id))
            box.addWidget(button)
            self.buttons[desk.id] = button
        self.everything = LinkButton(theme, "先看全部事项")
        self.everything.clicked.connect(lambda: self.chosen.emit(""))
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(Label(theme, "都不是，或者说不准：", "ui", "ink2"))
        foot.addWidget(self.everything)
        foot.addWidget(Label(theme, "。那时每件事都写明是谁办的。", "ui", "ink2"), 1)
        box.addLayout(foot)
        inside = Ground(theme, "window")
        outer = QVBoxLayout(inside)
        outer.addSpacing(theme.px(40))
        middle = QHBoxLayout()  # an alignment would have heights worked out for the whole width
        middle.addStretch(1)
        middle.addWidget(column, 100)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)
        scroller = ScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroller)
        self.scroller = scroller
        self._has_city = steps > 1

    def step_back(self) -> None:
        """Alt+←: to the question before, where there was one."""
        if self._has_city:
            self.city_requested.emit()

    def _city_line(self, theme: Theme, city: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(SPACE_S))
        self.back = LinkButton(theme, "换一个市", role="secondary", tip="换一个市（Alt+←）")
        self.back.clicked.connect(self.city_requested)
        line.addWidget(Label(theme, "第 2 步，共 2 步　・", "secondary", "ink2"))
        line.addWidget(Label(theme, f"✓ {city}", "secondary", "ink"))
        line.addWidget(self.back)
        line.addStretch(1)
        return line

    def focus_first(self) -> None:
        """Focus on the first desk."""
        for button in self.buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        buttons = list(self.buttons.values())
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(buttons) and not event.isAutoRepeat():
            buttons[int(digit) - 1].click()
        else:
            super().keyPressEvent(event)
