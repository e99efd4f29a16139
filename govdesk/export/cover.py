"""封面: the lists that belong to one matter, to lie on top of its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govdesk.export.dates import short_date
from govdesk.export.paper import Cell, Paper, Section, basis_of, cell, printed_on, table
from govdesk.export.sheet import title_of
from govdesk.present.wording import STATES
from govdesk.records.model import Record

_COLUMNS = (
    ("序", 8.0, True),
    ("编号", 31.0, True),
    ("清单", 60.0, False),
    ("由谁办", 26.0, True),
    ("经办", 18.0, True),
    ("办理情况", 24.0, True),
)


def cover_paper(records: Sequence[Record], number: str, printed: dt.date) -> Paper:
    """The cover of a matter; `records` are its lists, oldest first, that of `number` among them. Raises KeyError without it.

    Days are those of the machine's time zone.
    """
    chosen = next((record for record in records if record.number == number), None)
    if chosen is None:
        raise KeyError(number)
    count = f"等{len(records)}份" if len(records) > 1 else ""
    rows = [_row(place, record, chosen, printed) for place, record in enumerate(records, start=1)]
    rules = {record.rule: record.basis.rule for record in records}
    return Paper(
        title="办件封面",
        left=f"编号：{number}{count}",
        right=printed_on(printed),
        subject=chosen.title,
        sections=(Section("", (f"事项：{chosen.title}",), table(_COLUMNS, rows)),),
        names=("经办人", "核对人"),
        foot=basis_of(*rules.values()),
        number=number,
        printed=printed,
    )


def _row(place: int, record: Record, chosen: Record, printed: dt.date) -> tuple[Cell, ...]:
    wizard, progress = record.basis.wizard, record.progress()
    other_name = () if record.title in (chosen.title, wizard.title) else (record.title,)
    made = short_date(record.created.astimezone().date(), printed)
    return (
        cell(str(place)),
        cell(record.number),
        cell(title_of(record.basis.rule, wizard), *other_name),
        cell(record.basis.party_label(record.desk) if record.desk else "—"),
        cell(record.handler or "—"),
        cell(STATES[record.state], f"{progress.settled}/{progress.total}项", f"{made}建立"),
    )
