"""Every kind of paper is PDF/A-2u by the rules of ISO 19005-2 as `archival` has them; broken files are seen to be broken."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import pytest
from archival import faults
from every_errand import hostile, library, shared
from paper import DONE, NOT_APPLICABLE, PRINTED, sheet_of, short_list

from govdesk.export.approval import approval_paper
from govdesk.export.booklet import article_booklet, rule_booklet
from govdesk.export.compilation import compilation_pdf
from govdesk.export.paper import Paper, Section, cell, table
from govdesk.export.pdf import Typesetter, booklet_pdf, checklist_pdf, paper_pdf
from govdesk.export.style import Style
from govdesk.workdays import load_calendar


def a_sheet() -> bytes:
    return checklist_pdf(sheet_of(short_list(), {"item-1": DONE, "item-2": NOT_APPLICABLE}))


@pytest.mark.parametrize("share", [pytest.param(12, id="some"), pytest.param(1, id="all", marks=pytest.mark.stress)])
def test_every_checklist_and_form_can_be_archived(share: int) -> None:
    wrong = {}
    for paper in shared(share):
        if found := faults(checklist_pdf(paper.sheet)):
            wrong[paper.rule, paper.wizard, paper.desk, paper.blank] = found
    assert wrong == {}


@pytest.mark.parametrize("share", [pytest.param(30, id="some"), pytest.param(6, id="more", marks=pytest.mark.stress)])
def test_whatever_was_typed(share: int) -> None:
    for paper in hostile(share):
        assert faults(checklist_pdf(paper.sheet)) == [], paper.wizard


def test_every_other_paper_can_be_archived() -> None:
    packs = list(library().rules)
    for pack, rule in library().rules.items():
        assert faults(booklet_pdf(rule_booklet(rule, PRINTED))) == []
        assert faults(booklet_pdf(article_booklet(rule, rule.articles[-1].number, PRINTED))) == []
        wizard = library().wizards(pack)[0]
        assert faults(paper_pdf(approval_paper(library().basis(pack, wizard.id), PRINTED))) == []
    assert faults(compilation_pdf(library(), packs[0], load_calendar(), PRINTED)) == []
    rows = [(cell(f"第{n}项 😀\u0301 ﷽ 𬍛"), cell("甲")) for n in range(60)]
    paper = Paper(
        title="标题<&>",
        subject="事项",
        number="编号",
        foot="依据",
        printed=PRINTED,
        names=("经办人",),
        sections=(Section("一", ("一句话。",), table((("序", 67.0, True), ("内容", 100.0, False)), rows)),),
    )
    assert faults(paper_pdf(paper, Style(name="某市<政府>办公室"))) == []


def test_with_the_bundled_faces_alone() -> None:
    sheet = msgspec.structs.replace(sheet_of(short_list()), title="㙍𬍛 ☑ 😀 é Ω Ж ﷽")
    assert faults(Typesetter(system_fonts=False).checklist(sheet)) == []


def without(words: bytes) -> Callable[[bytes], bytes]:
    """The file with these words blotted out, nothing moved."""
    return lambda pdf: re.sub(words, lambda found: b" " * len(found[0]), pdf, count=1)


def instead(words: bytes, others: bytes) -> Callable[[bytes], bytes]:
    assert len(words) == len(others)
    return lambda pdf: pdf.replace(words, others, 1)


@pytest.mark.parametrize(
    ("broken", "clause"),
    [
        (without(rb"/ToUnicode \d+ 0 R"), "6.2.11.7.2"),
        (without(rb"/FontFile3 \d+ 0 R"), "6.2.11.4.1"),
        (without(rb"/CIDToGIDMap/Identity"), "6.2.11.3.2"),
        (without(rb"/OutputIntents \d+ 0 R"), "6.2.3"),
        (without(rb"/Metadata \d+ 0 R"), "6.6.2.1"),
        (without(rb"/ID\[[^\]]*\]"), "6.1.3"),
        (instead(b"<pdfaid:part>2", b"<pdfaid:part>1"), "6.6.4"),
        (instead(b"/DW 0/W[0 ", b"/DW 9/V[0 "), "6.2.11.5"),
        (lambda pdf: re.sub(rb"/Title<FEFF....", b"/Title<FEFF4E00", pdf, count=9), "6.6.3"),
        (lambda pdf: b"\n" + pdf, "6.1.2"),
        (lambda pdf: pdf + b"more", "6.1.3"),
        (lambda pdf: pdf.replace(b"\n3 0 obj\n", b"\n\n3 0 obj\n"), "6.1.4"),
        (lambda pdf: re.sub(rb"/Length (\d)(\d\d\d)/", rb"/Length \g<1>000/", pdf), "6.1.7.1"),
        (instead(b"/ViewerPreferences<</Direction/L2R>>", b"/AcroForm<<                       >>"), "AcroForm"),
    ],
)
def test_a_broken_file_is_seen_to_be_broken(broken: Callable[[bytes], bytes], clause: str) -> None:
    pdf = a_sheet()
    assert faults(pdf) == []
    found = faults(broken(pdf))
    assert any(clause in fault for fault in found), found
