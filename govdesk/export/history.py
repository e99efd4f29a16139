"""办理记录: everything that was ever changed on a record, for the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govdesk.export.dates import in_print
from govdesk.export.paper import Paper, Section, basis_of, cell, printed_on, table
from govdesk.export.sheet import title_of
from govdesk.present.wording import filed_in_words, kind_in_words, time_in_words
from govdesk.records.model import Change, Record

_COLUMNS = (("时间", 41.0, True), ("经办", 22.0, True), ("类别", 14.0, True), ("内容", 90.0, False))


def history_paper(record: Record, changes: Sequence[Change], printed: dt.date) -> Paper:
    """The record's history as printed on the day `printed`, times in the machine's zone, oldest first."""
    undone = {change.undoes for change in changes if change.undoes}
    wizard = record.basis.wizard
    rows = []
    for change in changes:
        words = in_print(filed_in_words(change, wizard))
        lines = [words] + ["（后来撤销）"] * (change.uid in undone)
        rows.append(
            (
                cell(in_print(time_in_words(change.at))),
                cell(change.by or "—"),
                cell(kind_in_words(change)),
                cell(*lines),
            )
        )
    return Paper(
        title=f"{title_of(record.basis.rule, wizard).removesuffix('办事清单')}办理记录",
        left=f"编号：{record.number}",
        right=printed_on(printed),
        subject=record.title,
        sections=(Section("", (f"事项：{record.title}",), table(_COLUMNS, rows)),),
        names=("经办人", "核对人"),
        foot=basis_of(record.basis.rule),
        number=record.number,
        printed=printed,
    )
