"""Whether a sheet's front fits one page at 小四, judged from its words where that is plain: Word has no way to measure it.

The PDF's template measures. The sizes here are those of `resources/print/rows.typ` and `forms.typ`, in mm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdesk.export.parts import PrintedRow, Sheet

_POINT = 25.4 / 72
_PAGE = 250.0
_EM = 12 * _POINT


def surely_fits_large(sheet: Sheet) -> bool:
    """Whether Word may set the sheet at 小四: it is asked for, or the sheet is plainly short enough."""
    return sheet.size == "large" or (sheet.size == "auto" and _height(sheet) < _PAGE - 8)


def _height(sheet: Sheet) -> float:
    """How tall the front is at 小四 where each line holds a character and a half fewer than its width would."""
    row, field_row, instruction = (10.5, 9.4, 59.5) if sheet.blank else (9.6, 7.4, 70.5)
    wide = sum(field.wide for field in sheet.fields)
    head = 24 + (wide + math.ceil((len(sheet.fields) - wide) / 2)) * field_row + 7.4 * len(sheet.stages)
    head += sum(_lines(answer.say, 160, _EM) * 6 + 3 for answer in sheet.answers)
    head += sum(_lines(q.ask + "".join(q.options), 150, 10.5 * _POINT) * 5.6 + 2 for q in sheet.questions)
    rows = sum(max(row, _row_height(entry, instruction)) for stage in sheet.stages for entry in stage.rows)
    others = 10 * bool(sheet.others) + sum(max(6.6, 5 * _lines(o.do, 70, 10.5 * _POINT) + 1) for o in sheet.others)
    asked = 10 * bool(sheet.open) + sum(22 for _ in sheet.open)
    own = sum(_lines(note, 165, 10.5 * _POINT) for note in sheet.remarks) * 15 * _POINT
    return head + rows + others + asked + own + 24 * sheet.signatures


def _row_height(row: PrintedRow, width: float) -> float:
    words = _lines(row.condition + row.who + row.do, width, _EM) * 16.5
    words += sum(_lines(point.do + point.told, width - 5, 10.5 * _POINT) * 14.5 + 4 for point in row.points)
    lines = [row.due, *row.record] if row.due else list(row.record)
    recorded = sum(_lines(line, 26.0, 10.5 * _POINT) for line in lines)
    return 2 + max(words, recorded * 14.5, sum(_lines(part, 30, 10.5 * _POINT) for part in row.basis) * 14.5) * _POINT


def _lines(words: str, width: float, em: float, slack: float = 1.5) -> int:
    wide = sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in words)
    return max(1, math.ceil(wide / max(1.0, width / em - slack)))
