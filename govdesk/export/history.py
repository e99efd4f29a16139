"""办理记录: everything that was ever changed on a record, for the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govdesk.export.paper import Paper, Section, basis_of, cell, table
from govdesk.present.wording import change_in_words, kind_in_words, time_in_words
from govdesk.records.model import Change, Record

_COLUMNS = (("时间", 30.0, True), ("经办", 20.0, True), ("改了什么", 16.0, True), ("内容", 90.0, False))


def history_paper(record: Record, changes: Sequence[Change], printed: dt.date) -> Paper:
    """The record's history as printed on the day `printed`, times in the machine's zone, oldest first."""
    undone = {change.undoes for change in changes if change.undoes}
    wizard = record.basis.wizard
    rows = []
    for change in changes:
        lines = [change_in_words(change, wizard)] + ["（后来撤销）"] * (change.uid in undone)
        rows.append((cell(time_in_words(change.at)), cell(change.by or "—"), cell(kind_in_words(change)), cell(*lines)))
    return Paper(
        title=f"{wizard.title}办理记录",
        left=f"编号：{record.number}",
        right=f"打印日期：{printed.year}年{printed.month}月{printed.day}日",
        sections=(Section("", (f"事项：{record.title}",), table(_COLUMNS, rows)),),
        names=("经办人", "审核人"),
        foot=basis_of(record.basis.rule),
        number=record.number,
        printed=printed,
    )
