"""办事向导: answers a wizard's questions one by one and makes the checklist.

What is decided lives in `WizardRun`; this page lays out and forwards. Every answer of a new checklist is kept as
a draft on the disk as soon as it is given. Where that cannot be, and where the answers of an existing checklist were
changed, the page keeps them while the window is open and asks before they would be lost.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.errors import UserError
from govdesk.present import targets
from govdesk.records.errors import DamagedRecords
from govdesk.ui.kit.command import INSIDE, add_commands
from govdesk.ui.kit.layout import WindowLayout
from govdesk.ui.kit.page import Page
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ArticlePane, ErrorDialog, Ground
from govdesk.ui.kit.widgets.splitter import Splitter
from govdesk.ui.pages.wizard.centre import QuestionView
from govdesk.ui.pages.wizard.foot import Foot
from govdesk.ui.pages.wizard.leaving import Choice, ask_about_changes, ask_about_unsaved
from govdesk.ui.pages.wizard.outlook import Grounds, ItemCounts
from govdesk.ui.pages.wizard.review import ReviewView
from govdesk.ui.pages.wizard.steps import StepList
from govdesk.wizards.basis import Basis
from govdesk.wizards.navigation import WizardRun
from govdesk.wizards.outlook import changes_in_words, total_in_words
from govdesk.wizards.session import State, compare_items, known_answers

if TYPE_CHECKING:
    from govdesk.app import Services
    from govdesk.records.model import Record

LEFT_WIDTH, RIGHT_WIDTH = 256, 344


class WizardPage(Page):
    """The page `wizard`: a new checklist (`rule`, `wizard`), or other answers for an old one (`record`)."""

    nav = "home"

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(services, theme, parent)
        self._basis: Basis | None = None
        self._run: WizardRun | None = None
        self._record: Record | None = None
        self._before: State | None = (
            None  # what changes are told against: the list as it is, else the answer come back to
        )
        self._unsaved: dict[tuple[str, str], dict[str, str]] = {}  # by rule and wizard: drafts that no disk has
        self._detour = False  # off to the chart or the article: the answers wait here

        self.steps = StepList(theme)
        self.question = QuestionView(theme)
        self.review = ReviewView(theme)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.question)
        self.centre.addWidget(self.review)
        self.article = ArticlePane(theme)
        self.counts = ItemCounts(theme)
        self.side = Grounds(theme, self.article, self.counts)
        self.foot = Foot(theme)
        self.back_button, self.skip_button = self.foot.back, self.foot.skip
        self.law_button, self.next_button = self.foot.law, self.foot.next
        self.law_button.clicked.connect(self.toggle_law)
        self._lay_out()
        # An action: the scroll area between here and the focus would take Alt+← for ←.
        add_commands(self, {"back": self.go_back}, INSIDE)
        self.steps.question_requested.connect(self._go_to)
        self.steps.review_requested.connect(self._review)
        self.steps.chart_requested.connect(self._open_chart)
        self.review.question_requested.connect(self._go_to)
        self.question.chosen.connect(self._choose)
        self.back_button.clicked.connect(self.go_back)
        self.skip_button.clicked.connect(self._skip)
        self.next_button.clicked.connect(self._next)
        self.article.open_article_requested.connect(self._open_article)

    # What the window asks

    def activate(self, rule: str = "", wizard: str = "", record: str = "", *, resume: bool = False, **_: Any) -> None:
        """Begin `wizard` of `rule` (or go on with its draft), or show the answers of `record` to change.

        `resume`: back from the chart, with whatever was answered and not yet kept.
        """
        if self._target() == (record or (rule, wizard)) and (resume or self._is_pending()):
            self._take_up()
        elif record:
            self._settle_record(may_stay=False)
            self._record = self.services.store.load(record)
            self._start(self._record.basis, WizardRun(self._record.basis.wizard, self._record.answers))
            self._before = self._record.evaluate()
            if self._run is not None and self._run.state.asked:
                self._run.go_to(self._run.state.asked[0].id)
        elif wizard:
            self._settle_record(may_stay=False)
            self._record = None
            basis = self.services.library.basis(rule, wizard)
            self._start(basis, WizardRun(basis.wizard, self._draft_answers(basis)))
        self._refresh()

    def focus_first(self) -> None:
        """The chosen answer, or the button that makes the list."""
        if self._run is not None and self._run.shown is not None:
            self.question.focus_first()
        else:
            self.next_button.setFocus()

    def apply_layout(self, layout: WindowLayout) -> None:
        """Under 1200 px the article lies below the question; under 1000 px it comes with F4, or nothing else had room."""
        below = layout.side_below
        self.foot.apply_layout(layout)
        for column in (self.question, self.review):
            column.set_narrow(layout.toc_drawer)
        if self.law_button.isHidden() == layout.toc_drawer:
            self.law_button.setVisible(layout.toc_drawer)
            self._show_law(not layout.toc_drawer)
        self.splitter.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.article.set_compact(below)
        self.side.apply_layout(layout)
        self.steps.setFixedWidth(self.theme.px(LEFT_WIDTH))
        if below:
            height = max(self.height(), 400)
            self.splitter.setSizes([height * 68 // 100, height * 32 // 100])
        else:
            width = max(self.width() - self.theme.px(LEFT_WIDTH), 600)
            self.splitter.setSizes([width - self.theme.px(RIGHT_WIDTH), self.theme.px(RIGHT_WIDTH)])
        self._tell_changes()

    def panes(self) -> list[QWidget]:
        """Steps, question, article."""
        rows = [row for row in self.steps.rows() if row.isEnabled()]
        shown = self.question.buttons() if self._run is not None and self._run.shown is not None else []
        centre: QWidget = next(
            (button for button in shown if button.isChecked()), shown[0] if shown else self.next_button
        )
        return [*rows[:1], centre, self.side.law]

    def leave(self) -> bool:
        """Every answer is on the disk already, or a failed write is tried once more; else ask what is to become of them."""
        detour, self._detour = self._detour, False
        return detour or (self._settle_record() and self._settle_drafts())

    # What a hand does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5 and self._shows_question():
            self.question.choose(event.key() - Qt.Key.Key_1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        elif plain and event.key() == Qt.Key.Key_F4:
            self.toggle_law()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self._exit()
        else:
            super().keyPressEvent(event)

    def toggle_law(self) -> None:
        """Show the article, or fold it."""
        self._show_law(self.side.isHidden())

    def _show_law(self, shown: bool) -> None:
        self.side.setVisible(shown)
        self.law_button.setText("收起条文" if shown else "看条文")

    def go_back(self) -> None:
        """The question before; from the first one, out of the wizard."""
        if self._run is not None and self._run.back():
            self._refresh(focus=True)
        else:
            self._exit()

    def _choose(self, value: str) -> None:
        if self._run is not None:
            self._run.choose(value)
            self._save_draft()
            self._refresh()

    def _skip(self) -> None:
        if self._run is not None:
            self._run.skip()
            self._save_draft()
            self._refresh(focus=True)

    def _next(self) -> None:
        run = self._run
        if run is None:
            return
        if run.shown is None:
            self._finish()
        elif run.next():
            self._refresh(focus=True)
        else:
            self.status_message.emit("先选一个答案，或点“先跳过”")

    def _go_to(self, question_id: str) -> None:
        if self._run is not None and self._run.go_to(question_id):
            self._refresh(focus=True)

    def _review(self) -> None:
        if self._run is not None and self._run.review():
            self._refresh(focus=True)

    def _open_article(self, rule: str, article: str) -> None:
        self._detour = True
        self.go(targets.Rules(rule=rule, article=article))

    def _target(self) -> str | tuple[str, str]:
        """What is being answered: a record's number, or the rule and the wizard; "" for nothing."""
        if self._run is None or self._basis is None:
            return ""
        return self._record.number if self._record is not None else (self._basis.rule.id, self._basis.wizard.id)

    def _open_chart(self) -> None:
        run, basis = self._run, self._basis
        if run is None or basis is None:
            return
        here = targets.RunWizard(rule=basis.rule.id, wizard=basis.wizard.id)
        if self._record is not None:
            here = targets.RunWizard(record=self._record.number)
        question = run.shown.id if run.shown is not None else ""
        self._detour = True
        self.go(targets.Chart(here.rule, here.wizard, here.record, question, here))

    def _exit(self) -> None:
        if self._record is not None:
            self.go(targets.Checklist(record=self._record.number))
        else:
            self.go(targets.Home())

    def _finish(self) -> None:
        """Make the list, or give an old one its new answers; on failure everything stays as it is."""
        run, basis = self._run, self._basis
        if run is None or basis is None:
            return
        try:
            if self._record is not None:
                number = self._update(self._record, run)
            else:
                fields = self._first_fields(basis)
                created = self.services.store.create(
                    basis,
                    run.answers,
                    fields,
                    self.services.settings.handler,
                    count_start=self.services.settings.count_start,
                    from_draft=True,
                )
                number = created.number
        except UserError as error:
            self._tell(error)
            return
        self._unsaved.pop((basis.rule.id, basis.wizard.id), None)
        self._forget()
        self.go(targets.Checklist(record=number))

    def _update(self, record: Record, run: WizardRun) -> str:
        """Give an existing checklist its new answers; its number. Raises UserError."""
        by = record.handler or self.services.settings.handler
        return self.services.store.set_answers(record, run.answers, by).record.number

    def _forget(self) -> None:
        self._run, self._record = None, None

    def _tell(self, error: UserError) -> None:
        """Damage is told by the window, which offers the ways out of it; whatever was answered stays."""
        if isinstance(error, DamagedRecords):
            self.trouble.emit(error)
        else:
            ErrorDialog.from_error(self.theme, error, self).exec()

    # Answers that are not on the disk

    def _is_pending(self) -> bool:
        """Are there answers to what is being answered here, and nowhere else?"""
        if self._run is None:
            return False
        if self._record is not None:
            return self._run.answers != self._record.answers
        return self._target() in self._unsaved

    def _take_up(self) -> None:
        """Go on with the answers that waited here; by now they can perhaps be kept."""
        if self._record is not None:
            self._record = self.services.store.load(self._record.number)
            self._before = self._record.evaluate()
        elif self._is_pending():
            self._save_draft()

    def _settle_record(self, *, may_stay: bool = True) -> bool:
        """Other answers for an existing checklist: the user says what becomes of them; False where he stays with them."""
        run, record = self._run, self._record
        if run is None or record is None or not self._is_pending():
            return True
        changes = changes_in_words(record.evaluate(), run.state)
        choice = ask_about_changes(self.theme, record.number, changes, self, may_stay=may_stay)
        if choice is Choice.KEEP:
            try:
                self._update(record, run)
            except UserError as error:
                self._tell(error)
                return False
            self.status_message.emit(f"已更新清单 {record.number}")
        if choice is not Choice.STAY:
            self._forget()
        return choice is not Choice.STAY

    def _settle_drafts(self) -> bool:
        """Try once more to keep the drafts that no disk has; False where the user stays with them."""
        while (error := self._save_unsaved()) is not None:
            choice = ask_about_unsaved(self.theme, self._unsaved_titles(), error, self)
            if choice is not Choice.KEEP:
                return choice is Choice.DROP
        return True

    def _save_unsaved(self) -> UserError | None:
        """Keep every draft that waits here; why that is not possible, or None."""
        for (rule, wizard), answers in list(self._unsaved.items()):
            try:
                self.services.store.save_draft(rule, wizard, answers)
            except UserError as error:
                return error
            del self._unsaved[rule, wizard]
        return None

    def _unsaved_titles(self) -> str:
        return "、".join(self.services.library.wizard(rule, wizard).title for rule, wizard in self._unsaved)

    def _first_fields(self, basis: Basis) -> dict[str, str]:
        """经办人 as last used, so that a clerk types the name once."""
        handler = self.services.settings.handler
        return {field.id: handler for field in basis.wizard.fields if field.kind == "person" and handler}

    # What is shown

    def _start(self, basis: Basis, run: WizardRun) -> None:
        self._basis, self._run = basis, run
        self._come_to_question()
        self.title = basis.wizard.title

    def _draft_answers(self, basis: Basis) -> dict[str, str]:
        """The draft's answers as far as today's wizard still has them."""
        if (waiting := self._unsaved.get((basis.rule.id, basis.wizard.id))) is not None:
            return dict(waiting)
        try:
            draft = self.services.store.load_draft(basis.rule.id, basis.wizard.id)
        except UserError as error:
            self.trouble.emit(error)  # the window tells it once the page stands: the rules can be read all the same
            return {}
        return known_answers(basis.wizard, draft.answers) if draft else {}

    def _save_draft(self) -> None:
        run, basis = self._run, self._basis
        if run is None or basis is None or self._record is not None:
            return
        self._unsaved[basis.rule.id, basis.wizard.id] = dict(run.answers)
        if (error := self._save_unsaved()) is not None:
            self.status_message.emit(error.sentence)
            return
        self.status_message.emit(f"已自动保存 {dt.datetime.now().astimezone():%H:%M}")

    def _refresh(self, *, focus: bool = False) -> None:
        run, basis = self._run, self._basis
        if run is None or basis is None:
            return
        if focus:
            self._come_to_question()
        state, shown = run.state, run.shown
        self.steps.show_run(run, changing=self._record is not None)
        self.counts.show_state(basis.wizard, state)
        self.side.fit()
        if shown is not None:
            self.question.show_question(run, shown)
            self.centre.setCurrentWidget(self.question)
            entry = basis.article(shown.cite.number)
            if entry is not None:
                self.article.show_article(entry, basis.rule, [shown.cite])
        else:
            self.review.show_run(run, basis, changing=self._record is not None)
            self.centre.setCurrentWidget(self.review)
            told = (
                "点左边的问题，可以再看它依据的条文。" if state.asked else "生成清单以后，每一项都能看到它依据的条文。"
            )
            self.article.show_nothing(told)
        first = not state.asked or shown is state.asked[0]
        self.foot.show_step(first=first, last=shown is None, changing=self._record is not None)
        self._tell_changes()
        self.status_keys = self._keys()
        self.status_changed.emit()
        if focus:
            self.focus_first()

    def _come_to_question(self) -> None:
        """Remember how things stood, where the question now shown has an answer that may be changed."""
        if self._run is not None and self._record is None:
            self._before = self._run.state if self._run.can_advance else None

    def _tell_changes(self) -> None:
        if self._run is not None:
            state = self._run.state
            self.foot.tell(self._change_words(state), total_in_words(state))

    def _change_words(self, state: State) -> str:
        """What differs from the list as it is, or from the answer come back to."""
        if self._before is None:
            return ""
        words = changes_in_words(self._before, state, named=not self.foot.low)
        if self._record is None:
            return words
        removed = compare_items(self._before, state)[1]
        waiting = sum(self._record.mark(item.id).state != "open" for item in removed)
        return words + (f"；减少的有 {waiting} 项办过，改回答案还在" if waiting else "")

    def _shows_question(self) -> bool:
        return self._run is not None and self._run.shown is not None

    def _keys(self) -> tuple[tuple[str, str], ...]:
        leaving = "退出" if self._record is not None or self._is_pending() else "退出并保存"
        last = ("Enter", "更新清单" if self._record is not None else "生成清单")
        if self._run is None or self._run.shown is None:
            return (last, ("Alt+←", "上一步"), ("Esc", leaving))
        numbers = f"1—{len(self._run.shown.options)}"
        return ((numbers, "选择"), ("Enter", "下一步"), ("Alt+←", "上一步"), ("Esc", leaving))

    def _lay_out(self) -> None:
        theme = self.theme
        middle = Ground(theme, "page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.centre, 1)
        column.addWidget(self.foot)
        self.splitter = Splitter("wizard.article", Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(middle)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.steps.setFixedWidth(theme.px(LEFT_WIDTH))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps)
        whole.addWidget(self.splitter, 1)
