"""空白表: a form for one desk to fill in by hand, with every line that an open question may bring.

The lines stand in the order of work, as on any list. A line that hangs on a question names its answer before it: 第1问②.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from govdesk.export.dates import tight
from govdesk.export.parts import PrintedOpen, PrintedOther, PrintedQuestion, PrintedStage
from govdesk.export.places import compact
from govdesk.export.plain import one_line
from govdesk.wizards.checklist import Checklist
from govdesk.wizards.conditions import PENDING, Verdict, conditions, judge, values_of
from govdesk.wizards.model import (
    NONE,
    UNKNOWN,
    CheckItem,
    Cite,
    Condition,
    FormField,
    GeneralWords,
    OpenPoint,
    Option,
    OtherAct,
    Question,
    When,
)

if TYPE_CHECKING:
    from govdesk.export.printed_rows import PrintedRows

Limited = TypeVar("Limited", OtherAct, OpenPoint, GeneralWords, FormField)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


class BlankParts(msgspec.Struct, frozen=True):
    """The parts of a form, and the quotes that it rests on."""

    fields: tuple[FormField, ...]
    questions: tuple[PrintedQuestion, ...]
    stages: tuple[PrintedStage, ...]
    others: tuple[PrintedOther, ...]
    open: tuple[PrintedOpen, ...]
    general: tuple[str, ...]
    cites: tuple[Cite, ...]


def blank_parts(checklist: Checklist, made: PrintedRows) -> BlankParts:
    """The form of the checklist's desk; answers that are given narrow it down."""
    return _Form(checklist).parts(made)


class _Form:
    def __init__(self, checklist: Checklist) -> None:
        self._basis, self._wizard, self._desk = checklist.basis, checklist.basis.wizard, checklist.desk
        self._known: dict[str, str | None] = {}
        self._open: list[Question] = []
        for question in self._wizard.questions:
            if not self._concerns(question.desks) or judge(self._wizard, question.when, self._known) is Verdict.NO:
                self._known[question.id] = None
                continue
            answer = checklist.state.answers.get(question.id, "")
            settled = answer not in ("", UNKNOWN)
            self._known[question.id] = answer if settled else PENDING
            if not settled:
                self._open.append(question)
        used = {key.rstrip("!") for part in self._conditional() for c in conditions(part) for key in c}
        self._open = [question for question in self._open if question.id in used]

    def _conditional(self) -> Iterable[When]:
        wizard = self._wizard
        for item in wizard.items:
            if self._has(item):
                yield item.when
                yield from (point.when for point in item.points)
        yield from (part.when for part in wizard.others if self._concerns(part.desks))
        yield from (part.when for part in wizard.open if self._concerns(part.desks))
        yield from (question.when for question in self._open)

    def _concerns(self, desks: tuple[str, ...]) -> bool:
        return not desks or self._desk in desks

    def _has(self, item: CheckItem) -> bool:
        return self._wizard.legacy or self._desk in item.desks

    def _may(self, when: When) -> bool:
        return judge(self._wizard, when, self._known) is not Verdict.NO

    def _for(self, parts: Iterable[Limited]) -> list[Limited]:
        return [part for part in parts if self._concerns(part.desks) and self._may(part.when)]

    def _cites(self, cites: Iterable[Cite]) -> tuple[Cite, ...]:
        return tuple(cite for cite in cites if self._may(cite.when))

    def parts(self, made: PrintedRows) -> BlankParts:
        basis, wizard = self._basis, self._wizard
        cites: list[Cite] = []
        stages, number = [], 0
        for stage in wizard.stages:
            rows = []
            for item in self._ordered(stage):
                number += not item.arises
                quotes = self._cites(item.cites)
                points = [point for point in item.points if self._may(point.when)]
                every = [*quotes, *(cite for point in points for cite in self._cites(point.cites))]
                cites += every
                condition = self._words(item.when)
                if item.by_reply:
                    condition = "；".join(part for part in (condition, "问清要办的") if part)
                rows.append(made.blank_row(item, 0 if item.arises else number, points, basis.labels(every), condition))
            if rows:
                stages.append(PrintedStage(one_line(stage), tuple(rows)))
        others, opens = self._others(), self._open_points()
        cites += [cite for same in others for act in same for cite in self._cites(act.cites)]
        cites += [cite for same in opens for point in same for cite in self._cites(point.cites)]
        general = []
        for words in self._for(wizard.general):
            cites += words.cites
            quoted = "；".join(one_line(cite.quote).rstrip("。；，") for cite in words.cites)
            general.append(f"{quoted}（{'、'.join(compact(basis.labels(words.cites)))}）")
        return BlankParts(
            tuple(self._for(wizard.fields)),
            tuple(self._question(number, question) for number, question in enumerate(self._open, start=1)),
            tuple(stages),
            tuple(self._other(same) for same in others),
            tuple(self._open_point(number, same) for number, same in enumerate(opens, start=1)),
            tuple(general),
            tuple(cites),
        )

    def _others(self) -> list[list[OtherAct]]:
        """What others do; acts that differ only in when they apply are one line of the form."""
        return _alike(self._for(self._wizard.others), lambda act: (act.who, act.party, act.do, self._labels([act])))

    def _other(self, same: Sequence[OtherAct]) -> PrintedOther:
        first = same[0]
        told = [(self._words(act.when), _limit(act)) for act in same]
        # A limit that only some of them have says when it does.
        limits = {limit for _, limit in told}
        by = limits if len(limits) == 1 else [f"（{when}）{limit}" if when else limit for when, limit in told if limit]
        condition = self._words(_any(act.when for act in same))
        return PrintedOther(
            one_line(first.who or self._basis.party_label(first.party)),
            (f"（{condition}）" if condition else "") + tight(one_line(first.do)),
            self._labels(same),
            tuple(words for words in by if words),
        )

    def _open_points(self) -> list[list[OpenPoint]]:
        """先问清; one that stands for a question is left out, for that is on the form itself."""
        points = [point for point in self._for(self._wizard.open) if not point.question]
        return _alike(points, lambda point: (point.ask, point.safe, self._labels([point])))

    def _open_point(self, number: int, same: Sequence[OpenPoint]) -> PrintedOpen:
        condition = self._words(_any(point.when for point in same))
        return PrintedOpen(
            number=number,
            ask=(f"（{condition}）" if condition else "") + tight(one_line(same[0].ask)),
            basis="、".join(self._labels(same)),
            safe=tight(one_line(same[0].safe)),
        )

    def _labels(self, parts: Sequence[OtherAct | OpenPoint]) -> tuple[str, ...]:
        return compact(self._basis.labels([cite for part in parts for cite in self._cites(part.cites)]))

    def _ordered(self, stage: str) -> list[CheckItem]:
        """The items of a stage, each that may arise under the one it follows."""
        here = [item for item in self._wizard.items if item.stage == stage and self._has(item) and self._may(item.when)]
        if self._wizard.legacy:
            return here
        own = [item for item in here if not item.arises]
        ids = {item.id for item in own}
        found: list[CheckItem] = []
        for item in own:
            found.append(item)
            found += [later for later in here if later.arises and later.after == item.id]
        return found + [later for later in here if later.arises and later.after not in ids]

    def _question(self, number: int, question: Question) -> PrintedQuestion:
        condition = self._words(question.when)
        ask = (f"（{condition}）" if condition else "") + tight(one_line(question.ask))
        labels = [one_line(option.label) for option in self._options(question)]
        if question.many:
            labels.append(one_line(question.none))
        return PrintedQuestion(number, ask, tuple(f"{_circled(i)}{label}" for i, label in enumerate(labels)))

    def _options(self, question: Question) -> list[Option]:
        return [o for o in question.options if self._concerns(o.desks) and o.value != UNKNOWN and not o.undecided]

    def _words(self, when: When) -> str:
        """第1问②, 第1问①③；或第2问②: what still has to be answered so that the condition holds."""
        if judge(self._wizard, when, self._known) is Verdict.YES:
            return ""
        alternatives = []
        for condition in conditions(when):
            if judge(self._wizard, condition, self._known) is not Verdict.NO:
                alternatives.append(self._one(condition))
        return "" if "" in alternatives else "；或".join(dict.fromkeys(alternatives))

    def _one(self, condition: Condition) -> str:
        numbers = {question.id: number for number, question in enumerate(self._open, start=1)}
        parts = []
        for key, wanted in condition.items():
            question = self._wizard.question(key.rstrip("!"))
            if question is None or question.id not in numbers:
                continue
            values = [option.value for option in self._options(question)] + ([NONE] if question.many else [])
            asked = [_circled(values.index(value)) for value in values_of(wanted) if value in values]
            if UNKNOWN in values_of(wanted):
                asked.append("未定")
            verb = "不选" if key.endswith("!") else ""
            if asked and not (len(asked) >= len(values) and not verb):
                parts.append(f"第{numbers[question.id]}问{verb}{''.join(sorted(asked))}")
        return "且".join(parts)


def _alike(parts: Sequence[Limited], words: Callable[[Limited], object]) -> list[list[Limited]]:
    """Parts with the same words together, in the order of the first of them."""
    found: dict[object, list[Limited]] = {}
    for part in parts:
        found.setdefault(words(part), []).append(part)
    return list(found.values())


def _any(whens: Iterable[When]) -> When:
    """A condition that holds where any of `whens` does; two that differ in one answer become one with both answers."""
    found: list[Condition] = []
    for condition in (condition for when in whens for condition in conditions(when)):
        for place, other in enumerate(found):
            differing = [key for key in condition if condition.get(key) != other.get(key)]
            if condition.keys() == other.keys() and len(differing) <= 1 and not any("!" in key for key in differing):
                more = {key: (*values_of(other[key]), *values_of(condition[key])) for key in differing}
                found[place] = {**other, **more}
                break
        else:
            found.append(condition)
    return tuple(found)


def _limit(act: OtherAct) -> str:
    if act.due is None:
        return ""
    days = f"{act.due.workdays}个工作日内" if act.due.workdays else ""
    return tight(one_line(act.due.words or days))


def _circled(index: int) -> str:
    return _CIRCLED[index] if index < len(_CIRCLED) else f"（{index + 1}）"
