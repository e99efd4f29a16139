"""What stands together on a page of a checklist, and what is left out of it."""

from __future__ import annotations

import io

import docx
import msgspec
import pytest
from paper import Document, basis, checklist, item, sheet_of, strays
from shares import todays

from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import checklist_pdf
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.model import Cite, Due, FormField, OpenPoint, OtherAct
from govdesk.workdays import load_calendar

QUOTE = "一份文件只说一件事"
OPEN = tuple(
    OpenPoint(
        id=f"open-{n}", ask=f"第{n}件事多久批下来？", says="没有写。", cites=(Cite(5, QUOTE, 1),), safe="报送时问一声。"
    )
    for n in range(4)
)
OTHERS = tuple(OtherAct(id=f"other-{n}", do="审核把关", cites=(Cite(5, QUOTE, 1),), party="office") for n in range(3))


def listed(count: int, **more: object) -> object:
    items = tuple(item(n, hint="先打电话问清楚。" if n == 1 else "") for n in range(1, count + 1))
    return checklist(items, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("turn", todays(range(3)))
@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("parts", [{}, {"others": OTHERS}, {"open": OPEN[:1]}, {"open": OPEN, "others": OTHERS}])
def test_a_line_of_notes_has_no_page_to_itself(parts: dict[str, object], turn: int, *, blank: bool) -> None:
    for count in range(4 + turn, 30, 3):
        sheet = sheet_of(listed(count, **parts), blank=blank, articles=False)  # type: ignore[arg-type]
        document = Document(checklist_pdf(sheet))
        assert strays(document) == []
        last = document.text(len(document.pages) - 1)
        assert any(words in last for words in ("办理要求", "先问清规则", "别人来办不用")), (count, last)
        assert "先打电话问清楚" in document.text()


@pytest.mark.parametrize("turn", todays(range(3)))
@pytest.mark.parametrize("size", ["auto", "large"])
def test_a_blank_is_signed_after_what_is_to_be_asked_first(size: str, turn: int) -> None:
    for count in range(4 + turn, 40, 3):
        sheet = sheet_of(listed(count, open=OPEN, others=OTHERS), blank=True, size=size)
        document = Document(checklist_pdf(sheet))
        text = document.text()
        order = [text.index(words) for words in ("办理要求", "先问清规则没有写明", "经办人：", "核对人：", "负责人：")]
        assert order == sorted(order), count
        # Names never stand on a page by themselves.
        signed = next(page for page in range(len(document.pages)) if "核对人：" in document.text(page))
        assert any(words in document.text(signed) for words in ("办理要求", "先问清规则", "别人来办不用")), count


def test_what_follows_a_long_blank_begins_under_its_table_where_that_saves_a_page() -> None:
    points = tuple(msgspec.structs.replace(OPEN[0], id=f"open-{n}", ask=f"第{n}件事多久批下来？") for n in range(12))
    for count in range(23, 30, 2):
        sheet = sheet_of(listed(count, open=points), blank=True, articles=False)  # type: ignore[arg-type]
        document = Document(checklist_pdf(sheet))
        assert strays(document) == []
        pages = [document.text(number) for number in range(len(document.pages))]
        assert len(pages) == 3
        assert "办理要求依据" in pages[1] and "先问清规则" in pages[1], count
        signed = next(page for page in pages if "核对人：" in page)
        assert "问了谁" in signed, count


def test_what_others_do_has_no_empty_column() -> None:
    told = (*OTHERS, OtherAct(id="other-9", do="答复", cites=(Cite(5, QUOTE, 1),), due=Due(10, "received")))
    for acts, columns in ((OTHERS, 3), (told, 4)):
        sheet = sheet_of(listed(3, others=acts))  # type: ignore[arg-type]
        document = Document(checklist_pdf(sheet))
        place = document.find(0, "别人来办")
        assert place is not None
        uprights = {
            round(left)
            for left, top, right, bottom in document.lines(0)
            if top > place.bottom and right - left < 1 and bottom - top > 3
        }
        assert len(uprights) == columns + 1
        tables = docx.Document(io.BytesIO(checklist_docx(sheet))).tables
        assert len(next(t for t in tables if "审核把关" in t.rows[0].cells[1].text).columns) == columns


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("收到意见（通知）日期", "收到意见\n（通知）日期"),
        ("案件（文件、行政行为）名称", "案件（文件、\n行政行为）\n名称"),
        ("会签收文日期", "会签收文日期"),
        ("经办人", "经 办 人"),
    ],
)
def test_labels_of_a_word_file_break_between_words(label: str, lines: str) -> None:
    fields = (FormField("title", "事项名称"), FormField("other", label))
    source = build_checklist(basis((item(1),), fields=fields), {}, {}, load_calendar(), desk="department")
    head = docx.Document(io.BytesIO(checklist_docx(sheet_of(source)))).tables[0]
    assert head.rows[1].cells[0].text == lines
