"""The queue of the review: errands, the article, the line at hand, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from govdesk.drafting.decisions import DecidedElsewhere, Step
from govdesk.drafting.model import Line, Proposal
from govdesk.drafting.review import Review
from govdesk.errors import UserError
from govdesk.present import adopting as words
from govdesk.ui.kit.command import CommandAction, list_commands
from govdesk.ui.kit.layout import MEDIUM, WIDE, WindowLayout
from govdesk.ui.kit.theme import Theme
from govdesk.ui.kit.widgets import ComboBox, ErrorDialog, Ground
from govdesk.ui.kit.widgets.article_side import ArticleSide
from govdesk.ui.kit.widgets.labels import VLine
from govdesk.ui.kit.widgets.scrolled import scrolling
from govdesk.ui.pages.adopting.bar import ButtonBar
from govdesk.ui.pages.adopting.done import DonePane
from govdesk.ui.pages.adopting.editor import LineEditor
from govdesk.ui.pages.adopting.line import LinePane
from govdesk.ui.pages.adopting.lists import LineList
from govdesk.ui.pages.adopting.side import ErrandSide
from govdesk.wizards.library import Library

_GUARD_MS = 400  # Enter does nothing for so long after a line that differs has come up: nobody can have read it
_STACKED = 800  # effective pixels below which the article stands over the line


class ReviewView(QWidget):
    """Goes through a `Review`. `publish_requested(errand)`, `withdraw_requested(errand)` and `try_requested(errand)` ask the page."""

    publish_requested = Signal(str)
    withdraw_requested = Signal(str)
    try_requested = Signal(str)
    progressed = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.review: Review | None = None
        self._library: Library | None = None
        self.errand = ""
        self.proposal = ""
        self.only_different = False
        self.guard_ms = _GUARD_MS
        self._shown = QElapsedTimer()
        self._guarded = False
        self.side = ErrandSide(theme)
        self.errands, self.publish, self.withdraw = self.side.errands, self.side.publish, self.side.withdraw
        self.errand_box = ComboBox(theme, name="要审的办事")
        self.article = ArticleSide(theme)
        self.line = LinePane(theme)
        self.editor = LineEditor(theme)
        self.done = DonePane(theme)
        self.lines = LineList(theme)
        self.actions_by_name = self._commands()
        self._lay_out()
        self._connect()

    # What is gone through

    def begin(self, review: Review, library: Library) -> None:
        """Show `review` where it was left: at the first line that is undecided."""
        self.review, self._library = review, library
        waiting = review.queue()
        if self.errand not in {row.id for row in words.errand_rows(review)}:
            self.errand = waiting[0].errand if waiting else next((e.wizard.id for e in review.draft.errands), "")
            self.proposal = ""
        self.show_errand(self.errand)

    def show_errand(self, errand: str, proposal: str = "") -> None:
        """Show an errand at a line, at its first undecided one where none is named."""
        assert self.review is not None
        self.errand = errand
        self._go(proposal or self._next_in(errand, ""))

    def show_different(self, only: bool) -> None:
        """只看不同."""
        self.only_different = only
        waiting = self._review.queue(only_different=only)
        if only and not self._rows() and waiting:
            self.show_errand(waiting[0].errand)
        else:
            self.show_errand(self.errand)

    @property
    def _review(self) -> Review:
        assert self.review is not None
        return self.review

    def _rows(self) -> list[words.LineRow]:
        return words.line_rows(self._review, self.errand, only_different=self.only_different)

    def _next_in(self, errand: str, after: str) -> str:
        """The line to look at next: undecided ones in order from `after` on, then what was left for later; "" for none."""
        waiting = [p.id for p in self._review.queue(errand, only_different=self.only_different)]
        order = [p.id for p in self._review.draft.of_errand(errand)]
        at = order.index(after) if after in order else -1
        new = [name for name in waiting if self._review.verdict(name) is None]
        later = [name for name in waiting if name not in new]
        behind = [name for name in new if order.index(name) > at]
        return next(iter((*behind, *new, *(name for name in later if name != after), *later)), "")

    def _go(self, proposal: str) -> None:
        """To a line, "" for the end of the errand."""
        self.proposal = proposal
        self.refresh()
        at_hand = self._at_hand()
        self._guarded = not proposal or (at_hand is not None and bool(at_hand.differs))
        self._shown.start()

    def refresh(self) -> None:
        """Show everything as it is decided now."""
        review, library = self._review, self._library
        assert library is not None
        self._show_queue(True)
        rows = words.errand_rows(review)
        self.errands.show_rows(rows, self.errand)
        self._fill_box(rows)
        self.lines.show_rows(self._rows(), self.proposal)
        proposal = self._at_hand()
        if proposal is None:
            self._show_end()
        else:
            order = [p.id for p in review.draft.proposals]
            where = f"第 {order.index(proposal.id) + 1} 条，共 {len(order)} 条"
            verdict = review.verdict(proposal.id)
            where += f"　{words.VERDICTS[verdict]}" if verdict is not None else ""
            self.line.show_line(review, proposal, library, where)
            line = review.line(proposal.id)
            if line.cites:
                self.article.show_article(review.rule, line.cites[0].number, line.cites)
            self.right.setCurrentWidget(self.line)
        self._enable(proposal)
        self.progressed.emit()

    def _at_hand(self) -> Proposal | None:
        return next((p for p in self._review.draft.of_errand(self.errand) if p.id == self.proposal), None)

    def _show_end(self) -> None:
        review = self._review
        frame = review.draft.errand(self.errand)
        if frame is None or not (row := words.errand_row(review, frame.wizard)).all:
            return
        held = next((len(entry.held) for entry in review.published if entry.errand == self.errand), 0)
        self.done.show_errand(
            row, review.progress(self.errand), held, words.foreign_in_words(frame), words.questions_of(frame)
        )
        self.right.setCurrentIndex(2)

    def _fill_box(self, rows: list[words.ErrandRow]) -> None:
        self.errand_box.clear()
        for row in rows:
            self.errand_box.addItem(f"{row.title}　{row.settled}/{row.all}　{row.state}", row.id)
        self.errand_box.setCurrentIndex(self.errand_box.findData(self.errand))

    # What a hand does

    def take(self) -> None:
        """采用, and to the next; at the end of an errand, publish it."""
        if self._guarded and self._shown.elapsed() < self.guard_ms:
            return
        if not self.proposal:
            self.done.press()
        else:
            self._decide(self._review.take)

    def refuse(self) -> None:
        """不要, and to the next."""
        self._decide(self._review.refuse)

    def leave_for_later(self) -> None:
        """先放着, and to the next."""
        self._decide(self._review.leave)

    def edit(self) -> None:
        """修改: the fields in the place of the line."""
        proposal = self._at_hand()
        if proposal is not None and self._may_change():
            self.right.setCurrentWidget(self._fields)
            self._show_queue(False)
            self.editor.show_line(self._review, proposal)
            self._enable(None)

    def _show_queue(self, shown: bool) -> None:
        """The fields take all the room, and what would lead away from them waits."""
        for part in (self.lines, self.buttons):
            part.setVisible(shown)
        for other in (self.errands, self.errand_box, self.publish, self.withdraw):
            other.setEnabled(shown)

    @property
    def editing(self) -> bool:
        """Whether the fields of a line are open."""
        return self.right.currentWidget() is self._fields

    def stop_editing(self) -> None:
        """Back to the line as it is."""
        self._go(self.proposal)
        self.lines.setFocus()

    def undo(self) -> None:
        """撤销: the last decision, whatever errand it was in."""
        review = self._review
        if not review.steps:
            self.said.emit("没有可以撤销的改动")
            return
        errand = review.steps[-1].proposal.rpartition("/")[0]
        if review.is_published(errand):
            frame = review.draft.errand(errand)
            self.said.emit(f"“{frame.wizard.title if frame else errand}”已经发布；要改，先撤回发布")
            return
        step = self._try(review.undo)
        if isinstance(step, Step):
            self.show_errand(errand, step.proposal)

    def _decide(self, act: Callable[[str], None]) -> None:
        proposal = self._at_hand()
        if proposal is None or self.editing or not self._may_change():
            return
        self._try(lambda: act(proposal.id))
        if self.proposal == proposal.id and self._review.verdict(proposal.id) is not None:
            self._go(self._next_in(self.errand, proposal.id))

    def _may_change(self) -> bool:
        if self._review.is_published(self.errand):
            self.said.emit("这一件已经发布；要改，先撤回发布")
            return False
        return True

    def _save_edited(self, line: Line) -> None:
        proposal = self._at_hand()
        if proposal is None:
            return
        try:
            self._review.edit(proposal.id, line)
        except DecidedElsewhere as error:
            self._meet_elsewhere(error)
        except UserError as error:
            self.editor.say(error.sentence)
        else:
            self.lines.setFocus()
            self._go(self._next_in(self.errand, proposal.id))

    def _quote_selection(self) -> None:
        try:
            self.editor.take_words(self.article.selected_quote())
        except UserError as error:
            self.editor.say(error.sentence)

    def _try(self, act: Callable[[], object]) -> object:
        try:
            return act()
        except DecidedElsewhere as error:
            self._meet_elsewhere(error)
        except UserError as error:
            ErrorDialog.from_error(self._theme, error, self).exec()
        return None

    def _meet_elsewhere(self, error: DecidedElsewhere) -> None:
        """Another window is ahead: take its state, then say so."""
        self._review.read_again()
        self.show_errand(self.errand)
        ErrorDialog.from_error(self._theme, error, self).exec()

    def next_errand(self) -> None:
        """下一件: the next one with undecided lines, else one that can be published."""
        rows = words.errand_rows(self._review)
        at = next((index for index, row in enumerate(rows) if row.id == self.errand), 0)
        ahead = [*rows[at + 1 :], *rows[:at]]
        found = next((row for row in ahead if row.settled < row.all), None)
        found = found or next((row for row in ahead if row.can_publish), None)
        if found is None:
            self.said.emit("全部审完了")
        else:
            self.show_errand(found.id)
            self.lines.setFocus()

    # How the parts are joined

    def apply_layout(self, layout: WindowLayout) -> None:
        """A narrow window has the errands in a box; a very narrow one the article over the line."""
        px = self._theme.px
        small = layout.effective < MEDIUM
        self.side.setVisible(not small)
        self.errand_box.setVisible(small)
        self.side.setFixedWidth(px(258 if layout.effective >= WIDE else 200))
        stacked = layout.effective < _STACKED
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._middle.setStretch(0, 38)
        self._middle.setStretch(2, 62)

    def _enable(self, proposal: Proposal | None) -> None:
        open_ = proposal is not None and not self._review.is_published(self.errand)
        for name in ("edit", "delete", "later"):
            self.actions_by_name[name].setEnabled(open_)
        self.actions_by_name["open"].setEnabled(not self.editing)
        self.buttons.take.setEnabled(open_)
        self.actions_by_name["retract"].setEnabled(bool(self._review.steps) and not self.editing)
        frame = self._review.draft.errand(self.errand)
        if frame is not None:
            self.side.show_state(words.errand_row(self._review, frame.wizard))

    def _commands(self) -> dict[str, CommandAction]:
        return list_commands(
            self.lines,
            {
                "open": (self.take, "采用"),
                "edit": (self.edit, ""),
                "delete": (self.refuse, "不要"),
                "later": (self.leave_for_later, ""),
                "retract": (self.undo, ""),
            },
        )

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        self.right = QStackedWidget()
        self._fields = scrolling(self.editor, "改这一行")
        for shown in (self.line, self._fields, scrolling(self.done, "这一件定完了")):
            self.right.addWidget(shown)
        self.right.setMinimumHeight(px(150))
        self.lines.setMinimumHeight(px(74))
        self.buttons = ButtonBar(theme, self.actions_by_name)
        work = Ground(theme, "page")
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.errand_box)
        column.addWidget(self.right, 3)
        column.addWidget(self.buttons)
        column.addWidget(self.lines, 2)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.article, 38)
        self._middle.addWidget(VLine(theme))
        self._middle.addWidget(work, 62)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.side)
        outer.addLayout(self._middle, 1)

    def _connect(self) -> None:
        self.errands.chosen.connect(self.show_errand)
        self.errands.activated.connect(lambda _index: self.lines.setFocus())
        self.errand_box.activated.connect(lambda _i: self.show_errand(self.errand_box.currentData()))
        self.lines.chosen.connect(self._go)
        self.publish.clicked.connect(lambda: self.publish_requested.emit(self.errand))
        self.withdraw.clicked.connect(lambda: self.withdraw_requested.emit(self.errand))
        self.done.publish_requested.connect(lambda: self.publish_requested.emit(self.errand))
        self.done.withdraw_requested.connect(lambda: self.withdraw_requested.emit(self.errand))
        self.done.try_requested.connect(lambda: self.try_requested.emit(self.errand))
        self.done.next_requested.connect(self.next_errand)
        self.editor.saved.connect(self._save_edited)
        self.editor.left.connect(self.stop_editing)
        self.editor.words_wanted.connect(self._quote_selection)
