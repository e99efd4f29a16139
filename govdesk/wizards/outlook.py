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
    return "；".join([*_stage_changes(wizard, answers, question, state), total])


def _stage_changes(wizard: Wizard, answers: Answers, question: Question, state: State) -> list[str]:
    undecided = evaluate(wizard, {key: value for key, value in answers.items() if key != question.id})
    gone = [name for name, _ in undecided.stages(wizard) if name not in {n for n, _ in state.stages(wizard)}]
    if gone:
        return ["不含" + "、".join(f"“{name}”" for name in gone) + "阶段"]
    conditional = {entry.item.id for entry in undecided.items if entry.conditional}
    settled = [entry.item for entry in state.items if entry.item.id in conditional and not entry.conditional]
    if settled:
        stages = tuple(dict.fromkeys(item.stage for item in settled))
        return ["、".join(f"“{stage}”" for stage in stages) + f"有 {len(settled)} 项随之要办"]
    if any(entry.conditional for entry in state.items):
        return ["随之而定的各项标为视情，之后可改"]
    return []


def changes_in_words(before: State, after: State) -> str:
    """“增加 2 项：…；减少 1 项：…”, or "" when the same items stand on the sheet."""
    added, removed = compare_items(before, after)
    parts = [
        f"{verb} {len(items)} 项：{_names(items)}" for verb, items in (("增加", added), ("减少", removed)) if items
    ]
    return "；".join(parts)


def _names(items: Iterable[CheckItem], most: int = 3) -> str:
    names = [f"“{item.do}”" for item in items]
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
