"""Word files: opened by LibreOffice, their words are ours; made of real styles, fields and rows."""

from __future__ import annotations

import datetime as dt
import io
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
from paper import DONE, NOT_APPLICABLE, Document, checklist, item, long_list, sheet_of, short_list, squeezed
from test_checklist_pdf import HOSTILE
from test_shipped_paper import WIZARDS, read, sheet, without_radicals

from govdesk.export.approval import approval_paper
from govdesk.export.booklet import Booklet, article_booklet, rule_booklet
from govdesk.export.docx import checklist_docx
from govdesk.export.paper import Paper
from govdesk.export.sheet import Sheet
from govdesk.export.word_papers import booklet_docx, paper_docx
from govdesk.records.model import ItemMark
from govdesk.wizards.basis import make_basis

DAY = dt.date(2026, 9, 28)


LARGEST = "largest"


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
    found = [thing.title, thing.basis, *(f.label for f in thing.fields), *(f.value for f in thing.fields)]
    for stage in thing.stages:
        found.append(stage.name)
        for row in stage.rows:
            found += [row.do, row.badge, "".join(row.basis), row.due, row.limit, *row.record]
            found += [f"{remark.kind}：{remark.text}" for remark in row.remarks]
    found += [*thing.counting, *thing.notes, *thing.reading]
    for chapter in thing.chapters:
        found.append(chapter.name)
        for article in chapter.articles:
            found += [article.printed, *("".join(run.text for run in line.runs) for line in article.lines)]
    return [squeezed(text) for text in found if text]


def xml_text(content: bytes) -> str:
    """The words of the body and the foot, in order, without white space."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.search("document|footer", name)]
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
    for pack in sorted({pack for pack, _ in WIZARDS}):
        rule, wizards = read(pack)
        booklets = rule_booklet(rule, DAY), article_booklet(rule, rule.articles[-1].number, DAY)
        for name, booklet in zip(("rule", "article"), booklets, strict=True):
            found[f"{pack}-{name}"] = booklet_docx(booklet), words_of_booklet(booklet)
        most_asked = max(wizards.values(), key=lambda wizard: len(wizard.questions))
        paper = approval_paper(make_basis(rule, most_asked), DAY)
        found[f"{pack}-approval"] = paper_docx(paper), words_of_paper(paper)
    return found


def through_libreoffice(office: str, folder: Path) -> None:
    """Every Word file of the folder as a PDF beside it."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Sheet, str, int]]:
    """Sheets as Word files through LibreOffice, every filled one and some blank ones: sheet, words of its PDF, pages."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("word")
    largest = max(WIZARDS, key=lambda w: len(read(w[0])[1][w[1]].items))
    sheets = {
        "short": sheet_of(short_list(), {"item-1": DONE, "item-4": NOT_APPLICABLE}),
        "hostile": hostile_sheet(),
        LARGEST: sheet(*largest, blank=False),
        **{"-".join((*wizard, "filled")): sheet(*wizard, blank=False) for wizard in WIZARDS},
        **{"-".join((*wizard, "blank")): sheet(*wizard, blank=True) for wizard in WIZARDS[::5]},
    }
    for name, thing in sheets.items():
        (folder / f"{name}.docx").write_bytes(checklist_docx(thing))
    through_libreoffice(office, folder)
    found = {}
    for name, thing in sheets.items():
        document = pypdfium2.PdfDocument(folder / f"{name}.pdf")
        text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
        found[name] = thing, text, len(document)
        document.close()
    return found


def test_libreoffice_opens_it_and_loses_nothing(converted: dict[str, tuple[Sheet, str, int]]) -> None:
    lost: dict[str, list[str]] = {}
    for name, (thing, text, pages) in converted.items():
        # The text layer begins a new piece where a page ends and repeats heads there: words are looked for one by one.
        body = re.sub(r"依据：《[^》]*》（[^）]*）(QD-\d+-\d+)?第\d+页，共\d+页", "", text)
        body = re.sub("阶段序办结办理要求性质依据时限(与记录|办结日期)", "", body)
        missing = [words for words in words_of(thing) if words not in body and words not in text]
        if missing or f"第1页，共{pages}页" not in text or not without_radicals(text):
            lost[name] = missing
    assert lost == {}


def test_libreoffice_repeats_the_head(converted: dict[str, tuple[Sheet, str, int]]) -> None:
    assert converted[LARGEST][1].count("办理要求性质依据") > 1


def test_libreoffice_loses_nothing_of_a_rule_or_a_paper(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    made = papers()
    for name, (content, _) in made.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    through_libreoffice(office, tmp_path)
    for name, (_, words) in made.items():
        document = Document((tmp_path / f"{name}.pdf").read_bytes())
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document.pages]
        # A paragraph goes on over the page's end, with a foot between its halves: characters are counted.
        assert Counter(squeezed("".join(words))) - Counter("".join(pages)) == Counter(), name
        count = document.find(0, f"共{len(pages)}页")
        assert count is not None and count.right == pytest.approx(184, abs=1), name  # at the end of the foot


@pytest.mark.parametrize(("pack", "wizard"), WIZARDS)
def test_every_shipped_sheet_has_every_word(pack: str, wizard: str) -> None:
    thing = sheet(pack, wizard, blank=False)
    text = xml_text(checklist_docx(thing))
    assert [words for words in words_of(thing) if words not in text] == []


def test_styles_fields_rows_and_faces_are_real() -> None:
    document = opened(checklist_docx(sheet_of(long_list(12))))
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    assert any(p.style and p.style.name == "Heading 1" for p in document.paragraphs)
    table = document.tables[1]
    rows = table._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    merges = [row.tc_lst[0].tcPr.find(qn("w:vMerge")) for row in rows[1:]]
    assert [merge.get(qn("w:val")) for merge in merges].count("restart") == 4
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer
    for style in ("Normal", "Title", "Heading 1", "表格文字"):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia"))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]


def test_the_name_of_a_stage_is_not_cut_at_the_end_of_a_page() -> None:
    """So many rows stay with the next as the name, stacked, is high."""
    items = tuple(item(n, stage="市长办公会议的议题" if n > 5 else "会前") for n in range(1, 16))
    document = opened(checklist_docx(sheet_of(checklist(items))))
    rows = document.tables[1]._tbl.tr_lst[1:]
    keeps = qn("w:keepNext")
    kept = [all(p.pPr is not None and p.pPr.find(keeps) is not None for p in row.iter(qn("w:p"))) for row in rows]
    assert kept[:2] == [True, False]  # two characters, 13 mm; a row has 9.6
    assert kept[5:12] == [True] * 5 + [False] * 2  # nine, 49 mm


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
        "rPr": ["rFonts", "b", "bCs", "color", "sz", "szCs", "u", "bdr"],
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
    rows = document.tables[1]._tbl.tr_lst
    assert len(rows) == 201
    assert rows[150].trPr.find(qn("w:cantSplit")) is None


def test_a_rule_in_word_has_every_line_and_chapters_as_headings() -> None:
    for pack in {pack for pack, _ in WIZARDS}:
        rule, _ = read(pack)
        content = booklet_docx(rule_booklet(rule, DAY))
        text = xml_text(content)
        lines = [squeezed(line.shown) for article in rule.articles for line in article.lines()]
        assert [line for line in lines if line not in text] == []
        headings = [p.text for p in opened(content).paragraphs if p.style and p.style.name == "Heading 1"]
        assert len(headings) == len(rule.chapters())


def test_an_article_and_an_approval_sheet_in_word() -> None:
    pack, wizard_id = WIZARDS[0]
    rule, wizards = read(pack)
    article = rule.articles[-1]
    assert squeezed(article.shown.split("\n")[0]) in xml_text(booklet_docx(article_booklet(rule, article.number, DAY)))
    paper: Paper = approval_paper(make_basis(rule, wizards[wizard_id]), DAY)
    text = xml_text(paper_docx(paper))
    for entry in wizards[wizard_id].items:
        assert squeezed(entry.do) in text and squeezed(entry.cite.quote) in text
