"""导出表格: the list of records for WPS and Excel, as a workbook with real dates or as CSV.

XlsxWriter writes it: every cell is given its type here, so that no matter's name is taken for a formula, a date or a
number (`=1+1` and `2026-3` stay words), and it needs a tenth of the memory of a library that also reads workbooks.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from govdesk.present.wording import STATES

if TYPE_CHECKING:
    from govdesk.records.model import RecordSummary

#: What a cell may be.
Value = str | int | dt.date | None


class TableColumn(NamedTuple):
    """A column: heading, width in characters, what a cell holds."""

    heading: str
    width: int
    value: Callable[[RecordSummary], Value]


COLUMNS = (
    TableColumn("编号", 14, lambda line: line.number),
    TableColumn("事项名称", 48, lambda line: line.title),
    TableColumn("城市", 10, lambda line: line.rule_title),
    TableColumn("单位", 16, lambda line: line.desk),
    TableColumn("办事", 24, lambda line: line.wizard_title),
    TableColumn("经办人", 10, lambda line: line.handler),
    TableColumn("起算日期", 12, lambda line: line.started),
    TableColumn("已办", 6, lambda line: line.done),
    TableColumn("共", 6, lambda line: line.total),
    TableColumn("最近期限", 12, lambda line: line.next_due),
    TableColumn("期限事项", 32, lambda line: line.next_due_what),
    TableColumn("等到", 12, lambda line: line.wait),
    TableColumn("等谁", 16, lambda line: line.wait_who),
    TableColumn("状态", 8, lambda line: STATES[line.state]),
    TableColumn("建立", 12, lambda line: line.created.astimezone().date()),
    TableColumn("最近改动", 12, lambda line: line.updated.astimezone().date()),
)
#: A spreadsheet reads a cell of CSV that begins so as a formula, and takes full-width signs for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")
#: What it takes for a number or a date: 2026-3, 3/5, 1e5, 0012, 3月5日.
_NUMBER_LIKE = re.compile(r"[\d０-９][\d０-９.,/:\-年月日时分eE+%]*")


def workbook_bytes(lines: Iterable[RecordSummary]) -> bytes:
    """The lines as .xlsx: dates are dates, counts are numbers, everything else is text."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("清单")
        head = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        words = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        number = book.add_format({"valign": "top"})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, head)
        last = 0
        for last, line in enumerate(lines, start=1):
            for place, column in enumerate(COLUMNS):
                value = column.value(line)
                if isinstance(value, dt.date):
                    sheet.write_datetime(last, place, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, int):
                    sheet.write_number(last, place, value, number)
                elif value:
                    sheet.write_string(last, place, _printable(value), words)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return file.getvalue()


def csv_bytes(lines: Iterable[RecordSummary]) -> bytes:
    """The lines as CSV in UTF-8 with the mark by which Excel knows it. What it would take for a formula begins with '."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.heading for column in COLUMNS)
    for line in lines:
        writer.writerow(_in_csv(column.value(line)) for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _in_csv(value: Value) -> str:
    if isinstance(value, str):
        first = unicodedata.normalize("NFKC", value.lstrip()[:1])
        taken = first.startswith(_FORMULA) or value.startswith(_FORMULA) or _NUMBER_LIKE.fullmatch(value)
        return f"'{value}" if taken else value
    return "" if value is None else str(value)


def _printable(words: str) -> str:
    """Without the control characters that no XML may hold."""
    return "".join(char for char in words if char >= " " or char in "\t\n")
