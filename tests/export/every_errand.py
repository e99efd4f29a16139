"""Every errand of every shipped city at every desk on paper: filled in, blank, and with the worst that somebody can type."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from line_ends import lone_ends, parted
from paper import Document, collisions, sizes, strays

from benchmarks.bench_pages import PRINTED, Paper, fields_filled, papers
from govdesk.export.pdf import checklist_pdf
from govdesk.export.sheet import Noted, make_sheet
from govdesk.paths import shipped_rules
from govdesk.records.model import ItemMark, ItemState, Jotting, Reply
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.library import Library
from govdesk.wizards.packs import read_library
from govdesk.wizards.proofs import first_answers
from govdesk.wizards.terms import FieldKind
from govdesk.workdays import load_calendar

#: Words that no line can be broken in, controls, an emoji of several parts, marks that turn the direction of writing.
NASTY = "#let$x$*a*\x00\x07\x1b\u200f\u202eabc\u202c👨‍👩‍👧😀㙍𬍛<b>&amp;"
LONG_TITLE = "关于" + "改造资金缺口有关问题" * 14 + "http://" + "x" * 60 + NASTY + "的请示"
REMARK = ("先问清楚再办" + NASTY + "，" + "一二三四五六七八九十" * 30)[:300]
REASON = ("各方意见一致，不必协商" + NASTY + "x" * 80 + "一二三四五六七八九十" * 30)[:300]
REMARKS = 10
AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
#: In `make test` one errand in so many.
SHARE = 6


@dataclass(frozen=True)
class Printed:
    """A paper and its pages as a reader sees them; `faults` are those of its setting."""

    paper: Paper
    pages: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    bookmarks: tuple[str, ...]
    faults: tuple[str, ...]
    breaks: tuple[tuple[str, str], ...] = ()  # lines that end badly, each with the next

    @property
    def name(self) -> str:
        return f"{self.paper.rule} {self.paper.wizard} {self.paper.desk}" + (" blank" if self.paper.blank else "")


def read(paper: Paper) -> Printed:
    """Set the paper, read it back."""
    pdf = checklist_pdf(paper.sheet)
    document = Document(pdf)
    faults = [f"outside: {glyph}" for _, glyph in strays(document)[:2]]
    for number in range(len(document.pages)):
        faults += [f"collision on {number}: {pair}" for pair in collisions(document, number)[:2]]
        small = "".join(text for size, text in sizes(document, number).items() if size < 10.5)
        if set(small) - set("（续）"):
            faults.append(f"too small on {number}: {small}")
    faults += [f"not embedded: {face}" for face, there in document.fonts_embedded().items() if not there]
    lines = tuple(
        tuple(line.rstrip() for line in page.get_textpage().get_text_range().splitlines()) for page in document.pages
    )
    pages = tuple(document.text(number) for number in range(len(document.pages)))
    breaks = [
        found
        for number in range(len(document.pages))
        for found in (*lone_ends(document, number), *parted(document, number))
    ]
    return Printed(paper, pages, lines, tuple(document.bookmarks()), tuple(faults), tuple(breaks))


@functools.cache
def library() -> Library:
    return read_library([shipped_rules()])


def shared(share: int) -> list[Paper]:
    """Filled sheets and blank forms of one errand in `share`, of each city, at all its desks."""
    chosen = _chosen(share)
    return [paper for paper in papers(library(), load_calendar()) if (paper.rule, paper.wizard) in chosen]


def _chosen(share: int) -> set[tuple[str, str]]:
    return {(rule, wizard.id) for rule, wizards in library().wizards_by_rule.items() for wizard in wizards[::share]}


def hostile(share: int) -> Iterator[Paper]:
    """The sheets of one errand in `share`, every place that somebody types into filled with the worst."""
    for rule, wizard_id in sorted(_chosen(share)):
        basis = library().basis(rule, wizard_id)
        for desk in basis.wizard.desks:
            fields = fields_filled(basis)
            fields |= {field.id: LONG_TITLE for field in basis.wizard.fields if field.kind is not FieldKind.DATE}
            listed = build_checklist(basis, first_answers(basis.wizard, desk), fields, load_calendar(), desk=desk)
            if not listed.rows:
                continue
            marks = {
                row.item.id: ItemMark(
                    (ItemState.DONE, ItemState.NOT_APPLICABLE, ItemState.OPEN)[place % 3],
                    NASTY,
                    AT,
                    REASON,
                    REMARK if place < REMARKS else "",
                )
                for place, row in enumerate(listed.rows)
            }
            replies = {point.id: Reply(asked=NASTY, reply=REMARK, date="2026-11-23") for point in listed.state.open}
            jottings = {
                row.act.id: tuple(Jotting(date="2026-11-23", words=REMARK) for _ in range(2)) for row in listed.others
            }
            sheet = make_sheet(
                listed,
                marks,
                noted=Noted(replies, jottings),
                number="QD-2026-0034",
                printed=PRINTED,
                calendar=load_calendar(),
            )
            yield Paper(rule, wizard_id, desk, False, sheet)
