"""A record as lines of text, for a file that is read without the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govdesk.present.wording import ITEM_STATES, STATES, history_in_words, time_in_words
from govdesk.records.model import Change, Record

if TYPE_CHECKING:
    from govdesk.workdays import OfficialCalendar


def record_lines(record: Record, history: Sequence[Change], calendar: OfficialCalendar) -> list[str]:
    """The whole record as lines: head, items with their marks and grounds, history."""
    from govdesk.workdays import due_in_words

    basis, checklist, progress = record.basis, record.checklist(calendar), record.progress()
    counts = f"已办 {progress.done}，不适用 {progress.not_applicable}，待办 {progress.open}"
    lines = [f"{record.number}　{basis.wizard.title}　{STATES[record.state]}　{counts}"]
    lines.append(f"依据：《{basis.rule.title}》{basis.rule.doc_number and f'（{basis.rule.doc_number}）'}")
    lines += [f"{field.label}：{record.fields.get(field.id, '')}" for field in basis.wizard.fields]
    for stage in checklist.stages:
        lines.append(f"【{stage.name}】")
        for row in stage.rows:
            mark = record.mark(row.item.id)
            done = [time_in_words(mark.at)[:10] if mark.at else "", mark.by, mark.reason]
            told = "，".join(part for part in done if part)
            lines.append(f"{ITEM_STATES[mark.state]}{told and f'（{told}）'}　{row.badge}　{row.item.do}")
            lines.append(f"　　{row.label}：“{row.item.cite.quote}”")
            if row.due is not None:
                lines.append(f"　　期限：{due_in_words(row.due)}")
            if mark.note:
                lines.append(f"　　备注：{mark.note}")
    lines.append("【历史】")
    return lines + [history_in_words(change, basis.wizard) for change in history]
