"""办理记录: everything that was ever changed on a record, for the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from govdesk.export.paper import Paper, Section, basis_of, cell, table
from govdesk.records.model import Change, ChangeKind, ItemState, Record
from govdesk.wizards.model import Wizard

_STATES = {ItemState.OPEN: "待办", ItemState.DONE: "已办", ItemState.NOT_APPLICABLE: "不适用"}
_WHAT = {
    ChangeKind.CREATED: "新建",
    ChangeKind.STATE: "办理",
    ChangeKind.NOTE: "备注",
    ChangeKind.FIELDS: "表头",
    ChangeKind.ANSWERS: "答案",
    ChangeKind.COUNT_START: "起算",
    ChangeKind.ARCHIVED: "归档",
    ChangeKind.DELETED: "删除",
}
_COLUMNS = (("时间", 30.0, True), ("经办", 20.0, True), ("改了什么", 16.0, True), ("内容", 90.0, False))


def history_paper(record: Record, changes: Sequence[Change], printed: dt.date) -> Paper:
    """The record's history as printed on the day `printed`, times in the machine's zone, oldest first."""
    undone = {change.undoes for change in changes if change.undoes}
    rows = []
    for change in changes:
        at = change.at.astimezone()
        lines = [*change_in_words(record, change)]
        if change.undoes:
            lines.append("（撤销先前的改动）")
        if change.uid in undone:
            lines.append("（后来撤销）")
        rows.append((cell(f"{at:%Y-%m-%d %H:%M}"), cell(change.by or "—"), cell(_kind(change)), cell(*lines)))
    return Paper(
        title=f"{record.basis.wizard.title}办理记录",
        left=f"编号：{record.number}",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        sections=(Section("", (f"事项：{record.title}",), table(_COLUMNS, rows)),),
        names=("经办人", "审核人"),
        foot=basis_of(record.basis.rule),
        number=record.number,
        printed=printed,
    )


def change_in_words(record: Record, change: Change) -> Iterable[str]:
    """What a change did, as Chinese lines."""
    wizard = record.basis.wizard
    item = wizard.item(change.item)
    before, after = change.before, change.after
    match change.kind:
        case ChangeKind.CREATED:
            yield f"建立清单 {record.number}"
        case ChangeKind.STATE:
            yield item.do if item else change.item
            yield f"{_state(before)} → {_state(after)}"
        case ChangeKind.NOTE:
            yield item.do if item else change.item
            yield f"备注：{after}" if after else f"删去备注：{before}"
        case ChangeKind.FIELDS:
            for key, value in after.items():
                field = wizard.field(key)
                yield f"{field.label if field else key}：{_change(before.get(key, ''), value)}"
        case ChangeKind.ANSWERS:
            yield from _answers(wizard, before, after)
        case ChangeKind.COUNT_START:
            yield "期限改为当日起算" if after else "期限改为次日起算"
        case ChangeKind.ARCHIVED:
            yield "归档" if after else "恢复办理"
        case ChangeKind.DELETED:
            yield "移到回收站" if after else "从回收站恢复"


def _kind(change: Change) -> str:
    if change.kind in (ChangeKind.ARCHIVED, ChangeKind.DELETED) and not change.after:
        return "恢复"
    return _WHAT[change.kind]


def _state(value: Mapping[str, Any]) -> str:
    words = _STATES[ItemState(value.get("state", ItemState.OPEN))]
    return f"{words}（{value['reason']}）" if value.get("reason") else words


def _answers(wizard: Wizard, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    for question in wizard.questions:
        old, new = before.get(question.id, ""), after.get(question.id, "")
        if old != new:
            labels = [option.label if (option := question.option(value)) else value for value in (old, new)]
            yield f"{question.short or question.ask}：{_change(*labels)}"


def _change(before: str, after: str) -> str:
    return f"{before or '（空）'} → {after or '（空）'}"
