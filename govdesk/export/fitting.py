"""Whether a sheet fits one page at 小四, judged from its words where that is plain: Word has no way to measure it.

The PDF's template measures. The sizes here are those of `resources/print/forms.typ`, in mm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.export.sheet import PrintedRow, Sheet

_POINT = 25.4 / 72
_PAGE = 225.0
_EM = 12 * _POINT


def surely_fits_large(sheet: Sheet) -> bool:
    """Whether Word may set the sheet at 小四: it is asked for, or the sheet is plainly short enough."""
    return sheet.size == "large" or (sheet.size == "auto" and _height(sheet, slack=1.6) < _PAGE - 4)


def _height(sheet: Sheet, slack: float) -> float:
    """How tall the sheet is at 小四 where each line holds `slack` characters fewer than its width would."""
    row, field_row, instruction, record = (10.2, 10.0, 53.3, 18.0) if sheet.blank else (9.6, 8.5, 60.8, 29.9)
    wide = sum(field.wide for field in sheet.fields)
    head = 39.5 * _POINT + 6.5 + 14.5 * _POINT + (wide + math.ceil((len(sheet.fields) - wide) / 2)) * field_row + 11.5
    long_values = sum(_lines(f.value, 153.4 if f.wide else 53.4, _EM, slack) - 1 for f in sheet.fields)
    rows = sum(
        max(row, _row_height(entry, instruction, record, slack)) for stage in sheet.stages for entry in stage.rows
    )
    notes = sum(_lines(note, 149, 9.5 * _POINT, slack) for note in sheet.counting) * 13.5 * _POINT
    own = sum(_lines(note, 156, 10.5 * _POINT, slack) for note in sheet.notes) * 15 * _POINT
    foot = (2.2 if notes else 0) + (7 + 16.5 * _POINT + (0 if sheet.blank else 5 + 14.5 * _POINT)) * sheet.signatures
    return head + long_values * 16.5 * _POINT + rows + notes + own + (12 if own else 0) + foot


def _row_height(row: PrintedRow, instruction: float, record: float, slack: float) -> float:
    words = _lines(row.do, instruction, _EM, slack) * 16.5
    words += sum(3 + _lines(f"{r.kind}：{r.text}", instruction - 1, 9 * _POINT, slack) * 12 for r in row.remarks)
    lines = [row.due, *row.record] if row.due else list(row.record)
    recorded = sum(_lines(line, record, 10.5 * _POINT, slack) for line in lines)
    return 2.6 + max(words, recorded * 14.5, len(row.basis) * 14.5 * (slack > 0)) * _POINT


def _lines(words: str, width: float, em: float, slack: float) -> int:
    wide = sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in words)
    return max(1, math.ceil(wide / max(1.0, width / em - slack)))
