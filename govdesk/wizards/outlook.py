"""清单会是这样: the list while the questions are being answered, and what the present answer does to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from govdesk.wizards.checklist import badge_of
from govdesk.wizards.conditions import questions_in
from govdesk.wizards.model import CheckItem, Cite, Option, Question, Wizard
from govdesk.wizards.session import SKIPPED, Answers, State, compare_items, evaluate
from govdesk.wizards.terms import Level

#: Before what an answer brings; 除外 needs none, its words say what is lifted.
_BINDING = {
    Level.MUST: "要",
    Level.MUST_NOT: "不得",
    Level.SHOULD: "一般要",
    Level.SHOULD_NOT: "一般不",
    Level.MAY: "可以",
    Level.EXCEPT: "",
}


class Effect(StrEnum):
    """What the present choice does to a line, or why it does not stand yet."""

    STAYS = ""
    ADDED = "added"
    REMOVED = "removed"
    LATER = "later"  # it depends on a question that is not answered yet


class LiveLine(msgspec.Struct, frozen=True):
    """A line of the list as it will be. `question` is the number of the question a LATER line waits for."""

    id: str
    do: str
    badge: str
    effect: Effect
    arises: bool = False
    question: int = 0


class LiveStage(msgspec.Struct, frozen=True):
    """A stage with its lines, removed ones in their places."""

    name: str
    lines: tuple[LiveLine, ...]


class LiveList(msgspec.Struct, frozen=True):
    """The list under the present answers: counts per part, and own lines by stage."""

    stages: tuple[LiveStage, ...]
    own: int
    arises: int
    others: int
    open: int
    general: int


def live_list(wizard: Wizard, answers: Answers, desk: str, shown: Question | None) -> LiveList:
    """The list of `desk` under `answers`, against the same with the question `shown` still open."""
    state = evaluate(wizard, answers, desk, explain=False)
    without = {key: value for key, value in answers.items() if shown is None or key != shown.id}
    before = state if shown is None else evaluate(wizard, without, desk, explain=False)
    now = {entry.item.id for entry in state.items}
    had = {entry.item.id for entry in before.items}
    # What was only waiting for the shown question and is now ruled out has been taken away by this answer.
    waited = {item.id for item in before.pending if shown is not None and shown.id in questions_in(item.when)}
    later = {item.id: _waits_for(wizard, state, item, answers) for item in state.pending}
    stages = []
    for name in wizard.stages:
        lines = []
        for item in wizard.items:
            if item.stage != name or (desk and desk not in item.desks):
                continue
            if item.id in now:
                effect = Effect.STAYS if item.id in had or shown is None else Effect.ADDED
            elif later.get(item.id):
                effect = Effect.LATER
            elif shown is not None and shown.id in answers and item.id in (had | waited):
                effect = Effect.REMOVED
            else:
                continue
            badge = badge_of(item.level, arises=bool(item.arises))
            waits = later.get(item.id, 0) if effect is Effect.LATER else 0
            lines.append(LiveLine(item.id, item.words, badge, effect, bool(item.arises), waits))
        if lines:
            stages.append(LiveStage(name, tuple(lines)))
    return LiveList(
        tuple(stages),
        own=len(state.own),
        arises=len(state.arises),
        others=len(state.others),
        open=len(state.open),
        general=len(state.general),
    )


def _waits_for(wizard: Wizard, state: State, item: CheckItem, answers: Answers) -> int:
    """The number of the first unanswered question that an undecided item waits for; 0 where all are answered."""
    for number, question in enumerate(state.asked, start=1):
        if question.id in questions_in(item.when) and question.id not in answers:
            return number
    named = set(questions_in(item.when))
    for number, question in enumerate(wizard.questions, start=1):
        if question.id in named and question.id not in answers and question.id not in {q.id for q in state.asked}:
            return number
    return 0


def option_effect(wizard: Wizard, answers: Answers, question: Question, option: Option, desk: str = "") -> str:
    """What an answer does to the list, in words: our own where the pack has them, else what it adds or leaves out.

    Compared with the other answers of the question: what all of them bring is not told.
    """
    if option.effect:
        return option.effect
    state = evaluate(wizard, {**answers, question.id: option.value}, desk, explain=False)
    others = [
        evaluate(wizard, {**answers, question.id: other.value}, desk, explain=False)
        for other in question.options
        if other.value != option.value
    ]
    if not others:
        others = [evaluate(wizard, {**answers, question.id: SKIPPED}, desk, explain=False)]
    here = {entry.item.id for entry in state.items}
    everywhere = set.intersection(*({entry.item.id for entry in other.items} for other in others))
    anywhere = set.union(*({entry.item.id for entry in other.items} for other in others))
    added = [entry.item for entry in state.items if entry.item.id not in everywhere]
    added.sort(key=lambda item: item.id in anywhere)  # what no other answer brings tells this one from them
    missing = [wizard.item(ident) for ident in anywhere if ident not in here]
    parts = []
    if state.is_card:
        return "直接给出答复"
    if added:
        parts.append(_named(added))
    elif missing:
        parts.append(f"少 {len(missing)} 项")
    return "；".join(parts)


def option_words(wizard: Wizard, answers: Answers, question: Question, value: str, desk: str = "") -> tuple[str, ...]:
    """The words of the question's quotes on which what this answer brings rests; what every other brings is left out.

    Each is a part of one of the question's quotes, in their order.
    """
    offered = [option.value for option in question.options if not desk or not option.desks or desk in option.desks]
    brought = {
        other: _grounds(evaluate(wizard, {**answers, question.id: other}, desk, explain=False))
        for other in (*offered, value)
    }
    here = brought.pop(value)
    everywhere = set.intersection(*(set(parts) for parts in brought.values())) if brought else set()
    found: dict[str, None] = {}
    for ground in question.cites:
        for part, cites in here.items():
            if part not in everywhere:
                found.update(dict.fromkeys(_shared(ground, cites)))
    return tuple(found)


def _grounds(state: State) -> dict[str, tuple[Cite, ...]]:
    """The quotes of everything on a list, by part."""
    found = {entry.item.id: entry.cites for entry in state.items}
    for parts in (state.say, state.others, state.open, state.general):
        found |= {part.id: part.cites for part in parts}
    return found


def _shared(ground: Cite, cites: Iterable[Cite]) -> Iterator[str]:
    """What of the words of `ground` is quoted by `cites`."""
    for cite in cites:
        if cite.number == ground.number and cite.quote in ground.quote:
            yield cite.quote
        elif cite.number == ground.number and ground.quote in cite.quote:
            yield ground.quote


def _named(items: Sequence[CheckItem]) -> str:
    """要“会签”等 2 项, 不得“直接报送”: the first, with how binding it is, and how many there are."""
    first = items[0]
    more = f"等 {len(items)} 项" if len(items) > 1 else ""
    return f"{f'{first.arises}，' if first.arises else ''}{_BINDING[first.level]}“{first.do}”{more}"


def changes_in_words(before: State, after: State, *, named: bool = True) -> str:
    """“增加 2 项：…；减少 1 项：…”, or "" when nothing on the list is different.

    Not `named`: the numbers alone, for narrow windows.
    """
    added, removed = compare_items(before, after)
    parts = [
        told.format(len(items)) + (f"：{_listed(items)}" if named else "")
        for told, items in (("增加 {} 项", added), ("减少 {} 项", removed))
        if items
    ]
    return "；".join(parts)


def _listed(items: Iterable[CheckItem], most: int = 3) -> str:
    names = [f"“{item.act_in_words}”" for item in items]
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def total_in_words(state: State) -> str:
    """您来办 8 项; in lists of version 0.1 also how many are 视情."""
    conditional = sum(entry.conditional for entry in state.own)
    total = f"您来办 {len(state.own)} 项"
    return f"{total}，其中 {conditional} 项视情" if conditional else total
