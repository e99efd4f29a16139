"""The list of questions at the left: answered, present, to come, and those that no longer apply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from govdesk.ui.kit.icons import draw_icon
from govdesk.ui.kit.later import later
from govdesk.ui.kit.theme import SPACE_2XL, SPACE_L, SPACE_M, SPACE_S, Theme
from govdesk.ui.kit.themed import Themed
from govdesk.ui.kit.widgets import Ground, Label, LinkButton
from govdesk.ui.kit.widgets.layouts import clear_layout, widgets_in
from govdesk.ui.kit.widgets.menus import choice_menu
from govdesk.ui.kit.widgets.painted_button import PaintedButton
from govdesk.ui.kit.widgets.scroll_area import ScrollArea
from govdesk.wizards.conditions import answer_in_words, conditions
from govdesk.wizards.model import UNKNOWN, Question
from govdesk.wizards.navigation import WizardRun
from govdesk.wizards.session import SKIPPED

INAPPLICABLE = "已不适用"
NOT_ANSWERED = "先跳过了"
DRAFT_WORDS = "答案随时可改，清单会随之增减。\n中途退出，存为草稿，下次接着答。"
CHANGE_WORDS = "清单会随答案增减，勾过的照旧。\n最后点“更新清单”才算数。"


class StepRow(Themed, PaintedButton):
    """One question: its number or a tick, its words, and the answer below with 修改 at the right.

    A click asks to show the question again; a question still to come, or one that no longer applies,
    is not enabled. `state` may also be "ready": the last step, all questions being answered.
    """

    def __init__(self, theme: Theme, number: int, words: str, answer: str, state: str) -> None:
        super().__init__()
        self._theme, self._number, self._answer, self._state = theme, number, answer, state
        self.setText(words)
        self.setEnabled(state in ("answered", "skipped", "current", "ready"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = {
            "current": "正在回答",
            "pending": "还没有问到",
            "inapplicable": INAPPLICABLE,
            "ready": "按回车去核对",
        }.get(state, "按回车修改")
        self.setAccessibleName("，".join(part for part in (f"第 {number} 问", words, answer, told) if part))
        pending = "先答前面的问题" if state == "pending" else ""
        self.setToolTip("修改这个答案" if state in ("answered", "skipped") else pending)
        self.follow_theme(now=False)

    @property
    def is_current(self) -> bool:
        """Whether this is the step in the centre."""
        return self._state == "current"

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(max(self.width(), self._theme.px(200))))

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        words = self._words_rect(width).height()
        return words + (px(20) if self._answer else 0) + px(2 * SPACE_S + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def apply_theme(self) -> None:
        """Take the height that the words need in another size."""
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def _words_rect(self, width: int) -> QRect:
        px = self._theme.px
        left, right = px(60), px(20)
        metrics = QFontMetrics(self._theme.font("ui", bold=self._state == "current"))
        room = QRect(left, px(SPACE_S + 2), max(px(40), width - left - right), px(400))
        wrapped = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return QRect(left, room.top(), room.width(), max(wrapped.height(), px(22)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._state == "current"
        if current:
            painter.fillRect(self.rect(), theme.color("actT"))
            painter.fillRect(0, 0, px(3), self.height(), theme.color("act"))
        elif self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        self._paint_circle(painter)
        words = self._words_rect(self.width())
        painter.setFont(theme.font("ui", bold=current))
        painter.setPen(
            theme.color(
                {"current": "act", "answered": "ink", "skipped": "ink", "ready": "ink", "pending": "ink2"}.get(
                    self._state, "ink3"
                )
            )
        )
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._answer:
            self._paint_answer(painter, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("act"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_answer(self, painter: QPainter, words: QRect) -> None:
        theme, px = self._theme, self._theme.px
        line = QRect(words.left(), words.bottom() + 1, words.width(), px(20))
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("ink2" if self._state != "inapplicable" else "ink3"))
        action = "修改" if self._state in ("answered", "skipped") else ""
        taken = painter.fontMetrics().horizontalAdvance(action) + px(SPACE_S) if action else 0
        shown = painter.fontMetrics().elidedText(self._answer, Qt.TextElideMode.ElideRight, line.width() - taken)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(theme.color("act"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, action)

    def _paint_circle(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        size = px(24)
        rect = QRectF(px(24), px(SPACE_S), size, size).adjusted(0.75, 0.75, -0.75, -0.75)
        done, current = self._state == "answered", self._state == "current"
        painter.setPen(QPen(theme.color("act" if done or current else "line2"), 1.5))
        painter.setBrush(theme.color("actFill") if current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect)
        if done:
            draw_icon(painter, rect.adjusted(4.5, 4.5, -4.5, -4.5), "check", theme.color("act"))
            return
        painter.setFont(theme.font("secondary", bold=current))
        painter.setPen(theme.color("onAct" if current else "ink3" if self._state == "inapplicable" else "ink2"))
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignCenter, "–" if self._state == "inapplicable" else f"{self._number}"
        )


class StepList(Ground):
    """Title, number of questions, the rows, the word that answers can always be changed, and the way to the chart."""

    question_requested = Signal(str)
    review_requested = Signal()
    chart_requested = Signal()
    desk_requested = Signal(str)
    entry_requested = Signal(str)  # a question of the entry errand

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "panel", "r", parent)
        self._theme = theme
        self.setAccessibleName("问题")
        self._city = Label(theme, "", "secondary", "ink2")
        self._title = Label(theme, "", "section", wrap=True)
        self.desk_link = LinkButton(theme, "", role="secondary", tip="换一个单位，清单就列那个单位要办的")
        self.desk_link.clicked.connect(self._open_desks)
        self._desks: tuple[tuple[str, str], ...] = ()
        self._desk = ""
        self._foot = Ground(theme, "panel", "t")
        self._foot_words = Label(theme, DRAFT_WORDS, "secondary", "ink2", wrap=True)
        self._head_box = QVBoxLayout()
        self._head_box.setSpacing(0)
        self._head_box.addWidget(self._city)
        self._head_box.addWidget(self._title)
        self._head_box.addWidget(self.desk_link)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._rows)
        self._scroll = ScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._foot_box = QVBoxLayout(self._foot)
        self._foot_box.addWidget(self._foot_words)
        self.chart_link = LinkButton(theme, "看流程图", tip="所有问题、答案和事项画在一页上，可以打印")
        self.chart_link.clicked.connect(self.chart_requested)
        self._foot_box.addWidget(self.chart_link)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addLayout(self._head_box)
        box.addWidget(self._scroll, 1)
        box.addWidget(self._foot)
        self._lay_out()

    def take_room(self, width: int, *, low: bool) -> None:
        """Be so wide; in a low window the questions have the room of the words below them."""
        self.setFixedWidth(width)
        self._foot_words.setVisible(not low)

    def show_head(self, city: str, title: str, desks: Sequence[tuple[str, str]], desk: str) -> None:
        """City and errand, and as whom the clerk answers: `desks` are (id, label) of those who have the errand."""
        self._city.setText(city)
        self._title.setText(title)
        self._desks, self._desk = tuple(desks), desk
        label = dict(desks).get(desk, "")
        self.desk_link.setText(f"您是：{label} ▾" if len(desks) > 1 else f"您是：{label}")
        self.desk_link.setEnabled(len(desks) > 1)
        self.desk_link.setVisible(bool(label))

    def desk_menu(self) -> QMenu:
        """The desks to choose from."""
        return choice_menu(self, self._theme, self._desks, self._desk, self.desk_requested.emit)

    def _open_desks(self) -> None:
        self.desk_menu().exec(self.desk_link.mapToGlobal(QPoint(0, self.desk_link.height())))

    def show_run(self, run: WizardRun, *, changing: bool = False, before: Sequence[tuple[str, str, str]] = ()) -> None:
        """Show where `run` stands; `changing`: it is about a checklist that exists already.

        `before`: (id, words, answer) of the questions of an entry errand that led here.
        """
        self._foot_words.setText(CHANGE_WORDS if changing else DRAFT_WORDS)
        state, shown = run.state, run.shown
        focused = self.focused_question()
        clear_layout(self._rows)
        number = 0
        for question_id, words, answer in before:
            number += 1
            row = StepRow(self._theme, number, words, answer, "answered")
            row.clicked.connect(lambda _=False, wanted=question_id: self.entry_requested.emit(wanted))
            self._rows.addWidget(row)
        for question in run.wizard.questions:
            kind = _kind(run, question)
            if not kind:
                continue
            number += 1
            row = StepRow(self._theme, number, question.short or question.ask, _answer(run, question, kind), kind)
            row.setProperty("question", question.id)
            row.clicked.connect(lambda _=False, wanted=question.id: self.question_requested.emit(wanted))
            self._rows.addWidget(row)
            if question.id == focused and row.isEnabled():
                row.setFocus()
        if state.asked:
            last = "核对答案，更新清单" if changing else "核对答案，生成清单"
            kind = "current" if shown is None else "ready" if state.current is None else "pending"
            review = StepRow(self._theme, number + 1, last, "", kind)
            review.clicked.connect(self.review_requested)
            self._rows.addWidget(review)
        self._rows.addStretch(1)
        # Rows just made are laid out with the next turn of the event loop.
        later(self, self._reveal_current)

    def _reveal_current(self) -> None:
        for row in self.rows():
            if row.is_current:
                self._scroll.ensureWidgetVisible(row, 0, row.height())

    def focused_question(self) -> str:
        """The question whose row has focus, or ""."""
        return next((str(row.property("question") or "") for row in self.rows() if row.hasFocus()), "")

    def rows(self) -> list[StepRow]:
        """The rows from top to bottom."""
        return [widget for widget in widgets_in(self._rows) if isinstance(widget, StepRow)]

    def _lay_out(self) -> None:
        px = self._theme.px
        self._head_box.setContentsMargins(px(SPACE_2XL), px(SPACE_L + 4), px(SPACE_L), px(SPACE_M))
        self._foot_box.setSpacing(px(6))
        self._foot_box.setContentsMargins(px(SPACE_2XL), px(SPACE_M), px(SPACE_L), px(SPACE_M))
        self._rows.setContentsMargins(0, 0, 0, px(SPACE_S))


def _kind(run: WizardRun, question: Question) -> str:
    """answered, skipped, current, pending, inapplicable — or "" for a question this path does not come to."""
    state, shown = run.state, run.shown
    if shown is not None and question.id == shown.id:
        return "current"
    if any(q.id == question.id for q in state.asked):
        value = run.answers.get(question.id)
        return "pending" if value is None else "skipped" if value == SKIPPED else "answered"
    if question.id in state.inapplicable:
        return "inapplicable"
    return "pending" if _may_come(run, question) else ""


def _may_come(run: WizardRun, question: Question) -> bool:
    """Whether a question not asked yet can still be, which depends on an open question before it."""
    before = {key: value for key, value in run.answers.items() if value != SKIPPED}
    if question.desks and run.desk not in question.desks:
        return False
    named = [tuple(key.rstrip("!") for key in condition) for condition in conditions(question.when)]
    return any(all(key not in before and _applies(run, key) for key in keys) for keys in named)


def _applies(run: WizardRun, question_id: str) -> bool:
    return any(q.id == question_id for q in run.state.asked)


def _answer(run: WizardRun, question: Question, kind: str) -> str:
    value = run.answers.get(question.id)
    if value is None or kind == "current":
        return ""
    words = answer_in_words(question, value) if value not in (SKIPPED, UNKNOWN) else NOT_ANSWERED
    if value == UNKNOWN and (option := question.option(value)) is not None:
        words = option.label
    return f"{words}（{INAPPLICABLE}）" if kind == "inapplicable" else words
