"""The printed checklist, measured on the PDF itself."""

from __future__ import annotations

import io
import subprocess
import sys

import docx
import msgspec
import pypdfium2 as pdfium
import pytest
from paper import (
    DONE,
    NOT_APPLICABLE,
    PRINTED,
    QUOTE_ITEM,
    QUOTE_NOT,
    QUOTE_ONE,
    QUOTE_TEN,
    TITLE,
    Document,
    checklist,
    collisions,
    item,
    long_list,
    sheet_of,
    short_list,
    squeezed,
)

from govdesk.export.docx import checklist_docx
from govdesk.export.pdf import Typesetter, checklist_pdf
from govdesk.records.model import ItemMark, ItemState
from govdesk.wizards.checklist import build_checklist
from govdesk.wizards.model import Cite, Due
from govdesk.workdays import load_calendar

HOSTILE = (
    """#let x = 1; $a^2$ *粗* _斜_ `码` \\ <label> @ref "双" '单' [方] {花} // 注 /* */ = 标 - + ~ --- ... 😀 㙍𬍛"""
)


@pytest.fixture(scope="module")
def short() -> Document:
    return Document(checklist_pdf(sheet_of(short_list(), {"item-1": DONE, "item-4": NOT_APPLICABLE})))


@pytest.fixture(scope="module")
def long() -> Document:
    return Document(checklist_pdf(sheet_of(long_list(60))))


def test_pages_are_a4_with_the_margins_of_an_office_document(short: Document, long: Document) -> None:
    for document in (short, long):
        for page in document.pages:
            assert page.get_width() == pytest.approx(595.28, abs=0.5)
            assert page.get_height() == pytest.approx(841.89, abs=0.5)
    # Page 1 has the frames, page 2 of the long list begins with the head row at the very top.
    for document, number, top in ((short, 0, None), (long, 0, None), (long, 1, 37.0)):
        left, first, right, _ = document.ink(number)
        assert left == pytest.approx(28, abs=0.5)
        assert right == pytest.approx(184, abs=0.5)
        assert top is None or first == pytest.approx(top, abs=0.5)


def test_nothing_stands_outside_the_type_area_but_the_foot(short: Document, long: Document) -> None:
    for document in (short, long):
        for number in range(len(document.pages)):
            for glyph in document.glyphs(number, ink=True):
                assert glyph.left >= 27.5 and glyph.right <= 184.5, glyph
                assert glyph.top >= 36.5, glyph
                assert glyph.bottom <= 262.5 or 268.5 <= glyph.top <= 280, glyph


def test_the_foot_has_its_rule_the_basis_and_the_page(short: Document) -> None:
    for number in range(2):
        rules = [line for line in short.lines(number) if line[1] == pytest.approx(269, abs=0.5)]
        assert [(round(line[0]), round(line[2])) for line in rules] == [(28, 184)]
        foot = short.foot(number)
        assert foot.startswith("依据：《测试市工作规则（试行）》（测政发〔2020〕1号）")
        assert foot.endswith(f"QD-2026-0031第{number + 1}页，共2页")


def test_all_faces_are_embedded(short: Document) -> None:
    faces = short.fonts_embedded()
    assert faces
    assert all(faces.values()), faces


def test_the_text_layer_gives_back_every_word(short: Document) -> None:
    words = short.text(0)
    for expected in (
        "报送文件办事清单",
        "编号：QD-2026-0031",
        "打印日期：2026年9月28日",
        TITLE,
        "2026年9月24日（周四）",
    ):
        assert expected in words
    for row in short_list().rows:
        assert squeezed(row.item.do) in words
        assert row.label in words
        assert row.badge in words
    assert "09-25王晓梅" in words
    assert "不适用：各方意见一致" in words
    assert "说明：收文当日算不算在内，条文没有写明。" in words
    assert "实务：先打电话问清楚。" in words


def test_the_due_date_and_how_it_was_counted(short: Document) -> None:
    words = short.text(0)
    assert "10月15日（周四）限10个工作日" in words
    assert "第5项：收文2026-09-24周四，次日起算10个工作日，至2026-10-15周四。" in words
    assert "中间跳过09-25至09-27（中秋节）、10-01至10-07（国庆节）" in words
    assert "10-10周六调休上班，计入" in words
    assert "依据：国务院办公厅公布的放假安排" in words
    assert "规则没有写明收文当日算不算在内" in words


def test_a_date_past_the_official_calendar_is_marked_with_the_reason() -> None:
    source = checklist((item(1, due=Due(10, "received"), cite=Cite(5, QUOTE_TEN, 1)),), {"received": "2032-12-24"})
    words = Document(checklist_pdf(sheet_of(source))).text(0)
    assert "（暂）限10个工作日" in words
    assert "放假安排尚未导入，暂按周末计算" in words


def test_a_limit_without_its_start_date_says_what_is_missing() -> None:
    source = checklist((item(1, due=Due(10, "received"), cite=Cite(5, QUOTE_TEN, 1)),), {})
    words = Document(checklist_pdf(sheet_of(source))).text(0)
    assert "收文后10个工作日（收文日期未填）" in words
    assert "次日起算" not in words


def test_the_appendix_has_whole_articles_and_underlines_the_quotes(short: Document) -> None:
    words = short.text(1)
    assert words.startswith("附：所依据条文《测试市工作规则（试行）》第二章报送五、报送文件，")
    for expected in (QUOTE_ONE, QUOTE_NOT, QUOTE_TEN, QUOTE_ITEM, "（二）预算。", "会议每月〔召开〕一次。", "二十一、"):
        assert expected in words
    assert "第二十一条“会议每月一次”补作“会议每月召开一次”：网页文字丢了二字，今补出。" in words
    quoted = short.find(1, QUOTE_ITEM)
    plain = short.find(1, "预算")
    assert quoted and plain
    rules = [line for line in short.lines(1) if line[3] - line[1] < 0.5]
    assert any(
        abs(r[0] - quoted.left) < 0.5 and abs(r[2] - quoted.right) < 0.5 and quoted.top < r[1] < quoted.bottom + 1
        for r in rules
    )
    assert not any(r[0] < plain.right and r[2] > plain.left and plain.top < r[1] < plain.bottom + 1 for r in rules)


def test_a_tick_is_drawn_and_not_a_character(short: Document) -> None:
    source = checklist((item(1),))
    open_box = Document(checklist_pdf(sheet_of(source)))
    ticked = Document(checklist_pdf(sheet_of(source, {"item-1": ItemMark(ItemState.DONE)})))
    assert len(ticked.lines(0)) == len(open_box.lines(0)) + 1
    assert open_box.text() == ticked.text()
    # A path's bounds take in its 0.9 pt line twice over.
    side = 4.2 + 2 * 0.9 * 25.4 / 72
    boxes = [r for r in open_box.lines(0) if abs(r[2] - r[0] - side) < 0.1 and abs(r[3] - r[1] - side) < 0.1]
    assert len(boxes) == 1


def test_a_small_list_is_set_larger_than_a_long_one(short: Document, long: Document) -> None:
    large, small = short.find(0, "不越级报送"), long.find(0, "办好第1件要")
    assert large and small
    assert (large.right - large.left) / 5 == pytest.approx(12 * 25.4 / 72, abs=0.15)
    # The figure is half as wide as a hanzi.
    assert (small.right - small.left) / 5.5 == pytest.approx(10.5 * 25.4 / 72, abs=0.15)
    forced = Document(checklist_pdf(sheet_of(short_list(), size="small"))).find(0, "不越级报送")
    assert forced
    assert (forced.right - forced.left) / 5 == pytest.approx(10.5 * 25.4 / 72, abs=0.15)


def test_rows_are_never_split_and_the_head_is_repeated(long: Document) -> None:
    rows = long_list(60).rows
    pages = [long.text(number) for number in range(len(long.pages))]
    found = [next(n for n, words in enumerate(pages) if squeezed(row.item.do) in words) for row in rows]
    assert found == sorted(found)
    assert max(found) > 1
    for number in range(max(found) + 1):
        assert pages[number].count("办理要求") == 1
        assert pages[number].count("时限与记录") == 1
    # Where a stage goes on over the page, its name stands again.
    for before, after in zip(range(len(rows) - 1), range(1, len(rows)), strict=True):
        if found[before] != found[after]:
            same = rows[before].item.stage == rows[after].item.stage
            assert ("（续）" in pages[found[after]]) == same
    assert pages[1].startswith("阶段序办结办理要求性质依据时限与记录")
    assert f"{rows[found.index(1)].item.stage}（续）" in pages[1]


@pytest.mark.parametrize("count", range(6, 34, 3))
def test_the_signatures_stand_on_the_page_of_the_last_row(count: int) -> None:
    source = long_list(count)
    document = Document(checklist_pdf(sheet_of(source, articles=False)))
    last = document.text(len(document.pages) - 1)
    assert squeezed(source.rows[-1].item.do) in last
    for name in ("经办人：", "审核人：", "签发人："):
        assert last.count(name) == 1
    row = document.find(len(document.pages) - 1, "登记表里备查") or document.find(len(document.pages) - 1, "办好第")
    name = document.find(len(document.pages) - 1, "审核人：")
    assert row and name
    assert name.top - row.bottom >= 6


def test_hostile_text_is_printed_as_text() -> None:
    fields = {"title": HOSTILE, "unit": HOSTILE, "person": "㙍𬍛", "number": "#$*\\<", "received": "2026-09-24"}
    source = checklist((item(1, do=HOSTILE, note=HOSTILE, hint=HOSTILE), item(2), item(3)), fields)
    marks = {
        "item-1": ItemMark(ItemState.DONE, "#㙍𬍛", DONE.at, note="$短$"),
        "item-2": ItemMark(ItemState.NOT_APPLICABLE, reason=HOSTILE),
        "item-3": ItemMark(note=HOSTILE + "\n" + "长" * 3000),
    }
    words = Document(checklist_pdf(sheet_of(source, marks, number="#1"))).text().replace("〔U+1F600〕", "😀")
    assert words.count(squeezed(HOSTILE)) == 7  # two fields, instruction, two remarks, a reason, a note
    assert "经办人㙍𬍛" in words
    assert "文号#$*\\<" in words
    assert "备注：$短$" in words
    assert words.count("长") == 3000


@pytest.mark.parametrize(
    "word",
    ["https://www.example.gov.cn/" + "a1" * 80, "W" * 120, "！" * 90, "…" * 90, "—" * 90, "д" * 120],
    ids=["address", "wide", "marks", "dots", "dashes", "cyrillic"],
)
def test_what_no_line_can_be_broken_in_stays_in_its_cell(word: str) -> None:
    source = checklist((item(1, do=word, hint=word), item(2)), {"title": word, "unit": word, "person": word})
    marks = {"item-1": ItemMark(note=word), "item-2": ItemMark(ItemState.DONE, word[:40], DONE.at, reason=word[:55])}
    document = Document(checklist_pdf(sheet_of(source, marks, articles=False)))
    for number in range(len(document.pages)):
        left, _, right, _ = document.ink(number, dpi=120)
        assert left >= 27.5 and right <= 184.5
        assert collisions(document, number) == []
    assert document.text().count(word) >= 6  # nothing is put in between


def test_a_long_reason_stands_under_the_table() -> None:
    reason = "双方多次协商未能一致" * 200
    marks = {"item-1": ItemMark(ItemState.NOT_APPLICABLE, reason=reason)}
    document = Document(checklist_pdf(sheet_of(long_list(6), marks, articles=False)))
    assert "不适用：原因见表后" in document.text(0)
    assert "审核人：" in document.text(0)
    assert f"第1项的原因：{reason}" in document.text()


def test_two_hundred_items_and_a_row_taller_than_a_page_lose_nothing() -> None:
    items = tuple(item(n, do="办" * 4000 if n == 150 else f"第{n}件要办的事情") for n in range(1, 201))
    document = Document(checklist_pdf(sheet_of(checklist(items))))
    words = document.text()
    assert words.count("办" * 4000) == 0 or words.count("办") >= 4000  # the head row may stand between two halves
    assert words.count("办") >= 4000
    for number in range(1, 201):
        assert number == 150 or f"第{number}件要办的事情" in words
    for number in range(len(document.pages)):
        assert all(g.bottom <= 262.5 or g.top >= 268.5 for g in document.glyphs(number, ink=True))


def test_a_row_without_end_may_stand_first_or_last() -> None:
    for place in (1, 3):
        items = tuple(item(n, do="办" * 3000 if n == place else f"第{n}件要办的事情") for n in range(1, 4))
        document = Document(checklist_pdf(sheet_of(checklist(items), articles=False)))
        pages = [document.text(number) for number in range(len(document.pages))]
        assert "".join(pages).count("办") >= 3000
        assert all(page.count("阶段序办结") == 1 for page in pages if "办办" in page)
        assert "审核人：" in pages[-1]
        assert "办办" in pages[0] or place > 1


def test_long_names_of_stages_and_fields_stay_in_their_cells() -> None:
    # Each stage has one row, so that its name has the least room; one of them is carried over the page's end.
    for count in (1, 30):
        items = tuple(
            item(n, do="办", stage="会同有关部门研究论证和答复" if n > count // 2 else "准备材料并核对")
            for n in range(1, count + 1)
        )
        source = checklist(items)
        field = msgspec.structs.replace(source.basis.wizard.fields[1], label="发现或者收到问题线索的日期")
        fields = (source.basis.wizard.fields[0], field, *source.basis.wizard.fields[2:])
        wizard = msgspec.structs.replace(source.basis.wizard, fields=fields)
        basis = msgspec.structs.replace(source.basis, wizard=wizard)
        sheet = sheet_of(build_checklist(basis, {}, {}, load_calendar()), articles=False, size="small")
        document = Document(checklist_pdf(sheet))
        assert "会同有关部门研究论证和答复" in document.text()
        assert "发现或者收到问题线索的日期" in document.text()
        for number in range(len(document.pages)):
            assert collisions(document, number) == []
            across = [line for line in document.lines(number) if line[3] - line[1] < 1 and line[2] - line[0] > 8]
            for glyph in document.glyphs(number, ink=True):
                run_through = [
                    line
                    for line in across
                    if line[0] - 0.5 < glyph.left < line[2]
                    and glyph.top + 0.25 < (line[1] + line[3]) / 2 < glyph.bottom - 0.25
                ]
                assert run_through == [], glyph


def test_bookmarks_lead_to_the_list_and_its_articles() -> None:
    document = pdfium.PdfDocument(checklist_pdf(sheet_of(short_list())))
    found = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert found == [("报送文件办事清单", 0), ("附：所依据条文", 1)]


@pytest.mark.parametrize(("letter", "count"), [("甌", 1600), ("W", 900)])
def test_nothing_typed_into_the_head_is_lost_on_paper(letter: str, count: int) -> None:
    fields = dict.fromkeys(("title", "unit", "person", "number"), letter * count)
    document = Document(checklist_pdf(sheet_of(checklist((item(1),), fields))))
    assert document.text().count(letter * count) == 4, "whole, under the table"
    for number in range(len(document.pages)):
        for glyph in document.glyphs(number, ink=True):
            assert glyph.right <= 184.5 and (glyph.bottom <= 262.5 or glyph.top >= 268.5), glyph


def test_a_long_title_stays_in_the_type_area() -> None:
    source = checklist((item(1),), {"title": "长" * 120})
    document = Document(checklist_pdf(sheet_of(source)))
    assert "长" * 120 in document.text(0)
    assert all(g.right <= 184.5 for g in document.glyphs(0, ink=True))


def test_the_blank_form_is_empty_but_for_what_has_to_be_done() -> None:
    document = Document(checklist_pdf(sheet_of(short_list(), {"item-1": DONE}, blank=True)))
    words = document.text()
    assert len(document.pages) == 1
    for absent in (TITLE, "QD-2026", "王晓梅", "打印日期", "10月15日", "附：", "2026-10"):
        assert absent not in words
    for present in ("（空白表）", "办结日期", "月日", "10个工作日", "收文日期年月日", "注：从收文次日起数工作日"):
        assert present in words
    assert document.foot(0).endswith("第1页，共1页")
    for row in short_list().rows:
        assert squeezed(row.item.do) in words


def test_open_items_alone_keep_their_numbers() -> None:
    document = Document(
        checklist_pdf(sheet_of(short_list(), {"item-1": DONE, "item-4": NOT_APPLICABLE}, only_open=True))
    )
    words = document.text(0)
    assert "一份文件只写一件事" not in words
    assert "列出各方依据" not in words
    assert "5到期前问办复结果" in words
    assert "二十一、" in document.text(1)


def test_with_nothing_open_the_sheet_says_so() -> None:
    marks = {f"item-{number}": DONE for number in range(1, 7)}
    for sheet, words in (
        (sheet_of(short_list(), marks, only_open=True), "没有待办的事项。"),
        (
            sheet_of(short_list(), dict.fromkeys(marks, NOT_APPLICABLE), not_applicable=False),
            "没有要列出的事项，各项都不适用。",
        ),
    ):
        document = Document(checklist_pdf(sheet))
        assert words in document.text() and "审核人：" in document.text()
        assert len(document.pages) == 1
        assert words in "".join(
            table.rows[0].cells[0].text for table in docx.Document(io.BytesIO(checklist_docx(sheet))).tables
        )


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = sheet_of(long_list(30))
    first = Typesetter().checklist(sheet)
    assert first == Typesetter().checklist(sheet) == checklist_pdf(sheet)
    assert PRINTED.strftime("D:%Y%m%d") in pdfium.PdfDocument(first).get_metadata_value("CreationDate")


def test_with_the_bundled_face_alone_a_page_is_complete() -> None:
    pdf = Typesetter(system_fonts=False).checklist(sheet_of(short_list()))
    document = Document(pdf)
    assert {name.split("+")[-1].split("-")[0] for name in document.fonts_embedded()} == {"GovDeskSongSC"}
    assert document.text() == Document(checklist_pdf(sheet_of(short_list()))).text()


def test_the_template_gives_no_warning_but_for_faces_that_are_not_here() -> None:
    import msgspec
    import typst

    from govdesk.paths import resource

    for sheet in (sheet_of(long_list(60)), sheet_of(short_list(), blank=True)):
        _, warnings = typst.compile_with_warnings(
            str(resource("print", "checklist.typ")),
            root=str(resource("print")),
            font_paths=[str(resource("fonts"))],
            format="pdf",
            sys_inputs={"sheet": msgspec.json.encode(sheet).decode()},
        )
        assert [w.message for w in warnings if "unknown font family" not in w.message] == []


def test_a_pdf_needs_no_qt_and_sheets_need_no_typesetter() -> None:
    code = (
        "import sys, govdesk.export.sheet, govdesk.export.pdf;"
        "print([m for m in ('PySide6', 'typst', 'sqlalchemy', 'docx', 'chinese_calendar') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
