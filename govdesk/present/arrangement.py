"""A holiday notice as the clerk's window shows it: what it arranges, line by line, or what was not understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.errors import Problem
from govdesk.present.days import REST, WORK
from govdesk.workdays import NoticeDraft, OfficialCalendar, date_zh, weekday_zh

if TYPE_CHECKING:
    from govdesk.workdays.yearfile import Off

#: What a notice must say of itself: the draft's attribute, and its name.
SOURCE = {"title": "标题", "number": "文号", "issued": "成文日期"}
_MISSING = "没有找到通知的"


@dataclass(frozen=True)
class ArrangedLine:
    """`休　元旦　2027-01-01 周五 至 01-03 周日，共 3 天`, and the day to show with it, if it has one."""

    day: dt.date | None
    text: str


def lines_of(draft: NoticeDraft) -> list[ArrangedLine]:
    """What the notice arranges, by date; behind it the sentences that arrange nothing, so that none goes unseen."""
    lines = [ArrangedLine(off.first, f"{REST}　{off.name}　{_span(off)}") for off in draft.off]
    lines += [ArrangedLine(work.date, f"{WORK}　{work.name}调休　{date_zh(work.date)}") for work in draft.work]
    lines.sort(key=lambda line: line.day or dt.date.max)
    return lines + [ArrangedLine(None, f"不算放假　{remark}") for remark in draft.remarks]


def _span(off: Off) -> str:
    if off.first == off.last:
        return f"{date_zh(off.first)}，1 天"
    return f"{date_zh(off.first)} 至 {off.last:%m-%d} {weekday_zh(off.last)}，共 {len(off.days)} 天"


def preview(draft: NoticeDraft, calendar: OfficialCalendar) -> OfficialCalendar:
    """The calendar as it would be with the draft."""
    off, work = dict(calendar.off), dict(calendar.work)
    for entry in draft.off:
        for day in entry.days:
            off[day] = entry.name
            work.pop(day, None)
    for made_up in draft.work:
        work[made_up.date] = made_up.name
        off.pop(made_up.date, None)
    return OfficialCalendar(off=off, work=work, years=calendar.years | {draft.year}, notices=calendar.notices)


def missing(draft: NoticeDraft | None, problems: Sequence[Problem]) -> list[str]:
    """Which of year, title, number and issued the text does not say and somebody has to fill in."""
    if draft is None:
        return ["year"] if problems else []
    return [name for name in SOURCE if not getattr(draft, name)]


def doubt(draft: NoticeDraft | None, problems: Sequence[Problem]) -> str:
    """One plain sentence on what was not understood, and how much more there is; empty where all is well."""
    if not problems:
        return ""
    others = [problem for problem in problems if not problem.problem.startswith(_MISSING)]
    if not others:
        return f"通知的{'、'.join(SOURCE[name] for name in missing(draft, problems))}没有找到，补在下面。"
    first = others[0]
    where = f"“{first.where}”这一项：" if first.where else ""
    more = f"另有 {len(others) - 1} 处。" if len(others) > 1 else ""
    return f"{where}{first.problem}。{f'{first.hint}。' if first.hint else ''}{more}"


def all_doubts(problems: Sequence[Problem]) -> str:
    """Every doubt in a line of its own, for a tooltip."""
    return "\n".join(f"{p.where}：{p.problem}" if p.where else p.problem for p in problems)
