"""Answers replayed: a desk's list as a pure function of (wizard, desk, answers by question id, replies to open points).

Nothing is stored twice. Changing an early answer keeps the later ones: those that no longer apply are listed as
inapplicable, count for nothing, and are there again when the answer is changed back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec

from govdesk.errors import UserError
from govdesk.wizards.conditions import PENDING, Known, Verdict, answer_in_words, chosen, explain_no, holds, judge
from govdesk.wizards.model import (
    JOIN,
    NONE,
    UNKNOWN,
    CheckItem,
    Cite,
    DirectAnswer,
    FormField,
    GeneralWords,
    Link,
    OpenPoint,
    OtherAct,
    Point,
    Question,
    When,
    Wizard,
)

Part = TypeVar("Part", DirectAnswer, OtherAct, GeneralWords)

#: The answer of a question that was passed over (先跳过): as open as one not yet reached.
SKIPPED = ""

Answers = Mapping[str, str]


class IncludedItem(msgspec.Struct, frozen=True):
    """An item on the sheet, with the quotes and points that the answers call for.

    `by_reply`: on the sheet because somebody answered 要办 to an open point (依答复). `conditional`: 视情, in lists of
    version 0.1 only.
    """

    item: CheckItem
    cites: tuple[Cite, ...]
    points: tuple[Point, ...] = ()
    by_reply: bool = False
    conditional: bool = False


class LeftOutItem(msgspec.Struct, frozen=True):
    """An item of this desk that the answers rule out, and the answer that does, in words."""

    item: CheckItem
    because: str


class ShownOpen(msgspec.Struct, frozen=True):
    """先问清: an open point of the pack, or (`point` None) a question that is still to be settled (先定).

    `id` names it in a record; `question` is set for an unanswered question.
    """

    id: str
    ask: str
    says: str
    safe: str
    cites: tuple[Cite, ...]
    point: OpenPoint | None = None
    question: Question | None = None


class State(msgspec.Struct, frozen=True):
    """Everything that follows from the answers, part by part."""

    desk: str
    asked: tuple[Question, ...]  # questions that apply to this desk, in order
    current: Question | None  # the first of them not yet answered
    answers: dict[str, str]  # those that count
    inapplicable: tuple[str, ...]  # ids of kept answers that no longer apply
    say: tuple[DirectAnswer, ...]  # 直接回答
    own: tuple[IncludedItem, ...]  # 您来办
    arises: tuple[IncludedItem, ...]  # 遇到再办
    others: tuple[OtherAct, ...]  # 别人来办
    open: tuple[ShownOpen, ...]  # 先问清
    general: tuple[GeneralWords, ...]  # 总要求
    before: tuple[Link, ...]  # 先办
    next: tuple[Link, ...]  # 接着办
    fields: tuple[FormField, ...]  # of the head
    left_out: tuple[LeftOutItem, ...]
    pending: tuple[CheckItem, ...]  # own items that a later answer may bring
    goes: str = ""  # id of the wizard that an entry errand goes on to
    known: dict[str, str | None] = {}  # what conditions are judged by, see `govdesk.wizards.conditions`

    @property
    def items(self) -> tuple[IncludedItem, ...]:
        """Everything that can be ticked: own items, then those that may arise."""
        return self.own + self.arises

    @property
    def is_card(self) -> bool:
        """Whether the errand is an answer card here: 直接回答 and nothing to tick."""
        return bool(self.say) and not self.own and not self.arises

    def stages(self, wizard: Wizard) -> list[tuple[str, list[IncludedItem]]]:
        """Items by stage in the wizard's order, each item that may arise under the one it follows; empty stages are gone."""
        grouped = [(stage, self._in_stage(stage)) for stage in wizard.stages]
        return [(stage, items) for stage, items in grouped if items]

    def _in_stage(self, stage: str) -> list[IncludedItem]:
        own = [entry for entry in self.own if entry.item.stage == stage]
        arising = [entry for entry in self.arises if entry.item.stage == stage]
        ids = {entry.item.id for entry in own}
        found: list[IncludedItem] = []
        for entry in own:
            found.append(entry)
            found += [later for later in arising if later.item.after == entry.item.id]
        return found + [later for later in arising if later.item.after not in ids]


def evaluate(
    wizard: Wizard, answers: Answers, desk: str = "", *, replies: Collection[str] = (), explain: bool = True
) -> State:
    """The state of `wizard` for `desk` under `answers` (question id -> value, values joined by `+`, or SKIPPED).

    `desk` is one of the wizard's desks; empty takes the first. `replies` are ids of open points answered 要办. Without
    `explain` the left-out items carry no reason: for walks through thousands of paths. Raises UserError for a desk, a
    question or a value that the wizard does not have.
    """
    desk = check_desk(wizard, desk)
    check_answers(wizard, answers)
    known: dict[str, str | None] = {}
    asked: list[Question] = []
    current = None
    for question in wizard.questions:
        verdict = judge(wizard, question.when, known) if _for(desk, question.desks) else Verdict.NO
        if verdict is not Verdict.YES:
            # An undecided question is asked only once the question before it is settled, and may never be.
            known[question.id] = None if verdict is Verdict.NO else PENDING
            continue
        asked.append(question)
        known[question.id] = answers.get(question.id, SKIPPED) or UNKNOWN
        if current is None and question.id not in answers:
            current = question
    applicable = {question.id for question in asked}
    sorter = _Sorter(wizard, desk, known)
    open_points = sorter.open(asked)
    doubted = {
        item for shown in open_points if shown.point is not None and shown.id in replies for item in shown.point.doubts
    }
    own, arises, left_out, pending = sorter.items(doubted, explain)
    return State(
        desk=desk,
        asked=tuple(asked),
        current=current,
        answers={key: value for key, value in answers.items() if key in applicable},
        inapplicable=tuple(key for key in answers if key not in applicable),
        say=tuple(sorter.fitted(part) for part in wizard.answers if sorter.applies(part.when, part.desks)),
        own=own,
        arises=arises,
        others=tuple(sorter.fitted(part) for part in wizard.others if sorter.applies(part.when, part.desks)),
        open=open_points,
        general=tuple(sorter.fitted(part) for part in wizard.general if sorter.applies(part.when, part.desks)),
        before=tuple(part for part in wizard.before if sorter.applies(part.when, part.desks)),
        next=tuple(part for part in wizard.next if sorter.applies(part.when, part.desks)),
        fields=tuple(part for part in wizard.fields if sorter.applies(part.when, part.desks)),
        left_out=left_out,
        pending=pending,
        goes=next((part.wizard for part in wizard.goes if sorter.applies(part.when, ())), ""),
        known=known,
    )


class _Sorter:
    """Sorts a wizard's declared parts into those that stand on one desk's list and those that do not."""

    def __init__(self, wizard: Wizard, desk: str, known: Known) -> None:
        self._wizard, self._desk, self._known = wizard, desk, known

    def applies(self, when: When, desks: tuple[str, ...]) -> bool:
        return _for(self._desk, desks) and holds(self._wizard, when, self._known)

    def cites(self, cites: tuple[Cite, ...]) -> tuple[Cite, ...]:
        return tuple(cite for cite in cites if holds(self._wizard, cite.when, self._known))

    def fitted(self, part: Part) -> Part:
        """`part` with the quotes that the answers call for."""
        cites: tuple[Cite, ...] = part.cites
        if not any(cite.when for cite in cites):
            return part
        return msgspec.structs.replace(part, cites=self.cites(cites))

    def open(self, asked: list[Question]) -> tuple[ShownOpen, ...]:
        if self._wizard.legacy:
            return ()
        standing_in: dict[str, OpenPoint] = {}  # of several for one question, the first that the other answers allow
        for point in self._wizard.open:
            if point.question and self.applies(point.when, point.desks):
                standing_in.setdefault(point.question, point)
        found = []
        for question in asked:
            if self._known[question.id] != UNKNOWN:
                continue
            if question.id in standing_in:
                found.append(self._shown(standing_in[question.id], question))
            else:
                offered = (option for option in question.options if _for(self._desk, option.desks))
                # Labels have commas and 顿号 of their own.
                options = "；".join(option.label for option in offered if option.value != UNKNOWN)
                says = f"选项：{options}"
                found.append(
                    ShownOpen(question.id, f"先定：{question.ask}", says, question.safe, question.cites, None, question)
                )
        for point in self._wizard.open:
            if not point.question and self.applies(point.when, point.desks):
                found.append(self._shown(point, None))
        return tuple(found)

    def _shown(self, point: OpenPoint, question: Question | None) -> ShownOpen:
        return ShownOpen(point.id, point.ask, point.says, point.safe, self.cites(point.cites), point, question)

    def items(
        self, doubted: set[str], explain: bool
    ) -> tuple[tuple[IncludedItem, ...], tuple[IncludedItem, ...], tuple[LeftOutItem, ...], tuple[CheckItem, ...]]:
        own: list[IncludedItem] = []
        arises: list[IncludedItem] = []
        left_out: list[LeftOutItem] = []
        pending: list[CheckItem] = []
        wizard, known = self._wizard, self._known
        for item in wizard.items:
            if not wizard.legacy and self._desk not in item.desks:
                continue
            verdict = judge(wizard, item.when, known)
            by_reply = item.id in doubted and item.by_reply is (verdict is Verdict.YES)
            conditional = wizard.legacy and verdict is Verdict.UNDECIDED
            if (verdict is Verdict.YES and not item.by_reply) or by_reply or conditional:
                points = tuple(point for point in item.points if holds(wizard, point.when, known))
                entry = IncludedItem(item, self.cites(item.cites), points, by_reply, conditional)
                (arises if item.arises else own).append(entry)
                continue
            if item.by_reply:
                continue  # an open point speaks for it
            if verdict is Verdict.UNDECIDED:
                pending.append(item)
            left_out.append(LeftOutItem(item, explain_no(wizard, item.when, known) if explain else ""))
        return tuple(own), tuple(arises), tuple(left_out), tuple(pending)


def _for(desk: str, desks: tuple[str, ...]) -> bool:
    """Whether a part limited to `desks` is for `desk`; a part without limit is for all."""
    return not desks or desk in desks


def check_desk(wizard: Wizard, desk: str) -> str:
    """`desk`, or the wizard's first where it is empty. Raises UserError for a desk that does not have this errand."""
    if not desk:
        return wizard.desks[0] if wizard.desks else ""
    if wizard.legacy or desk in wizard.desks:
        return desk
    raise UserError(f"“{wizard.title}”不是“{_in_short(desk)}”办的事", todo=f"可用的单位编号：{'、'.join(wizard.desks)}")


def check_answers(wizard: Wizard, answers: Answers) -> None:
    """Raises UserError unless every answer belongs to a question and consists of its options."""
    for question_id, value in answers.items():
        question = wizard.question(question_id)
        if question is None:
            names = "、".join(q.id for q in wizard.questions) or "无"
            raise UserError(f"“{wizard.title}”里没有问题“{_in_short(question_id)}”", todo=f"可用的问题编号：{names}")
        if not fits(question, value):
            names = "、".join(f"{o.value}（{o.label}）" for o in question.options)
            more = "" if not question.many else f"、{NONE}（{question.none}）；几个都选，用 {JOIN} 连起来"
            raise UserError(f"“{question.ask}”没有“{_in_short(value)}”这个答案", todo=f"可用的答案：{names}{more}")


def fits(question: Question, value: str) -> bool:
    """Whether `value` answers `question`: an option, several for a `many` question, NONE, UNKNOWN or SKIPPED."""
    if value in (SKIPPED, UNKNOWN):
        return True
    if not question.many:
        return question.option(value) is not None
    if value == NONE:
        return True
    values = value.split(JOIN)
    return len(set(values)) == len(values) and all(question.option(v) is not None and v != UNKNOWN for v in values)


def join_values(question: Question, values: Collection[str]) -> str:
    """The answer that chooses `values` of a `many` question, in the order of its options; NONE for no value."""
    return JOIN.join(option.value for option in question.options if option.value in values) or NONE


def _in_short(text: str, most: int = 40) -> str:
    """What a file may have in the place of an id, as far as a sentence can show it."""
    return text if len(text) <= most else text[:most] + "…"


def known_answers(wizard: Wizard, answers: Answers) -> dict[str, str]:
    """Those of `answers`, perhaps given to an older pack, that `wizard` still has."""
    kept = {}
    for question_id, value in answers.items():
        question = wizard.question(question_id)
        if question is not None and fits(question, value):
            kept[question_id] = value
    return kept


def compare_items(before: State, after: State) -> tuple[list[CheckItem], list[CheckItem]]:
    """(added, removed) items between two states of one wizard, in the wizard's order."""
    old, new = {i.item.id for i in before.items}, {i.item.id for i in after.items}
    added = [i.item for i in after.items if i.item.id not in old]
    removed = [i.item for i in before.items if i.item.id not in new]
    return added, removed


__all__ = [
    "SKIPPED",
    "Answers",
    "IncludedItem",
    "LeftOutItem",
    "ShownOpen",
    "State",
    "answer_in_words",
    "check_answers",
    "check_desk",
    "chosen",
    "compare_items",
    "evaluate",
    "fits",
    "join_values",
    "known_answers",
]
