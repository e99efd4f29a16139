"""What the wizard page is asking: an errand, perhaps reached from an entry errand, as the clerk of a desk.

Free of widgets. An entry errand (召开会议) has no list of its own: its answers lead to another errand, whose questions
follow without a seam, and from whose first question 上一步 leads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govdesk.ui.pages.wizard.centre import Asked
from govdesk.wizards.conditions import answer_in_words
from govdesk.wizards.model import NONE, UNKNOWN, Question
from govdesk.wizards.model import Option as AnswerOption
from govdesk.wizards.navigation import WizardRun
from govdesk.wizards.outlook import option_effect, option_words
from govdesk.wizards.session import SKIPPED, known_answers
from govdesk.wizards.terms import FieldKind

if TYPE_CHECKING:
    from govdesk.records.model import Record
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.library import Library
    from govdesk.wizards.model import Wizard

_DESK = "desk"


class Asking:
    """One passage. `anew`: for a list of version 0.1, a new list is made instead of changing the old one."""

    def __init__(
        self,
        library: Library,
        basis: Basis,
        desk: str,
        answers: Mapping[str, str] | None = None,
        *,
        before: Record | None = None,
        anew: bool = False,
    ) -> None:
        """`before`: the record that this errand follows, or takes the place of; its fields come along."""
        self._library, self.basis = library, basis
        self._home_desk = desk
        self.before, self.anew = before, anew
        self._entry: tuple[Basis, WizardRun] | None = None
        self._left: WizardRun | None = None  # of the errand that an entry led to, before 上一步 led back
        acting = self._acting(desk)
        #: Where nobody has said at which desk the clerk sits, the errand asks that first.
        self.asks_desk = not desk and len(basis.wizard.desks) > 1 and not basis.wizard.legacy
        given = dict(answers or {})
        if before is not None and not given:
            given = _carried(before, basis.wizard)
        self.run = WizardRun(basis.wizard, known_answers(basis.wizard, given), acting)
        if basis.wizard.goes and self.run.shown is None and self.run.state.asked:
            self.run.go_to(self.run.state.asked[-1].id)  # an entry has no last step: 下一步 leads on
        self._desk_question: Question | None = None

    @classmethod
    def of_record(cls, library: Library, record: Record, desk: str = "") -> Asking:
        """The answers of `record`, to be changed; those of a list of version 0.1 for a new list, as far as they fit.

        `desk`: where the clerk sits, for the new list.
        """
        if record.basis.wizard.legacy and (heir := library.heir(record.rule, record.wizard)) is not None:
            basis = library.basis(record.rule, heir.id)
            return cls(library, basis, desk, known_answers(heir, record.answers), before=record, anew=True)
        asking = cls(library, record.basis, record.desk or "", record.answers)
        asking.asks_desk = False
        if asking.run.state.asked:
            asking.run.go_to(asking.run.state.asked[0].id)
        return asking

    @property
    def wizard(self) -> Wizard:
        return self.basis.wizard

    @property
    def title(self) -> str:
        """What the errand is called: the entry's name until it has led somewhere."""
        return self.wizard.title

    @property
    def at_start(self) -> bool:
        """Whether 上一步 leads out."""
        asked, shown = self.run.state.asked, self.run.shown
        first = not asked or (shown is not None and shown.id == asked[0].id)
        return self.asks_desk or (first and self._entry is None)

    def desks(self) -> tuple[tuple[str, str], ...]:
        """(id, label) of the desks that have this errand."""
        return tuple((desk, self.basis.party_label(desk)) for desk in self.wizard.desks)

    def set_desk(self, desk: str) -> None:
        """Answer as another desk."""
        self.asks_desk = False
        self._home_desk = desk
        self.run.set_desk(desk)

    def answer_desk(self, desk: str) -> None:
        """The answer to 您是哪个单位？, and on to the first question."""
        self.set_desk(desk)

    def _acting(self, desk: str) -> str:
        wizard = self.wizard
        return self._library.acting_desk(wizard, desk) or (wizard.desks[0] if wizard.desks else "")

    # questions

    def asked(self) -> Asked | None:
        """The question to put now; None on the last step."""
        if self.asks_desk:
            return self._asked_desk()
        shown = self.run.shown
        if shown is None:
            return None
        number, total = self.run.position
        offset = len(self._entry[1].state.asked) if self._entry else 0
        options = [(o.value, o.label) for o in shown.options if not o.desks or self.run.desk in o.desks]
        effects = [
            option_effect(self.wizard, self.run.answers, shown, option, self.run.desk)
            for option in shown.options
            if (option.value, option.label) in options
        ]
        if self.wizard.goes:  # an entry's answers lead on: its own list says nothing
            effects = [option.effect for option in shown.options if (option.value, option.label) in options]
        if shown.many:
            options.append((NONE, shown.none))
            effects.append("")
        cites = tuple((cite.quote, self.basis.label(cite), cite.number) for cite in shown.cites)
        return Asked(shown, number + offset, total + offset, tuple(options), tuple(effects), cites)

    def _asked_desk(self) -> Asked:
        if self._desk_question is None:
            options = tuple(AnswerOption(desk, label) for desk, label in self.desks())
            why = "清单只列您自己要办的，别人办的另放一处。"
            self._desk_question = Question(id=_DESK, ask="您是哪个单位？", why=why, options=options, cites=())
        offered = tuple((o.value, o.label) for o in self._desk_question.options)
        return Asked(self._desk_question, 0, 0, offered, tuple("" for _ in offered))

    def answer(self) -> str:
        """The answer to the question put now."""
        shown = self.run.shown
        return "" if self.asks_desk or shown is None else self.run.answers.get(shown.id, SKIPPED)

    def words_of(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The words on which the answer to the question put now rests; none where it has no answer."""
        shown = None if self.asks_desk else self.run.shown
        value = SKIPPED if shown is None else answers.get(shown.id, SKIPPED)
        if shown is None or value in (SKIPPED, NONE):
            return ()
        return option_words(self.wizard, answers, shown, value, self.run.desk)

    def next(self) -> bool:
        """Go on: to the next question, into the errand that an entry leads to, or to the last step."""
        if self.asks_desk or not self.run.next():
            return False
        self._follow_entry()
        return True

    def _follow_entry(self) -> None:
        goes = self.run.state.goes
        if self.run.shown is not None or not goes:
            return
        entry = (self.basis, self.run)
        self.basis = self._library.basis(self.wizard.rule, goes)
        desk = self._library.acting_desk(self.wizard, self._home_desk or entry[1].desk)
        left, self._left = self._left, None
        known = left.answers if left is not None and left.wizard is self.wizard else {}
        self.run = WizardRun(self.wizard, known, desk or self.wizard.desks[0])
        self._entry = entry

    def return_to_entry(self) -> bool:
        """Back to the entry errand's last question; False where there is none."""
        if self._entry is None:
            return False
        self._left = self.run
        self.basis, self.run = self._entry
        self._entry = None
        asked = self.run.state.asked
        if asked:
            self.run.go_to(asked[-1].id)
        return True

    def back(self) -> bool:
        """The question before; False on the first one."""
        if self.asks_desk:
            return False
        return self.run.back() or self.return_to_entry()

    def entry_answers(self) -> list[tuple[str, str, str]]:
        """(id, words, answer in words) of the entry's questions."""
        if self._entry is None:
            return []
        run = self._entry[1]
        return [
            (question.id, question.short or question.ask, answer_in_words(question, run.answers.get(question.id, "")))
            for question in run.state.asked
        ]

    # what comes of it

    def titles(self) -> dict[str, str]:
        """Titles of the errands of this rule by id."""
        return {wizard.id: wizard.title for wizard in self._library.wizards(self.basis.rule.id)}

    def differs_from(self, record: Record) -> bool:
        """Whether the answers or the desk are others than the record's."""
        if self.anew:
            return False
        return self.run.answers != record.answers or self.run.desk != (record.desk or self.run.desk)

    def first_fields(self, handler: str, unit: str = "") -> dict[str, str]:
        """经办人 as last used, the clerk's own unit, and what the record before has in fields of the same id."""
        # Further fields of people are somebody else: the leader who is asked, whoever goes in another's place.
        person = next((field.id for field in self.wizard.fields if field.kind is FieldKind.PERSON), "")
        fields = {person: handler} if person and handler else {}
        if unit and self.wizard.field("unit") is not None:
            fields["unit"] = unit
        if self.before is not None:
            theirs = self.before.basis.wizard
            for field in self.wizard.fields:
                other = theirs.field(field.id)
                if other is not None and other.kind is field.kind and (value := self.before.fields.get(field.id)):
                    fields[field.id] = value
        return fields


def _carried(before: Record, wizard: Wizard) -> dict[str, str]:
    """The answers that the record's link to `wizard` says are carried."""
    links = (*before.basis.wizard.next, *before.basis.wizard.before)
    wanted = {question for link in links if link.wizard == wizard.id for question in link.answers}
    return {key: value for key, value in before.answers.items() if key in wanted and value not in (SKIPPED, UNKNOWN)}
