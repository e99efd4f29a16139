"""期限一览: every date that is still open, over all records, for the wall or the meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from govdesk.export.dates import long_date, tight
from govdesk.export.paper import Cell, Paper, Section, band, basis_of, cell, line, table
from govdesk.export.places import compact
from govdesk.export.plain import one_line, shortened
from govdesk.present.agenda import GROUPS, WAITING, group_of, limited_in_words, nothing_due_in_words
from govdesk.records.model import ItemState, Record
from govdesk.records.waits import waits
from govdesk.workdays import OfficialCalendar, weekday_zh, workdays_between

_COLUMNS = (("期限", 27.5, True), ("工作日", 14.0, True), ("办什么，依据", 63.0, False), ("事项，经办", 62.5, False))
#: So many characters of a matter stand on its line, over that of number and handler; with three lines there were 16 rows a page.
_LONGEST_MATTER = 16


def agenda_paper(
    records: Iterable[Record], calendar: OfficialCalendar, today: dt.date, *, handler: str = "", most: int = 0
) -> Paper:
    """The open limits of `records` by date, seen from `today`; groups as on the 期限 page, empty ones left out.

    `handler`: the one person whose lists these are; `most`: how many lists these are where there are more. Both stand
    under the title, and before the words that nothing is overdue.
    """
    records = list(records)
    limited = limited_in_words(one_line(handler), most)
    # Of one rule only, the city is told in the foot.
    rules = {record.rule: record.basis.rule for record in records}
    alone = next(iter(rules.values())) if len(rules) == 1 else None
    entries = [
        (
            row.due_date,
            row.due is not None and row.due.provisional,
            record,
            row.item.sentence,
            row.labels or (row.label,),
            False,
        )
        for record in records
        for row in record.checklist(calendar).rows
        if row.due_date and record.item_state(row) is ItemState.OPEN
    ]
    entries += [
        (wait.date, wait.provisional, record, f"等{wait.who}：{wait.what}", wait.labels, True)
        for record in records
        for wait in waits(record, record.checklist(calendar))
    ]
    groups: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in GROUPS}
    for due, provisional, record, do, labels, waited in sorted(entries, key=lambda entry: (entry[0], entry[2].number)):
        year = f"{due.year}年" if due.year != today.year else ""
        day = f"{year}{due.month}月{due.day}日 {weekday_zh(due)}" + ("（暂）" if provisional else "")
        rule = record.basis.rule
        city = "" if alone else f"{rule.short_title.removesuffix('市')} "
        place = f"{city}{'、'.join(compact(labels))}"
        told = " ".join(part for part in (record.number, one_line(record.handler)) if part)
        groups[WAITING if waited else group_of(due, today)].append(
            (
                (line(day, "bold"),),
                cell(_left(due, today, calendar, waited=waited)),
                cell(tight(one_line(do)), place),
                cell(shortened(one_line(record.title), _LONGEST_MATTER), told),
            )
        )
    rows: list[tuple[Cell, ...]] = []
    for name, found in groups.items():
        if found:
            rows += [band(f"{name}（{len(found)}项）"), *found]
    nothing = nothing_due_in_words(limited)
    section = Section("", (), table(_COLUMNS, rows, dense=True)) if rows else Section("", (nothing,))
    return Paper(
        title="期限一览",
        left=f"{limited}，共{len(entries)}项" if limited else f"共{len(entries)}项",
        right=long_date(today),
        sections=(section,),
        notes=("“暂”：放假安排还没有公布的年份，暂按周末计算。",) if any(entry[1] for entry in entries) else (),
        foot=basis_of(alone) if alone else "依据：各清单所用规则，逐项注明",
        printed=today,
    )


def _left(due: dt.date, today: dt.date, calendar: OfficialCalendar, *, waited: bool) -> str:
    """还有4, 今天, 逾期13: working days, as the column's head says. What somebody else owes is 已过13, as on the page."""
    if due == today:
        return "今天"
    if due < today:
        return f"{'已过' if waited else '逾期'}{max(1, workdays_between(due, today, calendar))}"
    return f"还有{workdays_between(today, due, calendar)}"
