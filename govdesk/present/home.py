"""What the home page shows, worked out without widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from govdesk.records.model import Draft, RecordSummary
    from govdesk.wizards.library import Library

MOST_RECENT = 3
MOST_DEADLINES = 4
MOST_COUNTED = 500  # lists looked at for the line on what is due


class Begun(msgspec.Struct, frozen=True):
    """A line of 继续办理: a record (`record` is its number) or a draft of a wizard."""

    title: str
    what: str
    when: dt.datetime
    done: int
    total: int
    record: str = ""
    rule: str = ""
    wizard: str = ""


class NearDeadline(msgspec.Struct, frozen=True):
    """A line of 临近期限: which record, what is due in it, and how far off that is, in words."""

    due: dt.date
    title: str
    what: str
    remaining: str
    record: str


def begun(summaries: Sequence[RecordSummary], drafts: Sequence[Draft], library: Library) -> list[Begun]:
    """At most three things to go on with, the last worked on first."""
    from govdesk.wizards.paths import most_questions
    from govdesk.wizards.session import evaluate, known_answers

    lines = [
        Begun(s.title, s.wizard_title, s.updated, s.done, s.total, record=s.number, rule=s.rule, wizard=s.wizard)
        for s in summaries
    ]
    for draft in drafts:
        wizard = next((w for w in library.wizards(draft.rule) if w.id == draft.wizard), None)
        if wizard is None or not draft.answers:
            continue
        answers = known_answers(wizard, draft.answers)
        asked = evaluate(wizard, answers).asked
        rule = library.rules[draft.rule].meta.short_title
        lines.append(
            Begun(
                wizard.title,
                f"{rule}，还没有生成清单",
                draft.updated,
                sum(question.id in answers for question in asked),
                most_questions(wizard, answers),  # as the wizard says: 第 5 问，共 6 问
                rule=draft.rule,
                wizard=draft.wizard,
            )
        )
    return sorted(lines, key=lambda line: line.when, reverse=True)[:MOST_RECENT]


def near_deadlines(summaries: Sequence[RecordSummary]) -> list[RecordSummary]:
    """At most four records with an open limit, the most urgent (so the overdue ones) first."""
    dated = [summary for summary in summaries if summary.next_due is not None]
    return sorted(dated, key=lambda summary: (summary.next_due or dt.date.max, summary.number))[:MOST_DEADLINES]


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
