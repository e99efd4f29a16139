"""办事向导: answers a wizard's questions one by one and makes the checklist.

What is decided lives in `WizardRun`, and where the answers are kept in `AnswerKeeper`; this page lays out and forwards.
Answers of a new checklist are kept as a draft on the disk as soon as they are given. Where that cannot be, and where those
of an existing checklist were changed, they are kept while the window is open, and asked about before they would be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.present import targets
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.second_click import second_click
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import Ground
from govdesk.ui.kit.widgets.layouts import tab_stops, tab_through
from govdesk.ui.kit.widgets.live_pane import LivePane
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.wizard.asking import Asking
from govdesk.ui.pages.wizard.centre import LOW_WINDOW, QuestionView
from govdesk.ui.pages.wizard.foot import Foot
from govdesk.ui.pages.wizard.keeping import AnswerKeeper
from govdesk.ui.pages.wizard.live import LiveSum
from govdesk.ui.pages.wizard.review import ReviewView
from govdesk.ui.pages.wizard.steps import StepList
from govdesk.wizards.model import NONE
from govdesk.wizards.outlook import live_list

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.rules.model import Article, RuleMeta

LEFT_WIDTH, RIGHT_WIDTH = 256, 380
_PREVIEW_MS = 150  # the focus rests on an option so long before the list shows what it would do


class WizardPage(Page):
    """The page `wizard`: a new checklist (`rule`, `wizard`), a `draft` to go on with, or other answers for a `record`.

    `follows` is the number of the record that a new one goes on from; its fields and answers come along.
    """

    nav = "home"

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self.keeper = AnswerKeeper(services, theme, self)
        self._desk = ""
        self._detour = False  # off to the chart or the article: the answers wait here
        self._previewed = ""  # the option that the focus rests on
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(_PREVIEW_MS)
        self._preview.timeout.connect(self._show_live)

        self.steps = StepList(theme)
        self.question = QuestionView(theme)
        self.review = ReviewView(theme)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.question)
        self.centre.addWidget(self.review)
        self.live = LivePane(theme)
        self.sum = LiveSum(theme)
        self.foot = Foot(theme)
        self.back_button, self.skip_button, self.next_button = self.foot.back, self.foot.skip, self.foot.next
        self._lay_out()
        self._connect()

    @property
    def asking(self) -> Asking | None:
        """What is being answered; None before the first."""
        return self.keeper.asking

    def _connect(self) -> None:
        self.keeper.told.connect(self.status_message)
        self.keeper.trouble.connect(self.trouble)
        self.steps.question_requested.connect(self._go_to)
        self.steps.entry_requested.connect(self._go_to_entry)
        self.steps.review_requested.connect(self._review)
        self.steps.chart_requested.connect(self._open_chart)
        self.steps.desk_requested.connect(self.choose_desk)
        self.review.question_requested.connect(self._go_to)
        self.review.errand_requested.connect(self._open_errand)
        self.review.article_requested.connect(self._open_article)
        self.question.chosen.connect(self._choose)
        self.question.toggled.connect(self._toggle)
        self.question.previewed.connect(self._preview_option)
        self.question.article_requested.connect(self._open_article)
        self.sum.opened.connect(self.toggle_list)
        self.back_button.clicked.connect(self.go_back)
        self.skip_button.clicked.connect(self._skip)
        self.next_button.clicked.connect(self._next)
        self.foot.keep.clicked.connect(lambda: self._finish(keep_card=True))

    # What the window asks

    def activate(
        self,
        rule: str = "",
        wizard: str = "",
        record: str = "",
        draft: str = "",
        follows: str = "",
        *,
        resume: bool = False,
        **_: Any,
    ) -> None:
        """Begin `wizard` of `rule`, go on with `draft`, or show the answers of `record` to change.

        `resume`: back from the chart, with whatever was answered and not yet kept.
        """
        keeper = self.keeper
        if keeper.target == (record or (rule, wizard)) and (resume or keeper.is_pending):
            keeper.take_up()
        elif record:
            keeper.settle_record(may_stay=False)
            keeper.change(record)
        elif draft:
            keeper.settle_record(may_stay=False)
            keeper.record = None
            keeper.go_on_with(draft)
        elif wizard:
            keeper.settle_record(may_stay=False)
            keeper.record = None
            keeper.begin(rule, wizard, follows, self._desk)
        changed = keeper.record if keeper.is_changing else None
        if self.asking is not None:
            self.title = f"改答案 {changed.title} {changed.number}" if changed else self.asking.wizard.title
        self.nav = "checklists" if changed else "home"
        self._refresh(focus=False)

    def apply_desk(self, desk: str) -> None:
        self._desk = desk

    def focus_first(self) -> None:
        """The chosen answer, or the button that makes the list."""
        if self.asking is None:
            self.go(targets.Home())
        elif self._shows_question():
            self.question.focus_first()
        else:
            self.next_button.setFocus()

    def apply_layout(self, layout: WindowLayout) -> None:
        """Under 1200 px the list to be goes under the options, as one line that F4 opens."""
        below, right = layout.side_below, self.theme.px(RIGHT_WIDTH)
        self.foot.apply_layout(layout)
        self.question.set_narrow(layout.toc_drawer)
        self.review.set_narrow(layout.toc_drawer)
        self.foot.place(self.sum, self._middle, shown=below, between=layout.low)
        self.steps.take_room(self.theme.px(LEFT_WIDTH), low=layout.low)
        self.splitter.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.live.setVisible(not below)
        self.live.set_below(below)
        if below:
            height = max(self.height(), 400)
            self.splitter.setSizes([height * 55 // 100, height * 45 // 100])
            self._turn()
        else:
            self.centre.show()
            self.splitter.setSizes([max(self.width() - self.theme.px(LEFT_WIDTH), 600) - right, right])

    def panes(self) -> list[QWidget]:
        """Steps, question, the list to be."""
        rows = [row for row in self.steps.rows() if row.isEnabled()]
        shown = self.question.buttons() if self._shows_question() else []
        centre: QWidget = next(
            (button for button in shown if button.isChecked()), shown[0] if shown else self.next_button
        )
        return [*rows[:1], centre, self.live.scroller]

    def cited(self) -> tuple[RuleMeta, Article] | None:
        """The article whose words make the question matter."""
        asked = self.asking.asked() if self.asking is not None else None
        if self.asking is None or asked is None or not asked.question.cites:
            return None
        entry = self.asking.basis.article(asked.question.cite.number)
        return None if entry is None else (self.asking.basis.rule, entry.article)

    def leave(self) -> bool:
        """Every answer is on the disk already, or a failed write is tried once more; else ask what is to become of them."""
        detour, self._detour = self._detour, False
        return detour or (self.keeper.settle_record() and self.keeper.settle_drafts())

    # User actions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        answers = self._shows_question() and not self.centre.isHidden()
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and answers:
            self.question.choose(event.key() - Qt.Key.Key_1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        elif plain and event.key() == Qt.Key.Key_F4:
            self.toggle_list()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self._exit()
        else:
            super().keyPressEvent(event)

    def toggle_list(self) -> None:
        """Show the list as it will be, or fold it."""
        self.live.setVisible(self.live.isHidden())
        self.sum.link.setText("看清单" if self.live.isHidden() else "收起清单")
        self._turn()

    def _turn(self) -> None:
        """In a low window there is room for the question or for the list: the list takes the question's place."""
        below = self.splitter.orientation() == Qt.Orientation.Vertical and not self.live.isHidden()
        turned = below and self.window().height() < self.theme.px(LOW_WINDOW)
        if turned != self.centre.isHidden():
            self.centre.setVisible(not turned)
            height = max(self.height(), 400)
            self.splitter.setSizes([1, height] if turned else [height * 55 // 100, height * 45 // 100])
            self.live.scroller.setFocus() if turned else self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def step_back(self) -> bool:
        self.go_back()
        return True

    def returning(self, target: dict[str, Any]) -> dict[str, Any]:
        """With the answers that were being given."""
        return {**target, "resume": True}

    def go_back(self) -> None:
        """The question before; from the first one, out of the wizard."""
        if self.asking is not None and self.asking.back():
            self._refresh()
        else:
            self._exit()

    def choose_desk(self, desk: str) -> None:
        """Answer as the clerk of another desk, for this list only."""
        if self.asking is not None:
            self.asking.set_desk(desk)
            self.keeper.keep()
            self._refresh()

    def _choose(self, value: str) -> None:
        if self.asking is None:
            return
        if self.asking.asks_desk:
            self.asking.answer_desk(value)
            self._refresh()
            return
        self.asking.run.choose(value)
        self.keeper.keep()
        self._refresh(focus=False)

    def _toggle(self, value: str) -> None:
        if self.asking is not None:
            self.asking.run.toggle(value)
            self.keeper.keep()
            self._refresh(focus=False)

    def _preview_option(self, value: str) -> None:
        self._previewed = value
        self._preview.start()

    def _skip(self) -> None:
        if self.asking is not None and not self.asking.asks_desk:
            self.asking.run.skip()
            self.keeper.keep()
            self._refresh()

    def _next(self) -> None:
        asking = self.asking
        if asking is None:
            return
        if not self._shows_question():
            self._finish()
        elif asking.next():
            self._refresh()
        else:
            self.foot.want("先选一个，或先跳过")

    def _go_to(self, question_id: str) -> None:
        if self.asking is not None and self.asking.run.go_to(question_id):
            self._refresh()

    def _go_to_entry(self, question_id: str) -> None:
        if self.asking is not None and self.asking.return_to_entry():
            self.asking.run.go_to(question_id)
            self._refresh()

    def _review(self) -> None:
        if self.asking is not None and self.asking.run.review():
            self._refresh()

    def _open_article(self, article: str) -> None:
        if self.asking is not None:
            self._detour = True
            self.go(targets.Rules(rule=self.asking.basis.rule.id, article=article))

    def _open_errand(self, wizard: str) -> None:
        if self.asking is not None:
            self.go(targets.RunWizard(rule=self.asking.basis.rule.id, wizard=wizard))

    def _open_chart(self) -> None:
        asking = self.asking
        if asking is None:
            return
        here = targets.RunWizard(rule=asking.basis.rule.id, wizard=asking.wizard.id)
        if self.keeper.record is not None:
            here = targets.RunWizard(record=self.keeper.record.number)
        question = asking.run.shown.id if asking.run.shown is not None else ""
        self._detour = True
        self.go(targets.Chart(**here.arguments(), question=question, back=here))

    def _exit(self) -> None:
        if self.keeper.record is not None:
            self.go(targets.Checklist(record=self.keeper.record.number))
        else:
            self.go(targets.Home())

    def _finish(self, *, keep_card: bool = False) -> None:
        """Make the list, or give an old one its new answers; on failure everything stays as it is."""
        number = self.keeper.finish(keep_card=keep_card)
        if number is not None:
            self.go(targets.Checklist(record=number) if number else targets.Home())

    # What is shown

    def _refresh(self, *, focus: bool = True) -> None:
        asking = self.asking
        if asking is None:
            return
        if focus and self.centre.isHidden():
            self.toggle_list()  # another question is not gone to unseen
        state, changing = asking.run.state, self.keeper.is_changing
        self.steps.show_head(asking.basis.rule.short_title, asking.title, asking.desks(), asking.run.desk)
        self.steps.show_run(asking.run, changing=changing, before=asking.entry_answers())
        self._previewed = ""
        self._show_live()
        if (asked := asking.asked()) is not None:
            self.question.show_question(asked, asking.answer())
            self.centre.setCurrentWidget(self.question)
        else:
            self.review.show_list(state, asking.basis, asking.titles(), changing=changing)
            self.centre.setCurrentWidget(self.review)
        self.foot.show_step(first=asking.at_start, last=asked is None, changing=changing, card=state.is_card)
        self.skip_button.setVisible(asked is not None and not asking.asks_desk)
        self.foot.tell(self.keeper.changes(named=not self.foot.narrow), "")
        self.foot.want("")
        tab_through(*tab_stops(self.steps, self.centre.currentWidget(), self.sum, self.live, self.foot))
        self.status_keys = self._keys()
        self.status_changed.emit()
        if focus:  # another question: a button of the same words speaks of that one now
            second_click().meaning_changed()
            self.focus_first()

    def _show_live(self) -> None:
        asking = self.asking
        if asking is None:
            return
        answers, shown = dict(asking.run.answers), asking.run.shown
        if asking.asks_desk:
            shown = None
        elif shown is not None and self._previewed and not shown.many and self._previewed != NONE:
            answers[shown.id] = self._previewed
        self.question.ground.words.mark(asking.words_of(answers))
        live = live_list(asking.wizard, answers, asking.run.state.desk, shown)
        self.live.show_list(live)
        self.sum.show_list(live)

    def _shows_question(self) -> bool:
        return self.asking is not None and self.asking.asked() is not None

    def _keys(self) -> tuple[tuple[str, str], ...]:
        leaving = "退出" if self.keeper.is_changing or self.keeper.is_pending else "退出并保存"
        asked = self.asking.asked() if self.asking is not None else None
        if asked is None:
            return (("Enter", self.next_button.text()), ("Alt+←", "上一步"), ("Esc", leaving))
        numbers = f"1—{len(asked.options)}"
        return ((numbers, "选择"), ("Enter", "下一步"), ("Alt+←", "上一步"), ("F4", "看清单"), ("Esc", leaving))

    def _lay_out(self) -> None:
        middle = Ground(self.theme, "page")
        column = self._middle = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.centre, 1)
        column.addWidget(self.sum)
        column.addWidget(self.foot)
        self.splitter = Splitter("wizard.list", Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(middle)
        self.splitter.addWidget(self.live)
        self.splitter.setStretchFactor(0, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps)
        whole.addWidget(self.splitter, 1)
