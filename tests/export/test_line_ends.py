"""Lines break in one way on every paper: units keep together, no paragraph ends in a line of one character."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
from every_errand import SHARE, library
from line_ends import lines, lone_ends, parted, widest_gap
from paper import Document, basis, checklist, item, sheet_of

from govdesk.export.approval import approval_paper
from govdesk.export.booklet import rule_booklet
from govdesk.export.paper import Paper, Section, cell, table
from govdesk.export.parts import PrintedNote
from govdesk.export.pdf import booklet_pdf, checklist_pdf, paper_pdf
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.model import FormField
from govdesk.workdays import load_calendar

DAY = dt.date(2026, 11, 24)
LONG_DAY = "2026年11月23日（周一）"
_SHARES = [pytest.param(SHARE, id="some"), pytest.param(1, id="all", marks=pytest.mark.stress)]
UNITS = (
    "接第3问",
    "接第2、4问",
    "第5—7项；",
    "第2、9—13项",
    "第2问①③",
    "10个工作日",
    "第五十八条",
    "QD-2026-0034",
    "（咸阳 第五十八条",
    "12月3日",
)


def columns(width: float) -> tuple[tuple[str, float, bool], ...]:
    return (("甲", width, False), ("乙", 167 - width, False))


@pytest.mark.parametrize("words", UNITS)
def test_what_belongs_together_stands_on_one_line_of_a_table(words: str) -> None:
    rows = [(cell("甲" * before + words), cell("乙")) for before in range(3, 14)]
    paper = Paper(title="记录", sections=(Section("", (), table(columns(38), rows)),), foot="依据", printed=DAY)
    document = Document(paper_pdf(paper))
    whole = words.replace(" ", "")
    glyphs = list(document.glyphs(0))
    text = "".join(glyph.text for glyph in glyphs)
    starts = [found.start() for found in re.finditer(re.escape(whole), text)]
    assert len(starts) == len(rows)
    for start in starts:
        kept = glyphs[start : start + len(whole)]
        assert max(glyph.bottom for glyph in kept) - min(glyph.bottom for glyph in kept) < 1


@pytest.mark.parametrize("unit", ["（第五十八条）。", "（咸阳 第五十八条）", "10个工作日内；", "2026年12月3日。"])
def test_no_word_is_cut_so_that_a_unit_does_not_stand_alone(unit: str) -> None:
    """Twelve hanzi fill a line: the unit follows on it where it fits, else it is the next line."""
    words = "甲乙丙丁戊己庚辛壬癸子丑"
    rows = [(cell(words[:length] + unit), cell("乙")) for length in range(8, 13)]
    paper = Paper(title="记录", sections=(Section("", (), table(columns(47.5), rows)),), foot="依据", printed=DAY)
    found = [line.text for line in lines(Document(paper_pdf(paper)), 0)]
    for length in range(8, 13):
        assert words[:length] in found or words[:length] + unit in found, found


def test_our_notes_are_not_stretched_where_a_date_is_kept_whole() -> None:
    notes = [f"{'甲乙丙丁戊己庚辛壬癸' * 3}{'子' * more}{LONG_DAY}，次日起算" for more in range(9)]
    sheet = msgspec.structs.replace(
        sheet_of(checklist((item(1),))),
        notes=tuple(PrintedNote(n, "实务", note) for n, note in enumerate(notes, start=1)),
        counting=tuple(notes),
        general=tuple(notes),
        remarks=tuple(notes),
        reading=tuple(notes),
    )
    document = Document(checklist_pdf(sheet))
    told = "".join((*notes, "；".join(notes), *notes))
    assert max(widest_gap(document, page, told) for page in range(len(document.pages))) < 0.1
    paper = Paper(title="记录", sections=(Section("", ("甲",)),), notes=tuple(notes), foot="依据", printed=DAY)
    assert widest_gap(Document(paper_pdf(paper)), 0, told) < 0.1


@pytest.mark.parametrize(
    "place",
    [
        "第五十四条第一款第（六）至（八）项",
        "第四十二条第一至四款",
        "第三十五条第一款第（七）、（八）项",
        "第五条第一款第（十一）项、第二、三款",
        "第三十九条第一款第（二）、（四）、（六）项",
    ],
)
@pytest.mark.parametrize("size", ["auto", "large"])
def test_a_place_in_a_rule_breaks_well_in_its_narrow_column(place: str, size: str) -> None:
    sheet = sheet_of(checklist((item(1),)), size=size)
    stage = sheet.stages[0]
    row = msgspec.structs.replace(stage.rows[0], basis=(place,))
    sheet = msgspec.structs.replace(sheet, stages=(msgspec.structs.replace(stage, rows=(row,)),))
    document = Document(checklist_pdf(sheet))
    assert place in document.text()
    assert parted(document, 0) == []
    assert not any(line.text.endswith("第") for line in lines(document, 0))


def test_no_paragraph_ends_in_one_character_however_long_it_is() -> None:
    lengths = range(12, 60)
    ends = ("", "。", "》。", "”")
    words = "建设工程招标投标监督" * 7
    rows = [(cell(words[:length] + end), cell(words[:length] + end)) for length in lengths for end in ends]
    paper = Paper(title="记录", sections=(Section("", (), table(columns(40), rows)),), foot="依据", printed=DAY)
    document = Document(paper_pdf(paper))
    assert [found for page in range(len(document.pages)) for found in lone_ends(document, page)] == []


@pytest.mark.parametrize("share", _SHARES)
def test_approval_sheets_break_their_lines_well(share: int) -> None:
    found = {}
    for rule in library().rules:
        for wizard in library().wizards(rule)[::share]:
            for desk in wizard.desks:
                document = Document(paper_pdf(approval_paper(library().basis(rule, wizard.id), DAY, desk)))
                pages = range(len(document.pages))
                faults = [fault for page in pages for fault in (*lone_ends(document, page), *parted(document, page))]
                if faults:
                    found[f"{rule} {wizard.id} {desk}"] = faults
    assert found == {}


def test_a_rule_breaks_its_lines_well() -> None:
    for rule in library().rules.values():
        document = Document(booklet_pdf(rule_booklet(rule, DAY)))
        assert [fault for page in range(len(document.pages)) for fault in lone_ends(document, page)] == []


@pytest.mark.parametrize("size", ["auto", "large"])
def test_long_labels_break_between_words_and_stay_in_their_cells(size: str) -> None:
    expected = {
        "收到意见（通知）日期": {"收到意见", "（通知）日期"},
        "案件（文件、行政行为）名称": {"案件（文件、", "行政行为）", "名称"},
        "事件或值班名称": {"事件或值班", "名称"},
        "会签收文日期": {"会签收文日期"} if size == "auto" else {"会签收文", "日期"},
        "定下的办理期限": {"定下的", "办理期限"},
    }
    fields = tuple(FormField(f"field{n}", label) for n, label in enumerate(("事项名称", *expected)))
    listed = build_checklist(basis((item(1),), fields=fields), {}, {}, load_calendar(), desk="department")
    document = Document(checklist_pdf(sheet_of(listed, size=size)))
    glyphs, drawn = list(document.glyphs(0)), list(document.glyphs(0, ink=True))
    text = "".join(glyph.text for glyph in glyphs)
    for label, parts in expected.items():
        at = text.index(label)
        rows: dict[float, str] = {}
        for glyph in glyphs[at : at + len(label)]:
            height = next((h for h in rows if abs(h - glyph.bottom) < 1), glyph.bottom)
            rows[height] = rows.get(height, "") + glyph.text
        assert set(rows.values()) == parts
        # The labels' cells are 25 mm wide, at the left edge and 86 mm from it.
        left = 25.0 if drawn[at].left < 60 else 111.0
        assert all(left + 0.3 <= g.left and g.right <= left + 24.7 for g in drawn[at : at + len(label)]), label
