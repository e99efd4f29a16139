"""What is left out wherever it stands: page numbers, heads of tables, and the table of contents."""

from __future__ import annotations

import re

from govdesk.importing.numbers import heading_at
from govdesk.importing.phrases import LEADERS, PAGE_NUMBER
from govdesk.importing.pieces import Piece, Role, folded
from govdesk.rules.marks import decimal_mark

#: How an entry of a list of contents or appendices begins.
LISTED = re.compile(r"^(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|《)")
_CONTENTS = frozenset(("目录", "目次", "目錄"))
_TABLE_HEAD = frozenset(
    ("条目内容", "条款内容", "条文内容", "序号内容", "条号内容", "条目条文", "条次内容", "条数内容")
)


def leave_out_furniture(pieces: list[Piece]) -> None:
    """What is furniture wherever it stands: page numbers and the lines of a table of contents with their dots."""
    for piece in pieces:
        if piece.role is Role.LEFT_OUT or len(piece.text) > 200:
            continue
        if PAGE_NUMBER.match(piece.text):
            piece.role, piece.why = Role.LEFT_OUT, "页码"
        elif LEADERS.search(piece.text):
            piece.role, piece.why = Role.LEFT_OUT, "目录"
        elif piece.row and piece.plain in _TABLE_HEAD:
            piece.role, piece.why = Role.LEFT_OUT, "表头"


def leave_out_contents(pieces: list[Piece]) -> None:
    """A table of contents: what stands below 目录 until its first entry comes again, or headings that all come again."""
    live = [index for index, piece in enumerate(pieces) if piece.role is not Role.LEFT_OUT]
    at = next((n for n, index in enumerate(live[:300]) if pieces[index].plain in _CONTENTS), None)
    if at is not None:
        pieces[live[at]].role, pieces[live[at]].why = Role.LEFT_OUT, "目录"
        for index in _entries(pieces, live[at + 1 :]):
            pieces[index].role, pieces[index].why = Role.LEFT_OUT, "目录"
        return
    headings = [index for index in live if heading_at(pieces[index])]
    if len(headings) < 4:
        return
    first = _entry(pieces[headings[0]].text)
    again = next((n for n, index in enumerate(headings[1:], start=1) if _entry(pieces[index].text) == first), None)
    if again is None or again < 2:
        return
    between = range(headings[0], headings[again])
    if all(len(pieces[index].text) < 80 and not pieces[index].text.endswith("。") for index in between):
        for index in between:
            if heading_at(pieces[index]):
                pieces[index].role, pieces[index].why = Role.LEFT_OUT, "目录"


def _entries(pieces: list[Piece], live: list[int]) -> list[int]:
    """The entries below 目录: what stands before the first of them comes again; none where it does not."""
    entries: list[int] = []
    for index in live:
        piece = pieces[index]
        if entries and _entry(piece.text) == _entry(pieces[entries[0]].text):
            return entries
        if len(piece.text) > 80 or piece.text.endswith("。"):
            break
        if not entries and not (heading_at(piece) or LISTED.match(piece.text) or decimal_mark(piece.text)):
            break
        entries.append(index)
    return []


def _entry(text: str) -> str:
    """A heading without its page number, for comparing."""
    return re.sub(r"[….·\-—]*\d*$", "", folded(text))
