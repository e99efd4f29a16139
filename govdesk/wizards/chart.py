"""流程图: a wizard laid open, so that whoever answers for it sees at once where every answer leads and what it brings.

Questions, items and stages are numbered as they stand on screen and on paper; `lanes` says how the lines from the
answers to the next questions can be drawn without running into each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from govdesk.wizards.basis import Basis
from govdesk.wizards.conditions import conditions, values_of
from govdesk.wizards.model import NONE, UNKNOWN, CheckItem, Condition, Due, Option, Question, When, Wizard
from govdesk.wizards.paths import leads

#: Where a branch leads that comes to no further question: the checklist.
CHECKLIST = 0


class Branch(msgspec.Struct, frozen=True):
    """An answer: the numbers of the questions that can come next (CHECKLIST among them), and of the items it bears on.

    It leads to several places where an earlier answer has a say as well.
    """

    option: Option
    leads_to: tuple[int, ...]
    items: tuple[int, ...]


class Node(msgspec.Struct, frozen=True):
    """A question, numbered from 1; `when` in words, empty where it is always asked; `label` is its article."""

    number: int
    question: Question
    when: str
    label: str
    branches: tuple[Branch, ...]


class Entry(msgspec.Struct, frozen=True):
    """An item, numbered from 1 through all stages; `when` in words, empty where it is always on the sheet."""

    number: int
    item: CheckItem
    when: str
    limit: str
    label: str


class ChartStage(msgspec.Struct, frozen=True):
    """A stage with its items."""

    name: str
    entries: tuple[Entry, ...]


class Lane(msgspec.Struct, frozen=True):
    """One line to question `target` (or to CHECKLIST) in drawing column `column`, from 0 at the answers outwards.

    `sources` are the answers that join it: (question number, index of the option).
    """

    target: int
    column: int
    sources: tuple[tuple[int, int], ...]


class Chart(msgspec.Struct, frozen=True):
    """A whole wizard as a drawing: a pure function of its basis."""

    nodes: tuple[Node, ...]
    stages: tuple[ChartStage, ...]
    lanes: tuple[Lane, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for stage in self.stages for entry in stage.entries)


def make_chart(basis: Basis, desk: str = "") -> Chart:
    """The chart of `basis.wizard` for `desk`; empty takes the wizard's first desk. A list of version 0.1 has none."""
    desk = desk or next(iter(basis.wizard.desks), "")
    wizard = _of_desk(basis.wizard, desk) if desk else basis.wizard
    basis = msgspec.structs.replace(basis, wizard=wizard)
    stages = _stages(basis)
    bearing = _bearing(entry for stage in stages for entry in stage.entries)
    following = leads(wizard, desk)
    number = {question.id: index for index, question in enumerate(wizard.questions, start=1)}
    nodes = tuple(
        Node(
            number[question.id],
            question,
            condition_in_words(wizard, question.when),
            basis.label(question.cite),
            tuple(
                Branch(
                    option,
                    # The checklist comes last, as it does in the wizard.
                    tuple(
                        sorted(following[question.id, option.value], key=lambda target: (target == CHECKLIST, target))
                    ),
                    tuple(bearing.get((question.id, option.value), ())),
                )
                for option in question.options
            ),
        )
        for question in wizard.questions
    )
    return Chart(nodes, stages, make_lanes(nodes))


def _of_desk(wizard: Wizard, desk: str) -> Wizard:
    """`wizard` with what concerns one of its desks: its questions with their options, its items, its other parts."""

    def concerns(desks: tuple[str, ...]) -> bool:
        return not desks or desk in desks

    questions = tuple(
        msgspec.structs.replace(question, options=tuple(o for o in question.options if concerns(o.desks)))
        for question in wizard.questions
        if concerns(question.desks)
    )
    items = tuple(item for item in wizard.items if desk in item.desks)
    return msgspec.structs.replace(
        wizard,
        questions=questions,
        items=items,
        stages=tuple(stage for stage in wizard.stages if any(item.stage == stage for item in items)),
        others=tuple(part for part in wizard.others if concerns(part.desks)),
        open=tuple(part for part in wizard.open if concerns(part.desks)),
        general=tuple(part for part in wizard.general if concerns(part.desks)),
        answers=tuple(part for part in wizard.answers if concerns(part.desks)),
    )


def wizard_mark(wizard: Wizard) -> str:
    """校验值: 16 hex digits that change with anything in the wizard, so that a signed sheet says what was signed."""
    return hashlib.sha256(msgspec.json.encode(wizard)).hexdigest()[:16]


def _stages(basis: Basis) -> tuple[ChartStage, ...]:
    wizard, count, stages = basis.wizard, 0, []
    for name in wizard.stages:
        entries = []
        for item in wizard.items:
            if item.stage == name:
                count += 1
                words = condition_in_words(wizard, item.when)
                entries.append(Entry(count, item, words, limit_in_words(wizard, item.due), basis.label(item.cite)))
        stages.append(ChartStage(name, tuple(entries)))
    return tuple(stages)


def _bearing(entries: Iterable[Entry]) -> dict[tuple[str, str], list[int]]:
    """(question id, option value) -> numbers of the items whose condition names that answer."""
    found: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        answers = dict.fromkeys(
            (question, value)
            for condition in conditions(entry.item.when)
            for question, wanted in ((key.rstrip("!"), wanted) for key, wanted in condition.items())
            for value in values_of(wanted)
        )
        for answer in answers:
            found.setdefault(answer, []).append(entry.number)
    return found


def make_lanes(nodes: Sequence[Node]) -> tuple[Lane, ...]:
    """A line to every place that some answer leads to, in columns such that no two lie over each other.

    A line runs from the first question with an answer that joins it down to its target; a short line takes the column
    nearest the answers that is free along its whole way.
    """
    joined: dict[int, list[tuple[int, int]]] = {}
    for node in nodes:
        for index, branch in enumerate(node.branches):
            for target in branch.leads_to:
                joined.setdefault(target, []).append((node.number, index))
    spans = sorted(
        ((sources[0][0], target or len(nodes) + 1, target) for target, sources in joined.items()),
        key=lambda span: (span[1] - span[0], span[0]),
    )
    columns: list[list[tuple[int, int]]] = []
    lanes = []
    for start, end, target in spans:
        column = next((i for i, taken in enumerate(columns) if all(end <= s or e <= start for s, e in taken)), None)
        if column is None:
            column = len(columns)
            columns.append([])
        columns[column].append((start, end))
        lanes.append(Lane(target, column, tuple(joined[target])))
    return tuple(sorted(lanes, key=lambda lane: (lane.target == CHECKLIST, lane.target)))


def condition_in_words(wizard: Wizard, when: When) -> str:
    """第 2 问选“涉及”, alternatives with 或者 between them; empty where there is no condition."""
    return "；或者".join(words for condition in conditions(when) if (words := _one(wizard, condition)))


def _one(wizard: Wizard, condition: Condition) -> str:
    numbers = {question.id: number for number, question in enumerate(wizard.questions, start=1)}
    parts = []
    for key, wanted in condition.items():
        question = wizard.question(key.rstrip("!"))
        if question is None:  # another desk's question
            continue
        labels = [label for value in values_of(wanted) if (label := _answer_label(question, value))]
        if not labels:  # another desk's answers
            continue
        verb = "没有选" if key.endswith("!") else "选"
        parts.append(f"第 {numbers[question.id]} 问{verb}“{'”或“'.join(labels)}”")
    return "，并且".join(parts)


def _answer_label(question: Question, value: str) -> str:
    """What an answer is called; empty for one that this desk is not offered."""
    option = question.option(value)
    if option is not None:
        return option.label
    return {UNKNOWN: "还没有定", NONE: question.none}.get(value, "")


def limit_in_words(wizard: Wizard, due: Due | None) -> str:
    """收文日期起 10 个工作日, the pack's own words where there is no number, or nothing."""
    if due is None or not due.field:
        return due.words if due is not None else ""
    field = wizard.field(due.field)
    label = field.label if field else due.field
    if due.workdays is None:
        return f"{due.words or '期限'}（{label}）"
    return f"{label}起 {due.workdays} 个工作日"


def leads_in_words(branch: Branch) -> str:
    """接第 2 问, 接第 2、4 问，或生成清单, 生成清单."""
    questions = [str(target) for target in branch.leads_to if target != CHECKLIST]
    parts = [f"接第 {'、'.join(questions)} 问"] if questions else []
    if CHECKLIST in branch.leads_to:
        parts.append("生成清单")
    return "，或".join(parts)


def items_in_words(branch: Branch) -> str:
    """关系到第 5—7、9 项, or nothing."""
    return f"关系到第 {numbers_in_words(branch.items)} 项" if branch.items else ""


def numbers_in_words(numbers: Sequence[int]) -> str:
    """5—7、9 for 5, 6, 7, 9; two neighbours stay two."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs]
    return "、".join(parts)
