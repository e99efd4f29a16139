"""Word files: opened by LibreOffice, their words are ours; made of real styles, fields and rows."""

from __future__ import annotations

import datetime as dt
import functools
import io
import itertools
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree
from paper import DONE, NOT_APPLICABLE, QUOTE_TEN, Document, checklist, item, long_list, sheet_of, short_list, squeezed
from test_checklist_pdf import HOSTILE

from benchmarks.bench_pages import Paper as ShippedPaper
from benchmarks.bench_pages import papers as shipped_papers
from govdesk.export.approval import approval_paper
from govdesk.export.booklet import Booklet, article_booklet, rule_booklet
from govdesk.export.docx import checklist_docx
from govdesk.export.paper import Paper, Section, cell
from govdesk.export.paper import table as paper_table
from govdesk.export.pdf import booklet_pdf, checklist_pdf
from govdesk.export.sheet import Sheet
from govdesk.export.word_papers import booklet_docx, paper_docx
from govdesk.paths import shipped_rules
from govdesk.records.model import ItemMark, ItemState
from govdesk.wizards.library import Library
from govdesk.wizards.model import Cite, Due
from govdesk.wizards.packs import read_library
from govdesk.workdays import load_calendar

DAY = dt.date(2026, 9, 28)


@functools.cache
def library() -> Library:
    return read_library([shipped_rules()])


@functools.cache
def shipped() -> tuple[ShippedPaper, ...]:
    return tuple(shipped_papers(library(), load_calendar()))


def paper_name(found: ShippedPaper) -> str:
    return f"{found.rule}-{found.wizard}-{found.desk}" + ("-blank" if found.blank else "")


def hostile_sheet() -> Sheet:
    """Markup, quotes and rare characters wherever somebody may type; emoji left out, for no face here need have them."""
    words = HOSTILE.replace("😀", "")
    fields = {"title": "长" * 120, "unit": words, "person": "㙍𬍛", "number": "#$*\\<"}
    source = checklist(tuple(item(n, do=words) for n in range(1, 4)), fields)
    return sheet_of(
        source, {"item-1": ItemMark(note="长" * 3000), "item-2": ItemMark(note="<w:p/>&amp;")}, number="QD-2026-0001"
    )


def opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def words_of(thing: Sheet) -> list[str]:
    """Everything that must stand in the Word file of a sheet."""
    found = [thing.title, thing.basis]
    for field in thing.fields:
        found.append(field.value)
    found += [answer.say for answer in thing.answers]
    for question in thing.questions:
        found += [question.ask, *question.options]
    found += [thing.holder, thing.partial]
    for stage in thing.stages:
        found.append(stage.name)
        for row in stage.rows:
            found += [row.badge, row.condition, row.do, *(point.do for point in row.points), *row.basis, row.due]
            found += [line.removeprefix("限") for line in row.record]
    for other in thing.others:
        found += [other.who, other.do, *other.basis, *other.told]
    for point in thing.open:
        found += [point.ask, point.basis, point.safe]
    found += thing.remarks
    found += ["经办人：", "核对人：", "负责人："] if thing.signatures else []
    found += [note.text for note in thing.notes]
    found += [*thing.counting, *thing.general, *thing.next]
    for chapter in thing.chapters:
        for article in chapter.articles:
            found += [article.printed, *("".join(run.text for run in line.runs) for line in article.lines)]
    return [squeezed(text) for text in [*found, *thing.reading] if text]


def xml_text(content: bytes) -> str:
    """The words of the body and the foot, in order, without white space."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.search("word/document", name)]
    return squeezed("".join(re.sub("<[^>]+>", "", part) for part in parts))


def words_of_paper(thing: Paper) -> list[str]:
    """Everything that must stand in the Word file of a paper."""
    found = [thing.title, thing.left, thing.right, thing.foot, *thing.notes, *thing.names]
    for section in thing.sections:
        found += [section.heading, *section.words]
        if section.table:
            found += [column.head for column in section.table.columns]
            lines = [line for row in section.table.rows for cell in row for line in cell]
            found += ["".join(run.text for run in line.runs) for line in lines]
    return found


def words_of_booklet(thing: Booklet) -> list[str]:
    """Everything that must stand in the Word file of a rule or an article."""
    found = [thing.title, thing.subtitle, thing.basis, thing.source, *thing.notes, *(n.text for n in thing.notice)]
    for chapter in thing.chapters:
        found.append(chapter.name)
        for article in chapter.articles:
            found += [article.printed, *("".join(run.text for run in line.runs) for line in article.lines)]
    return found


def papers() -> dict[str, tuple[bytes, list[str]]]:
    """A rule, an article and an approval sheet of each city: the Word file, and its words."""
    found: dict[str, tuple[bytes, list[str]]] = {}
    for pack, rule in library().rules.items():
        booklets = rule_booklet(rule, DAY), article_booklet(rule, rule.articles[-1].number, DAY)
        for name, booklet in zip(("rule", "article"), booklets, strict=True):
            found[f"{pack}-{name}"] = booklet_docx(booklet), words_of_booklet(booklet)
        most_asked = max(library().wizards(pack), key=lambda wizard: len(wizard.questions))
        paper = approval_paper(library().basis(pack, most_asked.id), DAY)
        found[f"{pack}-approval"] = paper_docx(paper), words_of_paper(paper)
    return found


def through_libreoffice(office: str, folder: Path) -> None:
    """Every Word file of the folder as a PDF beside it."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Sheet], dict[str, list[str]]]:
    """A folder with Word files as PDFs, made by one start of LibreOffice; the sheets, and the words of the other papers."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("word")
    sheets = {
        "short": sheet_of(short_list(), {"item-1": DONE, "item-2": NOT_APPLICABLE}),
        "hostile": hostile_sheet(),
        "long": sheet_of(long_list(40)),
        **{paper_name(found): found.sheet for found in shipped()[::14]},
    }
    for name, thing in sheets.items():
        (folder / f"{name}.docx").write_bytes(checklist_docx(thing))
    made = papers()
    for name, (content, _) in made.items():
        assert name not in sheets
        (folder / f"{name}.docx").write_bytes(content)
    through_libreoffice(office, folder)
    return folder, sheets, {name: words for name, (_, words) in made.items()}


@pytest.fixture(scope="module")
def converted(drawn: tuple[Path, dict[str, Sheet], dict[str, list[str]]]) -> dict[str, tuple[Sheet, str, int]]:
    """Sheets as Word files through LibreOffice, of all errands: sheet, words of its PDF, pages."""
    folder, sheets, _ = drawn
    found = {}
    for name, thing in sheets.items():
        document = pypdfium2.PdfDocument(folder / f"{name}.pdf")
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        found[name] = thing, with_line_ends(text, "".join(words_of(thing))), len(document)
        document.close()
    return found


def with_line_ends(drawn: str, words: str) -> str:
    """What LibreOffice drew, squeezed, with the marks that it lets hang over a full line's end and then does not draw."""
    lines = [line for part in drawn.splitlines() if (line := squeezed(part))]
    text = lines[0]
    for before, after in itertools.pairwise(lines):
        ends = (mark for mark in "、，。；：" if before[-4:] + mark + after[:4] in words)
        hanging = "" if before[-4:] + after[:4] in words else next(ends, "")
        text += hanging + after
    return text


def test_libreoffice_opens_it_and_loses_nothing(converted: dict[str, tuple[Sheet, str, int]]) -> None:
    lost: dict[str, list[str]] = {}
    for name, (thing, text, pages) in converted.items():
        # A paragraph goes on over the page's end, with head and foot between its halves: characters are counted.
        missing = Counter("".join(words_of(thing))) - Counter(text)
        if missing or f"第1页，共{pages}页" not in text:
            lost[name] = sorted(missing)
    assert lost == {}


def test_in_word_a_sheet_takes_at_most_a_page_more(converted: dict[str, tuple[Sheet, str, int]]) -> None:
    longer = {}
    for name, (thing, _, pages) in converted.items():
        if name != "hostile":
            document = pypdfium2.PdfDocument(checklist_pdf(thing))
            if pages > len(document) + 1:
                longer[name] = (len(document), pages)
            document.close()
    assert longer == {}


def test_libreoffice_names_the_stage_again_after_a_page(converted: dict[str, tuple[Sheet, str, int]]) -> None:
    assert converted["long"][1].count("办结性质办理要求依据时限与记录") > 4


def test_libreoffice_loses_nothing_of_a_rule_or_a_paper(
    drawn: tuple[Path, dict[str, Sheet], dict[str, list[str]]],
) -> None:
    folder, _, others = drawn
    for name, words in others.items():
        document = Document((folder / f"{name}.pdf").read_bytes())
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document.pages]
        # A paragraph goes on over the page's end, with a foot between its halves: characters are counted.
        assert Counter(squeezed("".join(words))) - Counter("".join(pages)) == Counter(), name
        count = document.find(0, f"共{len(pages)}页")
        assert count is not None and count.right == pytest.approx(192 if name.endswith("approval") else 184, abs=1), (
            name
        )  # at the end of the foot


def test_styles_fields_rows_and_faces_are_real() -> None:
    content = checklist_docx(sheet_of(long_list(12)))
    document = opened(content)
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    tables = [t for t in document.tables if len(t.columns) == 6]
    assert [t.rows[0].cells[0].text for t in tables] == ["起草", "会签", "审批报送", "跟踪"]
    for table in tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert "PAGE" in footer._element.xml and "NUMPAGES" in footer._element.xml
    assert "测试市报送文件办事清单" in section.header.paragraphs[0].text
    assert section.first_page_header.paragraphs[0].text == ""
    for style in ("Normal", "Title", "表格文字"):
        assert document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin, section.right_margin)] == [20, 25, 18]
    assert document.settings.element.find(qn("w:mirrorMargins")) is not None


def test_title_and_matter_of_the_running_head_stand_apart() -> None:
    document = docx.Document(io.BytesIO(checklist_docx(sheet_of(short_list()))))
    title, matter, number = document.sections[0].header.paragraphs[0].text.split("\t")
    assert title == "测试市报送文件办事清单" and number == "QD-2026-0031"
    assert matter.startswith("　") and matter.endswith("　") and matter.strip()


@pytest.mark.parametrize("size", ["auto", "large"])
def test_names_to_sign_and_their_dates_keep_to_one_line(size: str) -> None:
    document = docx.Document(io.BytesIO(checklist_docx(sheet_of(short_list(), size=size))))
    (cells,) = [table.rows[0].cells for table in document.tables if "经办人：" in table.rows[0].cells[0].text]
    for box in cells:
        for paragraph in box.paragraphs:
            assert len(paragraph.text) * paragraph.style.font.size.mm <= box.width.mm - 2, paragraph.text


def test_the_template_is_our_own() -> None:
    content = checklist_docx(sheet_of(short_list()))
    assert content == checklist_docx(sheet_of(short_list()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        fonts = archive.read("word/fontTable.xml").decode()
        settings = archive.read("word/settings.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert not [name for name in names if "theme" in name or "thumbnail" in name]
    assert "仿宋_GB2312" in fonts and "ＭＳ" not in fonts and "Cambria" not in fonts
    assert 'w:eastAsia="zh-CN"' in settings and "ja-JP" not in settings + styles
    assert styles.count("<w:style ") < 25
    assert len(content) < 30_000


def test_boxes_toggle_and_show_what_is_done() -> None:
    marks = {"item-1": DONE, "item-2": NOT_APPLICABLE, "item-3#draft": DONE}
    document = opened(checklist_docx(sheet_of(short_list(), marks)))
    boxes = [
        (
            box.xpath(".//*[local-name()='checked']/@*[local-name()='val']")[0],
            "".join(box.xpath(".//*[local-name()='t']/text()")),
        )
        for box in document.element.body.iter(qn("w:sdt"))
    ]
    assert boxes == [("1", "☑"), ("0", "☐"), ("1", "☑"), ("0", "☐"), ("0", "☐"), ("0", "☐"), ("0", "☐")]


def test_word_does_not_call_it_compatibility_mode() -> None:
    document = opened(checklist_docx(sheet_of(short_list())))
    setting = qn("w:compatSetting")
    modes = [s.get(qn("w:val")) for s in document.settings.element.iter(setting) if "Mode" in s.get(qn("w:name"))]
    assert modes == ["15"]


def test_quotes_are_underlined_in_the_articles() -> None:
    document = opened(checklist_docx(sheet_of(short_list())))
    underlined = "".join(run.text for p in document.paragraphs for run in p.runs if run.font.underline)
    assert "不得越级报送" in underlined
    assert "（二）" not in underlined


def test_elements_stand_in_the_order_that_word_wants() -> None:
    order = {
        "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "tcMar", "textDirection", "vAlign"],
        "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
        "pPr": [
            *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs"),
            *("autoSpaceDE", "autoSpaceDN", "spacing", "ind", "jc", "outlineLvl"),
        ],
        "rPr": ["rFonts", "b", "bCs", "color", "sz", "szCs", "u", "bdr", "lang"],
    }
    document = opened(checklist_docx(sheet_of(long_list(12), {"item-1": DONE})))
    for root in (document.element, document.styles.element, document.sections[0].footer._element):
        for element in root.iter():
            name = str(element.tag).rpartition("}")[2]
            if name in order:
                places = [
                    order[name].index(tag) for child in element if (tag := child.tag.rpartition("}")[2]) in order[name]
                ]
                assert places == sorted(places), (name, [child.tag for child in element])


def test_hostile_text_is_text(tmp_path: Path) -> None:
    nasty = HOSTILE + " { PAGE } =SUM(A1) \x00\x07\x1b \ud83d \ufffe"
    fields = {"title": nasty * 3, "unit": "<w:t>&amp;</w:t>", "person": "㙍𬍛"}
    source = checklist((item(1, do=nasty, note=nasty), item(2)), fields)
    note = "长" * 3000
    content = checklist_docx(sheet_of(source, {"item-2": ItemMark(note=note)}, number="#1"))
    document = opened(content)
    cells = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "<w:t>&amp;</w:t>" in cells
    assert squeezed(HOSTILE) in squeezed(cells)
    assert "㙍𬍛" in cells
    assert note in "".join(p.text for p in document.paragraphs)
    fields_in_body = document.element.body.findall(f".//{qn('w:fldChar')}")
    assert fields_in_body == []


def test_two_hundred_rows_and_one_without_end() -> None:
    items = tuple(item(n, do="办" * 4000 if n == 150 else f"第{n}件事") for n in range(1, 201))
    document = opened(checklist_docx(sheet_of(checklist(items))))
    rows = next(table for table in document.tables if len(table.columns) == 6)._tbl.tr_lst
    assert len(rows) == 201
    assert rows[150].trPr.find(qn("w:cantSplit")) is None


def test_a_rule_in_word_has_every_line_and_chapters_as_headings() -> None:
    for rule in library().rules.values():
        content = booklet_docx(rule_booklet(rule, DAY))
        text = xml_text(content)
        lines = [squeezed(line.shown) for article in rule.articles for line in article.lines()]
        assert [line for line in lines if line not in text] == []
        headings = [p.text for p in opened(content).paragraphs if p.style and p.style.name == "Heading 1"]
        assert len(headings) == len(rule.chapters())


def test_a_rule_in_word_has_the_contents_of_its_pdf() -> None:
    for rule in library().rules.values():
        booklet = rule_booklet(rule, DAY)
        pdf = [squeezed(page.get_textpage().get_text_range()) for page in Document(booklet_pdf(booklet)).pages]
        content = booklet_docx(booklet)
        document = opened(content)
        names = [chapter.name for chapter in booklet.chapters if chapter.name]
        entries = [p for p in document.paragraphs if p._p.find(qn("w:hyperlink")) is not None]
        shown = [re.sub("<[^>]+>", "", etree.tostring(p._p, encoding="unicode")) for p in entries]
        marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
        assert len(entries) == len(names)
        for name, words in zip(names, shown, strict=True):
            found = re.fullmatch(re.escape(squeezed(name)) + r"PAGEREF(chapter\d+)\\h(\d+)", squeezed(words))
            assert found is not None, words
            target, number = found.groups()
            assert target in marks
            assert squeezed(name) in pdf[int(number) - 1]
        text = xml_text(content)
        assert text.index("目录") < text.index(squeezed(names[0])) < text.rindex(squeezed(booklet.title))


def test_an_article_and_an_approval_sheet_in_word() -> None:
    pack, rule = next(iter(library().rules.items()))
    wizard = library().wizards(pack)[0]
    article = rule.articles[-1]
    assert squeezed(article.shown.split("\n")[0]) in xml_text(booklet_docx(article_booklet(rule, article.number, DAY)))
    paper: Paper = approval_paper(library().basis(pack, wizard.id), DAY)
    text = xml_text(paper_docx(paper))
    for entry in wizard.items:
        if wizard.desks[0] in entry.desks:
            assert squeezed(entry.do) in text and squeezed(entry.cite.quote) in text


def test_the_last_rows_of_a_paper_stay_together_and_with_the_names() -> None:
    rows = [(cell(str(n)), cell("甲")) for n in range(40)]
    columns = (("序", 10.0, True), ("内容", 157.0, False))
    for names, kept in (((), 2), (("经办人",), 3)):
        paper = Paper(
            title="记录", sections=(Section("", (), paper_table(columns, rows)),), names=names, foot="依据", printed=DAY
        )
        lines = docx.Document(io.BytesIO(paper_docx(paper))).tables[0].rows
        bound = [
            all(p.pPr is not None and p.pPr.find(qn("w:keepNext")) is not None for p in line._tr.iter(qn("w:p")))
            for line in lines
        ]
        assert bound[-3:] == [True, True, kept == 3] and not any(bound[1:-3])


def test_a_tick_in_word_keeps_the_name_of_who_ticked_whole() -> None:
    """The cell is too narrow for day and name: Word would part the name wherever its line ends."""
    mark = ItemMark(ItemState.DONE, "欧阳晓梅", DONE.at)
    written = docx.Document(io.BytesIO(checklist_docx(sheet_of(checklist((item(1),)), {"item-1": mark}))))
    cells = [row.cells[-1] for table in written.tables for row in table.rows]
    assert [words.text for cell in cells for words in cell.paragraphs if "欧阳" in words.text] == ["欧阳晓梅"]


def test_in_word_the_names_take_the_last_remark_with_them() -> None:
    mark = ItemMark(ItemState.DONE, "王晓梅", DONE.at, note="退回补正一次，缺附件二（资金平衡表），当日补齐后重新报送")
    written = docx.Document(io.BytesIO(checklist_docx(sheet_of(checklist((item(1),)), {"item-1": mark}))))
    remark = next(paragraph for paragraph in written.paragraphs if "补齐后重新报送" in paragraph.text)
    assert remark.paragraph_format.keep_with_next


def test_a_due_day_in_word_keeps_its_weekday_whole() -> None:
    due = Due(10, "received")
    source = checklist((item(1, due=due, cite=Cite(5, QUOTE_TEN)),), {"received": "2026-10-30"})
    written = docx.Document(io.BytesIO(checklist_docx(sheet_of(source))))
    words = next(
        row.cells[-1].text for table in written.tables for row in table.rows if "11月13日" in row.cells[-1].text
    )
    assert words.startswith("11月13日\n（周五）")
