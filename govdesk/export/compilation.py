"""办事清单汇编: the blank forms of all wizards of a city, as one PDF with contents, or as a file each.

The forms are set a few at a time, so that progress shows and the work can be stopped; the parts are then put together.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from govdesk.export.pdf import checklist_pdf, part_pdf, write_file
from govdesk.export.sheet import Sheet, make_sheet
from govdesk.export.style import PLAIN, Style
from govdesk.wizards.basis import make_basis
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.library import Library
from govdesk.workdays import OfficialCalendar

_AT_A_TIME = 10
_TEMPLATE = "compilation.typ"

#: Called with (forms done, forms in all) before each part; False stops the work.
Progress = Callable[[int, int], bool]


class StoppedError(Exception):
    """The user stopped the work; nothing was written."""


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents."""

    title: str
    page: int


class EntryGroup(msgspec.Struct, frozen=True):
    """A group of wizards in the contents."""

    name: str
    entries: tuple[Entry, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Some forms from page `first` on; without forms, the contents."""

    title: str
    about: str
    basis: str
    printed: dt.date
    sheets: tuple[Sheet, ...] = ()
    first: int = 1
    groups: tuple[EntryGroup, ...] = ()


def blank_sheets(
    library: Library, rule_id: str, calendar: OfficialCalendar, printed: dt.date
) -> list[tuple[str, str, Sheet]]:
    """(group, wizard id, blank form) of every wizard of the rule, in the order of the home screen."""
    rule = library.rule(rule_id)
    order = {group.id: (position, group.title) for position, group in enumerate(library.groups)}
    wizards = sorted(library.wizards(rule.id), key=lambda w: order.get(w.group, (len(order), ""))[0])
    return [
        (
            order.get(wizard.group, (0, "其他"))[1],
            wizard.id,
            make_sheet(build_checklist(make_basis(rule, wizard), {}, {}, calendar), printed=printed, blank=True),
        )
        for wizard in wizards
    ]


def compilation_pdf(
    library: Library,
    rule_id: str,
    calendar: OfficialCalendar,
    printed: dt.date,
    *,
    style: Style = PLAIN,
    progress: Progress = lambda done, total: True,
) -> bytes:
    """All blank forms of a city under a page of contents. Raises StoppedError, or UserError when it cannot be set."""
    rule = library.rule(rule_id)
    forms = blank_sheets(library, rule.id, calendar, printed)
    sheets = [sheet for _, _, sheet in forms]
    head = Part(
        title=f"{rule.meta.short_title}办事清单汇编",
        about=f"空白表 {len(sheets)} 份",
        basis=f"《{rule.meta.title}》" + (f"（{rule.meta.doc_number}）" if rule.meta.doc_number else ""),
        printed=printed,
    )
    parts: list[bytes] = []
    starts: list[int] = []
    page = 1
    for at in range(0, len(sheets), _AT_A_TIME):
        if not progress(at, len(sheets)):
            raise StoppedError
        some = tuple(sheets[at : at + _AT_A_TIME])
        pdf = part_pdf(_TEMPLATE, msgspec.structs.replace(head, sheets=some, first=page), printed, style)
        firsts, pages = _first_pages(pdf, len(some))
        starts += [page + first for first in firsts]
        page += pages
        parts.append(pdf)
    if not progress(len(sheets), len(sheets)):
        raise StoppedError
    contents = msgspec.structs.replace(head, groups=tuple(_groups(forms, starts)))
    return _joined([part_pdf(_TEMPLATE, contents, printed, style), *parts])


def write_forms(
    library: Library,
    rule_id: str,
    calendar: OfficialCalendar,
    printed: dt.date,
    folder: Path,
    *,
    style: Style = PLAIN,
    progress: Progress = lambda done, total: True,
) -> list[Path]:
    """Each blank form as a file of its own in `folder`; the paths. Raises StoppedError (the files so far stay), UserError."""
    written = []
    forms = blank_sheets(library, rule_id, calendar, printed)
    for number, (_, _, sheet) in enumerate(forms, start=1):
        if not progress(number - 1, len(forms)):
            raise StoppedError
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", f"{number:02d}-{sheet.title}（空白表）.pdf")
        write_file(folder / name, checklist_pdf(sheet, style))
        written.append(folder / name)
    progress(len(forms), len(forms))
    return written


def _groups(forms: Sequence[tuple[str, str, Sheet]], starts: Sequence[int]) -> Iterator[EntryGroup]:
    entries: dict[str, list[Entry]] = {}
    for (group, _, sheet), page in zip(forms, starts, strict=True):
        entries.setdefault(group, []).append(Entry(sheet.title, page))
    return (EntryGroup(name, tuple(found)) for name, found in entries.items())


def _first_pages(pdf: bytes, forms: int) -> tuple[list[int], int]:
    """For each form the index of its first page, as the bookmarks have it; and how many pages there are."""
    document = _open(pdf)
    firsts = [bookmark.get_dest().get_index() for bookmark in document.get_toc()]
    pages = len(document)
    document.close()
    if len(firsts) != forms:
        raise RuntimeError(f"{len(firsts)} forms found on paper, {forms} set")
    return firsts, pages


def _joined(parts: Sequence[bytes]) -> bytes:
    whole = _open(parts[0])
    for part in parts[1:]:
        other = _open(part)
        whole.import_pages(other)
        other.close()
    stream = io.BytesIO()
    whole.save(stream)
    whole.close()
    return stream.getvalue()


def _open(pdf: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # it brings no types

    return pypdfium2.PdfDocument(pdf)
