"""Every errand of every shipped city at every desk on paper, measured on the PDFs.

`make test` sets some errands of each city, `make stress` all of them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from every_errand import SHARE, Printed, hostile, library, read, shared
from paper import squeezed

from benchmarks.bench_pages import BLANK_MEAN, LEAF, LEAST_ON_ONE_LEAF, MOST_PAGES, papers
from govdesk.paths import shipped_rules
from govdesk.wizards.conditions import conditions
from govdesk.wizards.model import When, Wizard
from govdesk.workdays import load_calendar

_SPLIT = re.compile(r"\d$|\d(?:个|个工|个工作)$|\d+月$|第[一二三四五六七八九十百]+$")
_SHARES = [pytest.param(SHARE, id="some"), pytest.param(1, id="all", marks=pytest.mark.stress)]


@pytest.fixture(scope="module", params=_SHARES)
def printed(request: pytest.FixtureRequest) -> Iterator[list[Printed]]:
    yield [read(paper) for paper in shared(request.param)]


@pytest.fixture(scope="module", params=_SHARES)
def worst(request: pytest.FixtureRequest) -> Iterator[list[Printed]]:
    yield [read(paper) for paper in hostile(request.param)]


def _may_come(wizard: Wizard, when: When, desk: str) -> bool:
    """Whether some answers of this desk bring it: one of its conditions asks nothing that only other desks are asked."""
    asked = {question.id for question in wizard.questions if not question.desks or desk in question.desks}
    return any(all(key.endswith("!") or key in asked for key in condition) for condition in conditions(when))


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
    for found in blank:
        whole = "".join(found.pages)
        wizard = library().wizard(found.paper.rule, found.paper.wizard)
        for item in wizard.items:
            if found.paper.desk in item.desks and _may_come(wizard, item.when, found.paper.desk):
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


def test_no_line_of_one_character_ends_a_paragraph(printed: list[Printed]) -> None:
    assert {found.name: found.breaks for found in printed if found.breaks} == {}


def test_nobody_signs_a_blank_before_what_is_to_be_asked_first(printed: list[Printed]) -> None:
    asking = [found for found in printed if found.paper.blank and found.paper.sheet.open]
    assert asking
    for found in asking:
        whole = "".join(found.pages)
        assert whole.rindex("先问清规则没有写明") < whole.rindex("核对人："), found.name


def test_a_few_lines_of_notes_have_no_page_to_themselves(printed: list[Printed]) -> None:
    alone = {}
    for found in printed:
        last, title = found.pages[-1], squeezed(found.paper.sheet.title)
        others = ("所依据条文", "办理要求依据", "核对人：", "先问清规则", "别人来办不用")
        if len(found.pages) > 1 and not any(part in last for part in others) and len(last) - len(title) < 90:
            alone[found.name] = last
    assert alone == {}


def test_the_front_makes_room_for_a_few_lines_of_notes() -> None:
    """Set a little smaller, they need no second page."""
    paper = next(
        paper
        for paper in papers(library(), load_calendar())
        if paper.blank and (paper.rule, paper.wizard) == ("xianyang-2013", "spending-check")
    )
    found = read(paper)
    assert len(found.pages) == 1 and found.faults == ()
    assert "改革和规范公务接待工作" in found.pages[0]


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


def test_bookmarks_name_the_list_its_stages_and_the_articles(printed: list[Printed]) -> None:
    for found in printed:
        sheet, marks = found.paper.sheet, list(found.bookmarks)
        assert marks[0] == sheet.title, found.name
        stages = [stage.name for stage in sheet.stages]
        assert marks[1 : 1 + len(stages)] == stages, found.name
        articles = [mark for mark in marks if mark.startswith("所依据条文")]
        assert len(articles) == bool(sheet.chapters), found.name


def test_nothing_typed_breaks_a_sheet(worst: list[Printed]) -> None:
    assert {found.name: found.faults for found in worst if found.faults} == {}


def test_what_was_typed_stands_on_the_sheet_whole(worst: list[Printed]) -> None:
    for found in worst:
        sheet, whole = found.paper.sheet, "".join(found.pages)
        typed = [*sheet.remarks, *(point.reply for point in sheet.open)]
        typed += [words for other in sheet.others for words in other.told]
        plain = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9<>&#$*]", "", "".join(typed))  # an emoji is printed by its number
        assert Counter(plain) - Counter(whole) == Counter(), found.name
        assert not re.search("[\x00-\x08\u200f\u202e\ufffe]", whole), found.name


def test_ticks_of_the_worst_sheets_are_in_the_text(worst: list[Printed]) -> None:
    for found in worst:
        states = Counter(row.state for stage in found.paper.sheet.stages for row in stage.rows)
        whole = "".join(found.pages)
        points = [p.state for stage in found.paper.sheet.stages for row in stage.rows for p in row.points if p.state]
        assert whole.count("☑") == states["done"] + points.count("done"), found.name


def test_every_page_of_the_worst_sheets_names_the_form(worst: list[Printed]) -> None:
    for found in worst:
        for page in found.pages[1:]:
            assert page.startswith(squeezed(found.paper.sheet.title)) and "QD-2026-0034" in page[:120], found.name
