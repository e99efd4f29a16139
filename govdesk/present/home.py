"""What the home page shows, worked out without widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from govdesk.records.model import Draft, RecordSummary
    from govdesk.wizards.frontpage import FrontRule, Procedure
    from govdesk.wizards.library import Library

ANSWERED = "答完，未生成"  # a draft that waits only for its list to be made
MOST_RECENT = 3
MOST_DEADLINES = 4
MOST_COUNTED = 500  # lists looked at for the line on what is due


class HomeGroup(msgspec.Struct, frozen=True):
    """A group as one desk sees it: its own errands, and those of others with their holders in words."""

    id: str
    title: str
    own: tuple[Procedure, ...]
    others: tuple[Procedure, ...]


def groups_for(rule: FrontRule, desk_id: str) -> list[HomeGroup]:
    """The groups of `rule` for the clerk at `desk_id`; with no desk, or an unknown one, everything is one's own."""
    desk = rule.desk(desk_id)
    found = []
    for group in rule.groups:
        own = tuple(p for p in group.procedures if desk is None or not p.desks or set(p.desks) & set(desk.acts_as))
        others = tuple(p for p in group.procedures if p not in own)
        found.append(HomeGroup(group.id, group.title, own, others))
    return found


def holders_in_words(rule: FrontRule, procedure: Procedure) -> str:
    """Whose errand it is: 市政府部门、区镇、街道; 各单位 for more than two; empty where it names nobody."""
    labels = {desk.id: desk.label for desk in rule.desks}
    names = [labels[desk].removeprefix("市政府") or labels[desk] for desk in procedure.desks if desk in labels]
    return "各单位" if len(names) > 2 else "、".join(names)


class Begun(msgspec.Struct, frozen=True):
    """A line of 继续办理: a record (`record` is its number) or a draft of a wizard (`draft` is its id).

    `done` of `total` are items, or for a draft the question it waits at, of how many; `answered`: it waits at none.
    """

    title: str
    what: str
    when: dt.datetime
    done: int
    total: int
    record: str = ""
    rule: str = ""
    wizard: str = ""
    draft: str = ""
    answered: bool = False


class NearDeadline(msgspec.Struct, frozen=True):
    """A line of 临近期限: which record of which city, what is due in it, and how far off that is, in words.

    `waits`: who is waited for (等); empty for one's own.
    """

    due: dt.date
    title: str
    what: str
    remaining: str
    record: str
    city: str = ""
    waits: str = ""


def begun(summaries: Sequence[RecordSummary], drafts: Sequence[Draft], library: Library) -> list[Begun]:
    """At most three things to go on with, the last worked on first."""
    from govdesk.wizards.paths import most_questions
    from govdesk.wizards.session import evaluate, known_answers

    lines = [
        Begun(
            s.title,
            f"{s.rule_title} ・ {s.wizard_title}",
            s.updated,
            s.done,
            s.total,
            record=s.number,
            rule=s.rule,
            wizard=s.wizard,
        )
        for s in summaries
    ]
    for draft in drafts:
        wizard = next((w for w in library.wizards(draft.rule) if w.id == draft.wizard), None)
        if wizard is None or not draft.desk or not draft.answers:
            continue  # a draft of version 0.1 is read among the drafts of 清单
        answers = known_answers(wizard, draft.answers)
        desk = draft.desk if draft.desk in wizard.desks else ""
        state = evaluate(wizard, answers, desk, explain=False)
        rule = library.rules[draft.rule].meta.short_title
        lines.append(
            Begun(
                wizard.title,
                f"{rule} ・ 还没有生成清单",
                draft.updated,
                min(sum(question.id in answers for question in state.asked) + 1, len(state.asked)),
                most_questions(wizard, answers, desk),  # as the wizard says: 第 2 问，共 3 问
                rule=draft.rule,
                wizard=draft.wizard,
                draft=draft.id,
                answered=state.current is None,
            )
        )
    return sorted(lines, key=lambda line: line.when, reverse=True)[:MOST_RECENT]


def near_deadlines(
    summaries: Sequence[RecordSummary], waiting: Sequence[RecordSummary] = (), today: dt.date = dt.date.min
) -> list[tuple[RecordSummary, bool]]:
    """At most four: records with an open limit, the overdue ones first, then by day with those that wait for somebody (True).

    `summaries` are ordered by their own limits, `waiting` by the nearest day of both kinds.
    """
    own = [(s.next_due, False, s) for s in summaries[:MOST_DEADLINES] if s.next_due is not None]
    others = [(s.wait, True, s) for s in waiting if s.wait is not None][:MOST_DEADLINES]
    days = sorted([*own, *others], key=lambda line: (line[1] or line[0] >= today, line[0], line[1], line[2].number))
    return [(summary, waits) for _, waits, summary in days[:MOST_DEADLINES]]


def due_in_short(summaries: Sequence[RecordSummary], today: dt.date, limit: int) -> tuple[str, bool]:
    """How many of these lists, the most urgent `limit` of all, are overdue or due today, in words; whether any is overdue."""
    days = [summary.next_due for summary in summaries if summary.next_due is not None]
    late, now = sum(day < today for day in days), sum(day == today for day in days)
    if late == limit:
        return f"至少 {late} 份清单有逾期的事项", True
    parts = (
        f"{late} 份清单有逾期的事项" if late else "",
        f"{now} 份{'' if late else '清单有事项'}今天到期" if now else "",
    )
    return "，".join(part for part in parts if part), late > 0


def when_in_words(when: dt.datetime, today: dt.date) -> str:
    """今天 09:42, 昨天, 11-19, or 2025-11-19 for another year. `when` is aware; its local day counts."""
    local = when.astimezone()
    day = local.date()
    if day == today:
        return f"今天 {local:%H:%M}"
    if day == today - dt.timedelta(days=1):
        return "昨天"
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
