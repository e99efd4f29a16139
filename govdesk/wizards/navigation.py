"""Going through a wizard's questions, without any interface: pages attach to this.

The shown question is kept by id; everything else is replayed from the answers. Choosing does not
advance; going back loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from govdesk.wizards.conditions import chosen
from govdesk.wizards.model import NONE, Question, Wizard
from govdesk.wizards.paths import most_questions
from govdesk.wizards.session import SKIPPED, State, evaluate, join_values


class WizardRun:
    """One passage of the clerk at `desk` through `wizard`, begun afresh or with the answers of a draft."""

    def __init__(self, wizard: Wizard, answers: Mapping[str, str] | None = None, desk: str = "") -> None:
        self.wizard = wizard
        self.desk = desk
        self.answers: dict[str, str] = dict(answers or {})
        current = self.state.current
        self._shown = current.id if current else None

    @property
    def state(self) -> State:
        """What follows from the present answers."""
        return evaluate(self.wizard, self.answers, self.desk)

    @property
    def shown(self) -> Question | None:
        """The question on screen, None on the last step, which lists all answers."""
        return next((q for q in self.state.asked if q.id == self._shown), None)

    @property
    def position(self) -> tuple[int, int]:
        """(n, m) of 第 n 问，共 m 问; on the last step n is m."""
        state, shown = self.state, self.shown
        if shown is None:
            return len(state.asked), len(state.asked)
        return state.asked.index(shown) + 1, self.most

    @property
    def most(self) -> int:
        """How many questions there are at most under the present answers."""
        return most_questions(self.wizard, self.answers, self.desk)

    @property
    def can_advance(self) -> bool:
        """Whether the shown question has an answer."""
        shown = self.shown
        return shown is not None and self.answers.get(shown.id, SKIPPED) != SKIPPED

    def choose(self, value: str) -> None:
        """Answer the shown question; later answers are kept. Raises UserError for an unknown value."""
        if (shown := self.shown) is not None:
            evaluate(self.wizard, {**self.answers, shown.id: value}, self.desk)
            self.answers[shown.id] = value

    def toggle(self, value: str) -> None:
        """Choose an option of the shown `many` question, or take it back; `none` clears the others."""
        shown = self.shown
        if shown is None or not shown.many:
            return
        if value == NONE:
            self.choose(NONE)
            return
        values = set(chosen(self.answers.get(shown.id, SKIPPED)))
        values ^= {value}
        self.choose(join_values(shown, values))

    def set_desk(self, desk: str) -> None:
        """Go on as the clerk of another desk; answers that this desk is not asked wait."""
        evaluate(self.wizard, self.answers, desk)
        self.desk = desk
        if self.shown is None and (current := self.state.current) is not None:
            self._shown = current.id

    def preview(self, value: str) -> State:
        """The list as it would be if the shown question had this answer; nothing changes."""
        shown = self.shown
        answers = dict(self.answers)
        if shown is not None:
            answers[shown.id] = value
        return evaluate(self.wizard, answers, self.desk)

    def skip(self) -> None:
        """Pass over the shown question (先跳过) and go on."""
        if (shown := self.shown) is not None:
            self.answers[shown.id] = SKIPPED
            self._advance()

    def next(self) -> bool:
        """Go on to the next question, or to the last step; False while the shown one is unanswered."""
        if not self.can_advance:
            return False
        self._advance()
        return True

    def back(self) -> bool:
        """Show the question before; False on the first one."""
        asked, shown = self.state.asked, self.shown
        index = len(asked) if shown is None else asked.index(shown)
        if index == 0:
            return False
        self._shown = asked[index - 1].id
        return True

    def go_to(self, question_id: str) -> bool:
        """Show a question that applies (修改); False for one that does not."""
        if all(q.id != question_id for q in self.state.asked):
            return False
        self._shown = question_id
        return True

    def review(self) -> bool:
        """Show the last step; False while a question that applies has not been answered or passed over."""
        if self.state.current is not None:
            return False
        self._shown = None
        return True

    def _advance(self) -> None:
        asked, shown = self.state.asked, self.shown
        index = -1 if shown is None else asked.index(shown)
        self._shown = asked[index + 1].id if index + 1 < len(asked) else None
