"""向导审核表: a wizard laid open on paper, so that whoever answers for it can check and sign it without a screen.

Every question with its options, every item with the condition under which it is asked for, each beside the words of the
rule that it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from govdesk.export.articles import Run
from govdesk.export.paper import Cell, Line, Paper, Section, basis_of, cell, line, table
from govdesk.export.plain import one_line
from govdesk.wizards.basis import Basis
from govdesk.wizards.checklist import BADGES
from govdesk.wizards.model import CheckItem, Cite, Condition, Due, When, Wizard

_QUESTIONS = (("问", 8.0, True), ("问题", 42.0, False), ("选项", 50.0, False), ("依据", 56.0, False))
_ITEMS = (
    ("序", 8.0, True),
    ("事项", 60.0, False),
    ("性质", 11.0, True),
    ("何时列入", 30.0, False),
    ("依据", 47.0, False),
)


def approval_paper(basis: Basis, printed: dt.date) -> Paper:
    """The wizard of `basis` as a paper to approve."""
    wizard = basis.wizard
    questions = [
        (
            cell(str(number)),
            (
                line(question.ask),
                *_noted("何时问", condition_in_words(wizard, question.when)),
                line(question.why, "note"),
            ),
            tuple(
                part
                for option in question.options
                for part in (line(f"□{option.label}"), *((line(option.effect, "note"),) if option.effect else ()))
            ),
            _quote(basis, question.cite),
        )
        for number, question in enumerate(wizard.questions, start=1)
    ]
    sections = [Section("", (wizard.summary,))]
    if questions:
        sections.append(Section("一、问题", (), table(_QUESTIONS, questions)))
    numbers = {item.id: number for number, item in enumerate(_in_order(wizard), start=1)}
    for stage in wizard.stages:
        items = [item for item in wizard.items if item.stage == stage]
        rows = [
            (
                cell(str(numbers[item.id])),
                (
                    line(item.do),
                    *_noted("承办", item.actor),
                    *_noted("时限", _limit(wizard, item.due)),
                    *_noted("说明", item.note),
                    *_noted("实务", item.hint),
                ),
                cell(BADGES[item.level]),
                cell(condition_in_words(wizard, item.when) or "总是列入"),
                _quote(basis, item.cite),
            )
            for item in items
        ]
        if rows:
            sections.append(Section(f"事项：{stage}", (), table(_ITEMS, rows)))
    return Paper(
        title=f"“{wizard.title}”向导审核表",
        left=f"共 {len(wizard.questions)} 问，{len(wizard.items)} 项",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        sections=tuple(sections),
        notes=(f"规则包校验值 {basis.hash[:16]}。引号里是规则原文，其余是编者的话。",),
        names=("编写人", "审核人", "批准人"),
        foot=basis_of(basis.rule),
        number=wizard.id,
        printed=printed,
    )


def condition_in_words(wizard: Wizard, when: When) -> str:
    """“是否涉及其他部门”选“涉及”, alternatives with 或者 between them; empty where there is no condition."""
    conditions = (when,) if isinstance(when, dict) else when
    return "；或者".join(words for condition in conditions if (words := _one(wizard, condition)))


def _one(wizard: Wizard, condition: Condition) -> str:
    parts = []
    for question_id, wanted in condition.items():
        question = wizard.question(question_id)
        values = (wanted,) if isinstance(wanted, str) else wanted
        labels = [option.label if question and (option := question.option(value)) else value for value in values]
        name = (question.short or question.ask) if question else question_id
        parts.append(f"“{name}”选“{'”或“'.join(labels)}”")
    return "，并且".join(parts)


def _in_order(wizard: Wizard) -> Iterable[CheckItem]:
    return [item for stage in wizard.stages for item in wizard.items if item.stage == stage]


def _limit(wizard: Wizard, due: Due | None) -> str:
    if due is None:
        return ""
    if due.workdays is None:
        return due.words
    field = wizard.field(due.after)
    return f"{field.label if field else due.after}起 {due.workdays} 个工作日"


def _noted(kind: str, words: str) -> tuple[Line, ...]:
    return (line(f"{kind}：{words}", "note"),) if words.strip() else ()


def _quote(basis: Basis, cite: Cite) -> Cell:
    return line(basis.label(cite)), Line((Run(f"“{one_line(cite.quote)}”"),), "quote")
