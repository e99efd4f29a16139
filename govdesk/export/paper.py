"""A paper of headings, sentences and tables as plain data: what is neither a checklist nor a rule.

The same data gives the PDF (`resources/print/paper.typ`) and the Word file. It holds no markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from govdesk.export.articles import Run
from govdesk.export.plain import one_line
from govdesk.rules.model import RuleMeta


class Line(msgspec.Struct, frozen=True):
    """A line of a cell. `face`: text, bold, quote (words of the law), note (ours) or band (the name of what follows)."""

    runs: tuple[Run, ...]
    face: str = "text"


Cell = tuple[Line, ...]


class Column(msgspec.Struct, frozen=True):
    """A column `width` mm wide; all columns of a table make 167 mm."""

    head: str
    width: float
    centred: bool = False


class PaperTable(msgspec.Struct, frozen=True):
    """Rows of cells. A row stays on one page unless rows are `long`, taller than a page perhaps.

    A row of one cell goes over all columns; a band names the rows after it, stays with them and stands again on their
    next page. `abreast`: cells of a row are read side by side, so they begin at one height; those of long rows always
    do. `dense`: many short rows on a page.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    long: bool = False
    abreast: bool = False
    dense: bool = False


class Section(msgspec.Struct, frozen=True):
    """A heading (may be empty), sentences under it, a table under them."""

    heading: str
    words: tuple[str, ...] = ()
    table: PaperTable | None = None


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `left` and `right` stand under the title, `names` are asked to sign."""

    title: str
    subject: str = ""  # the matter, for the running head
    left: str = ""
    right: str = ""
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    foot: str  # what it rests on
    number: str = ""
    printed: dt.date


def line(text: str, face: str = "text") -> Line:
    """A line of one run, cleaned of what no page can show."""
    return Line((Run(one_line(text)),), face)


def cell(*texts: str) -> Cell:
    """A cell of plain lines, empty ones left out."""
    return tuple(line(text) for text in texts if text)


def band(text: str) -> tuple[Cell, ...]:
    """A row that names those after it."""
    return ((line(text, "band"),),)


def printed_on(day: dt.date) -> str:
    """2026年11月24日打印, for the line under the title."""
    return f"{day.year}年{day.month}月{day.day}日打印"


def basis_of(*rules: RuleMeta) -> str:
    """依据：《…》（文号） for the foot; several rules with 、 between them."""
    return "依据：" + "、".join(f"《{r.title}》" + (f"（{r.doc_number}）" if r.doc_number else "") for r in rules)


def table(
    columns: Iterable[tuple[str, float, bool]],
    rows: Iterable[tuple[Cell, ...]],
    *,
    long: bool = False,
    abreast: bool = False,
    dense: bool = False,
) -> PaperTable:
    """A table from (head, width, centred) and rows."""
    return PaperTable(tuple(Column(*column) for column in columns), tuple(rows), long, abreast, dense)
