"""期限一览: every date that is still open, over all records, for the wall or the meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from govdesk.export.paper import Cell, Line, Paper, Section, cell, line, table
from govdesk.records.model import ItemState, Record
from govdesk.workdays import OfficialCalendar, remaining_in_words, weekday_zh

_COLUMNS = (("期限", 30.0, True), ("还有", 24.0, True), ("办什么", 52.0, False), ("清单", 50.0, False))
_GROUPS = ("已逾期", "今天", "本周", "以后")


def agenda_paper(records: Iterable[Record], calendar: OfficialCalendar, today: dt.date) -> Paper:
    """The open limits of `records` by date, seen from `today`; groups as on the 期限 page, empty ones left out."""
    entries = [
        (row.due.due, row.due.provisional, record, row)
        for record in records
        for row in record.checklist(calendar).rows
        if row.due and record.mark(row.item.id).state is ItemState.OPEN
    ]
    groups: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in _GROUPS}
    for due, provisional, record, row in sorted(entries, key=lambda entry: (entry[0], entry[2].number)):
        day = line(f"{due.isoformat()} {weekday_zh(due)}" + ("（暂）" if provisional else ""), "bold")
        matter = " ".join(part for part in (record.number, record.handler) if part)
        groups[_group(due, today)].append(
            (
                (day,),
                cell(remaining_in_words(due, today, calendar).removesuffix("（暂）")),
                (line(row.item.do), line(record.basis.citation(row.item.cite), "note")),
                (line(record.title), Line(line(matter).runs, "note")),
            )
        )
    sections = tuple(
        Section(f"{name}（{len(rows)} 项）", (), table(_COLUMNS, rows)) for name, rows in groups.items() if rows
    )
    return Paper(
        title="期限一览",
        left=f"共 {len(entries)} 项",
        right=f"{today.year}年{today.month}月{today.day}日（{weekday_zh(today)}）",
        sections=sections or (Section("", ("没有逾期，也没有等着到期的事。",)),),
        notes=("“暂”：放假安排还没有公布的年份，暂按周末计算。",) if any(entry[1] for entry in entries) else (),
        foot="依据：各清单所用规则，逐项注明",
        printed=today,
    )


def _group(due: dt.date, today: dt.date) -> str:
    if due <= today:
        return "今天" if due == today else "已逾期"
    return "本周" if due <= today + dt.timedelta(6 - today.weekday()) else "以后"
