"""A Word file has the words of its PDF in the order of its PDF, to the character."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from every_errand import SHARE, hostile, shared
from paper import DONE, LEFT, NOT_APPLICABLE, TOP, Document, checklist, item, sheet_of, sizes, squeezed

from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import arrangement, checklist_pdf
from govdesk.export.sheet import Noted, Sheet
from govdesk.records.model import ItemMark, Jotting, Reply
from govdesk.wizards.model import Cite, OpenPoint, OtherAct

QUOTE = "一份文件只说一件事"
_COLUMN = 7.0  # mm: the stages' column, whose words stand in a head row of their own in Word
#: What no face here may have, and its stand-in on paper; halves of characters.
_RARE = re.compile(r"〔U\+[0-9A-F]+〕|[\U00010000-\U0010ffff\ud800-\udfff]")
_HEAD = re.compile("办结性质办理要求依据(办结日期与记录|时限与记录)")


def words_of_pdf(document: Document) -> str:
    """What the pages say in their order, without heads and feet and without the names of stages."""
    found = []
    for number in range(len(document.pages)):
        left, top = LEFT[number % 2], TOP + (9 if number else -1)
        edge = left + _COLUMN
        beside = [
            (line[1] - 1, line[3] + 1)
            for line in document.lines(number)
            if line[2] - line[0] < 1 and abs((line[0] + line[2]) / 2 - edge) < 0.3
        ]
        for glyph in document.glyphs(number):
            middle = (glyph.top + glyph.bottom) / 2
            in_stage = (glyph.left + glyph.right) / 2 < edge and any(start < middle < end for start, end in beside)
            if top < middle < 271 and not in_stage:
                found.append(glyph.text)
    return _HEAD.sub("", squeezed("".join(found)).replace("序办结性质", "办结性质"))


def words_of_word(content: bytes, sheet: Sheet) -> str:
    """The same of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = squeezed(html.unescape(re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())))
    for stage in sheet.stages:
        head = re.compile(re.escape(squeezed(stage.name)) + _HEAD.pattern)
        text, count = head.subn("", text, count=1)
        assert count == 1, stage.name
    return text


def compare(sheet: Sheet) -> None:
    pdf = words_of_pdf(Document(checklist_pdf(sheet)))
    word = words_of_word(checklist_docx(sheet), sheet)
    heading = sheet.notes_heading  # the PDF leaves it out where that saves a page
    if heading not in pdf:
        word = word.replace(heading, "")
    assert _RARE.sub("", word) == _RARE.sub("", pdf)


@pytest.mark.parametrize(
    "share", [pytest.param(3 * SHARE, id="some"), pytest.param(1, id="all", marks=pytest.mark.stress)]
)
def test_word_has_the_words_of_the_pdf_in_its_order(share: int) -> None:
    for paper in shared(share):
        compare(paper.sheet)


@pytest.mark.parametrize("share", [pytest.param(30, id="some"), pytest.param(8, id="more", marks=pytest.mark.stress)])
def test_whatever_was_typed(share: int) -> None:
    for paper in hostile(share):
        compare(paper.sheet)


OPEN = tuple(
    OpenPoint(
        id=f"open-{n}", ask=f"第{n}件事多久批？", says="没有写。", cites=(Cite(5, QUOTE, 1),), safe="报送时问一声。"
    )
    for n in range(4)
)
OTHERS = tuple(OtherAct(id=f"other-{n}", do="审核把关", cites=(Cite(5, QUOTE, 1),), party="office") for n in range(3))
NOTED = Noted(
    {
        "open-0": Reply(asked="办公室", reply="三天", date="2026-09-25"),
        "open-1": Reply(asked="办公室", reply="要看件，一般三个工作日，急件当天答复", date="2026-09-25"),
    },
    {"other-0": (Jotting(date="2026-09-25", words="在会签"),)},
)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"blank": True},
        {"blank": True, "articles": True},
        {"size": "large"},
        {"only_open": True},
        {"signatures": False, "articles": False},
        {"notes": False, "editorial": False, "size": "small"},
    ],
)
def test_parts_that_go_to_the_back_do_so_in_both(options: Mapping[str, object]) -> None:
    orders = set()
    for count in (3, 9, 13, 17, 21, 30):
        items = tuple(item(n, stage=("起草", "会签", "跟踪")[n * 3 // (count + 1)]) for n in range(1, count + 1))
        source = checklist(items, open=OPEN, others=OTHERS)
        marks = {"item-1": DONE, "item-2": NOT_APPLICABLE, "item-3": ItemMark(note="备注长一些才会放到表后面去，" * 3)}
        sheet = sheet_of(source, marks, noted=NOTED, **options)
        orders.add(arrangement(sheet).parts)
        compare(sheet)
    assert len(orders) > 1 or options.get("size") == "small"


@pytest.mark.parametrize(("size", "points"), [("auto", 10.5), ("large", 12.0)])
def test_room_for_a_reply_takes_one_line_in_word(size: str, points: float) -> None:
    """With the month and the day after it, in 大字 too."""
    sheet = sheet_of(checklist((item(1),), open=OPEN), size=size, blank=True)
    with zipfile.ZipFile(io.BytesIO(checklist_docx(sheet))) as archive:
        body = archive.read("word/document.xml").decode()
    written = [
        "".join(re.findall("<w:t[ >][^<]*|<w:t>[^<]*", part)) for part in body.split("</w:p>") if "问了谁" in part
    ]
    assert len(written) == len(OPEN)
    for line in written:
        assert len(re.sub("<[^>]*>", "", line)) * points * 25.4 / 72 <= 167 - 2 * 1.3


@pytest.mark.parametrize("blank", [True, False])
def test_large_type_is_large_everywhere(*, blank: bool) -> None:
    """But for running heads and feet, in both files."""
    items = tuple(item(n, hint="先打电话问清楚。") for n in range(1, 6))
    marks = {"item-1": DONE, "item-2": ItemMark(note="备注长一些才会放到表后面去，" * 3)}
    source = checklist(items, open=OPEN, others=OTHERS)
    sheet = sheet_of(source, marks, noted=NOTED, size="large", blank=blank, articles=True, only_open=True)
    document = Document(checklist_pdf(sheet))
    foot = "".join(document.text(n)[:60] for n in range(1, len(document.pages)))
    for number in range(len(document.pages)):
        small = "".join(text for size, text in sizes(document, number).items() if size < 12)
        assert set(small) <= set(foot + "0123456789年月日打印，空白表第共页QD-"), small
    with zipfile.ZipFile(io.BytesIO(checklist_docx(sheet))) as archive:
        body, styles = archive.read("word/document.xml").decode(), archive.read("word/styles.xml").decode()
    used = set(re.findall('w:pStyle w:val="([^"]+)"', body)) - {"细条"}
    for name in used:
        style = re.search(f'<w:style [^>]*w:styleId="{name}".*?</w:style>', styles, re.DOTALL)
        assert style is not None
        assert int(re.findall('w:sz w:val="(\\d+)"', style[0])[0]) >= 24, name
    assert min(int(size) for size in re.findall('w:sz w:val="(\\d+)"', body)) >= 24
