"""Every errand of every shipped city at every desk on paper, filled in and blank, measured on the PDFs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from paper import Document, collisions, sizes, squeezed, strays

from benchmarks.bench_pages import BLANK_MEAN, LEAF, LEAST_ON_ONE_LEAF, MOST_PAGES, Paper, papers
from govdesk.export.pdf import checklist_pdf
from govdesk.paths import shipped_rules
from govdesk.wizards.packs import read_library
from govdesk.workdays import load_calendar

_SPLIT = re.compile(r"\d$|\d(?:个|个工|个工作)$|\d+月$|第[一二三四五六七八九十百]+$")


@dataclass(frozen=True)
class Printed:
    """A paper and its pages as a reader sees them."""

    paper: Paper
    pages: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    faults: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.paper.rule} {self.paper.wizard} {self.paper.desk}" + (" blank" if self.paper.blank else "")


def _read(paper: Paper) -> Printed:
    pdf = checklist_pdf(paper.sheet)
    document = Document(pdf)
    faults = [f"outside: {glyph}" for _, glyph in strays(document)[:2]]
    for number in range(len(document.pages)):
        faults += [f"collision on {number}: {pair}" for pair in collisions(document, number)[:2]]
        small = "".join(text for size, text in sizes(document, number).items() if size < 10.5)
        if set(small) - set("（续）"):
            faults.append(f"too small on {number}: {small}")
    faults += [f"not embedded: {face}" for face, there in document.fonts_embedded().items() if not there]
    if b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" not in pdf:
        faults.append("not PDF/A-2u")
    lines = tuple(
        tuple(line.rstrip() for line in page.get_textpage().get_text_range().splitlines()) for page in document.pages
    )
    pages = tuple(document.text(number) for number in range(len(document.pages)))
    return Printed(paper, pages, lines, tuple(faults))


@pytest.fixture(scope="module")
def printed() -> Iterator[list[Printed]]:
    library = read_library([shipped_rules()])
    yield [_read(paper) for paper in papers(library, load_calendar())]


def test_every_paper_is_set_as_specified(printed: list[Printed]) -> None:
    assert {found.paper.rule for found in printed} == {path.parent.name for path in shipped_rules().glob("*/rule.md")}
    assert {found.name: found.faults for found in printed if found.faults} == {}


def test_a_sheet_fits_one_leaf(printed: list[Printed]) -> None:
    filled = {found.name: len(found.pages) for found in printed if not found.paper.blank}
    longer = {name: pages for name, pages in filled.items() if pages > LEAF}
    assert len(longer) / len(filled) <= 1 - LEAST_ON_ONE_LEAF, longer
    assert max(filled.values()) <= MOST_PAGES


def test_blank_forms_are_short_and_have_every_line(printed: list[Printed]) -> None:
    blank = [found for found in printed if found.paper.blank]
    assert sum(len(found.pages) for found in blank) / len(blank) <= BLANK_MEAN
    library = read_library([shipped_rules()])
    for found in blank:
        whole = "".join(found.pages)
        wizard = library.wizard(found.paper.rule, found.paper.wizard)
        for item in wizard.items:
            if found.paper.desk in item.desks:
                assert squeezed(item.do) in whole, (found.name, item.id)


def test_no_list_ends_with_fewer_than_three_rows_on_a_page(printed: list[Printed]) -> None:
    alone = {}
    for found in printed:
        head = [page for page in found.pages if "办理要求依据" in page]
        if len(head) > 1:
            rows = len(re.findall("[☐☑—](?:必办|不得|一般不|一般|可|除外|遇到)", head[-1]))
            if rows < 3:
                alone[found.name] = rows
    assert alone == {}


def test_every_page_after_the_first_names_the_form(printed: list[Printed]) -> None:
    for found in printed:
        sheet = found.paper.sheet
        assert found.pages[0].startswith(squeezed(sheet.title))
        for page in found.pages[1:]:
            assert page.startswith(squeezed(sheet.title)), found.name
            assert squeezed(sheet.number or "空白表") in page[:120], found.name


def test_figures_never_part_from_their_units(printed: list[Printed]) -> None:
    split = {}
    for found in printed:
        for page in found.lines:
            for line, after in itertools.pairwise(page):
                if _SPLIT.search(line) and re.match("个工作日|工作日|作日|日|月|条|款", after):
                    split.setdefault(found.name, []).append((line, after))
    assert split == {}


def test_what_each_sheet_says_stands_on_it(printed: list[Printed]) -> None:
    for found in printed:
        whole, sheet = "".join(found.pages), found.paper.sheet
        for stage in sheet.stages:
            for row in stage.rows:
                assert squeezed(row.do) in whole or found.paper.blank, (found.name, row.do)
        for other in sheet.others:
            assert squeezed(other.do) in whole, (found.name, other.do)
        for point in sheet.open:
            assert squeezed(point.ask) in whole, (found.name, point.ask)
        for words in (sheet.title, *(field.value for field in sheet.fields), *(note.text for note in sheet.notes)):
            assert squeezed(words) in whole, (found.name, words)
