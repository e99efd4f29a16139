"""How many pages the papers of the shipped packs take: every errand at every desk, by its first options and blank.

A filled sheet has its head filled in and its articles with it. Answer cards, which have nothing to tick, are no papers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.rows import Row

if TYPE_CHECKING:
    from govdesk.export.parts import Sheet
    from govdesk.wizards.basis import Basis
    from govdesk.wizards.library import Library
    from govdesk.workdays import OfficialCalendar

PRINTED = dt.date(2026, 11, 24)
LEAF = 2  # pages
LEAST_ON_ONE_LEAF, MOST_PAGES, BLANK_MEAN = 0.95, 4, 1.5


@dataclass(frozen=True)
class Paper:
    """An errand's sheet at one desk."""

    rule: str
    wizard: str
    desk: str
    blank: bool
    sheet: Sheet


def fields_filled(basis: Basis) -> dict[str, str]:
    """A head as offices fill it in."""
    values = {
        "title": "关于解决沙洲湖片区雨污分流改造资金缺口的请示",
        "date": "2026-11-23",
        "person": "顾晓芸",
        "doc_number": "张住建〔2026〕63号",
        "text": "市住房和城乡建设局",
    }
    return {field.id: values.get(field.id, values[field.kind.value]) for field in basis.wizard.fields}


def papers(library: Library, calendar: OfficialCalendar, printed: dt.date = PRINTED) -> Iterator[Paper]:
    """Every paper of the shipped packs."""
    from govdesk.export.sheet import make_sheet
    from govdesk.wizards.checklist import build_checklist
    from govdesk.wizards.proofs import first_answers

    for rule, wizards in library.wizards_by_rule.items():
        titles = {wizard.id: wizard.title for wizard in wizards}
        for wizard in wizards:
            basis = library.basis(rule, wizard.id)
            for desk in wizard.desks:
                listed = build_checklist(
                    basis, first_answers(basis.wizard, desk), fields_filled(basis), calendar, desk=desk
                )
                if listed.rows:
                    sheet = make_sheet(listed, number="QD-2026-0034", printed=printed, titles=titles, calendar=calendar)
                    yield Paper(rule, wizard.id, desk, False, sheet)
                if any(desk in item.desks for item in wizard.items):
                    form = build_checklist(basis, {}, {}, calendar, desk=desk)
                    yield Paper(
                        rule, wizard.id, desk, True, make_sheet(form, printed=printed, blank=True, titles=titles)
                    )


def run() -> list[Row]:
    """Counts the pages of every paper."""
    import tempfile
    from pathlib import Path

    import pypdfium2

    from govdesk.app import Services
    from govdesk.export.pdf import checklist_pdf

    found: dict[bool, Counter[int]] = {False: Counter(), True: Counter()}
    with tempfile.TemporaryDirectory(prefix="govdesk-bench-") as data:
        services = Services(Path(data))
        for paper in papers(services.library, services.calendar):
            document = pypdfium2.PdfDocument(checklist_pdf(paper.sheet))
            found[paper.blank][len(document)] += 1
            document.close()
    filled, blank = found[False], found[True]
    total = filled.total()
    spilt = sum(count for pages, count in filled.items() if pages > LEAF) / total
    note = "、".join(f"{pages} 页 {count}" for pages, count in sorted(filled.items()))
    blank_note = "、".join(f"{pages} 页 {count}" for pages, count in sorted(blank.items()))
    return [
        Row("pages: filled sheets, mean", _mean(filled), "pages", note=note),
        Row("pages: filled sheets on more than a leaf", spilt * 100, "%", limit=(1 - LEAST_ON_ONE_LEAF) * 100 + 1e-9),
        Row("pages: longest filled sheet", max(filled), "pages", limit=MOST_PAGES + 1),
        Row("pages: blank forms, mean", _mean(blank), "pages", limit=BLANK_MEAN + 1e-9, note=blank_note),
    ]


def _mean(counted: Counter[int]) -> float:
    return sum(pages * count for pages, count in counted.items()) / counted.total()


if __name__ == "__main__":
    for row in run():
        print(row)
