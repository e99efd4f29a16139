"""What an answer would do to the checklist: the line under each option, and 清单随之增减."""

from __future__ import annotations

from collections.abc import Iterable

from govdesk.wizards.model import CheckItem, Option, Question, Wizard
from govdesk.wizards.session import Answers, State, compare_items, evaluate


def option_effect(wizard: Wizard, answers: Answers, question: Question, option: Option) -> str:
    """One line of plain Chinese: our own words where the pack has them, then the count.

    The count compares with leaving the question open, which keeps everything on the sheet.
    """
    state = evaluate(wizard, {**answers, question.id: option.value})
    total = f"清单共 {len(state.items)} 项"
    if option.effect:
        return f"{option.effect}；{total}"
    return "；".join([*_stage_changes(wizard, answers, question, option, state), total])


def _stage_changes(wizard: Wizard, answers: Answers, question: Question, option: Option, state: State) -> list[str]:
    """What the answer settles. Bans are among the lines, so that none is said to be 要办 or 不用办."""
    still_open = evaluate(wizard, {key: value for key, value in answers.items() if key != question.id})
    stages = {name for name, _ in state.stages(wizard)}
    gone = [name for name, _ in still_open.stages(wizard) if name not in stages]
    conditional = {entry.item.id for entry in still_open.items if entry.conditional}
    settled = [entry.item for entry in state.items if entry.item.id in conditional and not entry.conditional]
    dropped = [item for item in compare_items(still_open, state)[1] if item.stage not in gone]
    parts = []
    if gone:
        parts.append("不含" + _quoted(gone) + ("阶段" if len(gone) <= 2 else ""))
    if settled:
        parts.append(f"{_quoted(dict.fromkeys(item.stage for item in settled))}有 {len(settled)} 项随之列入")
    if dropped and not gone:
        parts.append(f"另有 {len(dropped)} 项不列入" if settled else f"有 {len(dropped)} 项不列入")
    if option.undecided:
        parts.append(f"{'其余' if parts else ''}随之而定的各项标为视情，之后可改")
    return ["，".join(parts) or "各项照列"]


def _quoted(names: Iterable[str], most: int = 2) -> str:
    """“会签”、“审签”; of many only the first, and how many."""
    quoted = [f"“{name}”" for name in names]
    return "、".join(quoted) if len(quoted) <= most else f"{quoted[0]}等 {len(quoted)} 个阶段"


def total_in_words(state: State) -> str:
    """按现有答案，清单 28 项，其中 12 项视情."""
    conditional = sum(entry.conditional for entry in state.items)
    total = f"按现有答案，清单 {len(state.items)} 项"
    return f"{total}，其中 {conditional} 项视情" if conditional else total


def changes_in_words(before: State, after: State, *, named: bool = True) -> str:
    """“增加 2 项：…；减少 1 项：…；1 项由视情定下来：…”, or "" when nothing on the sheet is different.

    Not `named`: the numbers alone, for narrow windows.
    """
    added, removed = compare_items(before, after)
    conditional = [{entry.item.id for entry in state.items if entry.conditional} for state in (before, after)]
    stayed = [entry.item for entry in after.items if entry.item not in added]
    settled = [item for item in stayed if item.id in conditional[0] - conditional[1]]
    unsettled = [item for item in stayed if item.id in conditional[1] - conditional[0]]
    parts = [
        told.format(len(items)) + (f"：{_names(items)}" if named else "")
        for told, items in (
            ("增加 {} 项", added),
            ("减少 {} 项", removed),
            ("{} 项由视情定下来", settled),
            ("{} 项改为视情", unsettled),
        )
        if items
    ]
    return "；".join(parts)


def _names(items: Iterable[CheckItem], most: int = 3) -> str:
    names = [f"“{item.do}”" for item in items]
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
