"""How the dates on a sheet were counted, in the words of `govdesk.workdays`, each thing said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govdesk.wizards.checklist import Checklist, Row
from govdesk.workdays import (
    DueDate,
    basis_note,
    calendar_in_words,
    date_zh,
    due_in_words,
    provisional_reason,
    skipped_in_words,
    year_end_note,
)


def counting_notes(checklist: Checklist, rows: Sequence[tuple[int, Row]]) -> tuple[str, ...]:
    """Sentences on every due date of `rows` (number on the sheet, row).

    For each limit its start, count, result, skipped and made-up days, and why it is provisional where it is; then, once,
    the calendar, and why the count begins where it does.
    """
    counted = [(number, row, row.due) for number, row in rows if row.due is not None]
    if not counted:
        return ()
    groups: dict[str, list[int]] = {}
    for number, row, due in counted:
        groups.setdefault(_account(start_label(checklist, row), due), []).append(number)
    accounts = [f"第 {'、'.join(map(str, numbers))} 项：{text}" for text, numbers in groups.items()]
    calendars = dict.fromkeys(f"{calendar_in_words(due)}。" for _, _, due in counted)
    starts = "、".join(dict.fromkeys(start_label(checklist, row) for _, row, _ in counted))
    return (*accounts, "".join(calendars) + basis_note(counted[0][2], start_label=starts))


def blank_counting_note(checklist: Checklist, rows: Iterable[Row]) -> str:
    """How to count the working days on a form filled in by hand; empty when nothing on it is counted."""
    starts = dict.fromkeys(
        start_label(checklist, row) for row in rows if row.item.due and row.item.due.workdays is not None
    )
    if not starts:
        return ""
    names = "、".join(starts)
    first = "当日起数工作日，当日是休息日的从次日起数" if checklist.count_start else "次日起数工作日"
    return f"从{names}{first}，周末和法定节假日不计，调休上班的周末计入。规则没有写明{names}当日算不算在内。"


def _account(start: str, due: DueDate) -> str:
    sentences = [
        f"{start} {date_zh(due.start)}，{due.basis} {due.workdays} 个工作日，至 {due_in_words(due)}",
        skipped_in_words(due),
        provisional_reason(due) or year_end_note(due),
    ]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def start_label(checklist: Checklist, row: Row) -> str:
    """What happened on the day a limit is counted from: 收文 for the field 收文日期."""
    due = row.item.due
    field = checklist.basis.wizard.field(due.after) if due else None
    label = field.label if field else ""
    return label.removesuffix("日期").removesuffix("时间") or label or "起算"
