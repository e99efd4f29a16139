"""流程图 on paper: the questions and answers of a chart in rows, the lines between them at the right.

Each row knows which lines run past it, so that the figure may go on over a page's end.
"""

from __future__ import annotations

import math

import msgspec

from govdesk.export.plain import one_line
from govdesk.wizards.chart import CHECKLIST, Chart, leads_in_words

_WIDTH = 156.0  # mm, the type area
_NUMBER, _LEADS = 8.0, 34.0
_FIRST_LANE, _LANE = 4.0, 5.0
_CHARACTER, _LINE, _PADDING = 3.75, 5.12, 2.4  # mm, of 五号


class FigureRow(msgspec.Struct, frozen=True):
    """A row `height` mm high. `kind`: question, option or end.

    `lanes`, column by column: "" where no line is, start, join (a dot on a line that goes on), through or end;
    `reach` is the last column that the line from or to the words comes to, -1 for none.
    """

    kind: str
    number: str
    text: str
    leads: str
    height: float
    lanes: tuple[str, ...]
    reach: int


class Figure(msgspec.Struct, frozen=True):
    """The rows, and the widths in mm of the words and of the lines."""

    rows: tuple[FigureRow, ...]
    words: float
    lanes: float


def make_figure(chart: Chart) -> Figure | None:
    """The figure of `chart`, None where nothing is asked."""
    if not chart.nodes:
        return None
    columns = max((lane.column for lane in chart.lanes), default=-1) + 1
    lanes = _FIRST_LANE + _LANE * columns
    words = _WIDTH - _NUMBER - _LEADS - lanes
    rows: list[tuple[str, str, str, str]] = []
    place: dict[tuple[int, int], int] = {}  # (question, index of the option or -1) -> row
    for node in chart.nodes:
        place[node.number, -1] = len(rows)
        rows.append(("question", str(node.number), node.question.ask, ""))
        for index, branch in enumerate(node.branches):
            place[node.number, index] = len(rows)
            rows.append(("option", "", branch.option.label, leads_in_words(branch)))
    place[CHECKLIST, -1] = len(rows)
    rows.append(("end", "", f"清单：共 {len(chart.entries)} 项，列在后面", ""))
    cells = [[""] * columns for _ in rows]
    reach = [-1] * len(rows)
    for lane in chart.lanes:
        joined = {place[source] for source in lane.sources}
        first, last = min(joined), place[lane.target, -1]
        for row in range(first, last + 1):
            state = "start" if row == first else "end" if row == last else "join" if row in joined else "through"
            cells[row][lane.column] = state
        for row in (*joined, last):
            reach[row] = max(reach[row], lane.column)
    made = (
        FigureRow(kind, number, one_line(text), leads, _height(text, leads, words), tuple(cells[row]), reach[row])
        for row, (kind, number, text, leads) in enumerate(rows)
    )
    return Figure(tuple(made), words, lanes)


def _height(text: str, leads: str, words: float) -> float:
    """Enough for the words at their widths in the table, less its padding and what a line may leave empty."""
    lines = max(math.ceil(_width(text) / (words - 6)), math.ceil(_width(leads) / (_LEADS - 6)), 1)
    return round(lines * _LINE + _PADDING, 2)


def _width(text: str) -> float:
    """汉字 and their punctuation are all of one width, digits and Latin letters at most half of it and a little."""
    return sum(_CHARACTER * (0.6 if character.isascii() else 1) for character in text)
